"""Counties: tiles placed nearly as on the map, and ranked bars with the nation's row. For pictures to take along."""

from collections.abc import Sequence
from dataclasses import dataclass
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
NARROW_SIDE = 53
"""As large as six tiles beside each other can be on a phone."""

WITH_LINE = 76
"""Side of a tile that has a small line too."""

ROW = 28


@dataclass(frozen=True)
class Columns:
    """Of the list, in pixels from its left edge: where bars begin, how long they can be, where figures end."""

    bar: int
    length: int
    figure: int


WIDE, NARROW = Columns(200, 250, 540), Columns(178, 100, 343)


def tiles(tiles: Sequence[Tile], left: float = 0, root: ET.Element | None = None, narrow: bool = False) -> ET.Element:
    side = NARROW_SIDE if narrow else side_of(tiles)
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


def ranked(rows: Sequence[Ranked], marked: Sequence[Tile], narrow: bool = False) -> ET.Element:
    """The tiles to the left, the list to the right; on a phone the list beneath."""
    side = NARROW_SIDE if narrow else side_of(marked)
    grid, list_height = 7 * (side + GAP), len(rows) * ROW + 8
    height = grid + 12 + list_height if narrow else max(list_height, grid)
    root = drawing(WIDTH[narrow], height, "smal" if narrow else "bred")
    tiles(marked, root=root, narrow=narrow)
    left, top = (0.0, grid + 12.0) if narrow else (12 * (side + GAP) / 2 + 60, 0.0)
    listed_counties(root, rows, left, top, narrow)
    return root


def listed_counties(root: ET.Element, rows: Sequence[Ranked], left: float, top: float, narrow: bool) -> None:
    for at, row in enumerate(rows):
        _row(root, row, left, top + at * ROW + ROW / 2, NARROW if narrow else WIDE)


def _row(root: ET.Element, row: Ranked, left: float, middle: float, columns: Columns) -> None:
    weight = "tegn" if row.nation else "vanlig"
    text(root, left + 24, middle + 5, row.place, "akse slutt")
    text(root, left + 36, middle + 5, row.name, weight)
    _bar(root, row, left + columns.bar, middle, columns.length)
    text(root, left + columns.figure, middle + 5, row.content.text, f"{weight} slutt")


def _bar(root: ET.Element, row: Ranked, left: float, middle: float, length: int) -> None:
    if row.content.hidden:
        hatch(root, left, middle - 7, 24, 14)
    elif row.share is not None:
        rect(root, left, middle - 7, length, 14, "bak")
        rect(root, left, middle - 7, length * row.share / 100, 14, "landet" if row.nation else "fylket")
    if row.chance is not None:
        rect(root, left + length * row.chance.left / 100, middle - 2.5, length * row.chance.width / 100, 5, "tilfeldig")
