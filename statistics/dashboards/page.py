"""What a drug page is about: one code in one release, seen through its filters."""

from dataclasses import dataclass

from statistics.dashboards.addresses import address, parameters
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import words
from statistics.queries import Named
from statistics.table import ReleaseInfo, Table


@dataclass(frozen=True)
class Page:
    """`national`: the nation in every year; `first_use`: where the axis of time begins by default."""

    node: Named
    release: ReleaseInfo
    filters: Filters
    national: Table
    first_use: int

    @property
    def years(self) -> range:
        return range(self.release.first_year, self.release.last_year + 1)

    @property
    def what(self) -> str:
        return f"{words.title(self.node.label)} ({self.node.code})"

    def address(self, view: str = "drug", **changes: str) -> str:
        """Of this page, or one of its twins, with these filters but for `changes`."""
        query = parameters(self.filters, self.first_use, self.release.last_year)
        return address(self.node.code, changes.pop("utgave", self.filters.utgave), view, **{**query, **changes})
