"""A small seeded year of synthetic users and sums for the attack: 76 nodes in four levels, 16 × 2 × 19 parts."""

import numpy as np

from statistics.audit import PrintedYear, Secret
from statistics.audit.arrays import Int64, Mask
from statistics.cube.axes import AGES, INNER, REGIONS, SEXES
from tests.audit.cases import printed, with_totals

AXES = (REGIONS, SEXES, AGES)
FANS = (3, 4, 5)


def tree(fans: tuple[int, ...] = FANS) -> tuple[tuple[str, ...], Int64]:
    """Codes and parents, level by level; so many children of each node."""
    codes, parent, level = ["alle"], [-1], [0]
    for fan in fans:
        above, level = level, []
        for node in above:
            for i in range(fan):
                level.append(len(codes))
                codes.append(f"{codes[node] if node else ''}{'ABCDE'[i]}")
                parent.append(node)
    return tuple(codes), np.array(parent)


def leaf_users(rng: np.random.Generator) -> Int64:
    """One drug: a national number from a dozen to some thousand, an age profile, and uneven counties."""
    middle, width, women = rng.uniform(4, 16), rng.uniform(2, 6), rng.uniform(0.3, 0.7)
    ages = np.exp(-0.5 * ((np.arange(INNER[2]) - middle) / width) ** 2) + 0.002
    counties = rng.gamma(2.0, 1.0, INNER[0])
    share = counties[:, None, None] * np.array([women, 1 - women])[:, None] * ages
    size = min(10 ** rng.normal(2.4, 1.0), 50_000)
    return rng.poisson(size * share / share.sum())


def year(seed: int = 1, fans: tuple[int, ...] = FANS) -> tuple[PrintedYear, Secret]:
    """Primary hiding alone: every cell of 1–4 users, and its sums; all zeros are printed."""
    rng = np.random.default_rng(seed)
    codes, parent = tree(fans)
    inner = np.zeros((len(codes), *INNER), dtype=np.int64)
    dispensings, packages = np.zeros_like(inner), np.zeros_like(inner)
    for node in range(len(codes) - 1, -1, -1):
        children = np.flatnonzero(parent == node)
        if len(children):
            most, all_of_them = inner[children].max(0), inner[children].sum(0)
            inner[node] = most + rng.binomial(all_of_them - most, 0.8)
            dispensings[node], packages[node] = dispensings[children].sum(0), packages[children].sum(0)
        else:
            inner[node] = leaf_users(rng)
            dispensings[node] = inner[node] + rng.poisson(3.0 * inner[node])
            packages[node] = dispensings[node] + rng.poisson(0.5 * dispensings[node])
    users = with_totals(inner)
    sums = {"dispensings": with_totals(dispensings), "packages": with_totals(packages)}
    hidden = (users >= 1) & (users <= 4)
    return hide(codes, parent, users, sums, hidden), Secret(users, sums)


def hide(
    codes: tuple[str, ...], parent: Int64, users: Int64, sums: dict[str, Int64], hidden: Mask, zeros: bool = True
) -> PrintedYear:
    return PrintedYear(
        2024,
        codes,
        parent,
        AXES,
        printed(users, hidden),
        hidden,
        {name: printed(values, hidden) for name, values in sums.items()},
        dict.fromkeys(sums, hidden),
        zeros_printed=zeros,
    )
