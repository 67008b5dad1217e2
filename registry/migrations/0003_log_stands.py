"""From here on the database refuses to change or delete an entry of the log."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FORBIDDEN = "loggen kan ikke endres"
POSTGRESQL = f"""
CREATE FUNCTION registry_event_stands() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{FORBIDDEN}'; END $$;
CREATE TRIGGER registry_event_stands BEFORE UPDATE OR DELETE ON registry_event
FOR EACH ROW EXECUTE FUNCTION registry_event_stands();
"""
SQLITE = [
    f"CREATE TRIGGER registry_event_{deed} BEFORE {deed} ON registry_event BEGIN SELECT RAISE(ABORT, '{FORBIDDEN}'); END"
    for deed in ("UPDATE", "DELETE")
]


def forbid(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for sql in SQLITE if editor.connection.vendor == "sqlite" else [POSTGRESQL]:
        editor.execute(sql)


def allow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER registry_event_{deed}")
    else:
        editor.execute("DROP FUNCTION registry_event_stands() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_log_chain")]
    operations = [
        migrations.AlterField(
            "event",
            "sequence",
            models.PositiveBigIntegerField(help_text="1, 2, 3 … uten hull.", unique=True, verbose_name="løpenummer"),
        ),
        migrations.RunPython(forbid, allow),
    ]
