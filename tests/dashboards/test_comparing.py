"""Series side by side: addresses, sentences, index, and every wrong way to ask."""

import csv
import io

import pytest
from django.http import QueryDict
from django.test import Client
from lxml import html

from statistics.dashboards.comparing import index, tables
from statistics.dashboards.comparing.context import _redrawn
from statistics.dashboards.comparing.params import One, parse
from statistics.dashboards.params import BadParameter
from statistics.models import Release
from tests.dashboards.made import table

BOTH = "/sammenlign?serie=A10BA02:0:begge:alle&serie=A10BJ06:0:begge:alle"


def text(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_two_series_one_sentence_and_a_table(reader: Client) -> None:
    page = text(reader, BOTH)
    assert "I 2024 lå metformin høyest (11,0 per 1 000), fulgt av semaglutid" in page
    assert "En person kan bruke flere i løpet av året, så tallene kan ikke legges sammen." in page
    assert page.count('<th scope="row">202') == 2


@pytest.mark.parametrize("vis", ["smaa", "indeks"])
def test_the_other_ways_to_see_it(reader: Client, vis: str) -> None:
    assert "<svg" in text(reader, f"{BOTH}&vis={vis}")


def test_no_index_from_a_start_of_a_few(reader: Client) -> None:
    assert "Ingen år har minst 50 brukere i alle seriene" in text(reader, f"{BOTH}&vis=indeks")


def test_files_have_the_index_that_is_shown_and_refuse_what_only_looks_otherwise(reader: Client) -> None:
    """Over the whole country, all medicines: nobody else has 50 users, so the index is not computed there either."""
    page = html.fromstring(reader.get(f"{BOTH}&vis=indeks").content.decode())
    (href,) = page.xpath('//a[starts-with(@href, "/sammenlign.csv")]/@href')
    assert "vis=indeks" in href
    rows = list(csv.DictReader(io.StringIO(reader.get(href).content.decode("utf-8-sig"))))
    assert [(row["aar"], row["atc"]) for row in rows] == [
        (year, code) for code in ("A10BA02", "A10BJ06") for year in ("2023", "2024")
    ]
    assert {(row["indeks"], row["flagg"]) for row in rows} == {("", ".")}
    excel = reader.get(f"{href}&csv=excel").content.decode("utf-8-sig").splitlines()[0]
    assert excel.count(";") == len(rows[0]) - 1
    small = html.fromstring(reader.get(f"{BOTH}&vis=smaa").content.decode())
    links = {
        kind: small.xpath(f'//a[starts-with(@href, "/sammenlign.{kind}")]/@href')[0] for kind in ("csv", "json", "png")
    }
    assert ["vis=smaa" in links[kind] for kind in ("csv", "json", "png")] == [False, False, True]
    answer = reader.get(f"/sammenlign.csv?{BOTH.partition('?')[2]}&vis=smaa")
    assert (answer.status_code, answer.context["parameter"]) == (400, "vis")


def test_an_index_in_a_file_is_the_share_of_its_start(release: Release) -> None:
    asked = parse(QueryDict("serie=A10BA02&fra=2023&til=2024&vis=indeks"), (2023, 2024), "")
    made = table(
        {("2023", "per1000"): 20.0, ("2024", "per1000"): 25.0, ("2023", "brukere"): 60.0, ("2024", "brukere"): 75.0},
        aar=("2023", "2024"),
        maal=("per1000", "brukere"),
    )
    found = index.listing(asked, [made])
    assert [dict(zip(found.heads, row, strict=True))["indeks"] for row in found.rows] == [100.0, 125.0]
    assert {dict(zip(found.heads, row, strict=True))["startaar"] for row in found.rows} == {2023}


def test_a_series_is_named_by_what_tells_it_from_the_others(release: Release) -> None:
    def names(*series: str) -> list[str]:
        asked = parse(QueryDict("&".join(f"serie={one}" for one in series)), (2023, 2024), "")
        return [tables.name(one, asked.series, "") for one in asked.series]

    assert names("A10BA02", "A10BJ06:56:menn") == ["metformin", "semaglutid, Finnmark, menn"]
    assert names("A10BA02", "A10BA02:56", "A10BJ06") == ["metformin, hele landet", "metformin, Finnmark", "semaglutid"]
    assert names("A10BA02:03", "A10BA02:56:kvinner") == ["Oslo, begge kjønn", "Finnmark, kvinner"]
    assert names("A10BA02:56:kvinner") == ["metformin"]


def test_a_medicine_is_added_by_name_and_the_address_says_so(reader: Client) -> None:
    answer = reader.get("/sammenlign", {"serie": "A10BA02:03", "legg": "ozempic", "maal": "brukere"})
    assert answer.status_code == 302
    assert answer["Location"] == ("/sammenlign?serie=A10BA02:03:begge:alle&serie=A10BJ06:03:begge:alle&maal=brukere")


def test_one_series_or_all_of_them_are_changed(reader: Client) -> None:
    one = reader.get(f"{BOTH}&nr=2&omr=56&kjonn=menn&alder=alle")["Location"]
    assert one == "/sammenlign?serie=A10BA02:0:begge:alle&serie=A10BJ06:56:menn:alle"
    every = reader.get(f"{BOTH}&omr=03")["Location"]
    assert every == "/sammenlign?serie=A10BA02:03:begge:alle&serie=A10BJ06:03:begge:alle"


def test_an_unknown_name_is_said_and_near_ones_offered(reader: Client) -> None:
    page = text(reader, "/sammenlign?legg=metfornin")
    assert "Ingen treff på «metfornin»." in page
    assert "serie=A10BA02:0:begge:alle" in page


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("serie=A10BA02:99999", 400, "omr"),
        ("serie=A10BA02:0:begge:alle:x", 400, "kolon"),
        ("serie=Z99", 404, "Z99"),
        ("serie=A10BA02&vis=kake", 400, "vis"),
        ("serie=A10BA02&fra=2024&til=2023", 400, "senere"),
        ("&".join(f"serie=A10BA02:{omr}" for omr in ("03", "11", "15", "18", "31", "32", "33")), 400, "Høyst seks"),
        ("farge=bla", 400, "farge"),
        ("omr=2", 400, "omr"),
        ("serie=A10BA02&nr=7&omr=03", 400, "nr"),
    ],
)
def test_what_is_wrong_is_named(reader: Client, query: str, status: int, said: str) -> None:
    answer = reader.get(f"/sammenlign?{query}")
    assert answer.status_code == status
    assert said in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "svg", "png"])
