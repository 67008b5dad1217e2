"""What staff did with a source's record, and on which ground of law: corrections that stand, lines that were erased."""

from django.db import models
from django.db.models import Q

from registry.models.pharmacies import Pharmacy
from registry.wording import field_name, model_of, month, record_name


class Ground(models.TextChoices):
    """The grounds of law on which a person's data are handed out, corrected or erased."""

    INSIGHT = "innsyn", "Innsyn: personvernforordningen artikkel 15, helseregisterloven § 24"
    CORRECTION = "retting", "Retting: personvernforordningen artikkel 16, helseregisterloven § 25"
    ERASURE = "sletting", "Sletting: personvernforordningen artikkel 17, helseregisterloven § 25"
    NOT_ALLOWED = "uten-hjemmel", "Opplysningen er registrert uten hjemmel (LMR-forskriften § 1-3)"
    WRONG_PERSON = "feil-person", "Opplysningen gjelder en annen (personvernforordningen artikkel 5 nr. 1 d)"


class Correction(models.Model):
    """A field of a source's record that staff have set right.

    It stands for as long as the source repeats what was wrong. When the source delivers the same as staff, the
    correction is confirmed and has done its work. When it delivers something else again, the correction still stands,
    and `disputed` holds what the source says now, until staff choose between the two.
    """

    class State(models.TextChoices):
        STANDS = "S", "gjelder"
        CONFIRMED = "K", "bekreftet av kilden"
        WITHDRAWN = "T", "tatt tilbake"

    table = models.CharField("tabell", max_length=30)
    row = models.CharField("rad", max_length=30)
    field = models.CharField("felt", max_length=40)
    value = models.CharField("rettet verdi", max_length=300, blank=True)
    source_value = models.CharField("kildens verdi da", max_length=300, blank=True)
    disputed = models.CharField("kilden sier nå", max_length=300, null=True, blank=True)
    state = models.CharField("status", max_length=1, choices=State.choices, default=State.STANDS)
    key = models.BigIntegerField("nøkkel", null=True, blank=True, db_index=True)
    actor = models.CharField("hvem", max_length=150)
    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    reason = models.CharField("grunn", max_length=300)

    class Meta:
        verbose_name = "rettelse"
        verbose_name_plural = "rettelser"
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("table", "row", "field"), condition=Q(state="S"), name="correction_once")
        ]
        indexes = [models.Index(fields=("table", "row"), name="correction_row")]

    def __str__(self) -> str:
        return f"{record_name(self.table)} {self.row}: {field_name(model_of(self.table), self.field)}"


class ErasedLine(models.Model):
    """A line that was erased by law: the same line of the same delivery is not let in again. Tells nothing of whom."""

    pharmacy = models.ForeignKey(Pharmacy, models.PROTECT, verbose_name="apotek", db_index=False)
    period = models.PositiveIntegerField("periode (ååååmm)")
    line = models.PositiveIntegerField("linje")
    at = models.DateTimeField("slettet", auto_now_add=True)

    class Meta:
        verbose_name = "slettet linje"
        verbose_name_plural = "slettede linjer"
        constraints = [models.UniqueConstraint(fields=("pharmacy", "period", "line"), name="erased_once")]

    def __str__(self) -> str:
        return f"{month(self.period)}, linje {self.line}"
