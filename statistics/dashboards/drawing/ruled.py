"""A table as a drawing, for pictures: heads, rows and hidden cells as on the page; as wide as its columns need."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards.drawing.base import WIDTH, drawing, hatch, rect, stroke, text
from statistics.dashboards.presenters.cells import Shown

MOST_ROWS, MOST_COLUMNS = 60, 24
"""Of a picture; a larger table is for a file."""

ROW, PAD, CHARACTER, NARROWEST = 30, 14, 8.3, 64
"""Pixels: height of a row, room beside words, width of a letter on average, and the least width of a column."""


@dataclass(frozen=True)
class Ruled:
    """`heads`: of the columns of names; `columns`: of those of figures; `rows`: names and cells of each."""

    heads: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[tuple[Sequence[str], Sequence[Shown]]]


def ruled(table: Ruled) -> ET.Element:
    columns, rows = table.columns[:MOST_COLUMNS], table.rows[:MOST_ROWS]
    names = [_width([head, *(row[0][at] for row in rows)]) for at, head in enumerate(table.heads)]
    figures = [_width([head, *(row[1][at].text for row in rows)]) for at, head in enumerate(columns)]
    spare = max(0.0, WIDTH[False] - sum(names) - sum(figures))
    wide = [width + spare / len(figures) for width in figures]
    total = sum(names) + sum(wide)
    root = drawing(round(total), (len(rows) + 1) * ROW + 4, "bred")
    _row(root, 0, total, table.heads, names, [Shown(head) for head in columns], wide, "tegn")
    for at, (heads, cells) in enumerate(rows, 1):
        _row(root, at * ROW, total, heads, names, cells[: len(columns)], wide, "vanlig")
    return root


def _width(words: Sequence[str]) -> float:
    return max(NARROWEST, 2 * PAD + CHARACTER * max(map(len, words)))


def _row(
    root: ET.Element,
    top: float,
    total: float,
    heads: Sequence[str],
    names: Sequence[float],
    cells: Sequence[Shown],
    wide: Sequence[float],
    look: str,
) -> None:
    left, base = 0.0, top + ROW - 10
    for head, width in zip(heads, names, strict=True):
        text(root, left, base, head, look)
        left += width
    for cell, width in zip(cells, wide, strict=True):
        if cell.hidden:
            hatch(root, left + 4, top + 2, width - 4, ROW - 4)
            rect(root, left + width / 2 - 8, top + 5, 16, ROW - 10, "lapp")
            text(root, left + width / 2, base, cell.text, "tegn midt")
        else:
            text(root, left + width - 4, base, cell.text, f"{look} slutt")
        left += width
    stroke(root, 0, top + ROW, total, top + ROW, "null" if look == "tegn" else "rute")
