"""Every figure on every page can be taken along in every way, and each way leads to the same cells."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.test import Client
from lxml import html
from pytest_django import Settings

PAGES = {
    "/legemiddel/A10BA02?omr=03": 4,
    "/sammenlign?serie=A10BA02&serie=A10BJ06:56": 1,
    "/sammenlign?serie=A10BA02&vis=smaa": 1,
    "/fylker": 1,
    "/fylke/03": 4,
    "/mest-brukt?alder=40-44": 1,
    "/storst-endring": 1,
    "/fylkesforskjeller": 1,
    "/gruppe/fedmemidler": 1,
    "/tabell?atc=A10BA02,A10BJ06&omr=0,03,56&kjonn=kvinner,menn": 1,
}
"""How many figures each page has."""

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def tools(reader: Client, path: str) -> list[dict[str, str]]:
    """Of each figure: the addresses of its files by their ending, of its frame, its citation and code."""
    page = html.fromstring(reader.get(path).content.decode())
    found = []
    for more in page.find_class("mer-ut-inn"):
        above = more.getparent().getprevious()
        links = [a.get("href") for a in (*above.iter("a"), *more.iter("a"))]
        kinds = {link.partition("?")[0].rpartition(".")[2]: link for link in links if "bygg-inn" not in link}
        frame = next(link for link in links if "bygg-inn" in link)
        code = next(i.get("value") for i in more.iter("input"))
        cite = more.find_class("sitat")[0].text_content()
        found.append({**kinds, "frame": frame, "code": code, "cite": cite})
    return found


@pytest.mark.parametrize("path", PAGES)
def test_there_are_five_files_a_frame_a_citation_and_code(reader: Client, path: str) -> None:
    figures = tools(reader, path)
    assert len(figures) == PAGES[path]
    for figure in figures:
        assert set(figure) == {"csv", "xlsx", "json", "png", "svg", "frame", "code", "cite"}
        assert "Utgave 2" in figure["cite"]
        assert "CC BY 4.0" in figure["cite"]
        (frame,) = html.fragments_fromstring(figure["code"])
        assert frame.get("src") == figure["frame"]
        assert len(frame.get("title")) > 10


@pytest.mark.parametrize("path", PAGES)
def test_every_file_opens(reader: Client, path: str) -> None:
    for figure in tools(reader, path):
        rows = list(csv.reader(io.StringIO(reader.get(figure["csv"]).content.decode("utf-8-sig"))))
        assert "utgave" in rows[0]
        book = openpyxl.load_workbook(io.BytesIO(reader.get(figure["xlsx"]).content))
        assert len(list(book.worksheets[0].values)) == len(rows)
        assert any("CC BY 4.0" in str(cell) for row in book.worksheets[1].values for cell in row)
        content = json.loads(reader.get(figure["json"]).content)
        assert content["utgave"]["lisens"] == "CC BY 4.0"
        assert content["utgave"]["merknader"]
        assert reader.get(figure["png"]).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_carries_title_source_release_and_licence(reader: Client, path: str) -> None:
    for figure in tools(reader, path):
        root = ET.fromstring(reader.get(figure["svg"]).content)  # noqa: S314  # our own
        said = words(root)
        assert root.find(f"{SVG}title").text  # type: ignore[union-attr]
        for part in ("Kilde: Legemiddelregisteret, utgave 2", "CC BY 4.0", "Syntetiske tall"):
            assert part in said
        assert {name for part in root.iter() for name in part.attrib} & {"class", "style", "href"} == set()


@pytest.mark.parametrize("path", PAGES)
def test_every_frame_may_stand_anywhere_and_has_no_script(reader: Client, path: str) -> None:
    for figure in tools(reader, path):
        answer = reader.get(figure["frame"].removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        page = answer.content.decode()
        assert "<script" not in page
        assert "CC BY 4.0" in page
        back = html.fromstring(page).xpath("//main//a/@href")[0]
        assert reader.get(back.removeprefix("http://testserver")).status_code == 200


def words(root: Any) -> str:
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace("\u00a0", " ")


def test_a_list_taken_along_has_the_rows_of_the_page_and_no_formula(reader: Client) -> None:
    page = html.fromstring(reader.get("/mest-brukt").content.decode())
    on_page = [cell.text_content().replace("\u00a0", "") for cell in page.xpath("//table//td[@class='h']")]
    content = json.loads(reader.get("/mest-brukt.json").content)
    assert [str(int(row["verdi"])) for row in content["rader"]] == on_page
    assert [row["atc"] for row in content["rader"]] == ["A10BA02", "A10BJ06"]
    drawn = words(ET.fromstring(reader.get("/mest-brukt.svg").content))  # noqa: S314
    assert "metformin (A10BA02) 9" in drawn


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fylke/77.csv", 404),
        ("/fylke/03.csv?liste=alt", 400),
        ("/bygg-inn/fylke/03?mot=56", 400),
        ("/bygg-inn/sammenlign", 400),
        ("/sammenlign.json", 400),
        ("/mest-brukt.json?x=1", 400),
        ("/bygg-inn/mest-brukt?nivaa=9", 400),
    ],
)
def test_what_cannot_be_taken_along_is_told(reader: Client, path: str, status: int) -> None:
    assert reader.get(path).status_code == status
