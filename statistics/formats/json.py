"""JSON: the tables as they are, with axes, values and the symbols of reasons in the order of a flat array."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from statistics.formats import numbers
from statistics.formats.notices import flags, notices
from statistics.formats.words import said
from statistics.table import Reason, ReleaseInfo, Table


def render(figures: Mapping[str, Sequence[Table]], release: ReleaseInfo) -> bytes:
    """Named figures, each of one or more tables."""
    content = {
        "utgave": edition(release),
        "tegn": flags(),
        "figurer": {name: [described(table) for table in tables] for name, tables in figures.items()},
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def edition(release: ReleaseInfo) -> dict[str, Any]:
    """Where figures come from, and what must be said of them."""
    return {
        "nummer": release.number,
        "publisert": release.published.isoformat() if release.published else None,
        "fingeravtrykk": release.digest,
        "kilde": release.source,
        "lisens": release.licence,
        "merknader": notices(release),
    }


def described(table: Table) -> dict[str, Any]:
    """`verdier` and `flagg` have one element a cell, the last axis fastest; a cell has either a value or a flag."""
    return {
        "akser": [
            {
                "kode": axis.code,
                "navn": said(axis.label),
                "kategorier": [{"kode": c.code, "navn": c.label} for c in axis.categories],
            }
            for axis in table.axes
        ],
        "verdier": [numbers.plain(value) for value in table.values.ravel().tolist()],
        "flagg": [Reason(int(reason)).symbol for reason in table.reasons.ravel()],
    }
