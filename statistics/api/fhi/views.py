"""The dialect's eight addresses."""

import datetime as dt
import html
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from statistics import queries
from statistics.api import answers, problems
from statistics.api.answers import endpoint
from statistics.api.expressions import Codes
from statistics.api.fhi import asking, errors, rendering
from statistics.api.fhi.errors import bad, not_found
from statistics.api.fhi.tables import SOURCE, TABLES, FhiTable, Known, dimensions
from statistics.api.tables import units
from statistics.definitions import measures
from statistics.formats.dataset import Dataset
from statistics.formats.notices import FLAGS, LICENCE_URL, citation, notices
from statistics.table import Category, ReleaseInfo, Table

WHOLE_QUERY_ROWS = 50_000


@endpoint("GET", answer=errors.answer)
def sources(request: HttpRequest) -> HttpResponseBase:
    _no_parameters(request)
    told = {
        "id": SOURCE,
        "title": "Legemiddelregisteret",
        "description": "Legemidler utlevert på resept i apotek.",
        "aboutUrl": request.build_absolute_uri("/metode"),
        "publishedBy": "Legemiddelstatistikk",
    }
    return answers.as_json(request, queries.release(), lambda: [told])


@endpoint("GET", answer=errors.answer)
def list_tables(request: HttpRequest, source: str) -> HttpResponseBase:
    _known_source(source)
    release, since = queries.release(), _modified_after(request)
    day = queries.changed(queries.releases())
    changed = day is None or since is None or day > since
    return answers.as_json(request, release, lambda: [_described(t, release) for t in TABLES] if changed else [])


@endpoint("GET", answer=errors.answer)
def table(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    found, release = _found(request, source, number)
    return answers.as_json(request, release, lambda: _described(found, release))


@endpoint("GET", answer=errors.answer)
def query(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    found, release = _found(request, source, number)

    def content() -> dict[str, Any]:
        told = [
            {"code": k.dimension.code, "filter": "item", "values": list(k.dimension.codes)}
            for k in dimensions(found, release)
        ]
        return {"dimensions": told, "response": {"format": "json-stat2", "maxRowCount": WHOLE_QUERY_ROWS}}

    return answers.as_json(request, release, content)


@endpoint("GET", answer=errors.answer)
def list_dimensions(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    found, release = _found(request, source, number)
    return answers.as_json(
        request, release, lambda: {"dimensions": [_tree(known) for known in dimensions(found, release)]}
    )


@endpoint("POST", answer=errors.answer)
def data(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    found, release = _found(request, source, number)
    known = dimensions(found, release)
    wanted = asking.asked(answers.json_body(request), known)
    made = _dataset(found, release, known, wanted)
    response = answers.untagged(rendering.MEDIA_TYPES[wanted.format], lambda: rendering.render(made, wanted.format))
    response["Cache-Control"] = "no-store"
    return response


@endpoint("GET", answer=errors.answer)
def flags(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    _, release = _found(request, source, number)
    told = [{"title": reason.symbol, "text": FLAGS[reason.symbol]} for reason in rendering.LEGEND_ORDER]
    return answers.as_json(request, release, lambda: told)


@endpoint("GET", answer=errors.answer)
def metadata(request: HttpRequest, source: str, number: str) -> HttpResponseBase:
    found, release = _found(request, source, number)
    return answers.as_json(request, release, lambda: _metadata(found, release))


def _dataset(found: FhiTable, release: ReleaseInfo, known: tuple[Known, ...], wanted: asking.Asked) -> Dataset:
    """The dimensions are in the order of a table's axes, so that its parts are the answer's."""
    ours = {k.axis: tuple(k.ours[code] for code in wanted.codes[k.dimension.code]) for k in known}
    codes = {"omr": ("0",)} | ours
    stream = queries.stream(found.published.selection(codes, release.number))
    picked = []
    for k in known:
        by_code = {category.code: category for category in k.dimension.categories}
        categories = tuple(by_code[code] for code in wanted.codes[k.dimension.code])
        picked.append(replace(k.dimension, categories=categories))
    by_ours = units()
    theirs = {code: by_ours[ours] for code, ours in known[-1].ours.items()}
    notes = tuple(notices(release))
    return Dataset(str(found.id), found.title, release, tuple(picked), theirs, map(_flat, stream.parts), notes=notes)


def _flat(part: Table) -> tuple[Any, Any]:
    return part.values.ravel(), part.reasons.ravel()


def _described(found: FhiTable, release: ReleaseInfo) -> dict[str, Any]:
    days = release.published, queries.changed(queries.releases())
    published, modified = (f"{day}T07:00:00+00:00" if day else None for day in days)
    return {"tableId": found.id, "title": found.title, "publishedAt": published, "modifiedAt": modified}


def _tree(known: Known) -> dict[str, Any]:
    children: dict[str, list[Category]] = {}
    for category in known.dimension.categories:
        children.setdefault(known.parents.get(category.code, ""), []).append(category)

    def node(category: Category) -> dict[str, Any]:
        below = [node(child) for child in children.get(category.code, [])]
        return {"value": category.code, "label": category.label, "children": below}

    top = [node(category) for category in children.get("", [])]
    return {"code": known.dimension.code, "label": known.dimension.label, "categories": top}


def _metadata(found: FhiTable, release: ReleaseInfo) -> dict[str, Any]:
    licence = f'<a href="{LICENCE_URL}">{release.licence}</a>'
    defined = [measures()[known] for known in found.measures or measures()]
    paragraphs = [
        ("Om tabellen", found.published.description["no"]),
        ("Merk", " ".join(notices(release))),
        ("Utgave", f"{release.number}. {citation(release)}"),
        *((m.label, f"{m.definition} Kilde: {m.source}.") for m in defined),
    ]
    told = [{"header": header, "content": f"<p>{html.escape(text)}</p>"} for header, text in paragraphs]
    told.append({"header": "Lisens", "content": f"<p>{licence}</p>"})
    return {"name": found.title, "isOfficialStatistics": False, "paragraphs": told}


def _found(request: HttpRequest, source: str, number: str) -> tuple[FhiTable, ReleaseInfo]:
    _known_source(source)
    _no_parameters(request)
    for found in TABLES:
        if str(found.id) == number:
            return found, queries.release()
    near = tuple(str(found.id) for found in TABLES)
    raise not_found(f"Kilden {SOURCE} har ingen tabell «{problems.clean(number)}».", number, near)


def _known_source(source: str) -> None:
    if source.lower() != SOURCE:
        raise not_found(f"Det er ingen kilde «{problems.clean(source)}».", source, (SOURCE,))


def _no_parameters(request: HttpRequest) -> None:
    for name in request.GET:
        raise bad("Adressen har ingen parametere.", name, request.GET[name])


def _modified_after(request: HttpRequest) -> dt.date | None:
    """A day or a moment; the day counts."""
    given = [(name, value) for name, values in request.GET.lists() for value in values]
    for name, _ in given:
        if name.lower() != "modifiedafter":
            raise bad("Det er ingen slik parameter her.", name, near=Codes(("modifiedAfter",)).near(name))
    if len(given) > 1:
        raise bad("Parameteren står to ganger.", "modifiedAfter", given[-1][1])
    if not given:
        return None
    text = given[0][1]
    try:
        return dt.datetime.fromisoformat(text.replace(" ", "+")).date()
    except ValueError:
        raise bad("modifiedAfter er en dato, som 2026-01-31.", "modifiedAfter", text) from None
