"""Records as parts of a page: facts, tables whose words are whole, and a paragraph for a record of many fields."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from registry.insight.tagged import Path, TaggedParagraph, TaggedTable

Record = dict[str, Any]
FONT, BOLD = "Vera", "VeraBd"  # come with reportlab, and have the letters of European names
BODY = ParagraphStyle("body", fontName=FONT, fontSize=8.5, leading=12)
HEAD = ParagraphStyle("head", BODY, fontName=BOLD)
BLOCK = ParagraphStyle("block", BODY, spaceBefore=5, borderPadding=0, allowOrphans=0, allowWidows=0)
YEAR = ParagraphStyle("year", HEAD, fontSize=10, leading=14, spaceBefore=10, keepWithNext=1)
RULED = [
    ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999"),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
]
PADDING = 9  # of a cell's right side, and what rounding may take
LABELS = 0.28  # of the width, for the names of facts
NONE = "Ingen."
BETWEEN = "\xa0· "
LEADS = (("dato", "legemiddel"), ("linje", "hva"), ("levert", "kilde"))
"""The fields that stand first, in bold, in a record told as a paragraph; else its first."""
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)[0-9:+.-]*")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DECIMAL = re.compile(r"(-?\d+)\.(\d+)( .*)?")


def heading(text: str, style: ParagraphStyle, tag: str) -> Flowable:
    return _paragraph(escape(text), style, tag)


def facts(record: Record, number: int, width: float) -> Flowable:
    rows = [
        [
            _paragraph(_plain(name.capitalize()), HEAD, "TH", (("Table", number), ("TR", row))),
            _paragraph(_plain(value), BODY, "TD", (("Table", number), ("TR", row))),
        ]
        for row, (name, value) in enumerate(record.items())
    ]
    return TaggedTable(rows, colWidths=[width * LABELS, width * (1 - LABELS)], style=RULED)


def fits(records: Sequence[Record], width: float) -> bool:
    """Whether they can stand in a table without a broken word."""
    return not records or sum(_least(records)) <= width


def table(records: Sequence[Record], number: int, width: float) -> Flowable:
    """Columns as wide as their longest word, and the rest by how much they have to say."""
    if not records:
        return _paragraph(NONE, BODY, "P")
    place = (("Table", number),)
    head = [_paragraph(_plain(name.capitalize()), HEAD, "TH", (*place, ("TR", 0))) for name in records[0]]
    body = [
        [_paragraph(_plain(value), BODY, "TD", (*place, ("TR", row))) for value in record.values()]
        for row, record in enumerate(records, start=1)
    ]
    return TaggedTable([head, *body], colWidths=_widths(records, width), repeatRows=1, style=RULED)


def blocks(records: Sequence[Record]) -> Iterator[Flowable]:
    """A paragraph a record, under its year where it has a date; what is empty is left out."""
    year = ""
    for record in records:
        if (own := str(record.get("dato", ""))[:4]) != year:
            year = own
            yield heading(year, YEAR, "H3")
        yield _block(record)


def _block(record: Record) -> Flowable:
    leads = next((lead for lead in LEADS if record.keys() >= set(lead)), tuple(record)[:1])
    first = " · ".join(_plain(record[name]) for name in leads)
    rest = [
        f"{_unbroken(_plain(name))}:\xa0{_unbroken(_plain(value))}"
        for name, value in record.items()
        if name not in leads and value not in ("", None)
    ]
    return _paragraph(f"<b>{first}</b><br/>{BETWEEN.join(rest)}", BLOCK, "P", whole=True)


def _unbroken(text: str) -> str:
    """Short values stay on one line with their names."""
    return text.replace(" ", "\xa0") if len(text) < 30 else text


def _paragraph(
    markup: str, style: ParagraphStyle, tag: str, path: Path = (), *, whole: bool = False
) -> TaggedParagraph:
    made = TaggedParagraph(markup, style)
    made.tag, made.path, made.whole = tag, path, whole
    return made


def _plain(value: object) -> str:
    return escape(said(value))


def said(value: object) -> str:
    """Days and moments as Norwegians write them, decimals with a comma, and a minus that is one."""
    text = str(value)
    if found := MOMENT.fullmatch(text):
        return f"{found[3]}.{found[2]}.{found[1]} {found[4]}"
    if found := DAY.fullmatch(text):
        return f"{found[3]}.{found[2]}.{found[1]}"
    if found := DECIMAL.fullmatch(text):
        text = f"{found[1]},{found[2]}{found[3] or ''}"
    return re.sub(r"^-(?=\d)", "−", text)


def _least(records: Sequence[Record]) -> list[float]:
    """The width of each column's longest word."""
    words = [
        [(BOLD, name.capitalize()), *((FONT, word) for one in records for word in said(one[name]).split() or [""])]
        for name in records[0]
    ]
    return [max(stringWidth(word, font, BODY.fontSize) for font, word in own) + PADDING for own in words]


def _widths(records: Sequence[Record], width: float) -> list[float]:
    least = _least(records)
    said_of = [1 + max(len(said(one[name])) for one in records) for name in records[0]]
    left = width - sum(least)
    return [own + left * much / sum(said_of) for own, much in zip(least, said_of, strict=True)]
