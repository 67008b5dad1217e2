"""`manage.py keep_retention`: what the scheduled task does, for installations without a scheduler."""

from django.core.management.base import BaseCommand

from registry import retention


class Command(BaseCommand):
    help = "Sletter det oppbevaringsreglene sier skal slettes."

    def handle(self, *args: object, **options: object) -> None:
        for name, count in retention.keep().items():
            self.stdout.write(f"{name}: {count} slettet")
