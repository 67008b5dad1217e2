"""Figures as plain data: what is hidden is nowhere in them but as a mark."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plotly.offline import get_plotlyjs_version

from statistics.cube.axes import BANDS
from statistics.dashboards import charts, drawing, ends
from statistics.dashboards.charts.line import year_ticks
from statistics.dashboards.drawing.base import written
from statistics.dashboards.numbers import on_axis
from statistics.dashboards.params import Filters
from statistics.dashboards.series import Series, over_time
from statistics.dashboards.sparkline import sparkline
from statistics.table import Table
from tests.dashboards.made import HIDDEN, MISSING, NOT_COMPUTABLE, table, years

ALL_YEARS = Filters(2018, 2025, 2025)
BY_SEX = Filters(2024, 2025, 2025, deling="kjonn")


def lines() -> list[Series]:
    return over_time(years(0, 1.9, HIDDEN, 6.1, MISSING, 18.9, 23.6, 29.2), ALL_YEARS)


def by_sex() -> list[Series]:
    cells = {("kvinner", "2024"): 3.0, ("kvinner", "2025"): 3.01, ("menn", "2024"): 2.0, ("menn", "2025"): 3.0}
    return over_time(table(cells, kjonn=("kvinner", "menn"), aar=("2024", "2025")), BY_SEX)


def age_table() -> Table:
    hidden = {("menn", "0-4", year): HIDDEN for year in ("2024", "2025")}
    shown = {("kvinner", "20-24", "2024"): 40.0, ("kvinner", "20-24", "2025"): 8.0, ("menn", "90+", "2025"): 5.0}
    return by_age(hidden | shown)


def by_age(cells: dict[tuple[str, ...], Any]) -> Table:
    return table(cells, 0, kjonn=("kvinner", "menn"), alder=BANDS, aar=("2024", "2025"))


def test_a_year_without_a_figure_is_a_gap_and_a_hidden_one_a_mark() -> None:
    figure = charts.line(lines(), "per1000")
    (trace,) = figure["data"]
    assert trace["y"] == [0.0, 1.9, None, 6.1, None, 18.9, 23.6, 29.2]
    assert trace["connectgaps"] is False
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [2020, 2021.5]  # and the break of 2022
    assert [note["x"] for note in figure["layout"]["annotations"] if note["text"] == ":"] == [2020]


def test_the_axis_begins_at_zero_and_the_line_ends_in_its_value() -> None:
    layout = charts.line(lines(), "per1000")["layout"]
    assert layout["yaxis"]["range"][0] == 0
    assert layout["annotations"][-1]["text"] == "29,2"


def test_a_hidden_last_year_is_named_with_its_symbol() -> None:
    layout = charts.line(over_time(years(1, HIDDEN), ALL_YEARS), "per1000")["layout"]
    assert layout["annotations"][-1]["text"] == ":"


@pytest.mark.parametrize(("narrow", "names"), [(False, {"Kvinner 3,0", "Menn 3,0"}), (True, {"Kv.", "Menn"})])
def test_series_are_named_at_their_ends_and_stand_apart(narrow: bool, names: set[str]) -> None:
    notes = charts.line(by_sex(), "per1000", narrow=narrow)["layout"]["annotations"]
    assert {note["text"] for note in notes} == names
    height = (320 if narrow else 400) - 48
    assert abs(notes[0]["y"] - notes[1]["y"]) * height >= 18 - 1e-6


@pytest.mark.parametrize("narrow", [False, True])
def test_the_names_at_the_ends_are_cut_before_the_edge_and_keep_their_figures(narrow: bool) -> None:
    long = "natriumglukose-kotransportør 2 (SGLT2)-hemmere, Møre og Romsdal, kvinner"
    several = [replace(one, name=long, short=long) for one in by_sex()]
    said = ends.labels(several, "per1000", narrow)
    assert all("…" in words for words in said)
    assert narrow or [words[-3:] for words in said] == ["3,0", "3,0"]
    assert max(map(ends.width, said)) + ends.GAP <= ends.room(said, narrow) + 1
    assert charts.line(several, "per1000", narrow=narrow)["layout"]["margin"]["r"] == ends.room(said, narrow)


def test_large_sums_are_told_in_millions_with_no_more_decimals_than_their_axis_needs() -> None:
    assert on_axis([0, 5e6, 1e7]) == ["0", "5\u00a0mill.", "10\u00a0mill."]
    assert on_axis([0, 2.5e6, 5e6]) == ["0", "2,5\u00a0mill.", "5,0\u00a0mill."]
    assert ends.labels(over_time(years(1e6, 3e7), ALL_YEARS), "per1000", narrow=False) == ["30,0\u00a0mill."]


def test_women_and_men_have_their_colours() -> None:
    assert [trace["meta"] for trace in charts.line(by_sex(), "per1000")["data"]] == ["kvinner", "menn"]


def test_year_labels_are_counted_back_from_the_last() -> None:
    assert year_ticks(range(2004, 2026), narrow=False)[-2:] == [2023, 2025]
    assert year_ticks(range(2004, 2026), narrow=True)[-1] == 2025
    assert year_ticks(range(2018, 2026), narrow=False) == list(range(2018, 2026))


def test_the_pyramid_has_one_scale_for_all_years() -> None:
    ranges = [charts.pyramid(age_table(), year, "per1000")["layout"]["xaxis"]["range"] for year in ("2024", "2025")]
    assert ranges[0] == ranges[1] == [-40 * 1.15, 40 * 1.15]


def test_a_hidden_bar_is_no_bar_and_its_mark_has_one_length() -> None:
    women, men = charts.pyramid(age_table(), "2025", "per1000")["data"]
    assert men["x"][0] is None
    assert women["x"][BANDS.index("20-24")] == -8
    shapes = charts.pyramid(age_table(), "2025", "per1000")["layout"]["shapes"]
    assert {round(abs(s["x1"] - s["x0"]), 6) for s in shapes} == {round(40 * 1.15 * 0.086, 6)}


def test_figures_are_plain_json_without_templates_or_encoded_arrays() -> None:
    for figure in (charts.line(lines(), "per1000"), charts.pyramid(age_table(), "2025", "per1000")):
        text = json.dumps(figure, allow_nan=False)
        assert "bdata" not in text
        assert "template" not in figure["layout"]
        assert "<b>" not in text
        assert "<span" not in text


@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_says_what_the_chart_says(narrow: bool) -> None:
    drawn = written(drawing.line(lines(), "per1000", narrow=narrow))
    assert drawn.count("<circle") == 6
    assert drawn.count("<polyline") == 2
    assert ">:</text>" in drawn
    assert ">29,2</text>" in drawn
    pyramid = written(drawing.pyramid(age_table(), "2025", "per1000", narrow=narrow))
    assert pyramid.count(">:</text>") == 1
    assert pyramid.count('class="kvinner"') == 19
    assert pyramid.count('class="menn"') == 18
    assert "style=" not in drawn + pyramid


def test_what_cannot_be_computed_is_said_without_a_hatch() -> None:
    drawn = written(drawing.pyramid(by_age({("kvinner", "0-4", "2025"): NOT_COMPUTABLE}), "2025", "per1000"))
    assert "ramme-skjult" not in drawn
    assert ">.</text>" in drawn


def test_a_sparkline_never_bridges_a_gap() -> None:
    spark = sparkline([1.0, 2.0, None, 4.0, 4.0])
    assert len(spark.lines) == 2
    assert [dot.x for dot in spark.dots] == [100.0]
    assert sparkline([None, 3.0, None]).lines == ()
    assert len(sparkline([None, 3.0, None]).dots) == 1
    assert sparkline([]).lines == ()


VENDORED = Path("static/vendor/plotly-basic.min.js")


def test_the_script_is_of_the_version_that_the_figures_are_made_for() -> None:
    assert f"v{get_plotlyjs_version()}" in VENDORED.read_text("utf-8")[:200]


def test_the_script_draws_every_kind_of_trace_that_is_made() -> None:
    figures = (charts.line(lines(), "per1000"), charts.pyramid(age_table(), "2025", "per1000"))
    assert {trace["type"] for figure in figures for trace in figure["data"]} == {"scatter", "bar"}
    assert "basic" in VENDORED.read_text("utf-8")[:100]


def test_the_script_knows_the_map_style_of_the_vendored_plotly() -> None:
    """Where it does not, plotly.js would try to write a style element, which the content policy forbids."""
    own = Path("static/js/figures.js").read_text("utf-8").split('MAP_STYLE = "')[1].split('"')[0]
    assert f'getElementById("{own}")' in VENDORED.read_text("utf-8")
