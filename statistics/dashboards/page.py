"""What a drug page is about: one code in one release, seen through its filters."""

from dataclasses import dataclass

from statistics.dashboards.addresses import address, parameters
from statistics.dashboards.params import COUNTIES, PICTURES, Filters
from statistics.dashboards.presenters import words
from statistics.definitions.standards import standards_by_rate
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

    def file_address(self, kind: str, figur: str = "", **more: str) -> str:
        """Of one figure's file, or of all: with chance where that has it."""
        told = self.filters.usikkerhet and self.tells_chance(kind, figur)
        return self.address(f"drug_{kind}", figur=figur, **({} if told else {"usikkerhet": ""}), **more)

    def tells_chance(self, kind: str, figur: str) -> bool:
        """It is drawn with counties, whatever can be told; and is numbers where the register has them."""
        own = self.filters.maal in standards_by_rate()
        return figur == COUNTIES if kind in PICTURES else figur in ("", COUNTIES) and own

    def address(self, view: str = "drug", **changes: str) -> str:
        """Of this page, or one of its twins, with these filters but for `changes`."""
        query = parameters(self.filters, self.first_use, self.release.last_year)
        return address(self.node.code, changes.pop("utgave", self.filters.utgave), view, **{**query, **changes})
