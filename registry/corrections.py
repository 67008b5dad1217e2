"""Corrections by staff against later deliveries of the source: which value a row gets, and what staff must settle."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from registry.models import Correction

STANDS, CONFIRMED = Correction.State.STANDS, Correction.State.CONFIRMED


def text(value: object) -> str:
    """A field's value as corrections keep it; nothing is the empty text."""
    return "" if value is None else str(value)


def value(model: type[Model], name: str, kept: str) -> Any:
    """The field's value from the text kept."""
    column = model._meta.get_field(name)
    return None if not kept and column.null else column.to_python(kept)  # type: ignore[union-attr]


@dataclass
class Standing:
    """The corrections that stand for some rows of one table."""

    model: type[Model]
    by_cell: dict[tuple[str, str], Correction] = field(default_factory=dict)

    @classmethod
    def of(cls, model: type[Model], rows: Collection[object]) -> "Standing":
        """Few corrections ever stand: they are read whole and not asked for row by row."""
        standing = cls(model)
        if rows:
            wanted = set(map(str, rows))
            found = Correction.objects.filter(table=model._meta.model_name, state=STANDS)
            standing.by_cell = {(one.row, one.field): one for one in found if one.row in wanted}
        return standing

    def kept(self, row: object, names: Sequence[str], values: Sequence[object]) -> tuple[object, ...]:
        """The values the row gets when the source delivers `values`; remembers what the source says."""
        if not self.by_cell:
            return tuple(values)
        return tuple(self._one(str(row), name, given) for name, given in zip(names, values, strict=True))

    def _one(self, row: str, name: str, given: object) -> object:
        correction = self.by_cell.get((row, name))
        if correction is None:
            return given
        says = text(given)
        if says == correction.value:
            correction.state, correction.disputed = CONFIRMED, None
            del self.by_cell[row, name]
        else:
            correction.disputed = None if says == correction.source_value else says
        correction.save(update_fields=["state", "disputed"])
        return value(self.model, name, correction.value)
