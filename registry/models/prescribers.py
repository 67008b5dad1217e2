"""Prescribers, by a random internal key. Source: Helsepersonellregisteret."""

from django.db import models
from django.db.models import Q

from registry.models.codes import Validity, ends_after_start
from registry.models.people import Sex


class Prescriber(models.Model):
    key = models.BigIntegerField("nøkkel", primary_key=True)
    birth_year = models.PositiveSmallIntegerField("fødselsår", null=True, blank=True)
    sex = models.CharField("kjønn", max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)

    class Meta:
        verbose_name = "rekvirent"
        verbose_name_plural = "rekvirenter"
        permissions = [("hand_out_prescriber", "Kan gi en rekvirent innsyn i alt som er registrert")]
        constraints = [models.CheckConstraint(name="prescriber_sex", condition=Q(sex__in=Sex.values))]

    def __str__(self) -> str:
        return f"rekvirent {self.key}"


class Authorisation(Validity):
    """A prescriber's profession (Volven 9060) and speciality (7426) in a period."""

    prescriber = models.ForeignKey(Prescriber, models.CASCADE, related_name="authorisations", verbose_name="rekvirent")
    profession = models.CharField("profesjon", max_length=2)
    speciality = models.CharField("spesialitet", max_length=10, blank=True)

    class Meta:
        verbose_name = "autorisasjon"
        verbose_name_plural = "autorisasjoner"
        ordering = ("prescriber", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=("prescriber", "profession", "speciality", "valid_from"), name="authorisation_once"
            ),
            ends_after_start("authorisation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.profession} {self.speciality}".strip()
