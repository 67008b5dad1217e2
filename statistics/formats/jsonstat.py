"""JSON-stat 2.0: numbers or null in `value`, signs by position in `status`, their meaning in `extension`.

Source: https://json-stat.org/full/. A hidden cell is null with the status «:», and never has a number.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from statistics.formats import numbers
from statistics.formats.dataset import Dataset, Dimension, Unit
from statistics.formats.notices import LICENCE_URL, citation, flags, notices
from statistics.table import Reason, ReleaseInfo

MEDIA_TYPE = "application/json"


def stream(dataset: Dataset, head: dict[str, Any] | None = None) -> Iterator[bytes]:
    """The whole dataset, class «dataset», written while its cells are read. `head`: a dialect's own, not ours."""
    yield _dump(head or header(dataset))[:-1] + b',"value":['
    reasons = []
    first = True
    for values, why in dataset.chunks:
        text = ",".join("null" if value != value else numbers.text(value) for value in values.tolist())
        yield (text if first else f",{text}").encode()
        reasons.append(why)
        first = False
    yield b'],"status":{'
    yield from _status(reasons)
    yield b"}}"


def header(dataset: Dataset) -> dict[str, Any]:
    """Everything but `value` and `status`."""
    release = dataset.release
    head: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": dataset.title,
        "source": release.source,
        "note": [*notices(release), *dataset.notes],
        "role": roles(dataset),
        "id": [dimension.code for dimension in dataset.dimensions],
        "size": list(dataset.size),
        "dimension": {dimension.code: described(dimension, dataset.units) for dimension in dataset.dimensions},
        "extension": {"id": dataset.id, **provenance(release), "flags": flags()},
    }
    if release.published:
        head["updated"] = release.published.isoformat()
    return head


def provenance(release: ReleaseInfo) -> dict[str, Any]:
    """What an answer of any kind says of where it comes from."""
    return {
        "release": release.number,
        "digest": release.digest,
        "licence": release.licence,
        "licenceUrl": LICENCE_URL,
        "citation": citation(release),
    }


def roles(dataset: Dataset) -> dict[str, list[str]]:
    found = {role: [d.code for d in dataset.dimensions if d.role == role] for role in ("time", "geo", "metric")}
    return {role: codes for role, codes in found.items() if codes}


def described(dimension: Dimension, units: dict[str, Unit]) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": {code: position for position, code in enumerate(dimension.codes)},
        "label": {category.code: category.label for category in dimension.categories},
    }
    if dimension.role == "metric":
        category["unit"] = {c: {"base": units[c].label, "decimals": units[c].decimals} for c in dimension.codes}
    return {"label": dimension.label, "category": category}


def _status(chunks: list[np.ndarray]) -> Iterator[bytes]:
    """Sign by position of every cell that has one, a chunk at a time: as objects, a million of them fill 200 MB."""
    signs = [json.dumps(reason.symbol) for reason in Reason]
    start, comma = 0, ""
    for reasons in chunks:
        at = np.flatnonzero(reasons)
        if len(at):
            pairs = zip((at + start).tolist(), reasons[at].tolist(), strict=True)
            yield (comma + ",".join(f'"{i}":{signs[reason]}' for i, reason in pairs)).encode()
            comma = ","
        start += len(reasons)


def _dump(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
