"""The page that explains the APIs, with the examples that the tests run."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from statistics import queries
from statistics.api import limits, problems
from statistics.api.answers import endpoint
from statistics.api.fhi.asking import MOST_CELLS as MOST_CELLS_FHI
from statistics.api.pxweb.selecting import MOST_CELLS as MOST_CELLS_PXWEB
from statistics.api.v1.selecting import MOST_CELLS
from statistics.formats.notices import FLAGS

HOME = "http://127.0.0.1:8000"
"""The address in the examples' files; the page has its own in its place."""

NAMES = {
    "python.py": "Python (pandas)",
    "python_pxweb.py": "Python (pxwebpy)",
    "r.R": "R",
    "javascript.mjs": "JavaScript",
    "curl.sh": "curl",
    "excel.pq": "Excel (Power Query)",
}


@dataclass(frozen=True)
class Example:
    name: str
    text: str


@endpoint("GET", answer=problems.plainly)
def docs(request: HttpRequest) -> HttpResponseBase:
    problems.no_parameters(request)
    release = queries.release()
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "current": "data",
        "release": release,
        "site": site,
        "examples": [Example(NAMES[name], text.replace(HOME, site)) for name, text in examples().items()],
        "flags": FLAGS,
        "calls": limits.allowed(),
        "limits": (MOST_CELLS, MOST_CELLS_PXWEB, MOST_CELLS_FHI),
    }
    return render(request, "api/docs.html", context)


@cache
def examples() -> dict[str, str]:
    """By file name, in the order they are shown."""
    return {name: (folder() / name).read_text("utf-8") for name in NAMES}


def folder() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "api" / "examples"
