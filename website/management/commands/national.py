"""`manage.py national`: a synthetic nation in full size, from nothing to a published release."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from statistics import actions
from statistics.management.commands.adopt_extracts import adopt
from statistics.management.commands.build_release import parse_years, progress
from statistics.models import Release
from website.steps import Steps

LISTS = ("volven", "ssb", "pharmacy_list", "fest")


class Command(BaseCommand):
    help = "Synthesize a registry of a nation's size straight to frozen extracts, count it, and publish a release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persons", type=int, default=5_500_000)
        parser.add_argument("--years", default="2024-2025")
        parser.add_argument("--protection", choices=actions.PROTECTIONS, default=actions.LINKED)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        steps = Steps()
        try:
            self._everything(steps, options)
        finally:
            self.stdout.write(f"\n{steps.table()}")

    def _everything(self, steps: Steps, options: dict[str, Any]) -> None:
        folder, years = settings.DATA_DIR / "national", parse_years(options["years"])
        with steps.step("databaser"):
            for alias in settings.DATABASES:
                call_command("migrate", database=alias, verbosity=0)
        with steps.step("register og uttrekk"):
            asked = [f"--{name}={options[name]}" for name in ("persons", "years", "seed")]
            call_command("synthesize_extracts", *asked, f"--out={folder}")
        with steps.step("kodeverk og folkemengde"):
            for source in LISTS:
                call_command("ingest", source, str(folder / "lists" / source))
        with steps.step("uttrekk til sikkert lager"):
            for year in years:
                adopt(folder, year)
        self._release(steps, years, options["protection"])

    def _release(self, steps: Steps, years: list[int], protection: str) -> None:
        release = actions.start_release(years=years, built_by="national", protection=protection)
        for year in years:
            with steps.step(f"telling og vern {year}"):
                actions.count_year(release=release, year=year)
        with steps.step("lagring"), progress() as bar:
            task = bar.add_task("Lagrer", total=None)
            release = actions.join(
                release=release, progress=lambda done, total: bar.update(task, completed=done, total=total)
            )
        with steps.step("angrep"), progress() as bar:
            task = bar.add_task("Prøver å regne ut skjulte tall", total=len(years))
            release = actions.audit(release=release, progress=lambda year: bar.advance(task))
        with steps.step("publisering"):
            release = actions.publish(release=release, approved_by="demonstrasjon")
        self._said(release)

    def _said(self, release: Release) -> None:
        cells = release.manifest["cells"]
        lines = sum(part.report["lines"] for part in release.parts.all())
        self.stdout.write(
            f"Utgave {release.number}: {lines:,} utleveringer, {cells['cells']:,} celler. {release.digest}"
        )
