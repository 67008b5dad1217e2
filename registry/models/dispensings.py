"""Dispensings: one line of a pharmacy's delivery, to a person, to an animal, or on requisition."""

from django.db import models
from django.db.models import Q

from registry.models.deliveries import Delivery
from registry.models.people import Person
from registry.models.pharmacies import Pharmacy
from registry.models.prescribers import Prescriber
from registry.models.products import Product


class Recipient(models.TextChoices):
    PERSON = "P", "person"
    ANIMAL = "A", "dyr"
    REQUISITION = "R", "rekvisisjon"


class Dispensing(models.Model):
    """The unit of the register. Money is in øre for the whole line; a return has negative packages and price."""

    delivery = models.ForeignKey(
        Delivery, models.PROTECT, related_name="dispensings", verbose_name="leveranse", db_index=False
    )
    pharmacy = models.ForeignKey(Pharmacy, models.PROTECT, verbose_name="apotek", db_index=False)
    period = models.PositiveIntegerField("periode (ååååmm)")
    line = models.PositiveIntegerField("linje")
    date = models.DateField("utlevert", db_index=True)
    recipient = models.CharField("mottaker", max_length=1, choices=Recipient.choices)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="dispensings", verbose_name="person"
    )
    species = models.CharField("dyreart", max_length=3, blank=True)
    prescriber = models.ForeignKey(
        Prescriber, models.PROTECT, null=True, blank=True, verbose_name="rekvirent", db_index=False
    )
    product = models.ForeignKey(Product, models.PROTECT, verbose_name="produkt", db_index=False)
    packages = models.IntegerField("pakninger")
    price_ore = models.BigIntegerField("pris (øre)")
    legal_basis = models.CharField("refusjonshjemmel", max_length=3, blank=True)
    reimbursement_code = models.CharField(
        "refusjonskode", max_length=20, blank=True, help_text="Kodeverk og kode, for eksempel ICD-10:E11."
    )
    municipality = models.CharField("bostedskommune ved utlevering", max_length=4, blank=True)

    class Meta:
        verbose_name = "utlevering"
        verbose_name_plural = "utleveringer"
        constraints = [
            models.UniqueConstraint(fields=("pharmacy", "period", "line"), name="dispensing_once"),
            models.CheckConstraint(
                name="dispensing_recipient",
                condition=Q(recipient="P", person__isnull=False, species="")
                | (Q(recipient="A", person__isnull=True) & ~Q(species=""))
                | Q(recipient="R", person__isnull=True, species=""),
            ),
            models.CheckConstraint(name="dispensing_packages", condition=~Q(packages=0)),
            models.CheckConstraint(name="dispensing_since_2004", condition=Q(date__gte="2004-01-01")),
        ]

    def __str__(self) -> str:
        return f"{self.period}/{self.line}"
