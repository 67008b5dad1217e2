"""What a group's worlds depend on, and finding them again where that is the same.

A group is worked on with the root held still. Of the root it is told nothing but the room that is left to it, cut at
what worlds can use, so that a change in one group seldom reaches another. What it is told is hashed whole: a result
that was kept under that hash is the result, whatever made the figures.
"""

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
import zstandard

from statistics.protect.engine import Found, run
from statistics.protect.net import BASE, BELOW, DEAR, HITS, OPEN, PRICE, SMALL, TRUTH, USES, VALUE, Array, Net

ROOM = 16
"""Users that a group may take of the room beneath the root: a world changes a cell by five at a time."""
FAST = 1
"""Compression level: what is kept is mostly small whole numbers, and kept to save time."""
ROOT, HEAD = 0, 1
"""A group's first two tables."""


class Memory(Protocol):
    """Where groups' worlds are kept, by key. What was cut off is not found."""

    def find(self, key: str) -> bytes | None: ...

    def keep(self, key: str, content: bytes) -> None: ...


class Nothing:
    """Remembers nothing."""

    def find(self, key: str) -> None:
        return None

    def keep(self, key: str, content: bytes) -> None:
        pass


def apart(net: Net) -> Net:
    """Write the root of a group as the room that it leaves, and nothing else of it; it is not changed by any world.

    Users: how far the group may rise beneath the root, and fall before all groups together are fewer than the root.
    Sums: none. A root that took up something in its rounding would tie every group to its digits.
    """
    figures, marks = net.figures, net.marks
    if net.exact:
        figures[:, ROOT] = 0
    else:
        rise = np.minimum(figures[VALUE, ROOT] - figures[VALUE, HEAD], ROOM)
        fall = np.minimum(figures[BELOW, ROOT] - figures[VALUE, ROOT], ROOM)
        figures[[VALUE, TRUTH], ROOT] = figures[VALUE, HEAD] + rise
        figures[BELOW, ROOT] = figures[VALUE, ROOT] + (0 if net.tables[OPEN, ROOT] else fall)
    marks[PRICE, ROOT], marks[BASE, ROOT] = DEAR, 0
    return net


def key(net: Net, order: Array, rounds: tuple[int, ...]) -> str:
    """The hash of all that `protect_group` is given. Rooms follow from figures, and nothing is counted yet."""
    marks = net.marks[[PRICE, BASE, SMALL]]
    parts = (net.figures[TRUTH * net.layers :], marks, net.tables, net.child, net.cap, order)
    hashed = hashlib.sha256(repr((net[:8], rounds, [part.shape for part in parts])).encode())
    for part in parts:
        hashed.update(np.ascontiguousarray(part).data)
    return hashed.hexdigest()


def worlds_of(
    nets: list[Net], orders: list[Array], rounds: tuple[int, ...], threads: int, done: Callable[[int], None] | None,
    memory: Memory,
) -> list[Found]:  # fmt: skip
    """As `run`; groups that were worked on before, from the very same figures, are taken as they were left."""
    with ThreadPoolExecutor(threads) as pool:
        keys = list(pool.map(lambda net, order: key(net, order, rounds), nets, orders))
    kept = [memory.find(name) for name in keys]
    new = [i for i, content in enumerate(kept) if content is None]
    fresh = run([nets[i] for i in new], [orders[i] for i in new], rounds, threads, done)
    with ThreadPoolExecutor(threads) as pool:
        for i, content in zip(new, pool.map(packed, fresh, [nets[i] for i in new]), strict=True):
            memory.keep(keys[i], content)
    made = dict(zip(new, fresh, strict=True))
    return [made[i] if content is None else unpacked(content, nets[i]) for i, content in enumerate(kept)]


def packed(found: Found, net: Net) -> bytes:
    """The group's worlds, and how often they change and cover each cell."""
    buffer, counts = io.BytesIO(), net.marks[[USES, HITS]]
    at = np.flatnonzero(counts)
    np.savez(buffer, rows=found.rows, starts=found.starts, left=found.left, at=at, counts=counts.ravel()[at])
    return zstandard.compress(buffer.getvalue(), FAST)


def unpacked(content: bytes, net: Net) -> Found:
    """The other way; the net's counts are set."""
    with np.load(io.BytesIO(zstandard.decompress(content)), allow_pickle=False) as stored:
        counts = np.zeros((2, *net.marks.shape[1:]), net.marks.dtype)
        counts.ravel()[stored["at"]] = stored["counts"]
        net.marks[[USES, HITS]] = counts
        return Found(stored["rows"], stored["starts"], int(stored["left"]))
