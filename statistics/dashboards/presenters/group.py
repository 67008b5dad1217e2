"""Sub-groups of a group, or the other substances of a substance's group: the nation's printed users."""

from dataclasses import dataclass

from statistics import queries
from statistics.cube.axes import ALL_AGES, BOTH, NATION
from statistics.dashboards.addresses import comparison
from statistics.dashboards.presenters.cells import Shown, shown
from statistics.dashboards.sparkline import Sparkline, sparkline
from statistics.definitions.divisions import TODAY
from statistics.language import say, sort_key
from statistics.queries import Named, NationalTotals
from statistics.table import Cell, Reason

SUBSTANCE = 5


@dataclass(frozen=True)
class Member:
    """`share`: the bar's length in percent of the longest."""

    code: str
    name: str
    users: Shown
    share: float | None
    spark: Sparkline
    current: bool

    @property
    def spark_text(self) -> str:
        return say("{name}: brukere år for år", name=self.name)


@dataclass(frozen=True)
class Group:
    """`parent` is None where the members are the node's own sub-groups; `above` is the group that it lies in."""

    parent: Named | None
    above: Named | None
    members: list[Member]
    first_year: int
    last_year: int
    compare: str

    @property
    def alone(self) -> bool:
        """Whether a substance has no other beside it."""
        return self.parent is not None and len(self.members) == 1


MOST_SERIES = 6


def group(node: Named, utgave: str, inndeling: str = TODAY) -> Group:
    siblings = node.level == SUBSTANCE
    parent = queries.node(node.parent, utgave) if siblings else None
    nodes = queries.children(node.parent if siblings else node.code, utgave)
    totals = queries.national_totals(utgave)
    listed = members(nodes, totals, node.code)
    above = queries.node(parent.parent, utgave) if parent else None
    return Group(parent, above, listed, totals.years[0], totals.years[-1], _compared(listed, utgave, inndeling))


def _compared(listed: list[Member], utgave: str, inndeling: str) -> str:
    """The most used of them side by side; the one the page is about among them."""
    codes = sorted((row for row in listed if row.share is not None), key=lambda row: not row.current)[:MOST_SERIES]
    series = [(row.code, NATION, BOTH, ALL_AGES) for row in codes]
    own = {} if inndeling == TODAY else {"inndeling": inndeling}
    return comparison(series, utgave, **own) if len(series) > 1 else ""


def members(nodes: list[Named], totals: NationalTotals, current: str) -> list[Member]:
    """Most used first; those without a printed figure last, by name."""
    users = {node.code: _cells(totals, node.code) for node in nodes}
    order = sorted(nodes, key=lambda node: _place(users[node.code][-1], node.label))
    top = max((cells[-1].value or 0 for cells in users.values()), default=0)
    return [_member(node, users[node.code], top, current) for node in order]


def _place(cell: Cell, name: str) -> tuple[bool, float, tuple[str, str]]:
    return cell.value is None, -(cell.value or 0), sort_key(name)


def _cells(totals: NationalTotals, code: str) -> list[Cell]:
    """Of every year."""
    at = totals.codes.index(code)
    values, reasons = totals.users()
    return [
        Cell(None if reason else float(value), Reason(int(reason)))
        for value, reason in zip(values[at], reasons[at], strict=True)
    ]


def _member(node: Named, cells: list[Cell], top: float, current: str) -> Member:
    last = cells[-1].value
    share = round(last / top * 100, 1) if last is not None and top else None
    spark = sparkline([cell.value for cell in cells])
    return Member(node.code, node.label, shown(cells[-1], "brukere"), share, spark, node.code == current)
