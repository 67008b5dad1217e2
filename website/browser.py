"""The ATC browser: the tree of groups to the left, the children of the chosen one to the right."""

from dataclasses import dataclass

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.queries import Named
from statistics.table import Cell, Reason

SUBSTANCE = 5
"""The deepest level of the ATC system."""


@dataclass(frozen=True)
class Row:
    """A node with last year's users of the nation; `share`: of the longest bar of its table, 0–100."""

    node: Named
    users: Cell
    share: float

    @property
    def opens(self) -> bool:
        """Whether it has a table of its own here; a substance has its page only."""
        return self.node.level < SUBSTANCE


@dataclass(frozen=True)
class Branch:
    """A main group and its second level; `here`: the one of these the chosen code is, or lies in."""

    node: Named
    groups: list[Named]
    open: bool
    here: str


def rows(code: str, number: str = "") -> list[Row]:
    """The children of a node, `alle` for the main groups. Raises UnknownRelease."""
    nodes = queries.children(code, number)
    users = users_of([node.code for node in nodes], number)
    longest = max((cell.value or 0 for cell in users.values()), default=0) or 1
    return [Row(node, users[node.code], round(100 * (users[node.code].value or 0) / longest, 1)) for node in nodes]


def tree(chosen: str, number: str = "") -> list[Branch]:
    """Main groups with their second level; the one `chosen` lies in is open."""
    nodes = queries.nodes(number)
    return [
        Branch(main, [n for n in nodes if n.parent == main.code], chosen.startswith(main.code), chosen[:3])
        for main in nodes
        if main.parent == ROOT
    ]


def users_of(codes: list[str], number: str = "") -> dict[str, Cell]:
    """Users in the whole nation in the last year. A code the totals do not have is missing."""
    totals = queries.national_totals(number)
    values, reasons = totals.users()
    at = {code: i for i, code in enumerate(totals.codes)}
    return {
        code: _cell(values[at[code], -1], reasons[at[code], -1]) if code in at else Cell(None, Reason.MISSING)
        for code in codes
    }


def _cell(value: int, reason: int) -> Cell:
    return Cell(None, Reason(reason)) if reason else Cell(float(value), Reason.NONE)
