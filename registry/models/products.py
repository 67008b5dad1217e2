"""What can be dispensed: packages of the product register. Source: FEST."""

from django.db import models
from django.db.models import Q

from registry.models.codes import Validity, ends_after_start
from registry.wording import kroner


class Product(models.Model):
    """One package, by its item number (varenummer)."""

    item_number = models.CharField("varenummer", max_length=6, unique=True)
    name = models.CharField("produktnavn", max_length=150)
    substance = models.CharField("virkestoff", max_length=200, blank=True)
    atc = models.CharField("ATC-kode", max_length=8, db_index=True)
    form = models.CharField("legemiddelform", max_length=60, blank=True)
    strength = models.CharField("styrke", max_length=60, blank=True)
    package_size = models.DecimalField("pakningsstørrelse", max_digits=12, decimal_places=3)
    package_unit = models.CharField("enhet", max_length=20)
    ddd_per_package = models.DecimalField(
        "DDD per pakning",
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Antall enheter × styrke ÷ DDD. Tom når ATC-koden ikke har DDD.",
    )
    prescription_group = models.CharField("reseptgruppe", max_length=2, blank=True)
    withdrawn = models.BooleanField("utgått", default=False)

    class Meta:
        verbose_name = "produkt"
        verbose_name_plural = "produkter"
        ordering = ("item_number",)
        constraints = [
            models.CheckConstraint(name="product_size_positive", condition=Q(package_size__gt=0)),
            models.CheckConstraint(
                name="product_ddd_positive", condition=Q(ddd_per_package__isnull=True) | Q(ddd_per_package__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_number} {self.name} {self.strength}"


class ProductPrice(Validity):
    """The highest pharmacy retail price (AUP) of a package in a period, in øre."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="prices", verbose_name="produkt")
    price_ore = models.PositiveBigIntegerField("utsalgspris (øre)")

    class Meta:
        verbose_name = "pris"
        verbose_name_plural = "priser"
        ordering = ("product", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("product", "valid_from"), name="price_once"),
            ends_after_start("price_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{kroner(self.price_ore)} kr fra {self.valid_from}"
