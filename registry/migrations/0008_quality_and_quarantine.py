import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0007_amendments_and_feed"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="header",
            field=models.CharField(
                blank=True,
                help_text="Det som følger kilden i linje 1.",
                max_length=100,
                verbose_name="innhold og versjon",
            ),
        ),
        migrations.AddField(
            model_name="quarantinedline",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="avgjort"),
        ),
        migrations.AddField(
            model_name="quarantinedline",
            name="settled_by",
            field=models.CharField(blank=True, db_default="", max_length=150, verbose_name="avgjort av"),
        ),
        migrations.AddField(
            model_name="quarantinedline",
            name="state",
            field=models.CharField(
                choices=[("V", "venter"), ("T", "tatt inn"), ("A", "avvist")],
                db_default="V",
                default="V",
                max_length=1,
                verbose_name="status",
            ),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.PositiveIntegerField(db_index=True, verbose_name="periode (ååååmm)")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("volum", "volumet er uvanlig"),
                            ("mangler", "måneden mangler"),
                            ("priser", "prisene spriker fra FEST"),
                            ("varer", "ukjente varer"),
                            ("karantene", "mange linjer i karantene"),
                        ],
                        max_length=10,
                        verbose_name="hva",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="funn")),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="funnet")),
                ("settled", models.BooleanField(default=False, verbose_name="vurdert")),
                ("settled_by", models.CharField(blank=True, max_length=150, verbose_name="vurdert av")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="vurdering")),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="registry.pharmacy", verbose_name="apotek"
                    ),
                ),
            ],
            options={
                "verbose_name": "overraskelse",
                "verbose_name_plural": "overraskelser",
                "ordering": ("settled", "-period", "pharmacy"),
                "constraints": [models.UniqueConstraint(fields=("pharmacy", "period", "kind"), name="finding_once")],
            },
        ),
        migrations.CreateModel(
            name="PharmacyMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.PositiveIntegerField(db_index=True, verbose_name="periode (ååååmm)")),
                ("lines", models.PositiveIntegerField(default=0, verbose_name="lagrede linjer")),
                ("packages", models.BigIntegerField(default=0, verbose_name="pakninger")),
                ("price_ore", models.BigIntegerField(default=0, verbose_name="omsetning (øre)")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="linjer i karantene")),
                ("unknown_products", models.PositiveIntegerField(default=0, verbose_name="ukjente varer")),
                ("odd_prices", models.PositiveIntegerField(default=0, verbose_name="linjer med pris langt fra FEST")),
                (
                    "pharmacy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="registry.pharmacy", verbose_name="apotek"
                    ),
                ),
            ],
            options={
                "verbose_name": "apotekets måned",
                "verbose_name_plural": "apotekenes måneder",
                "ordering": ("-period", "pharmacy"),
                "constraints": [models.UniqueConstraint(fields=("pharmacy", "period"), name="pharmacy_month_once")],
            },
        ),
    ]
