"""How fast and how dear protection is on one synthetic year: `python -m benchmarks.protect [year.npz] [--groups N]`.

Without a file a year is drawn from a seed: a tree of 7,000 nodes or so, tables of 15 regions, two sexes and 20 age
bands, half of them for fewer than 140 users, groups between their largest child and the sum. A file holds `parent`
[node] and `base` [node, region, sex, age] without totals. Every world is replayed by the attacker's checker.
"""

import argparse
import time

import numpy as np

from benchmarks.series import seconds_a_year, settled, warm_up
from statistics import memory
from statistics.audit import check_worlds, check_worlds_additive
from statistics.protect import Policy, cost, protect
from statistics.rounding import rounded

INNER = (15, 2, 20)
FAN = (14.0, 6.7, 2.9, 3.3, 5.6)
"""Children of a node, on average, at each level."""
OVERLAP = (0.35, 0.6, 0.75, 0.85, 0.9)
"""How much of what is above the largest child is added at each level: the rest are users of two children."""
SERIES = 132_000
"""Tables of 22 years."""


@memory.kept()
def main() -> None:
    arguments = _arguments()
    parent, inner = chosen(arguments)
    users = with_margins(inner)
    sums = {} if arguments.users_only else measures(parent, inner, arguments.seed)
    warm_up()
    begun = time.perf_counter()
    alone = protect(users, parent, Policy(), threads=arguments.threads)
    users_seconds = time.perf_counter() - begun
    found, seconds = alone, users_seconds
    if sums:
        begun = time.perf_counter()
        found = protect(users, parent, Policy(), additive=sums, threads=arguments.threads)
        seconds = time.perf_counter() - begun
    small = (users >= 1) & (users <= 4)
    begun = time.perf_counter()
    checks = {
        "users": check_worlds(
            np.where(found.hidden_users, -1, users), found.hidden_users, found.worlds, small, parent,
            truth=users, own=found.open_above,
        )
    }  # fmt: skip
    for name, values in sums.items():
        rounding = Policy().rounding[name].of(users)
        checks[name] = check_worlds_additive(
            np.where(found.hidden_sums, -1, rounded(values, rounding)), found.hidden_sums, found.sum_worlds[name],
            small, parent, truth=values, own=found.open_above, rounding=rounding,
        )  # fmt: skip
    checking = time.perf_counter() - begun
    for what, parts in found.report.items():
        for name, part in parts.items():
            print(f"{what:6} {name:10} hidden {100 * part.share:6.2f} %  of users {100 * part.share_of_users:6.3f} %")
        print(f"{what:6} national totals hidden {parts['margin 3'].hidden}")
    zeros = (users == 0) & ~found.hidden_users
    print(
        f"zeros printed {100 * zeros.sum() / max(1, (users == 0).sum()):.1f} %; nodes withdrawn {len(found.withdrawn)}"
    )
    for name, check in checks.items():
        print(f"{name}: {len(check.fault)} worlds, {check.invalid} invalid, {len(check.uncovered)} small cells without")
    begun = time.perf_counter()
    kept, report = settled(parent, users, sums, found, threads=arguments.threads)
    more = cost(users, {"users": kept.hidden_users, "sums": kept.hidden_sums}, parent, Policy().largest)
    print(
        f"attacked and settled in {time.perf_counter() - begun:.1f} s, then hidden "
        + ", ".join(f"{what} {100 * parts['all'].share:.2f} %" for what, parts in more.items())
        + f"; {report.verdict}"
    )
    gates = all(check.holds for check in checks.values())
    tables = len(users)
    print(
        f"{tables} tables; users {users_seconds:.1f} s, {1000 * users_seconds / tables:.2f} ms a table, "
        f"{SERIES * users_seconds / tables / 60:.1f} min for {SERIES}; with sums {seconds:.1f} s, "
        f"{SERIES * seconds / tables / 60:.1f} min; checking {checking:.1f} s; hidden "
        + ", ".join(f"{what} {100 * parts['all'].share:.2f} %" for what, parts in found.report.items())
        + f"; gates {'hold' if gates else 'BROKEN'}"
    )
    if arguments.series:
        for what, some in {"users": {}, "users and sums, attacked": sums}.items():
            each = seconds_a_year(parent, users, some)
            print(f"series, {what}: {each:.1f} s a year, {SERIES * each / tables / 60:.1f} min for {SERIES} tables")


def chosen(arguments: argparse.Namespace) -> tuple[np.ndarray, np.ndarray]:
    """The year asked for, read or drawn, or some groups of it: `parent` [node], inner users."""
    parent, inner = read_year(arguments.year) if arguments.year else year(arguments.seed)
    return some_groups(parent, inner, arguments.groups) if arguments.groups else (parent, inner)


