from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "statistics"
    verbose_name = "Statistikk"
    default_auto_field = "django.db.models.BigAutoField"
