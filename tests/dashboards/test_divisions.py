"""Pages by the counties of the time: which regions they have, what is drawn, and how a reader comes back."""

import csv
import io
from itertools import combinations

import pytest
from django.test import Client
from lxml import html

from statistics import queries
from statistics.dashboards import numbers
from statistics.dashboards.charts.line import line as chart
from statistics.dashboards.drawing.lines import line
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters.counties import counties
from statistics.dashboards.sentences.ranking import was_a_county
from statistics.dashboards.series import break_years, over_time
from statistics.definitions.divisions import THEN, in_force
from statistics.queries import Selection
from tests.dashboards.made import HIDDEN, NOT_AVAILABLE, table

METFORMIN = "/legemiddel/A10BA02"
YEARS = tuple(map(str, range(2018, 2026)))


def tree(reader: Client, address: str) -> html.HtmlElement:
    answer = reader.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def test_a_year_shows_the_counties_it_had_and_leads_back(reader: Client) -> None:
    page = tree(reader, f"{METFORMIN}?inndeling=slik-det-var&maal=brukere&omr=54&aar=2023")
    names = page.xpath('//table[contains(@class,"rang")]//th[@scope="row"]')
    shown = {" ".join(name.text_content().split()) for name in names}
    assert {"Viken", "Troms og Finnmark", "Oslo"} < shown
    assert "Finnmark" not in shown
    assert len(shown) == 11 + 1  # and the nation
    assert page.xpath('//ul[@class="rutekart"]') == []  # tiles have places for today's counties
    assert "Fylkene slik de var da." in page.xpath('//*[@id="enhet-fylker"]')[0].text_content()
    assert "/sammenlign?serie=A10BA02:54:begge:alle&inndeling=slik-det-var" in page.xpath("//a/@href")
    back = page.xpath('//nav[@id="inndeling"]//a[not(@aria-current)]/@href')
    assert back == [f"{METFORMIN}?maal=brukere&aar=2023#fylker"]  # today has no region 54


def test_from_2024_the_tiles_are_there_again(reader: Client) -> None:
    assert tree(reader, f"{METFORMIN}?inndeling=slik-det-var&omr=56").xpath('//ul[@class="rutekart"]')


def test_the_file_has_the_years_own_counties(reader: Client) -> None:
    address = f"{METFORMIN}.csv?inndeling=slik-det-var&figur=fylker&aar=2023&maal=brukere"
    rows = list(csv.DictReader(io.StringIO(reader.get(address).content.decode("utf-8-sig"), newline="")))
    assert [row["omr"] for row in rows] == ["0", "03", "11", "15", "18", "30", "34", "38", "42", "46", "50", "54", "99"]
    assert {row["omr"]: row["verdi"] for row in rows}["03"] == "7"


@pytest.mark.parametrize("query", ["omr=54", "inndeling=slik-det-var&omr=01", "inndeling=nye"])
def test_a_region_that_the_division_lacks_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"{METFORMIN}?{query}").status_code == 400
    assert reader.get(f"/tabell?atc=A10BA02&{query}").status_code == 400


def test_a_table_of_ones_own_has_both(reader: Client) -> None:
    page = tree(reader, "/tabell?atc=A10BA02&maal=brukere&omr=03,30,54&inndeling=slik-det-var")
    rows = page.xpath('//table[contains(@class, "data")]/tbody/tr')
    assert [row.xpath("string(th)") for row in rows] == ["Oslo", "Viken", "Troms og Finnmark"]
    assert "ikke tilgjengelig" in rows[1].text_content()
    other = page.xpath('//p[@class="snarveier"]//a[text()="Fylkene i dag"]/@href')
    assert "omr=03&" in other[0]
    assert "inndeling" not in other[0]


def test_a_line_breaks_where_the_countys_borders_moved() -> None:
    """Trøndelag got Rindal in 2019 and Halsa in 2020; the whole series has a break of its own in 2022."""
    cells = {("50", year): HIDDEN if int(year) < 2020 else 30.0 for year in YEARS}
    filters = Filters(2018, 2025, 2025, omr="50", deling="fylke", inndeling=THEN)
    series = over_time(table(cells, omr=("50",), aar=YEARS), filters)
    assert break_years(series) == [2019, 2020, 2022]
    assert len(line(series, "per1000").findall(".//*[@class='brudd']")) == 3
    todays = over_time(table(cells, omr=("50",), aar=YEARS), Filters(2018, 2025, 2025, omr="50", deling="fylke"))
    assert break_years(todays) == [2022]


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("first", [2004, 2018, 2019])
def test_the_words_of_breaks_that_are_near_do_not_lie_on_each_other(narrow: bool, first: int) -> None:
    """2019, 2020 and 2022: three years are fewer pixels than two words, on a phone; on Plotly's chart as well."""
    years = tuple(map(str, range(first, 2026)))
    filters = Filters(first, 2025, 2025, omr="50", deling="fylke", inndeling=THEN)
    series = over_time(table({("50", year): 30.0 for year in years}, omr=("50",), aar=years), filters)
    drawn = [
        (float(word.get("x", "")), float(word.get("y", "")), "slutt" in word.get("class", ""))
        for word in line(series, "per1000", narrow=narrow).iter("text")
        if word.text == "brudd"
    ]
    assert len(drawn) == len(break_years(series)) == (2 if first == 2019 else 3)
    boxes = [(x - 36 if before else x, x if before else x + 36, y) for x, y, before in drawn]
    for (low, high, y), (a, b, other) in combinations(boxes, 2):
        assert high <= a or b <= low or abs(y - other) >= 15
    words = [one for one in chart(series, "per1000", narrow=narrow)["layout"]["annotations"] if one["text"] == "brudd"]
    assert [-one["yshift"] for one in words] == [y - min(y for *_, y in boxes) for *_, y in boxes]


