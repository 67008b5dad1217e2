"""Serves plotly.js from the installed plotly package, so that the figures made in Python always fit the script."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import plotly
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

FOLDER = Path(plotly.__file__).parent / "package_data"
FILE = "plotly.min.js"


class PlotlyFinder(BaseFinder):
    """Exposes that one file as `vendor/plotly.min.js`; nothing else of the package."""

    def __init__(self) -> None:
        self.storage = FileSystemStorage(location=FOLDER)
        self.storage.prefix = "vendor"  # type: ignore[attr-defined]  # read by collectstatic

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:
        found = [str(FOLDER / FILE)] if path == f"vendor/{FILE}" else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        yield FILE, self.storage
