"""Real boundaries: imported by the installation, drawn as links; refused with the place and what would be right."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
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


def test_without_boundaries_there_are_tiles_and_no_choice(reader: Client, folder: Path) -> None:
    page = reader.get("/legemiddel/A10BA02?kart=kart").content.decode()
    assert 'class="rutekart"' in page
    assert '<svg class="kart"' not in page
    assert 'id="kartvalg"' not in page


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
