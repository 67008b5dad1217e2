"""The log becomes a chain: every entry has a number, and the digest of the one before."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def chain(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    from registry.log import digest

    Event, LogHead = apps.get_model("registry", "Event"), apps.get_model("registry", "LogHead")  # noqa: N806
    number, before = 0, ""
    for number, event in enumerate(Event.objects.order_by("id").iterator(), start=1):
        event.sequence, event.previous = number, before
        event.digest = before = digest(event, before)
        event.save()
    if number:
        LogHead.objects.create(pk=1, sequence=number, digest=before)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveBigIntegerField(default=0, verbose_name="siste løpenummer")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="siste sjekksum")),
            ],
            options={"verbose_name": "loggens siste", "verbose_name_plural": "loggens siste"},
        ),
        migrations.AddField(
            "event",
            "sequence",
            models.PositiveBigIntegerField(help_text="1, 2, 3 … uten hull.", null=True, verbose_name="løpenummer"),
        ),
        migrations.AddField(
            "event",
            "key",
            models.BigIntegerField(
                blank=True,
                db_index=True,
                help_text="Personen eller rekvirenten hendelsen gjelder.",
                null=True,
                verbose_name="nøkkel",
            ),
        ),
        migrations.AddField(
            "event", "previous", models.CharField(blank=True, max_length=64, verbose_name="forrige sjekksum")
        ),
        migrations.AddField(
            "event",
            "digest",
            models.CharField(default="", max_length=64, verbose_name="sjekksum"),
            preserve_default=False,
        ),
        migrations.AlterField("event", "at", models.DateTimeField(db_index=True, verbose_name="tidspunkt")),
        migrations.AlterModelOptions(
            "event",
            options={"ordering": ("-sequence",), "verbose_name": "hendelse", "verbose_name_plural": "hendelser"},
        ),
        migrations.RunPython(chain, migrations.RunPython.noop, elidable=True),
    ]
