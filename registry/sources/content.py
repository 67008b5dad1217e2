"""What a source system's file can hold, and the way from its lines to checked pieces."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.sources.checking import Lines, Refused
from registry.sources.delivery_file import FIRST_LINE, PIECE, BrokenFile, DeliveryFile
from registry.sources.said import Said


@dataclass(frozen=True)
class Piece:
    """Some lines of a file, each of them judged.

    `store` writes the good lines for a delivery's id, inside the caller's transaction, and returns how many of them
    changed nothing. `enrol` gives their people keys in the vault; it is called first.
    """

    count: int
    refused: Sequence[Refused]
    store: Callable[[int], int]
    enrol: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class Checked:
    """A file that is what it says it is. `header` is what line 1 said after the source.

    `pieces` reads and judges it for a delivery's id. Each piece must be stored before the next is asked for, in one
    transaction for all: any of them can raise BrokenFile, and then nothing may stand. None for lines that are tried
    again, whose delivery is stored already.
    """

    subject: str
    pieces: Callable[[int | None], Iterator[Piece]]
    header: str = ""


@dataclass(frozen=True)
class Content:
    """One kind of `;`-separated file.

    `prepare` reads once what the checks need; `check` refuses lines; `enrol` and `store` as in `Checked`.
    `subject` is the pattern of what follows the version in line 1; `title` says it in the receipt; the values of
    `hidden` fields are shown to nobody. A source's contents are found by name, later versions by `name;version`.
    A content that `rewrites` what stands in the vault is stored in one piece, so that the vault changes once.
    """

    name: str
    columns: tuple[str, ...]
    prepare: Callable[[], Any]
    check: Callable[[Lines, Any], None]
    store: Callable[[Lines, int], int]
    enrol: Callable[[Lines], None] = lambda lines: None
    subject: str = ""
    title: str = ""
    version: int = 1
    hidden: frozenset[str] = frozenset()
    rewrites: bool = False


def check_file(source: str, contents: Mapping[str, Content], file: DeliveryFile, prepared: dict[str, Any]) -> Checked:
    """Check a file of `source`. `prepared` keeps what was looked up for the files that follow.

    Raises BrokenFile where the file is not what it should be.
    """
    content = _content(source, contents, file)
    if content.name not in prepared:
        prepared.clear()  # what the files before stored may be what this content looks up
        prepared[content.name] = content.prepare()
    needed = prepared[content.name]
    return Checked(
        subject=content.title.format(*file.subject) or content.name,
        pieces=lambda delivery: _pieces(content, file, needed, delivery),
        header=";".join((file.content, file.version, *file.subject)),
    )


def _pieces(content: Content, file: DeliveryFile, needed: Any, delivery: int | None) -> Iterator[Piece]:
    said, first = Said(), FIRST_LINE
    try:
        for texts in _at_least_one(file.pieces):
            if first > FIRST_LINE:
                _whole_if_it_must_be(content)
                said.next_piece()
            lines = Lines(
                content.columns, texts, file.subject, content.hidden, first=first, said=said, delivery=delivery
            )
            first += len(texts)
            yield _piece(content, lines, needed)
    finally:
        said.close()


def _at_least_one(pieces: Iterable[list[str]]) -> Iterator[list[str]]:
    """A file without a line is judged, too: it says who sent it, and for which month."""
    empty = True
    for piece in pieces:
        empty = False
        yield piece
    if empty:
        yield []


def _piece(content: Content, lines: Lines, needed: Any) -> Piece:
    count = len(lines)
    content.check(lines, needed)
    lines.drop()
    return Piece(
        count=count,
        refused=sorted(lines.refused),
        store=lambda delivery: content.store(lines, delivery),
        enrol=lambda: content.enrol(lines),
    )


def _whole_if_it_must_be(content: Content) -> None:
    if content.rewrites:
        raise BrokenFile(f"en fil med {content.name} kan ha høyst {PIECE} linjer; del den opp")


def _content(source: str, contents: Mapping[str, Content], file: DeliveryFile) -> Content:
    if file.source != source:
        raise BrokenFile(f"filen sier ikke at den er fra {source}; linje 1 skal begynne med #LMR;{source}")
    names = {content.name: None for content in contents.values()}
    if file.content not in names:
        raise BrokenFile(f"ukjent innhold i linje 1; for {source} skal det være {' eller '.join(names)}")
    content = contents.get(file.content if file.version == "1" else f"{file.content};{file.version}")
    if content is None:
        known = " eller ".join(str(one.version) for one in contents.values() if one.name == file.content)
        raise BrokenFile(f"ukjent formatversjon i linje 1; det skal være versjon {known}")
    if file.columns != content.columns:
        raise BrokenFile(f"linje 2 skal være {';'.join(content.columns)}")
    if not re.fullmatch(content.subject, ";".join(file.subject)):
        raise BrokenFile("det som følger versjonen i linje 1, skal være slik formatet sier: se docs/sources.md")
    return content
