"""`manage.py ingest SOURCE FILE…`: deliveries into the register, with a receipt a file.

`ingest boundaries FILE` takes in no delivery: it gives the public maps their real county boundaries.
"""

from argparse import ArgumentParser
from getpass import getuser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from registry.boundaries import BadBoundaries, keep
from registry.models import County, Source
from registry.sources import FileResult, Summary, find_files, ingest

BOUNDARIES = "boundaries"


class Command(BaseCommand):
    help = "Leser filer fra et kildesystem inn i registeret. Mapper leses med undermapper."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=(*Source.values, BOUNDARIES))
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--history",
            action="store_true",
            help="mange år på en gang: år som registeret er uten, får listenes indekser til slutt (PostgreSQL)",
        )

    def handle(self, *args: object, source: str, paths: list[Path], history: bool, **options: object) -> None:
        if source == BOUNDARIES:
            self._boundaries(paths)
            return
        console = Console(file=self.stdout)
        files = find_files(source, paths)
        summary = _with_progress(source, files, console, history)
        for path, reason in summary.broken:
            console.print(f"Ikke lest: {path}: {reason}", markup=False, highlight=False, soft_wrap=True)
        console.print(_table(source, summary))
        if summary.broken or not files:
            raise SystemExit(1)

    def _boundaries(self, paths: list[Path]) -> None:
        counties = [code for code in County.objects.values_list("code", flat=True) if code != "99"]
        if len(paths) != 1 or not counties:
            raise CommandError("Gi én GeoJSON-fil, etter at fylkene er lest inn (ingest ssb).")
        try:
            self.stdout.write(f"Fylkesgrenser lagret i {keep(paths[0], counties)}")
        except BadBoundaries as error:
            raise CommandError(str(error)) from None


def _with_progress(source: str, files: list[Path], console: Console, history: bool) -> Summary:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("filer · {task.fields[lines]} linjer"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task, lines = bar.add_task(Source(source).label, total=len(files), lines="0"), 0

        def step(result: FileResult) -> None:
            nonlocal lines
            lines += result.receipt.lines if result.receipt else 0
            bar.update(task, advance=1, lines=f"{lines:,}".replace(",", " "))

        return ingest(source, files, step, actor=f"ingest ({getuser()})", history=history)


def _table(source: str, summary: Summary) -> Table:
    table = Table("", Source(source).label)
    table.columns[1].justify = "right"
    for label, number in (
        ("filer", summary.files),
        ("lest før", summary.known),
        ("ikke lest", len(summary.broken)),
        ("linjer", summary.lines),
        ("lagret", summary.stored),
        ("uendret", summary.unchanged),
        ("i karantene", summary.quarantined),
    ):
        table.add_row(label, f"{number:,}".replace(",", " "))
    return table
