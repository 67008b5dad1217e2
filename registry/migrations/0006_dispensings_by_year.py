"""On PostgreSQL the dispensings are cut by year, and their references are checked a statement at a time.

A foreign key is checked row by row, five of them a line: measured, that is two thirds of what COPY costs the server. A
trigger on the statement asks for all its lines at once, holds what they refer to as a foreign key does, and refuses
the same. Deleting what lines refer to is refused as before. SQLite keeps one table and its foreign keys.
"""

from django.db import migrations

FIRST, LAST = 2004, 2035
"""Years with a partition of their own; what lies outside goes to the default one."""

REFERENCES = {
    "delivery_id": ("registry_delivery", "id"),
    "pharmacy_id": ("registry_pharmacy", "id"),
    "person_id": ("registry_person", "key"),
    "prescriber_id": ("registry_prescriber", "key"),
    "product_id": ("registry_product", "id"),
}

CUT = """
ALTER TABLE registry_dispensing RENAME TO registry_dispensing_whole;
CREATE TABLE registry_dispensing (
    LIKE registry_dispensing_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY
) PARTITION BY RANGE (period);
{partitions}
CREATE TABLE registry_dispensing_other PARTITION OF registry_dispensing DEFAULT;
INSERT INTO registry_dispensing SELECT * FROM registry_dispensing_whole;
DROP TABLE registry_dispensing_whole;
SELECT setval(pg_get_serial_sequence('registry_dispensing', 'id'), coalesce(max(id), 0) + 1, false)
    FROM registry_dispensing;
ALTER TABLE registry_dispensing ADD CONSTRAINT registry_dispensing_pkey PRIMARY KEY (id, period);
ALTER TABLE registry_dispensing ADD CONSTRAINT dispensing_once UNIQUE (pharmacy_id, period, line);
CREATE INDEX registry_dispensing_date_9caef961 ON registry_dispensing USING brin (date);
CREATE INDEX registry_dispensing_person_id_10b976e2 ON registry_dispensing (person_id);
"""

PARTITION = """
CREATE TABLE registry_dispensing_{year} PARTITION OF registry_dispensing FOR VALUES FROM ({year}01) TO ({year}13);
"""

REFERS = """
CREATE FUNCTION registry_dispensing_refers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    named bigint;
    held bigint;
BEGIN
    {checks}
    RETURN NULL;
END $$;
CREATE TRIGGER refers_when_added AFTER INSERT ON registry_dispensing
    REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION registry_dispensing_refers();
CREATE TRIGGER refers_when_changed AFTER UPDATE ON registry_dispensing
    REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION registry_dispensing_refers();
"""

CHECK = """
    SELECT count(*) INTO named FROM (SELECT DISTINCT {column} FROM lines WHERE {column} IS NOT NULL) AS each;
    SELECT count(*) INTO held FROM (
        SELECT FROM {table} WHERE {key} IN (SELECT DISTINCT {column} FROM lines) FOR KEY SHARE
    ) AS kept;
    IF named <> held THEN
        RAISE foreign_key_violation
            USING MESSAGE = 'a dispensing refers by {column} to a row that {table} does not have';
    END IF;
"""

KEPT = """
CREATE FUNCTION {table}_is_used() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM gone JOIN registry_dispensing d ON d.{column} = gone.{key}) THEN
        RAISE foreign_key_violation USING MESSAGE = 'dispensings refer by {column} to a row of {table}';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER is_used AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_used();
"""


def cut(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    years = range(FIRST, LAST + 1)
    named = {column: {"column": column, "table": table, "key": key} for column, (table, key) in REFERENCES.items()}
    statements = [
        CUT.format(partitions="".join(PARTITION.format(year=year) for year in years)),
        REFERS.format(checks="".join(CHECK.format(**names) for names in named.values())),
        *(KEPT.format(**names) for names in named.values()),
    ]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_staff_session")]
    operations = [migrations.RunPython(cut, migrations.RunPython.noop)]
