"""A drug page and its twins: one selection, one set of tables, three ways to read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from statistics import moved, queries
from statistics.cube.axes import ROOT
from statistics.dashboards import caching, drawing, figures, sentences, tables
from statistics.dashboards.addresses import with_query
from statistics.dashboards.answering import bad_request, file, not_found, without_release
from statistics.dashboards.context import context
from statistics.dashboards.drawing.raster import png
from statistics.dashboards.framing import for_frames, framed
from statistics.dashboards.page import Page
from statistics.dashboards.params import (
    CSV_FILE,
    DRUG_PAGE,
    FIGURE_FILE,
    FIGURES,
    BadParameter,
    check_names,
    choice,
    csv_dialect,
    edition,
    parse,
)
from statistics.definitions import measures
from statistics.formats import csv, json, xlsx
from statistics.language import say
from statistics.table import ReleaseInfo, TableStream

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
                return _gone(request, view_name, names, right)
            if code != right:
                return _moved(request, reverse(view_name, args=[right]))
            return _whole(view, asked)

        return answer

    return decorate


def _gone(request: HttpRequest, view_name: str, names: tuple[str, ...], code: str) -> HttpResponse:
    """To where a code has moved, with a note where there is room for one; a page of near ones for an unknown code."""
    move = moved.successor(code, request.GET.get("utgave", ""))
    if move is None:
        return not_found(request, code)
    query = request.GET.copy()
    if "flyttet" in names:
        query["flyttet"] = code
    return HttpResponsePermanentRedirect(with_query(reverse(view_name, args=[move.new]), list(query.items())))


def _asked(request: HttpRequest, code: str) -> Asked:
    known = queries.releases()
    number = edition(request.GET, [info.number for info in known])
    release, newest = queries.release(number), queries.newest(known)
    return Asked(request, queries.node(code, release.number), release, newest)


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


@answers("drug", DRUG_PAGE)
def drug(asked: Asked) -> HttpResponse:
    page = asked.page()
    older = asked.release.number != asked.newest.number
    newest = without_release(asked.request) if older else ""
    locked = page.address(utgave=asked.release.number)
    build = asked.request.build_absolute_uri
    told = {
        "newest": newest,
        "locked": locked,
        "locked_url": build(locked),
        "frame_url": build(page.file_address("frame", "tid")),
        "moved": _note(asked),
    }
    return render(asked.request, "dashboards/drug.html", {**context(page, localdate(), build), **told})


def _note(asked: Asked) -> str:
    """Says that the reader was led here from another code. Raises BadParameter where that code did not come here."""
    if "flyttet" not in asked.request.GET:
        return ""
    old = asked.request.GET["flyttet"]
    move = moved.successor(old, asked.release.number)
    if move is None or move.new != asked.node.code:
        message = say("Koden «{old}» er ikke flyttet til {new}.", old=old[:20], new=asked.node.code)
        raise BadParameter("flyttet", old, (), message)
    return sentences.moved(move)


@answers("drug_csv", CSV_FILE)
def drug_csv(asked: Asked) -> HttpResponse:
    """The cells of the page with the same query; `figur` for those of one figure, `csv=excel` for semicolons."""
    dialect = csv_dialect(asked.request.GET, "csv")
    shown, figure = _shown(asked, "csv")
    body = csv.render(shown.printed(figure), dialect)
    return file(body, "text/csv; charset=utf-8", _filename(asked, figure, "csv"))


@answers("drug_json", FIGURE_FILE)
def drug_json(asked: Asked) -> HttpResponse:
    shown, figure = _shown(asked, "json")
    parts: Mapping[str, list[tables.Table]] = {name: shown.printed(name) for name in FIGURES if figure in ("", name)}
    return file(json.render(parts, asked.release), "application/json", _filename(asked, figure, "json"))


@answers("drug_xlsx", FIGURE_FILE)
def drug_xlsx(asked: Asked) -> HttpResponse:
    shown, figure = _shown(asked, "xlsx")
    parts = shown.printed(figure)
    used = {code: measures()[code] for part in parts for code in part.axis("maal").codes}
    body = xlsx.render(TableStream(asked.release, parts[0].axes, iter(parts)), asked.page().what, used)
    return file(body, xlsx.MEDIA_TYPE, _filename(asked, figure, "xlsx"))


@answers("drug_svg", FIGURE_FILE)
def drug_svg(asked: Asked) -> HttpResponse:
    """One figure, drawn here, with its title, sentence, source and licence in it."""
    return HttpResponse(_drawn(asked), content_type="image/svg+xml")


@answers("drug_png", FIGURE_FILE)
def drug_png(asked: Asked) -> HttpResponse:
    return HttpResponse(png(_drawn(asked)), content_type="image/png")


@for_frames
@answers("drug_frame", FIGURE_FILE)
def drug_frame(asked: Asked) -> HttpResponse:
    page, (shown, name) = asked.page(), _shown(asked, "frame")
    figure = figures.BY_NAME[name or FIGURES[0]](page, shown)
    return framed(asked.request, figure.around(page), (figure.wide, figure.narrow), page.address())


def _drawn(asked: Asked) -> str:
    page, (shown, name) = asked.page(), _shown(asked, "svg")
    figure = figures.BY_NAME[name or FIGURES[0]](page, shown)
    return drawing.picture(figure.around(page), figure.wide)


def _shown(asked: Asked, kind: str) -> tuple[tables.Figures, str]:
    """The tables of the page with this query, and which figure is asked for, empty for all.

    Raises BadParameter where the file cannot tell of chance, and is asked to.
    """
    name, page = choice(asked.request.GET, "figur", FIGURES, default=""), asked.page()
    if page.filters.usikkerhet and not page.tells_chance(kind, name):
        message = say(
            "Tilfeldig variasjon er med i bilder av figuren «fylker», "
            "og i filer av den når måltallet er justert for alder."
        )
        raise BadParameter("usikkerhet", "1", (), message)
    return tables.figures(asked.node.code, page.filters), name


def _filename(asked: Asked, figure: str, extension: str) -> str:
    parts = ["legemiddelstatistikk", asked.node.code, *([figure] if figure else []), asked.release.number]
    return "_".join(parts) + f".{extension}"
