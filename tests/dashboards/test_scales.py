from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from statistics.dashboards.scales import class_of, classes, nice_step, places, rows, spread, ticks

PLACES = st.lists(st.floats(0, 300), min_size=1, max_size=6)
LEVELS = st.lists(st.floats(0, 1e6), min_size=2, max_size=20)


@given(st.floats(1e-3, 1e9))
def test_an_axis_has_few_round_marks_that_fit(top: float) -> None:
    marks = ticks(top, 6)
    assert 2 <= len(marks) <= 7
    assert marks[0] == 0
    assert marks[-1] <= top * (1 + 1e-9)


@given(LEVELS)
def test_every_value_has_one_of_five_classes(values: list[float]) -> None:
    limits = classes(values)
    assert limits == sorted(limits)
    assert len(limits) in (0, 4)
    assert all(1 <= class_of(value, limits) <= 5 for value in values)


@given(PLACES)
def test_labels_stand_apart_inside_the_plot_in_their_order(places: list[float]) -> None:
    moved = spread(places, 18, 352)
    ordered = sorted(moved)
    assert all(b - a >= 18 - 1e-6 for a, b in pairwise(ordered))
    assert min(moved) >= 0
    assert max(moved) <= 352
    assert all(a <= b for (x, a), (y, b) in _pairs(places, moved) if x < y)


def _pairs(places: list[float], moved: list[float]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    both = list(zip(places, moved, strict=True))
    return [(one, other) for one in both for other in both]


def test_what_is_too_small_for_a_power_of_ten_is_nothing() -> None:
    assert nice_step(5e-324, 5) == 1.0
    assert classes([0.0, 5e-324]) == [1.0, 2.0, 3.0, 4.0]


def test_equals_share_a_place_and_the_next_stands_where_it_would() -> None:
    assert places([9.0, 7.0, 7.0, 7.0, 1.0]) == [1, 2, 2, 2, 5]
    assert places([]) == []


@given(st.lists(st.integers(0, 5)))
def test_a_place_is_one_more_than_those_that_are_better(values: list[int]) -> None:
    falling = sorted(values, reverse=True)
    assert places(falling) == [1 + sum(other > value for other in values) for value in falling]


SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 50)).map(lambda one: (one[0], sum(one))), max_size=8)


@given(SPANS)
def test_spans_in_one_row_do_not_touch_and_none_is_lower_than_it_must(spans: list[tuple[int, int]]) -> None:
    placed = rows(spans)
    for (one, (low, high)), (other, (a, b)) in combinations(zip(placed, spans, strict=True), 2):
        assert one != other or high <= a or b <= low
    for at, row in enumerate(placed):
        above = {placed[i] for i in range(at) if spans[i][0] < spans[at][1] and spans[at][0] < spans[i][1]}
        assert set(range(row)) <= above
