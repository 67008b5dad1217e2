"""The lines of the chart over time: one series a category of the axis that is split, with its fixed colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from statistics.cube.axes import BOTH, ELSEWHERE, MEN, NATION, WOMEN
from statistics.dashboards.divided import redrawn_years
from statistics.dashboards.params import Filters
from statistics.definitions.breaks import breaks
from statistics.language import say
from statistics.table import Cell, Table

SHORT = {
    "56": "FIN",
    "55": "TRO",
    "18": "NOR",
    "50": "TRØ",
    "15": "M&R",
    "34": "INN",
    "46": "VES",
    "33": "BUS",
    "03": "OSL",
    "32": "AKE",
    "11": "ROG",
    "40": "TEL",
    "39": "VFO",
    "31": "ØST",
    "42": "AGD",
    "30": "VIK",
    "38": "V&T",
    "54": "T&F",
}
SEXES = {WOMEN: 2, MEN: 3}
SPLIT_AXIS = {"ingen": "omr", "kjonn": "kjonn", "fylke": "omr"}


@dataclass(frozen=True)
class Series:
    """`number`: of the series' mark and dash, 1 to 6. `fill` and `ink`: colours of its line and its label.

    `redrawn`: years from which the region is another area than before.
    """

    name: str
    short: str
    number: int
    fill: str
    ink: str
    years: tuple[int, ...]
    cells: tuple[Cell, ...]
    redrawn: tuple[int, ...] = ()

    @property
    def printed(self) -> list[float]:
        return [cell.value for cell in self.cells if cell.value is not None]


def short(code: str, name: str) -> str:
    """Where there is little room."""
    words = {NATION: say("Landet"), ELSEWHERE: say("Ukjent"), WOMEN: say("Kv."), MEN: say("Menn"), BOTH: say("begge")}
    return SHORT.get(code) or words.get(code, name)


def over_time(table: Table, filters: Filters) -> list[Series]:
    axis = SPLIT_AXIS[filters.deling]
    years = table.axis("aar").codes
    return [
        Series(
            category.label,
            short(category.code, category.label),
            *_look(category.code, number, filters.national_line),
            tuple(int(year) for year in years),
            tuple(table.cell(**{axis: category.code}, aar=year, maal=filters.maal) for year in years),
            redrawn_years(
                category.code if axis == "omr" else filters.omr, filters.inndeling, int(years[0]), int(years[-1])
            ),
        )
        for number, category in enumerate(table.axis(axis).categories, 1)
    ]


def break_years(series: Sequence[Series]) -> list[int]:
    """First years of what cannot be compared with the year before without thought: of all figures, or of a region."""
    years = series[0].years
    return sorted({*(one.year for one in breaks(years[0], years[-1])), *(y for one in series for y in one.redrawn)})


def _look(code: str, number: int, beside_nation: bool) -> tuple[int, str, str]:
    if code in SEXES:
        return SEXES[code], code, f"{code}-t"
    if beside_nation and code == NATION:
        return 6, "blekk-2", "blekk-2"
    return number, f"s{number}", f"t{number}"
