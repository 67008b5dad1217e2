import pytest

from statistics.dashboards import numbers
from statistics.table import Cell, Reason


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567, 0, "1\u00a0234\u00a0567"),
        (29.25, 1, "29,2"),
        (-1234.5, 1, "\u22121\u00a0234,5"),
        (-0.01, 1, "0,0"),
        (0, 1, "0,0"),
    ],
)
def test_bokmaal(value: float, decimals: int, written: str) -> None:
    assert numbers.decimal(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [
        (29.24, "per1000", "29,2"),
        (0.0, "per1000", "0,0"),
        (0.0941, "per1000", "0,09"),
        (0.0052, "per1000", "0,005"),
        (0.096, "per1000", "0,1"),
        (163400, "brukere", "163\u00a0400"),
        (1234567, "ddd", "1\u00a0230\u00a0000"),
        (0.25, "ddd", "0,25"),
        (991_600_000, "nok", "991\u00a0600\u00a0000"),
    ],
)
def test_each_measure_has_its_decimals_and_only_zero_reads_as_zero(value: float, measure: str, written: str) -> None:
    assert numbers.figure(value, measure) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(4_300, "4\u00a0300\u00a0kr"), (12_340_000, "12,3\u00a0mill.\u00a0kr"), (991_600_000, "992\u00a0mill.\u00a0kr")],
)
def test_money_in_sentences(value: float, written: str) -> None:
    assert numbers.in_words(value, "nok") == written


def test_percentages_have_one_decimal_below_ten() -> None:
    assert [numbers.percent(share) for share in (0.0342, -0.0342, 0.0994, 0.0996, 0.246)] == [
        "3,4",
        "3,4",
        "9,9",
        "10",
        "25",
    ]


def test_changes_carry_their_sign() -> None:
    assert numbers.signed(8.14, "per1000") == "+8,1"
    assert numbers.signed(-0.4, "per1000") == "\u22120,4"


def test_a_cell_is_its_figure_or_its_symbol() -> None:
    assert numbers.cell(Cell(29.24, Reason.NONE), "per1000") == "29,2"
    assert [numbers.cell(Cell(None, reason), "per1000") for reason in Reason if reason] == [":", ".", "..", "-"]


def test_marks_of_an_axis_have_no_more_decimals_than_they_need() -> None:
    assert numbers.on_axis([0.0, 10.0, 20.0]) == ["0", "10", "20"]
    assert numbers.on_axis([0.0, 0.5, 1.0]) == ["0", "0,5", "1,0"]
    assert numbers.on_axis([0.0, 2_500_000.0]) == ["0", "2,5\u00a0mill."]


def test_thousands_are_kept_on_one_line() -> None:
    assert numbers.typeset("per 1 000 per døgn") == "per 1\u00a0000 per døgn"
