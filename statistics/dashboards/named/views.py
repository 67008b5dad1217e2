"""The list of groups, and the page of each."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext

from statistics import queries
from statistics.cube.axes import NATION
from statistics.dashboards import sentences
from statistics.dashboards.answering import Question, answers
from statistics.dashboards.comparing import context as compared
from statistics.dashboards.comparing import tables
from statistics.dashboards.comparing.params import MOST, Comparison, One
from statistics.dashboards.drawing.base import written
from statistics.dashboards.params import DEFAULT_MEASURE
from statistics.dashboards.presenters import form, words
from statistics.dashboards.presenters import group as listing
from statistics.dashboards.presenters.taking import take
from statistics.dashboards.sentences.several import growth
from statistics.definitions.groups import Group, groups
from statistics.language import sort_key


@answers()
def all_groups(asked: Question) -> HttpResponse:
    listed = sorted(groups().values(), key=lambda group: sort_key(group.name))
    context = {"current": "groups", "release": asked.release, "newest": asked.to_newest}
    rows = [(group, _known(group, asked.utgave)) for group in listed]
    return render(asked.request, "dashboards/groups.html", {**context, "rows": [r for r in rows if r[1]]})


@answers()
def group(asked: Question, slug: str) -> HttpResponse:
    found = groups().get(slug.lower())
    nodes = _known(found, asked.utgave) if found else []
    if found is None or not nodes:
        raise Http404(slug)
    members = _members(nodes, asked.utgave)
    context = {
        "current": "groups",
        "release": asked.release,
        "newest": asked.to_newest,
        "named": found,
        "about": gettext(found.about),
        "nodes": nodes,
        "members": members,
        "not_addable": sentences.not_addable(),
        **_chart(asked, found, members),
    }
    return render(asked.request, "dashboards/named_group.html", context)


def _known(group: Group, utgave: str) -> list[queries.Named]:
    by_code = {node.code: node for node in queries.nodes(utgave)}
    return [by_code[code] for code in group.codes if code in by_code]


def _members(nodes: list[queries.Named], utgave: str) -> list[listing.Member]:
    """The groups and substances named; of a single group, what lies beneath it."""
    if len(nodes) == 1 and nodes[0].level < listing.SUBSTANCE:
        nodes = [*nodes, *queries.children(nodes[0].code, utgave)]
    return listing.members(nodes, queries.national_totals(utgave), "")


def _chart(asked: Question, group: Group, members: list[listing.Member]) -> dict[str, object]:
    """Those most used, over time."""
    codes = [row.code for row in members if row.share is not None][:MOST]
    shown = Comparison(
        tuple(One(code, NATION) for code in codes),
        DEFAULT_MEASURE,
        asked.years[0],
        asked.years[-1],
        "felles",
        asked.utgave,
        asked.years[0],
        asked.years[-1],
    )
    if not codes:
        return {"figure": None}
    cells = tables.tables(shown)
    figure = compared.made(shown, cells)
    start, index = tables.indexed(figure.lines, cells)
    return {
        "figure": figure,
        "breaks": form.breaks_between(asked.years[0], asked.years[-1]),
        "grown": growth(start, [(one.name, one.cells[-1]) for one in index]) if start and len(index) > 1 else "",
        "svg": mark_safe(written(figure.wide) + written(figure.narrow)),  # noqa: S308  # ElementTree escapes its text
        "twin": compared.twin(figure, shown),
        "compare": shown.address(),
        "small": replace(shown, vis="smaa").address(),
        "take": take(
            f"{group.name}: {figure.unit}",
            group.slug,
            words.cite(f"{group.name}: {compared.cited(shown)}", asked.release, localdate()),
            shown.file_address,
            asked.request.build_absolute_uri(shown.address("compare_frame")),
        ),
        "year": asked.release.last_year,
    }
