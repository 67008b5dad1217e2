"""Counties on the real map, where the installation has their boundaries, beside the ranked list."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from statistics.dashboards.boundaries import Outline
from statistics.dashboards.drawing.base import WIDTH, drawing, rect, text
from statistics.dashboards.drawing.places import ROW, listed_counties
from statistics.dashboards.presenters.counties import Ranked, Tile

FIELD = 420, 520
"""Width and height of the map, as boundaries are kept."""

BESIDE, BENEATH = 60, 12
"""Room between the map and the list, beside it or beneath it."""

KEY = 22
"""Height of a line of the scale, which stands in the sea north-west of the country."""


def mapped(
    tiles: Sequence[Tile],
    outlines: Mapping[str, Outline],
    scale: Sequence[str],
    rows: Sequence[Ranked],
    narrow: bool = False,
) -> ET.Element:
    """The map to the left and the list to the right; on a phone the list beneath."""
    size = WIDTH[True] / FIELD[0] if narrow else 1.0
    width, height = FIELD[0] * size, FIELD[1] * size
    list_height = len(rows) * ROW + 8
    whole = height + BENEATH + list_height if narrow else max(height, list_height)
    root = drawing(WIDTH[narrow], round(whole), "smal" if narrow else "bred")
    pattern = _hatch(root, "smal" if narrow else "bred")
    group = ET.SubElement(root, "g", {"transform": f"scale({size:.3f})"})
    for tile in tiles:
        if tile.code in outlines:
            _county(group, tile, outlines[tile.code], pattern)
    _key(root, scale)
    left, top = (0.0, height + BENEATH) if narrow else (width + BESIDE, 0.0)
    listed_counties(root, rows, left, top, narrow)
    return root


def _hatch(root: ET.Element, form: str) -> str:
    """How hidden counties are filled. Each drawing on a page has its own, since they must not share a name."""
    name = f"kart-skravur-{form}"
    size = {"width": "6", "height": "6"}
    pattern = ET.SubElement(ET.SubElement(root, "defs"), "pattern", {"id": name, **size})
    pattern.set("patternUnits", "userSpaceOnUse")
    ET.SubElement(pattern, "rect", {"class": "lapp", **size})
    ET.SubElement(pattern, "path", {"class": "skravur", "d": "M-1 1L1 -1M0 6L6 0M5 7L7 5"})
    return name


def _county(group: ET.Element, tile: Tile, outline: Outline, pattern: str) -> None:
    hidden = tile.content.hidden
    look = "omriss-skjult" if hidden else f"rute-{tile.style} omriss"
    path = ET.SubElement(group, "path", {"class": look, "d": outline.d})
    if hidden:
        path.set("fill", f"url(#{pattern})")
    if tile.content.reason:
        rect(group, outline.x - 8, outline.y - 12, 16, 22, "lapp")
        text(group, outline.x, outline.y + 6, tile.content.text, "kolon midt")


def _key(root: ET.Element, scale: Sequence[str]) -> None:
    for at, words in enumerate(scale):
        rect(root, 0, at * KEY, 16, 16, f"rute-q{at + 1}")
        text(root, 24, at * KEY + 13, words, "akse")
