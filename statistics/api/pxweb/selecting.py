"""A request's selection → the cells, as a dataset of the dialect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from statistics import queries
from statistics.api import problems
from statistics.api.expressions import BadExpression, Codes
from statistics.api.pxweb import errors
from statistics.api.pxweb.asking import Chosen, Layout
from statistics.api.pxweb.variables import ORDER, Codelist, Variable, codelists, variables
from statistics.api.tables import PublishedTable, units
from statistics.formats.dataset import Chunk, Dataset
from statistics.formats.sheet import MOST_COLUMNS
from statistics.table import AXES, ReleaseInfo

MOST_CELLS = 300_000

DEFAULT = {"Region": ("*",), "Legemiddel": ("alle",), "Kjonn": ("begge",), "Alder": ("alle",), "Tid": ("top(1)",)}
"""Beside the first measure: small, and something of everything."""


@dataclass(frozen=True)
class Selected:
    """`codes` by variable, only of the variables that stay; `totals` of those that are reduced away."""

    variables: tuple[Variable, ...]
    codes: dict[str, tuple[str, ...]]
    totals: dict[str, str]
    codelists: dict[str, str]

    @property
    def cells(self) -> int:
        return prod(len(codes) for codes in self.codes.values())


def select(
    table: PublishedTable, release: ReleaseInfo, language: str, wanted: Mapping[str, Chosen], limit: int = MOST_CELLS
) -> Selected:
    """Raises Problem for an unknown variable or value, a missing one, or too many cells."""
    known = variables(table, release, language)
    chosen = _by_variable(known, wanted) or default(known)
    lists = {codelist.id: codelist for codelist in codelists(release, language)}
    codes: dict[str, tuple[str, ...]] = {}
    totals: dict[str, str] = {}
    for variable in known:
        told = chosen.get(variable.code, Chosen())
        within = _codelist(told.codelist, variable, lists)
        if told.expressions or within:
            codes[variable.code] = _expanded(variable, told, within)
        elif variable.total:
            totals[variable.code] = variable.total
        elif len(variable.dimension.categories) == 1:
            codes[variable.code] = variable.dimension.codes
        else:
            raise errors.bad("The variable must be selected.", variable.code, near=variable.dimension.codes[:6])
    selected = Selected(known, codes, totals, {v: told.codelist for v, told in chosen.items() if told.codelist})
    if selected.cells > limit:
        raise errors.too_many(selected.cells, limit)
    return selected


def default(known: tuple[Variable, ...]) -> dict[str, Chosen]:
    first = {v.code: Chosen((v.dimension.codes[0],)) for v in known}
    return first | {v.code: Chosen(DEFAULT[v.code]) for v in known if v.code in DEFAULT}


def dataset(
    table: PublishedTable, release: ReleaseInfo, language: str, selected: Selected, layout: Layout
) -> tuple[Dataset, int]:
    """The dataset in the layout's order, and how many of its dimensions are the stub. Cells are read when asked for."""
    head, stub = described(table, release, language, selected, layout)
    by_code = {variable.code: variable for variable in selected.variables}
    axes = {v.axis: selected.codes.get(v.code) or (selected.totals[v.code],) for v in selected.variables}
    wanted = table.selection({code: axes[code] for code in table.axis_codes}, release.number)
    order = [by_code[dimension.code].axis for dimension in head.dimensions]
    away = [axis for axis in ORDER if axis not in order]  # of one category each
    at = [AXES.index(axis) for axis in (*away, *order)]
    return replace(head, chunks=_cells(wanted, at)), stub


def _cells(wanted: queries.Selection, at: list[int]) -> Iterator[Chunk]:
    """All in one piece: whichever variable comes first here, cells are stored by medicine."""
    cells = queries.table(wanted)
    yield cells.values.transpose(at).ravel(), cells.reasons.transpose(at).ravel()


