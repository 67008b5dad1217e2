"""How much of a release is printed, part by part, in percent and in words."""

from dataclasses import dataclass
from typing import Any

from statistics.dashboards.numbers import decimal, together
from statistics.language import say
from statistics.visible import Visible, read


@dataclass(frozen=True)
class Seen:
    """How much of one part of the tables is printed, in percent: of its cells, of their users, of its sums' cells."""

    label: str
    cells: str
    users: str
    sums: str


def seen(found: dict[str, Any]) -> list[Seen]:
    """`found` is what a manifest's `visible` has of all years, or of one; parts without a cell are left out."""
    users, sums = read(found["users"]), read(found["sums"])
    parts = {
        "margin 3": say("Hele landet, alle"),
        "margin 2": say("Delt på fylke, kjønn eller alder"),
        "margin 1": say("Delt på to av dem"),
        "margin 0": say("Delt på alle tre"),
        "level 0": say("Alle legemidler"),
        "level 1": say("Hovedgruppe (nivå 1)"),
        "level 2": say("Terapeutisk gruppe (nivå 2)"),
        "level 3": say("Farmakologisk gruppe (nivå 3)"),
        "level 4": say("Kjemisk gruppe (nivå 4)"),
        "level 5": say("Virkestoff (nivå 5)"),
    }
    return [
        _row(label, users[name], sums[name])
        for name, label in parts.items()
        if users[name].printed or users[name].hidden
    ]


def whole(found: dict[str, Any]) -> Seen:
    """All the parts together."""
    return _row(say("I alt"), read(found["users"])["all"], read(found["sums"])["all"])


def _row(label: str, users: Visible, sums: Visible) -> Seen:
    return Seen(label, _percent(users.share), _percent(users.share_of_users), _percent(sums.share))


def _percent(share: float) -> str:
    """With a decimal, and never rounded up to the whole: one hidden cell in a thousand is one."""
    return together("{number} %", decimal(min(100 * share, 99.9) if share < 1 else 100, 1))
