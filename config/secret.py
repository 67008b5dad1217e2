"""Django's secret key: from the environment, else made once for this machine in the keys' folder."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    if value := os.environ.get("LMR_SECRET_KEY"):
        return value
    path = folder / "django_secret_key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50))
    return path.read_text()


def write_private(path: Path, text: str) -> None:
    """Write `text` to a file that only this user can read; two processes starting at once agree on one text."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(own, path)  # atomic, and fails where another process was first
    except FileExistsError:
        pass
    finally:
        own.unlink()
