"""A data request's body: one filter for every dimension, in any order, and the form of the answer."""

from dataclasses import dataclass
from math import prod
from typing import Any

from statistics.api import problems
from statistics.api.expressions import BadExpression, Codes
from statistics.api.fhi.errors import bad, of_expression
from statistics.api.fhi.tables import Known

FILTERS = ("item", "top", "all")
FORMATS = ("json-stat2", "csv2", "csv3", "csv", "parquet")
"""`csv` is ours: names and codes both."""

MOST_CELLS = 12_000_000
"""More than the whole of FHI's own table has, in any one answer."""


@dataclass(frozen=True)
class Asked:
    """`codes`: the chosen categories of each dimension, in the table's order of dimensions."""

    codes: dict[str, tuple[str, ...]]
    format: str

    @property
    def cells(self) -> int:
        return prod(len(codes) for codes in self.codes.values())


def asked(content: Any, known: tuple[Known, ...]) -> Asked:
    """Raises Problem for anything but one filter a dimension, and for more cells than `maxRowCount`."""
    told = _object(content, "forespørselen", ("dimensions", "response"))
    given = told.get("response")
    response = _object({} if given is None else given, "response", ("format", "maxRowCount"))
    filters = _by_dimension(told.get("dimensions"), known)
    made = Asked({k.dimension.code: _chosen(k, filters[k.dimension.code]) for k in known}, _format(response))
    limit = _limit(response.get("maxRowCount"))
    if made.cells > limit:
        raise bad(
            f"Utvalget har {made.cells} verdier, og grensen er {limit}. Velg færre kategorier eller øk maxRowCount.",
            "maxRowCount",
            str(limit),
        )
    return made


def _by_dimension(content: Any, known: tuple[Known, ...]) -> dict[str, dict[str, Any]]:
    codes = {k.dimension.code.lower(): k.dimension.code for k in known}
    found: dict[str, dict[str, Any]] = {}
    for item in _list(content, "dimensions"):
        one = _object(item, "dimensions", ("code", "filter", "values"))
        given = _text(one.get("code"), "code")
        code = codes.get(given.lower())
        if code is None:
            near = Codes(tuple(codes.values())).near(given)
            raise bad(f"Tabellen har ingen dimensjon «{problems.clean(given)}».", "code", given, near)
        if code in found:
            raise bad(f"Dimensjonen {code} har mer enn ett filter.", code)
        found[code] = one
    if missing := [code for code in codes.values() if code not in found]:
        raise bad(f"Dimensjonen {missing[0]} mangler: hver dimensjon må ha ett filter.", missing[0])
    return found


def _chosen(known: Known, told: dict[str, Any]) -> tuple[str, ...]:
    code = known.dimension.code
    kind = _text(told.get("filter"), f"filter for {code}")
    values = [_text(value, f"values for {code}") for value in _list(told.get("values"), f"values for {code}")]
    if kind.lower() not in FILTERS:
        raise bad(f"«{problems.clean(kind)}» er ikke et filter.", "filter", kind, FILTERS)
    if not values:
        raise bad(f"Dimensjonen {code} har ingen verdier.", code)
    if kind.lower() == "top":
        return _top(known, values)
    for value in values:
        if kind.lower() == "item" and "*" in value:
            raise bad(f"Filteret item tar ikke «*». Bruk all for dimensjonen {code}.", code, value)
        if "(" in value or "?" in value:  # an expression of the other dialects
            raise of_expression(BadExpression(value, "unknown", _codes(known).near(value)), code)
    try:
        return _codes(known).expand(values)
    except BadExpression as error:
        raise of_expression(error, code) from None


def _top(known: Known, values: list[str]) -> tuple[str, ...]:
    """The first in the published order."""
    (value, *more) = values
    if more or not (value.isascii() and value.isdigit() and len(value) <= 6 and int(value) > 0):
        code = known.dimension.code
        raise bad(f"Filteret top tar ett helt tall fra 1 og opp for dimensjonen {code}.", code, ",".join(values))
    return known.dimension.codes[: int(value)]


def _codes(known: Known) -> Codes:
    return Codes(known.dimension.codes, tuple(category.label for category in known.dimension.categories))


def _format(response: dict[str, Any]) -> str:
    given = _text(response.get("format", FORMATS[0]), "format")
    if given.lower() not in FORMATS:
        raise bad(f"«{problems.clean(given)}» er ikke et format.", "format", given, FORMATS)
    return given.lower()


def _limit(given: Any) -> int:
    """No number, and 0 as an R client sends it, mean no limit but ours."""
    if given is None:
        return MOST_CELLS
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise bad("maxRowCount er et helt tall; 0 betyr ingen grense.", "maxRowCount", str(given))
    return min(given, MOST_CELLS) or MOST_CELLS


def _object(content: Any, what: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    """By the names that are allowed, whatever their case."""
    if not isinstance(content, dict):
        raise bad(f"«{what}» skal være et JSON-objekt.", what)
    by_name = {name.lower(): name for name in allowed}
    found: dict[str, Any] = {}
    for name, value in content.items():
        right = by_name.get(name.lower())
        if right is None or right in found:
            raise bad(f"«{problems.clean(name)}» hører ikke hjemme i {what}.", name, near=allowed)
        found[right] = value
    return found


def _list(content: Any, what: str) -> list[Any]:
    if not isinstance(content, list):
        raise bad(f"«{what}» skal være en liste.", what)
    return content


def _text(content: Any, what: str) -> str:
    if not isinstance(content, str):
        raise bad(f"«{what}» skal være en tekst.", what)
    return content
