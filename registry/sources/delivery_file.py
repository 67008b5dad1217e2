"""One delivery as it lies in the file: header, data lines, trailer, hash. Format: docs/sources.md.

A whole file is held in memory: the formats keep one below 200,000 lines.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 300_000_000  # FEST is the largest; a larger file is none of ours
MAX_TEXT = 100_000_000  # of the other forms
MAX_LINES = 200_000
MAX_LINE = 4_000  # characters; the widest format has some 300
FIRST_LINE = 3  # of the data: the header and the column names come before
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
    source: str
    content: str
    version: str
    subject: tuple[str, ...]
    columns: tuple[str, ...]
    lines: list[str]


def load(path: Path) -> tuple[bytes, str]:
    """The file's bytes and their sha256."""
    most = MAX_BYTES if path.suffix == ".xml" else MAX_TEXT
    if path.stat().st_size > most:
        raise BrokenFile(f"filen er større enn {most // 1_000_000} MB; del den opp")
    data = path.read_bytes()
    return data, hashlib.sha256(data).hexdigest()


def first_fields(path: Path) -> list[str]:
    """The fields of line 1, to sort files by what they hold; empty for what is no delivery."""
    with path.open("rb") as file:
        return file.readline(500).decode("utf-8", "replace").rstrip("\n").split(";")


def parse(data: bytes) -> DeliveryFile:
    """Take the file apart. Raises BrokenFile where it is cut off or not of the format."""
    lines = _text(data).split("\n")
    if lines.pop() != "" or len(lines) < FIRST_LINE:
        raise BrokenFile("filen er avkortet: den slutter midt i en linje, eller uten sluttlinjen #SLUTT")
    header, columns, trailer = lines[0].split(";"), lines[1].split(";"), lines[-1].split(";")
    if header[0] != "#LMR" or len(header) < 4:
        raise BrokenFile("linje 1 skal være #LMR;<kilde>;<innhold>;<versjon>")
    body = lines[FIRST_LINE - 1 : -1]
    check_size(body)
    _check_trailer(trailer, len(body))
    return DeliveryFile(header[1], header[2], header[3], tuple(header[4:]), tuple(columns), body)


def check_size(lines: list[str]) -> None:
    """Raises BrokenFile for more, or longer, lines than a delivery has."""
    if len(lines) > MAX_LINES:
        raise BrokenFile(f"filen har {len(lines)} linjer; del den i filer på høyst {MAX_LINES}")
    if lines and len(max(lines, key=len)) > MAX_LINE:
        raise BrokenFile(f"en linje er lengre enn {MAX_LINE} tegn; linjeskift mangler")


def check_text(lines: list[str]) -> None:
    """Raises BrokenFile for characters that no database and no file can hold."""
    for number, line in enumerate(lines, start=1):
        if "\0" in line or (not line.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in line)):
            raise BrokenFile(f"linje {number} har tegn som ikke er tekst (NUL eller halve tegn)")


def _check_trailer(trailer: list[str], count: int) -> None:
    if trailer[0] != "#SLUTT" or len(trailer) != 2:
        raise BrokenFile("filen er avkortet: siste linje skal være #SLUTT;<antall linjer>")
    if trailer[1] != str(count):
        raise BrokenFile(f"filen er avkortet eller endret: sluttlinjens antall stemmer ikke med de {count} linjene")


def _text(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise BrokenFile("filen begynner med et BOM-merke; lagre den som UTF-8 uten BOM")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"filen er ikke UTF-8 (byte {error.start}); lagre den som UTF-8") from None
    if "\r" in text or "\0" in text:
        raise BrokenFile("filen har tegn som ikke hører hjemme i en linje (CR eller NUL); linjeskift skal være LF")
    return text
