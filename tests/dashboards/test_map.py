"""Real boundaries: imported by the installation, drawn as links; refused with the place and what would be right."""

import csv
import io
import json
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pytest_django import Settings

from registry import geojson
from statistics.models import Release


def square(number: str, west: float, south: float) -> dict[str, Any]:
    corners = [[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2], [west, south]]
    return {
        "type": "Feature",
        "properties": {"fylkesnummer": number},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


def written(folder: Path, *features: dict[str, Any]) -> Path:
    path = folder / "fylker.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_without_boundaries_there_are_tiles_and_the_page_says_why(reader: Client, folder: Path) -> None:
    page = reader.get("/legemiddel/A10BA02?kart=kart").content.decode()
    assert 'class="rutekart"' in page
    assert '<svg class="kart"' not in page
    assert "kart=kart" not in page.split('id="kartvalg"')[1].split("</nav>")[0]
    assert "Fylkesgrensene er ikke lagt inn" in page


def test_tiles_over_time_have_a_line_each_on_one_scale_and_the_table_of_it(reader: Client, folder: Path) -> None:
    page = html.fromstring(reader.get("/legemiddel/A10BA02?kart=tid&maal=brukere").content.decode())
    tiles = page.xpath('//ul[@class="rutekart"]//a')
    rows = {row.xpath("string(th)"): row.xpath("td/@class") for row in page.xpath('//*[@id="t-fylker-over-tid"]//tr')}
    assert len(tiles) == 15
    for tile in tiles:
        name = tile.xpath('string(span[@class="n"])')
        assert len(tile.xpath("svg")) == 1
        assert len(tile.xpath("svg/text")) == ("skjult" in rows[name]), name  # one colon for hidden years in a row
    drawn = " ".join(page.xpath('//ul[@class="rutekart"]//polyline/@points')).split()
    heights = [float(point.split(",")[1]) for point in drawn]
    assert min(heights) == 2.0  # the highest of all counties reaches the top: no tile has a scale of its own
    assert len(set(heights)) > 1


def test_the_file_of_tiles_over_time_has_every_year_of_the_table(reader: Client, folder: Path) -> None:
    one, every = (
        list(csv.DictReader(io.StringIO(reader.get(f"/legemiddel/A10BA02.csv?figur=fylker{more}").content.decode())))
        for more in ("", "&kart=tid")
    )
    assert len(every) == 2 * len(one)
    drawn = reader.get("/legemiddel/A10BA02.svg?figur=fylker&kart=tid").content.decode()
    assert "Linjene viser 2023–2024, alle på samme skala" in drawn


def test_the_map_has_every_county_as_a_link_and_hides_the_hidden(reader: Client, folder: Path) -> None:
    call_command("ingest", "boundaries", written(folder, square("03", 10, 59), square("56", 24, 69)))
    plain = reader.get("/legemiddel/A10BJ06").content.decode()
    assert 'kart=kart#fylker"' in plain
    page = reader.get("/legemiddel/A10BJ06?kart=kart").content.decode()
    drawing = page.split('<svg class="kart"')[1].split("</svg>")[0]
    assert 'aria-label="Oslo: skjult av hensyn til personvernet"' in drawing
    assert drawing.count(">:</text>") == 1
    assert "style=" not in drawing
    assert reader.get("/legemiddel/A10BJ06?kart=globus").status_code == 400


def shaped(number: object, *corners: object, kind: str = "Polygon") -> dict[str, Any]:
    return {"properties": {"fylkesnummer": number}, "geometry": {"type": kind, "coordinates": [list(corners)]}}


A, B, C = [10, 59], [12, 59], [12, 61]
BOW = ([10, 59], [12, 61], [12, 59], [10, 61], [10, 59])
"""A ring like a bow tie: it crosses itself in the middle."""


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([square("03", 10, 59)], "fylker.geojson mangler fylke 56; alle 2 må være med."),
        ([square("03", 10, 59), square("30", 24, 69)], "mangler fylke 56; .* Den har 30, som ikke er et fylke i dag."),
        (
            [square("03", 10, 59), square("56", 600000, 69)],
            r"område 2 .fylkesnummer 56.: «geometry.coordinates» er .600000.0, 69.0.. .* EPSG:4326",
        ),
        ([square("03", 59, 10)], r"er .59.0, 10.0.. Lengdegraden skal stå først."),
        (
            [{"properties": {"fylkesnummer": "03"}, "geometry": {"type": "Point"}}],
            '«geometry.type» er "Point". .* Polygon',
        ),
        ([{"properties": {"nr": "03", "navn": "Oslo"}}], "område 1: «fylkesnummer» er null. .* feltene: nr, navn"),
        ([shaped("Oslo", *BOW)], '«fylkesnummer» er "Oslo". Det må være et tosifret'),
        ([shaped(True, *BOW)], "«fylkesnummer» er true"),
        (
            [shaped("03", *BOW)],
            r"område 1 .fylkesnummer 03.: .* er .11.0, 60.0.. .* krysser ringen seg selv",
        ),
        ([shaped("03", A, B, C)], "slutter der den begynner; denne har 3"),
        (
            [shaped("03", A, ["x", 59], C, A)],
            r"er ..x., 59.. Et punkt er lengdegrad og breddegrad",
        ),
        ([shaped("03", A, 7, C, A)], "er 7. Et punkt er"),
        (
            [shaped("03", A, [float("nan"), 59], C, A)],
            "er .NaN, 59.0.. Det er ikke grader i Norge",
        ),
        ([{"properties": {"fylkesnummer": "03"}, "geometry": {"type": "Polygon", "coordinates": []}}], "minst én ring"),
        ([{"properties": {"fylkesnummer": "03"}, "geometry": None}], "«geometry.type» er null"),
        (["Oslo"], 'område 1: «feature» er "Oslo"'),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_is_kept(
    release: Release, folder: Path, features: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("ingest", "boundaries", written(folder, *features))
    assert not (folder / "boundaries.json").exists()


UTM = '{"type": "FeatureCollection", "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}, "features": []}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html>", "x.geojson er ikke GeoJSON: Expecting value"),
        ('{"type": "Feature"}', "ikke GeoJSON med en liste «features»"),
        ("[1]", "ikke GeoJSON med en liste «features»"),
        (UTM, "x.geojson: «crs» er .*EPSG::25833.* Bruk lengde- og breddegrader"),
    ],
)
def test_what_is_no_geojson_in_degrees_is_refused(release: Release, folder: Path, text: str, said: str) -> None:
    (folder / "x.geojson").write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("ingest", "boundaries", folder / "x.geojson")


