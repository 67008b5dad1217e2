"""Examples of files on the data page: only of codes that the release has."""

from dataclasses import dataclass

from django.utils.translation import gettext

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.numbers import typeset
from statistics.table import ReleaseInfo

WANTED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Alle legemidler, brukere per 1 000 innbyggere", ROOT, {}),
    ("Midler mot diabetes, brukere etter kjønn", "A10", {"maal": "brukere", "del": "kjonn"}),
    ("Semaglutid i Oslo, DDD, for Excel", "A10BJ06", {"maal": "ddd", "omr": "03", "csv": "excel"}),
)


@dataclass(frozen=True)
class Example:
    text: str
    href: str


def examples(release: ReleaseInfo) -> list[Example]:
    known = {node.code for node in queries.nodes(release.number)}
    return [
        Example(typeset(gettext(text)), address(code, view="drug_csv", **parameters))
        for text, code, parameters in WANTED
        if code in known
    ]
