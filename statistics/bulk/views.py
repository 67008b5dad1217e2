"""The whole files: a page that lists them, and the files."""

from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from statistics import queries
from statistics.api import problems
from statistics.api.answers import endpoint, open_to_all
from statistics.api.problems import Problem
from statistics.bulk import describe, places, ranges
from statistics.formats.notices import citation
from statistics.table import ReleaseInfo

KINDS = {
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
A_DAY = 86_400


@dataclass(frozen=True)
class File:
    name: str
    size: int
    year: int

    @property
    def kind(self) -> str:
        return "Parquet" if self.name.endswith(".parquet") else "CSV (zip)"


@endpoint("GET", answer=problems.plainly)
def listing(request: HttpRequest) -> HttpResponseBase:
    """The newest release's files. A release that has none yet says so."""
    for name in request.GET:
        raise Problem(400, "Ukjent parameter", "Siden har ingen parametere.", parameter=name, value=request.GET[name])
    release = queries.release()
    context = {
        "current": "data",
        "languages": [],  # the page is in bokmål only
        "release": release,
        "files": files(release),
        "others": (describe.PACKAGE, describe.DICTIONARY, describe.CODES, describe.SUMS),
        "citation": citation(release),
    }
    return render(request, "bulk/files.html", context)


def files(release: ReleaseInfo) -> list[File]:
    """The whole series first, then the newest year."""
    folder = places.folder(release)
    found = [
        File(path.name, path.stat().st_size, places.year_of(path.name, release))
        for path in (folder.iterdir() if folder.exists() else ())
        if path.suffix in (".parquet", ".zip")
    ]
    return sorted(found, key=lambda file: (file.year > 0, -file.year, file.kind))


def file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """One file of a release that is or was published. Raises Http404 for any other name: no path leads elsewhere."""
    try:
        release = queries.release(number)
    except queries.UnknownRelease:
        raise Http404(number) from None
    path = next((path for path in _listed(places.folder(release)) if path.name == name), None)
    if path is None or not number:
        raise Http404(name)
    kind = KINDS.get(path.suffix, KINDS[""])
    response = ranges.answer(request, path, kind, f'"{release.digest[:24]}-{name}"')
    patch_cache_control(response, public=True, max_age=A_DAY)
    return open_to_all(response, "GET, HEAD")


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []
