"""`manage.py adopt_extracts DIR --years 2024-2025`: frozen extracts that were made elsewhere, to secure storage."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statistics import yearly
from statistics.cube.columns import BadExtract
from statistics.management.commands.build_release import parse_years


class Command(BaseCommand):
    help = "Take over frozen extracts: DIR/<year>/extract.json, their files in DIR/files, each named by its content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--years", required=True, help="first-last, for example 2024-2025, or one year")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = []
        for year in parse_years(options["years"]):
            try:
                self.stdout.write(f"{year}: {adopt(options['folder'], year)}")
            except (BadExtract, OSError) as why:
                refused.append(f"{year}: {why}")
        if refused:
            raise CommandError("\n".join(refused))


def adopt(folder: Path, year: int) -> str:
    """The extract's hash. Raises BadExtract for a file that is not what its name says."""
    return yearly.adopt(
        year, (folder / str(year) / "extract.json").read_bytes(), lambda name: (folder / "files" / name).read_bytes()
    )
