"""What protection alone does not cover is withdrawn: a protected year is attacked before it is stored.

Worlds change one kind of figure at a time, so a reader who holds measures against each other (a user has at least one
dispensing, a dispensing at least one package) may still narrow a cell: mostly by a sum printed of the same cell in a
group above. A cell that gives way loses its sums; if it gives way again, so it does in the group above, and the group
above that, up to the main group; then, upwards again, so do its neighbours, then the lines of the table through it. A
step at a time: all of it at once took half of a nation's main groups for a thousand cells of substances. Then the node
loses users around the cell, then in its lines, then in its region and age band. Then the sums of the cell are hidden in
the root as well, and then the lines; then the node loses its sums whole, then its users, then its zeros of users too;
then so does the group above it, with the sums of all that it consists of. Hiding more breaks no proof: what a world
changes stays hidden. Zeros of users stay as long as they can: by them it is public that there are no sums in a cell,
and such a cell has no world.

The year is attacked first with the measures that tell of each other, without solving its equations: they give nothing
of a cell that has a world. The more is hidden, the less a reader knows, so only what gave way can give way again: that
is tried among the nodes around it, until it holds. Then comes the attack that a release goes through, which decides.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from statistics.audit import AuditReport, PrintedYear, Secret, attack_year
from statistics.audit.ratios import RELATED
from statistics.audit.report import LABELS
from statistics.protect import Protection
from statistics.rounding import Rounding, rounded

Cell = tuple[int, int, int]
Leaks = dict[int, list[Cell]]
"""The cells that give way, by node."""

Attack = Callable[[PrintedYear, Secret, Sequence[PrintedYear]], AuditReport]

HidePart = Callable[[np.ndarray, Cell], None]
"""Hides some of a node's sums, given a cell of it."""

ROUNDS = 60
"""Then it is left to the release's own audit to refuse it."""


@dataclass(frozen=True)
class Trial:
    """`shown`: the year with nothing hidden; `secret`: the truth; `earlier`: as it was printed before, newest first.

    `attack`: that of a release, with the proofs.
    """

    shown: PrintedYear
    secret: Secret
    earlier: Sequence[PrintedYear] = ()
    threads: int = 2
    attack: Attack = attack_year

    def first(self, protection: Protection) -> Leaks:
        """What the measures that tell of each other give away, anywhere."""
        return self._leaks(hide(self.shown, protection).of(RELATED), self.secret.of(RELATED), equations=False)

    def around(self, protection: Protection, leaks: Leaks) -> Leaks:
        """What gives way among the nodes around what did. Less is known there than in the whole year."""
        nodes = _around(np.array(list(leaks)), self.shown.parent)
        some = replace(self.shown, own=protection.open_above).among(nodes)
        printed = _printed(some, protection.hidden_users[nodes], protection.hidden_sums[nodes])
        return self._leaks(printed, self.secret.among(nodes), equations=False)

    def last(self, protection: Protection) -> Leaks:
        """What the release's own attack finds. Its report lists the first places alone; then all are sought."""
        printed = hide(self.shown, protection)
        proven = replace(self.secret, worlds=protection.worlds, sum_worlds=protection.sum_worlds)
        holds = not self.attack(printed, proven, self.earlier).leaks
        return {} if holds else self._leaks(printed, self.secret, equations=True)

    def _leaks(self, printed: PrintedYear, secret: Secret, *, equations: bool) -> Leaks:
        found: Leaks = {}
        node = {code: i for i, code in enumerate(self.shown.codes)}
        axes = [{code: i for i, code in enumerate(axis)} for axis in self.shown.axes]
        found_in = attack_year(
            printed, secret, self.earlier, threads=self.threads, cells_only=True, equations=equations
        )
        for place in found_in.places:
            if LABELS[place.gate].hard:
                region, sex, age = (axis[code] for axis, code in zip(axes, place.cell, strict=True))
                found.setdefault(node[place.node], []).append((region, sex, age))
        return found


def without_leaks(protection: Protection, trial: Trial) -> Protection:
    """The protection with more hidden, as far as the attack calls for; nodes that had to be hidden are `withdrawn`."""
    times: Counter[int] = Counter()
    whole_before = _whole(protection)
    leaks = trial.first(protection)
    for _ in range(ROUNDS):
        leaks = leaks or trial.last(protection)
        if not leaks:
            break
        times.update(leaks.keys())
        protection = _withdraw(protection, leaks, times, trial.shown)
        leaks = trial.around(protection, leaks)
    whole = _whole(protection) - whole_before
    return replace(protection, withdrawn=tuple(sorted({*protection.withdrawn, *whole})))


