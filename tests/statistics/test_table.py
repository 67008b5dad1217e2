"""`Table` and the figures derived from printed cells."""

import numpy as np
import pytest

from statistics import rates
from statistics.definitions import measures
from statistics.definitions.standards import standardised_measures
from statistics.table import AXES, Axis, Category, Reason, ReleaseInfo, Table

RELEASE = ReleaseInfo("2026-1", None, "primary", "d" * 64, 2023, 2024)


def small_table() -> Table:
    """Two years of one node for the nation: 100 users, then hidden."""
    axes = tuple(
        Axis(code, tuple(Category(c, f"navn på {c}") for c in codes))
        for code, codes in zip(AXES, (["A10"], ["0"], ["begge"], ["alle"], ["2023", "2024"], ["brukere"]), strict=True)
    )
    values = np.array([100.0, np.nan]).reshape(1, 1, 1, 1, 2, 1)
    return Table(RELEASE, axes, values, np.array([0, 1], np.uint8).reshape(values.shape))


def test_a_cell_has_a_value_or_a_reason() -> None:
    table = small_table()
    assert table.cell(aar="2023").value == 100
    assert table.cell(aar="2024").value is None
    assert table.cell(aar="2024").reason is Reason.HIDDEN


def test_a_number_beside_a_reason_is_refused() -> None:
    table = small_table()
    with pytest.raises(ValueError, match="either a value or a reason"):
        Table(RELEASE, table.axes, np.nan_to_num(table.values), table.reasons)


def test_frame_has_codes_names_and_flags() -> None:
    frame = small_table().frame()
    assert frame["aar"].tolist() == ["2023", "2024"]
    assert frame["flagg"].tolist() == ["", ":"]
    assert frame["flagg_tekst"].tolist() == ["", "skjult av hensyn til personvernet"]
    assert frame["atc_navn"].unique().tolist() == ["navn på A10"]


def test_pick_keeps_the_order_asked_for() -> None:
    assert small_table().pick(aar=("2024", "2023")).axis("aar").codes == ("2024", "2023")
    with pytest.raises(ValueError, match="not in tuple"):
        small_table().pick(aar="1999")


def test_a_rate_is_hidden_where_its_users_are_and_needs_a_population() -> None:
    users, why = np.array([50.0, np.nan, 50.0, 50.0]), np.array([0, 1, 0, 0], np.uint8)
    population, missing = np.array([25_000.0, 10.0, np.nan, 0.0]), np.array([0, 0, 3, 0], np.uint8)
    rate, reasons = rates.per_inhabitants(users, why, population, missing, 1000)
    assert rate[0] == 2.0
    assert reasons.tolist() == [Reason.NONE, Reason.HIDDEN, Reason.NOT_COMPUTABLE, Reason.NOT_COMPUTABLE]
    assert np.isnan(rate[1:]).all()


def test_the_golden_rate_of_norpd() -> None:
    """ADHD medicines, 2004, women in Akershus: 279 of 248,574 are 1.122402182046393 per 1,000 (norpd.no, 2018)."""
    rate, _ = rates.per_inhabitants(
        np.array([279.0]), np.zeros(1, np.uint8), np.array([248_574.0]), np.zeros(1, np.uint8), 1000
    )
    assert rate[0] == pytest.approx(1.122402182046393, abs=1e-15)


def test_every_measure_is_defined_with_owner_source_and_date() -> None:
    assert list(measures()) == [
        *("brukere", "per1000", *standardised_measures(), "utleveringer", "pakninger"),
        *("ddd", "ddd1000d", "nok", "folk"),
    ]
    for measure in measures().values():
        assert measure.label, measure
        assert measure.definition.endswith("."), measure
        assert measure.source, measure
        assert measure.owner, measure
        assert measure.date.year >= 2026
