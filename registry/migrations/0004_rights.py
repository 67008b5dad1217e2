import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_log_stands"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "ordering": ("-sequence",),
                "permissions": [("verify_event", "Kan kontrollere loggens kjede")],
                "verbose_name": "hendelse",
                "verbose_name_plural": "hendelser",
            },
        ),
        migrations.AlterModelOptions(
            name="person",
            options={
                "permissions": [("hand_out_person", "Kan gi en person innsyn i alt som er registrert")],
                "verbose_name": "person",
                "verbose_name_plural": "personer",
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=30, verbose_name="tabell")),
                ("row", models.CharField(max_length=30, verbose_name="rad")),
                ("field", models.CharField(max_length=40, verbose_name="felt")),
                ("value", models.CharField(blank=True, max_length=300, verbose_name="rettet verdi")),
                ("source_value", models.CharField(blank=True, max_length=300, verbose_name="kildens verdi da")),
                ("disputed", models.CharField(blank=True, max_length=300, null=True, verbose_name="kilden sier nå")),
                (
                    "state",
                    models.CharField(
                        choices=[("S", "gjelder"), ("K", "bekreftet av kilden"), ("T", "tatt tilbake")],
                        default="S",
                        max_length=1,
                        verbose_name="status",
                    ),
                ),
                ("key", models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="nøkkel")),
                ("actor", models.CharField(max_length=150, verbose_name="hvem")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="tidspunkt")),
                ("reason", models.CharField(max_length=300, verbose_name="grunn")),
            ],
            options={
                "verbose_name": "rettelse",
                "verbose_name_plural": "rettelser",
                "ordering": ("-at", "-id"),
                "indexes": [models.Index(fields=["table", "row"], name="correction_row")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "S")), fields=("table", "row", "field"), name="correction_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.PositiveIntegerField(verbose_name="periode (ååååmm)")),
                ("line", models.PositiveIntegerField(verbose_name="linje")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="slettet")),
                (
                    "pharmacy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registry.pharmacy",
                        verbose_name="apotek",
                    ),
                ),
            ],
            options={
                "verbose_name": "slettet linje",
                "verbose_name_plural": "slettede linjer",
                "constraints": [models.UniqueConstraint(fields=("pharmacy", "period", "line"), name="erased_once")],
            },
        ),
    ]
