"""`manage.py audit_release 2026-1|latest [--lp N] [--json]`: attack what a release prints; exits with 1 on a leak."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statistics import actions
from statistics.audit import AuditReport, attack
from statistics.models import Release
from statistics.printed import earlier_years, printed_years


class Command(BaseCommand):
    help = "Attack a release as a reader could, replay its worlds, and print what came out; last line: the verdict."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", help="its number, or latest")
        parser.add_argument("--lp", type=int, default=0, metavar="N", help="tables a year for the solver")
        parser.add_argument("--json", action="store_true", help="the report for machines")
        parser.add_argument(
            "--printed-only", action="store_true", help="without the secure store: no world is replayed, no truth known"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        release = find(options["release"])
        if options["lp"] < 0:
            raise CommandError(f"--lp {options['lp']}: et antall tabeller kan ikke være negativt")
        report = as_a_reader(release, options["lp"]) if options["printed_only"] else replayed(release, options["lp"])
        self.stdout.write(report.to_json() if options["json"] else report.text())
        if report.leaks:
            sys.exit(1)


def replayed(release: Release, solver_tables: int) -> AuditReport:
    """Raises CommandError where the secure store does not have what the release was built from."""
    try:
        return actions.attacked(release=release, solver_tables=solver_tables)
    except FileNotFoundError as missing:
        raise CommandError(
            f"Det sikre lageret har ikke {missing.filename}, som utgave {release.number} er bygd av."
            " Med --printed-only prøves bare det som er trykt."
        ) from missing


def as_a_reader(release: Release, solver_tables: int) -> AuditReport:
    return attack(printed_years(release), earlier=earlier_years(release), solver_tables=solver_tables)


def find(number: str) -> Release:
    """Raises CommandError that names the releases there are."""
    built = Release.objects.exclude(digest="").order_by("-started_at")
    release = built.first() if number == "latest" else built.filter(number=number).first()
    if release is None:
        there = ", ".join(built.values_list("number", flat=True)) or "ingen"
        raise CommandError(f"Utgave {number} finnes ikke. Bygde utgaver: {there}")
    return release
