"""Names beside the codes that the register keeps: what a person reads of himself must not need a code list."""

from collections.abc import Callable
from functools import partial

from registry.models import Code, Municipality
from registry.oids import LEGAL_BASIS, PROFESSION, SPECIALITY, SPECIES

LISTS = {"legal_basis": LEGAL_BASIS, "profession": PROFESSION, "speciality": SPECIALITY, "species": SPECIES}
"""Of the fields whose values are codes, the list they are from."""


def names(oid: str) -> dict[str, str]:
    """The newest name of each code."""
    return dict(Code.objects.filter(oid=oid).order_by("valid_from").values_list("value", "name"))


def municipalities() -> dict[str, str]:
    """The newest name of each number, today's and earlier ones."""
    return dict(Municipality.objects.order_by("valid_from").values_list("code", "name"))


def with_name(code: str, known: dict[str, str]) -> str:
    """«0301 Oslo»; the code alone where it has no name."""
    return f"{code} {known.get(code, '')}".strip()


def reader() -> Callable[[str, str], str]:
    """A function (field, value) → the value with its name, if it is a code; it reads the lists once."""
    lists = {field: names(oid) for field, oid in LISTS.items()} | {"municipality": municipalities()}
    return partial(_read, lists)


def _read(lists: dict[str, dict[str, str]], field: str, value: str) -> str:
    return with_name(value, lists[field]) if field in lists and value else value
