"""Generated sentences: pure functions of a `Table`, from published cells only. They say what a figure is, never why.

Nothing is said of a hidden cell but that it is hidden. Each sentence is a whole message, so that every language can
have its own order of words.
"""

from statistics.dashboards.sentences.base import (
    UNCHANGED,
    Marked,
    none_printed,
    not_addable,
    once,
    rounded,
    too_little,
    unit,
    with_unit,
)
from statistics.dashboards.sentences.costs import costs
from statistics.dashboards.sentences.development import time
from statistics.dashboards.sentences.groups import ages, counties
from statistics.dashboards.sentences.key import chosen, key
from statistics.dashboards.sentences.moves import moved
from statistics.dashboards.sentences.several import growth, split

__all__ = [
    "UNCHANGED",
    "Marked",
    "ages",
    "chosen",
    "costs",
    "counties",
    "growth",
    "key",
    "moved",
    "none_printed",
    "not_addable",
    "once",
    "rounded",
    "split",
    "time",
    "too_little",
    "unit",
    "with_unit",
]
