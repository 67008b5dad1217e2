"""How has it developed? One mark a year; name and last value at the line's end, no legend."""

from collections.abc import Sequence

import plotly.graph_objects as go

from statistics.dashboards import ends, numbers
from statistics.dashboards.charts.base import Json, axis, finished, hatch, layout, text
from statistics.dashboards.look import (
    DASHES,
    GRID_PARTS,
    HATCH_SHARE,
    HEADROOM,
    LABEL_GAP,
    LIGHT,
    LINE_HEIGHT,
    MARKS,
    WIDTH,
)
from statistics.dashboards.scales import rows, spread, ticks
from statistics.dashboards.series import Series, break_years
from statistics.language import say
from statistics.table import Reason

TOP, BOTTOM = 14, 34  # margins in pixels
CHARACTER = 8
BEFORE, AFTER = 0.35, 0.15  # of a year, beside the first and the last
BREAK_GAP, BREAK_ROW = 5, 16
"""Pixels from a break to its word, and from one row of such words to the next."""
YEAR_LABELS = {False: 12, True: 5}
YEAR_WIDTH = 42
"""Pixels from the middle of a year's name to that of the next: four figures, and air."""


def line(series: Sequence[Series], measure: str, *, narrow: bool = False) -> Json:
    """All series over the same years, from zero."""
    top = axis_top(series)
    years = series[0].years
    marks = ticks(top, GRID_PARTS)
    words = numbers.on_axis(marks)
    said = ends.labels(series, measure, narrow)
    width = WIDTH[narrow] - _left(words) - ends.room(said, narrow)
    named = year_ticks(years, narrow, width)
    return finished(
        [_trace(one, measure, len(series)) for one in series],
        layout(
            hovermode="x",
            margin={"t": TOP, "b": BOTTOM, "l": _left(words), "r": ends.room(said, narrow)},
            xaxis=axis(
                showgrid=False,
                tickvals=named,
                ticktext=[str(year) for year in named],
                range=[years[0] - BEFORE, years[-1] + AFTER],
                showline=True,
                ticks="outside",
                ticklen=5,
            ),
            yaxis=axis(range=[0, top], tickvals=marks, ticktext=words),
            shapes=[*(_hidden_mark(year, top) for year in hidden_years(series)), *_breaks(series)],
            annotations=[*_break_words(series, width), *_colons(series, top), *_ends(series, said, top, narrow)],
        ),
    )


def axis_top(series: Sequence[Series]) -> float:
    highest = max((value for one in series for value in one.printed), default=0.0)
    return highest * HEADROOM if highest > 0 else 1.0


def year_ticks(years: Sequence[int], narrow: bool, width: float = WIDTH[False]) -> list[int]:
    """Counted back from the last year, so that it is always named; as many as have room in this width."""
    step = -(-len(years) // max(1, min(YEAR_LABELS[narrow], int(width / YEAR_WIDTH) + 1)))
    return list(years[::-1][::step])[::-1]


def hidden_years(series: Sequence[Series]) -> list[int]:
    hidden = {y for one in series for y, cell in zip(one.years, one.cells, strict=True) if cell.reason is Reason.HIDDEN}
    return sorted(hidden)


def end_places(series: Sequence[Series], top: float, height: float) -> list[float]:
    """Pixels from the top, pushed apart; a series without a last value is named at the axis."""
    ends = [one.cells[-1].value for one in series]
    return spread([height * (1 - (value or 0) / top) for value in ends], LABEL_GAP, height)


def _trace(one: Series, measure: str, count: int) -> go.Scatter:
    return go.Scatter(
        x=list(one.years),
        y=[cell.value for cell in one.cells],
        name=one.name,
        mode="lines+markers",
        connectgaps=False,
        line={"color": LIGHT[one.fill], "width": 3, "dash": DASHES[one.number - 1]},
        marker={"color": LIGHT[one.fill], "size": 6 if count == 1 else 9, "symbol": MARKS[one.number - 1]},
        text=[numbers.cell(cell, measure) for cell in one.cells],
        hovertemplate=("%{x}" if count == 1 else one.name.replace("%", "")) + ": %{text}<extra></extra>",
        meta=one.fill,
    )


def _left(words: Sequence[str]) -> int:
    return max(34, 14 + CHARACTER * max(map(len, words)))


def _hidden_mark(year: int, top: float) -> Json:
    return hatch((year, year), (0, top * HATCH_SHARE), 8)


def _breaks(series: Sequence[Series]) -> list[Json]:
    line = {"color": LIGHT["strek-sterk"], "width": 1.5, "dash": "dash"}
    places = [year - 0.5 for year in break_years(series)]
    return [
        {"name": "strek-sterk", "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}
        for x in places
    ]


def is_after(year: int, series: Sequence[Series]) -> bool:
    """A word stands before its break, but after it where the axis's figures are near."""
    return year == series[0].years[0] + 1


def break_rows(places: Sequence[float], series: Sequence[Series]) -> list[int]:
    """The row of each break's word, so that none lies on another: breaks may be a year apart. `places`: in pixels."""
    room = ends.width(say("brudd")) + BREAK_GAP
    after = [is_after(year, series) for year in break_years(series)]
    return rows([(x, x + room) if right else (x - room, x) for x, right in zip(places, after, strict=True)])


def _break_words(series: Sequence[Series], width: float) -> list[Json]:
    """`width`: of the plot, in pixels."""
    years = break_years(series)
    a_year = width / (series[0].years[-1] - series[0].years[0] + BEFORE + AFTER)
    placed = break_rows([year * a_year for year in years], series)
    return [_break_word(year - 0.5, row, is_after(year, series)) for year, row in zip(years, placed, strict=True)]


def _break_word(x: float, row: int, after: bool) -> Json:
    place: Json = {"xanchor": "left" if after else "right", "yref": "paper", "y": 1, "yanchor": "top"}
    return text("blekk-2", say("brudd"), 14, x=x, yshift=-BREAK_ROW * row, **place)


def _colons(series: Sequence[Series], top: float) -> list[Json]:
    return [text("blekk", ":", 15, 700, x=year, y=top * 0.1) for year in hidden_years(series)]


def _ends(series: Sequence[Series], said: Sequence[str], top: float, narrow: bool) -> list[Json]:
    height = LINE_HEIGHT[narrow] - TOP - BOTTOM
    return [
        text(
            one.ink,
            words,
            13 if narrow else 15,
            650,
            x=one.years[-1],
            xanchor="left",
            xshift=10,
            yref="paper",
            y=1 - place / height,
            yanchor="middle",
            align="left",
        )
        for one, words, place in zip(series, said, end_places(series, top, height), strict=True)
    ]
