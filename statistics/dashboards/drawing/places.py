"""Counties: tiles placed nearly as on the map, and ranked bars with the nation's row. For pictures to take along."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from statistics.dashboards.drawing.base import WIDTH, drawing, hatch, rect, text
from statistics.dashboards.presenters.counties import Ranked, Tile
from statistics.dashboards.sparkline import ALL as SPARK_WIDTH

PLACES = {
    "56": (10, 1),
    "55": (8, 1),
    "18": (7, 2),
    "50": (5, 3),
    "15": (2, 4),
    "34": (4, 4),
    "46": (1, 5),
    "33": (3, 5),
    "03": (5, 5),
    "32": (7, 5),
    "11": (1, 6),
    "40": (3, 6),
    "39": (5, 6),
    "31": (7, 6),
    "42": (2, 7),
}
"""Column and row on a grid of eleven columns; a tile is two wide, so half a tile gives the coast its slant."""

SIDE, GAP = 62, 4
WITH_LINE = 76
"""Side of a tile that has a small line too."""

ROW, BAR_LEFT, BAR, FIGURE = 28, 200, 250, 540


def tiles(tiles: Sequence[Tile], left: float = 0, root: ET.Element | None = None) -> ET.Element:
    side = side_of(tiles)
    root = drawing(12 * (side + GAP) // 2, 7 * (side + GAP)) if root is None else root
    for tile in tiles:
        column, row = PLACES[tile.code]
        x, y = left + (column - 1) * (side + GAP) / 2, (row - 1) * (side + GAP)
        if tile.style == "skjult":
            hatch(root, x, y, side, side)
            rect(root, x + 3, y + 5, 9.5 * len(tile.short) + 6, 17, "lapp")
            rect(root, x + 3, y + side - 24, 13, 20, "lapp")
        else:
            rect(root, x, y, side, side, f"rute-{tile.style}")
        text(root, x + 6, y + 18, tile.short, f"rutenavn t-{tile.style}")
        if tile.spark is not None:
            _small_line(root, tile, x + 6, y + 24, (side - 12) / SPARK_WIDTH)
        text(root, x + 6, y + side - 8, tile.content.text, f"rutetall t-{tile.style}")
    return root


def side_of(tiles: Sequence[Tile]) -> int:
    return WITH_LINE if any(tile.spark is not None for tile in tiles) else SIDE


def _small_line(root: ET.Element, tile: Tile, x: float, y: float, scale: float) -> None:
    assert tile.spark is not None
    group = ET.SubElement(root, "g", {"transform": f"translate({x:.1f} {y:.1f}) scale({scale:.3f})"})
    for points in tile.spark.lines:
        ET.SubElement(group, "polyline", {"class": f"gnist g-{tile.style}", "points": points})
    for at in tile.spark.colons:
        text(group, at, 24, ":", f"kolon midt t-{tile.style}")
    for dot in tile.spark.dots:
        ET.SubElement(group, "circle", {"class": f"t-{tile.style}", "cx": f"{dot.x}", "cy": f"{dot.y}", "r": "4"})


def ranked(rows: Sequence[Ranked], marked: Sequence[Tile]) -> ET.Element:
    """The tiles to the left, the list to the right."""
    side = side_of(marked)
    height = max(len(rows) * ROW + 8, 7 * (side + GAP))
    root = drawing(WIDTH[False], height, "bred")
    tiles(marked, root=root)
    left = 12 * (side + GAP) / 2 + 60
    for at, row in enumerate(rows):
        middle = at * ROW + ROW / 2
        weight = "tegn" if row.nation else "vanlig"
        text(root, left + 24, middle + 5, row.place, "akse slutt")
        text(root, left + 36, middle + 5, row.name, weight)
        _bar(root, row, left + BAR_LEFT, middle)
        text(root, left + FIGURE, middle + 5, row.content.text, f"{weight} slutt")
    return root


def _bar(root: ET.Element, row: Ranked, left: float, middle: float) -> None:
    if row.content.hidden:
        hatch(root, left, middle - 7, 24, 14)
    elif row.share is not None:
        rect(root, left, middle - 7, BAR, 14, "bak")
        rect(root, left, middle - 7, BAR * row.share / 100, 14, "landet" if row.nation else "fylket")
