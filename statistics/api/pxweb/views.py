"""The dialect's addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.timezone import localdate

from statistics import queries
from statistics.api import answers, limits, tables
from statistics.api.answers import endpoint
from statistics.api.expressions import Codes
from statistics.api.pxweb import asking, errors, metadata, rendering, saved, selecting
from statistics.api.pxweb.asking import Chosen, Layout, Request, plain
from statistics.api.pxweb.errors import bad
from statistics.api.pxweb.variables import codelists, variables
from statistics.api.tables import LANGUAGES as LANGUAGE_OF
from statistics.api.tables import TABLES, PublishedTable
from statistics.search import fold
from statistics.table import ReleaseInfo

MOST_TABLES = 1000
LONGEST_NUMBER = 6


@endpoint("GET", answer=errors.answer)
def config(request: HttpRequest) -> HttpResponseBase:
    release = queries.release()
    asking.language(request)
    return answers.as_json(request, release, lambda: metadata.config(release), *limits.allowed())


@endpoint("GET", answer=errors.answer)
def list_tables(request: HttpRequest) -> HttpResponseBase:
    release = queries.release()
    names = ("lang", "query", "pastDays", "includeDiscontinued", "pageNumber", "pageSize")
    told = plain(request.GET, names)
    language = asking.language_of(told)
    _boolean(told, "includeDiscontinued")
    found = _matching(told.get("query", ""), language)
    if "pastDays" in told and not _updated_within(_number(told, "pastDays", 1)):
        found = []
    size, number = min(_number(told, "pageSize", MOST_TABLES), MOST_TABLES), _number(told, "pageNumber", 1)
    pages = max(-(-len(found) // size), 1)
    if number > pages:
        raise errors.not_found("page", str(number), [str(pages)])
    page = {
        "pageNumber": number,
        "pageSize": size,
        "totalElements": len(found),
        "totalPages": pages,
        "links": _page_links(request, number, pages, language),
    }
    shown = found[(number - 1) * size : number * size]
    content = {
        "language": language,
        "tables": [metadata.table(table, release, language, request) for table in shown],
        "page": page,
        "links": [metadata.link("self", "pxweb_tables", "", language, request)],
    }
    return answers.as_json(request, release, lambda: content)


@endpoint("GET", answer=errors.answer)
def table(request: HttpRequest, name: str) -> HttpResponseBase:
    release, found, language = queries.release(), _table(name), asking.language(request)
    content = {"language": language} | metadata.table(found, release, language, request)
    return answers.as_json(request, release, lambda: content)


@endpoint("GET", answer=errors.answer)
def table_metadata(request: HttpRequest, name: str) -> HttpResponseBase:
    """With every value; or, if asked, only those of the default selection or of a saved query."""
    release, found = queries.release(), _table(name)
    wanted, told = asking.of_metadata(request)
    language = wanted.language
    chosen: dict[str, Chosen] = {v.code: Chosen(("*",)) for v in variables(found, release, language)}
    if _boolean(told, "defaultSelection"):
        chosen = {}
    elif "savedQuery" in told:
        chosen = saved.unpack(told["savedQuery"]).chosen
    chosen |= {code: Chosen(("*",), one.codelist) for code, one in wanted.selection.items()}
    selected = selecting.select(found, release, language, chosen, limit=10**12)
    described, stub = selecting.described(found, release, language, selected, Layout())

    def content() -> dict[str, Any]:
        made = metadata.metadata(found, described, selected.variables, stub, _href(request), request)
        return made | {"value": []}

    return answers.as_json(request, release, content)


@endpoint("GET", answer=errors.answer)
def default_selection(request: HttpRequest, name: str) -> HttpResponseBase:
    release, found, language = queries.release(), _table(name), asking.language(request)
    return _selection(request, release, found, Request(language))


@endpoint("GET", "POST", answer=errors.answer)
def data(request: HttpRequest, name: str) -> HttpResponseBase:
    found = _table(name)
    if request.method == "POST":
        wanted = asking.of_body(request, answers.json_body(request) if answers.body(request) else {})
    else:
        wanted = asking.of_query(request)
    return _data(request, found, wanted)


@endpoint("GET", answer=errors.answer)
def codelist(request: HttpRequest, name: str) -> HttpResponseBase:
    release, language = queries.release(), asking.language(request)
    known = {found.id.lower(): found for found in codelists(release, language)}
    if name.lower() not in known:
        ids = tuple(found.id for found in known.values())
        raise errors.not_found("code list", name, Codes(ids).near(name))
    found = known[name.lower()]
    (variable,) = (v for v in variables(TABLES[0], release, language) if v.axis == found.axis)
    labels = {category.code: category.label for category in variable.dimension.categories}
    return answers.as_json(request, release, lambda: metadata.codelist(found, labels, language, request))


@endpoint("POST", answer=errors.answer)
def save(request: HttpRequest) -> HttpResponseBase:
    """The selection must be one the newest release can answer."""
    plain(request.GET, ())
    release = queries.release()
    query = saved.read(answers.json_body(request))
    selecting.placed(selecting.select(query.table, release, query.language, query.chosen), query.layout)
    name = saved.pack(query.content)
    response = JsonResponse(_saved(request, name, query, query.language), status=201)
    response["Location"] = request.build_absolute_uri(reverse("pxweb_saved", args=[name]))
    return response


@endpoint("GET", answer=errors.answer)
def saved_query(request: HttpRequest, name: str) -> HttpResponseBase:
    """`lang`, which the specification does not have here, is the language of the links, as at the other addresses."""
    told = plain(request.GET, ("lang",))
    query = saved.unpack(name)
    language = asking.language_of(told) if "lang" in told else query.language
    return answers.as_json(request, queries.release(), lambda: _saved(request, name, query, language))


@endpoint("GET", answer=errors.answer)
def saved_data(request: HttpRequest, name: str) -> HttpResponseBase:
    query = saved.unpack(name)
    told = plain(request.GET, ("lang", "outputFormat", "outputFormatParams"))
    layout = asking.layout(told, query.layout)
    language = asking.language_of(told) if "lang" in told else query.language
    return _data(request, query.table, Request(language, query.chosen, layout))


@endpoint("GET", answer=errors.answer)
def saved_selection(request: HttpRequest, name: str) -> HttpResponseBase:
    query = saved.unpack(name)
    told = plain(request.GET, ("lang",))
    language = asking.language_of(told) if "lang" in told else query.language
    return _selection(request, queries.release(), query.table, Request(language, query.chosen, query.layout))


def _data(request: HttpRequest, found: PublishedTable, wanted: Request) -> HttpResponseBase:
    release, language = queries.release(), wanted.language
    selected = selecting.select(found, release, language, wanted.selection)
    layout = wanted.layout if wanted.layout.format != "json-px" else selecting.measures_last(selected, wanted.layout)
    selecting.fits(selected, layout)

    def body() -> answers.Body:
        dataset, stub = selecting.dataset(found, release, language, selected, layout)

        def head() -> dict[str, Any]:
            return metadata.metadata(found, dataset, selected.variables, stub, _href(request), request)

        return answers.in_language(LANGUAGE_OF[language], rendering.render(dataset, stub, layout, head))

    kind = rendering.MEDIA_TYPES[layout.format]
    if request.method == "POST":
        return answers.untagged(kind, body)
    response = answers.tagged(request, release, kind, body)
    if ending := rendering.SAVED.get(layout.format):
        response["Content-Disposition"] = f'attachment; filename="{found.px_id}_{release.number}.{ending}"'
    return response


def _selection(request: HttpRequest, release: ReleaseInfo, found: PublishedTable, wanted: Request) -> HttpResponseBase:
    selected = selecting.select(found, release, wanted.language, wanted.selection)
    stub, heading = selecting.placed(selected, wanted.layout)
    links = metadata.table_links(found, wanted.language, request)
    placement = {"heading": list(heading), "stub": list(stub)}
    return answers.as_json(request, release, lambda: metadata.selection(selected, wanted.language, links, placement))


def _saved(request: HttpRequest, name: str, query: saved.Saved, language: str) -> dict[str, Any]:
    views = {"self": "pxweb_saved", "data": "pxweb_saved_data", "selection": "pxweb_saved_selection"}
    return {
        "language": language,
        "id": name,
        "savedQuery": {**query.content, "id": name},
        "links": [metadata.link(rel, view, name, language, request) for rel, view in views.items()],
    }


def _table(name: str) -> PublishedTable:
    try:
        return tables.by_px_id(name)
    except tables.UnknownTable:
        raise errors.not_found("table", name, [found.px_id for found in TABLES]) from None


def _matching(query: str, language: str) -> list[PublishedTable]:
    """Tables that have every word of the query in id, title or description."""
    words = fold(query).split()
    texts = {t.px_id: fold(f"{t.px_id} {t.title[language]} {t.description[language]}") for t in TABLES}
    return [found for found in TABLES if all(word in texts[found.px_id] for word in words)]


def _updated_within(days: int) -> bool:
    changed = queries.changed(queries.releases())
    return changed is not None and (localdate() - changed).days <= days


def _number(told: dict[str, str], name: str, default: int) -> int:
    text = told.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER and int(text) > 0):
        raise bad("A positive whole number was expected.", name, text)
    return int(text)


def _boolean(told: dict[str, str], name: str) -> bool:
    text = told.get(name, "false").lower()
    if text not in ("true", "false"):
        raise bad("true or false was expected.", name, text, ("true", "false"))
    return text == "true"


def _page_links(request: HttpRequest, number: int, pages: int, language: str) -> list[dict[str, str]]:
    def at(rel: str, page: int) -> dict[str, str]:
        query = request.GET.copy()
        for name in [name for name in query if name.lower() == "pagenumber"]:
            del query[name]
        query["pageNumber"] = str(page)
        href = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return {"rel": rel, "hreflang": language, "href": href}

    before = [at("previous", number - 1)] if number > 1 else []
    return [*before, *([at("next", number + 1)] if number < pages else []), at("last", pages)]


def _href(request: HttpRequest) -> str:
    return request.build_absolute_uri()
