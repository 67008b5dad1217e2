"""What every page's shell needs."""

from django.http import HttpRequest

from statistics import queries
from statistics.table import ReleaseInfo


def shell(request: HttpRequest) -> dict[str, object]:
    """`release`: the newest published, None where nothing is; a page that shows another passes its own."""
    if request.path.startswith("/admin/"):
        return {}
    release = newest()
    return {"release": release, "year_last": release.last_year if release else None}


def newest() -> ReleaseInfo | None:
    try:
        return queries.release()
    except queries.UnknownRelease:
        return None
