"""The charts as SVG made on the server: in the page for everybody, and as files and pictures to take along."""

from statistics.dashboards.drawing.lines import line
from statistics.dashboards.drawing.mapped import mapped
from statistics.dashboards.drawing.multiples import multiples
from statistics.dashboards.drawing.people import pyramid
from statistics.dashboards.drawing.picture import Picture, picture
from statistics.dashboards.drawing.places import ranked, tiles

__all__ = ["Picture", "line", "mapped", "multiples", "picture", "pyramid", "ranked", "tiles"]
