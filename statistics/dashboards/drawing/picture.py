"""A drawing as a picture of its own: title, sentence, unit above, source, release and licence beneath; nothing to load.

Files cannot count on a style sheet, so each class becomes attributes here, with the colours of light mode.
"""

import textwrap
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards.look import FONT, LIGHT
from statistics.labels import reason_text
from statistics.table import Reason

WIDTH, MARGIN = 1200, 32
SIZE_OF_CHARACTER = 0.52
"""Of the type's size: what a character takes on average, for breaking lines."""

INK, GREY = {"fill": LIGHT["blekk"]}, {"fill": LIGHT["blekk-2"]}
LOOKS = {
    "akse": {**GREY, "font-size": "14"},
    "midt": {"text-anchor": "middle"},
    "slutt": {"text-anchor": "end"},
    "tegn": {**INK, "font-weight": "700"},
    "vanlig": INK,
    "navn": {"font-size": "15", "font-weight": "700"},
    "side": {"font-size": "16", "font-weight": "700"},
    "rute": {"stroke": LIGHT["rute"]},
    "null": {"stroke": LIGHT["blekk"], "stroke-width": "1.5"},
    "brudd": {"stroke": LIGHT["strek-sterk"], "stroke-width": "1.5", "stroke-dasharray": "6 5"},
    "les": {"stroke": "none"},
    "skravur": {"stroke": LIGHT["strek-sterk"], "fill": "none"},
    "ramme-skjult": {"fill": LIGHT["papir"], "stroke": LIGHT["strek-sterk"]},
    "linje": {"fill": "none", "stroke-width": "3"},
    "andre": {"stroke": "#b9bfc4", "stroke-width": "1.5"},
    "bak": {"fill": LIGHT["rute"]},
    "landet": {"fill": LIGHT["blekk"]},
    "fylket": {"fill": LIGHT["s1"]},
    "tilfeldig": {"fill": LIGHT["blekk"], "stroke": LIGHT["papir"]},
    "rutenavn": {"font-size": "13"},
    "rutetall": {"font-size": "18", "font-weight": "700"},
    "lapp": {"fill": LIGHT["papir"]},
    "kolon": {"font-size": "24", "font-weight": "700"},
    "gnist": {"fill": "none", "stroke-width": "3"},
    **{f"g-q{n}": {"stroke": LIGHT["papir" if n > 3 else "blekk"]} for n in range(1, 6)},
    **{f"g-{other}": {"stroke": LIGHT["blekk"]} for other in ("skjult", "tom")},
    "rute-tom": {"fill": LIGHT["papir"], "stroke": LIGHT["strek-sterk"]},
    "omriss": {"stroke": LIGHT["papir"]},
    "omriss-skjult": {"stroke": LIGHT["strek-sterk"]},
    "kvinner": {"fill": LIGHT["kvinner"]},
    "menn": {"fill": LIGHT["menn"]},
    **{f"rute-q{n}": {"fill": LIGHT[f"q{n}"]} for n in range(1, 6)},
    **{f"t-q{n}": {"fill": LIGHT["papir" if n > 3 else "blekk"]} for n in range(1, 6)},
}
DASHES = {"s4": "9 9", "s5": "9 9", "s6": "3 5", "blekk-2": "3 5"}


@dataclass(frozen=True)
class Picture:
    """What stands around a drawing."""

    title: str
    finding: str
    unit: str
    source: str


def picture(around: Picture, drawn: ET.Element) -> str:
    """A whole SVG file, 1,200 wide and as high as it needs, at least 675."""
    head = _head(around)
    width, height = (float(part) for part in drawn.get("viewBox", "0 0 1 1").split()[2:])
    scale = (WIDTH - 2 * MARGIN) / width
    whole = max(round(head.height + height * scale + 76), 675)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {whole}",
            "width": str(WIDTH),
            "height": str(whole),
            "font-family": FONT.replace('"', "'"),
            "font-size": "14",
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = around.title
    ET.SubElement(root, "desc").text = around.finding
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": LIGHT["papir"]})
    ET.SubElement(root, "rect", {"width": str(WIDTH), "height": "8", "fill": "#ffb020"})
    root.extend(head.lines)
    body = ET.SubElement(root, "g", {"transform": f"translate({MARGIN} {head.height:.0f}) scale({scale:.4f})"})
    hidden = has_hidden(drawn)
    body.extend(dressed(drawn))
    if hidden:
        root.append(_line(f": {reason_text(Reason.HIDDEN)}", whole - 44, 15, GREY))
    root.append(_line(around.source, whole - 22, 15, GREY))
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def has_hidden(drawn: ET.Element) -> bool:
    return any({"ramme-skjult", "kolon"} & set(part.get("class", "").split()) for part in drawn.iter())


@dataclass(frozen=True)
class Head:
    lines: list[ET.Element]
    height: float


def _head(around: Picture) -> Head:
    lines: list[ET.Element] = []
    y = 28.0
    bold = {**INK, "font-weight": "700"}
    for words, size, look in ((around.title, 30, bold), (around.finding, 19, INK), (around.unit, 15, bold)):
        for row in textwrap.wrap(words, int((WIDTH - 2 * MARGIN) / (size * SIZE_OF_CHARACTER)), break_long_words=False):
            y += size * 1.32
            lines.append(_line(row, y, size, look))
        y += 8
    return Head(lines, y + 14)


def _line(words: str, y: float, size: int, look: dict[str, str]) -> ET.Element:
    line = ET.Element("text", {"x": str(MARGIN), "y": f"{y:.0f}", "font-size": str(size), **look})
    line.text = words
    return line


def dressed(drawn: ET.Element) -> list[ET.Element]:
    """The parts of a drawing with attributes in place of classes."""
    for part in drawn.iter():
        for name in part.attrib.pop("class", "").split():
            for attribute, value in _look(part, name).items():
                part.set(attribute, value)
    return list(drawn)


def _look(part: ET.Element, name: str) -> dict[str, str]:
    if part.tag == "polyline" and name in LIGHT:
        return {"stroke": LIGHT[name], **({"stroke-dasharray": DASHES[name]} if name in DASHES else {})}
    if name in LOOKS:
        return LOOKS[name]
    return {"fill": LIGHT[name]} if name in LIGHT else {}
