import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("registry", "0004_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bruker",
                    ),
                ),
                ("session_key", models.CharField(max_length=40, verbose_name="økt")),
                ("since", models.DateTimeField(auto_now=True, verbose_name="siden")),
            ],
            options={
                "verbose_name": "økt",
                "verbose_name_plural": "økter",
            },
        ),
    ]
