"""Tables with FHI's numbers, dimension codes and category codes over our axes."""

from dataclasses import dataclass
from functools import lru_cache

from statistics import queries
from statistics.api.tables import PublishedTable, by_slug
from statistics.cube.axes import ALL_AGES, BANDS, BOTH, MEN, NATION, ROOT, WOMEN
from statistics.formats.dataset import Dimension, Role
from statistics.table import Axis, Category, ReleaseInfo

SOURCE = "lmr"
TOTAL = "TOTALT"
CODES = {
    "atc": "Atc_Verdi",
    "omr": "GEO",
    "kjonn": "Kjonn_Verdi",
    "alder": "Aldersgruppe_Verdi",
    "aar": "Utlevering_Ar",
    "maal": "MEASURE_TYPE",
}
LABELS = {"atc": "ATC-kode", "omr": "Geografi", "kjonn": "Kjønn", "alder": "Alder", "aar": "År", "maal": "Måltall"}
ROLES: dict[str, Role] = {"omr": "geo", "maal": "metric"}

CATEGORIES = {
    "kjonn": {BOTH: Category(TOTAL, "Begge kjønn"), MEN: Category("1", "Mann"), WOMEN: Category("2", "Kvinne")},
    "alder": {ALL_AGES: Category(TOTAL, "Alle aldre")}
    | {band: Category(str(number), f"{band.replace('-', ' - ')} år") for number, band in enumerate(BANDS, 1)},
}
MEASURES = {
    "brukere": Category("AntallBrukere", "Antall individ"),
    "per1000": Category("Brukere_Per1000_Innbyggere", "Brukere per 1000 innbyggere"),
    "ddd": Category("DDD", "Antall DDD"),
    "folk": Category("Befolkning", "Befolkning"),
    "utleveringer": Category("AntallUtleveringer", "Antall utleveringer"),
    "pakninger": Category("AntallPakninger", "Antall pakninger"),
    "ddd1000d": Category("DDD_Per1000_Innbyggere_Dag", "DDD per 1000 innbyggere per døgn"),
    "nok": Category("OmsetningNok", "Omsetning i kroner"),
}
FIRST_FOUR = ("brukere", "per1000", "ddd", "folk")
"""The measures of FHI's own table."""


@dataclass(frozen=True)
class FhiTable:
    """`measures`: those it has, by our code; empty for all. `region`: whether it has geography. `slug`: our table."""

    id: int
    title: str
    measures: tuple[str, ...]
    region: bool
    slug: str = "legemidler"

    @property
    def published(self) -> PublishedTable:
        return by_slug(self.slug)

    @property
    def axis_codes(self) -> tuple[str, ...]:
        return tuple(code for code in CODES if self.region or code != "omr")


TABLES = (
    FhiTable(825, "Per ATC-kode", FIRST_FOUR, region=False),
    FhiTable(10825, "Per ATC-kode og fylke", (), region=True),
    FhiTable(20825, "Per ATC-kode og fylke, slik inndelingen var", (), region=True, slug="legemidler-slik-det-var"),
)


@dataclass(frozen=True)
class Known:
    """A dimension as FHI names it. `ours`: our code of each of its categories. `parents` by category code."""

    axis: str
    dimension: Dimension
    ours: dict[str, str]
    parents: dict[str, str]


def dimensions(table: FhiTable, release: ReleaseInfo) -> tuple[Known, ...]:
    return _dimensions(table, release.number, release.digest)


@lru_cache(maxsize=8)
def _dimensions(table: FhiTable, number: str, digest: str) -> tuple[Known, ...]:
    axes = {axis.code: axis for axis in table.published.axes(number)}
    nodes = {node.code: node.parent for node in queries.nodes(number)}
    return tuple(_known(table, axes[code], nodes) for code in table.axis_codes)


def _known(table: FhiTable, axis: Axis, parent_of: dict[str, str]) -> Known:
    pairs = [
        (category.code, _category(axis.code, category)) for category in axis.categories if _shown(table, axis, category)
    ]
    shown = {theirs.code for _, theirs in pairs}
    parents = {theirs.code: _parent(axis.code, ours, parent_of) for ours, theirs in pairs}
    return Known(
        axis.code,
        Dimension(CODES[axis.code], LABELS[axis.code], tuple(theirs for _, theirs in pairs), ROLES.get(axis.code, "")),
        {theirs.code: ours for ours, theirs in pairs},
        {code: parent for code, parent in parents.items() if parent in shown},
    )


def _shown(table: FhiTable, axis: Axis, category: Category) -> bool:
    """FHI's table begins at the main groups; ours has all medicines above them."""
    if axis.code == "atc":
        return table.region or category.code != ROOT
    return axis.code != "maal" or not table.measures or category.code in table.measures


def _category(axis: str, category: Category) -> Category:
    if axis == "atc":
        code = TOTAL if category.code == ROOT else category.code
        return Category(code, category.label if category.code == ROOT else f"{category.code} - {category.label}")
    if axis == "maal":
        return MEASURES.get(category.code, category)
    return CATEGORIES[axis][category.code] if axis in CATEGORIES else category


def _parent(axis: str, ours: str, parent_of: dict[str, str]) -> str:
    """Code of the category it is part of, as FHI has it; empty for a top one."""
    if axis == "atc":
        return parent_of[ours].replace(ROOT, TOTAL)
    if axis == "omr":
        return "" if ours == NATION else NATION
    return "" if axis not in CATEGORIES or ours in (BOTH, ALL_AGES) else TOTAL
