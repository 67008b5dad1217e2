"""PostgreSQL's own walls: which process may read what, as statements that can be run again and again.

| role | register | log | vault | figures, site, accounts |
|---|---|---|---|---|
| lmr_register | reads and writes | reads and adds | reads and writes | reads and writes |
| lmr_statistics | reads what extracts need | – | can't connect | reads and writes the figures |
| lmr_site | – | – | can't connect | reads the figures, writes what the site's visitors send |

The tables' owner, who migrates, is a fourth. Passwords are set by the installation: `ALTER ROLE … PASSWORD`.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from psycopg import sql

REGISTER, STATISTICS, SITE = ROLES = ("lmr_register", "lmr_statistics", "lmr_site")
EXTRACTED = (  # what a frozen extract is made of: registry.extract
    "AtcCode",
    "Code",
    "County",
    "Delivery",
    "Dispensing",
    "Finding",
    "Municipality",
    "Person",
    "Pharmacy",
    "Population",
    "Product",
    "ProductPrice",
    "Residence",
)
READ, WRITE, ADD = "SELECT", "SELECT, INSERT, UPDATE, DELETE", "SELECT, INSERT"
Statement = sql.Composed

CREATE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {text}) THEN CREATE ROLE {role} LOGIN; END IF;
END $$
"""


def create() -> Iterator[Statement]:
    """Once a server."""
    for role in ROLES:
        yield sql.SQL(CREATE).format(role=sql.Identifier(role), text=sql.Literal(role))


def for_register(database: str) -> Iterator[Statement]:
    """In the register's database."""
    yield from _walls(database, ROLES)
    log = ["registry_event"]
    yield _grant(WRITE, [one for one in _tables() if one not in log], REGISTER)
    yield _grant(ADD, log, REGISTER)
    yield _grant(READ, [_table("registry", name) for name in EXTRACTED], STATISTICS)
    yield _grant(WRITE, _tables("statistics"), STATISTICS)
    yield _grant(READ, _tables("statistics"), SITE)
    if site := _tables("website"):
        yield _grant(WRITE, site, SITE)
    for role in ROLES:
        yield _sql("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}", role=role)
        yield _grant(READ, ["django_migrations"], role)


def for_vault(database: str) -> Iterator[Statement]:
    """In the identity database."""
    yield from _walls(database, (REGISTER,))
    yield _grant(WRITE, _tables("identity"), REGISTER)
    yield _sql("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}", role=REGISTER)


def _walls(database: str, let_in: Sequence[str]) -> Iterator[Statement]:
    """Nobody may do anything, and those who are let in may connect."""
    yield _sql("REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=database)
    yield _sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for role in ROLES:
        yield _sql("REVOKE ALL ON DATABASE {name} FROM {role}", name=database, role=role)
        yield _sql("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}", role=role)
    for role in let_in:
        yield _sql("GRANT CONNECT ON DATABASE {name} TO {role}", name=database, role=role)
        yield _sql("GRANT USAGE ON SCHEMA public TO {role}", role=role)


def _grant(what: str, tables: Sequence[str], role: str) -> Statement:
    names = sql.SQL(", ").join(map(sql.Identifier, tables))
    return sql.SQL("GRANT {what} ON {tables} TO {role}").format(
        what=sql.SQL(what),  # type: ignore[arg-type]  # one of the three above
        tables=names,
        role=sql.Identifier(role),
    )


def _tables(*labels: str) -> list[str]:
    """The tables of these apps, or of all that are not the vault's."""
    models = apps.get_models(include_auto_created=True)
    wanted = [m for m in models if (m._meta.app_label in labels if labels else m._meta.app_label != "identity")]
    return sorted({m._meta.db_table for m in wanted if m._meta.managed and not m._meta.proxy})


def _table(label: str, model: str) -> str:
    return str(apps.get_model(label, model)._meta.db_table)


def _sql(text: str, **names: str) -> Statement:
    return sql.SQL(text).format(**{key: sql.Identifier(name) for key, name in names.items()})  # type: ignore[arg-type]