def test_a_file_that_is_not_there_is_said(release: Release, folder: Path) -> None:
    with pytest.raises(CommandError, match=r"borte.geojson lar seg ikke lese"):
        call_command("ingest", "boundaries", folder / "borte.geojson")


def slowly_crossed(ring: list[tuple[float, float]]) -> bool:
    """Every part with every other."""
    parts = list(pairwise(ring))

    def side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        side(*one, other[0]) * side(*one, other[1]) < 0 and side(*other, one[0]) * side(*other, one[1]) < 0
        for one, other in combinations(parts, 2)
    )


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=3, max_size=8))
def test_a_ring_that_crosses_itself_is_found_as_slowly_as_by_all_pairs(corners: list[tuple[int, int]]) -> None:
    ring = [(float(x), float(y)) for x, y in [*corners, corners[0]]]
    assert (geojson.crossed(ring) is not None) == slowly_crossed(ring)


def test_pictures_and_frames_have_the_map_that_the_page_shows(reader: Client, folder: Path) -> None:
    call_command("ingest", "boundaries", written(folder, square("03", 10, 59), square("56", 24, 69)))
    drawn = reader.get("/legemiddel/A10BJ06.svg?figur=fylker&kart=kart").content.decode()
    assert drawn.count("<path") >= 2
    assert 'fill="url(#kart-skravur-bred)"' in drawn
    assert ">:</text>" in drawn
    assert reader.get("/legemiddel/A10BJ06.png?figur=fylker&kart=kart").content.startswith(b"\x89PNG")
    frame = reader.get("/bygg-inn/legemiddel/A10BJ06?figur=fylker&kart=kart").content.decode()
    assert len(re.findall(r'id="kart-skravur-(?:bred|smal)"', frame)) == 2
    assert "kart-skravur" not in reader.get("/legemiddel/A10BJ06.svg?figur=fylker").content.decode()