def described(
    table: PublishedTable, release: ReleaseInfo, language: str, selected: Selected, layout: Layout
) -> tuple[Dataset, int]:
    """As `dataset`, without cells."""
    stub, heading = placed(selected, layout)
    by_code = {variable.code: variable for variable in selected.variables}
    dimensions = tuple(by_code[code].pick(selected.codes[code]) for code in (*stub, *heading))
    notes = (table.description[language],)
    made = Dataset(table.px_id, table.title[language], release, dimensions, units(language), iter(()), language, notes)
    return made, len(stub)


def measures_last(selected: Selected, layout: Layout) -> Layout:
    """The layout of json-px, whose values are the measures."""
    stub, heading = placed(selected, layout)
    others = tuple(code for code in (*stub, *heading) if code != "ContentsCode")
    return replace(layout, stub=others, heading=("ContentsCode",))


def placed(selected: Selected, layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Stub and heading: as asked for, else time alone is the heading. Raises Problem."""
    present = tuple(selected.codes)
    heading, stub = (
        _present(codes, present, name) for codes, name in ((layout.heading, "heading"), (layout.stub, "stub"))
    )
    if not heading and not stub:
        heading = tuple(code for code in present if code == "Tid")
    if twice := [code for code in heading if code in stub]:
        raise errors.bad("The variable is both in the heading and in the stub.", twice[0])
    if heading and stub and set(heading) | set(stub) != set(present):
        missing = [code for code in present if code not in (*heading, *stub)]
        raise errors.bad("The variable is neither in the heading nor in the stub.", missing[0])
    rest = tuple(code for code in present if code not in (*heading, *stub))
    return stub or rest, heading or (rest if stub else ())


def fits(selected: Selected, layout: Layout) -> None:
    """Raises Problem for a placement that cannot be, or one with more columns than a sheet has."""
    stub, heading = placed(selected, layout)
    columns = len(stub) + prod(len(selected.codes[code]) for code in heading)
    if layout.format == "xlsx" and columns > MOST_COLUMNS:
        detail = f"The sheet would have {columns} columns, and a workbook can have {MOST_COLUMNS}."
        advice = "Move variables from the heading to the stub, or ask for fewer values."
        raise errors.bad(f"{detail} {advice}", "heading", ",".join(heading))


def _present(codes: tuple[str, ...], present: tuple[str, ...], name: str) -> tuple[str, ...]:
    by_name = {code.lower(): code for code in present}
    for code in codes:
        if code.lower() not in by_name:
            raise errors.bad(f"The {name} has a variable that is not in the result.", name, code, present)
    found = tuple(by_name[code.lower()] for code in codes)
    if len(set(found)) != len(found):
        raise errors.bad(f"The {name} has a variable twice.", name, ",".join(codes))
    return found


def _by_variable(known: tuple[Variable, ...], wanted: Mapping[str, Chosen]) -> dict[str, Chosen]:
    by_name = {variable.code.lower(): variable.code for variable in known}
    found: dict[str, Chosen] = {}
    for name, chosen in wanted.items():
        code = by_name.get(name.lower())
        if code is None:
            near = Codes(tuple(by_name.values())).near(name)
            raise errors.bad(f"The table has no variable «{problems.clean(name)}».", name, near=near)
        if code in found:
            raise errors.bad("The variable is selected twice.", code)
        found[code] = chosen
    return found


def _codelist(name: str, variable: Variable, lists: dict[str, Codelist]) -> Codelist | None:
    if not name:
        return None
    known = {found.id.lower(): found for found in lists.values() if found.axis == variable.axis}
    if name.lower() not in known:
        near = tuple(found.id for found in known.values())
        raise errors.bad(f"The variable {variable.code} has no such code list.", "codelist", name, near)
    return known[name.lower()]


def _expanded(variable: Variable, told: Chosen, within: Codelist | None) -> tuple[str, ...]:
    try:
        return variable.known(within).expand(told.expressions or ("*",))
    except BadExpression as error:
        raise errors.of_expression(error, variable.code) from None
