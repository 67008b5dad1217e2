"""A ranked list with bars, for pictures and frames: the same rows as the page's table."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards.drawing.base import WIDTH, drawing, rect, text

MOST = 25
"""Rows of a picture; a longer list is for a file."""

ROW = {False: 30, True: 48}
NAME, BAR, FIGURE = 36, 300, 150
"""Where names begin, how long the longest bar is, and how wide a column of figures is, in pixels."""

CHARACTER = 7.6
"""Width of a letter on average, for cutting long names."""


@dataclass(frozen=True)
class Line:
    """`share`: the bar's length in percent of the longest; `figures`: what stands to the right, as it is read."""

    place: int
    name: str
    code: str
    share: float
    figures: tuple[str, ...]


def listed(lines: Sequence[Line], narrow: bool = False) -> ET.Element:
    root = drawing(WIDTH[narrow], max(1, len(lines)) * ROW[narrow] + 6, "smal" if narrow else "bred")
    for at, line in enumerate(lines):
        (_two_lines if narrow else _one_line)(root, line, at * ROW[narrow])
    return root


def _one_line(root: ET.Element, line: Line, top: float) -> None:
    right, middle = WIDTH[False], top + ROW[False] / 2 + 5
    bar = right - FIGURE * len(line.figures) - BAR
    text(root, NAME - 10, middle, str(line.place), "akse slutt")
    text(root, NAME, middle, cut(f"{line.name} ({line.code})", bar - NAME - 12), "vanlig")
    rect(root, bar, middle - 12, BAR, 14, "bak")
    rect(root, bar, middle - 12, BAR * line.share / 100, 14, "fylket")
    for n, words in enumerate(reversed(line.figures)):
        text(root, right - FIGURE * n, middle, words, "tegn slutt" if n == 0 else "vanlig slutt")


def _two_lines(root: ET.Element, line: Line, top: float) -> None:
    """Name and last figure above, the bar beneath."""
    right = WIDTH[True]
    words = line.figures[-1]
    text(root, 0, top + 18, cut(f"{line.place}. {line.name}", right - CHARACTER * len(words) - 16), "vanlig")
    text(root, right, top + 18, words, "tegn slutt")
    rect(root, 0, top + 26, right, 8, "bak")
    rect(root, 0, top + 26, right * line.share / 100, 8, "fylket")


def cut(words: str, width: float) -> str:
    most = int(width / CHARACTER)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
