"""The tables behind a drug page. Page, charts, sentences and files are all made of these, so they cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from statistics import queries
from statistics.cube.axes import BANDS, ELSEWHERE, MEN, NATION, WOMEN
from statistics.dashboards.divided import SHOWCASE, existing
from statistics.dashboards.params import FIGURES, Filters
from statistics.dashboards.presenters import chance
from statistics.definitions import measures
from statistics.definitions.standards import PARTS, standards_by_rate
from statistics.language import say
from statistics.table import Cell, Table

SERIES = 6  # more lines than this cannot be told apart


@dataclass(frozen=True)
class Figures:
    """`ages` and `counties` have every year of the release: their scales are the same whichever year is shown.

    `limits`: what counties' limits are made of in the year shown, where they are asked for and can be told.
    """

    filters: Filters
    time: Table
    ages: Table
    counties: Table
    elsewhere: Table | None
    costs: Table
    limits: Table | None = None

    def of_year(self, table: Table) -> Table:
        """With the counties that the year had, where there are several."""
        picked = table.pick(aar=str(self.filters.aar))
        return existing(picked, self.filters.inndeling) if len(table.axis("omr").codes) > 1 else picked

    def _drawn(self, table: Table) -> Table:
        """Counties in the year that is shown, or in every year that tiles over time have."""
        years = tuple(map(str, self.filters.county_years))
        return self.of_year(table) if len(years) == 1 else table.pick(aar=years)

    def printed(self, figure: str = "") -> list[Table]:
        """The tables whose every cell is on the page: those of one figure, or of all."""
        parts = {
            "tid": [self.time],
            "alder": [self.of_year(self.ages)],
            "fylker": [self._drawn(t) for t in (self.counties, self.elsewhere) if t is not None] + self._own_limits(),
            "kostnad": [self.costs],
        }
        return [table for name in FIGURES if figure in ("", name) for table in parts[name]]

    def _own_limits(self) -> list[Table]:
        """Those that are measures of the register themselves."""
        own = self.limits is not None and self.filters.maal in standards_by_rate()
        return [self.of_year(self.limits)] if own and self.limits is not None else []


def figures(code: str, filters: Filters) -> Figures:
    f = filters
    chosen: dict[str, tuple[str, ...]] = {"omr": (f.omr,), "kjonn": (f.kjonn,), "alder": (f.alder,)}
    return Figures(
        filters,
        time=_table(code, f, {**chosen, **_series(f)}, years=f.years, maal=_beside(f)),
        ages=_table(code, f, {**chosen, "kjonn": (WOMEN, MEN), "alder": BANDS}, maal=(f.ages_measure,)),
        counties=_table(code, f, {**chosen, "omr": queries.regions(f.utgave, f.inndeling)}),
        elsewhere=_table(code, f, {**chosen, "omr": (ELSEWHERE,)}, maal=("brukere",)) if _rate(f.maal) else None,
        costs=_table(code, f, chosen, years=f.years, maal=("nok", "brukere", "ddd")),
        limits=_limits(code, f, chosen) if f.usikkerhet and chance.limited(f.maal) else None,
    )


def _limits(code: str, filters: Filters, chosen: dict[str, tuple[str, ...]]) -> Table:
    regions = {**chosen, "omr": queries.regions(filters.utgave, filters.inndeling)}
    return _table(code, filters, regions, years=(filters.aar,), maal=chance.parts(filters.maal))


def with_users(measure: str) -> tuple[str, ...]:
    return (measure,) if measure in ("brukere", "folk") else (measure, "brukere")


def _beside(filters: Filters) -> tuple[str, ...]:
    """The measure with its users; a standardised one with its limits too, where one line is drawn."""
    rate, *more = with_users(filters.maal)
    if rate in standards_by_rate() and filters.deling == "ingen":
        return (*(rate + part for part in PARTS), *more)
    return (rate, *more)


def _rate(measure: str) -> bool:
    return measures()[measure].kind == "rate"


def _series(filters: Filters) -> dict[str, tuple[str, ...]]:
    if filters.deling == "kjonn":
        return {"kjonn": (WOMEN, MEN)}
    if filters.deling == "fylke":
        return {"omr": _counties(filters)}
    return {"omr": (filters.omr, NATION)} if filters.national_line else {}


def _counties(filters: Filters) -> tuple[str, ...]:
    nation = (NATION,) if _rate(filters.maal) else ()  # a sum for the country would press the counties to the axis
    chosen = (filters.omr,) if filters.omr not in (NATION, ELSEWHERE) else ()
    known = queries.regions(filters.utgave, filters.inndeling)
    shown = [code for code in SHOWCASE[filters.inndeling] if code in known]
    return tuple(dict.fromkeys((*nation, *chosen, *shown)))[:SERIES]


def _table(
    code: str,
    filters: Filters,
    axes: dict[str, tuple[str, ...]],
    years: tuple[int, ...] = (),
    maal: tuple[str, ...] = (),
) -> Table:
    return queries.table(
        queries.Selection(
            (code,),
            maal=maal or (filters.maal,),
            aar=years,
            utgave=filters.utgave,
            inndeling=filters.inndeling,
            **axes,
        )
    )


def users_of(code: str, filters: Filters) -> tuple[Cell, Cell]:
    """Users in the region, of the sex and age that are chosen, in the last year; and how many per 1,000 they are."""
    axes: dict[str, tuple[str, ...]] = {"omr": (filters.omr,), "kjonn": (filters.kjonn,), "alder": (filters.alder,)}
    table = _table(code, filters, axes, years=(filters.til,), maal=("brukere", "per1000"))
    return table.cell(maal="brukere"), table.cell(maal="per1000")


def national(code: str, utgave: str) -> Table:
    """What the key sentence and the label are made of: the whole nation in every year."""
    return queries.table(queries.Selection((code,), ("brukere", "per1000", "ddd1000d", "nok"), utgave=utgave))


def first_use(table: Table) -> int:
    """The year the axis of time begins: the first that is not a printed zero, or the release's first."""
    years = table.axis("aar").codes
    used = (year for year in years if not _unused(table, year))
    return int(next(used, years[0]))


def _unused(table: Table, year: str) -> bool:
    return table.cell(aar=year, maal="brukere").value == 0


def used_since(table: Table) -> str | None:
    """First year with printed users; «eller før» where the year before is not a printed zero; None without any."""
    years: Sequence[str] = table.axis("aar").codes
    users = [table.cell(aar=year, maal="brukere") for year in years]
    at = next((i for i, cell in enumerate(users) if cell.value), None)
    if at is None:
        return None
    return years[at] if at and users[at - 1].value == 0 else say("{year} eller før", year=years[at])
