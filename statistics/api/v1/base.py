"""What every address of the API shares: its parameters are known, its errors are problem+json, its tag the release."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from statistics import queries
from statistics.api import answers, problems, tables
from statistics.api.expressions import Codes
from statistics.api.problems import Problem
from statistics.api.v1 import accepting
from statistics.definitions.divisions import DIVISIONS, THEN
from statistics.table import ReleaseInfo

EDITION = "utgave"
DIVISION = "inndeling"
LANGUAGE = "sprak"
LANGUAGES = {"nb": "no", "nn": "nn", "en": "en"}
"""What names and texts can be in, and what a table's own texts call it."""

JSON = "application/json"


class OneAnswer(BaseContentNegotiation):
    """All answers but data are JSON; which formats data have, and who accepts none of them, is for `data` to say."""

    def select_parser(self, request: Request, parsers: Sequence[Any]) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return JSONRenderer(), "application/json"


class Endpoint(APIView):
    """`parameters`: names its query may have, beside the release."""

    content_negotiation_class = OneAnswer
    parameters: tuple[str, ...] = ()
    schema_tags = ("v1",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """In the language asked for; parts of an answer that are made later are so too."""
        self.language = language(request)
        with override(self.language):
            response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = answers.in_language(self.language, response.streaming_content)
        response["Content-Language"] = self.language
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        answers.admit(request._request)
        check_names(request._request, (*self.parameters, EDITION, LANGUAGE))
        check_language(request._request)
        self.accepts(request._request)
        self.release = self.edition(request._request)

    def accepts(self, request: HttpRequest) -> None:
        """Raises Problem 406 where the one thing that is answered is refused."""
        header = request.headers.get("Accept", "")
        if accepting.best(header, (JSON,)) is None:
            detail = f"Adressen svarer med {JSON}. Bare tall (…/data) finnes i flere formater."
            raise Problem(406, "Ikke et format vi har", detail, parameter="Accept", value=header, near=[JSON])

    def edition(self, request: HttpRequest) -> ReleaseInfo:
        return edition(request)

    def json(self, content: Callable[[], Any], *parts: object) -> HttpResponseBase:
        return answers.as_json(self.request._request, self.release, content, *parts)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def handle_exception(self, error: Exception) -> HttpResponse:
        problem = as_problem(error)
        if problem is None:
            raise error
        return problems.response(problem, self.request.path)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return answers.open_to_all(super().finalize_response(request, response, *args, **kwargs), "GET, HEAD")


def as_problem(error: Exception) -> Problem | None:
    """The problem that is told of an error; None of one that is ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, queries.UnknownRelease):
        return problems.no_release(next(iter(queries.releases()), None))
    if isinstance(error, Http404):
        return Problem(404, "Finnes ikke", "Adressen finnes ikke. /api/v1/ har en oversikt.")
    if isinstance(error, APIException):
        return Problem(error.status_code, "Feil i forespørselen", str(error.detail), headers=_headers(error))
    return None


def _headers(error: APIException) -> dict[str, str]:
    return {"Allow": "GET, HEAD, OPTIONS"} if error.status_code == 405 else {}


def check_names(request: HttpRequest, allowed: Sequence[str]) -> None:
    """Raises Problem for a parameter the address does not have, and for one given twice."""
    for name, values in request.GET.lists():
        if name not in allowed:
            near = Codes(tuple(allowed)).near(name)
            detail = f"Det er ingen parameter som heter «{problems.clean(name)}» her."
            raise Problem(400, "Ukjent parameter", detail, parameter=name, value=values[-1], near=near)
        if len(values) > 1:
            detail = f"«{name}» kan bare stå én gang. Skriv flere verdier med komma mellom."
            raise Problem(400, "Gjentatt parameter", detail, parameter=name, value=",".join(values))


def language(request: HttpRequest) -> str:
    """What the answer is in: bokmål unless another that we have is asked for."""
    given = request.GET.get(LANGUAGE, "")
    return given if given in LANGUAGES else next(iter(LANGUAGES))


def check_language(request: HttpRequest) -> None:
    """Raises Problem for a language that we do not have."""
    given = request.GET.get(LANGUAGE)
    if given is not None and given not in LANGUAGES:
        detail = f"«{LANGUAGE}» er {', '.join(LANGUAGES)}."
        raise Problem(400, "Ukjent språk", detail, parameter=LANGUAGE, value=given, near=list(LANGUAGES))


def edition(request: HttpRequest) -> ReleaseInfo:
    """The release asked for, or the newest. Raises Problem and queries.UnknownRelease."""
    number = request.GET.get(EDITION, "")
    try:
        return queries.release(number)
    except queries.UnknownRelease:
        known = [info.number for info in queries.releases()]
        if not number or not known:
            raise
    detail = f"Utgaven «{problems.clean(number)}» finnes ikke."
    raise Problem(400, "Ukjent utgave", detail, parameter=EDITION, value=number, near=known[:6])


def divided(request: HttpRequest, slug: str) -> tables.PublishedTable:
    """The table by the division asked for, or its own. Raises Problem."""
    table = published_table(slug)
    given = request.GET.get(DIVISION, table.division)
    known = (THEN,) if table.division == THEN else DIVISIONS
    if given in known:
        return replace(table, division=given)
    detail = f"«{DIVISION}» er {' eller '.join(known)} for denne tabellen."
    raise Problem(400, "Ukjent inndeling", detail, parameter=DIVISION, value=given, near=known)


def published_table(slug: str) -> tables.PublishedTable:
    try:
        return tables.by_slug(slug)
    except tables.UnknownTable:
        near = [table.slug for table in tables.TABLES]
        detail = f"Det er ingen tabell som heter «{problems.clean(slug)}»."
        raise Problem(404, "Ukjent tabell", detail, parameter="table", value=slug, near=near) from None
