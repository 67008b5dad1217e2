"""Selection expressions: which codes of a list are meant by `A10BJ06`, `A10*`, `A10??`, `range(a,b)`, `top(5)` …

The grammar is PxWebApi's, and our own API has the same. Codes are found whatever their case.

| expression | means |
|---|---|
| `*`, `A10*`, `*02`, `A10??` | every code of that pattern: `*` any characters, `?` exactly one |
| `range(a,b)`, `from(a)`, `to(b)` | the codes from a to b in the list's order, both included |
| `top(n)`, `top(n,skip)` | the first n; of years the newest n |
| `bottom(n)`, `bottom(n,skip)` | the last n; of years the oldest n |
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Literal

from rapidfuzz import fuzz, process

NEAREST = 6
SHOWN = 60
"""Characters of a wrong value that are repeated to the reader."""

NAME_WEIGHT = 0.95

CALL = re.compile(r"(range|from|to|top|bottom)\((.*)\)", re.IGNORECASE | re.DOTALL)
BETWEEN = re.compile(r",(?![^(]*\))")
"""Commas outside parentheses: `A,range(B,C)` has one."""

Why = Literal["unknown", "nothing", "malformed"]


class BadExpression(ValueError):
    """`value` names no code (unknown), matches none (nothing), or is no expression (malformed); `near` are codes."""

    def __init__(self, value: str, why: Why, near: Sequence[str] = ()) -> None:
        super().__init__(f"{why}: {value[:SHOWN]}")
        self.value, self.why, self.near = value[:SHOWN], why, tuple(near)


@dataclass(frozen=True)
class Codes:
    """The codes an axis has, in order. Names help to find what a wrong code may have meant."""

    codes: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_time: bool = False

    def expand(self, expressions: Iterable[str]) -> tuple[str, ...]:
        """Each code once, in the order asked for. Raises BadExpression."""
        found: dict[str, None] = {}
        for expression in expressions:
            found.update(dict.fromkeys(self._one(expression.strip())))
        return tuple(found)

    def near(self, value: str) -> tuple[str, ...]:
        """The codes most like a wrong one, by code or by name; a name counts a little less."""
        wanted = value.casefold()[:SHOWN]
        codes = {code: code.casefold() for code in self.codes}
        names = {code: name.casefold() for code, name in zip(self.codes, self.names, strict=False)}
        scores = {code: score for _, score, code in process.extract(wanted, codes, scorer=fuzz.ratio, limit=NEAREST)}
        for _, score, code in process.extract(wanted, names, scorer=fuzz.WRatio, limit=NEAREST):
            scores[code] = max(scores.get(code, 0), score * NAME_WEIGHT)
        return tuple(sorted(scores, key=lambda code: -scores[code])[:NEAREST])

    def _one(self, expression: str) -> Sequence[str]:
        if call := CALL.fullmatch(expression):
            return self._called(expression, call[1].lower(), [part.strip() for part in call[2].split(",")])
        if "*" in expression or "?" in expression:
            return self._matching(expression)
        return [self.codes[self._position(expression)]]

    def _called(self, expression: str, name: str, arguments: list[str]) -> Sequence[str]:
        if name in ("top", "bottom"):
            return self._end(expression, name, arguments)
        if len(arguments) != (2 if name == "range" else 1):
            raise BadExpression(expression, "malformed")
        places = [self._position(argument) for argument in arguments]
        first = 0 if name == "to" else min(places)
        last = len(self.codes) - 1 if name == "from" else max(places)
        return self.codes[first : last + 1]

    def _end(self, expression: str, name: str, arguments: list[str]) -> Sequence[str]:
        if len(arguments) > 2 or not all(a.isascii() and a.isdigit() and len(a) <= 6 for a in arguments):
            raise BadExpression(expression, "malformed")
        count, skip = int(arguments[0]), int(arguments[1]) if len(arguments) == 2 else 0
        if count == 0:
            raise BadExpression(expression, "malformed")
        if (name == "top") == self.is_time:  # from the list's end
            stop = max(len(self.codes) - skip, 0)
            picked = self.codes[max(stop - count, 0) : stop]
        else:
            picked = self.codes[skip : skip + count]
        if not picked:
            raise BadExpression(expression, "nothing")
        return picked

    def _matching(self, pattern: str) -> Sequence[str]:
        if pattern == "*":
            return self.codes
        if "[" in pattern:  # fnmatch would take it for a set of characters
            raise BadExpression(pattern, "nothing", self.near(pattern))
        match = re.compile(translate(_few_stars(pattern)), re.IGNORECASE).match
        found = [code for code in self.codes if match(code)]
        if not found:
            raise BadExpression(pattern, "nothing", self.near(pattern))
        return found

    def _position(self, code: str) -> int:
        if code in self.codes:
            return self.codes.index(code)
        folded = [known.casefold() for known in self.codes]
        if code.casefold() in folded:
            return folded.index(code.casefold())
        raise BadExpression(code, "unknown", self.near(code))


def split(text: str) -> list[str]:
    """The expressions of a list with commas."""
    return BETWEEN.split(text)


def _few_stars(pattern: str) -> str:
    """Stars side by side are one: many would make the search slow, and mean the same."""
    return re.sub(r"\*+", "*", pattern[: 2 * SHOWN])
