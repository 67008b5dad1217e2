"""Facts of the method page, from the definitions and from a release's own manifest."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from statistics import queries
from statistics.dashboards.numbers import percent, together
from statistics.definitions import Measure, measures
from statistics.table import Reason, ReleaseInfo


@dataclass(frozen=True)
class YearFacts:
    year: int
    extract: str
    lines: int | None
    people: int | None
    without_person: int | None


@dataclass(frozen=True)
class Attack:
    """One way in which the release was attacked: how many cells were tried, and how many gave way."""

    label: str
    checked: int
    found: int


@dataclass(frozen=True)
class Method:
    """`hidden_share`: of all cells of users; None where the release does not tell. No `attacks`: none were made."""

    measures: list[Measure]
    reasons: list[Reason]
    releases: list[ReleaseInfo]
    years: list[YearFacts]
    atc_version: dt.date | None
    code: str
    smallest: int | None
    largest: int | None
    cells: dict[str, int]
    hidden_share: float | None
    attacks: list[Attack]
    verdict: str
    withdrawn: list[str]
    comparison: dict[str, Any]

    @property
    def hidden_percent(self) -> str:
        return together("{number} %", percent(self.hidden_share or 0))


def method(number: str = "") -> Method:
    """Raises queries.UnknownRelease."""
    manifest = queries.manifest(number)
    cells = manifest.get("cells", {})
    policy = manifest.get("policy", {})
    audit = manifest.get("audit", {"gates": [], "verdict": ""})
    return Method(
        measures=list(measures().values()),
        reasons=[reason for reason in Reason if reason],
        releases=queries.releases(),
        years=[_year(part) for part in manifest.get("parts", [])],
        atc_version=dt.date.fromisoformat(manifest["atc_version"]) if "atc_version" in manifest else None,
        code=manifest.get("code", ""),
        smallest=policy.get("smallest"),
        largest=policy.get("largest"),
        cells=cells,
        hidden_share=cells["hidden"] / cells["cells"] if cells.get("cells") else None,
        attacks=[Attack(g["label"], g["checked"], g["found"]) for g in audit["gates"] if g["checked"]],
        verdict=audit["verdict"],
        withdrawn=manifest.get("withdrawn", []),
        comparison=manifest.get("comparison", {}),
    )


def _year(part: dict[str, Any]) -> YearFacts:
    report = part.get("report", {})
    return YearFacts(
        year=part["year"],
        extract=part["extract"],
        lines=report.get("lines"),
        people=report.get("people"),
        without_person=report.get("to_animals_or_on_requisition"),
    )
