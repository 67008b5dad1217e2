"""Writing the vault. Its database is not the register's: what is written here stands alone, and is safe to repeat."""

import secrets
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from registry.bulk import bulk_insert
from registry.identity import lookup_key
from registry.identity.keys import cipher, digests
from registry.identity.models import Identity, SealedLine, Subject
from registry.identity.numbers import check_hpr, check_national_id
from registry.identity.queries import chunks, keys_for

VAULT = "identity"


def assign(subject: str, numbers: Iterable[str]) -> dict[str, int]:
    """The key of every number; a number the vault has not seen gets a new random one of 62 bits.

    Numbers must have been checked. Two processes that bring the same number at once agree on one key.
    """
    wanted = dict.fromkeys(numbers)
    with lookup_key.held(), transaction.atomic(using=VAULT):
        known = keys_for(subject, wanted)
        new = [number for number in wanted if number not in known]
        if not new:
            return known
        bulk_insert(
            Identity,
            ("digest", "subject", "kind", "ciphertext", "key"),
            _rows(subject, new),
            ignore_conflicts=True,
        )
        return known | keys_for(subject, new)


class Seals:
    """The refused lines of one delivery, encrypted and kept, with ids of one random range.

    A context: what was sealed is taken away again when an error leaves it, since the register then has no line of it.
    """

    def __init__(self) -> None:
        self._first = secrets.randbits(80) << 48
        self._count = 0

    def __enter__(self) -> "Seals":
        return self

    def __exit__(self, error: type[BaseException] | None, *more: object) -> None:
        if error and self._count:
            ids = (UUID(int=self._first), UUID(int=self._first + self._count))
            SealedLine.objects.filter(pk__range=ids).delete()

    def add(self, lines: Sequence[str]) -> list[UUID]:
        """The ids are in the order of the lines."""
        ids = [UUID(int=self._first + self._count + place) for place in range(len(lines))]
        self._count += len(lines)
        encrypt = cipher().encrypt
        if lines:
            with transaction.atomic(using=VAULT):
                rows = ((one.hex, encrypt(line.encode())) for one, line in zip(ids, lines, strict=True))
                bulk_insert(SealedLine, ("id", "ciphertext"), rows)
        return ids


def forget(key: int, sealed: Iterable[UUID]) -> None:
    """Delete every number under a key, and these sealed lines, which hold one of them."""
    with transaction.atomic(using=VAULT):
        for chunk in chunks(sealed):
            SealedLine.objects.filter(pk__in=chunk).delete()
        Identity.objects.filter(key=key).delete()


def _rows(subject: str, numbers: Sequence[str]) -> list[tuple[object, ...]]:
    encrypt = cipher().encrypt
    return [
        (digest, subject, _kind(subject, number), encrypt(number.encode()), key)
        for number, digest, key in zip(numbers, digests(subject, numbers), _new_keys(len(numbers)), strict=True)
    ]


def _kind(subject: str, number: str) -> str:
    return check_hpr(number) if subject == Subject.PRESCRIBER else check_national_id(number, synthetic_only=False)


def _new_keys(count: int) -> list[int]:
    keys: set[int] = set()
    while len(keys) < count:
        drawn = {secrets.randbits(62) or 1 for _ in range(count - len(keys))}
        taken: set[int] = set()
        for chunk in chunks(drawn):
            taken.update(Identity.objects.filter(key__in=chunk).values_list("key", flat=True))
        keys |= drawn - taken
    return list(keys)
