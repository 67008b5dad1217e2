"""What the log and amendments keep as names and values, told a line each."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from registry.wording import field_name, written


def model_told_of(subject: str) -> type[Model] | None:
    """The model of a log entry's subject, which begins with its name: «utlevering 12: …»."""
    models = apps.get_app_config("registry").get_models()
    return next((one for one in models if subject.startswith(f"{one._meta.verbose_name} ")), None)


def lines(model: type[Model] | None, details: dict[str, Any]) -> Iterator[str]:
    """`fødselsdato: 1950-02-03 → 1950-02-04` for a change, `lagret: 6` for all else."""
    for name, value in details.items():
        if isinstance(value, list) and len(value) == 2:
            before, after = (written(model, name, str(one)) if one not in (None, "") else "tom" for one in value)
            yield f"{field_name(model, name)}: {before} → {after}"
        else:
            told = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield f"{field_name(model, name)}: {told}"


def as_html(model: type[Model] | None, details: dict[str, Any]) -> SafeString | str:
    return format_html_join("", "{}<br>", ((line,) for line in lines(model, details))) or "–"
