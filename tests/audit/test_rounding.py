"""Rounded print: the rule itself, what lies behind a number, and the attack on sums that are rounded."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from statistics.audit import Contradiction, PrintedYear, attack_year, bounds_additive, check_worlds_additive, lp
from statistics.audit.intervals import behind, impossible
from statistics.audit.ratios import bounds_joint
from statistics.audit.worlds import Fault
from statistics.rounding import Rounding, rounded, unit
from tests.audit.cases import every_cell, printed, with_totals
from tests.audit.synthetic import AXES, year

LARGEST = 9_223_372_036_854_775_807
ONE_DIGIT = Rounding(digits=1)
PARENT = np.array([-1, 0, 0])


def slowly(value: int, rounding: Rounding) -> int:
    """By its digits, as one does it by hand."""
    size = abs(value)
    step = max(rounding.least, 10 ** max(0, len(str(size)) - rounding.digits))
    down = size // step * step
    nearest = down + step if 2 * (size - down) >= step else down
    return nearest if value >= 0 else -nearest


KNOWN = [(0, 0), (4, 4), (999, 999), (1004, 1000), (1005, 1010), (9994, 9990), (9995, 10_000), (99_950, 100_000)]
"""With three digits: a number and what is printed."""


@pytest.mark.parametrize(("value", "shown"), KNOWN)
def test_three_digits(value: int, shown: int) -> None:
    assert rounded(np.array([value, -value]), Rounding()).tolist() == [shown, -shown]


def test_large_numbers_are_exact() -> None:
    near = np.array([LARGEST, -LARGEST, 10**18 - 1, 10**18, 10**18 + 5 * 10**15, 10**18 + 5 * 10**15 - 1])
    assert rounded(near, Rounding()).tolist() == [slowly(int(v), Rounding()) for v in near]
    assert unit(near[:1], Rounding()).tolist() == [10**16]


@settings(deadline=None)  # the first example loads compiled code
@given(
    value=st.integers(-LARGEST, LARGEST),
    digits=st.integers(1, 20),
    least=st.sampled_from([1, 2, 5, 10, 20, 1000, 5000, 10**15]),
)
def test_against_the_slow_twin(value: int, digits: int, least: int) -> None:
    rounding = Rounding(digits, least)
    shown = slowly(value, rounding)
    if abs(shown) <= LARGEST:
        found = rounded(np.array([value]), rounding)
        assert found.tolist() == [shown]
        assert rounded(found, rounding).tolist() == [shown]
        assert not impossible(found, rounding).any()


@pytest.mark.parametrize("wrong", [{"digits": 0}, {"least": 0}, {"least": 30}, {"least": -1}, {"packages": -1}])
def test_a_rule_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"digits|none of 1, 2, 5|packages"):
        Rounding(**wrong)


def test_tables_may_have_steps_of_their_own() -> None:
    """Ten packages of 28 are 280, and 500 is the next step; ten of 1 are 10; of the third nothing is known."""
    rounding = Rounding(digits=2, packages=10).by_package(np.array([28, 1, 0]))
    assert np.array_equal(rounding.least, [500, 10, 1])
    values = np.array([[336, 12_345], [336, 12_345], [336, 12_345]])
    shown = rounded(values, rounding)
    assert shown.tolist() == [[500, 12_000], [340, 12_000], [340, 12_000]]
    least, most = behind(shown, rounding)
    assert np.array_equal([least[:, 0], most[:, 0]], [[250, 335, 335], [749, 344, 344]])
    assert np.array_equal(rounded(values[[2, 0]], rounding.rows(np.array([2, 0]))), shown[[2, 0]])
    some = np.array([[True, False], [False, True], [True, False]])
    assert np.array_equal(unit(values[some], rounding.at(some)), unit(values, rounding)[some])


@pytest.mark.parametrize("least", [1, 2, 5, 10, 20, 500, 1000])
@pytest.mark.parametrize("digits", [1, 2, 3])
def test_what_lies_behind_a_number(digits: int, least: int) -> None:
    """Against every number there is: those that print so are an interval, which changes form at powers of ten."""
    rounding = Rounding(digits, least)
    numbers = np.arange(-120_000, 120_001)
    shown, first = np.unique(rounded(numbers, rounding), return_index=True)
    last = np.append(first[1:], len(numbers)) - 1
    found = behind(shown, rounding)
    whole = slice(1, -1)  # the outermost go on beyond the numbers tried
    assert np.array_equal(found.low[whole], numbers[first][whole])
    assert np.array_equal(found.high[whole], numbers[last][whole])
    assert impossible(numbers, rounding).sum() == len(numbers) - len(np.intersect1d(numbers, shown))


def shown_of(table: np.ndarray, hidden: np.ndarray, rounding: Rounding) -> np.ndarray:
    return printed(rounded(table, rounding), hidden)


def tables_like(values: np.ndarray, hidden: np.ndarray, rounding: Rounding, most: int) -> np.ndarray:
    """Every table of inner cells up to `most` that prints so."""
    inner = tuple(slice(None, -1) for _ in values.shape)
    size = values[inner].size
    choices = np.array(list(product(range(most + 1), repeat=size))).reshape(-1, *values[inner].shape)
    every = with_totals(choices, values.ndim)
    same = (rounded(every, rounding) == values) | hidden
    return every[same.reshape(len(every), -1).all(axis=1)]


def ends_of(every: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return every.min(axis=0), every.max(axis=0)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_table_against_every_table(data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from([(3,), (2, 2), (3, 1)]))
    inner = data.draw(hnp.arrays("i8", shape, elements=st.integers(0, 13)))
    table = with_totals(inner, len(shape))
    hidden = data.draw(hnp.arrays(bool, table.shape))
    hidden[(-1,) * table.ndim] = False
    values = shown_of(table, hidden, ONE_DIGIT)
    most = 24 if inner.size == 3 else 14
    possible = tables_like(values, hidden, ONE_DIGIT, most)
    least, highest = ends_of(possible)
    low, high = bounds_additive(values, hidden, 0, rounding=ONE_DIGIT)
    assert (low <= least).all()
    assert (high >= highest).all()
    cells = every_cell(table.shape)
    whole = lp(values, hidden, 0, cells, exact_sums=True, rounding=ONE_DIGIT, whole=True)
    assert (whole[0].reshape(table.shape) <= least).all()
    assert (whole[1].reshape(table.shape) >= highest).all()
    if (whole[1] <= most).all():  # all that is possible was tried
        assert np.array_equal(whole[0].reshape(table.shape), least)
        assert np.array_equal(whole[1].reshape(table.shape), highest)


@pytest.mark.parametrize("own", [False, True], ids=["closed", "own"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_family_against_every_family(own: bool, data: st.DataObject) -> None:
    """Two children of two cells each; the parent is their sum, and more where it has products of its own."""
    children = data.draw(hnp.arrays("i8", (2, 2), elements=st.integers(0, 12)))
    parent = children.sum(axis=0) + (data.draw(hnp.arrays("i8", (2,), elements=st.integers(0, 3))) if own else 0)
    tables = with_totals(np.concatenate([parent[None], children]), 1)
    hidden = data.draw(hnp.arrays(bool, tables.shape))
    hidden[0, -1] = False
    values = shown_of(tables, hidden, ONE_DIGIT)
    every = with_totals(np.array(list(product(range(13), repeat=4))).reshape(-1, 2, 2), 1)
    above = every.sum(axis=1)
    extra = np.array(list(product(range(4 if own else 1), repeat=2)))
    families = [np.stack([above + with_totals(more[None], 1)[0], every[:, 0], every[:, 1]], axis=1) for more in extra]
    found = np.concatenate(families)
    fits = ((rounded(found, ONE_DIGIT) == values) | hidden).reshape(len(found), -1).all(axis=1)
    least, most = ends_of(found[fits])
    flat = values.reshape(3, 1, 1, 3), hidden.reshape(3, 1, 1, 3)
    low, high = bounds_additive(*flat, 0, PARENT, own=np.array([own, False, False]), rounding=ONE_DIGIT)
    assert (low.reshape(3, 3) <= least).all()
    assert (high.reshape(3, 3) >= most).all()
    if not own:
        cells = every_cell((3, 1, 1, 3))
        solved = lp(*flat, 0, cells, PARENT, exact_sums=True, rounding=ONE_DIGIT, whole=True)
        assert (solved[0].reshape(3, 3) <= least).all()
        assert (solved[1].reshape(3, 3) >= most).all()
        assert (low.ravel() <= solved[0]).all()
        assert (high.ravel() >= solved[1]).all()


def test_rounding_hides_what_an_exact_sum_gives_away() -> None:
    """One cell of a line hidden: exactly the rest where print is exact, and a wide range where it is rounded."""
    table = with_totals([40_321, 51_999, 37], 1)
    hidden = np.array([False, False, True, False])
    assert [int(end[2]) for end in bounds_additive(printed(table, hidden), hidden)] == [37, 37]
    low, high = bounds_additive(shown_of(table, hidden, Rounding()), hidden, rounding=Rounding())
    assert (int(low[2]), int(high[2])) == (0, 249), "92 350–92 449 less 40 250–40 349 and 51 950–52 049"
    small = with_totals([321, 199, 37], 1)
    low, high = bounds_additive(shown_of(small, hidden, Rounding()), hidden, rounding=Rounding())
    assert (int(low[2]), int(high[2])) == (37, 37), "below a thousand three digits are all of them"


def test_what_rounds_to_none_may_be_something() -> None:
    coarse = Rounding(3, 1000)
    values, hidden = np.array([0, 2000, 2000]), np.zeros(3, dtype=bool)
    low, high = bounds_additive(values, hidden, rounding=coarse)
    assert low.tolist() == [0, 1500, 1500]
    assert high.tolist() == [499, 2499, 2499]
    signed, _ = bounds_additive(values, hidden, None, rounding=coarse)
    assert signed.tolist()[0] == -499


def test_print_that_is_not_rounded_is_refused_with_its_place() -> None:
    values = np.array([[1234, 1, 1240]])
    with pytest.raises(ValueError, match=r"1234 is printed at \(0, 0\): not rounded to 3 digits"):
        bounds_additive(values, np.zeros(values.shape, dtype=bool), rounding=Rounding())


def test_rounded_print_may_not_add_up_but_for_what_lies_behind_it() -> None:
    """1 060 and 1 010 add up to 2 070 and print beside 2 080, but not beside 2 090."""
    nothing = np.zeros(3, dtype=bool)
    bounds_additive(np.array([1060, 1010, 2080]), nothing, rounding=Rounding())
    with pytest.raises(Contradiction, match="contradicts itself"):
        bounds_additive(np.array([1060, 1010, 2090]), nothing, rounding=Rounding())


def test_ratios_use_what_lies_behind() -> None:
    """1 000 dispensings in print are at most 1 004, so that there are no more users than that."""
    values = {"users": np.array([-1, 9, -1]), "dispensings": np.array([1000, 9, 1010])}
    values = {name: array[None, None, None] for name, array in values.items()}
    hidden = {name: array < 0 for name, array in values.items()}
    found = bounds_joint(
        values, hidden, {"users": 0, "dispensings": 0}, np.array([-1]), rounding={"dispensings": Rounding()}
    )
    assert int(found["users"][1].ravel()[0]) == 1004


def test_the_attack_on_a_year_of_rounded_sums() -> None:
    """The positive control: with the small cells alone hidden, rounding spares many of their sums, but not all."""
    shown, secret = year()
    coarse = {"dispensings": Rounding(digits=2), "packages": Rounding(digits=3)}
    sums = {name: shown_of(values, shown.hidden_users, coarse[name]) for name, values in secret.sums.items()}
    before = attack_year(shown, secret)
    after = attack_year(replace(shown, sums=sums, rounding=coarse), secret)
    known = [{c.measure: c.found / c.checked for c in report.counts if c.gate == "sums"} for report in (before, after)]
    assert 0 < known[1]["dispensings"] < 0.6 * known[0]["dispensings"]
    assert known[1]["dispensings"] < known[1]["packages"] < known[0]["packages"]
    for place in (place for place in after.places if place.measure):
        at = (shown.codes.index(place.node), *(axis.index(code) for axis, code in zip(AXES, place.cell, strict=True)))
        assert place.low <= secret.sums[place.measure][at] <= place.high


SUMS = np.stack([with_totals([[[3000, 5000]]]), with_totals([[[1000, 2000]]]), with_totals([[[2000, 3000]]])])


@pytest.mark.parametrize(
    ("change", "fault", "holds"),
    [(4, Fault.NONE, False), (101, Fault.PRINTED, False), (-4, Fault.NONE, False), (-101, Fault.PRINTED, False)],
)
def test_a_world_may_change_what_prints_the_same(change: int, fault: Fault, holds: bool) -> None:
    """Only one cell of a child is hidden, and the world moves it alone: all totals must print as before."""
    few = np.zeros(SUMS.shape, dtype=bool)
    few[1, 0, 0, 0] = True
    hidden = few.copy()
    hidden[1, ..., 0] = True
    worlds = np.array([(0, 1, 0, change), (0, 0, 0, change)])
    found = check_worlds_additive(
        shown_of(SUMS, hidden, Rounding()), hidden, worlds, few, PARENT, truth=SUMS, rounding=Rounding()
    )
    assert found.fault.tolist() == [fault]
    assert found.holds is holds
    exact = check_worlds_additive(printed(SUMS, hidden), hidden, worlds, few, PARENT, truth=SUMS)
    assert exact.fault.tolist() == [Fault.PRINTED]


def test_a_world_within_the_rounding_covers() -> None:
    """A cell of 30 in sums of millions: 900 more there change no printed figure."""
    sums = np.stack([with_totals([[[4_000_130, 5_000_000]]]), with_totals([[[30, 2_000_000]]])])
    sums = np.concatenate([sums, sums[:1] - sums[1:]])
    few = np.zeros(sums.shape, dtype=bool)
    few[1, 0, 0, 0] = True
    hidden = np.zeros(sums.shape, dtype=bool)
    hidden[1, ..., 0] = True
    worlds = np.array([(0, 1, 0, 900), (0, 0, 0, 900)])
    found = check_worlds_additive(
        shown_of(sums, hidden, Rounding()), hidden, worlds, few, PARENT, truth=sums, rounding=Rounding()
    )
    assert found.holds
    too_much = worlds.copy()
    too_much[:, 3] = 5000
    found = check_worlds_additive(
        shown_of(sums, hidden, Rounding()), hidden, too_much, few, PARENT, truth=sums, rounding=Rounding()
    )
    assert found.fault.tolist() == [Fault.PRINTED]


def printing_the_same(truth: np.ndarray, hidden: np.ndarray, world: np.ndarray, rounding: Rounding) -> bool:
    """Whether a world of tables (2, 1, 2) is possible, the long way."""
    inner = truth[:, :-1, :-1, :-1].copy()
    for _, node, cell, change in world:
        inner[node].reshape(-1)[cell] += change
    other = with_totals(inner)
    same = (rounded(other, rounding) == rounded(truth, rounding)) | hidden
    return bool((other >= 0).all() and same.all() and (other[0] == other[1] + other[2]).all())


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_worlds_against_the_slow_twin(data: st.DataObject) -> None:
    children = data.draw(hnp.arrays("i8", (2, 2, 1, 2), elements=st.integers(0, 40)))
    truth = with_totals(np.concatenate([children.sum(0)[None], children]))
    hidden = data.draw(hnp.arrays(bool, truth.shape))
    rows = data.draw(
        st.lists(st.tuples(st.integers(0, 1), st.integers(1, 2), st.integers(0, 3), st.integers(-6, 6)), max_size=4)
    )
    moved = {(w, n, c): d for w, n, c, d in rows for n in (0, n)}
    worlds = np.array([(*at, d) for at, d in sorted(moved.items()) if d], dtype=np.int64).reshape(-1, 4)
    found = check_worlds_additive(
        shown_of(truth, hidden, ONE_DIGIT),
        hidden,
        worlds,
        np.zeros(truth.shape, dtype=bool),
        PARENT,
        truth=truth,
        rounding=ONE_DIGIT,
    )
    for w, fault in enumerate(found.fault):
        assert (fault == 0) == printing_the_same(truth, hidden, worlds[worlds[:, 0] == w], ONE_DIGIT)


def test_a_cell_of_many_users_is_printed_with_more_digits() -> None:
    growing = Rounding(digits=2, least=10, more_from=500)
    users = np.array([7, 499, 500, 4_999, 5_000, 123_456])
    values = np.array([123, 123_456, 123_456, 123_456, 123_456, 123_456_789])
    shown = rounded(values, growing.of(users))
    assert shown.tolist() == [120, 120_000, 123_000, 123_000, 123_500, 123_460_000]
    assert rounded(shown, growing.of(users)).tolist() == shown.tolist()
    low, high = behind(shown, growing.of(users))
    assert ((low <= values) & (values <= high)).all()


def test_a_year_is_read_with_the_digits_its_users_give() -> None:
    counts, sums = np.array([[[[6, 600, 606]]]]), np.array([[[[61, 6_010, 6_071]]]])
    growing = Rounding(digits=2, more_from=500)
    year = PrintedYear(
        year=2025,
        codes=("ALL",),
        parent=np.array([-1]),
        axes=(("a",), ("b",), ("c", "d", "e")),
        users=counts,
        hidden_users=counts < 0,
        sums={"ddd": rounded(sums, growing.of(counts))},
        hidden_sums={"ddd": counts < 0},
        rounding={"ddd": growing},
    )
    ends = year.read()["ddd"].behind
    assert ends is not None
    assert (ends.low.ravel().tolist(), ends.high.ravel().tolist()) == ([61, 6_005, 6_065], [61, 6_014, 6_074])