def with_margins(inner: np.ndarray) -> np.ndarray:
    for axis in (-3, -2, -1):
        inner = np.concatenate([inner, inner.sum(axis=axis, keepdims=True)], axis=axis)
    return inner


def measures(parent: np.ndarray, users: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Dispensings, packages, DDD and sales: one dispensing a user or more, skewed doses and prices, exact sums."""
    rng = np.random.default_rng(seed)
    names = ("dispensings", "packages", "ddd", "sales")
    found = {name: np.zeros(users.shape, dtype=np.int64) for name in names}
    children = np.bincount(parent[1:], minlength=len(parent))
    for node in range(len(parent) - 1, -1, -1):
        if children[node] == 0:
            dispensings = users[node] + rng.poisson(2.0 * users[node])
            packages = dispensings + rng.poisson(0.5 * dispensings)
            dose, price = np.exp(rng.normal(3.5, 0.8)), np.exp(rng.normal(9.5, 1.0))
            noise = rng.gamma(20, 1 / 20, (2, *users[node].shape))
            drawn = (dispensings, packages, packages * dose * 1000 * noise[0], packages * price * noise[1])
            for name, values in zip(names, drawn, strict=True):
                found[name][node] = np.round(values)
        if parent[node] >= 0:
            for values in found.values():
                values[parent[node]] += values[node]
    return {name: with_margins(values) for name, values in found.items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("year", nargs="?", help="npz with parent and base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--groups", type=int, help="only the smallest main groups")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--users-only", action="store_true")
    parser.add_argument("--series", action="store_true", help="time two years at once, in a process each")
    return parser.parse_args()


def read_year(path: str) -> tuple[np.ndarray, np.ndarray]:
    with np.load(path) as year:
        return year["parent"].astype(np.int64), year["base"].astype(np.int64)


def year(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    parent, level = _tree(rng)
    inner = np.zeros((len(parent), *INNER), dtype=np.int64)
    counties = rng.dirichlet(np.full(INNER[0], 4.0))
    profiles: dict[int, tuple[float, float, float]] = {}
    for node in np.flatnonzero(level == 5):
        group = int(parent[parent[node]])
        if group not in profiles:
            profiles[group] = (rng.uniform(3, 16), rng.uniform(1.5, 6), rng.beta(4, 4))
        inner[node] = _leaf(rng, counties, *profiles[group])
    for group_node in range(len(parent) - 1, -1, -1):
        children = np.flatnonzero(parent == group_node)
        if len(children):
            most, total = inner[children].max(axis=0), inner[children].sum(axis=0)
            inner[group_node] = most + rng.binomial(total - most, OVERLAP[level[group_node]])
    return parent, inner


def _tree(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    parent, level, last = [-1], [0], [0]
    for depth, fan in enumerate(FAN, start=1):
        now = []
        for node in last:
            number = int(fan) if depth == 1 else max(1, rng.geometric(1 / fan) if depth > 2 else rng.poisson(fan))
            now += [len(parent) + i for i in range(number)]
            parent += [node] * number
            level += [depth] * number
        last = now
    return np.array(parent), np.array(level)


def _leaf(rng: np.random.Generator, counties: np.ndarray, middle: float, width: float, women: float) -> np.ndarray:
    size = 0 if rng.random() < 0.12 else int(10 ** min(rng.normal(2.35, 1.25), 5.9))
    ages = np.exp(-0.5 * ((np.arange(INNER[2]) - middle - rng.normal(0, 1)) / width) ** 2) + 0.002
    share = float(np.clip(women + rng.normal(0, 0.07), 0.01, 0.99))
    if rng.random() < 0.04:
        share = float(share >= 0.5)
    regions = counties * rng.gamma(12, 1 / 12, INNER[0])
    expected = size * regions[:, None, None] / regions.sum() * np.array([1 - share, share])[:, None] * ages / ages.sum()
    return rng.poisson(expected * rng.gamma(20, 1 / 20, INNER))


def some_groups(parent: np.ndarray, inner: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
    """The root and its smallest main groups."""
    head = np.arange(len(parent))
    for node in range(1, len(parent)):
        head[node] = node if parent[node] == 0 else head[parent[node]]
    groups, sizes = np.unique(head[1:], return_counts=True)
    keep = np.flatnonzero(np.isin(head, groups[np.argsort(sizes, kind="stable")[:number]]) | (head == 0))
    place = np.full(len(parent), -1)
    place[keep] = np.arange(len(keep))
    return np.where(parent[keep] >= 0, place[parent[keep]], -1), inner[keep]


if __name__ == "__main__":
    main()
