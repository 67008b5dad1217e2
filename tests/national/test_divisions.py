"""A year in both divisions from one count, against the slow oracle; which counties of a year are sums of today's."""

import csv
import datetime as dt
import gzip
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import registry
from registry.extract import DISPENSINGS, PEOPLE, parquet
from statistics.cube import divisions
from statistics.cube.aggregate import RangeFiles
from statistics.cube.axes import AGES, COUNTIES, ELSEWHERE, NATION, ROOT, SEXES
from statistics.cube.columns import Source
from statistics.definitions.divisions import TODAY, counties, parts, redrawn, stretches
from tests.statistics import oracle
from tests.statistics.test_cube import table

YEARS = (2004, 2017, 2018, 2019, 2020, 2023, 2024, 2026)
ATC = ("A10BA02", "A10BJ06", "C10AA01")
CATALOGUE = Path(registry.__path__[0], "catalogue", "municipalities.csv")
REGIONS = Path(__file__).parents[3] / "shared" / "data" / "regions"


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    with CATALOGUE.open(encoding="utf-8") as file:
        rows = [[r["code"], r["county"], r["valid_from"], r["valid_to"] or None] for r in csv.DictReader(file)]
    return {"municipalities": rows, "atc": [{"code": code} for code in ATC], "replaced": {}}


def in_use(reference: dict[str, Any], year: int) -> dict[str, str]:
    """Each municipality number on 1 January, and its county today."""
    day = f"{year}-01-01"
    rows = reference["municipalities"]
    return {code: county for code, county, first, last in rows if first <= day and (last is None or last >= day)}


@pytest.mark.parametrize("year", YEARS)
def test_both_divisions_of_one_count_equal_the_oracle(reference: dict[str, Any], year: int) -> None:
    draw, today = random.Random(year), in_use(reference, year)
    numbers = [*draw.sample(sorted(today), 40), "9999", *(n for n in ("1567", "1571", "0533", "0711") if n in today)]
    people = [
        oracle.Person(10 + i, draw.randint(1930, year), draw.choice("KMU"), draw.choice([*numbers, None]))
        for i in range(80)
    ]
    lines = [
        oracle.Line(
            when, draw.choice(people).key, draw.choice(ATC), draw.choice(numbers), draw.choice((1, 2, -1)), 7, 9
        )
        for when in range(400)
    ]
    made = divisions.count(year, reference, [files(people, lines)], threads=1)
    assert (made.counties("then") == made.counties("today")) == (year >= 2024)
    assert_equal(made, "today", year, people, lines, lambda number: today[number])
    assert_equal(
        made, "then", year, people, lines, lambda number: ELSEWHERE if number in ("9999", "2100") else number[:2]
    )


def assert_equal(
    made: divisions.Refined, side: divisions.Side, year: int, people: Any, lines: Any, county: Any
) -> None:
    expected = oracle.count(
        year,
        [oracle.Person(p.key, p.birth_year, p.sex, p.residence and county(p.residence)) for p in people],
        [oracle.Line(*(getattr(row, name) for name in ("when", "person", "atc")), county(row.county), row.packages,
                     row.ddd_milli, row.price_ore) for row in lines],
    )  # fmt: skip
    regions = (*made.counties(side), NATION)
    for name in ("users", "dispensings", "packages", "ddd_milli", "price_ore"):
        found = made.by(side, getattr(made.cube, name))
        cells = {
            (code, regions[r], SEXES[s], AGES[a]): value
            for n, code in enumerate(made.cube.nodes)
            for (r, s, a), value in (((at, found[(n, *at)])) for at in zip(*found[n].nonzero(), strict=True))
        }
        assert cells == {key: value for key, cell in expected.items() if (value := oracle.numbers(cell)[name])}


def files(people: list[oracle.Person], lines: list[oracle.Line]) -> RangeFiles:
    """Those who have lines, and these, with municipality numbers as they were in the year."""
    active = [person for person in people if any(line.person == person.key for line in lines)]
    facts = [[p.key, p.birth_year, p.sex, None, p.residence] for p in active]
    day = dt.date(2020, 6, 1)
    rows = [
        [row.person, day, row.atc, "000001", row.packages, row.ddd_milli, row.price_ore, "", None, "00001", row.county]
        for person in active
        for row in lines
        if row.person == person.key
    ]
    made = [Source("a file", parquet(table(each, schema))) for each, schema in ((facts, PEOPLE), (rows, DISPENSINGS))]
    return RangeFiles(lambda: made[0], lambda: made[1])


@pytest.mark.parametrize("year", range(2004, 2027))
def test_which_counties_are_sums_of_todays(reference: dict[str, Any], year: int) -> None:
    """County by county from the municipalities: a sum where none of them is elsewhere today, and none came to it."""
    today = in_use(reference, year)
    assert_sums({(number[:2], county) for number, county in today.items() if county != ELSEWHERE}, year)


@pytest.mark.skipif(not REGIONS.exists(), reason=f"{REGIONS} is not here")
@pytest.mark.parametrize("year", [y for y in range(2004, 2025) if y != 2023])
def test_so_does_a_list_that_is_not_ours(year: int) -> None:
    """niphr/csdata's history of codes, from SSB Klass. (Its 2023 has the numbers of 2024 as well.)"""
    with (REGIONS / "csdata_municip_county_b2024.csv").open(encoding="utf-8") as file:
        county = {row["municip_code"]: row["county_code"][-2:] for row in csv.DictReader(file)}
    with gzip.open(REGIONS / "csdata_redistricting_b2024.csv.gz", "rt", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["granularity_geo"] == "municip" and float(r["calyear"]) == year]
    pairs = {
        (row["location_code_original"][-4:][:2], county[row["location_code_current"]])
        for row in rows
        if row["location_code_current"] in county
    }
    assert_sums(pairs, year)


def assert_sums(pairs: set[tuple[str, str]], year: int) -> None:
    today_of, then_of = by(pairs), by((today, then) for then, today in pairs)
    for then, own in today_of.items():
        whole = all(then_of[county] == {then} for county in own)
        assert parts(then, year) == (tuple(sorted(own)) if whole else ()), (then, year)
    assert set(counties("slik-det-var", year, year)) == set(today_of)


def by(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found


def test_the_last_reform_made_todays_counties_and_a_year_has_each_once() -> None:
    assert counties(TODAY, 2004, 2004) == COUNTIES
    assert [counties("slik-det-var", 2024, 2026), *(parts(code, 2025) for code in COUNTIES)] == [
        COUNTIES, *((code,) for code in COUNTIES)
    ]  # fmt: skip
    for year in range(2004, 2027):
        codes = [one.code for one in stretches() if one.has(year)]
        number = 19 if year < 2018 else 18 if year < 2020 else 11 if year < 2024 else 15
        assert len(codes) == len(set(codes)) == number


def test_breaks_are_where_a_county_of_the_same_number_became_another() -> None:
    assert redrawn("50", 2004, 2026) == (2019, 2020)
    assert redrawn("15", 2004, 2026) == (2019, 2020)
    assert redrawn("18", 2010, 2026) == (2020,)
    assert [redrawn(code, 2004, 2026) for code in ("03", "11", "30", "31", ROOT)] == [()] * 5
