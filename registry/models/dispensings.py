"""Dispensings: one line of a pharmacy's delivery, to a person, to an animal, or on requisition."""

from django.db import models
from django.db.models import Q

from registry.models.deliveries import Delivery
from registry.models.people import Person
from registry.models.pharmacies import Pharmacy
from registry.models.prescribers import Prescriber
from registry.models.products import Product
from registry.wording import month


class Recipient(models.TextChoices):
    PERSON = "P", "person"
    ANIMAL = "A", "dyr"
    REQUISITION = "R", "rekvisisjon"


SCHEMES = (
    # First and last legal basis (Volven 7427) of each scheme.
    (100, 699, "blå resept"),
    (700, 799, "bidrag"),
    (800, 899, "yrkesskade"),
    (900, 949, "annen trygdeytelse"),
    (950, 999, "H-resept"),
)


def scheme_of(legal_basis: str) -> str:
    """The reimbursement scheme a legal basis belongs to; empty for a dispensing the patient pays for."""
    number = int(legal_basis) if legal_basis.isdigit() else 0
    return next((name for first, last, name in SCHEMES if first <= number <= last), "")


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
    returns_period = models.PositiveIntegerField(
        "returnerer fra periode", null=True, blank=True, help_text="Linjen som en retur viser til: samme apotek."
    )
    returns_line = models.PositiveIntegerField("returnerer linje", null=True, blank=True)

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
        indexes = [
            models.Index(fields=("prescriber",), name="dispensing_prescriber"),
            models.Index(fields=("product", "id"), name="dispensing_of_product"),  # a product's newest lines
            models.Index(  # one line in twenty-five, which staff ask for by themselves
                fields=("recipient", "id"), name="dispensing_to_others", condition=Q(recipient__in=("A", "R"))
            ),
            models.Index(
                fields=("pharmacy", "returns_period", "returns_line"),
                name="dispensing_returns",
                condition=Q(returns_line__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{month(self.period)}, linje {self.line}"

    @property
    def scheme(self) -> str:
        """The reimbursement scheme, which follows from the legal basis."""
        return scheme_of(self.legal_basis)


class Amendment(models.Model):
    """A stored line that its pharmacy has replaced or cancelled: what it said, and the line that did it."""

    class Kind(models.TextChoices):
        REPLACED = "E", "erstattet"
        CANCELLED = "S", "annullert"

    delivery = models.ForeignKey(Delivery, models.PROTECT, verbose_name="leveranse", db_index=False)
    kind = models.CharField("hva", max_length=1, choices=Kind.choices)
    pharmacy = models.ForeignKey(Pharmacy, models.PROTECT, verbose_name="apotek", db_index=False)
    period = models.PositiveIntegerField("periode (ååååmm)")
    line = models.PositiveIntegerField("linje")
    original_period = models.PositiveIntegerField("gjaldt periode")
    original_line = models.PositiveIntegerField("gjaldt linje")
    key = models.BigIntegerField("nøkkel", null=True, blank=True, db_index=True)
    before = models.JSONField("linjen som den var")

    class Meta:
        verbose_name = "endret linje"
        verbose_name_plural = "endrede linjer"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=("pharmacy", "original_period", "original_line"), name="amended_once"),
            models.UniqueConstraint(fields=("pharmacy", "period", "line"), name="amendment_once"),
        ]

    def __str__(self) -> str:
        return f"{month(self.original_period)}, linje {self.original_line}: {self.get_kind_display()}"
