"""A release's manifest as staff read it: tables in Norwegian, and no key of the program's own."""

from dataclasses import dataclass
from typing import Any

from statistics.models import Release
from statistics.seen import Seen, seen, whole

STEPS = {
    "started": "bygging startet",
    "failed": "bygging stanset",
    "built": "bygd",
    "audited": "prøvd",
    "published": "publisert",
    "withdrawn": "trukket tilbake",
}
PROTECTIONS = {
    "linked": "Fullt vern: så mange felt er skjult at ingen små tall kan regnes ut",
    "linked-dominance": "Fullt vern, også av summer som ett eller to apotek står for",
    "primary": "Bare de små feltene selv er skjult; andre tall kan røpe dem",
}
ZEROS = {
    "printed unless a world needs them": "vises, der vernet ikke trenger at de er skjult",
    "hidden": "skjules i tabeller som har små tall",
}
KINDS = {
    "nation": "hele landet",
    "region": "fylke",
    "sex": "kjønn",
    "age": "alder",
    "region sex": "fylke og kjønn",
    "region age": "fylke og alder",
    "sex age": "kjønn og alder",
    "region sex age": "fylke, kjønn og alder",
}
MEASURES = {
    "users": "brukere",
    "dispensings": "utleveringer",
    "packages": "pakninger",
    "ddd": "DDD",
    "sales": "omsetning",
}


@dataclass(frozen=True)
class Step:
    at: Any
    actor: str
    label: str
    reason: str


@dataclass(frozen=True)
class Contents:
    """What the page shows; empty lists where the release has not come so far."""

    steps: list[Step]
    rules: list[tuple[str, str]]
    rounding: list[tuple[str, str]]
    visible: list[Seen]
    by_year: list[tuple[int, dict[str, Any], Seen | None]]
    """(year, its part of the manifest, how much of it is printed)."""
    gates: list[dict[str, Any]]
    places: list[str]


def contents(release: Release) -> Contents:
    manifest = release.manifest
    audit, policy = manifest.get("audit", {}), manifest.get("policy", {})
    return Contents(
        steps=[
            Step(one.at, one.actor, STEPS.get(one.step, one.step), one.reason) for one in release.events.order_by("pk")
        ],
        rules=_rules(release, policy),
        rounding=[(MEASURES.get(name, name), _rounded(rule)) for name, rule in (policy.get("rounding") or {}).items()],
        visible=seen(manifest["visible"]["all"]) if "visible" in manifest else [],
        by_year=[_year(part, manifest.get("visible", {})) for part in manifest.get("parts", [])],
        gates=[gate for gate in audit.get("gates", []) if gate["checked"]],
        places=[_place(place) for place in audit.get("places", [])],
    )


def _rules(release: Release, policy: dict[str, Any]) -> list[tuple[str, str]]:
    found = [("Vern", PROTECTIONS.get(release.protection, release.protection))]
    if not policy:
        return found
    printed = policy.get("printed", list(KINDS))
    left_out = [KINDS.get(kind, kind) for kind in KINDS if kind not in printed]
    found += [
        ("Skjules", f"felt med {policy['smallest']}–{policy['largest']} brukere"),
        ("Felt uten brukere", ZEROS.get(policy.get("zeros", ""), "–")),
        ("Tabeller som trykkes", "alle" if not left_out else f"alle, unntatt etter {'; '.join(left_out)}"),
    ]
    if policy.get("dominance"):
        found.append(("Summer fra få apotek", f"skjules, {policy['dominance']['percent']} %-regelen"))
    return found


def _rounded(rule: dict[str, int]) -> str:
    text = f"{rule['digits']} gjeldende siffer"
    if rule.get("more_from"):
        text += f" under {rule['more_from']} brukere, ett mer for hver tidobling"
    if rule.get("packages"):
        text += f"; ikke finere enn det {rule['packages']} pakninger inneholder"
    return text + (f"; nærmeste {rule['least']}" if rule.get("least", 1) > 1 else "")


def _year(part: dict[str, Any], visible: dict[str, Any]) -> tuple[int, dict[str, Any], Seen | None]:
    found = visible.get(str(part["year"]))
    return part["year"], part, whole(found) if found else None


def _place(place: dict[str, Any]) -> str:
    """«2024 C10AA01 (03, K, 70–74), pakninger: 3–4»."""
    known = f"{place['low']}" if place["low"] == place["high"] else f"{place['low']}–{place['high']}"
    measure = f", {MEASURES.get(place['measure'], place['measure'])}" if place.get("measure") else ""
    return f"{place['year']} {place['node']} ({', '.join(place['cell'])}){measure}: {known}"
