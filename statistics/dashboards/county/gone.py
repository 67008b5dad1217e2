"""The page of a county that is no more: when it was, what it was the sum of, and its figures over its own years."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from statistics import queries
from statistics.cube.axes import COUNTIES, ROOT
from statistics.dashboards import drawing, figures, sentences, series, tables
from statistics.dashboards.addresses import address, with_query
from statistics.dashboards.answering import Question
from statistics.dashboards.context import taken
from statistics.dashboards.county.rows import key_cells
from statistics.dashboards.divided import explained, regions
from statistics.dashboards.drawing.base import written
from statistics.dashboards.page import Page
from statistics.dashboards.params import Filters, choice
from statistics.dashboards.presenters import form, twins, words
from statistics.dashboards.sentences import ranking as told
from statistics.definitions.divisions import THEN, in_force, parts
from statistics.labels import label

Context = dict[str, Any]


def codes(asked: Question) -> tuple[str, ...]:
    """Counties of the release's years that today has not."""
    return tuple(c for c in regions(THEN, asked.years[0], asked.years[-1])[1:-1] if c not in COUNTIES)


def page(asked: Question, code: str) -> HttpResponse:
    """Raises Http404 for what is no such county, BadParameter for what only today's counties can be asked."""
    if code not in codes(asked):
        raise Http404(code)
    query = asked.request.GET
    choice(query, "inndeling", (THEN,), THEN)
    for name in ("mot", "nivaa"):
        choice(query, name, (), "")
    return render(asked.request, "dashboards/county_gone.html", _context(asked, code))


def _context(asked: Question, code: str) -> Context:
    filters, name = _filters(asked, code), label("omr", code)
    context: Context = {
        "current": "counties",
        "release": asked.release,
        "newest": asked.to_newest,
        "code": code,
        "name": name,
        "was": told.was_a_county(name, *in_force(code)),
        "explained": explained(THEN),
        "today": [(label("omr", part), _todays(part, asked.utgave)) for part in parts(code, filters.til) or ()],
    }
    return context | (_figures(asked, filters, name) if context["today"] else {})


def _figures(asked: Question, filters: Filters, name: str) -> Context:
    """All medicines in the county, in those of its years that the release has."""
    code, year, utgave = filters.omr, filters.til, asked.utgave
    made = tables.figures(ROOT, filters).time
    wide, narrow = (drawing.line(series.over_time(made, filters), filters.maal, narrow=way) for way in (False, True))
    node, national = queries.node(ROOT, utgave), tables.national(ROOT, asked.release.number)
    page = Page(node, asked.release, filters, national, asked.years[0])
    then = {"omr": code, "inndeling": THEN, "aar": str(year)}
    edition = {"utgave": utgave} if utgave else {}
    return {
        "key": told.county(year, name, *key_cells(code, year, utgave, THEN)),
        "time": sentences.time(made.pick(omr=code), filters.maal),
        "time_unit": words.time_unit(filters),
        "time_svg": mark_safe(written(wide) + written(narrow)),  # noqa: S308  # ElementTree escapes its text
        "time_twin": twins.over_time(made, filters, name),
        "time_breaks": form.break_words(filters),
        "take_tid": taken(page, "tid", figures.titles()["tid"], localdate(), asked.request.build_absolute_uri),
        "ranking": with_query(reverse("most_used"), {**then, **edition}),
        "everything": address(ROOT, utgave, **then),
        "citation": words.cite(f"{name}, {words.inside(words.measure('per1000'))}", asked.release, localdate()),
    }


def _filters(asked: Question, code: str) -> Filters:
    """From the county's first year in the release to its last."""
    years = [year for year in asked.years if parts(code, year) is not None]
    return Filters(years[0], years[-1], years[-1], omr=code, utgave=asked.utgave, inndeling=THEN)


def _todays(code: str, utgave: str) -> str:
    return with_query(reverse("county", args=[code]), {"utgave": utgave} if utgave else {})
