"""`manage.py verify_log`: is the log of deeds whole? Ends with exit code 1 where it is not."""

from django.core.management.base import BaseCommand

from registry import log


class Command(BaseCommand):
    help = "Kontrollerer at ingen hendelse i loggen er endret eller mangler, og forankrer den i hvelvet."

    def handle(self, *args: object, **options: object) -> None:
        verdict = log.verify()
        for fault in verdict.faults:
            self.stdout.write(f"hendelse {fault.sequence}: {fault.text}")
        if verdict.faults:
            self.stdout.write(f"Loggen er IKKE hel: {len(verdict.faults)} feil i {verdict.entries} hendelser.")
            raise SystemExit(1)
        log.anchor()
        self.stdout.write(f"Loggen er hel: {verdict.entries} hendelser, siste sjekksum {verdict.head or '–'}.")
