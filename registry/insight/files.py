"""The tree of `everything` as the files a person gets: JSON for a program, PDF for a reader."""

import json
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

FONT, BOLD = "Vera", "VeraBd"  # come with reportlab, and have the letters of European names
BODY = ParagraphStyle("body", fontName=FONT, fontSize=7.5, leading=10)
SMALL = ParagraphStyle("small", BODY, fontSize=6.2, leading=8)
HEAD = ParagraphStyle("head", SMALL, fontName=BOLD)
SECTION = ParagraphStyle("section", fontName=BOLD, fontSize=11, leading=15, spaceBefore=10, spaceAfter=4)
TITLE = ParagraphStyle("title", SECTION, fontSize=16, leading=20)
MARGIN = 14 * mm
WIDTH = landscape(A4)[0] - 2 * MARGIN
LINES = [("LINEBELOW", (0, 0), (-1, -1), 0.25, "#999999"), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def as_json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_pdf(content: dict[str, Any]) -> bytes:
    """A4 on its side, with the heads of tables repeated on each page."""
    for name in (FONT, BOLD):
        registerFont(TTFont(name, f"{name}.ttf"))
    registerFontFamily(FONT, normal=FONT, bold=BOLD)
    story: list[Flowable] = [Paragraph("Innsyn i Legemiddelregisteret", TITLE)]
    for name, part in content.items():
        story.append(Paragraph(name.capitalize(), SECTION))
        story.append(_facts(part) if isinstance(part, dict) else _table(part))
        story.append(Spacer(1, 3 * mm))
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=landscape(A4),
        margins=MARGIN,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title="Innsyn i Legemiddelregisteret",
        lang="nb-NO",
    )
    document.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return buffer.getvalue()


def _facts(facts: dict[str, Any]) -> Flowable:
    rows = [[_cell(name.capitalize(), HEAD), _cell(value, BODY)] for name, value in facts.items()]
    return Table(rows, colWidths=[WIDTH * 0.2, WIDTH * 0.8], style=LINES)


def _table(rows: list[dict[str, Any]]) -> Flowable:
    if not rows:
        return Paragraph("Ingen.", BODY)
    heads = [_cell(name, HEAD) for name in rows[0]]
    body = [[_cell(value, SMALL) for value in row.values()] for row in rows]
    return Table([heads, *body], colWidths=[WIDTH / len(heads)] * len(heads), repeatRows=1, style=LINES)


def _cell(value: object, style: ParagraphStyle) -> Paragraph:
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return Paragraph(text, style)


def _numbered(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 7)
    canvas.drawRightString(landscape(A4)[0] - MARGIN, 8 * mm, f"Side {document.page}")
