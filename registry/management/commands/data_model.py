"""`manage.py data_model`: writes docs/data-model.md and its picture from the models."""

from django.conf import settings
from django.core.management.base import BaseCommand

from registry import data_model


class Command(BaseCommand):
    help = "Skriver docs/data-model.md og bildet i den fra modellene."

    def handle(self, *args: object, **options: object) -> None:
        folder = settings.BASE_DIR / "docs"
        (folder / "data-model.md").write_text(data_model.page())
        (folder / "data-model.svg").write_text(data_model.picture())
