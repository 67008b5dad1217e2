"""Pharmacies. Source: the medicines agency's pharmacy list."""

from django.db import models
from django.db.models import F, Q


class Pharmacy(models.Model):
    number = models.CharField("apoteknummer", max_length=6, unique=True)
    name = models.CharField("navn", max_length=120)
    organisation_number = models.CharField("organisasjonsnummer", max_length=9, blank=True)
    municipality = models.CharField("kommunenummer", max_length=4)
    opened = models.DateField("åpnet")
    closed = models.DateField("stengt", null=True, blank=True)

    class Meta:
        verbose_name = "apotek"
        verbose_name_plural = "apotek"
        ordering = ("number",)
        constraints = [
            models.CheckConstraint(
                name="pharmacy_closes_after_opening", condition=Q(closed__isnull=True) | Q(closed__gte=F("opened"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
