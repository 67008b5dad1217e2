"""New keys for the vault, while it is in use. Every step can be interrupted and done again.

Encryption: a new key is put first in the file; rows are encrypted anew, batch by batch; the old keys stay until
`drop_old_keys`, since a process may have begun to write with one. Look-up: all digests in one transaction, and then the
file; whoever is asking the vault is waited for, and whoever comes meanwhile waits (`registry.identity.lookup_key`).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connections, transaction

from config.secret import write_private
from registry.bulk import bulk_update
from registry.identity import keys, lookup_key
from registry.identity.models import Identity, SealedLine

VAULT = "identity"
BATCH = 2_000
Progress = Callable[[int], None]


class NotRotated(RuntimeError):
    """What stands in the way, in Norwegian. Nothing is lost."""


def new_encryption_key() -> None:
    """Put a new key first in the file. Raises NotRotated where the keys come from the environment."""
    _from_file("LMR_VAULT_ENCRYPTION")
    _replace("vault_encryption", "\n".join([Fernet.generate_key().decode(), *keys.encryption_keys()]))


def encrypt_anew(progress: Progress) -> int:
    """Encrypt with the first key every row that it does not open yet; `progress` hears of rows read."""
    return sum(_encrypt_anew(model, progress) for model in (Identity, SealedLine))


def drop_old_keys(progress: Progress) -> None:
    """Encrypt what is left with the first key, and forget the others."""
    _from_file("LMR_VAULT_ENCRYPTION")
    encrypt_anew(progress)
    if encrypt_anew(lambda rows: None):
        raise NotRotated("noen skriver ennå med en gammel nøkkel; prøv igjen når de er ferdige")
    _replace("vault_encryption", keys.encryption_keys()[0])


def new_lookup_key(progress: Progress) -> int:
    """Find every number by a new key; returns how many there are. Imports wait while it runs, and then go on."""
    _from_file("LMR_VAULT_LOOKUP")
    with lookup_key.changed():
        return _new_lookup_key(progress)


def _new_lookup_key(progress: Progress) -> int:
    coming = _path("vault_lookup").with_name("vault_lookup.new")
    if coming.exists() and _fits(coming.read_text().strip()):  # stopped between the two last steps
        os.replace(coming, _path("vault_lookup"))
        return 0
    coming.unlink(missing_ok=True)
    write_private(coming, Fernet.generate_key().decode())
    with transaction.atomic(using=VAULT):
        _lock()
        count = _digest_anew(coming.read_text().strip().encode(), progress)
    os.replace(coming, _path("vault_lookup"))
    return count


def _encrypt_anew(model: type[Any], progress: Progress) -> int:
    newest, opens = Fernet(keys.encryption_keys()[0]), keys.cipher().decrypt
    changed = 0
    for batch in _batches(model):
        old = [(pk, bytes(text)) for pk, text in batch if not _opens(newest, bytes(text))]
        with transaction.atomic(using=VAULT):
            bulk_update(model, ("ciphertext",), [(newest.encrypt(opens(text)), _key(pk)) for pk, text in old])
        changed += len(old)
        progress(len(batch))
    return changed


def _batches(model: type[Any]) -> Iterator[list[tuple[Any, Any]]]:
    """All rows in order of their key, a batch a question: rows written meanwhile disturb nothing."""
    rows = model.objects.order_by("pk").values_list("pk", "ciphertext")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def _digest_anew(key: bytes, progress: Progress) -> int:
    opens, count = keys.cipher().decrypt, 0
    rows = [(row.pk, row.subject, bytes(row.ciphertext)) for row in Identity.objects.iterator(chunk_size=BATCH)]
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        changes = [(keys.digest_with(key, subject, opens(text).decode()), old) for old, subject, text in batch]
        with connections[VAULT].cursor() as cursor:
            cursor.executemany("UPDATE identity_identity SET digest = %s WHERE digest = %s", changes)
        count += len(batch)
        progress(len(batch))
    return count


def _fits(key: str) -> bool:
    row = Identity.objects.first()
    if row is None:
        return True
    number = keys.cipher().decrypt(bytes(row.ciphertext)).decode()
    return keys.digest_with(key.encode(), row.subject, number) == row.digest


def _lock() -> None:
    if connections[VAULT].vendor == "postgresql":
        with connections[VAULT].cursor() as cursor:
            cursor.execute("LOCK TABLE identity_identity IN EXCLUSIVE MODE")


def _opens(key: Fernet, text: bytes) -> bool:
    try:
        key.decrypt(text)
    except InvalidToken:
        return False
    return True


def _key(pk: Any) -> Any:
    return getattr(pk, "hex", pk)  # SQLite keeps UUIDs as their hexadecimal digits


def _from_file(variable: str) -> None:
    if variable in os.environ:
        raise NotRotated(f"nøkkelen kommer fra {variable}: sett den nye først der, og kjør kommandoen med --only-rows")


def _path(name: str) -> Path:
    return Path(settings.KEYS_DIR) / name


def _replace(name: str, text: str) -> None:
    coming = _path(f"{name}.new")
    coming.unlink(missing_ok=True)
    write_private(coming, text)
    os.replace(coming, _path(name))
