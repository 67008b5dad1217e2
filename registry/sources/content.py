"""What a source system's file can hold, and the way from its bytes to checked lines."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.sources.checking import Lines, Refused
from registry.sources.delivery_file import BrokenFile, DeliveryFile
from registry.sources.forms import take_apart


@dataclass(frozen=True)
class Checked:
    """A file whose every line is judged.

    `store` writes the good lines for a delivery's id, inside the caller's transaction, and returns how many of them
    changed nothing. `enrol` gives their people keys in the vault; it is called first, outside that transaction.
    `header` is what line 1 said after the source.
    """

    subject: str
    count: int
    refused: Sequence[Refused]
    store: Callable[[int], int]
    enrol: Callable[[], None] = lambda: None
    header: str = ""


@dataclass(frozen=True)
class Content:
    """One kind of `;`-separated file.

    `prepare` reads once what the checks need; `check` refuses lines; `enrol` and `store` as in `Checked`.
    `subject` is the pattern of what follows the version in line 1; `title` says it in the receipt; the values of
    `hidden` fields are shown to nobody. A source's contents are found by name, later versions by `name;version`.
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


def read(source: str, contents: Mapping[str, Content], data: bytes, prepared: dict[str, Any]) -> Checked:
    """Check a file of `source`. `prepared` keeps what was looked up for the files that follow.

    Raises BrokenFile where the file is cut off, or is not what it should be.
    """
    return check_file(source, contents, take_apart(data), prepared)


def check_file(source: str, contents: Mapping[str, Content], file: DeliveryFile, prepared: dict[str, Any]) -> Checked:
    """As `read`, of a file that is taken apart already."""
    content = _content(source, contents, file)
    if content.name not in prepared:
        prepared.clear()  # what the files before stored may be what this content looks up
        prepared[content.name] = content.prepare()
    lines = Lines(content.columns, file.lines, file.subject, content.hidden)
    content.check(lines, prepared[content.name])
    lines.drop()
    return Checked(
        subject=content.title.format(*file.subject) or content.name,
        count=len(file.lines),
        refused=sorted(lines.refused),
        store=lambda delivery: content.store(lines, delivery),
        enrol=lambda: content.enrol(lines),
        header=";".join((file.content, file.version, *file.subject)),
    )


def _content(source: str, contents: Mapping[str, Content], file: DeliveryFile) -> Content:
    if file.source != source:
        raise BrokenFile(f"filen sier ikke at den er fra {source}; se linje 1")
    names = {content.name: None for content in contents.values()}
    if file.content not in names:
        raise BrokenFile(f"ukjent innhold i linje 1; {source} leverer {', '.join(names)}")
    content = contents.get(file.content if file.version == "1" else f"{file.content};{file.version}")
    if content is None:
        known = " og ".join(str(one.version) for one in contents.values() if one.name == file.content)
        raise BrokenFile(f"ukjent formatversjon i linje 1; her leses versjon {known}")
    if file.columns != content.columns:
        raise BrokenFile(f"linje 2 skal være {';'.join(content.columns)}")
    if not re.fullmatch(content.subject, ";".join(file.subject)):
        raise BrokenFile("det som følger versjonen i linje 1, er ikke slik formatet sier")
    return content
