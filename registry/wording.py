"""Records, fields and values of the register as people read them: Norwegian names, kroner, months, words of codes."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.formats import number_format

ORE = "price_ore"
IN_KRONER = {"pris (øre)": "pris i kroner", "utsalgspris (øre)": "utsalgspris i kroner"}
YES, NO = "ja", "nei"


def kroner(ore: int) -> str:
    """1 234,50 for 123450 øre; a minus sign that is one."""
    text = number_format(f"{abs(ore) / 100:.2f}", decimal_pos=2, use_l10n=True, force_grouping=True)
    return f"−{text}" if ore < 0 else text


def month(period: int) -> str:
    """2024-05 for 202405."""
    return f"{period // 100}-{period % 100:02}"


def model_of(table: str) -> type[Model] | None:
    """The register's model of that name; None for one that is no more."""
    try:
        return apps.get_model("registry", table)
    except LookupError:
        return None


def record_name(table: str) -> str:
    """«utlevering» for `dispensing`."""
    model = model_of(table)
    return str(model._meta.verbose_name) if model else table


def field_name(model: type[Model] | None, name: str) -> str:
    """«pris i kroner» for `price_ore`; what is no field keeps its name."""
    found = _field(model, name)
    label = str(found.verbose_name) if found else name
    return IN_KRONER.get(label, label)


def written(model: type[Model] | None, name: str, text: str | None) -> str:
    """A field's value, of the text that corrections and the log keep."""
    found = _field(model, name)
    if text is None or found is None:
        return text or ""
    if name == ORE and text.lstrip("-").isdigit():
        return kroner(int(text))
    if text in ("True", "False"):
        return YES if text == "True" else NO
    return str(dict(found.flatchoices).get(text, text))


def _field(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
