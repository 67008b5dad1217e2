"""A drug page and its twins: one selection, one set of tables, three ways to read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.dashboards import caching, tables
from statistics.dashboards.context import Page, context
from statistics.dashboards.near import near
from statistics.dashboards.params import (
    CSV_FILE,
    DIALECTS,
    FIGURES,
    JSON_FILE,
    PAGE,
    BadParameter,
    check_names,
    choice,
    edition,
    parse,
)
from statistics.formats import csv, json
from statistics.table import ReleaseInfo

View = Callable[["Asked"], HttpResponse]


@dataclass(frozen=True)
class Asked:
    """What was asked for, understood: the code exists in the release, and the parameters are known."""

    request: HttpRequest
    node: queries.Named
    release: ReleaseInfo
    newest: ReleaseInfo

    def page(self) -> Page:
        national = tables.national(self.node.code, self.release.number)
        first = tables.first_use(national)
        years = range(self.release.first_year, self.release.last_year + 1)
        return Page(self.node, self.release, parse(self.request.GET, years, first), national, first)


def answers(view_name: str, names: tuple[str, ...]) -> Callable[[View], Callable[..., HttpResponse]]:
    """A view of one code: with its parameters checked, other spellings redirected, and what is wrong explained."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, code: str) -> HttpResponse:
            right = code.lower() if code.lower() == ROOT else code.upper()
            try:
                check_names(request.GET, names)
                asked = _asked(request, right)
            except BadParameter as error:
                return bad_request(request, error)
            except queries.UnknownRelease:
                return render(request, "website/unpublished.html", status=503)
            except queries.UnknownCode:
                return not_found(request, code)
            if code != right:
                return _moved(request, reverse(view_name, args=[right]))
            return _whole(view, asked)

        return answer

    return decorate


def _asked(request: HttpRequest, code: str) -> Asked:
    known = queries.releases()
    number = edition(request.GET, [info.number for info in known])
    release, newest = queries.release(number), _newest(known)
    return Asked(request, queries.node(code, release.number), release, newest)


def _newest(known: list[ReleaseInfo]) -> ReleaseInfo:
    """The newest that is not withdrawn; where all are, the newest of those."""
    return next((info for info in known if info.withdrawn is None), known[0])


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _whole(view: View, asked: Asked) -> HttpResponse:
    """The answer with its tag, or that the reader has it."""
    etag = caching.tag(asked.request, *caching.release_parts(asked.release, asked.newest), localdate())
    if unchanged := caching.unchanged(asked.request, etag):
        return unchanged
    try:
        return caching.tagged(view(asked), etag)
    except BadParameter as error:
        return bad_request(asked.request, error)


@answers("drug", PAGE)
def drug(asked: Asked) -> HttpResponse:
    page = asked.page()
    older = asked.release.number != asked.newest.number
    newest = reverse("drug", args=[page.node.code]) if older else ""
    locked = page.address(utgave=asked.release.number)
    told = {"newest": newest, "locked": locked, "locked_url": asked.request.build_absolute_uri(locked)}
    return render(asked.request, "dashboards/drug.html", {**context(page, localdate()), **told})


@answers("drug_csv", CSV_FILE)
def drug_csv(asked: Asked) -> HttpResponse:
    """The cells of the page with the same query; `figur` for those of one figure, `csv=excel` for semicolons."""
    query = asked.request.GET
    figure = choice(query, "figur", FIGURES, default="")
    dialect: csv.Dialect = "excel" if choice(query, "csv", DIALECTS, default="komma") == "excel" else "komma"
    shown = tables.figures(asked.node.code, asked.page().filters)
    body = csv.render(shown.printed(figure), dialect)
    return _file(body, "text/csv; charset=utf-8", _filename(asked, figure, "csv"))


@answers("drug_json", JSON_FILE)
def drug_json(asked: Asked) -> HttpResponse:
    figure = choice(asked.request.GET, "figur", FIGURES, default="")
    shown = tables.figures(asked.node.code, asked.page().filters)
    parts: Mapping[str, list[tables.Table]] = {name: shown.printed(name) for name in FIGURES if figure in ("", name)}
    body = json.render(parts, asked.release)
    return _file(body, "application/json", _filename(asked, figure, "json"))


def _filename(asked: Asked, figure: str, extension: str) -> str:
    parts = ["legemiddelstatistikk", asked.node.code, *([figure] if figure else []), asked.release.number]
    return "_".join(parts) + f".{extension}"


def _file(body: bytes, kind: str, filename: str) -> HttpResponse:
    disposition = f'attachment; filename="{filename}"'
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": disposition})


def bad_request(request: HttpRequest, error: BadParameter) -> HttpResponse:
    told = {"parameter": error.parameter, "value": error.value, "valid": error.valid, "message": error.message}
    return render(request, "website/bad_request.html", told, status=400)


def not_found(request: HttpRequest, code: str) -> HttpResponse:
    message = f"Koden «{code[:20]}» finnes ikke i utgaven."
    return render(request, "website/not_found.html", {"near": near(code), "message": message}, status=404)
