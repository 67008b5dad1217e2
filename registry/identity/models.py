"""The vault's tables. Nothing else of the product has an identity number, and nothing here tells of medicines."""

from django.db import models


class Subject(models.TextChoices):
    PERSON = "P", "person"
    PRESCRIBER = "H", "helsepersonell"


class Identity(models.Model):
    """One number of one person or prescriber. A person can have had several; all lead to the same key."""

    digest = models.CharField("oppslag", max_length=64, primary_key=True, help_text="Keyed hash of subject and number.")
    subject = models.CharField("gjelder", max_length=1, choices=Subject.choices)
    kind = models.CharField("nummertype", max_length=10)
    ciphertext = models.BinaryField("kryptert nummer")
    key = models.BigIntegerField("nøkkel i registeret", db_index=True)

    class Meta:
        verbose_name = "identitet"
        verbose_name_plural = "identiteter"

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.key}"


class SealedLine(models.Model):
    """A refused line of a delivery, encrypted whole: it may hold an identity number."""

    id = models.UUIDField(primary_key=True)
    ciphertext = models.BinaryField("kryptert linje")

    class Meta:
        verbose_name = "forseglet linje"
        verbose_name_plural = "forseglede linjer"

    def __str__(self) -> str:
        return str(self.id)


class LogAnchor(models.Model):
    """How far the register's log had come at a time: kept here, where who can shorten the log can't write."""

    sequence = models.PositiveBigIntegerField("løpenummer", primary_key=True)
    digest = models.CharField("sjekksum", max_length=64)
    at = models.DateTimeField("tidspunkt", auto_now_add=True)

    class Meta:
        verbose_name = "loggens anker"
        verbose_name_plural = "loggens ankre"

    def __str__(self) -> str:
        return str(self.sequence)
