"""The top of the page: code line, the label's six facts, the way to other releases."""

from dataclasses import dataclass

from statistics import queries
from statistics.cube.axes import ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.numbers import typeset
from statistics.dashboards.presenters.cells import Shown, shown, shown_in_words
from statistics.dashboards.tables import used_since
from statistics.labels import reason_text
from statistics.language import say
from statistics.table import Reason, ReleaseInfo, Table


@dataclass(frozen=True)
class CodePart:
    """`text` is what this level adds to the code above: A, 10, B, J, 06."""

    text: str
    name: str
    href: str


@dataclass(frozen=True)
class Fact:
    term: str
    content: Shown
    mono: bool = False


def code_line(code: str, utgave: str, inndeling: str) -> list[CodePart]:
    """From the main group down to the code itself; one part for all medicines."""
    path = queries.ancestors(code, utgave) or [queries.node(ROOT, utgave)]
    above = ["", *(node.code for node in path)]
    return [
        CodePart(node.code.removeprefix(up), node.label, address(node.code, utgave, inndeling=inndeling))
        for up, node in zip(above, path, strict=False)
    ]


def facts(table: Table, release: ReleaseInfo) -> list[Fact]:
    """`table`: the nation in every year, as `tables.national` gives it."""
    year = table.axis("aar").codes[-1]
    cells = {measure: table.cell(aar=year, maal=measure) for measure in table.axis("maal").codes}
    return [
        Fact(say("Brukere {year}", year=year), shown(cells["brukere"], "brukere")),
        Fact(typeset(say("Av 1 000 innbyggere")), shown(cells["per1000"], "per1000")),
        Fact(typeset(say("DDD per 1 000 per døgn")), shown(cells["ddd1000d"], "ddd1000d")),
        Fact(say("Omsetning (utsalgspris)"), shown_in_words(cells["nok"], "nok")),
        Fact(say("I bruk siden"), _since(used_since(table))),
        Fact(say("Utgave"), Shown(release.number), mono=True),
    ]


def _since(year: str | None) -> Shown:
    return Shown(year) if year else Shown(Reason.NOT_AVAILABLE.symbol, reason_text(Reason.NOT_AVAILABLE))
