"""The page that compares, and its files."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate

from statistics import search
from statistics.dashboards.answering import Question, answers, file
from statistics.dashboards.comparing import index, tables
from statistics.dashboards.comparing.context import Made, context, made
from statistics.dashboards.comparing.params import (
    CHANGES,
    IN_FILES,
    MOST,
    PAGE,
    PICTURES,
    VIEWS,
    One,
    changed,
    parse,
)
from statistics.dashboards.drawing import Picture, picture
from statistics.dashboards.drawing.raster import png
from statistics.dashboards.figures import source
from statistics.dashboards.framing import for_frames, framed
from statistics.dashboards.listing import answer
from statistics.dashboards.params import BadParameter, csv_dialect
from statistics.definitions import measures
from statistics.formats import csv, json, xlsx
from statistics.language import say
from statistics.table import TableStream

TRIED = 6
KINDS = ("csv", "xlsx", "json", "svg", "png")


@answers(*PAGE, *CHANGES, repeated=("serie",))
def compare(asked: Question) -> HttpResponse:
    query = asked.request.GET
    shown = parse(query, asked.years, asked.utgave)
    wanted = query.get("legg", "").strip()
    hits = search.find(wanted[:100], asked.utgave, limit=TRIED) if wanted else []
    if hits and not hits[0].near and len(shown.series) < MOST:
        first = shown.series[0] if shown.series else None
        new = One(hits[0].code, *(first.text[1:] if first else ()))
        return HttpResponseRedirect(shown.address(series=tuple(dict.fromkeys((*shown.series, new)))))
    if not wanted and (address := changed(query, shown)):
        return HttpResponseRedirect(address)
    told = {
        "wanted": wanted,
        "near": [(hit, shown.address(series=(*shown.series, One(hit.code)))) for hit in hits],
        "newest": asked.to_newest,
        "locked": asked.request.build_absolute_uri(shown.address(utgave=asked.release.number)),
    }
    return render(
        asked.request,
        "dashboards/compare.html",
        {**context(shown, asked.release, localdate(), asked.request.build_absolute_uri), **told},
    )


@answers(*PAGE, "csv", repeated=("serie",))
def compare_file(asked: Question, kind: str) -> HttpResponse:
    """The series as a file, or as a picture."""
    dialect = csv_dialect(asked.request.GET, kind)
    shown = parse(asked.request.GET, asked.years, asked.utgave, VIEWS if kind in PICTURES else IN_FILES)
    if not shown.series:
        raise BadParameter("serie", "", (), say("Velg minst én serie."))
    cells = tables.tables(shown)
    if shown.vis == "indeks" and kind not in PICTURES:
        return answer(index.listing(shown, cells), kind, asked.release, "sammenlign_indeks", dialect)
    name = f"legemiddelstatistikk_sammenlign_{asked.release.number}.{kind}"
    if kind == "csv":
        return file(csv.render(cells, dialect), "text/csv; charset=utf-8", name)
    if kind == "xlsx":
        used = {code: measures()[code] for code in cells[0].axis("maal").codes}
        body = xlsx.render(TableStream(asked.release, cells[0].axes, iter(cells)), say("Sammenligning"), used)
        return file(body, xlsx.MEDIA_TYPE, name)
    if kind == "json":
        return file(json.render({"sammenligning": cells}, asked.release), "application/json", name)
    figure = made(shown, cells)
    svg = picture(around(figure, asked), figure.wide)
    if kind == "png":
        return HttpResponse(png(svg), content_type="image/png")
    return HttpResponse(svg, content_type="image/svg+xml")


@for_frames
@answers(*PAGE, repeated=("serie",))
def compare_frame(asked: Question) -> HttpResponse:
    shown = parse(asked.request.GET, asked.years, asked.utgave)
    if not shown.series:
        raise BadParameter("serie", "", (), say("Velg minst én serie."))
    figure = made(shown, tables.tables(shown))
    return framed(asked.request, around(figure, asked), (figure.wide, figure.narrow), shown.address())


def around(figure: Made, asked: Question) -> Picture:
    return Picture(figure.title, figure.finding, figure.unit, source(asked.release))
