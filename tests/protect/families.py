"""Small linked years drawn from a seed, and figures that add up over them."""

import numpy as np

SHAPE = (5, 2, 6)
"""Inner cells of a table; small, so that a family is protected in milliseconds."""


def with_margins(inner: np.ndarray) -> np.ndarray:
    for axis in (-3, -2, -1):
        inner = np.concatenate([inner, inner.sum(axis=axis, keepdims=True)], axis=axis)
    return inner


def tree(seed: int, groups: int = 3, leaves: int = 3) -> np.ndarray:
    """A root, groups, subgroups and leaves: parents before children, group by group."""
    rng = np.random.default_rng(seed)
    parent = [-1]
    for _ in range(groups):
        parent.append(0)
        group = len(parent) - 1
        for _ in range(int(rng.integers(1, 3))):
            parent.append(group)
            subgroup = len(parent) - 1
            parent += [subgroup] * int(rng.integers(1, leaves + 1))
    return np.array(parent)


def users(parent: np.ndarray, seed: int, shape: tuple[int, int, int] = SHAPE) -> np.ndarray:
    """[node, region, sex, age] with totals: leaves of any size, groups between the largest child and the sum."""
    rng = np.random.default_rng(seed)
    inner = np.zeros((len(parent), *shape), dtype=np.int64)
    for node in range(len(parent) - 1, -1, -1):
        children = np.flatnonzero(parent == node)
        if len(children) == 0:
            inner[node] = rng.poisson(10 ** rng.uniform(-1, 1.8) * rng.gamma(1.5, 1, shape))
        else:
            most, total = inner[children].max(axis=0), inner[children].sum(axis=0)
            inner[node] = most + rng.binomial(total - most, 0.8)
    return with_margins(inner)


def sums(users_: np.ndarray, parent: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Dispensings and price: drawn for the leaves, added up above."""
    rng = np.random.default_rng(seed)
    inner = users_[:, :-1, :-1, :-1]
    dispensings, price = np.zeros_like(inner), np.zeros_like(inner)
    for node in range(len(parent) - 1, -1, -1):
        children = np.flatnonzero(parent == node)
        if len(children):
            dispensings[node], price[node] = dispensings[children].sum(axis=0), price[children].sum(axis=0)
        else:
            dispensings[node] = inner[node] + rng.poisson(inner[node] * 2.0)
            price[node] = np.round(
                dispensings[node] * rng.uniform(1_000, 90_000) * rng.gamma(20, 1 / 20, inner[0].shape)
            )
    return {"dispensings": with_margins(dispensings), "sales": with_margins(price)}