def _around(nodes: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """These nodes, all that is beneath their groups, all groups above, and all that those consist of."""
    child = np.flatnonzero(parent >= 0)
    beneath, above = np.zeros(len(parent), dtype=bool), np.zeros(len(parent), dtype=bool)
    beneath[nodes] = True
    beneath[parent[nodes[parent[nodes] > 0]]] = True
    for node in child:
        beneath[node] |= beneath[parent[node]]
    above[nodes] = True
    for node in reversed(child):
        above[parent[node]] |= above[node]
    beneath[child] |= above[parent[child]]
    return np.flatnonzero(beneath | above)


def _whole(protection: Protection) -> set[int]:
    """Nodes of which no sum is printed."""
    return {int(node) for node in np.flatnonzero(protection.hidden_sums.all(axis=(1, 2, 3)))}


def without_names(
    users: np.ndarray,
    parent: np.ndarray,
    sums: Mapping[str, np.ndarray],
    rounding: Mapping[str, Rounding],
    population: np.ndarray | None = None,
) -> PrintedYear:
    """A year with nothing hidden, of nodes and categories that have numbers alone."""
    nothing = np.zeros(users.shape, dtype=bool)
    return PrintedYear(
        year=0,
        codes=tuple(str(node) for node in range(len(parent))),
        parent=parent,
        axes=tuple(tuple(str(code) for code in range(length)) for length in users.shape[1:]),
        users=users,
        hidden_users=nothing,
        sums={name: rounded(values, rounding[name].of(users)) for name, values in sums.items()},
        hidden_sums=dict.fromkeys(sums, nothing),
        population=population,
        rounding=rounding,
    )


def hide(shown: PrintedYear, protection: Protection) -> PrintedYear:
    """As it is printed."""
    return _printed(replace(shown, own=protection.open_above), protection.hidden_users, protection.hidden_sums)


def _printed(shown: PrintedYear, hidden_users: np.ndarray, hidden_sums: np.ndarray) -> PrintedYear:
    """Of what a node cannot have by the list of products nothing is hidden."""
    masks = {name: hidden_sums & ~_cannot(shown, name) for name in shown.sums}
    return replace(
        shown,
        users=np.where(hidden_users, -1, shown.users),
        hidden_users=hidden_users,
        sums={name: np.where(masks[name], -1, values) for name, values in shown.sums.items()},
        hidden_sums=masks,
    )


def _cannot(shown: PrintedYear, name: str) -> np.ndarray:
    none = shown.nothing.get(name, np.zeros(len(shown.codes), dtype=bool))
    return none[:, None, None, None]


def _withdraw(protection: Protection, leaks: Leaks, times: Counter[int], shown: PrintedYear) -> Protection:
    parent, users, sums = shown.parent, protection.hidden_users.copy(), protection.hidden_sums.copy()
    for node, cells in leaks.items():
        step = times[node] - 1
        if step < len(PARTLY):
            hide_part, groups = PARTLY[step]
            _hide_cells(sums, _with_groups(node, parent, groups), cells, hide_part)
            continue
        step -= len(PARTLY)
        if step < len(USERS_PARTLY):
            some = np.zeros(users.shape[1:], dtype=bool)
            for cell in cells:
                USERS_PARTLY[step](some, cell)
            users[node] |= some & (shown.users[node] > 0)
            sums[node] |= some
            continue
        step -= len(USERS_PARTLY)
        if step < len(IN_THE_ROOT):
            _hide_cells(sums, [*_with_groups(node, parent, TOP), ROOT], cells, IN_THE_ROOT[step])
            continue
        step -= len(IN_THE_ROOT)
        for _ in range(step - ZEROS_TOO):
            node = int(parent[node]) if parent[node] >= 0 else node
            sums[parent == node] = True
        sums[node] = True
        if step > 0:
            users[node] |= (shown.users[node] > 0) | (step >= ZEROS_TOO)
    return replace(protection, hidden_users=users, hidden_sums=sums)


def _hide_cells(sums: np.ndarray, nodes: list[int], cells: list[Cell], hide_part: HidePart) -> None:
    for node in nodes:
        for cell in cells:
            hide_part(sums[node], cell)


def _with_groups(node: int, parent: np.ndarray, groups: int) -> list[int]:
    """The node and so many of the groups it is in, but for the root: its sums are what most readers ask for."""
    found = [node]
    while parent[found[-1]] > ROOT and len(found) <= groups:
        found.append(int(parent[found[-1]]))
    return found


def _the_cell(mask: np.ndarray, cell: Cell) -> None:
    mask[cell] = True


def _its_neighbours(mask: np.ndarray, cell: Cell) -> None:
    """The cell in both sexes and together, and the age bands beside it."""
    region, sex, age = cell
    mask[region, :, age] = True
    mask[region, sex, max(age - 1, 0) : min(age + 2, mask.shape[2] - 1)] = True


def _its_lines(mask: np.ndarray, cell: Cell) -> None:
    """All cells that differ from it on one axis at the most."""
    region, sex, age = cell
    mask[:, sex, age] = mask[region, :, age] = mask[region, sex, :] = True


def _its_planes(mask: np.ndarray, cell: Cell) -> None:
    """All cells of its region and of its age band."""
    region, _, age = cell
    mask[region] = mask[:, :, age] = True


ROOT = 0
"""The first node: parents come first."""
TOP = 9
"""More groups than there are above any node."""
GROUPS = (0, 1, 2, TOP)
"""In how many groups above a node."""
PARTLY = tuple((part, groups) for part in (_the_cell, _its_neighbours, _its_lines) for groups in GROUPS)
"""What is tried before a node is withdrawn whole: what of its sums, and in how many groups above it."""

USERS_PARTLY = (_its_neighbours, _its_lines, _its_planes)
"""What is tried then, of the node's own users."""

IN_THE_ROOT = (_the_cell, _its_lines)
"""What is tried then, of the sums in the root too."""

ZEROS_TOO = 2
"""At which step of withdrawing a node, from 0, its zeros of users go as well, before the group above it does."""
