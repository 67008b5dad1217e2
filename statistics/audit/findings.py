"""Counts and places of what one year's attack gives, as they are found."""

from dataclasses import dataclass, field

import numpy as np

from statistics.audit.arrays import Int64, Mask
from statistics.audit.grid import Tables
from statistics.audit.report import SHOWN, AuditReport, Count, Place
from statistics.audit.year import PrintedYear


@dataclass
class Findings:
    """`add` what each gate found; `report` when all is done. `shown`: how many places of each gate are listed."""

    printed: PrintedYear
    shown: int | None = SHOWN
    counts: list[Count] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self, gate: str, checked: int, found: Mask, read: Tables, ends: tuple[Int64, Int64], measure: str = ""
    ) -> None:
        """`found` [node, cell] among `checked` cells; `ends`: what is known of each cell, low and high."""
        self.counts.append(Count(gate, self.printed.year, checked, int(found.sum()), measure))
        for node, cell in np.argwhere(found)[: self.shown]:
            at = read.grid.place(int(cell))
            codes = tuple(axis[i] for axis, i in zip(self.printed.axes, at, strict=True))
            low, high = (int(end[node, cell]) for end in ends)
            self.places.append(Place(gate, self.printed.year, self.printed.codes[node], codes, low, high, measure))

    def count(self, gate: str, checked: int, found: int, measure: str = "") -> None:
        """A gate whose finds are no single cells."""
        self.counts.append(Count(gate, self.printed.year, checked, found, measure))

    def place(self, place: Place) -> None:
        """One of the first finds of a gate that was counted."""
        self.places.append(place)

    def note(self, text: str) -> None:
        self.notes.append(f"{self.printed.year}: {text}")

    def report(self) -> AuditReport:
        return AuditReport(tuple(self.counts), tuple(self.places), tuple(self.notes))
