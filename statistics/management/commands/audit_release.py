"""`manage.py audit_release 2026-1|latest [--lp N] [--json]`: attack what a release prints; exits with 1 on a leak."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statistics.audit import attack
from statistics.models import Release
from statistics.printed import printed_years


class Command(BaseCommand):
    help = "Attack a release as a reader could, and print what came out; the last line is the verdict."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", help="its number, or latest")
        parser.add_argument("--lp", type=int, default=0, metavar="N", help="tables a year for the solver")
        parser.add_argument("--json", action="store_true", help="the report for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        release = find(options["release"])
        report = attack(printed_years(release), solver_tables=options["lp"])
        self.stdout.write(report.to_json() if options["json"] else report.text())
        if report.leaks:
            sys.exit(1)


def find(number: str) -> Release:
    """Raises CommandError that names the releases there are."""
    built = Release.objects.exclude(digest="").order_by("-started_at")
    release = built.first() if number == "latest" else built.filter(number=number).first()
    if release is None:
        there = ", ".join(built.values_list("number", flat=True)) or "ingen"
        raise CommandError(f"Utgave {number} finnes ikke. Bygde utgaver: {there}")
    return release
