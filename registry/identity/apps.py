from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The vault: the one place where national identity numbers and HPR numbers are kept, encrypted."""

    name = "registry.identity"
    label = "identity"
    verbose_name = "Identitetshvelvet"
    default_auto_field = "django.db.models.BigAutoField"
