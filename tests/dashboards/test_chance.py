"""How much counties' rates may vary by chance: on request, of printed cells alone, and never ignored in silence."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from lxml import html

from statistics.cube.axes import REGIONS
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import chance, counties
from tests.dashboards.made import HIDDEN, table

METFORMIN = "/legemiddel/A10BA02"
EXACT = {10: (4.80, 18.39), 100: (81.36, 121.63), 1000: (938.97, 1063.94)}
"""95 % limits of a Poisson count, from its own distribution (half of chi-squared's percentiles at 2n and 2n + 2)."""


@pytest.mark.parametrize("users", EXACT)
def test_limits_of_a_rate_are_those_of_its_count(users: int) -> None:
    """With 1,000 inhabitants a rate per 1,000 is the count itself."""
    made = table(
        {("03", "brukere"): float(users), ("03", "per1000"): float(users)}, omr=("03",), maal=chance.parts("per1000")
    )
    found = chance.limits(made, "per1000")["03"]
    assert (found.low, found.high) == pytest.approx(EXACT[users], rel=0.003)


def test_nobody_and_what_is_hidden_have_no_limits() -> None:
    cells = {("03", "brukere"): 0.0, ("03", "per1000"): 0.0}
    made = table(cells, HIDDEN, omr=("03", "56"), maal=chance.parts("per1000"))
    assert chance.limits(made, "per1000") == {"03": chance.Limits(0.0, 0.0)}


def test_strokes_and_bars_have_one_scale() -> None:
    """Finnmark's 50 of a thousand may be 65: the longest bar is as long as that stroke reaches."""
    rates = table({("56", "per1000"): 50.0, ("03", "per1000"): 20.0}, 25.0, omr=REGIONS, maal=("per1000",))
    cells = {("56", "brukere"): 50.0, ("56", "per1000"): 50.0, ("03", "brukere"): 2000.0, ("03", "per1000"): 20.0}
    limits = table(cells, HIDDEN, omr=REGIONS, maal=chance.parts("per1000"))
    shown = counties.counties(rates, None, Filters(2025, 2025, 2025, usikkerhet=True), limits)
    rows = {row.code: row for row in shown.ranked}
    finnmark, oslo, agder = rows["56"].chance, rows["03"].chance, rows["42"].chance
    assert finnmark
    assert oslo
    assert agder is None
    assert finnmark.left + finnmark.width == pytest.approx(100, abs=0.2)
    assert finnmark.left < (rows["56"].share or 0) < 100
    assert oslo.width < finnmark.width
    assert oslo.text == "19,1–20,9"


def test_on_the_page_the_hidden_have_none_and_the_text_says_what_it_is(reader: Client) -> None:
    page = html.fromstring(reader.get(f"{METFORMIN}?usikkerhet=1").content.decode())
    rows = page.xpath('//table[contains(@class, "rang")]//tbody/tr')
    for row in rows:
        assert bool(row.xpath('.//span[@class="intervall"]')) == bool(row.xpath('.//rect[@class="tilfeldig"]'))
        assert not (row.xpath('.//td[contains(@class, "skjult")]') and row.xpath('.//rect[@class="tilfeldig"]'))
    assert sum(bool(row.xpath('.//rect[@class="tilfeldig"]')) for row in rows) >= 2
    assert "tilfeldig variasjon fra år til år: et 95 prosents intervall" in page.xpath('string(//*[@id="funn-fylker"])')
    assert page.xpath('//*[@id="tilfeldig"]/a/@href') == [f"{METFORMIN}#fylker"]
    without = html.fromstring(reader.get(METFORMIN).content.decode())
    assert without.xpath('//*[@id="tilfeldig"]/a/@href') == [f"{METFORMIN}?usikkerhet=1#fylker"]
    assert not without.xpath('//rect[@class="tilfeldig"]')


def test_a_measure_without_chance_says_so(reader: Client) -> None:
    page = reader.get(f"{METFORMIN}?maal=ddd&usikkerhet=1").content.decode().replace("\u00a0", " ")
    assert "Tilfeldig variasjon kan bare vises for brukere per 1 000 innbyggere." in page
    assert "Vis tilfeldig variasjon" not in reader.get(f"{METFORMIN}?maal=ddd").content.decode()


def test_pictures_have_the_strokes_and_files_the_numbers_where_there_are_any(reader: Client) -> None:
    page = html.fromstring(reader.get(f"{METFORMIN}?usikkerhet=1&maal=std1000").content.decode())
    told = {
        href.partition("?")[0].rpartition(".")[2]
        for href in page.xpath("//a/@href")
        if "usikkerhet=1" in href and "." in href
    }
    assert {"csv", "xlsx", "json", "svg", "png"} <= told
    drawn = ET.fromstring(reader.get(f"{METFORMIN}.svg?figur=fylker&usikkerhet=1").content)  # noqa: S314  # our own
    plain = ET.fromstring(reader.get(f"{METFORMIN}.svg?figur=fylker").content)  # noqa: S314  # our own
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}rect"))) > len(
        list(plain.iter("{http://www.w3.org/2000/svg}rect"))
    )
    text = reader.get(f"{METFORMIN}.csv?figur=fylker&usikkerhet=1&maal=std1000").content.decode("utf-8-sig")
    measures = {row["maal"] for row in csv.DictReader(io.StringIO(text))}
    assert {"std1000", "std1000lav", "std1000hoy"} <= measures


@pytest.mark.parametrize(
    "file",
    [
        "A10BA02.csv?usikkerhet=1",
        "A10BA02.svg?usikkerhet=1&figur=tid",
        "A10BA02.json?usikkerhet=1&figur=alder&maal=std1000",
    ],
)
def test_a_file_that_cannot_tell_refuses(reader: Client, file: str) -> None:
    answer = reader.get(f"/legemiddel/{file}")
    assert (answer.status_code, answer.context["parameter"]) == (400, "usikkerhet")
