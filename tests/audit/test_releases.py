"""What earlier releases printed: believed where the register is the same, guessed where it was revised."""

from dataclasses import replace

import numpy as np
import pytest

from statistics.audit import PrintedYear, Secret, attack_year, known_before
from statistics.audit.grid import Tables, tables
from statistics.audit.propagate import UNBOUNDED
from statistics.audit.releases import Earlier, aligned
from statistics.rounding import Rounding, rounded
from tests.audit.cases import printed, with_totals


def read(values: list, rounding: Rounding | None = None) -> Tables:
    """Tables of one line, −1 where hidden."""
    array = np.array(values).reshape(len(values), 1, 1, -1)
    return tables(array, array < 0, rounding=rounding)


NOW = read([[-1, -1, 12], [-1, 6, -1]])
BEFORE = read([[-1, 9, 12], [4, 7, 11]])


def known(found, table: int) -> list[int]:
    """What is known exactly, −1 elsewhere."""
    return np.where(found.low[table] == found.high[table], found.low[table], -1).tolist()


def test_print_of_the_same_register_is_believed() -> None:
    found = known_before(NOW, [Earlier(BEFORE, same=True)])
    assert known(found, 0) == [-1, 9, 12]
    assert known(found, 1) == [4, 7, 11]
    assert found.reopened.sum() == 3


def test_a_reader_believes_tables_in_which_nothing_differs() -> None:
    found = known_before(NOW, [Earlier(BEFORE, same=False)])
    assert known(found, 0) == [-1, 9, 12]
    assert known(found, 1) == [-1, -1, -1], "6 was 7: the table was revised"
    assert found.low[1].tolist() == [-UNBOUNDED] * 3
    assert found.altered.tolist() == [[False] * 3, [False, True, False]]


def test_at_worst_he_guesses_right_what_was_not_revised() -> None:
    truth = np.array([[3, 9, 12], [4, 6, 10]])
    found = known_before(NOW, [Earlier(BEFORE, same=False)], truth)
    assert known(found, 0) == [-1, 9, 12]
    assert known(found, 1) == [4, -1, -1], "4 still holds; 7 and 11 are old figures"


def test_several_earlier_releases_add_up() -> None:
    first = read([[3, -1, -1], [-1, -1, -1]])
    assert known(known_before(NOW, [Earlier(BEFORE, False), Earlier(first, False)]), 0) == [3, 9, 12]


def test_rounded_print_was_an_interval_and_an_exact_one_adds_to_it() -> None:
    three = Rounding()
    now = read([[12_300, -1, 20_000]], three)
    before = read([[12_344, 7_660, 20_004]])
    same = known_before(now, [Earlier(before, same=True)])
    assert known(same, 0) == [12_344, 7_660, 20_004]
    guessed = known_before(now, [Earlier(before, same=False)])
    assert known(guessed, 0) == [12_344, 7_660, 20_004], "12 344 prints as 12 300 now: nothing differs"
    other = known_before(now, [Earlier(read([[12_400, 7_660, 20_100]], three), same=False)])
    assert known(other, 0) == [-1, -1, -1]
    coarse = known_before(read([[-1, -1, 20_000]], three), [Earlier(now, same=True)])
    assert (coarse.low[0, 0], coarse.high[0, 0]) == (12_250, 12_349)


def test_nodes_are_matched_by_their_codes() -> None:
    moved = aligned(["A", "N", "B"], ["B", "A"], BEFORE)
    assert moved.values[0].tolist() == [4, 7, 11]
    assert moved.hidden[1].all()
    assert moved.values[2].tolist() == [-1, 9, 12]
    with pytest.raises(ValueError, match="an earlier release has shape"):
        known_before(NOW, [Earlier(read([[1, 2, 3]]), same=True)])


TRUE = with_totals([[[3, 9, 8, 20]], [[7, 6, 5, 30]]])[None]
FREEZE = {"freeze": "one"}