def test_the_files(reader: Client, kind: str) -> None:
    assert reader.get(BOTH.replace("?", f".{kind}?")).status_code == 200
    assert reader.get(f"/sammenlign.{kind}").status_code == 400


def test_the_address_of_what_was_parsed_is_what_was_asked_for(release: Release) -> None:
    query = QueryDict("serie=a10ba02:56:menn:40–44&serie=A10BJ06&maal=brukere&vis=smaa")
    shown = parse(query, (2023, 2024), "")
    assert shown.series == (One("A10BA02", "56", "menn", "40-44"), One("A10BJ06"))
    again = parse(QueryDict(shown.address().partition("?")[2]), (2023, 2024), "")
    assert again == shown
    with pytest.raises(BadParameter):
        parse(QueryDict("serie=A10BA02:oslo"), (2023, 2024), "")


THEN = "/sammenlign?serie=A10BA02:30:begge:alle&serie=A10BA02:03:begge:alle&maal=brukere&inndeling=slik-det-var"


def test_counties_as_they_were_side_by_side_and_the_way_back(reader: Client) -> None:
    page = html.fromstring(reader.get(THEN).content.decode())
    (table,) = page.xpath('//section[@id="tid"]//table')
    assert [head.text_content() for head in table.xpath(".//thead//th")] == ["År", "Viken", "Oslo"]
    of_2024 = [cell.text_content().split()[0] for cell in table.xpath('.//tr[th="2024"]/td')]
    assert of_2024[0] == "-"  # Viken was no more
    assert "Et fylke som er en sum av dagens fylker" in page.xpath('string(//section[@id="tid"])')
    back = page.xpath('//nav[@id="inndeling"]//a[not(@aria-current)]/@href')
    assert back == ["/sammenlign?serie=A10BA02:0:begge:alle&serie=A10BA02:03:begge:alle&maal=brukere"]
    kept = page.xpath('//form[@id="filter"]/input[@name="inndeling"]/@value')
    assert kept == ["slik-det-var"]
    assert "Viken" in page.xpath("string(//select[@id='f-omr-1'])")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_their_files_have_them_too(reader: Client, kind: str) -> None:
    assert '"30"' in (body := reader.get(THEN.replace("?", f".{kind}?")).content.decode()) or ",30," in body


@pytest.mark.parametrize("query", ["serie=A10BA02:30", "serie=A10BA02:31&inndeling=slik", "omr=30&serie=A10BA02"])
def test_a_county_that_the_division_lacks_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/sammenlign?{query}").status_code == 400


def test_a_line_breaks_where_a_countys_borders_moved(release: Release) -> None:
    query = QueryDict("serie=A10BA02:50&serie=A10BA02:0&inndeling=slik-det-var")
    shown = parse(query, tuple(range(2018, 2027)), "")
    made = [table({}, omr=(one.omr,), aar=tuple(map(str, shown.years)), maal=("per1000",)) for one in shown.series]
    drawn = tables.lines(shown, made)
    assert [one.redrawn for one in drawn] == [(2019, 2020), ()]
    assert _redrawn(drawn, shown) == ["Trøndelag fikk andre grenser i 2019", "Trøndelag fikk andre grenser i 2020"]