def test_what_is_hidden_for_its_municipality_is_said_so_and_what_was_not_is_left_out() -> None:
    cells = {("12", "2019"): HIDDEN, ("46", "2019"): NOT_AVAILABLE, ("03", "2019"): 5.0, ("0", "2019"): 6.0}
    given = table(cells | {("99", "2019"): 1.0}, omr=("0", "03", "12", "46", "99"), aar=("2019",))
    shown = counties(given, None, Filters(2019, 2019, 2019, inndeling=THEN))
    assert [(row.name, row.content.hidden) for row in shown.ranked] == [
        ("Oslo", False),
        ("Hordaland", True),
        ("Hele landet", False),
    ]


def test_a_countys_page_follows_it_as_it_was_and_back(reader: Client) -> None:
    today, then = (tree(reader, f"/fylke/03{query}") for query in ("", "?inndeling=slik-det-var"))
    over_time = [" ".join(page.xpath("string(//section[@id='tid']//table)").split()) for page in (today, then)]
    assert over_time[0] == over_time[1]  # Oslo is what it was
    assert today.xpath('//nav[@id="inndeling"]//a/@href')[1] == "/fylke/03?inndeling=slik-det-var#tid"
    assert then.xpath('//nav[@id="inndeling"]//a[not(@aria-current)]/@href') == ["/fylke/03#tid"]
    assert "Et fylke som er en sum av dagens fylker" in then.xpath("string(//section[@id='tid'])")
    assert then.xpath("//form//input[@name='inndeling']/@value") == ["slik-det-var"]
    taken = then.xpath("//section[@id='tid']//a/@href")
    assert any("inndeling=slik-det-var" in address for address in taken)


def test_a_countys_years_before_it_was_are_not_available(reader: Client) -> None:
    """Finnmark was a part of Troms og Finnmark in 2023, the first of the release's two years."""
    page = tree(reader, "/fylke/56?inndeling=slik-det-var")
    (row,) = page.xpath("//section[@id='tid']//table//tr[th='2023']")
    assert row.xpath("string(td[1])").split()[0] == "-"
    assert reader.get("/fylke/56?inndeling=nye").status_code == 400


def test_a_county_that_is_no_more_has_a_page_of_its_own_years(reader: Client) -> None:
    page = tree(reader, "/fylke/54")
    said = " ".join(page.text_content().split())
    assert "Troms og Finnmark var et fylke fra 2020 til og med 2023. Tallene er summen av dagens fylker:" in said
    assert page.xpath('//div[@class="ramme side-topp"]//li/a/@href') == ["/fylke/55", "/fylke/56"]
    assert page.xpath('//section[@id="tid"]//table//th[@scope="row"]/text()') == ["2023"], "the release has no other"
    links = page.xpath("//main//a/@href")
    assert "/mest-brukt?omr=54&inndeling=slik-det-var&aar=2023" in links
    for link in links:
        if link.startswith("/") and "." not in link.partition("?")[0]:
            assert reader.get(link).status_code == 200, link


def test_its_figures_are_those_of_the_gate(reader: Client) -> None:
    page = tree(reader, "/fylke/54")
    asked = Selection(("alle",), ("per1000",), ("54",), aar=(2023,), inndeling=THEN)
    cell = queries.table(asked).cell()
    shown = page.xpath('string(//section[@id="tid"]//table//tbody/tr/td[1])').strip()
    assert shown.startswith(cell.reason.symbol if cell.value is None else numbers.figure(cell.value, "per1000"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fylke/54?inndeling=slik-det-var", 200),
        ("/fylke/54?inndeling=idag", 400),
        ("/fylke/54?mot=56", 400),
        ("/fylke/54?nivaa=4", 400),
        ("/fylke/54.csv", 404),
        ("/fylke/01", 404),  # the release begins after it
        ("/fylke/0", 404),
        ("/fylke/99", 404),
    ],
)
def test_what_can_be_asked_of_it(reader: Client, path: str, status: int) -> None:
    assert reader.get(path).status_code == status


def test_the_page_of_counties_leads_to_those_that_are_no_more(reader: Client) -> None:
    assert tree(reader, "/fylker").xpath('//main//p/a[starts-with(@href, "/fylke/")]/@href') == [
        "/fylke/30",
        "/fylke/38",
        "/fylke/54",
    ]


def test_a_county_of_the_whole_series_begins_with_no_year() -> None:
    assert was_a_county("Hordaland", *in_force("12")) == "Hordaland var et fylke til og med 2019."
