"""`manage.py write_files [NUMBER]`: the whole files of a published release, where they are not there already."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statistics import queries
from statistics.bulk.write import write


class Command(BaseCommand):
    help = "Write a published release's whole files: a file for each year and one of the whole series."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", nargs="?", default="", help="the release, as 2026-1; the newest without it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            release = queries.release(options["number"])
        except queries.UnknownRelease as error:
            raise CommandError(f"Utgaven {error} er ikke publisert.") from None
        self.stdout.write(f"{write(release.number)}")
