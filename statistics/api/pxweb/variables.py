"""The variables of a table as the dialect names them: `Region` first and `Tid` last, as clients expect."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import override

from statistics import queries
from statistics.api.expressions import Codes
from statistics.api.tables import LANGUAGES, PublishedTable, by_slug
from statistics.cube.axes import ALL_AGES, BANDS, BOTH, COUNTIES, ELSEWHERE, NATION, ROOT
from statistics.formats.dataset import Dimension, Role
from statistics.table import Axis, Category, ReleaseInfo

ORDER = ("omr", "atc", "kjonn", "alder", "maal", "aar")
CODES = {"omr": "Region", "atc": "Legemiddel", "kjonn": "Kjonn", "alder": "Alder", "maal": "ContentsCode", "aar": "Tid"}
LABELS = {
    "no": {"omr": "region", "atc": "legemiddel", "kjonn": "kjønn", "alder": "alder", "maal": "måltall", "aar": "år"},
    "en": {"omr": "region", "atc": "medicine", "kjonn": "sex", "alder": "age", "maal": "contents", "aar": "year"},
}
TOTALS = {"omr": NATION, "atc": ROOT, "kjonn": BOTH, "alder": ALL_AGES}
"""The category a variable is reduced to where it is not chosen. Contents and time must be chosen."""

ROLES: dict[str, Role] = {"omr": "geo", "aar": "time", "maal": "metric"}
LEVEL_NAMES = {
    "no": (
        "Anatomiske hovedgrupper",
        "Terapeutiske grupper",
        "Farmakologiske grupper",
        "Kjemiske grupper",
        "Virkestoff",
    ),
    "en": ("Anatomical main groups", "Therapeutic groups", "Pharmacological groups", "Chemical groups", "Substances"),
}


@dataclass(frozen=True)
class Codelist:
    """A part of a variable's values."""

    id: str
    label: str
    axis: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Variable:
    """`axis`: our code of it. `total`: the category it is reduced to; empty where it must be chosen."""

    axis: str
    dimension: Dimension
    total: str

    @property
    def code(self) -> str:
        return self.dimension.code

    def known(self, codelist: Codelist | None = None) -> Codes:
        """What expressions are about: all the values, or those of a code list."""
        chosen = [c for c in self.dimension.categories if codelist is None or c.code in codelist.codes]
        return Codes(tuple(c.code for c in chosen), tuple(c.label for c in chosen), is_time=self.axis == "aar")

    def pick(self, codes: tuple[str, ...]) -> Dimension:
        labels = {category.code: category for category in self.dimension.categories}
        return replace(self.dimension, categories=tuple(labels[code] for code in codes))


def variables(table: PublishedTable, release: ReleaseInfo, language: str) -> tuple[Variable, ...]:
    """Of a table without fixed contents all six; a fixed measure stays, for a table must have contents."""
    return _variables(table.slug, release.number, release.digest, language)


@lru_cache(maxsize=16)
def _variables(slug: str, number: str, digest: str, language: str) -> tuple[Variable, ...]:
    table = by_slug(slug)
    with override(LANGUAGES[language]):
        axes = {axis.code: axis for axis in table.axes(number)}
        english = {node.code: node.name_en for node in queries.nodes(number)} if language == "en" else {}
        shown = [code for code in ORDER if code in table.axis_codes or code == "maal"]
        return tuple(_variable(axes[code], language, english) for code in shown)


def _variable(axis: Axis, language: str, english: dict[str, str]) -> Variable:
    categories = axis.categories
    if axis.code == "atc":
        categories = tuple(Category(c.code, f"{c.code} {english.get(c.code) or c.label}") for c in categories)
    label = LABELS[language][axis.code]
    return Variable(
        axis.code, Dimension(CODES[axis.code], label, categories, ROLES.get(axis.code, "")), TOTALS.get(axis.code, "")
    )


def codelists(release: ReleaseInfo, language: str) -> tuple[Codelist, ...]:
    nodes = queries.nodes(release.number)
    levels = tuple(
        Codelist(f"vs_Legemiddel_niva{level}", name, "atc", tuple(n.code for n in nodes if n.level == level))
        for level, name in enumerate(LEVEL_NAMES[language], 1)
    )
    norwegian = language == "no"
    counties = Codelist(
        "vs_Region_fylker", "Fylker 2024–" if norwegian else "Counties 2024–", "omr", (*COUNTIES, ELSEWHERE)
    )
    ages = Codelist("vs_Alder_grupper", "Femårsgrupper" if norwegian else "Five-year groups", "alder", BANDS)
    return (*levels, counties, ages)
