from django.apps import AppConfig
from django.utils.translation import gettext

from statistics.formats import words


class StatisticsConfig(AppConfig):
    name = "statistics"
    verbose_name = "Statistikk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Files speak the language of the page."""
        words.speak(gettext)
