"""Code lists: what a code means, and when. Sources: Volven (health), SSB Klass (regions), WHO and FEST (ATC)."""

from django.db import models
from django.db.models import F, Q


class Validity(models.Model):
    """In force from `valid_from` up to and including `valid_to` (empty: still in force)."""

    valid_from = models.DateField("gyldig fra")
    valid_to = models.DateField("gyldig til", null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")))


class Code(Validity):
    """One code of one national code list, such as 7427 refusjonshjemmel. Source: Volven."""

    oid = models.CharField("kodeverk (OID)", max_length=60)
    value = models.CharField("kode", max_length=20)
    name = models.CharField("navn", max_length=300)

    class Meta:
        verbose_name = "kode"
        verbose_name_plural = "kodeverk"
        ordering = ("oid", "value", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("oid", "value", "valid_from"), name="code_once"),
            ends_after_start("code_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.name}"


class AtcCode(Validity):
    """A node of the ATC system, levels 1 to 5, with the WHO's defined daily dose at level 5."""

    code = models.CharField("ATC-kode", max_length=8)
    name = models.CharField("navn", max_length=200)
    name_en = models.CharField("engelsk navn", max_length=200, blank=True)
    level = models.PositiveSmallIntegerField("nivå")
    parent = models.CharField("overordnet kode", max_length=8, blank=True)
    ddd = models.DecimalField("DDD", max_digits=12, decimal_places=4, null=True, blank=True)
    ddd_unit = models.CharField("DDD-enhet", max_length=10, blank=True)
    ddd_route = models.CharField("administrasjonsvei", max_length=10, blank=True)
    replaced_by = models.CharField("erstattet av", max_length=8, blank=True)

    class Meta:
        verbose_name = "ATC-kode"
        verbose_name_plural = "ATC-koder"
        ordering = ("code", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("code", "valid_from"), name="atc_once"),
            models.CheckConstraint(name="atc_level", condition=Q(level__gte=1, level__lte=5)),
            models.CheckConstraint(
                name="atc_ddd_has_unit", condition=Q(ddd__isnull=True, ddd_unit="") | ~Q(ddd_unit="")
            ),
            ends_after_start("atc_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class County(models.Model):
    """A county of 2024, or 99 for unknown and abroad. Source: SSB Klass 104."""

    code = models.CharField("fylkesnummer", max_length=2, primary_key=True)
    name = models.CharField("navn", max_length=60)
    short = models.CharField("kortnavn", max_length=3)
    health_region = models.CharField("helseregion", max_length=3, blank=True)

    class Meta:
        verbose_name = "fylke"
        verbose_name_plural = "fylker"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Municipality(Validity):
    """A municipality as it was in a period, and the county of 2024 it lies in. Source: SSB Klass 131."""

    code = models.CharField("kommunenummer", max_length=4)
    name = models.CharField("navn", max_length=60)
    county = models.ForeignKey(County, models.PROTECT, verbose_name="fylke i dag")

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        ordering = ("code", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=("code", "valid_from"), name="municipality_once"),
            ends_after_start("municipality_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Population(models.Model):
    """Inhabitants on 1 January by county of 2024 (or 0, the nation), sex and age in years. Source: SSB 07459.

    The nation's figure is stored, never summed: figures recoded to today's counties do not add up to it.
    """

    year = models.PositiveSmallIntegerField("år")
    region = models.CharField("region", max_length=2)
    sex = models.CharField("kjønn", max_length=1, choices=[("K", "kvinne"), ("M", "mann")])
    age = models.PositiveSmallIntegerField("alder")
    count = models.PositiveIntegerField("antall")

    class Meta:
        verbose_name = "folkemengde"
        verbose_name_plural = "folkemengde"
        constraints = [models.UniqueConstraint(fields=("year", "region", "sex", "age"), name="population_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.region} {self.sex} {self.age}: {self.count}"
