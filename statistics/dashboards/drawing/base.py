"""Strokes of a drawing: attributes and classes only, for the content policy forbids styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards.look import WIDTH

TOP, BOTTOM, LEFT = 14, 34, 56
CHARACTER = 8
HATCH_STEP = 5
"""Pixels between the slanting strokes of what is hidden, along an edge."""


@dataclass(frozen=True)
class Plot:
    """The part of the drawing inside the axes, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width


def drawing(width: int, height: int, style: str = "") -> ET.Element:
    return ET.Element(
        "svg",
        {
            "class": f"tegning {style}".strip(),
            "viewBox": f"0 0 {width} {height}",
            "preserveAspectRatio": "xMinYMin meet",
            "aria-hidden": "true",
            "focusable": "false",
        },
    )


def of_page(
    height: int, narrow: bool, right: int, top: int = TOP, words: Sequence[str] = ()
) -> tuple[ET.Element, Plot]:
    """A drawing as wide as a wide or a narrow page, with room for these words at its axis."""
    width, left = WIDTH[narrow], room(words, LEFT)
    root = drawing(width, height, "smal" if narrow else "bred")
    return root, Plot(left, top, width - left - right, height - top - BOTTOM)


def room(words: Sequence[str], least: int) -> int:
    return max(least, 12 + CHARACTER * max(map(len, words), default=0))


def share(at: int, count: int) -> float:
    return at / (count - 1) if count > 1 else 0.5


def grid(root: ET.Element, plot: Plot, y: float, words: str) -> None:
    stroke(root, plot.left, y, plot.right, y, "rute" if words != "0" else "null")
    text(root, plot.left - 8, y + 5, words, "akse slutt")


def hatch(root: ET.Element, x: float, y: float, width: float, height: float) -> None:
    """Slanting strokes in a frame: a pattern would need an id, and ids must be unique on a page."""
    rect(root, x, y, width, height, "ramme-skjult")
    places = []
    for at in range(HATCH_STEP, int(width + height), HATCH_STEP):
        left, right = max(0.0, at - height), min(float(at), width)
        places.append(f"M{x + left:.1f} {y + at - left:.1f}L{x + right:.1f} {y + at - right:.1f}")
    ET.SubElement(root, "path", {"class": "skravur", "d": "".join(places)})


def stroke(root: ET.Element, x1: float, y1: float, x2: float, y2: float, style: str, **more: str) -> None:
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    ET.SubElement(root, "line", {"class": style, **{name: f"{place:.1f}" for name, place in places.items()}, **more})


def rect(root: ET.Element, x: float, y: float, width: float, height: float, style: str) -> None:
    places = {"x": x, "y": y, "width": width, "height": height}
    ET.SubElement(root, "rect", {"class": style, **{name: f"{place:.1f}" for name, place in places.items()}})


def text(root: ET.Element, x: float, y: float, words: str, style: str) -> None:
    ET.SubElement(root, "text", {"class": style, "x": f"{x:.1f}", "y": f"{y:.1f}"}).text = words


def written(root: ET.Element) -> str:
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)
