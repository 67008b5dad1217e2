"""The vault's own keys: from the environment, else made once for this machine in the keys' folder.

`vault_encryption`: Fernet keys, one a line, the newest first: it encrypts, all of them decrypt.
`vault_lookup`: the key of the digests by which a number is found.
`log_chain`: the key of the log's chain. Not in the database either, so that nobody mends the chain from there.

A file that changes is read anew: a rotation reaches the processes that run.
"""

import hmac
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from config.secret import write_private


def cipher() -> MultiFernet:
    return _cipher("\n".join(encryption_keys()))


def encryption_keys() -> list[str]:
    """The newest first."""
    return (os.environ.get("LMR_VAULT_ENCRYPTION") or _kept("vault_encryption")).split()


def digests(subject: str, numbers: Iterable[str]) -> list[str]:
    """64 hexadecimal digits a number: where it is found in the vault. In the order of `numbers`."""
    key = (os.environ.get("LMR_VAULT_LOOKUP") or _kept("vault_lookup")).encode()
    return [digest_with(key, subject, number) for number in numbers]


def digest_with(key: bytes, subject: str, number: str) -> str:
    return hmac.digest(key, f"{subject}:{number}".encode(), "sha256").hex()


def log_key() -> bytes:
    return (os.environ.get("LMR_LOG_CHAIN") or _kept("log_chain")).encode()


def _kept(name: str) -> str:
    path = Path(settings.KEYS_DIR) / name
    if not path.exists():
        write_private(path, Fernet.generate_key().decode())  # 32 random bytes serve the digests as well
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _cipher(text: str) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in text.split()])


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> str:
    return path.read_text().strip()
