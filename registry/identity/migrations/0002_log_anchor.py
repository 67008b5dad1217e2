from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="LogAnchor",
            fields=[
                (
                    "sequence",
                    models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="løpenummer"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="sjekksum")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="tidspunkt")),
            ],
            options={"verbose_name": "loggens anker", "verbose_name_plural": "loggens ankre"},
        ),
    ]
