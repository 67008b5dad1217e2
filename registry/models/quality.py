"""What each pharmacy delivered month by month, and what in it surprised: staff settle that before figures are built."""

from django.db import models

from registry.models.pharmacies import Pharmacy
from registry.wording import month


class PharmacyMonth(models.Model):
    """The sums of what a pharmacy has delivered for a month, over all its files."""

    pharmacy = models.ForeignKey(Pharmacy, models.CASCADE, verbose_name="apotek")
    period = models.PositiveIntegerField("periode (ååååmm)", db_index=True)
    lines = models.PositiveIntegerField("lagrede linjer", default=0)
    packages = models.BigIntegerField("pakninger", default=0)
    price_ore = models.BigIntegerField("omsetning (øre)", default=0)
    refused = models.PositiveIntegerField("linjer i karantene", default=0)
    unknown_products = models.PositiveIntegerField("ukjente varer", default=0)
    odd_prices = models.PositiveIntegerField("linjer med pris langt fra FEST", default=0)

    class Meta:
        verbose_name = "apotekets måned"
        verbose_name_plural = "apotekenes måneder"
        ordering = ("-period", "pharmacy")
        constraints = [models.UniqueConstraint(fields=("pharmacy", "period"), name="pharmacy_month_once")]

    def __str__(self) -> str:
        return f"{self.pharmacy} {month(self.period)}"


class Finding(models.Model):
    """A surprise in a pharmacy's month. An open one stops new releases of its year until staff have looked at it."""

    class Kind(models.TextChoices):
        VOLUME = "volum", "volumet er uvanlig"
        MISSING = "mangler", "måneden mangler"
        PRICES = "priser", "prisene spriker fra FEST"
        PRODUCTS = "varer", "ukjente varer"
        REFUSED = "karantene", "mange linjer i karantene"

    pharmacy = models.ForeignKey(Pharmacy, models.CASCADE, verbose_name="apotek")
    period = models.PositiveIntegerField("periode (ååååmm)", db_index=True)
    kind = models.CharField("hva", max_length=10, choices=Kind.choices)
    text = models.CharField("funn", max_length=200)
    found_at = models.DateTimeField("funnet", auto_now_add=True)
    settled = models.BooleanField("vurdert", default=False)
    settled_by = models.CharField("vurdert av", max_length=150, blank=True)
    reason = models.CharField("vurdering", max_length=300, blank=True)

    class Meta:
        verbose_name = "overraskelse"
        verbose_name_plural = "overraskelser"
        ordering = ("settled", "-period", "pharmacy")
        constraints = [models.UniqueConstraint(fields=("pharmacy", "period", "kind"), name="finding_once")]

    def __str__(self) -> str:
        return f"{self.pharmacy} {month(self.period)}: {self.get_kind_display()}"
