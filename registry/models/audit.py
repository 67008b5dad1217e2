"""What was done to the register, by whom and why. Written in the same transaction as the deed itself.

The log only grows: each entry carries the digest of the one before, and the database refuses to change or delete one
(triggers of migration 0003). `registry.log` writes it and finds what was tampered with.
"""

from django.db import models


class Event(models.Model):
    sequence = models.PositiveBigIntegerField("løpenummer", unique=True, help_text="1, 2, 3 … uten hull.")
    at = models.DateTimeField("tidspunkt", db_index=True)
    actor = models.CharField("hvem", max_length=150)
    action = models.CharField("handling", max_length=60)
    subject = models.CharField("gjelder", max_length=200)
    key = models.BigIntegerField(
        "nøkkel", null=True, blank=True, db_index=True, help_text="Personen eller rekvirenten hendelsen gjelder."
    )
    reason = models.CharField("grunn", max_length=300, blank=True)
    details = models.JSONField("detaljer", default=dict, blank=True)
    previous = models.CharField("forrige sjekksum", max_length=64, blank=True)
    digest = models.CharField("sjekksum", max_length=64)

    class Meta:
        verbose_name = "hendelse"
        verbose_name_plural = "hendelser"
        ordering = ("-sequence",)
        permissions = [("verify_event", "Kan kontrollere loggens kjede")]
        indexes = [
            models.Index(fields=("action", "sequence"), name="event_action"),
            models.Index(fields=("actor", "sequence"), name="event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class LogHead(models.Model):
    """The one row that says how far the log has come; its lock gives the entries their order."""

    sequence = models.PositiveBigIntegerField("siste løpenummer", default=0)
    digest = models.CharField("siste sjekksum", max_length=64, blank=True)

    class Meta:
        verbose_name = "loggens siste"
        verbose_name_plural = "loggens siste"

    def __str__(self) -> str:
        return f"{self.sequence}"
