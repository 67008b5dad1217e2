"""Who may send dispensings straight to the register, and with which token. The token itself is not kept."""

from django.db import models

from registry.models.pharmacies import Pharmacy


class FeedClient(models.Model):
    pharmacy = models.ForeignKey(Pharmacy, models.CASCADE, verbose_name="apotek")
    digest = models.CharField("nøkkelens sha256", max_length=64, unique=True)
    active = models.BooleanField("i bruk", default=True)
    made_at = models.DateTimeField("laget", auto_now_add=True)
    used_at = models.DateTimeField("sist brukt", null=True, blank=True)

    class Meta:
        verbose_name = "avsender"
        verbose_name_plural = "avsendere"

    def __str__(self) -> str:
        return f"{self.pharmacy}"
