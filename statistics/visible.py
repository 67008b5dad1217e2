"""How much of a release a reader can see, counted from what is printed alone, so that it tells nothing more.

How many of the hidden cells have five users or more is not said: where none has, each of them would be known to be 1–4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import comb
from typing import Any

import numpy as np

from statistics.assemble import Printed
from statistics.cube.axes import SHAPE, level
from statistics.definitions import stored
from statistics.table import Reason

USERS = stored().index("brukere")
MASKS = {"users": USERS, "sums": stored().index("utleveringer")}
"""One mask hides all measures that add up: any of them tells where it is."""
LEVELS, DEPTHS = 6, len(SHAPE) + 1
DEPTH = np.sum(np.indices(SHAPE) == np.array(SHAPE).reshape(-1, 1, 1, 1) - 1, axis=0)
"""On how many axes a cell is a total: 0 for inner cells, 3 for the nation's figure."""
EACH = (DEPTH.reshape(-1, 1) == np.arange(DEPTHS)).astype(np.int64)


@dataclass(frozen=True)
class Visible:
    """Cells `printed` with users (printed zeros left out), cells `hidden`; their users, and those there should be.

    Of `sums`: the same cells where the measures that add up are printed as well. `users` and `of_users` are of the
    nodes and years whose national total is printed, which says how many users their cells have together.
    """

    printed: int
    hidden: int
    users: int
    of_users: int

    @property
    def share(self) -> float:
        """Of the cells not printed as zero, those with figures."""
        return self.printed / max(1, self.printed + self.hidden)

    @property
    def share_of_users(self) -> float:
        return self.users / max(1, self.of_users)


def visible(blocks: Iterable[Printed], years: Sequence[int]) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    """By `all` and each year, then `users` and `sums`, then `all`, `margin 0` … `margin 3`, `level 0` … `level 5`."""
    counts = np.zeros((len(years), len(MASKS), LEVELS, DEPTHS, 4), np.int64)
    for block in blocks:
        for what, measure in enumerate(MASKS.values()):
            counts[:, what, level(block.code)] += _block(block, measure)
    named = {"all": counts.sum(axis=0)} | {str(year): counts[i] for i, year in enumerate(years)}
    return {name: {what: _parts(of[i]) for i, what in enumerate(MASKS)} for name, of in named.items()}


def read(parts: dict[str, dict[str, Any]]) -> dict[str, Visible]:
    """One of `users` and `sums` as `visible` wrote it."""
    return {name: Visible(**part) for name, part in parts.items()}


def _block(block: Printed, measure: int) -> np.ndarray:
    """[year, depth, the four counts]"""
    users = block.values[..., USERS].reshape(len(block.values), -1)
    hidden = (block.reasons[..., measure] == Reason.HIDDEN).reshape(users.shape)
    nation = users[:, -1:]
    shown = np.where(hidden, 0, users)
    of_users = nation * np.array([comb(len(SHAPE), depth) for depth in range(DEPTHS)])
    return np.stack([(shown > 0) @ EACH, hidden @ EACH, (shown * (nation > 0)) @ EACH, of_users], axis=-1)


def _parts(of: np.ndarray) -> dict[str, dict[str, int]]:
    """`of` [level, depth, the four counts]"""
    parts = {"all": of.sum(axis=(0, 1))}
    parts |= {f"margin {depth}": of[:, depth].sum(axis=0) for depth in range(DEPTHS)}
    parts |= {f"level {number}": of[number].sum(axis=0) for number in range(LEVELS)}
    return {name: asdict(Visible(*(int(count) for count in counts))) for name, counts in parts.items()}
