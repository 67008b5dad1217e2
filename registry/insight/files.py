"""The tree of `everything` as the files a person gets: JSON for a program, PDF for a reader."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, SimpleDocTemplate

from registry.insight.rows import BOLD, FONT, blocks, facts, fits, heading, table
from registry.insight.tagged import TaggedCanvas

TITLE = "Innsyn i Legemiddelregisteret"
MARGIN = 18 * mm
FRAME = 6  # points that ReportLab keeps free within the margins, on each side
WIDTH = A4[0] - 2 * (MARGIN + FRAME)
SECTION = ParagraphStyle(
    "section", fontName=BOLD, fontSize=12, leading=16, spaceBefore=14, spaceAfter=4, keepWithNext=1
)
FIRST = ParagraphStyle("title", SECTION, fontSize=18, leading=24, spaceBefore=0)


def as_json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_pdf(content: dict[str, Any]) -> bytes:
    """A4, tagged: facts and short records as tables, records of many fields as a paragraph each."""
    for name in (FONT, BOLD):
        registerFont(TTFont(name, f"{name}.ttf"))
    registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=TITLE,
        lang="nb-NO",
        displayDocTitle=True,
    )
    document.build(list(_story(content)), onFirstPage=_foot, onLaterPages=_foot, canvasmaker=TaggedCanvas)
    return buffer.getvalue()


def _story(content: dict[str, Any]) -> Iterator[Flowable]:
    yield heading(TITLE, FIRST, "H1")
    for number, (name, part) in enumerate(content.items()):
        yield heading(name.capitalize(), SECTION, "H2")
        if isinstance(part, dict):
            yield facts(part, number, WIDTH)
        elif fits(part, WIDTH):
            yield table(part, number, WIDTH)
        else:
            yield from blocks(part)


def _foot(canvas: TaggedCanvas, document: SimpleDocTemplate) -> None:
    with canvas.decoration():
        canvas.setFont(FONT, 7.5)
        canvas.drawString(MARGIN + FRAME, 10 * mm, TITLE)
        canvas.drawRightString(A4[0] - MARGIN - FRAME, 10 * mm, f"Side {document.page}")
