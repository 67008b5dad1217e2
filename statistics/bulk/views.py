"""The whole files: a page that lists them, and the files."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import make_aware

from statistics import queries
from statistics.api import problems
from statistics.api.answers import endpoint
from statistics.api.v1.base import check_names, edition
from statistics.bulk import describe, places, ranges
from statistics.dashboards import caching
from statistics.table import ReleaseInfo

KINDS = {
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
DESCRIBED = (describe.PACKAGE, *describe.DICTIONARIES, describe.CODES, describe.COUNTIES, describe.SUMS)
EDITION = "utgave"
WITHDRAWN = "TRUKKET-TILBAKE"
"""What a file's name begins with when it is saved after its release was withdrawn."""


@dataclass(frozen=True)
class File:
    name: str
    size: int
    year: int

    @property
    def then(self) -> bool:
        """Whether it has the counties as they were."""
        return places.is_then(self.name)

    @property
    def kind(self) -> str:
        return "Parquet" if self.name.endswith(".parquet") else "CSV (zip)"


@endpoint("GET", answer=problems.plainly)
def listing(request: HttpRequest) -> HttpResponseBase:
    """The files of the newest release, or of the one asked for. A release that has none yet says so."""
    check_names(request, (EDITION,))
    release, known = edition(request), queries.releases()
    context = {
        "current": "data",
        "release": release,
        "releases": [info for info in known if info != release],
        "files": files(release),
        "others": [name for name in DESCRIBED if places.folder(release).joinpath(name).exists()],
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
    return sorted(found, key=lambda file: (file.year > 0, file.then, -file.year, file.kind))


@endpoint("GET", answer=problems.plainly)
def file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """One file of a release that is or was published. Raises Http404 for any other name: no path leads elsewhere."""
    check_names(request, ())
    try:
        release = queries.release(number)
    except queries.UnknownRelease:
        raise Http404(number) from None
    path = next((path for path in _listed(places.folder(release)) if path.name == name), None)
    if path is None or not number:
        raise Http404(name)
    kind = KINDS.get(path.suffix, KINDS[""])
    response = ranges.answer(request, path, kind, f'"{release.digest[:24]}-{name}"')
    if release.withdrawn:
        _tell(response, request, release, release.withdrawn, name)
    patch_cache_control(response, public=True, max_age=caching.FRESH_SECONDS)
    return response


def _tell(response: HttpResponseBase, request: HttpRequest, release: ReleaseInfo, day: dt.date, name: str) -> None:
    """That the release is withdrawn. Its bytes stay as they were, so the answer's head says it, and the saved name.

    Source: RFC 9745, the Deprecation header and its link.
    """
    response["Deprecation"] = f"@{int(make_aware(dt.datetime.combine(day, dt.time())).timestamp())}"
    page = request.build_absolute_uri(f"{reverse('files')}?{EDITION}={release.number}")
    response["Link"] = f'<{page}>; rel="deprecation"; type="text/html"'
    if response.has_header("Content-Disposition"):
        response["Content-Disposition"] = f'attachment; filename="{WITHDRAWN}_{name}"'


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.exists() else []
