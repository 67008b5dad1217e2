from django.db import migrations, models


class Migration(migrations.Migration):
    """A product's lines in the order of the list: asked for by product alone, PostgreSQL walked the whole register."""

    dependencies = [
        ("registry", "0009_large_lists_and_prescribers"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="dispensing", name="dispensing_product"),
        migrations.AddIndex(
            model_name="dispensing",
            index=models.Index(fields=["product", "id"], name="dispensing_of_product"),
        ),
        migrations.AddIndex(
            model_name="dispensing",
            index=models.Index(
                fields=["recipient", "id"],
                name="dispensing_to_others",
                condition=models.Q(("recipient__in", ("A", "R"))),
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["received_at", "id"],
                name="delivery_refused",
                condition=models.Q(("quarantined__gt", 0)),
            ),
        ),
    ]
