"""`manage.py synthesize_extracts`: a synthetic register of a nation's size, straight to frozen extracts."""

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from registry.management.commands.synthesize import COLUMNS, years
from registry.synthetic.catalogue import load_catalogue
from registry.synthetic.national import freeze_years
from registry.synthetic.rates import DISPENSINGS
from registry.synthetic.world import World, check, make_world
from registry.synthetic.write.actors import write_pharmacies
from registry.synthetic.write.fest import write_fest
from registry.synthetic.write.reference import write_ssb, write_volven

MANIFEST = "extract.json"


class Command(BaseCommand):
    help = "Lager et syntetisk register i full størrelse rett til frosne uttrekk, med kodeverk og folkemengde til."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persons", type=int, required=True, metavar="N")
        parser.add_argument("--years", type=years, required=True, metavar="2024-2025")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        asked = f"{options['persons']} {options['years']} {options['seed']}\n"
        done = out / "arguments"
        if done.exists() and done.read_text() == asked:
            self.stdout.write(f"{out} finnes allerede med de samme argumentene.")
            return
        try:
            check(options["persons"], options["years"], options["seed"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if out.exists() and any(out.iterdir()) and not (out / "lists").exists():
            raise CommandError(f"{out} finnes og er ikke laget av synthesize_extracts; velg en annen mappe")
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        self._make(options, out)
        done.write_text(asked)

    def _make(self, options: dict[str, Any], out: Path) -> None:
        clock = time.perf_counter()
        with Progress(*COLUMNS) as bar:
            people = bar.add_task("innbyggere", total=1)
            world = make_world(options["persons"], options["years"], options["seed"], load_catalogue())
            write_lists(world, out / "lists")
            bar.update(people, completed=1)
            self.stdout.write(f"{len(world.people):,} personer: {time.perf_counter() - clock:.1f} s")
            task = bar.add_task("utleveringer", total=round(options["persons"] * DISPENSINGS * len(world.years)))
            (out / "files").mkdir()
            clock = time.perf_counter()
            made = freeze_years(
                world,
                lambda name, content: (out / "files" / name).write_bytes(content),
                lambda lines: bar.advance(task, lines),
            )
            for extract in made:
                (out / str(extract.year)).mkdir()
                (out / str(extract.year) / MANIFEST).write_bytes(extract.to_json())
                took, clock = time.perf_counter() - clock, time.perf_counter()
                rate = extract.lines / took
                self.stdout.write(
                    f"{extract.year}: {extract.lines:,} linjer, {took:.1f} s, {rate:,.0f} linjer i sekundet"
                )


def write_lists(world: World, folder: Path) -> None:
    """What the figures are named and divided by; people and prescribers are in the extracts alone."""
    write_volven(world.catalogue, folder / "volven")
    write_ssb(world, folder / "ssb")
    write_pharmacies(world, folder / "pharmacy_list")
    write_fest(world, folder / "fest")
