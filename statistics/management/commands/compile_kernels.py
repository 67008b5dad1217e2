"""`manage.py compile_kernels`: compile protection and attack once, before the first release needs them."""

from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand

from statistics import warm

SECONDS = 1.0


class Command(BaseCommand):
    help = "Compile protection and attack ahead of the first release, and say how far it is: lines `done/of`."

    def handle(self, *args: Any, **options: Any) -> None:
        ended = Event()
        telling = Thread(target=self._tell, args=(ended,), daemon=True)
        telling.start()
        try:
            warm.warm()
        finally:
            ended.set()
            telling.join()

    def _tell(self, ended: Event) -> None:
        said = ""
        while not ended.wait(SECONDS):
            done, of = warm.progress()
            if said != (said := f"{done}/{of}"):
                self.stdout.write(said)
                self.stdout.flush()
