"""What the charts share."""

from typing import Any

import plotly.graph_objects as go

from statistics.dashboards.look import FONT, LIGHT
from statistics.dashboards.numbers import NBSP
from statistics.language import english

Json = dict[str, Any]


def layout(**parts: Any) -> go.Layout:
    return go.Layout(
        template=None,
        font={"family": FONT, "size": 14, "color": LIGHT["blekk"]},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=".," if english() else "," + NBSP,
        showlegend=False,
        dragmode=False,
        **parts,
    )


def axis(**parts: Any) -> Json:
    return {
        "gridcolor": LIGHT["rute"],
        "zeroline": False,
        "tickfont": {"color": LIGHT["blekk-2"]},
        "linecolor": LIGHT["blekk"],
        "fixedrange": True,
        **parts,
    }


def text(token: str, words: str, size: int = 14, weight: int = 400, **place: Any) -> Json:
    return {
        "name": token,
        "text": words,
        "showarrow": False,
        "font": {"size": size, "weight": weight, "color": LIGHT[token]},
        **place,
    }


def hatch(x: tuple[float, float], y: tuple[float, float], width: float) -> Json:
    """The mark of a hidden cell, from one point to another."""
    return {
        "name": "strek-sterk",
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "line": {"color": LIGHT["strek-sterk"], "width": width, "dash": "2px,2px"},
    }


def finished(traces: list[Any], described: go.Layout) -> Json:
    """Plain lists and dictionaries, as JSON has them."""
    figure = go.Figure(data=traces, layout=described, skip_invalid=False)
    plain: Json = figure.to_plotly_json()
    plain["layout"].pop("template", None)
    return plain
