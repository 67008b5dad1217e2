"""The public store: printed cells only. Hidden figures are not here in any form."""

from django.db import models

from statistics.models.release import Release


class Block(models.Model):
    """All printed cells of one ATC node in one release, packed by `statistics.store`."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="blocks")
    code = models.CharField(max_length=8)
    payload = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("release", "code"), name="block_once")]

    def __str__(self) -> str:
        return f"{self.release} {self.code}"


class Node(models.Model):
    """An ATC node as it is named in a release."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="nodes")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField()
    parent = models.CharField(max_length=8, blank=True)
    ddd = models.CharField("DDD", max_length=40, blank=True, help_text="For example 2 g, per os; empty: none.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("release", "code"), name="node_once")]
        indexes = [models.Index(fields=("release", "parent"), name="node_children")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Term(models.Model):
    """A word that leads to a node: its name, its English name, a product's name."""

    class Kind(models.TextChoices):
        NAME = "name", "navn"
        ENGLISH = "english", "engelsk navn"
        PRODUCT = "product", "produktnavn"

    release = models.ForeignKey(Release, models.CASCADE, related_name="terms")
    folded = models.CharField(max_length=200, help_text="Lower case, without diacritics: statistics.search.fold.")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("release", "folded", "code", "kind"), name="term_once")]

    def __str__(self) -> str:
        return f"{self.text} → {self.code}"


class Totals(models.Model):
    """The nation's printed figures of every node and year in one packed array, for rankings."""

    release = models.OneToOneField(Release, models.CASCADE, related_name="totals")
    payload = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.release}"
