"""`manage.py rotate_keys`: new keys for the identity vault, while it is in use."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from registry import log
from registry.identity import rotation

WHO = "rotate_keys"


class Command(BaseCommand):
    help = "Ny krypteringsnøkkel for hvelvet; alle rader krypteres på nytt. Kan avbrytes og kjøres igjen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--drop-old", action="store_true", help="glem de gamle krypteringsnøklene (dagen etter)")
        group.add_argument("--lookup", action="store_true", help="ny oppslagsnøkkel; mottaket venter så lenge")
        group.add_argument(
            "--only-rows", action="store_true", help="nøkkelen er alt ny (fra omgivelsene): krypter bare radene på nytt"
        )

    def handle(self, *args: object, **options: bool) -> None:
        columns = (TextColumn("{task.description}"), TextColumn("{task.completed} rader"), TimeElapsedColumn())
        with Progress(*columns) as bar:
            task = bar.add_task("hvelvet", total=None)
            try:
                done = _rotate(options, lambda rows: bar.advance(task, rows))
            except rotation.NotRotated as error:
                raise CommandError(str(error)) from None
        log.write(WHO, "nøkler byttet", "identitetshvelvet", details={"gjort": done})
        self.stdout.write(done)


def _rotate(options: dict[str, bool], progress: rotation.Progress) -> str:
    if options["drop_old"]:
        rotation.drop_old_keys(progress)
        return "De gamle krypteringsnøklene er glemt."
    if options["lookup"]:
        return f"{rotation.new_lookup_key(progress)} numre finnes nå med en ny oppslagsnøkkel."
    if not options["only_rows"]:
        rotation.new_encryption_key()
    return f"{rotation.encrypt_anew(progress)} rader er kryptert med den nye nøkkelen. Kjør --drop-old i morgen."
