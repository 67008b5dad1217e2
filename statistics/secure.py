"""The secure side's files: frozen extracts and cubes, named by content, on Django's storage API.

A file that was cut off by a crash does not have the content its name promises; it is then written again.
"""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from statistics.cube.aggregate import YearCube
from statistics.protect import Protection

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


def find(name: str) -> bytes | None:
    """The file's content, None where it is not there or was cut off."""
    try:
        return read(name)
    except (FileNotFoundError, Damaged):
        return None


def keep(name: str, content: bytes) -> None:
    """Write the file unless it is there, whole."""
    ensure(name, lambda: content)


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
        worlds=protection.worlds,
        **worlds,
    )
    return buffer.getvalue()


def protection_from(content: bytes) -> Protection:
    """Without the report of what it cost, which the release's manifest has."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return Protection(
            hidden_users=stored["hidden_users"],
            hidden_sums=stored["hidden_sums"],
            worlds=stored["worlds"],
            sum_worlds={name.removeprefix("worlds_"): stored[name] for name in stored if name.startswith("worlds_")},
            open_above=stored["open_above"],
            withdrawn=tuple(stored["withdrawn"].tolist()),
            uncovered=int(stored["uncovered"]),
            report={},
        )
