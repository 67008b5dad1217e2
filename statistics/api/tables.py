"""The published tables: views of the one cube, with the names they have in each dialect."""

from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.definitions import Measure, measures
from statistics.definitions.divisions import THEN, TODAY
from statistics.formats.dataset import Unit
from statistics.table import AXES, Axis

LANGUAGES = {"no": "nb", "en": "en"}
"""Of the statistical dialects, and Django's name of each. Our own API has nynorsk as well."""


class UnknownTable(LookupError):
    """There is no such table."""


@dataclass(frozen=True)
class PublishedTable:
    """`fixed`: the one code of each axis that the table does not let the reader choose. `division`: of its regions."""

    slug: str
    px_id: str
    title: dict[str, str]
    description: dict[str, str]
    """Both by `no`, `nn` and `en`."""
    fixed: dict[str, str] = field(default_factory=dict)
    division: str = TODAY

    @property
    def axis_codes(self) -> tuple[str, ...]:
        """Axes the reader chooses from."""
        return tuple(code for code in AXES if code not in self.fixed)

    def axes(self, number: str = "") -> tuple[Axis, ...]:
        """All six, those that are fixed with their one category. Raises queries.UnknownRelease."""
        return tuple(self._fixed(axis) for axis in queries.axes(number, self.division))

    def selection(self, codes: dict[str, tuple[str, ...]], number: str) -> queries.Selection:
        """`codes` by axis, for every axis that is not fixed."""
        picked = {code: (value,) for code, value in self.fixed.items()} | codes
        return queries.Selection(
            atc=picked["atc"],
            omr=picked["omr"],
            kjonn=picked["kjonn"],
            alder=picked["alder"],
            aar=tuple(map(int, picked["aar"])),
            maal=picked["maal"],
            utgave=number,
            inndeling=self.division,
        )

    def measures(self) -> dict[str, Measure]:
        return {code: m for code, m in measures().items() if self.fixed.get("maal", code) == code}

    def _fixed(self, axis: Axis) -> Axis:
        if axis.code not in self.fixed:
            return axis
        at = axis.position(self.fixed[axis.code])
        return Axis(axis.code, (axis.categories[at],))


TABLES = (
    PublishedTable(
        slug="legemidler",
        px_id="LMR01",
        title={
            "no": "Legemiddelbruk etter ATC-kode, område, kjønn, alder og år",
            "nn": "Legemiddelbruk etter ATC-kode, område, kjønn, alder og år",
            "en": "Use of medicines by ATC code, region, sex, age and year",
        },
        description={
            "no": "Brukere, utleveringer, pakninger, DDD og omsetning av legemidler utlevert på resept i apotek. "
            "Brukere kan ikke legges sammen over ATC-koder eller år.",
            "nn": "Brukarar, utleveringar, pakningar, DDD og omsetning av legemiddel utleverte på resept i apotek. "
            "Brukarar kan ikkje leggjast saman over ATC-kodar eller år.",
            "en": "Users, dispensings, packages, DDDs and sales of medicines dispensed on prescription in pharmacies. "
            "Users cannot be added up over ATC codes or years.",
        },
    ),
    PublishedTable(
        slug="folkemengde",
        px_id="LMR02",
        title={
            "no": "Folkemengde 1. januar etter område, kjønn, alder og år",
            "nn": "Folkemengd 1. januar etter område, kjønn, alder og år",
            "en": "Population on 1 January by region, sex, age and year",
        },
        description={
            "no": "Nevneren i ratene: innbyggere 1. januar.",
            "nn": "Nemnaren i ratane: innbyggjarar 1. januar.",
            "en": "The denominator of the rates: inhabitants on 1 January.",
        },
        fixed={"atc": ROOT, "maal": "folk"},
    ),
    PublishedTable(
        slug="legemidler-slik-det-var",
        px_id="LMR03",
        title={
            "no": "Legemiddelbruk etter ATC-kode, fylkene slik de var, kjønn, alder og år",
            "nn": "Legemiddelbruk etter ATC-kode, fylka slik dei var, kjønn, alder og år",
            "en": "Use of medicines by ATC code, counties as they were, sex, age and year",
        },
        description={
            "no": "De samme tallene med fylkene slik de var hvert år. Et fylke som er en sum av dagens fylker, "
            "er summen av det som vises for dem. De andre er skjult (:), for forskjellen mellom de to inndelingene er "
            "en kommune. Et fylke som ikke fantes det året, er ikke tilgjengelig (-).",
            "nn": "Dei same tala med fylka slik dei var kvart år. Eit fylke som er ein sum av fylka i dag, er summen "
            "av det som blir vist for dei. Dei andre er skjulte (:), for skilnaden mellom dei to inndelingane er ein "
            "kommune. Eit fylke som ikkje fanst det året, er ikkje tilgjengeleg (-).",
            "en": "The same figures by the counties of each year. A county that is a sum of today's counties is "
            "the sum of what is shown for them. The others are hidden (:), as the difference between the two divisions "
            "is a municipality. A county that did not exist that year is not available (-).",
        },
        division=THEN,
    ),
)


def by_slug(slug: str) -> PublishedTable:
    """Raises UnknownTable."""
    return _find(slug, {table.slug: table for table in TABLES})


def by_px_id(px_id: str) -> PublishedTable:
    """Raises UnknownTable."""
    return _find(px_id.upper(), {table.px_id: table for table in TABLES})


def units(language: str = "no") -> dict[str, Unit]:
    with override(LANGUAGES[language]):
        return spoken_units()


def spoken_units() -> dict[str, Unit]:
    """In the language of the moment."""
    return {code: Unit(gettext(m.unit), m.decimals, m.kind != "context") for code, m in measures().items()}


def _find(name: str, known: dict[str, PublishedTable]) -> PublishedTable:
    try:
        return known[name]
    except KeyError:
        raise UnknownTable(name) from None
