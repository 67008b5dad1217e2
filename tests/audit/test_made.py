"""Small numbers that a reader makes himself of printed cells: found, and told in the report."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics.audit import AuditReport, PrintedYear, attack_year, bounds
from statistics.audit.between import of_several, small, without_child
from statistics.audit.sums import REST, USERS, Groups, described, few_of, groups, runs, small_sums
from statistics.audit.tree import tree
from tests.audit.cases import all_tables, printed, with_totals

REGIONS = ("03", "11", "15", "56", "0")
SEXES = ("kvinner", "menn", "begge")
AGES = ("0-4", "5-9", "10-14", "15-19", "alle")


def found_by(report: AuditReport, gate: str) -> set[tuple[str, tuple[str, ...], int, int]]:
    return {(p.node, p.cell, p.low, p.high) for p in report.places if p.gate == gate}


@pytest.fixture
def by_hand() -> PrintedYear:
    """A group of two codes. All is printed but two ages of women in Oslo, in the code A.

    Of women in Oslo A has 20, 2, 1 and 30 users, 53 in all: the two hidden are 3 together. Its totals over sex are
    hidden too, so that men do not give them away, and those over region. Who uses A there uses B as well.
    """
    one = np.full((4, 2, 4), 20)
    one[0, 0, 1:] = 2, 1, 30
    two = np.full((4, 2, 4), 40)
    group = one + two - 10
    group[0, 0, 1:3] = 40
    group[1, 1, 3] = two[1, 1, 3] + 3
    group[2, 0, 0] = one[2, 0, 0] + two[2, 0, 0] - 4
    users = with_totals(np.stack([group, one, two]))
    hidden = np.zeros(users.shape, dtype=bool)
    hidden[1, [0, 0, -1, -1], [0, -1, 0, -1], 1] = True
    hidden[1, [0, 0, -1, -1], [0, -1, 0, -1], 2] = True
    return PrintedYear(
        2024, ("alle", "A", "B"), np.array([-1, 0, 0]), (REGIONS, SEXES, AGES), printed(users, hidden), hidden
    )


def test_neighbours_and_nodes_by_hand(by_hand: PrintedYear) -> None:
    report = attack_year(by_hand)
    assert report.leaks == 0
    assert found_by(report, "groups") == {("A", ("03", "kvinner", "5-9 + 10-14"), 3, 3)}
    assert ("alle−B", ("11", "menn", "15-19"), 3, 3) in found_by(report, "differences")
    assert found_by(report, "overlaps") == {("alle", ("15", "kvinner", "0-4"), 4, 4)}
    assert report.total("rests") == (0, 0), "without a population there is no rest"


def test_the_rest_of_two_ages_together(by_hand: PrintedYear) -> None:
    """Of 6 girls of 5–14 in Oslo 3 used A: 3 did not. Of each age nobody knows, for that 0 of 3 may be or 3 of 3."""
    people = with_totals(np.full((4, 2, 4), 1000))
    people[0, 0, 1:3] = 3
    report = attack_year(PrintedYear(**{**vars(by_hand), "population": people}))
    assert found_by(report, "rests") == {("A", ("03", "kvinner", "5-9 + 10-14"), 3, 3)}
    assert report.total("complement")[1] == 0


def test_the_report_tells_people_and_machines(by_hand: PrintedYear) -> None:
    report = attack_year(by_hand)
    text = report.text()
    assert "2024 A (03, kvinner, 5-9 + 10-14): 3" in text
    assert text.splitlines()[-1].startswith("INGEN LEKKASJE"), "they are no cells of the release"
    gates = {gate["code"]: gate for gate in json.loads(report.to_json())["gates"]}
    assert [gates[code]["found"] > 0 for code in ("groups", "differences", "overlaps")] == [True] * 3
    assert not any(gates[code]["hard"] for code in ("groups", "rests", "differences", "overlaps"))


def test_all_that_a_line_hides() -> None:
    """Four counties hidden with one user each: no two or three of them are known to have any."""
    table = with_totals([[[1, 9]], [[1, 9]], [[1, 9]], [[1, 9]], [[7, 9]]])
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[:4, :, 0] = hidden[:4, :, 2] = True
    low, high = (end[None] for end in bounds(printed(table, hidden), hidden))
    sets = groups(0, few_of(5))
    rows = small_sums(low, high, sets)
    assert rows[:, 2].tolist() == [len(sets) - 1] * 2, "women and both"
    (one,) = described(rows[0], low, high, sets)
    assert (one.node, one.low, one.high) == (0, 4, 4)
    assert [divmod(cell, 6)[0] for cell in one.cells] == [0, 1, 2, 3]


def cells_of(sets: Groups, number: int, unknown: np.ndarray) -> list[int]:
    if number < len(sets) - 1:
        return sets.members[sets.first[number] : sets.first[number + 1]].tolist()
    return np.flatnonzero(unknown).tolist()


def slowly(low: np.ndarray, high: np.ndarray, sets: Groups, people: np.ndarray) -> dict[tuple[int, int], int]:
    """One line, total last: by the definition, set by set."""
    unknown, found = low[:-1] < high[:-1], {}
    held = {frozenset(i for i in cells_of(sets, g, unknown) if unknown[i]) for g in range(len(sets) - 1)}
    for g in range(len(sets)):
        cells = cells_of(sets, g, unknown)
        others = [i for i in range(len(low) - 1) if i not in cells]
        if unknown[cells].sum() < 2 or (g == len(sets) - 1 and (frozenset(cells) in held or not others)):
            continue
        bottom = max(low[cells].sum(), low[-1] - high[others].sum())
        top = min(high[cells].sum(), high[-1] - low[others].sum())
        of = people[cells].sum() if (people[cells] >= 0).all() else -1
        what = USERS * bool(bottom >= 1 and top <= 4) + REST * bool(of > 4 and of - top >= 1 and of - bottom <= 4)
        if what:
            found[(0, g)] = what
    return found


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_sums_against_the_slow_twin(data: st.DataObject) -> None:
    """And what is said is true of every table that there is."""
    parts = data.draw(st.integers(3, 5))
    table = with_totals(data.draw(hnp.arrays("i8", (parts,), elements=st.integers(0, 2))), 1)
    hidden = data.draw(hnp.arrays(bool, table.shape))
    hidden[-1] = False
    people = np.append(table[:-1] + data.draw(hnp.arrays("i8", (parts,), elements=st.integers(-1, 3))), -1)
    low, high = bounds(printed(table, hidden), hidden)
    sets = groups(0, runs(parts) if data.draw(st.booleans()) else few_of(parts))
    rows = small_sums(low[None], high[None], sets, population=people)
    assert {(int(line), int(g)): int(what) for _, line, g, what in rows} == slowly(low, high, sets, people)
    every = all_tables(table, hidden, 0)
    for row in rows:
        for each in described(row, low[None], high[None], sets, people):
            sums = every[:, list(each.cells)].sum(axis=1)
            values = people[list(each.cells)].sum() - sums if each.left else sums
            assert each.low <= values.min()
            assert values.max() <= each.high


def test_blocks_and_threads_change_nothing() -> None:
    rng = np.random.default_rng(2)
    tables = with_totals(rng.poisson(1.5, (150, 4, 2, 6)))
    hidden = (tables >= 1) & (tables <= 4)
    low, high = bounds(printed(tables, hidden), hidden)
    sets = groups(2, runs(6))
    many = small_sums(low, high, sets, threads=2)
    alone = [small_sums(low[i : i + 1], high[i : i + 1], sets)[:, 1:] for i in range(len(tables))]
    assert len(many) > 0
    assert np.array_equal(many[:, 1:], np.concatenate(alone))
    assert many[:, 0].tolist() == [i for i, rows in enumerate(alone) for _ in rows]


def test_differences_between_nodes() -> None:
    """A group of 12 to 13 with codes of 10 and 5: 2 or 3 use no A, 2 or 3 use both; 7 or 8 use no B."""
    ends = np.array([[12], [10], [5]]), np.array([[13], [10], [5]])
    links = tree(np.array([-1, 0, 0]))
    alone, both = without_child(*ends, links), of_several(*ends, links)
    assert [each.ravel().tolist() for each in alone] == [[1, 2], [2, 7], [3, 8]]
    assert [each.ravel().tolist() for each in both] == [[0], [2], [3]]
    assert small(alone).tolist() == [[0, 0]]
    assert small(both).tolist() == [[0, 0]]


def test_a_group_with_products_of_its_own_has_no_overlap_to_tell() -> None:
    ends = np.array([[12], [10], [5]]), np.array([[13], [10], [5]])
    links = tree(np.array([-1, 0, 0]), np.array([True, False, False]))
    assert len(of_several(*ends, links).nodes) == 0
    assert len(small(without_child(*ends, links))) == 1
