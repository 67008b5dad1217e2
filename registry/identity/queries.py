"""Reading the vault. From a key to its numbers only for the person's own insight; nothing here logs."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from uuid import UUID

from registry.identity import lookup_key
from registry.identity.keys import cipher, digests
from registry.identity.models import Identity, SealedLine

T = TypeVar("T")
CHUNK = 5_000  # parameters in one question; SQLite takes 32,766


def keys_for(subject: str, numbers: Iterable[str]) -> dict[str, int]:
    """The register's key of each number the vault knows; unknown numbers are left out."""
    found: dict[str, int] = {}
    with lookup_key.held():
        for chunk in chunks(set(numbers)):
            found.update(_keys_for(subject, chunk))
    return found


def _keys_for(subject: str, chunk: list[str]) -> Iterator[tuple[str, int]]:
    by_digest = dict(zip(digests(subject, chunk), chunk, strict=True))
    rows = Identity.objects.filter(digest__in=list(by_digest)).values_list("digest", "key")
    return ((by_digest[one], key) for one, key in rows.iterator())


def sealed_line(sealed: UUID) -> str:
    """The refused line as it came. Raises SealedLine.DoesNotExist. Callers log who asked, and why."""
    return cipher().decrypt(bytes(SealedLine.objects.get(pk=sealed).ciphertext)).decode()


def numbers_of(key: int) -> list[tuple[str, str]]:
    """(kind, number) of everything the vault has under a key: for insight and for erasure. Callers log it."""
    rows = Identity.objects.filter(key=key).order_by("digest")
    return [(row.kind, cipher().decrypt(bytes(row.ciphertext)).decode()) for row in rows]


def numbers_by_key(subject: str, keys: Iterable[int]) -> dict[int, str]:
    """A number of each key; of several, any."""
    found: dict[int, str] = {}
    for chunk in chunks(set(keys)):
        for row in Identity.objects.filter(subject=subject, key__in=chunk).iterator():
            found[row.key] = cipher().decrypt(bytes(row.ciphertext)).decode()
    return found


def sealed_with(numbers: Iterable[str]) -> dict[UUID, str]:
    """The sealed lines that hold one of these numbers. All are opened in turn: some 20,000 a second."""
    wanted = tuple(numbers)
    if not wanted:
        return {}
    opened = ((row.pk, cipher().decrypt(bytes(row.ciphertext)).decode()) for row in SealedLine.objects.iterator())
    return {pk: text for pk, text in opened if any(number in text for number in wanted)}


def sealed_lines(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The refused lines of these ids that are still kept. Callers log who asked, and why."""
    found: dict[UUID, str] = {}
    for chunk in chunks(ids):
        rows = SealedLine.objects.filter(pk__in=chunk)
        found.update((row.pk, cipher().decrypt(bytes(row.ciphertext)).decode()) for row in rows)
    return found


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