def year(hidden_ages: tuple[int, ...], users: np.ndarray = TRUE, **more: object) -> PrintedYear:
    """Two regions, one sex, four ages; the ages given are hidden in both regions."""
    hidden = np.zeros(users.shape, dtype=bool)
    hidden[:, :2, :, list(hidden_ages)] = True
    axes = (("03", "11", "0"), ("kvinner", "begge"), ("0-4", "5-9", "10-14", "15-19", "alle"))
    return replace(
        PrintedYear(2024, ("A",), np.array([-1]), axes, printed(users, hidden), hidden),
        **more,  # type: ignore[arg-type]
    )


def found_before(now: PrintedYear, *earlier: PrintedYear, secret: Secret | None = None) -> list[tuple[str, int, int]]:
    report = attack_year(now, secret, earlier)
    assert attack_year(now, secret).leaks == 0, "alone it gives nothing away"
    return [(place.cell[2], place.low, place.high) for place in report.places if place.gate == "before"]


def test_two_masks_of_the_same_counts_give_a_cell_away() -> None:
    """3 and 9 are hidden now; 3 and 8 were before: that printed 9, and the line's total does the rest."""
    now, before = year((0, 1), **FREEZE), year((0, 2), **FREEZE)
    assert found_before(now, before) == [("0-4", 3, 3)] * 2
    assert found_before(now, before, secret=Secret(TRUE)) == [("0-4", 3, 3)] * 2
    assert found_before(now, now) == []


def test_an_unchanged_cell_of_a_revised_register_does_not_become_visible() -> None:
    """Elsewhere two were added: a reader who guesses that the first region is as it was computes the 3."""
    revised = TRUE - with_totals([[[0, 0, 0, 0]], [[0, 0, 0, 2]]])[None]
    before = year((0, 2), revised, freeze="other")
    now = year((0, 1), **FREEZE)
    assert found_before(now, before, secret=Secret(TRUE)) == [("0-4", 3, 3)] * 2
    assert found_before(now, before) == [], "without the truth the attack believes whole tables only"


def test_a_changed_cell_is_known_by_its_old_figure_only() -> None:
    """The 9 and the 6 were 10 and 7 then, in print: what the cells beside them are now cannot be told."""
    revised = TRUE + with_totals([[[0, 1, 0, 0]], [[0, 1, 0, 0]]])[None]
    assert found_before(year((0, 1), **FREEZE), year((0, 2), revised, freeze="other"), secret=Secret(TRUE)) == []


def test_what_an_earlier_release_gave_away_alone_is_reported_and_no_leak_of_this_one() -> None:
    now, before = year((0, 1), **FREEZE), year((0,), **FREEZE)
    report = attack_year(now, Secret(TRUE), [before])
    assert report.total("before")[1] == 0
    assert report.total("lost")[1] == 2
    assert report.total("reopened")[1] == 4
    assert report.leaks == 0


def test_an_exact_sum_of_before_opens_a_rounded_one() -> None:
    """The 30 beside 1 234 can be computed where print is exact, and not where it has two digits."""
    sums = with_totals([[[30, 1_234, 500, 2_000]], [[700, 600, 500, 300]]])[None]
    few = np.zeros(sums.shape, dtype=bool)
    few[:, 0, :, 0] = True
    few[:, 1, :, 0] = True
    shown = year((0, 1), **FREEZE)
    coarse = Rounding(digits=2)
    now = replace(
        shown,
        sums={"ddd": printed(rounded(sums, coarse), few)},
        hidden_sums={"ddd": few},
        rounding={"ddd": coarse},
    )
    before = replace(shown, sums={"ddd": printed(sums, few)}, hidden_sums={"ddd": few})
    report = attack_year(now, Secret(TRUE, {"ddd": sums}), [before])
    assert report.total("sums")[1] == 0
    assert report.total("lost")[1] == 2, "the exact release gave it away by itself"
