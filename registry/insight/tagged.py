"""A tagged PDF: what is a heading, a paragraph and a cell stands in the file, for those who have it read aloud.

ReportLab draws, and knows nothing of tags. So each paragraph is drawn between marks, and what was marked is told in a
structure tree at the end (ISO 32000-1, 14.7 and 14.8). What is not marked, such as lines, is decoration.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

WHOLE = 250  # points
Path = tuple[tuple[str, int], ...]
"""What a mark lies in, from the outermost: («Table», its number), («TR», the row's)."""


@dataclass(frozen=True)
class Mark:
    """Something drawn on a page (from 0), the page's `number`th."""

    page: int
    number: int
    tag: str
    path: Path


class TaggedCanvas(Canvas):
    """A canvas that remembers what was drawn between marks, and writes the tree of it when it is saved."""

    def __init__(self, *positional: Any, **more: Any) -> None:
        super().__init__(*positional, **more)
        self.marks: list[Mark] = []

    @contextmanager
    def marked(self, tag: str, path: Path) -> Iterator[None]:
        page = self._pageNumber - 1
        number = self.marks[-1].number + 1 if self.marks and self.marks[-1].page == page else 0
        self.marks.append(Mark(page, number, tag, path))
        self._code.append(f"/{tag} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def save(self) -> None:
        if self._code:
            self.showPage()
        _write_tree(self._doc, self.marks)
        super().save()


class TaggedParagraph(Paragraph):
    """`tag` is P, H1, TH and so on. Drawn a second time, as the head of a table that goes on, it is decoration.

    One that is `whole` is not parted between pages, unless it takes a third of one.
    """

    tag = "P"
    whole = False
    path: Path = ()
    drawn = False

    def draw(self) -> None:
        how = self.canv.decoration() if self.drawn else self.canv.marked(self.tag, self.path)
        with how:
            super().draw()
        self.drawn = True

    def split(self, width: float, height: float) -> list[Any]:
        if self.whole and self.height < WHOLE:
            return []
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.tag, part.path = self.tag, self.path
        return parts


class TaggedTable(Table):
    """Its lines are decoration; its cells are paragraphs, which have their own marks."""

    def _drawLines(self) -> None:  # noqa: N802 the name is ReportLab's
        with self.canv.decoration():
            super()._drawLines()


def _write_tree(document: Any, marks: Sequence[Mark]) -> None:
    pages: list[PDFPage] = document.Pages.pages
    root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    whole = _Element(document, "Document", root)
    elements: dict[Path, _Element] = {(): whole}
    owners: list[list[Any]] = [[] for _ in pages]
    for mark in marks:
        parent = _parent(document, elements, mark.path)
        leaf = parent.child(mark.tag)
        leaf.kids.append(mark.number)
        leaf.content["Pg"] = document.Reference(pages[mark.page])
        owners[mark.page].append(document.Reference(leaf.content))
    numbers: list[Any] = []
    for place, (page, own) in enumerate(zip(pages, owners, strict=True)):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = place, PDFName("S")
        numbers += [place, document.Reference(PDFArray(own))]
    whole.finish()
    root["K"] = document.Reference(whole.content)
    root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _parent(document: Any, elements: dict[Path, "_Element"], path: Path) -> "_Element":
    if path not in elements:
        elements[path] = _parent(document, elements, path[:-1]).child(path[-1][0])
    return elements[path]


class _Element:
    """A node of the tree: `kids` are marks' numbers or elements."""

    def __init__(self, document: Any, tag: str, parent: PDFDictionary) -> None:
        self._document = document
        self.kids: list[Any] = []
        self.content = PDFDictionary(
            {"Type": PDFName("StructElem"), "S": PDFName(tag), "P": document.Reference(parent)}
        )
        if tag == "TH":
            scope = {"O": PDFName("Table"), "Scope": PDFName("Column")}
            self.content["A"] = PDFDictionary(scope)

    def child(self, tag: str) -> "_Element":
        new = _Element(self._document, tag, self.content)
        self.kids.append(new)
        return new

    def finish(self) -> None:
        for kid in self.kids:
            if isinstance(kid, _Element):
                kid.finish()
        kids = [self._document.Reference(kid.content) if isinstance(kid, _Element) else kid for kid in self.kids]
        self.content["K"] = PDFArray(kids)
