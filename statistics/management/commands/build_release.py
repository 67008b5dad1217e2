"""`manage.py build_release --years 2019-2024 --publish`: count, protect, store and, if asked, publish a release."""

import getpass
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from statistics import actions, tasks
from statistics.cube.columns import BadExtract
from statistics.models import Release, State
from statistics.secure import Damaged

POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = "Build a release of the given years; with Redis, by the Celery workers, else in this process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--years", required=True, help="first-last, for example 2019-2024, or one year")
        parser.add_argument("--publish", action="store_true", help="publish it, approved by --approver")
        parser.add_argument(
            "--protection",
            choices=actions.PROTECTIONS,
            default=actions.LINKED,
            help="linked: small cells and as many others as it takes, with proof; primary: small cells alone; "
            "linked-dominance: as linked, and sums of one or two pharmacies too",
        )
        parser.add_argument("--despite", default="", help="reason to build on deliveries with unsettled surprises")
        parser.add_argument("--builder", default="build_release", help="who builds it")
        parser.add_argument("--approver", default=getpass.getuser(), help="who approves it; not the builder")

    def handle(self, *args: Any, **options: Any) -> None:
        years = parse_years(options["years"])
        asked = {"built_by": options["builder"], "protection": options["protection"], "despite": options["despite"]}
        try:
            release = actions.start_release(years=years, **asked)
        except actions.NotBuildable as why:
            raise CommandError(f"{why}. Vurder dem i administrasjonen, eller bygg med --despite GRUNN.") from None
        self.stdout.write(f"Utgave {release.number}: {years[0]}–{years[-1]}")
        if settings.CELERY_TASK_ALWAYS_EAGER:
            self._here(release)
        else:
            self._by_workers(release)
        release.refresh_from_db()
        if options["publish"]:
            release = actions.publish(release=release, approved_by=options["approver"])
        self.stdout.write(release.manifest["audit"]["verdict"])
        cells = release.manifest["cells"]
        self.stdout.write(
            f"{release.get_state_display()}: {cells['cells']} celler, {cells['hidden']} skjult. {release.digest}"
        )

    def _here(self, release: Release) -> None:
        with progress() as bar:
            counting = bar.add_task("Teller og verner år", total=len(release.years))
            failed = []
            for year in release.years:
                try:
                    with actions.failing_aloud(release, year):
                        actions.count_year(release=release, year=year)
                except (BadExtract, Damaged) as why:
                    failed.append(f"{year}: {why}")
                bar.advance(counting)
            refuse(failed)
            storing = bar.add_task("Lagrer", total=None)
            release = actions.join(
                release=release, progress=lambda done, total: bar.update(storing, completed=done, total=total)
            )
            attacking = bar.add_task("Prøver å regne ut skjulte tall", total=len(release.years))
            actions.audit(release=release, progress=lambda year: bar.advance(attacking))

    def _by_workers(self, release: Release) -> None:
        before = set(release.events.values_list("pk", flat=True))
        tasks.build(release)
        with progress() as bar:
            counting = bar.add_task("Teller og verner år", total=len(release.years))
            seen, since = (release.state, 0), time.monotonic()
            while release.state in (State.BUILDING, State.BUILT):
                time.sleep(POLL_SECONDS)
                done = release.parts.count()
                bar.update(counting, completed=done)
                if seen != (release.state, done):
                    seen, since = (release.state, done), time.monotonic()
                elif time.monotonic() - since > settings.TASK_PATIENCE:
                    # The broker can lose a task whose worker is killed while it takes it. What is done is not redone.
                    tasks.build(release)
                    since = time.monotonic()
                failed = release.events.filter(step="failed").exclude(pk__in=before).values_list("reason", flat=True)
                if failed and done + len({reason.partition(":")[0] for reason in failed}) >= len(release.years):
                    refuse(sorted(set(failed)))
                release.refresh_from_db()


def refuse(failed: list[str]) -> None:
    """Raises CommandError where years could not be counted: a release is not joined while one is missing."""
    if failed:
        raise CommandError("Utgaven er ikke ferdig. Disse årene kunne ikke telles:\n" + "\n".join(failed))


def progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


def parse_years(text: str) -> list[int]:
    """`2019-2024` or `2024`. Raises CommandError that says what is right."""
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise CommandError(f"--years {text}: skriv første og siste år, for eksempel 2019-2024")
    years = list(range(int(first), int(last or first) + 1))
    if not years or years[0] < 2004 or years[-1] > 2100:
        raise CommandError(f"--years {text}: registeret begynner i 2004, og første år må ikke være etter siste")
    return years
