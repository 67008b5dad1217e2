"""Municipalities that crossed a county's border in a reform count in the county where they lie today, in every year.

Facts: SSB Klass 131 and 104. The reforms of 2018, 2020 and 2024; each municipality by all its numbers.
"""

import csv
from pathlib import Path

import pytest

import registry
from statistics.cube.axes import PARTS
from statistics.cube.columns import region_of

CATALOGUE = Path(registry.__path__[0], "catalogue", "municipalities.csv")
TODAY = {
    "Rindal": ("50", {2018: "1567", 2019: "5061", 2024: "5061"}),  # Møre og Romsdal → Trøndelag
    "Halsa": ("50", {2019: "1571", 2020: "5055", 2024: "5055"}),  # Møre og Romsdal → Heim in Trøndelag
    "Hornindal": ("15", {2019: "1444", 2020: "1577", 2024: "1577"}),  # Sogn og Fjordane → Volda
    "Svelvik": ("33", {2019: "0711", 2020: "3005", 2024: "3301"}),  # Vestfold → Drammen
    "Lunner": ("32", {2019: "0533", 2020: "3054", 2024: "3234"}),  # Oppland → Viken → Akershus
    "Jevnaker": ("32", {2019: "0532", 2020: "3053", 2024: "3236"}),
    "Tjeldsund": ("55", {2019: "1852", 2020: "5412"}),  # Nordland → Troms
    "Skånland": ("55", {2019: "1913", 2020: "5412"}),
}


@pytest.fixture(scope="module")
def reference() -> dict[str, object]:
    with CATALOGUE.open(encoding="utf-8") as file:
        rows = [[r["code"], r["county"], r["valid_from"], r["valid_to"] or None] for r in csv.DictReader(file)]
    return {"municipalities": rows}


@pytest.mark.parametrize("name", TODAY)
def test_across_the_border(reference: dict[str, object], name: str) -> None:
    county, numbers = TODAY[name]
    for year, number in numbers.items():
        assert PARTS[region_of(year, reference)(number)] == county, (name, year)


def test_a_number_out_of_use_is_elsewhere_and_one_never_used_an_error(reference: dict[str, object]) -> None:
    assert PARTS[region_of(2024, reference)("1567")] == "99"
    assert PARTS[region_of(2017, reference)("5061")] == "99"
    with pytest.raises(ValueError, match="'0001' is not in the list of municipalities"):
        region_of(2024, reference)("0001")
