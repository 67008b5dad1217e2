"""The checking machine: every distinct value of a column is judged once, whole columns are compared with numpy.

A line gets one reason, the first: its number of fields, then its fields from left to right, then the rules between
fields in the order they are applied, then repetition.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from registry.identity.numbers import HIDDEN_TEXT, masked
from registry.sources.delivery_file import FIRST_LINE
from registry.sources.said import Said

WHOLE = "hele linjen"
MOST_JUDGED = 300_000  # distinct texts of a column that are remembered: some 50 MB
SHOWN = 100  # characters of a refused value: the room there is in the quarantine's table


class Refusal(str):
    """Why a value is refused and what would be right, in Norwegian. Never holds the value itself."""

    __slots__ = ()


class Refused(NamedTuple):
    """One refused line; `raw` is for the vault only."""

    line: int
    field: str
    value: str
    reason: str
    raw: str


class Field:
    """How the text of one column becomes a value. Judgements are kept, so that few texts are judged twice."""

    def __init__(
        self,
        name: str,
        judge: Callable[[str], object] | None = None,
        *,
        many: Callable[[set[str]], Mapping[str, object]] | None = None,
    ) -> None:
        self.name = name
        self._many = many or (lambda texts: {text: judge(text) for text in texts} if judge else {})
        self.judged: dict[str, object] = {}

    def judge(self, texts: Iterable[str]) -> set[str]:
        """Judge what is new among `texts`; returns those of them that are refused."""
        distinct = set(texts)
        if len(self.judged) > MOST_JUDGED:
            self.judged.clear()
        self.judged.update(self._many(distinct - self.judged.keys()))
        return {text for text in distinct if type(self.judged[text]) is Refusal}


class Lines:
    """Some lines of a delivery, a piece, that still stand, as columns of equal length, and those refused so far.

    `first` is the number of the first of them in the file, `said` what the pieces before said, and `delivery` the id
    under which they are being stored.
    """

    def __init__(
        self,
        columns: Sequence[str],
        raw: list[str],
        subject: tuple[str, ...] = (),
        hidden: Iterable[str] = (),
        *,
        first: int = FIRST_LINE,
        said: Said | None = None,
        delivery: int | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.subject = subject
        self.raw = raw
        self.said = said or Said()
        self.delivery = delivery
        self.numbers: list[int] = list(range(first, first + len(raw)))
        self.values: dict[str, list[Any]] = {}
        self.refused: list[Refused] = []
        self.about: Any = None  # what a content's check leaves for its store
        self._hidden = frozenset(hidden)
        self._pending: dict[int, Refused] = {}

    def __len__(self) -> int:
        return len(self.raw)

    def __getitem__(self, name: str) -> list[Any]:
        return self.values[name]

    def parse(self, fields: Sequence[Field]) -> None:
        """Split the lines and turn each column's text into values, by `fields` in the order of the columns."""
        self._check_width()
        width = len(self.columns)
        cells = ";".join(self.raw).split(";") if self.raw else []
        for position, field in enumerate(fields):
            texts = cells[position::width]
            if bad := field.judge(texts):
                self._refuse_texts(field, texts, bad)
            self.values[field.name] = list(map(field.judged.__getitem__, texts))
        self.drop()

    def rule(self, field: str, broken: npt.ArrayLike, reason: str) -> None:
        """Refuse the lines where `broken` is true. They stand until `drop`."""
        for row in np.flatnonzero(broken).tolist():
            self.refuse(row, field, reason)

    def unique(self, field: str, keys: Sequence[Hashable], reason: str) -> None:
        """Refuse lines whose key an earlier line of the file has."""
        for row in self.said.otherwise(field, keys, self.numbers):
            self.refuse(row, field, reason)

    def refuse(self, row: int, field: str, reason: str) -> None:
        """Refuse one standing line, unless an earlier rule already has."""
        if row not in self._pending:
            value = self._shown(field, self.raw[row])
            self._pending[row] = Refused(self.numbers[row], field, value, reason, self.raw[row])

    def drop(self) -> None:
        """Take the lines refused since the last time out of the columns."""
        if not self._pending:
            return
        stands = [row not in self._pending for row in range(len(self))]
        self.refused += self._pending.values()
        self._pending.clear()
        self.raw = list(compress(self.raw, stands))
        self.numbers = list(compress(self.numbers, stands))
        self.values = {name: list(compress(column, stands)) for name, column in self.values.items()}

    def _check_width(self) -> None:
        separators = len(self.columns) - 1
        for row, text in enumerate(self.raw):
            if (found := text.count(";")) != separators:
                self.refuse(row, WHOLE, f"linjen har {found + 1} felt; den skal ha {separators + 1}")
        self.drop()

    def _refuse_texts(self, field: Field, texts: Sequence[str], bad: set[str]) -> None:
        for row, text in enumerate(texts):
            if text in bad:
                self.refuse(row, field.name, str(field.judged[text]))

    def _shown(self, field: str, raw: str) -> str:
        if field not in self.columns:
            return ""
        text = raw.split(";")[self.columns.index(field)][:SHOWN]
        return HIDDEN_TEXT if text and field in self._hidden else masked(text)
