"""Real boundaries: imported by the installation, drawn as links; refused with the place and what would be right."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html
from pytest_django import Settings

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


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([square("03", 10, 59)], "mangler fylke 56"),
        ([square("03", 600000, 59), square("56", 24, 69)], "EPSG:4326"),
        ([{"properties": {"fylkesnummer": "03"}, "geometry": {"type": "Point"}}], "må være Polygon"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_is_kept(
    release: Release, folder: Path, features: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("ingest", "boundaries", written(folder, *features))
    assert not (folder / "boundaries.json").exists()


def test_what_is_no_geojson_is_refused(release: Release, folder: Path) -> None:
    (folder / "x.geojson").write_text("<html>")
    with pytest.raises(CommandError, match="GeoJSON"):
        call_command("ingest", "boundaries", folder / "x.geojson")
