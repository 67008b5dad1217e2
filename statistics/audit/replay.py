"""Kernels that replay worlds: changes are added to inner cells and to every total above them, tested, and undone."""

from typing import NamedTuple

from statistics.audit.arrays import Int8, Int64, Mask, Number
from statistics.audit.tree import Tree
from statistics.compiled import compiled, kernel
from statistics.lending import borrowed, lent


class Counts(NamedTuple):
    """All [node, cell]: the figures of the world at hand and of the truth, and of each the sums of children."""

    now: Int64
    below: Int64
    true: Int64
    true_below: Int64


class Rules(NamedTuple):
    """What a world must respect and reach. `goal` [node, cell]: see `met`; `inhabitants` [cell]: 0 or less if unknown.

    `lowest`, `highest` [node, cell]: between which a printed cell still prints the same; without nodes: unchanged only.
    `least`, `most` [node, cell]: what other figures leave possible, tested at inner cells; without nodes: no limits.
    `totals` [cell, …]: the cell itself and every total it is counted in.
    """

    hidden: Mask
    lowest: Int64
    highest: Int64
    goal: Int8
    least: Int64
    most: Int64
    inhabitants: Int64
    totals: Int64
    largest: int
    exact_sums: bool


@compiled
def replay(counts: Counts, changes: Int64, begin: Int64, tree: Tree, rules: Rules, fault: Int8, covered: Mask) -> None:
    """Worlds `begin[w]:begin[w + 1]` of `changes`. `counts` is left as it came.

    Writes `fault` [world] (0: valid) and sets `covered` [node, cell] where a valid world meets the cell's goal.
    """
    counts, tree, rules, changes, covered = lent(counts), lent(tree), lent(rules), borrowed(changes), borrowed(covered)
    for w in range(len(begin) - 1):
        rows = changes[begin[w] : begin[w + 1]]
        add(counts, rows, tree, rules, 1)
        fault[w] = test_world(counts, rows, tree, rules)
        if fault[w] == 0:
            cover(counts, rows, rules, covered)
        add(counts, rows, tree, rules, -1)


@kernel
def add(counts: Counts, rows: Int64, tree: Tree, rules: Rules, sign: int) -> None:
    for i in range(len(rows)):
        node, change = rows[i, 1], sign * rows[i, 3]
        above = tree.parent[node]
        for cell in rules.totals[rows[i, 2]]:
            counts.now[node, cell] += change
            if above >= 0:
                counts.below[above, cell] += change


@kernel
def test_world(counts: Counts, rows: Int64, tree: Tree, rules: Rules) -> int:
    for i in range(len(rows)):
        node, inner = rows[i, 1], rows[i, 2]
        value = counts.now[node, inner]
        if len(rules.most) and not rules.least[node, inner] <= value <= rules.most[node, inner]:
            return 5
        for cell in rules.totals[inner]:
            if counts.now[node, cell] != counts.true[node, cell]:  # changes often cancel in a total
                found = test_cell(counts, node, cell, tree, rules)
                if found:
                    return found
    return 0


@kernel
def test_cell(counts: Counts, node: int, cell: int, tree: Tree, rules: Rules) -> int:
    """What is wrong at a changed cell, towards what is printed, its parent and its children: a `Fault`."""
    value, true = counts.now[node, cell], counts.true[node, cell]
    if not rules.hidden[node, cell] and not prints_same(rules, node, cell, value):
        return 1
    if value < min(0, true):
        return 2
    above = tree.parent[node]
    for p in (node, above):
        if p >= 0 and tree.first[p] < tree.first[p + 1] and not adds_up(counts, p, cell, tree.own[p], rules.exact_sums):
            return 4
    if rules.exact_sums:
        return 0
    if above >= 0 and value > counts.now[above, cell]:
        return 3
    if value < true:
        for k in tree.children[tree.first[node] : tree.first[node + 1]]:
            if counts.now[k, cell] > value:
                return 3
    return 0


@kernel
def prints_same(rules: Rules, node: int, cell: int, value: Number) -> bool:
    """Whether a changed number is rounded to what is printed."""
    return bool(len(rules.lowest) and rules.lowest[node, cell] <= value <= rules.highest[node, cell])


@kernel
def adds_up(counts: Counts, p: int, cell: int, own: bool, exact_sums: bool) -> bool:
    """A parent against the sum of its children."""
    missing = counts.now[p, cell] - counts.below[p, cell]
    if not exact_sums:
        return bool(own or missing <= 0)
    if not own:
        return bool(missing == 0)
    return bool(missing >= min(0, counts.true[p, cell] - counts.true_below[p, cell]))


@kernel
def cover(counts: Counts, rows: Int64, rules: Rules, covered: Mask) -> None:
    for i in range(len(rows)):
        node = rows[i, 1]
        for cell in rules.totals[rows[i, 2]]:
            value, true = counts.now[node, cell], counts.true[node, cell]
            if value != true and met(rules.goal[node, cell], value, true, rules.inhabitants[cell], rules.largest):
                covered[node, cell] = True


@kernel
def met(goal: int, value: int, true: int, inhabitants: int, largest: int) -> bool:
    """Whether a changed cell has what it needs: users (1), the rest of the population (2), none or many; 3: a tenth."""
    if goal == 1:
        return value == 0 or value > largest
    if goal == 2:
        return inhabitants - value <= 0 or inhabitants - value > largest
    return goal == 3 and 10 * abs(value - true) > abs(true)
