"""The attacker: sees only what is printed, shares no code with what hides it, and tries to compute the hidden cells."""

from statistics.audit.attack import attack, attack_year
from statistics.audit.bounds import Contradiction, bounds, bounds_additive
from statistics.audit.lp import lp
from statistics.audit.rank import exact
from statistics.audit.releases import known_before
from statistics.audit.report import AuditReport
from statistics.audit.worlds import Checked, check_worlds, check_worlds_additive
from statistics.audit.year import PrintedYear, Secret

__all__ = [
    "AuditReport",
    "Checked",
    "Contradiction",
    "PrintedYear",
    "Secret",
    "attack",
    "attack_year",
    "bounds",
    "bounds_additive",
    "check_worlds",
    "check_worlds_additive",
    "exact",
    "known_before",
    "lp",
]
