"""`manage.py synthesize`: the synthetic national registry's source files."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from registry.synthetic import Manifest, synthesize

COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    TextColumn("{task.percentage:>3.0f} %"),
    TimeElapsedColumn(),
)


class Command(BaseCommand):
    help = "Lager et syntetisk nasjonalt register som filer fra kildesystemene. Samme argumenter gir samme filer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--persons", type=int, required=True, metavar="N", help="innbyggere 1. januar i det første året"
        )
        parser.add_argument("--years", type=years, required=True, metavar="2019-2024", help="første og siste år")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="frø for tilfeldige tall (1)")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="mappen filene skrives til")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = 0
        with Progress(*COLUMNS) as bar:
            task = bar.add_task("innbyggere")

            def progress(done: int, total: int, what: str) -> None:
                nonlocal steps
                steps = done
                bar.update(task, completed=done, total=total, description=what)

            try:
                manifest = synthesize(options["persons"], options["years"], options["seed"], options["out"], progress)
            except (ValueError, FileExistsError) as error:
                raise CommandError(str(error)) from error
            bar.update(task, visible=steps > 0)
        self.stdout.write(said(manifest, options["out"], new=steps > 0))


def years(text: str) -> range:
    """'2019-2024' or '2024'."""
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise ArgumentTypeError("skriv årene som 2019-2024")
    return range(int(first), int(last or first) + 1)


def said(manifest: Manifest, out: Path, *, new: bool) -> str:
    lines = sum(manifest.dispensings.values())
    what = f"{manifest.people} personer, {lines} utleveringslinjer i {manifest.files} filer"
    return f"Laget {out}: {what}." if new else f"{out} finnes allerede med de samme argumentene: {what}."
