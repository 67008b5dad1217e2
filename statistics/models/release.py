"""Releases: built, audited, published, withdrawn. Immutable once built, but for the steps of their life."""

from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    BUILDING = "building", "bygges"
    BUILT = "built", "bygd"
    AUDITED = "audited", "prøvd"
    PUBLISHED = "published", "publisert"
    WITHDRAWN = "withdrawn", "trukket tilbake"


class Release(models.Model):
    """One edition of all the statistics: its years, inputs, rules, catalogue of codes and checks."""

    number = models.CharField("utgave", max_length=12, unique=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.BUILDING)
    years = models.JSONField("år")
    built_by = models.CharField("bygd av", max_length=150)
    started_at = models.DateTimeField("startet")
    built_at = models.DateTimeField("bygd", null=True, blank=True)
    approved_by = models.CharField("godkjent av", max_length=150, blank=True)
    published_at = models.DateTimeField("publisert", null=True, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbake", null=True, blank=True)
    withdrawn_reason = models.CharField("grunn", max_length=300, blank=True)
    protection = models.CharField("vern", max_length=20)
    digest = models.CharField("fingeravtrykk", max_length=64, blank=True)
    manifest = models.JSONField("innhold og regler", default=dict)

    class Meta:
        verbose_name = "utgave"
        verbose_name_plural = "utgaver"
        ordering = ("-started_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="release_two_people",
                condition=Q(approved_by="") | ~Q(approved_by=F("built_by")),
            ),
            models.CheckConstraint(
                name="release_published_is_approved",
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(approved_by="") & ~Q(digest="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Part(models.Model):
    """One year of a release: which frozen extract it was counted from, and where the secure cube lies."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="parts")
    year = models.PositiveSmallIntegerField("år")
    extract = models.CharField("uttrekk (sha256)", max_length=64)
    cube = models.CharField("kube", max_length=200)
    protection = models.CharField("vern", max_length=200, blank=True)
    report = models.JSONField("telling", default=dict)

    class Meta:
        verbose_name = "årgang"
        verbose_name_plural = "årganger"
        ordering = ("release", "year")
        constraints = [models.UniqueConstraint(fields=("release", "year"), name="part_once")]

    def __str__(self) -> str:
        return f"{self.release} {self.year}"


class ReleaseEvent(models.Model):
    """What was done with a release, by whom: written in the same transaction as the step itself."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="events")
    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    actor = models.CharField("hvem", max_length=150)
    step = models.CharField("steg", max_length=20)
    reason = models.CharField("grunn", max_length=300, blank=True)

    class Meta:
        verbose_name = "hendelse"
        verbose_name_plural = "hendelser"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.release} {self.step}"
