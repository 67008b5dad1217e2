"""Refused lines that hold a number: found by opening every sealed line."""

from collections.abc import Collection
from uuid import UUID

from registry.identity.queries import sealed_with
from registry.models import QuarantinedLine, Source

PLACES = {Source.PHARMACIES: 4, Source.HPR: 0}
"""Where a line has the HPR number. A short one can be in other fields as well, and is then somebody else's amount."""


def of_person(numbers: Collection[str]) -> dict[UUID, str]:
    """The texts of sealed lines with one of these national identity numbers anywhere."""
    return sealed_with(numbers)


def of_prescriber(numbers: Collection[str]) -> dict[UUID, QuarantinedLine]:
    """The refused lines whose prescriber has one of these HPR numbers, in whatever field where fields are missing."""
    sealed = sealed_with(numbers)
    rows = QuarantinedLine.objects.filter(sealed__in=list(sealed)).select_related("delivery").order_by("pk")
    return {row.sealed: row for row in rows if _names(sealed[row.sealed], row, numbers)}


def _names(text: str, row: QuarantinedLine, numbers: Collection[str]) -> bool:
    fields = text.split(";")
    place = PLACES.get(Source(row.delivery.source))
    if place is None:
        return False
    if row.field == "hele linjen":
        return not set(numbers).isdisjoint(fields)
    return len(fields) > place and fields[place] in numbers
