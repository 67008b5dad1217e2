"""What every address of the API shares: its parameters are known, its errors are problem+json, its tag the release."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, override
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from statistics import queries
from statistics.api import accepting, answers, problems, spoken, tables, ways
from statistics.api.accepting import JSON, PAGE
from statistics.api.expressions import Codes
from statistics.api.problems import Problem
from statistics.api.spoken import LANGUAGES
from statistics.api.v1 import documented, page
from statistics.definitions.divisions import DIVISIONS, THEN
from statistics.formats.notices import LICENCE_URL
from statistics.language import say_later
from statistics.table import ReleaseInfo

EDITION = "utgave"
DIVISION = "inndeling"
LANGUAGE = spoken.PARAMETER
ALWAYS = (EDITION, LANGUAGE)


class OneAnswer(BaseContentNegotiation):
    """All answers but data are JSON; which formats data have, and who accepts none of them, is for `data` to say."""

    def select_parser(self, request: Request, parsers: Sequence[Any]) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return JSONRenderer(), "application/json"


class Endpoint(APIView):
    """`name`: of what it answers. `parameters`: names its query may have, beside release and language."""

    name = ""
    content_negotiation_class = OneAnswer
    parameters: tuple[str, ...] = ()
    schema_tags = ("v1",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """In the language asked for; parts of an answer that are made later are so too."""
        self.language = spoken.of_figures(request)
        with override(self.language):
            response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = answers.in_language(self.language, response.streaming_content)
        response.headers.setdefault("Content-Language", self.language)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        answers.admit(request._request)
        check_names(request._request, self.asks)
        check_language(request._request)
        self.accepts(request._request)
        self.release = self.edition(request._request)

    def accepts(self, request: HttpRequest) -> None:
        """Raises Problem 406 where the one thing that is answered is refused."""
        header = request.headers.get("Accept", "")
        if accepting.best(header, (JSON, PAGE)) is None:
            detail = say_later("Adressen svarer med {kind}. Bare tall (…/data) finnes i flere formater.", kind=JSON)
            raise no_format(header, detail, [JSON])

    def edition(self, request: HttpRequest) -> ReleaseInfo:
        return edition(request)

    def json(self, content: Callable[[], Any], *parts: object) -> HttpResponseBase:
        """Who reads pages gets one."""
        request = self.request._request
        if accepting.page(request.headers.get("Accept", "")):
            about = f"{gettext(documented.SUMMARIES[self.name])}."
            return self.page(lambda: page.Shown(self.name, about, content(), self.release, self.asks), *parts)
        return answers.as_json(request, self.release, content, *parts)

    def page(self, shown: Callable[[], page.Shown], *parts: object) -> HttpResponseBase:
        request = self.request._request
        kind = f"{PAGE}; charset=utf-8"
        return answers.tagged(request, self.release, kind, lambda: page.render(request, shown()), *parts)

    @property
    def asks(self) -> tuple[str, ...]:
        """Names that its query may have."""
        return (*self.parameters, *ALWAYS)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def handle_exception(self, error: Exception) -> HttpResponse:
        problem = as_problem(error, self.request.method)
        if problem is None:
            raise error
        return problems.plainly(problem, self.request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        patch_vary_headers(response, ["Accept"])
        if response.status_code == 200:
            self._cite(response)
        return answers.open_to_all(super().finalize_response(request, response, *args, **kwargs), "GET, HEAD")

    def _cite(self, response: HttpResponseBase) -> None:
        """Licence, and the address that will always give this answer (RFC 8574), also where a format holds neither."""
        request = self.request._request
        pinned = ways.address(quote(request.path), ways.given(request, **{EDITION: self.release.number}))
        links = [response["Link"]] if response.has_header("Link") else []
        links += [f'<{LICENCE_URL}>; rel="license"', f'<{request.build_absolute_uri(pinned)}>; rel="cite-as"']
        response["Link"] = ", ".join(links)


def as_problem(error: Exception, given: str | None) -> Problem | None:
    """`given`: the method. The problem that is told of an error; None of one that is ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, queries.UnknownRelease):
        return problems.no_release(next(iter(queries.releases()), None))
    if isinstance(error, MethodNotAllowed):
        return answers.not_allowed(("GET",), str(given))
    if isinstance(error, Http404):
        detail = say_later("Adressen finnes ikke. Begynn på {home}.", home=documented.HOME)
        return Problem(404, say_later("Finnes ikke"), detail)
    if isinstance(error, APIException):
        return Problem(error.status_code, say_later("Feil i forespørselen"), str(error.detail))
    return None


def no_dimension(table: tables.PublishedTable, code: str) -> tuple[str, str]:
    """Title and detail."""
    known = {"table": table.slug, "code": problems.clean(code)}
    return say_later("Ukjent dimensjon"), say_later("Tabellen «{table}» har ingen dimensjon «{code}».", **known)


def no_format(header: str, detail: str, near: Sequence[str]) -> Problem:
    return Problem(406, say_later("Ikke et format vi har"), detail, parameter="Accept", value=header, near=near)


def check_names(request: HttpRequest, allowed: Sequence[str]) -> None:
    """Raises Problem for a parameter the address does not have, and for one given twice."""
    for name, values in request.GET.lists():
        if name not in allowed:
            near = Codes(tuple(allowed)).near(name)
            detail = say_later("Det er ingen parameter som heter «{name}» her.", name=problems.clean(name))
            raise Problem(400, say_later("Ukjent parameter"), detail, parameter=name, value=values[-1], near=near)
        if len(values) > 1:
            detail = say_later("«{name}» kan bare stå én gang. Skriv flere verdier med komma mellom.", name=name)
            raise Problem(400, say_later("Gjentatt parameter"), detail, parameter=name, value=",".join(values))


def check_language(request: HttpRequest) -> None:
    """Raises Problem for a language that we do not have."""
    given = request.GET.get(LANGUAGE)
    if given is not None and given not in LANGUAGES:
        detail = say_later("«{name}» er {known}.", name=LANGUAGE, known=", ".join(LANGUAGES))
        raise Problem(400, say_later("Ukjent språk"), detail, parameter=LANGUAGE, value=given, near=list(LANGUAGES))


def edition(request: HttpRequest) -> ReleaseInfo:
    """The release asked for, or the newest. Raises Problem and queries.UnknownRelease."""
    number = request.GET.get(EDITION, "")
    try:
        return queries.release(number)
    except queries.UnknownRelease:
        known = [info.number for info in queries.releases()]
        if not number or not known:
            raise
    detail = say_later("Utgaven «{number}» finnes ikke.", number=problems.clean(number))
    raise Problem(400, say_later("Ukjent utgave"), detail, parameter=EDITION, value=number, near=known[:6])


def divided(request: HttpRequest, slug: str) -> tables.PublishedTable:
    """The table by the division asked for, or its own. Raises Problem."""
    table = published_table(slug)
    given = request.GET.get(DIVISION, table.division)
    known = (THEN,) if table.division == THEN else DIVISIONS
    if given in known:
        return replace(table, division=given)
    detail = say_later("«{name}» er {known} for denne tabellen.", name=DIVISION, known=", ".join(known))
    raise Problem(400, say_later("Ukjent inndeling"), detail, parameter=DIVISION, value=given, near=known)


def published_table(slug: str) -> tables.PublishedTable:
    try:
        return tables.by_slug(slug)
    except tables.UnknownTable:
        near = [table.slug for table in tables.TABLES]
        detail = say_later("Det er ingen tabell som heter «{name}».", name=problems.clean(slug))
        raise Problem(404, say_later("Ukjent tabell"), detail, parameter="table", value=slug, near=near) from None
