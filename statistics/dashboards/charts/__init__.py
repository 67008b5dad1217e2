"""Plotly figures made of tables. A hidden cell is no point: its list has None there, and a hatch stands at the axis.

A colour is given twice: as it is in light mode, and by its token's name (`meta` of a trace, `name` of a shape or text).
"""

from statistics.dashboards.charts.line import line
from statistics.dashboards.charts.pyramid import pyramid

__all__ = ["line", "pyramid"]
