"""The pages around the figures."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse

from statistics import queries, search
from statistics.cube.axes import ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.params import BadParameter, edition
from statistics.definitions import measures
from statistics.language import say
from statistics.table import ReleaseInfo
from website import finding
from website.addresses import browser_address
from website.browser import SUBSTANCE, rows, tree
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


@page("q")
def search_page(request: HttpRequest) -> HttpResponse:
    """One exact hit goes straight to its page."""
    q = _query(request)
    hits, ways = finding.understood(search.find(q), finding.others(q))
    exact = [way for way in ways if way.exact]
    if move := finding.gone(q):
        return HttpResponseRedirect(address(move.new, flyttet=move.old))
    if only := search.only_hit(hits):
        return HttpResponseRedirect(address(only.code))
    if len(exact) == 1 and not any(hit.exact for hit in hits):
        return HttpResponseRedirect(exact[0].href)
    context = {"q": q, "ways": ways, "results": finding.results(hits), "year": queries.release().last_year}
    return render(request, "website/search.html", context)


@page("q")
def search_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"hits": finding.suggestions(_query(request))})


@page("kode", "utgave")
def browser(request: HttpRequest) -> HttpResponse:
    """The main groups, or with `kode` the children of one group. A substance has only its own page."""
    release, number = _edition(request)
    code = request.GET.get("kode", "").upper()
    node = _node(code or ROOT, number)
    if code != request.GET.get("kode", ""):
        return HttpResponseRedirect(browser_address(code, number))
    if node.level == SUBSTANCE:
        return HttpResponseRedirect(address(code, number))
    context = {
        "current": "browser",
        "release": release,
        "newest": browser_address(code) if number else "",
        "number": number,
        "code": code,
        "node": node,
        "line": code_line(queries.ancestors(code, number), number),
        "rows": rows(node.code, number),
        "tree": tree(code, number),
    }
    return render(request, "website/browser.html", context)


@page("utgave")
def method(request: HttpRequest) -> HttpResponse:
    release, number = _edition(request)
    context = {
        "current": "method",
        "release": release,
        "newest": reverse("method") if number else "",
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
    near = finding.nearest(request.GET.get("kode", ""), last_part)
    return render(request, "website/not_found.html", {"near": near, "ways": finding.near_ways(last_part)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor release."""
    return HttpResponse(loader.get_template("website/server_error.html").render(), status=500)


def _query(request: HttpRequest) -> str:
    q = request.GET.get("q", "").strip()
    if len(q) > LONGEST_QUERY:
        raise BadParameter("q", q, (), say("Et søk kan ha høyst {most} tegn.", most=LONGEST_QUERY))
    return q


def _edition(request: HttpRequest) -> tuple[ReleaseInfo, str]:
    """The release of the page, and its number unless it is the newest."""
    number = edition(request.GET, [info.number for info in queries.releases()])
    info = queries.release(number)
    return info, "" if info == queries.release() else info.number


def _node(code: str, number: str) -> queries.Named:
    try:
        return queries.node(code, number)
    except queries.UnknownCode:
        raise Http404(code) from None
