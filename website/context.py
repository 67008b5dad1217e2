"""What every page's shell needs."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language

from statistics import queries
from statistics.dashboards.carried import carried
from statistics.language import say
from statistics.table import ReleaseInfo
from website.language import in_language


@dataclass(frozen=True)
class Language:
    """A way to the same page in a language."""

    code: str
    name: str
    href: str
    current: bool


def shell(request: HttpRequest) -> dict[str, object]:
    """`release`: the newest published, None where nothing is; a page that shows another passes its own.

    `carried`: what every link takes along. `fetched`: the day in the foot of a printed page.
    """
    if request.path.startswith("/admin/"):
        return {}
    release = newest()
    return {
        "release": release,
        "fetched": localdate(),
        "carried": carried(request),
        "year_last": release.last_year if release else None,
        "languages": languages(request),
        "messages_of_scripts": messages(),
    }


def newest() -> ReleaseInfo | None:
    try:
        return queries.release()
    except queries.UnknownRelease:
        return None


def languages(request: HttpRequest) -> list[Language]:
    now = get_language()
    return [Language(code, name, in_language(request, code), code == now) for code, name in settings.LANGUAGES]


def messages() -> dict[str, str]:
    """What the scripts say."""
    return {
        "again": say("Prøv igjen"),
        "failed": say("Tallene kunne ikke hentes. Prøv igjen."),
        "copied": say("Kopiert"),
        "not_copied": say("Kunne ikke kopiere. Merk teksten og trykk Ctrl + C."),
        "suggestions": say("forslag"),
        "no_suggestions": say("Ingen forslag. Prøv virkestoffet eller ATC-koden."),
    }
