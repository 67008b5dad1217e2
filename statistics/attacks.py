"""The attack on a year, not made twice: its report is kept by the hash of all that it was given, and of the attacker.

A year is attacked by itself, with what earlier releases printed of it; what other years print tells nothing of it.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from statistics import secure
from statistics.audit import AuditReport, PrintedYear, Secret, attack_year
from statistics.audit.report import Count, Place
from statistics.hashing import digest_of, sources_of

HERE = Path(__file__).parent


def attacked_year(printed: PrintedYear, secret: Secret | None, earlier: Sequence[PrintedYear]) -> AuditReport:
    """As `attack_year`. An earlier print that is this very one, of the same counts, adds nothing and is left out."""
    this = digest_of(printed)
    others = [other for other in earlier if digest_of(other) != this]
    name = f"attacks/{printed.year}/{digest_of(attacker(), this, secret, others)}"
    content = secure.ensure(name, lambda: attack_year(printed, secret, others).to_json().encode())
    return report_from(json.loads(content))


def report_from(content: dict[str, Any]) -> AuditReport:
    """A report as it was written by `to_json`."""
    counts = (Count(**count) for count in content["counts"])
    places = (Place(**place | {"cell": tuple(place["cell"])}) for place in content["places"])
    return AuditReport(tuple(counts), tuple(places), tuple(content["notes"]))


@cache
def attacker() -> str:
    """Names the attacker's own code."""
    return digest_of(sources_of(HERE / "audit"), (HERE / "rounding.py").read_bytes())
