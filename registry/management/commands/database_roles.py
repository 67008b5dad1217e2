"""`manage.py database_roles`: PostgreSQL's roles of least rights, printed; with `--apply`, made by the owner."""

from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from psycopg.sql import Composed

from registry import database_roles


class Command(BaseCommand):
    help = "Databaseroller med minste rettigheter (PostgreSQL): skriver setningene, eller utfører dem med --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="utfør setningene med denne prosessens tilgang")

    def handle(self, *args: object, apply: bool, **options: object) -> None:
        if {connections[alias].vendor for alias in ("default", "identity")} != {"postgresql"}:
            raise CommandError("Roller finnes bare i PostgreSQL; sett DATABASE_URL og IDENTITY_DATABASE_URL.")
        names = {alias: str(connections[alias].settings_dict["NAME"]) for alias in ("default", "identity")}
        self._run("default", database_roles.create(), apply)
        self._run("default", database_roles.for_register(names["default"]), apply)
        self._run("identity", database_roles.for_vault(names["identity"]), apply)

    def _run(self, alias: str, statements: Iterable[Composed], apply: bool) -> None:
        connection = connections[alias]
        connection.ensure_connection()
        self.stdout.write(f"-- i databasen {connection.settings_dict['NAME']}")
        with connection.cursor() as cursor:
            for statement in statements:
                self.stdout.write(f"{statement.as_string(connection.connection).strip()};")
                if apply:
                    cursor.execute(statement)
