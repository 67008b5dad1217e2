"""The query string of a data request → a selection, with every code checked against the release."""

from math import prod

from django.http import QueryDict

from statistics import queries
from statistics.api import problems
from statistics.api.expressions import BadExpression, Codes, split
from statistics.api.problems import Problem
from statistics.api.tables import PublishedTable
from statistics.cube.axes import ALL_AGES, BOTH, NATION
from statistics.language import say_later
from statistics.table import Axis, ReleaseInfo

DEFAULTS = {"omr": NATION, "kjonn": BOTH, "alder": ALL_AGES, "aar": "*", "maal": "*"}
"""What is chosen where the query does not name an axis: totals, every year and every measure."""

MOST_CELLS = 1_000_000
"""Of one answer, a row each; a sheet of a workbook has room for 1,048,575. What is larger is fetched as whole files."""


def selection(table: PublishedTable, query: QueryDict, release: ReleaseInfo) -> queries.Selection:
    """Raises Problem for a missing axis, a wrong code, or too many cells."""
    axes = {axis.code: axis for axis in table.axes(release.number)}
    codes = {code: picked(axes[code], asked(code, query), release) for code in table.axis_codes}
    sizes = {code: len(found) for code, found in codes.items()}
    if (cells := prod(sizes.values())) > MOST_CELLS:
        raise too_many(cells, MOST_CELLS, sizes)
    return table.selection(codes, release.number)


def asked(code: str, query: QueryDict) -> str:
    text = query.get(code, DEFAULTS.get(code, ""))
    if not text.strip():
        detail = say_later("Velg noe på «{code}»: koder med komma mellom, eller * for alle.", code=code)
        raise Problem(400, say_later("Utvalg mangler"), detail, parameter=code, value=text)
    return text


def picked(axis: Axis, text: str, release: ReleaseInfo) -> tuple[str, ...]:
    """An en dash in an age is understood, as names have it."""
    known = Codes(axis.codes, tuple(category.label for category in axis.categories), is_time=axis.code == "aar")
    try:
        return known.expand(split(text.replace("–", "-") if axis.code == "alder" else text))
    except BadExpression as error:
        title, detail = _told(error, axis, release)
        raise Problem(400, title, detail, parameter=axis.code, value=error.value, near=error.near) from None


def _told(error: BadExpression, axis: Axis, release: ReleaseInfo) -> tuple[str, str]:
    """Title and detail."""
    about = {"value": problems.clean(error.value), "axis": axis.code, "number": release.number}
    if error.why == "unknown":
        return unknown_code(axis, error.value, release)
    if error.why == "nothing":
        detail = say_later("Ingen kode på «{axis}» i utgave {number} passer med «{value}».", **about)
        return say_later("Ingen koder passer"), detail
    detail = say_later(
        "«{value}» er ikke et gyldig uttrykk. Skriv koder med komma mellom, eller *, A10*, A10??, range(a,b), "
        "from(a), to(b), top(n) eller bottom(n).",
        **about,
    )
    return say_later("Uforståelig uttrykk"), detail


def unknown_code(axis: Axis, value: str, release: ReleaseInfo) -> tuple[str, str]:
    """Title and detail."""
    about = {"value": problems.clean(value), "axis": axis.code, "number": release.number}
    detail = say_later("«{value}» er ikke en kode på «{axis}» i utgave {number}.", **about)
    return say_later("Ukjent kode"), detail


def too_many(cells: int, limit: int, sizes: dict[str, int]) -> Problem:
    largest = max(sizes, key=lambda code: sizes[code])
    detail = say_later(
        "Utvalget har {cells} celler, og ett svar kan ha {limit}. Velg færre på «{largest}» ({chosen} valgt), "
        "del det i flere forespørsler, eller hent en hel årgang fra /data/filer/.",
        cells=cells,
        limit=limit,
        largest=largest,
        chosen=sizes[largest],
    )
    title = say_later("For mange celler")
    return Problem(400, title, detail, parameter=largest, cells=cells, limit=limit, sizes=sizes)
