"""On PostgreSQL the indexes of the lists lie on each partition by itself, so that a year can be loaded without them.

A person's, a prescriber's and a product's lines: see registry/partitions.py. Lines may also go straight into their
year's partition, where the same trigger asks for what they refer to: each column of theirs once now, not twice.
"""

from django.db import migrations

WHOLE = ("registry_dispensing_person_id_10b976e2", "dispensing_prescriber", "dispensing_of_product")
LISTS = {"of_person": "person_id", "of_prescriber": "prescriber_id", "of_product": "product_id, id"}
PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'registry_dispensing'::regclass"
REFERENCES = {
    "delivery_id": ("registry_delivery", "id"),
    "pharmacy_id": ("registry_pharmacy", "id"),
    "person_id": ("registry_person", "key"),
    "prescriber_id": ("registry_prescriber", "key"),
    "product_id": ("registry_product", "id"),
}
FUNCTION = """
CREATE OR REPLACE FUNCTION registry_dispensing_refers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    named bigint;
    held bigint;
BEGIN
    {checks}
    RETURN NULL;
END $$;
"""
CHECK = """
    WITH each AS MATERIALIZED (SELECT DISTINCT {column} AS key FROM lines WHERE {column} IS NOT NULL),
         kept AS MATERIALIZED (SELECT FROM {table} WHERE {key} IN (SELECT key FROM each) FOR KEY SHARE)
    SELECT (SELECT count(*) FROM each), (SELECT count(*) FROM kept) INTO named, held;
    IF named <> held THEN
        RAISE foreign_key_violation
            USING MESSAGE = 'a dispensing refers by {column} to a row that {table} does not have';
    END IF;
"""
REFERS = """
CREATE TRIGGER refers_when_added AFTER INSERT ON {partition}
    REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION registry_dispensing_refers();
"""


def by_year(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    checks = "".join(CHECK.format(column=column, table=table, key=key) for column, (table, key) in REFERENCES.items())
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FUNCTION.format(checks=checks))
        cursor.execute(PARTITIONS)
        partitions = [name for (name,) in cursor.fetchall()]
        for name in WHOLE:
            cursor.execute(f"DROP INDEX {name}")
        for partition in partitions:
            cursor.execute(REFERS.format(partition=partition))
            for name, columns in LISTS.items():
                cursor.execute(f"CREATE INDEX {partition}_{name} ON {partition} ({columns})")


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_lines_of_a_product")]
    operations = [migrations.RunPython(by_year, migrations.RunPython.noop)]
