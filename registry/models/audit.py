"""What was done to the register, by whom and why. Written in the same transaction as the deed itself."""

from django.db import models


class Event(models.Model):
    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    actor = models.CharField("hvem", max_length=150)
    action = models.CharField("handling", max_length=60)
    subject = models.CharField("gjelder", max_length=200)
    reason = models.CharField("grunn", max_length=300, blank=True)
    details = models.JSONField("detaljer", default=dict, blank=True)

    class Meta:
        verbose_name = "hendelse"
        verbose_name_plural = "hendelser"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
