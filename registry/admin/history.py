"""What was done with a record, from the log: who, when, what was there before, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from registry.actions.corrections import key_of
from registry.models import Event
from registry.wording import field_name, written

MOST = 200
CORRECTED = "rettet"


@dataclass(frozen=True)
class Row:
    event: Event
    lines: list[str]


def history(record: Model) -> list[Row]:
    """The newest first. Of a person or prescriber everything, look-ups too; of any other record its corrections."""
    key = key_of(record)
    if key == record.pk:
        found = Event.objects.filter(key=key)
    else:
        owner = Event.objects.filter(action=CORRECTED) if key is None else Event.objects.filter(key=key)
        found = owner.filter(subject__startswith=f"{record._meta.verbose_name} {record.pk}: ")
    return [Row(event, list(_lines(record, event.details))) for event in found.order_by("-sequence")[:MOST]]


def _lines(record: Model, details: dict[str, object]) -> Iterator[str]:
    """`fødselsdato: 1950-02-03 → 1950-02-04`; what is no change of a field as it stands."""
    for name, value in details.items():
        if isinstance(value, list) and len(value) == 2:
            model = type(record)
            before, after = (written(model, name, str(one)) if one not in (None, "") else "tom" for one in value)
            yield f"{field_name(model, name)}: {before} → {after}"
        else:
            yield f"{name}: {value}"
