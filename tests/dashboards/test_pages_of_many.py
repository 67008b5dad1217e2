"""Rankings, counties, named groups and the table builder over the universe's release."""

import csv
import io
import re

import numpy as np
import openpyxl
import pytest
from django.http import QueryDict
from django.test import Client
from lxml import html
from pytest_django import Settings

from statistics import queries
from statistics.cube.axes import COUNTIES
from statistics.dashboards.ranking import rows
from statistics.dashboards.ranking.params import MEASURES, RATES, parse
from statistics.definitions.divisions import THEN
from statistics.definitions.groups import groups
from statistics.queries import Selection
from statistics.table import Reason


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def text(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_most_used_leaves_out_the_hidden_and_counts_them(reader: Client) -> None:
    page = text(reader, "/mest-brukt")
    assert "Høyest i 2024 er metformin: 9 brukere." in page
    rows = list(csv.DictReader(io.StringIO(reader.get("/mest-brukt.csv").content.decode("utf-8-sig"))))
    assert [row["atc"] for row in rows] == ["A10BA02", "A10BJ06"]
    of_groups = text(reader, "/mest-brukt?nivaa=4")  # one person's plaster is a group of its own
    assert "1 legemiddel er utelatt fordi tallet er skjult." in of_groups


def file_rows(reader: Client, path: str) -> list[dict[str, str]]:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


TABLE = "atc=A10BA02,A10BJ06,D02AF&omr=0,03,56&maal=brukere"


@pytest.mark.parametrize("order", ["sorter=2", "sorter=-1", "kol=omr&sorter=-2", "kol=omr", "kol=atc&sorter=1", ""])
def test_a_tables_file_has_the_rows_in_the_order_of_the_page(reader: Client, order: str) -> None:
    page = html.fromstring(reader.get(f"/tabell?{TABLE}&{order}").content.decode())
    shown = [
        "".join(cell.xpath("span/text()") or cell.xpath("text()")).strip().replace("\u00a0", "")
        for cell in page.xpath('//section[@id="tabell"]//tbody//td')
    ]
    rows = file_rows(reader, f"/tabell.csv?{TABLE}&{order}")
    assert [row["verdi"] or row["flagg"] for row in rows] == shown
    whole = file_rows(reader, f"/tabell.csv?{TABLE}")
    assert sorted(map(str, rows)) == sorted(map(str, whole))


def test_a_sorted_table_is_downloaded_sorted(reader: Client) -> None:
    page = html.fromstring(reader.get(f"/tabell?{TABLE}&kol=omr&sorter=-2").content.decode())
    links = {
        kind: page.xpath(f'//a[starts-with(@href, "/tabell.{kind}")]/@href')[0] for kind in ("csv", "xlsx", "json")
    }
    assert all("sorter=-2" in links[kind] and "kol=omr" in links[kind] for kind in ("csv", "xlsx"))
    assert "sorter" not in links["json"]
    assert "kol" not in links["json"]
    book = openpyxl.load_workbook(io.BytesIO(reader.get(links["xlsx"]).content))
    told = [str(row[0]) + str(row[2]) + str(row[8]) for row in list(book.worksheets[0].values)[1:]]
    assert told == [row["atc"] + row["omr"] + row["aar"] for row in file_rows(reader, links["csv"])]


@pytest.mark.parametrize("name", ["kol=omr", "sorter=1"])
def test_a_file_that_has_no_rows_is_not_sorted_in_silence(reader: Client, name: str) -> None:
    answer = reader.get(f"/tabell.json?{TABLE}&{name}")
    assert answer.status_code == 400
    assert answer.context["parameter"] == name.partition("=")[0]


def ranked(reader: Client, path: str) -> list[tuple[str, float]]:
    rows = csv.DictReader(io.StringIO(reader.get(path).content.decode("utf-8-sig")))
    return [(row["atc"], float(row["verdi"])) for row in rows]


def test_most_used_in_one_age_group(reader: Client) -> None:
    """Six women of 42 had metformin, and three of them semaglutide, which is too few to be ranked."""
    assert ranked(reader, "/mest-brukt.csv?alder=40-44") == [("A10BA02", 6)]
    assert ranked(reader, "/mest-brukt.csv?alder=65%E2%80%9369&kjonn=menn") == [("A10BJ06", 5)]
    assert ranked(reader, "/mest-brukt.csv?alder=5-9") == []
    page = text(reader, "/mest-brukt?alder=40-44")
    assert "Høyest i 2024 er metformin: 6 brukere." in page
    assert "Brukere, hele landet, 40–44 år, 2024" in page


@pytest.mark.parametrize("maal", [m for m in MEASURES if m != "std1000"])
@pytest.mark.parametrize("alder", ["40-44", "alle"])
def test_a_ranking_has_every_printed_figure_above_zero_and_no_other(reader: Client, maal: str, alder: str) -> None:
    """Slowly: each cell is asked for by itself."""
    codes = [node.code for node in queries.nodes() if node.level == 5]
    cells = {code: one(code, maal, alder) for code in codes}
    expected = sorted(((c, v) for c, v in cells.items() if v), key=lambda item: -item[1])
    got = ranked(reader, f"/mest-brukt.csv?maal={maal}&alder={alder}&kjonn=kvinner&omr=03")
    assert got == [(code, pytest.approx(value)) for code, value in expected]


def one(code: str, maal: str, alder: str) -> float | None:
    return queries.table(Selection((code,), (maal,), ("03",), ("kvinner",), (alder,), (2024,))).cell().value


def test_within_one_age_group_nothing_is_adjusted_for_and_that_is_said(reader: Client) -> None:
    for path in ("/mest-brukt", "/storst-endring", "/fylkesforskjeller"):
        assert "Innen én aldersgruppe er det ikke noe å justere for" in text(reader, f"{path}?alder=40-44&maal=std1000")
        assert "Innen én aldersgruppe" not in text(reader, f"{path}?alder=40-44&maal=per1000")
    assert ranked(reader, "/mest-brukt.csv?alder=40-44&maal=std1000") == ranked(
        reader, "/mest-brukt.csv?alder=40-44&maal=per1000"
    )


@pytest.mark.parametrize("omr", ["0", "03", "54", "46", "99"])
@pytest.mark.parametrize("maal", ["brukere", "per1000", "std1000"])
def test_a_ranking_by_the_counties_of_the_time_has_the_printed_figures_of_its_year(
    reader: Client, omr: str, maal: str
) -> None:
    codes = [node.code for node in queries.nodes() if node.level == 5]
    asked = [Selection((code,), (maal,), (omr,), aar=(2023,), inndeling=THEN) for code in codes]
    cells = {one.atc[0]: queries.table(one).cell().value for one in asked}
    expected = sorted(((code, value) for code, value in cells.items() if value), key=lambda item: -item[1])
    got = ranked(reader, f"/mest-brukt.csv?maal={maal}&omr={omr}&aar=2023&inndeling=slik-det-var")
    assert got == [(code, pytest.approx(value)) for code, value in expected]
    if (omr, maal) == ("0", "brukere"):
        assert got


def test_a_ranking_leads_from_one_division_to_the_other_and_says_what_a_year_lacked(reader: Client) -> None:
    page = html.fromstring(reader.get("/mest-brukt?inndeling=slik-det-var&omr=54&aar=2024&nivaa=4").content.decode())
    said = " ".join(page.text_content().split())
    assert "Troms og Finnmark, fylkene slik de var da, 2024" in said
    assert "Troms og Finnmark var ikke et fylke i 2024." in said
    assert "er summen av tallene som vises for dem" in said
    links = page.xpath('//nav[@id="inndeling"]//a')
    assert [(link.text, link.get("href")) for link in links] == [
        ("Fylkene i dag", "/mest-brukt?aar=2024&nivaa=4"),  # today has no region 54
        ("Slik de var", "/mest-brukt?inndeling=slik-det-var&omr=54&aar=2024&nivaa=4"),
    ]
    assert page.xpath('//form//input[@name="inndeling"]/@value') == ["slik-det-var"]
    assert "Viken" in page.xpath('//select[@name="omr"]/option/text()')


def test_a_change_across_new_borders_is_said(reader: Client) -> None:
    asked = parse(QueryDict("omr=50&fra=2019&til=2020&inndeling=slik-det-var"), range(2018, 2026), "", "per1000")
    assert asked.redrawn() == (2020,)
    assert parse(QueryDict("omr=50&fra=2019&til=2020"), range(2018, 2026), "", "per1000").redrawn() == ()


@pytest.mark.parametrize("query", ["omr=54", "inndeling=slik-det-var&omr=01", "inndeling=nye"])
@pytest.mark.parametrize("page", ["mest-brukt", "storst-endring"])
def test_a_ranking_refuses_a_region_that_the_division_lacks(reader: Client, page: str, query: str) -> None:
    assert reader.get(f"/{page}?{query}").status_code == 400


def test_differences_by_the_counties_of_the_time_are_between_those_of_the_year() -> None:
    """Made by hand: 2023 had eleven; of the first medicine eight are printed, of the second seven."""
    shown = np.array([[1.0] * 7 + [3.0] + [np.nan] * 3, [1.0] * 6 + [9.0] + [np.nan] * 4])
    chosen: list[tuple[str, ...]] = []

    class Made:
        years = (2023, 2024)

        def counties(self, _: str, year: int, regions: tuple[str, ...], kjonn: str) -> tuple[np.ndarray, np.ndarray]:
            chosen.append(regions)
            return shown, np.where(np.isnan(shown), int(Reason.HIDDEN), 0).astype(np.uint8)

        def of(self, *_: object, **__: object) -> tuple[np.ndarray, np.ndarray]:
            return np.full((2, 2), 1000.0), np.zeros((2, 2), dtype=np.uint8)

    asked = parse(QueryDict("aar=2023&inndeling=slik-det-var"), (2023, 2024), "", "std1000", RATES)
    with pytest.MonkeyPatch.context() as patch:
        nodes = rows.Nodes(np.array([0, 1]), ["A10BA02", "A10BJ06"], ["metformin", "semaglutid"])
        patch.setattr(rows, "_level", lambda _: (Made(), nodes))
        found = rows.different(asked)
    assert chosen == [("03", "11", "15", "18", "30", "34", "38", "42", "46", "50", "54")]
    assert [(row.code, row.value, row.high, row.low) for row in found.rows] == [("A10BA02", 3.0, "42", "03")]
    assert found.left_out == 1


def test_the_page_of_differences_says_how_many_counties_it_takes(reader: Client) -> None:
    assert "minst 10 fylker" in text(reader, "/fylkesforskjeller?aar=2023")
    assert "minst 8 fylker" in text(reader, "/fylkesforskjeller?aar=2023&inndeling=slik-det-var")


def test_differences_between_counties_are_of_the_rate_sex_and_age_that_was_asked_for() -> None:
    """Made by hand: fifteen counties, the highest first; each has twice the last one's rate among women."""
    rates = np.array([[2.0**n for n in range(15)], [np.nan, *([1.0] * 14)]])
    chosen: list[tuple[object, ...]] = []

    class Made:
        years = (2024,)

        def counties(self, *asked: object) -> tuple[np.ndarray, np.ndarray]:
            chosen.append(asked)
            return rates, np.where(np.isnan(rates), int(Reason.HIDDEN), 0).astype(np.uint8)

        def of(self, *_: object, **__: object) -> tuple[np.ndarray, np.ndarray]:
            return np.array([[1000.0], [99.0]]), np.zeros((2, 1), dtype=np.uint8)

    asked = parse(QueryDict("maal=per1000&kjonn=kvinner&alder=40-44"), (2024,), "", "std1000", RATES)
    with pytest.MonkeyPatch.context() as patch:
        nodes = rows.Nodes(np.array([0, 1]), ["A10BA02", "A10BJ06"], ["metformin", "semaglutid"])
        patch.setattr(rows, "_level", lambda _: (Made(), nodes))
        found = rows.different(asked)
    assert chosen == [("per1000", 2024, COUNTIES, "kvinner")]
    assert [(row.code, row.value, row.high, row.low) for row in found.rows] == [
        ("A10BA02", 2.0**14, COUNTIES[-1], COUNTIES[0])
    ], "the second has too few users"


@pytest.mark.parametrize(
    "path",
    ["/storst-endring", "/fylkesforskjeller", "/storst-endring?retning=ned&nivaa=1&omr=03"],
)
def test_what_is_too_little_is_said(reader: Client, path: str) -> None:
    assert "Ingen har nok tall som kan vises." in text(reader, path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/mest-brukt?side=x", "sidetall"),
        ("/mest-brukt?side=0", "sidetall"),
        ("/mest-brukt?side=3", "ingen side 3"),
        ("/mest-brukt?nivaa=6", "nivaa"),
        ("/storst-endring?fra=2024&til=2023", "senere"),
        ("/fylkesforskjeller?minst=3", "minst"),
        ("/fylkesforskjeller?maal=brukere", "maal"),
        ("/mest-brukt?alder=44", "alder"),
        ("/fylke/56?mot=56", "mot"),
        ("/fylker?aar=2024", "aar"),
        ("/tabell?sorter=x", "sorter"),
        ("/tabell?atc=A10BA02&sorter=9", "sorter"),
        ("/tabell.svg?atc=A10BA02&kol=omr&sorter=-2", "sorter"),
        ("/tabell.xlsx?atc=A10BA02&csv=excel", "csv"),
        ("/sammenlign.json?serie=A10BA02&csv=komma", "csv"),
        ("/mest-brukt.csv?side=1", "side"),
        ("/bygg-inn/mest-brukt?side=2", "side"),
        ("/fylke/03.csv?nivaa=3", "nivaa"),
        ("/tabell?omr=oslo", "omr"),
        ("/gruppe/sovemidler?x=1", "x"),
    ],
)
def test_what_is_wrong_is_named(reader: Client, path: str, said: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_county_beside_the_country(reader: Client) -> None:
    page = text(reader, "/fylke/03?mot=56")
    assert "i Oslo minst ett legemiddel på resept" in page
    assert "Mest brukt i Oslo" in page
    assert 'aria-current="page"' in page
    assert reader.get("/fylke/77").status_code == 404


def test_all_counties(reader: Client) -> None:
    assert 'href="/fylke/03"' in text(reader, "/fylker")


def test_a_table_of_ones_own(reader: Client) -> None:
    page = text(reader, "/tabell?atc=A10BA02,A10BJ06&maal=brukere&omr=0,03")
    assert "<b>8</b> celler" in page
    assert "Brukere, begge kjønn, alle aldre" in page
    narrow = (
        '<span class="bare-stablet">Hele landet</span>'  # beneath the first name, where columns of names have no room
    )
    assert f'<th scope="row">A10BA02 metformin{narrow}</th><th scope="row" class="ledd">Hele landet</th>' in page
    assert "så årene kan ikke legges sammen" in page
    falling = text(reader, "/tabell?atc=A10BJ06,A10BA02&maal=brukere&sorter=-2")
    assert falling.index('"row">A10BA02 metformin') < falling.index('"row">A10BJ06 semaglutid')


def test_a_table_with_fewer_columns_is_not_sorted_by_one_that_is_gone(reader: Client) -> None:
    page = text(reader, "/tabell?atc=A10BA02&omr=0,03,56&kol=omr&sorter=-3")
    assert "omr=0&amp;kjonn=begge&amp;alder=alle&amp;fra=2023&amp;til=2024&amp;kol=omr" in page
    for address in re.findall(r'href="(/tabell\?[^"]+)"', page):
        assert reader.get(address.replace("&amp;", "&")).status_code == 200


def test_boxes_lead_to_one_address(reader: Client) -> None:
    answer = reader.get("/tabell?atc=A10BA02&omr=0&omr=03&maal=brukere&kjonn=begge&alder=alle")
    assert answer.status_code == 302
    assert "omr=0,03" in answer["Location"]
    assert reader.get("/tabell?legg=ozempic")["Location"].startswith("/tabell?atc=A10BJ06&")


def test_an_empty_axis_is_asked_for(reader: Client) -> None:
    assert "Velg minst én verdi for legemiddel" in text(reader, "/tabell")
    assert "Velg minst én verdi for område" in text(reader, "/tabell?atc=A10BA02&omr=")
    assert reader.get("/tabell.csv?atc=A10BA02&omr=").status_code == 400


def test_too_many_cells_are_refused_with_a_way_to_ask_for_less(reader: Client) -> None:
    atc = "alle,A,A10,A10B,A10BA,A10BA02,A10BJ,A10BJ06,D,D02,D02A,D02AF"
    every = "omr=0,03,11,15,18,31,32,33,34,39,40,42,46,50,55,56,99&kjonn=begge,kvinner,menn"
    ages = ",".join(["alle", *(f"{a}-{a + 4}" for a in range(0, 90, 5)), "90%2B"])
    measures = "brukere,per1000,std1000,ddd,nok,utleveringer,pakninger"
    answer = reader.get(f"/tabell?atc={atc}&{every}&alder={ages}&maal={measures}")
    assert answer.status_code == 400
    assert "Velg færre år eller aldersgrupper" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_files_of_a_table(reader: Client, kind: str) -> None:
    assert reader.get(f"/tabell.{kind}?atc=A10BA02").status_code == 200


def test_groups_have_an_owner_and_a_date(reader: Client) -> None:
    for group in groups().values():
        assert group.owner
        assert group.reviewed < group.review_by
        assert set(group.names) == {"nb", "nn", "en"}
    page = text(reader, "/gruppe/fedmemidler")
    assert len(re.findall(r"I 2024 lå \w+ høyest", page)) == 1, "said once, not over the chart again"
    assert "sist gjennomgått 23. november 2026" in page
    assert "semaglutid" in page
    assert reader.get("/gruppe/finnes-ikke").status_code == 404
    assert reader.get("/gruppe/sovemidler").status_code == 404  # none of its codes is in this release
