"""Who uses it? Women to the left, men to the right, the youngest at the bottom; one scale for all years."""

import numpy as np
import plotly.graph_objects as go

from statistics.cube.axes import BANDS, MEN, WOMEN
from statistics.dashboards import numbers
from statistics.dashboards.charts.base import Json, axis, finished, hatch, layout, text
from statistics.dashboards.look import LIGHT
from statistics.dashboards.scales import ticks
from statistics.labels import label
from statistics.language import say
from statistics.table import Cell, Reason, Table

SIDES = ((WOMEN, -1), (MEN, 1))
ROOM = {False: 1.15, True: 1.4}
"""Beyond the longest bar, for the value written at it; text takes a larger share of a narrow chart."""

HATCH = 0.09  # of the half axis; the same for every hidden bar
TICK_PARTS = {False: 4, True: 2}
AGES = tuple(age.replace("-", "–") for age in BANDS)


def pyramid(ages: Table, year: str, measure: str, *, narrow: bool = False) -> Json:
    """`ages`: every year of the release, women and men in the age groups; `year` is drawn."""
    top = highest(ages) * ROOM[narrow]
    marks = ticks(top, TICK_PARTS[narrow])
    places = [-mark for mark in marks[:0:-1]] + marks
    sides = [(sex, sign, cells_of(ages, year, sex)) for sex, sign in SIDES]
    return finished(
        [_trace(sex, sign, cells, measure) for sex, sign, cells in sides],
        layout(
            barmode="relative",
            bargap=0.18,
            hovermode="closest",
            margin={"l": 46 if narrow else 64, "r": 12, "t": 30, "b": 34},
            xaxis=axis(
                range=[-top, top],
                tickvals=places,
                ticktext=numbers.on_axis([abs(place) for place in places]),
                zeroline=True,
                zerolinecolor=LIGHT["blekk"],
                zerolinewidth=1.5,
            ),
            yaxis=axis(
                showgrid=False,
                type="category",
                tickvals=list(AGES),
                ticktext=list(AGES),
                range=[-0.6, len(AGES) - 0.4],
                tickfont={"size": 12 if narrow else 13, "color": LIGHT["blekk-2"]},
            ),
            shapes=[shape for _, sign, cells in sides for shape in _hidden_bars(sign, cells, top)],
            annotations=[
                *(note for _, sign, cells in sides for note in _hidden_signs(sign, cells, top)),
                *(note for _, sign, cells in sides for note in _longest(sign, cells, measure)),
                *(_side_name(sex, sign, top) for sex, sign, _ in sides),
            ],
        ),
    )


def highest(ages: Table) -> float:
    """The highest published value of all years."""
    printed = ages.values[~np.isnan(ages.values)]
    return float(printed.max()) if printed.size and printed.max() > 0 else 1.0


def cells_of(ages: Table, year: str, sex: str) -> list[Cell]:
    return [ages.cell(aar=year, kjonn=sex, alder=age) for age in BANDS]


def longest(cells: list[Cell]) -> int | None:
    printed = [(cell.value, at) for at, cell in enumerate(cells) if cell.value]
    return max(printed)[1] if printed else None


def _trace(sex: str, sign: int, cells: list[Cell], measure: str) -> go.Bar:
    name = label("kjonn", sex)
    return go.Bar(
        orientation="h",
        y=list(AGES),
        x=[None if cell.value is None else sign * cell.value + 0.0 for cell in cells],
        name=name,
        marker={"color": LIGHT[sex]},
        text=[numbers.cell(cell, measure) for cell in cells],
        textposition="none",
        hovertemplate=f"{name} {say('{ages} år', ages='%{y}')}: %{{text}}<extra></extra>",
        meta=sex,
    )


def _hidden_bars(sign: int, cells: list[Cell], top: float) -> list[Json]:
    ends = (sign * top * 0.004, sign * top * HATCH)
    return [hatch(ends, (at, at), 11) for at, cell in enumerate(cells) if cell.reason is Reason.HIDDEN]


def _hidden_signs(sign: int, cells: list[Cell], top: float) -> list[Json]:
    return [
        text("blekk", cell.reason.symbol, 14, 700, x=sign * top * (HATCH + 0.025), y=at)
        for at, cell in enumerate(cells)
        if cell.value is None
    ]


def _longest(sign: int, cells: list[Cell], measure: str) -> list[Json]:
    at = longest(cells)
    value = None if at is None else cells[at].value
    if value is None:
        return []
    anchor = "right" if sign < 0 else "left"
    return [
        text("blekk", numbers.short(value, measure), 14, 700, x=sign * value, y=at, xanchor=anchor, xshift=5 * sign)
    ]


def _side_name(sex: str, sign: int, top: float) -> Json:
    return text(
        f"{sex}-t",
        label("kjonn", sex),
        16,
        700,
        x=sign * top * 0.98,
        xanchor="left" if sign < 0 else "right",
        yref="paper",
        y=1.0,
        yanchor="bottom",
    )
