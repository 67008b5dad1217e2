"""Which tables live where: the vault's in `identity`, everything else in `default`."""

from django.db.models import Model

VAULT = "identity"


class IdentityRouter:
    def db_for_read(self, model: type[Model], **hints: object) -> str:
        return VAULT if model._meta.app_label == VAULT else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: object) -> bool:
        return (one._meta.app_label == VAULT) == (other._meta.app_label == VAULT)

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return (db == VAULT) == (app_label == VAULT)
