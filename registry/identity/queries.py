"""Reading the vault: from numbers to keys, never the other way. Nothing here logs."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from uuid import UUID

from registry.identity.keys import cipher, digests
from registry.identity.models import Identity, SealedLine

T = TypeVar("T")
CHUNK = 5_000  # parameters in one question; SQLite takes 32,766


def keys_for(subject: str, numbers: Iterable[str]) -> dict[str, int]:
    """The register's key of each number the vault knows; unknown numbers are left out."""
    found: dict[str, int] = {}
    for chunk in chunks(set(numbers)):
        by_digest = dict(zip(digests(subject, chunk), chunk, strict=True))
        rows = Identity.objects.filter(digest__in=list(by_digest)).values_list("digest", "key")
        found.update((by_digest[one], key) for one, key in rows.iterator())
    return found


def sealed_line(sealed: UUID) -> str:
    """The refused line as it came. Raises SealedLine.DoesNotExist. Callers log who asked, and why."""
    return cipher().decrypt(bytes(SealedLine.objects.get(pk=sealed).ciphertext)).decode()


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
