"""What can be taken along: pictures, spreadsheets, frames. Each holds what the page says, and nothing hidden."""

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.test import Client

from statistics.dashboards.drawing.picture import LOOKS
from statistics.dashboards.params import FIGURES

METFORMIN = "/legemiddel/A10BA02"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(reader: Client, path: str) -> Any:
    answer = reader.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return ET.fromstring(answer.content)  # noqa: S314  # our own


def said(root: Any) -> str:
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace("\u00a0", " ")


@pytest.mark.parametrize("figure", FIGURES)
def test_a_picture_says_what_it_is_and_where_it_comes_from(reader: Client, figure: str) -> None:
    root = drawn(reader, f"{METFORMIN}.svg?figur={figure}")
    text = said(root)
    for part in ("Metformin (A10BA02)", "Kilde: Legemiddelregisteret, utgave", "CC BY 4.0", "Syntetiske tall"):
        assert part in text
    assert root.find(f"{SVG}title").text.startswith("Metformin (A10BA02)")
    assert {name for part in root.iter() for name in part.attrib} & {"class", "style", "href"} == set()


def test_the_same_picture_in_pixels(reader: Client) -> None:
    answer = reader.get(f"{METFORMIN}.png?figur=tid")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert int.from_bytes(answer.content[16:20], "big") == 1200


def test_a_spreadsheet_of_one_figure(reader: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{METFORMIN}.xlsx?figur=tid").content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 5  # two years of rate and users, and the head
    assert {row[0] for row in rows[1:]} == {"A10BA02"}


def test_a_frame_may_stand_anywhere_and_other_pages_nowhere(reader: Client) -> None:
    frame = reader.get("/bygg-inn/legemiddel/A10BA02?figur=alder")
    assert frame.status_code == 200
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    page = frame.content.decode()
    assert "<script" not in page
    assert "Se tallene på Legemiddelstatistikk" in page
    whole = reader.get(METFORMIN)
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]


def test_whatever_a_picture_is_dressed_in_a_frame_is_too(reader: Client) -> None:
    """Frames have classes where a picture has attributes: a shape without a rule of its own would be black."""
    page = reader.get("/bygg-inn/mest-brukt").content.decode()
    sheets = "".join((Path("static") / name).read_text("utf-8") for name in re.findall(r"/static/(css/\w+\.css)", page))
    ruled = {name for rule in re.findall(r"\.tegning[^{]*{", sheets) for name in re.findall(r"\.([\w-]+)", rule)}
    assert set(LOOKS) - ruled == {"akse"}, "words at an axis look as all text does"


@pytest.mark.parametrize("kart", ["ruter", "tid"])
def test_counties_in_a_frame_have_a_drawing_for_phones(reader: Client, kart: str) -> None:
    page = reader.get(f"/bygg-inn/legemiddel/A10BA02?figur=fylker&kart={kart}").content.decode()
    wide, narrow = (re.search(rf'class="tegning {look}" viewBox="0 0 (\d+) ', page) for look in ("bred", "smal"))
    assert wide
    assert narrow
    assert int(wide[1]) > 1000 > 350 > int(narrow[1])
    assert page.count(">Hele landet<") == 2
    assert "bare-bred" not in page


def test_the_nation_stands_beside_a_county_and_not_beside_a_count(reader: Client) -> None:
    assert "Hele landet" in said(drawn(reader, f"{METFORMIN}.svg?omr=03"))
    assert "Hele landet" not in said(drawn(reader, f"{METFORMIN}.svg?omr=03&maal=brukere"))


def test_costs_are_shares_of_printed_sums(reader: Client) -> None:
    """1,500 kroner for 9 people; 150 kroner is a hand-made price of 100 for each package."""
    page = reader.get(METFORMIN).content.decode().replace("\u00a0", " ")
    assert "I 2024 var omsetningen 1 500 kr." in page
    assert "Det er 167 kr per bruker" in page


def test_what_is_hidden_is_hidden_in_the_costs_too(reader: Client) -> None:
    page = reader.get("/legemiddel/A10BJ06?omr=03&kjonn=kvinner").content.decode()
    table = page.split('id="t-kostnad"')[1].split("</table>")[0]
    assert "3 000" not in table.replace("\u00a0", " ")
    assert ">:<" in table
