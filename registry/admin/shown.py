"""How figures are written for staff: kroner, months and thousands as Norwegians write them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.formats import number_format

from registry.wording import kroner, month


def column(field: str, label: str, written: Callable[[int], str]) -> Any:
    """A column of a list or a line of a page: the field as `written`; sorted by the field itself."""

    @admin.display(description=label, ordering=field, empty_value="–")
    def shown(record: Model) -> str | None:
        value = getattr(record, field)
        return None if value is None else written(value)

    shown.__name__ = f"{field}_"  # the cell's class in the page is field- and this
    return shown


def whole(field: str, label: str) -> Any:
    """A count with its thousands apart."""
    return column(field, label, lambda value: number_format(value, use_l10n=True, force_grouping=True))


PRICE = column("price_ore", "kroner", kroner)
MONTH = column("period", "måned", month)
