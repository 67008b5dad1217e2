"""What came in: one delivery a file, its receipt, and the lines that were refused."""

from django.db import models
from django.db.models import F, Q


class Source(models.TextChoices):
    PHARMACIES = "pharmacies", "Apotek (utleveringer)"
    FOLKEREGISTERET = "folkeregisteret", "Folkeregisteret"
    HPR = "hpr", "Helsepersonellregisteret"
    FEST = "fest", "FEST"
    VOLVEN = "volven", "Volven"
    PHARMACY_LIST = "pharmacy_list", "Apoteklisten"
    SSB = "ssb", "SSB"


class Delivery(models.Model):
    """A file that was read to its end. The same content is never read twice."""

    source = models.CharField("kilde", max_length=20, choices=Source.choices)
    subject = models.CharField("innhold", max_length=60, help_text="Hva filen gjelder, for eksempel 00123 2024-05.")
    filename = models.CharField("filnavn", max_length=200)
    sha256 = models.CharField("innholdets sha256", max_length=64, unique=True)
    received_at = models.DateTimeField("mottatt")
    lines = models.PositiveIntegerField("linjer")
    stored = models.PositiveIntegerField("lagret")
    unchanged = models.PositiveIntegerField("uendret")
    quarantined = models.PositiveIntegerField("i karantene")
    header = models.CharField(
        "innhold og versjon", max_length=100, blank=True, help_text="Det som følger kilden i linje 1."
    )

    class Meta:
        verbose_name = "leveranse"
        verbose_name_plural = "leveranser"
        ordering = ("-received_at", "-id")
        indexes = [
            models.Index(fields=("received_at", "id"), name="delivery_received"),
            models.Index(fields=("received_at", "id"), name="delivery_refused", condition=Q(quarantined__gt=0)),
        ]
        constraints = [
            models.CheckConstraint(
                name="receipt_accounts_for_every_line",
                condition=Q(lines=F("stored") + F("unchanged") + F("quarantined")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.subject}"


class QuarantinedLine(models.Model):
    """A refused line: where, which field, why. The line itself is sealed in the vault, since it may name a person."""

    class State(models.TextChoices):
        WAITING = "V", "venter"
        TAKEN_IN = "T", "tatt inn"
        TURNED_DOWN = "A", "avvist"

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="quarantine", verbose_name="leveranse")
    line = models.PositiveIntegerField("linje")
    field = models.CharField("felt", max_length=40)
    value = models.CharField(
        "verdi", max_length=100, blank=True, help_text="Identitetsnumre vises aldri her; linjen ligger i hvelvet."
    )
    reason = models.CharField("grunn", max_length=300)
    sealed = models.UUIDField("forseglet linje")
    state = models.CharField("status", max_length=1, choices=State.choices, default=State.WAITING, db_default="V")
    settled_by = models.CharField("avgjort av", max_length=150, blank=True, db_default="")
    settled_at = models.DateTimeField("avgjort", null=True, blank=True)

    class Meta:
        verbose_name = "linje i karantene"
        verbose_name_plural = "linjer i karantene"
        ordering = ("delivery", "line")
        indexes = [
            models.Index(fields=("field", "id"), name="quarantine_field"),
            models.Index(fields=("id", "delivery"), name="quarantine_waiting", condition=Q(state="V")),
        ]

    def __str__(self) -> str:
        return f"linje {self.line}: {self.field}"
