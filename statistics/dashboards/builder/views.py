"""The table builder, and its files."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate

from statistics import queries, search
from statistics.cube.axes import ALL_AGES, BANDS, NATION
from statistics.dashboards import drawing, figures, sentences
from statistics.dashboards.answering import Question, answers, file
from statistics.dashboards.builder.grid import YEARS, Grid, axis_name, grid, in_order, text
from statistics.dashboards.builder.params import CHANGES, LISTS, PAGE, REPEATED, Wanted, parse
from statistics.dashboards.divided import explained, regions
from statistics.dashboards.drawing.raster import png
from statistics.dashboards.drawing.ruled import MOST_COLUMNS, MOST_ROWS, Ruled, ruled
from statistics.dashboards.framing import for_frames
from statistics.dashboards.params import BadParameter, csv_dialect
from statistics.dashboards.presenters import form, words
from statistics.dashboards.presenters.form import Field, Option, field
from statistics.dashboards.presenters.taking import take
from statistics.definitions import measures
from statistics.definitions.divisions import THEN, TODAY
from statistics.formats import csv, json, xlsx
from statistics.labels import label
from statistics.language import say
from statistics.table import AXES, Table, TableStream

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
KINDS = ("csv", "xlsx", "json", "svg", "png")
FRAMED = 50
"""Rows of a table in somebody else's page."""


@dataclass(frozen=True)
class Boxes:
    """One axis as check boxes, with short cuts to a whole axis or to its total."""

    name: str
    text: str
    count: str
    options: list[Option]
    shortcuts: list[tuple[str, str]]


@answers(*PAGE, *CHANGES, repeated=REPEATED)
def table(asked: Question) -> HttpResponse:
    query = asked.request.GET
    wanted = parse(query, asked.years, asked.utgave)
    sought = query.get("legg", "").strip()[:100]
    hits = search.find(sought, asked.utgave, limit=6) if sought else []
    if hits and not hits[0].near:
        return HttpResponseRedirect(wanted.address(atc=tuple(dict.fromkeys((*wanted.atc, hits[0].code)))))
    if not sought and any(len(query.getlist(name)) > 1 for name in REPEATED):
        return HttpResponseRedirect(wanted.address())
    return render(asked.request, "dashboards/table.html", _context(asked, wanted, sought, hits))


def _context(asked: Question, wanted: Wanted, sought: str, hits: list[search.Hit]) -> dict[str, Any]:
    years = [str(year) for year in asked.years]
    build = asked.request.build_absolute_uri
    context = {
        "current": "table",
        "release": asked.release,
        "newest": asked.to_newest,
        "wanted": wanted,
        "sought": sought,
        "near": [(hit, wanted.address(atc=(*wanted.atc, hit.code))) for hit in hits],
        "medicines": _medicines(wanted),
        "boxes": [_boxes(name, wanted, asked) for name in LISTS],
        "fields": [
            field("fra", say("Fra år"), years, str(wanted.aar[0]), years[0]),
            field("til", say("Til år"), years, str(wanted.aar[-1]), years[-1]),
            Field("kol", say("Kolonner"), [Option(a, axis_name(a), a == wanted.kol) for a in AXES[::-1]], "aar"),
        ],
        "missing": [axis_name(axis).lower() for axis in wanted.missing],
        "link": build(wanted.address()),
        "locked": build(wanted.address(utgave=asked.release.number)),
    }
    if wanted.missing:
        return context
    cells = queries.table(wanted.selection())
    shown = grid(cells, wanted)
    return {
        **context,
        "grid": shown,
        "notes": _notes(wanted),
        "citation": (citation := words.cite(_cited(shown, wanted), asked.release, localdate())),
        "take": take(
            shown.title,
            "tabell",
            citation,
            lambda kind: _file(wanted, kind),
            build(wanted.address("table_frame")),
        ),
    }


def _file(wanted: Wanted, kind: str) -> str:
    """In the page's order, but for JSON, which is all the cells at their places on the axes."""
    return wanted.address(f"table_{kind}", **({"kol": YEARS, "sorter": 0} if kind == "json" else {}))


def _cited(shown: Grid, wanted: Wanted) -> str:
    return f"{shown.title}, {words.period(wanted.aar[0], wanted.aar[-1])}"


def _notes(wanted: Wanted) -> list[str]:
    """What may not be added up, and what was rounded."""
    notes = [sentences.not_addable()] if len(wanted.atc) > 1 else []
    notes += list(dict.fromkeys(filter(None, (sentences.rounded(code) for code in wanted.maal))))
    if explained(wanted.inndeling):
        notes.append(explained(wanted.inndeling))
    if len(wanted.aar) > 1 and {"brukere"} & set(wanted.maal):
        notes.append(say("Den som er bruker i flere år, telles i hvert av dem, så årene kan ikke legges sammen."))
    return notes


def _medicines(wanted: Wanted) -> list[tuple[str, str, str]]:
    """Code, name, and the address without it."""
    return [
        (code, queries.node(code, wanted.utgave).label, wanted.address(atc=tuple(c for c in wanted.atc if c != code)))
        for code in wanted.atc
    ]


