"""Facts of the method page, from the definitions and from a release's own manifest."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from statistics import queries
from statistics.dashboards.numbers import decimal, percent, together
from statistics.definitions import Measure, measures
from statistics.language import say
from statistics.seen import Seen, seen
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
    """One way in which the release was attacked: how many cells were tried, and how many gave way.

    A `hard` one that finds anything stops the release; the others are told.
    """

    label: str
    checked: int
    found: int
    hard: bool


@dataclass(frozen=True)
class Method:
    """`hidden_share`: of all cells of users; None where the release does not tell. No `attacks`: none were made.

    `more_digits_from`: users from which sums have a digit more; None where they are not rounded by users.
    `packages`: no DDD is finer than what so many hold; None where that is no rule.
    """

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
    visible: list[Seen]
    more_digits_from: int | None
    packages: int | None
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
        visible=seen(manifest["visible"]["all"]) if "visible" in manifest else [],
        more_digits_from=(policy.get("rounding") or {}).get("ddd", {}).get("more_from") or None,
        packages=(policy.get("rounding") or {}).get("ddd", {}).get("packages") or None,
        attacks=[_attack(gate) for gate in audit["gates"] if gate["checked"]],
        verdict=_verdict(audit) if audit["verdict"] else "",
        withdrawn=manifest.get("withdrawn", []),
        comparison=manifest.get("comparison", {}),
    )


def _attack(gate: dict[str, Any]) -> Attack:
    return Attack(gate["label"], gate["checked"], gate["found"], gate.get("hard", True))


def _verdict(audit: dict[str, Any]) -> str:
    """The report's last line in the language of the page: what stops a release, or how many cells held."""
    tried = sum(gate["checked"] for gate in audit["gates"] if gate["code"] == "exact")
    if audit["leaks"]:
        return say("LEKKASJE: {number} funn", number=decimal(audit["leaks"]))
    return say(
        "INGEN LEKKASJE: ingen av {number} undersøkte felt lot seg regne ut eller avgrense", number=decimal(tried)
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
