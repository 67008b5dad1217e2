"""Births, deaths, moves and reforms, and the population counted again from the persons' own lines."""

import pandas as pd

from tests.synthetic.conftest import PERSONS, YEARS, Register


def in_force(register: Register, day: str) -> pd.DataFrame:
    """Each person's line on a day, by the plain rule: the last that began by then; nobody after their death month."""
    lines = register.residences[register.residences["gyldig_fra"] <= day]
    lines = lines.groupby("identifikator").tail(1)
    return lines[(lines["dod"] == "") | (lines["dod"] >= day[:7])]


def test_people_are_born_and_die_and_move_every_year(register: Register) -> None:
    lines = register.residences
    moves = lines[lines["identifikator"].duplicated() & ~lines["gyldig_fra"].str.endswith("-01-01")]
    for year in map(str, YEARS):
        assert 80 <= register.people["fodselsdato"].str.startswith(year).sum() <= 110
        assert 50 <= register.people["dod"].str.startswith(year).sum() <= 140
        moved = moves[moves["gyldig_fra"].str.startswith(year)]
        assert 0.02 * PERSONS < (moved["kommune"] != "9999").sum() < 0.05 * PERSONS
        assert 20 < (moved["kommune"] == "9999").sum() < 80
        assert moved["gyldig_fra"].str[5:7].nunique() == 12
    assert (lines["kommune"] == "2100").any()


def test_lines_are_in_order_and_between_birth_and_death(register: Register) -> None:
    lines = register.residences
    assert not lines.duplicated(["identifikator", "gyldig_fra"]).any()
    assert (lines["fodselsdato"] <= lines["gyldig_fra"]).all()
    assert ((lines["dod"] == "") | (lines["gyldig_fra"].str[:7] <= lines["dod"])).all()
    assert (lines.groupby("identifikator")[["fodselsdato", "kjonn", "dod"]].nunique() == 1).all(axis=None)
    next_code = lines.groupby("identifikator")["kommune"].shift(-1)
    assert (next_code != lines["kommune"]).all()


def test_codes_are_valid_and_a_retired_one_gives_a_line_on_new_years_day(register: Register) -> None:
    municipalities = register.read("ssb/kommuner.csv").set_index("kode")
    validity = municipalities[["gyldig_fra", "gyldig_til"]].rename(columns={"gyldig_fra": "koden_fra"})
    lines = register.residences.join(validity, on="kommune")
    assert (lines["gyldig_fra"] >= lines["koden_fra"]).all()
    assert ((lines["gyldig_til"] == "") | (lines["gyldig_fra"] <= lines["gyldig_til"])).all()
    retired = set(municipalities.index[municipalities["gyldig_til"] == "2023-12-31"])
    assert retired & set(in_force(register, "2023-12-31")["kommune"])
    assert not retired & set(in_force(register, "2024-01-01")["kommune"])


def test_population_is_a_recount_of_the_persons(register: Register) -> None:
    county = register.read("ssb/kommuner.csv").set_index("kode")["fylke"]
    for year in range(YEARS[0], YEARS[-1] + 2):
        figures = register.read(f"ssb/folkemengde-{year}.csv").astype({"alder": int, "antall": int})
        assert len(figures) == 16 * 2 * 106
        people = in_force(register, f"{year}-01-01")
        people = people[~people["kommune"].isin(["2100", "9999"])]
        born = people["fodselsdato"]
        age = (year - born.str[:4].astype(int) - (born.str[5:] > "01-01")).clip(upper=105)
        counted = people.groupby([people["kommune"].map(county), "kjonn", age]).size()
        nation = people.groupby(["kjonn", age]).size()
        table = figures.set_index(["region", "kjonn", "alder"])["antall"]
        assert table.drop("0")[table.drop("0") > 0].to_dict() == counted.to_dict()
        assert table["0"][table["0"] > 0].to_dict() == nation.to_dict()
    assert (
        register.read(f"ssb/folkemengde-{YEARS[0]}.csv").query("region == '0'")["antall"].astype(int).sum() == PERSONS
    )