def _boxes(name: str, wanted: Wanted, asked: Question) -> Boxes:
    chosen = getattr(wanted, name)
    years = asked.years[0], asked.years[-1]
    codes = form.regions(wanted.inndeling, *years) if name == "omr" else LISTS[name]
    options = [Option(code, text(name, code, label(name, code)), code in chosen) for code in codes]
    shortcuts = []
    if name == "omr":
        shortcuts = [
            (say("Alle fylker"), wanted.address(omr=regions(wanted.inndeling, *years)[:-1])),
            (say("Bare hele landet"), wanted.address(omr=(NATION,))),
            _other_division(wanted, years),
        ]
    if name == "alder":
        shortcuts = [
            (say("Alle 19 grupper"), wanted.address(alder=BANDS)),
            (say("Bare alle aldre"), wanted.address(alder=(ALL_AGES,))),
        ]
    return Boxes(name, axis_name(name), say("{count} valgt", count=len(chosen)), options, shortcuts)


def _other_division(wanted: Wanted, years: tuple[int, int]) -> tuple[str, str]:
    """With the regions chosen that it has too, or the whole country."""
    other, said = (THEN, say("Fylkene slik de var")) if wanted.inndeling == TODAY else (TODAY, say("Fylkene i dag"))
    kept = tuple(code for code in wanted.omr if code in regions(other, *years))
    return said, wanted.address(inndeling=other, omr=kept or (NATION,))


def _whole(asked: Question) -> tuple[Wanted, Table]:
    """Raises BadParameter where nothing is chosen on an axis."""
    wanted = parse(asked.request.GET, asked.years, asked.utgave)
    if wanted.missing:
        name = wanted.missing[0]
        raise BadParameter(name, "", (), say("Velg minst én verdi for {axis}.", axis=axis_name(name).lower()))
    return wanted, queries.table(wanted.selection())


def _no_order(asked: Question) -> None:
    """Raises BadParameter where a file without rows is asked for in an order."""
    for name in ("kol", "sorter"):
        if value := asked.request.GET.get(name):
            message = say("«{name}» ordner rader og kolonner, og en JSON-fil har ingen av delene.", name=name)
            raise BadParameter(name, value, (), message)


def _around(shown: Grid, wanted: Wanted, asked: Question) -> drawing.Picture:
    """What stands around the table as a picture: its period, what it leaves out, and what may not be added up."""
    period = words.period(wanted.aar[0], wanted.aar[-1])
    left_out = []
    if shown.rows > MOST_ROWS:
        left_out.append(say("Viser {shown} av {rows} rader. Filene har alle.", shown=MOST_ROWS, rows=shown.rows))
    if len(shown.columns) > MOST_COLUMNS:
        left_out.append(
            say("Viser {shown} av {columns} kolonner. Filene har alle.", shown=MOST_COLUMNS, columns=len(shown.columns))
        )
    notes = " ".join((*_notes(wanted), *left_out))
    return drawing.Picture(shown.title, notes, period, figures.source(asked.release))


def _ruled(shown: Grid) -> Ruled:
    heads = shown.heads or [""]
    rows = [(line.heads or [say("Tall")], line.cells) for line in shown.lines]
    return Ruled(heads, [column.text for column in shown.columns], rows)


@for_frames
@answers(*PAGE, repeated=REPEATED)
def table_frame(asked: Question) -> HttpResponse:
    """The table itself, to be read by everybody's reader: no picture of one."""
    wanted, cells = _whole(asked)
    shown = grid(cells, wanted)
    around = _around(shown, wanted, asked)
    short = replace(shown, lines=shown.lines[:FRAMED])
    told = {"around": around, "grid": short, "href": asked.request.build_absolute_uri(wanted.address())}
    return render(asked.request, "dashboards/table_frame.html", told)


@answers(*PAGE, "csv", repeated=REPEATED)
def table_file(asked: Question, kind: str) -> HttpResponse:
    dialect = csv_dialect(asked.request.GET, kind)
    if kind == "json":
        _no_order(asked)
    wanted, cells = _whole(asked)
    if kind in ("svg", "png"):
        shown = grid(cells, wanted)
        drawn = drawing.picture(_around(shown, wanted, asked), ruled(_ruled(shown)))
        return HttpResponse(png(drawn) if kind == "png" else drawn, content_type=PICTURES[kind])
    filename = f"legemiddelstatistikk_tabell_{asked.release.number}.{kind}"
    if kind == "csv":
        return file(csv.render(in_order(cells, wanted), dialect), "text/csv; charset=utf-8", filename)
    if kind == "json":
        return file(json.render({"tabell": [cells]}, asked.release), "application/json", filename)
    used = {code: measures()[code] for code in wanted.maal}
    body = xlsx.render(
        TableStream(asked.release, cells.axes, iter(in_order(cells, wanted))), grid(cells, wanted).title, used
    )
    return file(body, xlsx.MEDIA_TYPE, filename)
