"""The pages around the figures."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.timezone import localdate

from statistics import queries, search
from statistics.cube.axes import ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.answering import without_release
from statistics.dashboards.params import BadParameter, choice, edition
from statistics.definitions import measures
from statistics.definitions.divisions import FIRST_YEAR, THEN, counties
from statistics.labels import label
from statistics.language import say
from statistics.table import ReleaseInfo
from website import finding
from website.addresses import browser_address
from website.browser import SUBSTANCE, listed, tree
from website.codeline import code_line
from website.downloads import examples
from website.front import front as front_page
from website.method import method as method_facts
from website.pages import page
from website.straight import straightened

LONGEST_QUERY = 100
ASSESSED = dt.date(2026, 11, 28)
"""When the statement of accessibility was last gone through."""


@page()
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "website/front.html", {"front": front_page()})


@page("q", "utgave")
def search_page(request: HttpRequest) -> HttpResponse:
    """One exact hit goes straight to its page."""
    q, (release, number) = _query(request), _edition(request)
    hits, ways = finding.understood(search.find(q, number), finding.others(q, number))
    exact = [way for way in ways if way.exact]
    if move := finding.gone(q, number):
        return HttpResponseRedirect(address(move.new, number, flyttet=move.old))
    if only := search.only_hit(hits):
        return HttpResponseRedirect(address(only.code, number))
    if len(exact) == 1 and not any(hit.exact for hit in hits):
        return HttpResponseRedirect(exact[0].href)
    context = {
        "q": q,
        "release": release,
        "newest": without_release(request) if _older(release) else "",
        "ways": ways,
        "results": finding.results(hits, number),
        "year": release.last_year,
    }
    return render(request, "website/search.html", context)


@page("q", "utgave")
def search_json(request: HttpRequest) -> HttpResponse:
    _, number = _edition(request)
    return JsonResponse({"hits": finding.suggestions(_query(request), number)})


@page("kode", "q", "tomme", "utgave")
def browser(request: HttpRequest) -> HttpResponse:
    """The main groups, or with `kode` the children of one group. A substance has only its own page.

    `q`: all beneath it with that in their name or code; `tomme`: those that nobody used too.
    """
    release, number = _edition(request)
    code, q = request.GET.get("kode", "").upper(), _query(request)
    unused = choice(request.GET, "tomme", ("1",), "")
    if code == ROOT.upper():
        return HttpResponseRedirect(browser_address("", number, q=q, tomme=unused))
    node = _node(code or ROOT, number)
    if code != request.GET.get("kode", ""):
        return HttpResponseRedirect(browser_address(code, number, q=q, tomme=unused))
    if node.level == SUBSTANCE:
        return HttpResponseRedirect(address(code, number))
    context = {
        "current": "browser",
        "release": release,
        "newest": without_release(request) if _older(release) else "",
        "code": code,
        "node": node,
        "line": code_line(queries.ancestors(code, number), number),
        "q": q,
        "unused": unused,
        "listed": listed(node.code, number, q, unused=bool(unused)),
        "with_unused": browser_address(code, number, q=q, tomme="1"),
        "tree": tree(code, number),
    }
    return render(request, "website/browser.html", context)


@page("utgave")
def method(request: HttpRequest) -> HttpResponse:
    release, number = _edition(request)
    context = {
        "current": "method",
        "release": release,
        "newest": without_release(request) if _older(release) else "",
        "method": method_facts(number),
    }
    return render(request, "website/method.html", context)


@page()
def data(request: HttpRequest) -> HttpResponse:
    context = {"current": "data", "examples": examples(queries.release()), "measures": measures().values()}
    return render(request, "website/data.html", context)


@page()
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "website/accessibility.html", {"assessed": ASSESSED})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if answer := straightened(request):
        return answer
    last_part = request.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    code, county = request.GET.get("kode", ""), _former_county(request.path)
    near = [] if county and not code else finding.nearest(code, last_part)
    ways = finding.near_ways(county or last_part)
    return render(request, "website/not_found.html", {"near": near, "ways": ways}, status=404)


def _former_county(path: str) -> str:
    """The name of a county that the address asks for, and that was none in the years of the release."""
    *_, page, code = path.rstrip("/").split("/")
    known = page == "fylke" and code in counties(THEN, FIRST_YEAR, localdate().year)
    return label("omr", code).partition(" (")[0] if known else ""


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor release."""
    return HttpResponse(loader.get_template("website/server_error.html").render(), status=500)


def _query(request: HttpRequest) -> str:
    q = request.GET.get("q", "").strip()
    if len(q) > LONGEST_QUERY:
        raise BadParameter("q", q, (), say("Et søk kan ha høyst {most} tegn.", most=LONGEST_QUERY))
    return q


def _edition(request: HttpRequest) -> tuple[ReleaseInfo, str]:
    """The release of the page, and its number where the address names it."""
    number = edition(request.GET, [info.number for info in queries.releases()])
    return queries.release(number), number


def _older(release: ReleaseInfo) -> bool:
    return release.number != queries.newest(queries.releases()).number


def _node(code: str, number: str) -> queries.Named:
    try:
        return queries.node(code, number)
    except queries.UnknownCode:
        raise Http404(code) from None
