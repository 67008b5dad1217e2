"""Where the whole files of a release lie, and what they are called."""

from pathlib import Path

from django.core.files.storage import storages

from statistics.definitions.divisions import THEN
from statistics.table import ReleaseInfo

NAME = "legemidler"


def folder(release: ReleaseInfo) -> Path:
    """Named by number and content: a release that is built anew with other figures has another."""
    return Path(storages["open"].path(f"{release.number}-{release.digest[:12]}"))


def stem(release: ReleaseInfo, year: int = 0) -> str:
    """Of one year, or of the whole series."""
    return f"{NAME}_{release.number}_{year}" if year else f"{NAME}_{release.number}"


def stem_then(release: ReleaseInfo) -> str:
    """Of the counties as they were."""
    return f"{stem(release)}_{THEN}"


def is_then(name: str) -> bool:
    return name.partition(".")[0].endswith(f"_{THEN}")


def year_of(name: str, release: ReleaseInfo) -> int:
    """The year of a file; 0 for those of the whole series."""
    rest = name.removeprefix(f"{stem(release)}").partition(".")[0].lstrip("_")
    return int(rest) if rest.isdigit() else 0
