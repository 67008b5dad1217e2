"""What readers can see when other kinds of cells are printed: `python -m benchmarks.readers [year.npz] [--groups N]`.

The year of `benchmarks.protect`, users alone. For each choice of kinds, and of substances of each size (users in the
nation), the share of their users that printed cells of each kind show. `ceiling`: small cells alone are hidden, and
anybody can compute them back; no protection can show more.
"""

import argparse
from collections.abc import Mapping

import numpy as np

from benchmarks.protect import chosen, with_margins
from statistics.protect import KINDS, Policy, protect
from statistics.protect.kinds import kinds

SIZES = ((5, 100), (100, 500), (500, 2000), (2000, 1 << 40))
WITHOUT: Mapping[str, tuple[str, ...]] = {
    "all eight kinds": (),
    "no region × sex × age": ("region sex age",),
    "no region × age": ("region age", "region sex age"),
}
"""Choices to compare, and the kinds that each leaves out."""


def main() -> None:
    arguments = _arguments()
    parent, inner = chosen(arguments)
    users = with_margins(inner)
    small = (users >= 1) & (users <= Policy().largest)
    found = {"ceiling": visible(users, small, parent)}
    for name, left_out in WITHOUT.items():
        policy = Policy(printed=tuple(kind for kind in KINDS if kind not in left_out))
        made = protect(users, parent, policy, threads=arguments.threads)
        found[name] = visible(users, made.hidden_users, parent)
        loss = made.report["users"]["all"]
        print(f"{name}: {100 * loss.share:.2f} % of the cells of five and more are hidden, {made.uncovered} uncovered")
    print("\n".join(table(found)))


def visible(users: np.ndarray, hidden: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """[kind, size]: of the users of the substances of that size, the share that printed cells of the kind show."""
    leaves = np.flatnonzero(~np.isin(np.arange(len(parent)), parent))
    of_kind = kinds((users.shape[1], users.shape[2], users.shape[3]))
    counts = users[leaves].reshape(len(leaves), -1)
    shown, nation = np.where(hidden[leaves].reshape(counts.shape), 0, counts), counts[:, -1]
    shares = np.zeros((len(KINDS), len(SIZES)))
    for size, (least, most) in enumerate(SIZES):
        of_size = (nation >= least) & (nation < most)
        for kind in range(len(KINDS)):
            shares[kind, size] = shown[of_size][:, of_kind == kind].sum() / max(1, nation[of_size].sum())
    return shares


def table(found: Mapping[str, np.ndarray]) -> list[str]:
    """Rows of Markdown: in each cell the shares of the four sizes, in percent."""
    lines = ["| kind of cell | " + " | ".join(found) + " |", "|---" * (len(found) + 1) + "|"]
    for kind, name in enumerate(KINDS):
        cells = (" / ".join(f"{100 * share:.0f}" for share in shares[kind]) for shares in found.values())
        lines.append(f"| {name.replace(' ', ' × ')} | " + " | ".join(cells) + " |")
    return lines


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("year", nargs="?", help="npz with parent and base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--groups", type=int, help="only the smallest main groups")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
