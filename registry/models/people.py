"""Patients, by a random internal key. Who a key belongs to, only the vault knows. Source: Folkeregisteret."""

from django.db import models
from django.db.models import Q

from registry.models.codes import Validity, ends_after_start


class Sex(models.TextChoices):
    """Volven 3101: 2, 1, 0 and 9."""

    WOMAN = "K", "kvinne"
    MAN = "M", "mann"
    UNKNOWN = "U", "ukjent"


class Person(models.Model):
    key = models.BigIntegerField("nøkkel", primary_key=True)
    birth_date = models.DateField("fødselsdato", null=True, blank=True)
    sex = models.CharField("kjønn", max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    death_month = models.DateField(
        "dødsmåned", null=True, blank=True, help_text="Den første i måneden: registeret har år og måned."
    )

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        permissions = [("hand_out_person", "Kan gi en person innsyn i alt som er registrert")]
        constraints = [
            models.CheckConstraint(
                name="death_is_first_of_month", condition=Q(death_month__isnull=True) | Q(death_month__day=1)
            ),
            models.CheckConstraint(name="person_sex", condition=Q(sex__in=Sex.values)),
        ]

    def __str__(self) -> str:
        return f"person {self.key}"


class Residence(Validity):
    """Where a person is registered as living, in a period."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="residences", verbose_name="person")
    municipality = models.CharField("kommunenummer", max_length=4)

    class Meta:
        verbose_name = "bosted"
        verbose_name_plural = "bosteder"
        ordering = ("person", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("person", "valid_from"), name="residence_once"),
            ends_after_start("residence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} fra {self.valid_from}"
