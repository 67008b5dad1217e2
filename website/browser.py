"""The ATC browser: the tree of groups to the left, the children of the chosen one to the right."""

from dataclasses import dataclass

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.queries import Named
from statistics.search import fold
from statistics.table import Cell, Reason

SUBSTANCE = 5
"""The deepest level of the ATC system."""

MOST_ROWS = 200
"""Of what a filter finds: who finds more writes more."""


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


@dataclass(frozen=True)
class Listed:
    """`unused`: how many are left out since nobody used them; `found`: how many there are beside them."""

    rows: list[Row]
    unused: int
    found: int


def listed(code: str, number: str = "", q: str = "", *, unused: bool = False) -> Listed:
    """The children of a node, `alle` for the main groups; with `q` all beneath it whose name or code has that.

    `unused`: with those that nobody used in the last year. Raises UnknownRelease.
    """
    nodes = matching(code, number, q) if q else queries.children(code, number)
    users = users_of([node.code for node in nodes], number)
    kept = [node for node in nodes if unused or used(users[node.code])]
    shown = kept[:MOST_ROWS]
    longest = max((users[node.code].value or 0 for node in shown), default=0) or 1
    rows = [Row(node, users[node.code], round(100 * (users[node.code].value or 0) / longest, 1)) for node in shown]
    return Listed(rows, len(nodes) - len(kept), len(kept))


def matching(code: str, number: str, q: str) -> list[Named]:
    """All beneath a node, by code: those whose code begins with `q`, or whose name in the page's language has it."""
    wanted, as_code = fold(q), "".join(q.upper().split())
    above = "" if code == ROOT else code
    return [
        node
        for node in queries.nodes(number)
        if node.code not in (ROOT, code)
        and node.code.startswith(above)
        and (node.code.startswith(as_code) or wanted in fold(node.label))
    ]


def used(cell: Cell) -> bool:
    """Whether anybody may have: what is hidden is somebody."""
    return cell.reason == Reason.HIDDEN or bool(cell.value)


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
