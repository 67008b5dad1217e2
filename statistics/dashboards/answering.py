"""What all pages of figures share: parameters checked, a release found, a tag for caches, errors explained."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from statistics import moved, queries
from statistics.dashboards import caching, sentences
from statistics.dashboards.addresses import with_query
from statistics.dashboards.carried import Carried, carried
from statistics.dashboards.near import near
from statistics.dashboards.params import SHOWN, BadParameter, check_names, edition, named
from statistics.language import say
from statistics.table import ReleaseInfo


@dataclass(frozen=True)
class Question:
    """A request for figures of one release. `utgave` is empty where the address names none."""

    request: HttpRequest
    release: ReleaseInfo
    newest: ReleaseInfo
    utgave: str

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.release.first_year, self.release.last_year + 1))

    @cached_property
    def along(self) -> Carried:
        """What every link on the page takes along."""
        return carried(self.request)

    @property
    def to_newest(self) -> str:
        """The same page of the newest release, where this is an older one."""
        return without_release(self.request) if self.release.number != self.newest.number else ""


View = Callable[..., HttpResponse]

VETERINARY = re.compile(r"Q[A-Z](\d\d|$)", re.IGNORECASE)
"""Codes of ATCvet are those of ATC with a Q before them."""


def answers(*names: str, repeated: tuple[str, ...] = ()) -> Callable[[View], View]:
    """A view `(Question, **parts of the address)` of a page with these parameters, and `utgave`."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
            try:
                check_names(request.GET, (*names, "utgave"), repeated)
                return _whole(view, question(request), parts)
            except BadParameter as error:
                return bad_request(request, error)
            except queries.UnknownRelease:
                return render(request, "website/unpublished.html", status=503)
            except queries.UnknownCode as error:
                return not_found(request, str(error))

        return answer

    return decorate


def question(request: HttpRequest) -> Question:
    """Raises BadParameter for an unknown release, UnknownRelease where none is published."""
    known = queries.releases()
    number = edition(request.GET, [info.number for info in known])
    return Question(request, queries.release(number), queries.newest(known), number)


def without_release(request: HttpRequest) -> str:
    """The same address, of the newest release."""
    query = [(name, one) for name, ones in request.GET.lists() for one in ones if name != "utgave"]
    return with_query(request.path, query)


def _whole(view: View, asked: Question, parts: dict[str, Any]) -> HttpResponse:
    etag = caching.tag(asked.request, *caching.release_parts(asked.release, asked.newest), localdate())
    if unchanged := caching.unchanged(asked.request, etag):
        return unchanged
    response = view(asked, **parts)
    return caching.tagged(response, etag) if response.status_code == 200 else response


def bad_request(request: HttpRequest, error: BadParameter) -> HttpResponse:
    told = {
        "parameter": error.parameter,
        "value": error.value,
        "valid": ways_out(request, error),
        "message": error.message,
    }
    return render(request, "website/bad_request.html", told, status=400)


def ways_out(request: HttpRequest, error: BadParameter) -> list[tuple[str, str]]:
    """Each value that would be right, and the address with it in the place of what is wrong, the rest as it was."""
    ways: list[tuple[str, str]] = []
    for right in error.valid if len(error.parameter) < SHOWN else ():
        query = request.GET.copy()
        given = query.pop(error.parameter, [])
        if error.unknown:
            query[right] = error.value
        else:
            query[error.parameter] = _mended(given, error.value, right)
        text = right if error.unknown else named(error.parameter, right)
        ways.append((text, with_query(request.path, [(name, one) for name, ones in query.lists() for one in ones])))
    return ways


def _mended(given: Sequence[object], wrong: str, right: str) -> str:
    """A list of codes with one of them changed, or the right value alone."""
    codes = str(given[0]).split(",") if len(given) == 1 else []
    return ",".join(right if code == wrong else code for code in codes) if wrong in codes else right


def not_found(request: HttpRequest, code: str) -> HttpResponse:
    move = moved.successor(code, request.GET.get("utgave", ""))
    message = sentences.moved(move) if move else _unknown(code)
    return render(request, "website/not_found.html", {"near": near(code), "message": message}, status=404)


def _unknown(code: str) -> str:
    if VETERINARY.match(code):
        return say("Koder som begynner med Q, er legemidler til dyr. Statistikken gjelder mennesker.")
    return say("Koden «{code}» finnes ikke i utgaven.", code=code[:20])


def file(body: bytes, kind: str, filename: str) -> HttpResponse:
    disposition = f'attachment; filename="{filename}"'
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition})
