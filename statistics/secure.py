"""The secure side's files: frozen extracts and cubes, named by content, on Django's storage API.

A file that was cut off by a crash does not have the content its name promises; it is then written again.
"""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from statistics.cube.aggregate import Tally, YearCube
from statistics.protect import Loss, Protection

ARRAYS = ("users", "dispensings", "packages", "ddd_milli", "price_ore")


class Damaged(ValueError):
    """A stored file is not what was written."""


def read(name: str) -> bytes:
    """Raises FileNotFoundError, or Damaged where the content does not match the checksum kept beside it."""
    with storages["secure"].open(name) as file:
        checksum, content = file.read(32), file.read()
    if hashlib.sha256(content).digest() != checksum:
        raise Damaged(f"{name} is not what was written: remove it and build again")
    return content


def ensure(name: str, make: Callable[[], bytes]) -> bytes:
    """The file's content; made and written if it is not there or was cut off."""
    try:
        return read(name)
    except (FileNotFoundError, Damaged):
        content = make()
    storages["secure"].save(name, ContentFile(hashlib.sha256(content).digest() + content))
    return content


def exists(name: str) -> bool:
    return storages["secure"].exists(name)


def find(name: str) -> bytes | None:
    """The file's content, None where it is not there or was cut off."""
    try:
        return read(name)
    except (FileNotFoundError, Damaged):
        return None


def keep(name: str, content: bytes) -> None:
    """Write the file unless it is there, whole."""
    ensure(name, lambda: content)


def tally_bytes(tally: Tally) -> bytes:
    """Where the tally is not zero, and what it is there: most of it is zero."""
    buffer = io.BytesIO()
    sparse = {name: _sparse(getattr(tally, name)) for name in ("users", "sums")}
    people = np.array(json.dumps(tally.people, sort_keys=True))
    arrays = {f"{name}_{what}": array for name, parts in sparse.items() for what, array in parts.items()}
    np.savez(buffer, counts=tally.counts, people=people, **arrays)
    return zstandard.compress(buffer.getvalue())


def tally_from(content: bytes) -> Tally:
    with np.load(io.BytesIO(zstandard.decompress(content)), allow_pickle=False) as stored:
        users, sums = (_dense(stored, name) for name in ("users", "sums"))
        return Tally(users, sums, stored["counts"], json.loads(str(stored["people"])))


def _sparse(array: Any) -> dict[str, Any]:
    at = np.flatnonzero(array)
    return {"shape": np.array(array.shape), "at": at, "values": array.ravel()[at]}


def _dense(stored: Any, name: str) -> Any:
    array = np.zeros(int(np.prod(stored[f"{name}_shape"])), dtype=np.int64)
    array[stored[f"{name}_at"]] = stored[f"{name}_values"]
    return array.reshape(stored[f"{name}_shape"])


def cube_bytes(cube: YearCube) -> bytes:
    buffer = io.BytesIO()
    arrays = {name: getattr(cube, name) for name in ARRAYS}
    report = np.array(json.dumps(cube.report, sort_keys=True))
    np.savez_compressed(buffer, year=cube.year, nodes=np.array(cube.nodes), report=report, **arrays)
    return buffer.getvalue()


def cube_from(content: bytes) -> YearCube:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in ARRAYS}
        report = json.loads(str(stored["report"]))
        return YearCube(int(stored["year"]), tuple(stored["nodes"].tolist()), **arrays, report=report)


def mask_bytes(mask: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, mask=mask)
    return buffer.getvalue()


def mask_from(content: bytes) -> Any:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return stored["mask"]


def protection_bytes(protection: Protection) -> bytes:
    buffer = io.BytesIO()
    worlds: dict[str, Any] = {f"worlds_{name}": rows for name, rows in protection.sum_worlds.items()}
    np.savez_compressed(
        buffer,
        hidden_users=protection.hidden_users,
        hidden_sums=protection.hidden_sums,
        open_above=protection.open_above,
        withdrawn=np.array(protection.withdrawn, dtype=np.int64),
        uncovered=protection.uncovered,
        known_before=protection.known_before,
        report=np.array(_report_text(protection.report)),
        worlds=protection.worlds,
        **worlds,
    )
    return buffer.getvalue()


def protection_from(content: bytes) -> Protection:
    """`report` is empty in a file from before it was kept."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return Protection(
            hidden_users=stored["hidden_users"],
            hidden_sums=stored["hidden_sums"],
            worlds=stored["worlds"],
            sum_worlds={name.removeprefix("worlds_"): stored[name] for name in stored if name.startswith("worlds_")},
            open_above=stored["open_above"],
            withdrawn=tuple(stored["withdrawn"].tolist()),
            uncovered=int(stored["uncovered"]),
            report=_report(str(stored["report"])) if "report" in stored else {},
            known_before=int(stored["known_before"]) if "known_before" in stored else 0,
        )


def _report_text(report: dict[str, dict[str, Loss]]) -> str:
    of = {what: {name: asdict(loss) for name, loss in parts.items()} for what, parts in report.items()}
    return json.dumps(of, sort_keys=True)


def _report(text: str) -> dict[str, dict[str, Loss]]:
    return {what: {name: Loss(**loss) for name, loss in parts.items()} for what, parts in json.loads(text).items()}
