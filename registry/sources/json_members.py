"""A JSON object of any size, member by member, and its largest list item by item: Python's own parser on parts of it.

ijson was tried: it takes memory with the square of the depth, and its compiled parser crashes on a number of
thousands of digits, which anybody may send.
"""

import codecs
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from registry.sources.bounded import Bounded

BLOCK = 65_536
LONGEST_NUMBER = 5_000  # characters: longer ones are no numbers of Python's either
SPACE = " \t\n\r"
DECODE = json.JSONDecoder(parse_float=Decimal).raw_decode


def members(file: Bounded, listed: str) -> Iterator[tuple[str, Any]]:
    """(name, value) of each member, in the file's order; of the member `listed`, (name, item) of each item.

    Tells the file where each of them ended. Raises ValueError, or RecursionError, for what is no such JSON.
    """
    text = _Text(file)
    text.expect("{")
    if text.next() != "}":
        while True:
            name = text.value()
            if not isinstance(name, str):
                raise ValueError("a name is a text")
            text.expect(":")
            if name == listed:
                yield from ((name, item) for item in _items(text))
            else:
                yield name, text.value()
            if text.next() != ",":
                break
            text.expect(",")
    text.expect("}")
    if text.next():
        raise ValueError("more after the end")


def _items(text: "_Text") -> Iterator[Any]:
    text.expect("[")
    if text.next() != "]":
        yield text.value()
        while text.next() == ",":
            text.expect(",")
            yield text.value()
    text.expect("]")


class _Text:
    """The text from where one has come. What was gone past is let go of, a block at a time."""

    def __init__(self, file: Bounded) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._whole = "", 0, False

    def next(self) -> str:
        """The next sign that is no space; empty at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read(BLOCK):
                return ""

    def expect(self, sign: str) -> None:
        if self.next() != sign:
            raise ValueError(f"{sign} is missing")
        self._at += 1

    def value(self) -> Any:
        """Read on, twice as much each time, until there is a whole one."""
        if self.next() not in '{["':
            while len(self._text) - self._at < LONGEST_NUMBER and self._read(BLOCK):
                pass
        size = BLOCK
        while True:
            try:
                found, self._at = DECODE(self._text, self._at)
                break
            except json.JSONDecodeError:
                if not self._read(size):
                    raise
                size *= 2
        self._file.ended()
        return found

    def _read(self, size: int) -> bool:
        """Whether there was more. Raises UnicodeDecodeError, which is a ValueError."""
        if self._whole:
            return False
        data = self._file.read(size)
        self._whole = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=self._whole)
        self._at = 0
        return not self._whole
