"""One delivery as it lies in the file: header, data lines, trailer, hash. Format: docs/sources.md.

A file is read a piece at a time, so that its size is bounded by the disk alone. What is wrong with its end is found
first; what is wrong within it, when it is reached.
"""

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 50_000  # lines that are checked and stored at a time: some 100 MB with all that belongs to them
BLOCK = 4_000_000  # bytes read at a time
MAX_LINE = 4_000  # characters; the widest format has some 300
MAX_LINES = 2_000_000_000  # the receipt's integers hold no more
ENDS = 20_000  # bytes that hold the first two lines, and the last
FIRST_LINE = 3  # of the data: the header and the column names come before
CUT_OFF = "filen er avkortet: den slutter midt i en linje, eller uten sluttlinjen #SLUTT. Lever hele filen på nytt"
NOT_OF_LINES = "filen har tegn som ikke hører hjemme i en linje (CR eller NUL); linjeskift skal være LF"
DISPENSING = (
    "linje",
    "dato",
    "pasient",
    "dyreart",
    "rekvirent",
    "varenummer",
    "pakninger",
    "pris",
    "hjemmel",
    "refusjonskode",
    "kommune",
)
"""Columns of a line that tells of a dispensing."""


class BrokenFile(ValueError):
    """A file that can't be read to its end. Nothing of it is stored. The message is for the sender, in Norwegian."""


@dataclass(frozen=True)
class DeliveryFile:
    """`pieces` are the data lines, at most PIECE at a time; going through them can raise BrokenFile."""

    source: str
    content: str
    version: str
    subject: tuple[str, ...]
    columns: tuple[str, ...]
    pieces: Iterable[list[str]]


def hash_of(path: Path) -> str:
    """The content's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_fields(path: Path) -> list[str]:
    """The fields of line 1, to sort files by what they hold; empty for what is no delivery."""
    with path.open("rb") as file:
        return file.readline(500).decode("utf-8", "replace").rstrip("\n").split(";")


def parse(path: Path) -> DeliveryFile:
    """Take the file apart. Raises BrokenFile where it is cut off or not of the format."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(ENDS)
        file.seek(max(size - ENDS, 0))
        tail = file.read(ENDS)
    begins, columns, start = _head(head)
    count, trailer = _trailer(tail)
    if start > size - trailer:
        raise BrokenFile(CUT_OFF)
    pieces = _pieces(path, start, size - trailer, count)
    return DeliveryFile(begins[1], begins[2], begins[3], tuple(begins[4:]), tuple(columns), pieces)


def check_lines(lines: list[str]) -> None:
    """Raises BrokenFile for longer lines than a delivery has."""
    if lines and len(max(lines, key=len)) > MAX_LINE:
        raise BrokenFile(f"en linje er lengre enn {MAX_LINE} tegn; linjer skal skilles med LF")


def check_text(lines: list[str], before: int = 0) -> None:
    """Raises BrokenFile for characters that no database and no file can hold. `before` is the lines read already."""
    for number, line in enumerate(lines, start=before + 1):
        if "\0" in line or (not line.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in line)):
            raise BrokenFile(f"linje {number} har tegn som ikke er tekst (NUL eller halve tegn); ta dem ut")


def _head(data: bytes) -> tuple[list[str], list[str], int]:
    """The fields of lines 1 and 2, and where line 3 begins."""
    if data.startswith(codecs.BOM_UTF8):
        raise BrokenFile("filen begynner med et BOM-merke; lagre den som UTF-8 uten BOM")
    parts = data.split(b"\n", 2)
    if len(parts) < 3 or not parts[2]:
        raise BrokenFile(CUT_OFF)
    first, columns, _ = parts
    header = _decoded(first, 0).split(";")
    if header[0] != "#LMR" or len(header) < 4:
        raise BrokenFile("linje 1 skal være #LMR;<kilde>;<innhold>;<versjon>")
    return header, _decoded(columns, len(first) + 1).split(";"), len(first) + len(columns) + 2


def _trailer(data: bytes) -> tuple[int, int]:
    """The number of data lines that the last line tells of, and that line's length in bytes."""
    *_, last, nothing = (b"", *data.split(b"\n"))
    if nothing or not last:
        raise BrokenFile(CUT_OFF)
    if b"\r" in last:
        raise BrokenFile(NOT_OF_LINES)
    fields = last.split(b";")
    if fields[0] != b"#SLUTT" or len(fields) != 2:
        raise BrokenFile("filen er avkortet: siste linje skal være #SLUTT;<antall linjer>")
    text = fields[1].decode("ascii", "replace")
    if not (text.isascii() and text.isdigit()) or str(int(text[:12])) != text or int(text) > MAX_LINES:
        raise BrokenFile("filen er avkortet eller endret: sluttlinjen har ikke et antall linjer; skal være #SLUTT;123")
    return int(text), len(last) + 1


def _pieces(path: Path, start: int, end: int, count: int) -> Iterator[list[str]]:
    found = 0
    for lines in _lines(path, start, end):
        check_lines(lines)
        for first in range(0, len(lines), PIECE):
            piece = lines[first : first + PIECE]
            found += len(piece)
            yield piece
    if found != count:
        raise BrokenFile(
            f"filen er avkortet eller endret: sluttlinjen sier ikke {found} linjer. Lever hele filen på nytt"
        )


def _lines(path: Path, start: int, end: int) -> Iterator[list[str]]:
    """The lines between two bytes, of which the last ends a line: so many at a time as a block has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    carried = ""
    with path.open("rb") as file:
        file.seek(start)
        while start < end:
            block = file.read(min(BLOCK, end - start))
            text = carried + _decoded(block, start, decoder)
            start += len(block) or end
            lines = text.split("\n")
            carried = lines.pop()
            if len(carried) > MAX_LINE:
                raise BrokenFile(f"en linje er lengre enn {MAX_LINE} tegn; linjer skal skilles med LF")
            yield lines


def _decoded(data: bytes, place: int, decoder: codecs.IncrementalDecoder | None = None) -> str:
    """`place` is the first byte's in the file."""
    try:
        text = decoder.decode(data) if decoder else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"filen er ikke UTF-8 (byte {place + error.start}); lagre den som UTF-8") from None
    if "\r" in text or "\0" in text:
        raise BrokenFile(NOT_OF_LINES)
    return text
