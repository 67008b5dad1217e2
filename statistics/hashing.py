"""One hash for whatever figures are handed on: arrays, mappings and dataclasses of them, texts and numbers."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np


def digest_of(*values: object) -> str:
    """Equal values have equal digests, on every machine; the order of a mapping's names does not count."""
    hashed = hashlib.sha256()
    for value in values:
        _add(hashed, value)
    return hashed.hexdigest()


def sources_of(*folders: Path) -> str:
    """The hash of all Python sources in these folders: what they compute is computed anew when they change."""
    return digest_of([path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py"))])


def _add(hashed: Any, value: object) -> None:
    if isinstance(value, np.ndarray):
        hashed.update(f"array {value.dtype.str} {value.shape} ".encode())
        hashed.update(np.ascontiguousarray(value).data)
    elif isinstance(value, bytes):
        hashed.update(f"bytes {len(value)} ".encode() + value)
    elif is_dataclass(value):
        hashed.update(f"{type(value).__name__} ".encode())
        for field in fields(value):
            _add(hashed, (field.name, getattr(value, field.name)))
    elif isinstance(value, Mapping):
        _add(hashed, sorted(value.items()))
    elif isinstance(value, list | tuple):
        hashed.update(f"{len(value)} of ".encode())
        for part in value:
            _add(hashed, part)
    else:
        hashed.update(f"{value!r} ".encode())
