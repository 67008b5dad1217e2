"""Compile protection and attack ahead of the first release, by a handful of figures that mean nothing.

What is compiled is kept on disk (`statistics/compiled.py`), so that this costs two minutes once for each version of the
code, and nothing afterwards.
"""

import sys

import numpy as np
from numba.core.dispatcher import Dispatcher

from statistics.audit import Secret, attack_year
from statistics.protect import Policy, Protection, protect
from statistics.withdraw import hide, without_names

SHAPE = (3, 2, 4)
"""Inner regions, sexes and ages: what is compiled does not depend on how many there are."""
PARENT = np.array([-1, 0, 1, 1, 0])
MEASURES = ("dispensings", "packages", "ddd", "sales")
WHERE = ("statistics.protect", "statistics.audit")


def warm() -> None:
    """Compile what is not on disk yet."""
    users = figures()
    attack(users, PARENT, protected(users, PARENT))


def progress() -> tuple[int, int]:
    """How many of the compiled functions are ready in this process, and of how many."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(WHERE)]
    found = {id(f): f for module in modules for f in list(vars(module).values()) if isinstance(f, Dispatcher)}
    return sum(bool(function.signatures) for function in found.values()), len(found)


def figures() -> np.ndarray:
    """Users of five nodes [node, region, sex, age] with totals; each parent is the sum of its children."""
    node, *cell = np.indices((len(PARENT), *SHAPE))
    inner = (7 * node + 5 * cell[0] + 3 * cell[1] + 2 * cell[2]) % 9
    inner[1] = inner[2] + inner[3]
    inner[0] = inner[1] + inner[4]
    for axis in (1, 2, 3):
        inner = np.concatenate([inner, inner.sum(axis=axis, keepdims=True)], axis=axis)
    return inner


def protected(users: np.ndarray, parent: np.ndarray) -> Protection:
    population = np.zeros(users.shape[1:], np.int64)
    return protect(users, parent, Policy(), dict.fromkeys(MEASURES, 3 * users), population)


def attack(users: np.ndarray, parent: np.ndarray, found: Protection) -> None:
    sums = dict.fromkeys(MEASURES, 3 * users)
    shown = without_names(users, parent, sums, Policy().rounding, np.zeros(users.shape[1:], np.int64))
    attack_year(hide(shown, found), Secret(users, sums, found.worlds, found.sum_worlds))
