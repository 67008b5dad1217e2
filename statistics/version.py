"""Which code made a figure."""

import subprocess
from functools import cache

from django.conf import settings

CUBE_RULES = "2026-11-23.2"
"""Changes with every change of how a year is counted: cubes of other rules are counted anew."""


@cache
def code_version() -> str:
    """The commit of the checkout, with `+` where files differ from it; `unknown` outside a checkout."""
    try:
        return _git("rev-parse", "HEAD") + ("+" if _git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*args: str) -> str:
    command = ["git", "-C", str(settings.BASE_DIR), *args]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
