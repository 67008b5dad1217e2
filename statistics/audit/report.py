"""What the attack found, for people and for machines."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Gate:
    """One kind of attack. A `hard` one that finds anything stops the release; the others are reported."""

    code: str
    label: str
    hard: bool = True


GATES = (
    Gate("printed", "Små tall som er trykt"),
    Gate("exact", "Skjulte brukertall som lar seg regne ut nøyaktig"),
    Gate("inside", "Skjulte brukertall som lar seg avgrense til 1–4"),
    Gate("complement", "Celler der resten av befolkningen lar seg avgrense til 1–4"),
    Gate("sensitive", "Summer fra ett eller to apotek som er trykt"),
    Gate("sums", "Skjulte summer som lar seg regne ut innenfor ±10 %"),
    Gate("ratios", "Celler som forholdet mellom måltallene røper i tillegg"),
    Gate("before", "Celler som tidligere utgaver røper sammen med denne"),
    Gate("solver", "Celler i utvalget som en likningsløser avgrenser til 1–4"),
    Gate("worlds", "Alternative tabeller som ikke holder"),
    Gate("unproven", "Små celler uten alternativ tabell"),
    Gate("narrow", "Små celler der ikke alle verdier fra 1 til 4 er mulige", hard=False),
    Gate("groups", "Små summer en leser kan lage av nabofelt", hard=False),
    Gate("rests", "Små rester av befolkningen i slike summer", hard=False),
    Gate("differences", "Små forskjeller mellom en gruppe og en kode i den", hard=False),
    Gate("overlaps", "Små overlapp mellom kodene i en gruppe", hard=False),
    Gate("reopened", "Celler som er skjult nå, men var trykt før", hard=False),
    Gate("lost", "Celler som tidligere utgaver røpet alene", hard=False),
    Gate("known", "Små celler der tidligere utgaver ikke lar noen alternativ tabell stå", hard=False),
    Gate("altered", "Trykte brukertall endret med 1–4 siden en tidligere utgave", hard=False),
)

LABELS = {gate.code: gate for gate in GATES}
SHOWN = 20
"""Places listed of each gate and year; the counts are always complete."""


@dataclass(frozen=True)
class Count:
    """`found` of `checked` in one year; `measure` is empty where the gate is about users."""

    gate: str
    year: int
    checked: int
    found: int
    measure: str = ""


@dataclass(frozen=True)
class Place:
    """A cell that is given away: node's code, codes of region, sex and age, and what is known of its value."""

    gate: str
    year: int
    node: str
    cell: tuple[str, ...]
    low: int
    high: int
    measure: str = ""

    def text(self) -> str:
        known = f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"
        what = f" {self.measure}" if self.measure else ""
        return f"{self.year} {self.node} ({', '.join(self.cell)}){what}: {known}"


@dataclass(frozen=True)
class AuditReport:
    """All counts, the first places of each gate, and notes on assumptions that failed. Merge years with `merged`."""

    counts: tuple[Count, ...]
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({count.year for count in self.counts}))

    @property
    def leaks(self) -> int:
        """What the hard gates found."""
        return sum(count.found for count in self.counts if LABELS[count.gate].hard)

    @property
    def verdict(self) -> str:
        if self.leaks:
            failed = [gate.label.lower() for gate in GATES if gate.hard and self.total(gate.code)[1]]
            return f"LEKKASJE: {number(self.leaks)} funn ({'; '.join(failed)})"
        attacked = sum(count.checked for count in self.counts if count.gate == "exact")
        return f"INGEN LEKKASJE: ingen av {number(attacked)} undersøkte celler lot seg regne ut eller avgrense"

    def total(self, gate: str) -> tuple[int, int]:
        """Checked and found over all years and measures."""
        rows = [count for count in self.counts if count.gate == gate]
        return sum(count.checked for count in rows), sum(count.found for count in rows)

    def text(self) -> str:
        """The report as lines; the last one is the verdict."""
        span = f"{self.years[0]}–{self.years[-1]}" if self.years else "ingen år"
        lines = [f"Angrep på de trykte tallene, {span}", f"{'undersøkt':>75}{'funnet':>14}"]
        lines += [self._line(gate) for gate in GATES if any(count.gate == gate.code for count in self.counts)]
        lines += [f"Merknad: {note}" for note in self.notes]
        for gate in GATES:
            found = [place for place in self.places if place.gate == gate.code]
            lines += [f"{gate.label}, de første:"] * bool(found) + [f"  {place.text()}" for place in found]
        return "\n".join([*lines, self.verdict])

    def _line(self, gate: Gate) -> str:
        checked, found = self.total(gate.code)
        label = gate.label if gate.hard else f"({gate.label})"
        return f"{label:<61}{number(checked):>14}{number(found):>14}"

    def to_json(self) -> str:
        """The same, for machines; keys in order, so that equal reports are equal texts."""
        content: dict[str, Any] = {
            "verdict": self.verdict,
            "leaks": self.leaks,
            "years": self.years,
            "gates": [
                asdict(gate) | dict(zip(("checked", "found"), self.total(gate.code), strict=True)) for gate in GATES
            ],
            "counts": [asdict(count) for count in self.counts],
            "places": [asdict(place) for place in self.places],
            "notes": self.notes,
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def merged(reports: Iterable[AuditReport]) -> AuditReport:
    parts = list(reports)
    return AuditReport(
        tuple(count for part in parts for count in part.counts),
        tuple(place for part in parts for place in part.places),
        tuple(note for part in parts for note in part.notes),
    )


def number(value: int) -> str:
    """1234567 → 1 234 567, with narrow no-break spaces, as in Norwegian print."""
    return f"{value:,}".replace(",", "\u202f")
