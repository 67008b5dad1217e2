"""What was done with a record, from the log: who, when, what was there before, and why."""

from dataclasses import dataclass

from django.db.models import Model

from registry.actions.corrections import key_of
from registry.admin.told import lines
from registry.models import Event

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
    return [Row(event, list(lines(type(record), event.details))) for event in found.order_by("-sequence")[:MOST]]
