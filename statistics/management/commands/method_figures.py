"""`manage.py method_figures [2026-1|latest]`: write a release's figures into docs/method.md."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from statistics import yearly
from statistics.management.commands.audit_release import find
from statistics.models import Release
from statistics.protect import Loss
from statistics.visible import read

BEGIN = "<!-- begin: manage.py method_figures -->"
END = "<!-- end: manage.py method_figures -->"

PARTS = {
    "all": "all",
    "margin 3": "the nation, both sexes, all ages",
    "margin 2": "by county, sex or age",
    "margin 1": "by two of them",
    "margin 0": "by all three",
    "level 0": "all medicines",
    "level 1": "level 1",
    "level 2": "level 2",
    "level 3": "level 3",
    "level 4": "level 4",
    "level 5": "level 5, substances",
}
ATTACKS = {
    "printed": "small numbers that are printed",
    "exact": "hidden users that can be computed exactly",
    "inside": "hidden users that can be narrowed to 1–4",
    "complement": "cells in which the rest of the population can be narrowed to 1–4",
    "sensitive": "printed sums that one or two pharmacies dominate",
    "sums": "hidden sums that can be computed to within ±10 %",
    "ratios": "cells that the measures give away when held against each other",
    "before": "cells that earlier releases give away together with this one",
    "solver": "sampled cells that a solver narrows to 1–4",
    "worlds": "worlds that do not hold",
    "unproven": "small cells without a world",
    "narrow": "(not a gate) small cells for which not every value from 1 to 4 is possible",
    "groups": "(not a gate) small sums of neighbouring cells",
    "rests": "(not a gate) small rests of the population in such sums",
    "differences": "(not a gate) small differences between a group and a code in it",
    "overlaps": "(not a gate) small overlaps of the codes in a group",
    "reopened": "(not a gate) cells hidden now that were printed before",
    "lost": "(not a gate) cells that earlier releases gave away alone",
    "known": "(not a gate) small cells of which earlier releases leave no world",
    "altered": "(not a gate) printed users changed by 1–4 since an earlier release",
}


class Command(BaseCommand):
    help = "Write a release's own figures, from its manifest and its audit, into the marked block of docs/method.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", nargs="?", default="latest", help="its number, or latest")
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR / "docs/method.md")

    def handle(self, *args: Any, **options: Any) -> None:
        release, file = find(options["release"]), options["file"]
        missing = {"visible", "audit"} - set(release.manifest)
        if missing:
            raise CommandError(f"{release.number} has no {', '.join(sorted(missing))}: it was not audited by this code")
        file.write_text(replaced(file.read_text(), "\n".join(figures(release)), file))


def replaced(text: str, block: str, file: Path) -> str:
    """Raises CommandError where the file has not one pair of marks."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise CommandError(f"{file}: there must be one line {BEGIN}, and below it one line {END}")
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    return f"{before}{BEGIN}\n{block}\n{after}"


def figures(release: Release) -> list[str]:
    """Lines of Markdown."""
    lines = [*_release(release), "", *_visible(release)]
    if settings.SYNTHETIC_ONLY and (lost := _lost(release)):
        lines += ["", *lost]
    return [*lines, "", *_attacks(release)]


def _release(release: Release) -> list[str]:
    manifest = release.manifest
    reports = [part["report"] for part in manifest["parts"]]
    years = f"{release.years[0]}–{release.years[-1]}" if len(release.years) > 1 else f"{release.years[0]}"
    cells = manifest["cells"]
    withdrawn = len(manifest["withdrawn"])
    return [
        f"Release {release.number}, {years}: {sum(report['lines'] for report in reports):,} lines of "
        f"{max(report['people'] for report in reports):,} people (in the year with most), protection "
        f"`{release.protection}`. {cells['cells']:,} cells of users: {cells['zero']:,} printed as 0, "
        f"{cells['hidden']:,} hidden; {withdrawn:,} nodes withdrawn wholly or in part.",
    ]


def _visible(release: Release) -> list[str]:
    found = release.manifest["visible"]["all"]
    users, sums = read(found["users"]), read(found["sums"])
    rows = [
        (
            label,
            _percent(users[name].share),
            _percent(users[name].share_of_users),
            _percent(sums[name].share),
            _percent(sums[name].share_of_users),
        )
        for name, label in PARTS.items()
    ]
    heads = ("printed, of the cells not printed as 0", "users", "of their users", "sums", "of their users")
    return _table(heads, rows)


def _lost(release: Release) -> list[str]:
    """From the truth, for synthetic people alone. Empty where nothing but small cells was hidden."""
    names = [part.protection for part in release.parts.all()]
    reports = [yearly.load_protection(name).report for name in names if name]
    if not reports or not all(reports):
        return []
    users, sums = ([report[what] for report in reports] for what in ("users", "sums"))
    rows = []
    for name, label in PARTS.items():
        of_users, of_sums = _added(users, name), _added(sums, name)
        if of_users.cells:
            shares = (of_users.share, of_users.share_of_users, of_sums.share, of_sums.share_of_users)
            rows.append((label, f"{of_users.cells:,}", *(_percent(share) for share in shares)))
    heads = ("hidden, of the cells of five and more", "cells", "users", "of their users", "sums", "of their users")
    return _table(heads, rows)


def _added(reports: Iterable[dict[str, Loss]], name: str) -> Loss:
    parts = [report[name] for report in reports if name in report]
    return Loss(
        sum(part.cells for part in parts),
        sum(part.hidden for part in parts),
        sum(part.users for part in parts),
        sum(part.users_hidden for part in parts),
    )


def _attacks(release: Release) -> list[str]:
    audit = release.manifest["audit"]
    rows = [
        (ATTACKS[gate["code"]], f"{gate['checked']:,}", f"{gate['found']:,}")
        for gate in audit["gates"]
        if gate["checked"]
    ]
    verdict = f"{audit['leaks']:,} leaks." if audit["leaks"] else "No leak."
    return [*_table(("attack", "tried", "found"), rows), "", f"Verdict: **{verdict}**"]


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, ("---", *["---:"] * (len(heads) - 1)), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
