"""A register of thirteen people in 2023 and 2024, whose figures can be read off this page.

Medicines (DDD a package): metformin A10BA02 (50), semaglutid A10BJ06 (28), plaster D02AF (none; level 4).
Packages cost 100, 1,000 and 40 kroner. Everybody was dispensed one package a line on 1 March, unless it says more.

| who | sex, born | 1 January | 2023 | 2024 |
|---|---|---|---|---|
| O1–O6 | women, 1982 | Oslo | metformin | metformin twice; O1–O3 semaglutid as well |
| F1–F5 | men, 1958 | Finnmark | – | semaglutid; F1 and F2 metformin as well |
| M | woman, 1934 | Oslo 2023, Finnmark 2024 | metformin | metformin (dispensed in December, living in Oslo again) |
| X | man, 2020 | never registered | – | plaster on 1 March in Oslo and on 1 July in Finnmark |

One dispensing of metformin in 2024 was to a dog, and one on requisition: they count nobody.

So in 2024 (age on 31 December: O are 42, F 66, M 90, X 4):
  A10BA02: 9 users in the nation (6 O, 2 F, M); Oslo 6, Finnmark 3 → hidden; men 2 → hidden; 15 packages, 750 DDD
           (6 × 2 + 2 + 1), 1,500 kroner.
  A10BJ06: 8 users (3 O, 5 F); Oslo 3 → hidden, Finnmark 5; 8 packages, 224 DDD, 8,000 kroner.
  A10 and A: 12 users (6 O, 5 F, M), fewer than 9 + 8, since five people use both. 974 DDD.
  D02AF:  1 user → hidden, in Finnmark, where the last dispensing of the year was. It has no DDD.
  alle:   13 users.
In 2023: A10BA02 7 users, all in Oslo.

Population on 1 January 2024: Oslo 400 women and 300 men, all aged 41; Finnmark 100 men aged 65. The nation's own
figure is 820, twenty more than the counties' sum. So metformin: 9 × 1,000 ÷ 820 = 10.975609… per 1,000, and 15
per 1,000 among the women of Oslo. In 2023 there is none: rates cannot be computed.
"""

import datetime as dt

from django.utils import timezone

from registry.models import (
    AtcCode,
    County,
    Delivery,
    Dispensing,
    Municipality,
    Person,
    Pharmacy,
    Population,
    Product,
    Residence,
)
from statistics import actions
from statistics.cube.axes import level
from statistics.models import Release

START = dt.date(2004, 1, 1)
OSLO, FINNMARK = "0301", "5601"
ATC = {
    "A": "Fordøyelsesorganer og stoffskifte",
    "A10": "Midler til diabetesbehandling",
    "A10B": "Blodglukosesenkende midler, ekskl. insuliner",
    "A10BA": "Biguanider",
    "A10BA02": "metformin",
    "A10BJ": "GLP-1-analoger",
    "A10BJ06": "semaglutid",
    "D": "Hud",
    "D02": "Hudbeskyttende midler",
    "D02A": "Hudbeskyttende midler",
    "D02AF": "Salisylsyrepreparater",
}


class Universe:
    """Writes the register of this page into the databases."""

    def __init__(self) -> None:
        self._codes()
        self._products()
        self.pharmacy = Pharmacy.objects.create(number="00001", name="Svaneapoteket", municipality=OSLO, opened=START)
        self.delivery = Delivery.objects.create(
            source="pharmacies",
            subject="00001 2023–2024",
            filename="univers.csv",
            sha256="0" * 64,
            received_at=timezone.now(),
            lines=0,
            stored=0,
            unchanged=0,
            quarantined=0,
        )
        self.line = 0
        self.key = 10**12
        self._people_of_oslo()
        self._people_of_finnmark()
        self._the_one_who_moves()
        self._the_one_never_registered()
        self._nobody()
        self._population()

    def _codes(self) -> None:
        County.objects.bulk_create(
            County(code=code, name=name, short=name[:3].upper())
            for code, name in (("03", "Oslo"), ("56", "Finnmark"), ("99", "Ukjent eller utlandet"))
        )
        Municipality.objects.bulk_create(
            Municipality(code=code, name=name, county_id=county, valid_from=START)
            for code, name, county in ((OSLO, "Oslo", "03"), (FINNMARK, "Alta", "56"))
        )
        AtcCode.objects.bulk_create(
            AtcCode(code=code, name=name, name_en="", level=level(code), valid_from=START) for code, name in ATC.items()
        )

    def _products(self) -> None:
        rows = (
            ("000001", "Glucophage", "A10BA02", 50),
            ("000002", "Ozempic", "A10BJ06", 28),
            ("000003", "Plaster", "D02AF", None),
        )
        self.products = {
            atc: Product.objects.create(
                item_number=number, name=name, atc=atc, package_size=100, package_unit="STK", ddd_per_package=ddd
            )
            for number, name, atc, ddd in rows
        }
        self.prices = {"A10BA02": 10_000, "A10BJ06": 100_000, "D02AF": 4_000}

    def _people_of_oslo(self) -> None:
        for number in range(6):
            person = self.person("K", 1982, [(OSLO, START)])
            self.dispense(person, "A10BA02", dt.date(2023, 3, 1), OSLO)
            self.dispense(person, "A10BA02", dt.date(2024, 3, 1), OSLO)
            self.dispense(person, "A10BA02", dt.date(2024, 9, 1), OSLO)
            if number < 3:
                self.dispense(person, "A10BJ06", dt.date(2024, 3, 1), OSLO)

    def _people_of_finnmark(self) -> None:
        for number in range(5):
            person = self.person("M", 1958, [(FINNMARK, START)])
            self.dispense(person, "A10BJ06", dt.date(2024, 3, 1), FINNMARK)
            if number < 2:
                self.dispense(person, "A10BA02", dt.date(2024, 3, 1), FINNMARK)

    def _the_one_who_moves(self) -> None:
        person = self.person("K", 1934, [(OSLO, START), (FINNMARK, dt.date(2023, 6, 1)), (OSLO, dt.date(2024, 2, 1))])
        self.dispense(person, "A10BA02", dt.date(2023, 3, 1), OSLO)
        self.dispense(person, "A10BA02", dt.date(2024, 12, 1), OSLO)

    def _the_one_never_registered(self) -> None:
        person = self.person("M", 2020, [])
        self.dispense(person, "D02AF", dt.date(2024, 3, 1), OSLO)
        self.dispense(person, "D02AF", dt.date(2024, 7, 1), FINNMARK)

    def _nobody(self) -> None:
        self.dispense(None, "A10BA02", dt.date(2024, 3, 1), "", recipient="A", species="HUN")
        self.dispense(None, "A10BA02", dt.date(2024, 3, 1), "", recipient="R")

    def _population(self) -> None:
        rows = (
            ("03", "K", 41, 400),
            ("03", "M", 41, 300),
            ("56", "M", 65, 100),
            ("0", "K", 41, 415),
            ("0", "M", 41, 405),
        )
        Population.objects.bulk_create(
            Population(year=2024, region=region, sex=sex, age=age, count=count) for region, sex, age, count in rows
        )

    def person(self, sex: str, birth_year: int, residences: list[tuple[str, dt.date]]) -> Person:
        self.key += 1
        person = Person.objects.create(key=self.key, birth_date=dt.date(birth_year, 5, 17), sex=sex)
        ends = [first - dt.timedelta(days=1) for _, first in residences[1:]] + [None]
        for (municipality, first), last in zip(residences, ends, strict=False):
            Residence.objects.create(person=person, municipality=municipality, valid_from=first, valid_to=last)
        return person

    def dispense(
        self, person: Person | None, atc: str, day: dt.date, municipality: str, recipient: str = "P", species: str = ""
    ) -> Dispensing:
        self.line += 1
        return Dispensing.objects.create(
            delivery=self.delivery,
            pharmacy=self.pharmacy,
            period=day.year * 100 + day.month,
            line=self.line,
            date=day,
            recipient=recipient,
            person=person,
            species=species,
            product=self.products[atc],
            packages=1,
            price_ore=self.prices[atc],
            municipality=municipality,
        )


def publish(protection: str = "primary") -> Release:
    """A release of 2023 and 2024, small cells alone hidden if not said else, built by Kari and approved by Ola."""
    release = actions.start_release(years=[2023, 2024], built_by="kari", protection=protection)
    for year in release.years:
        actions.count_year(release=release, year=year)
    return actions.publish(release=actions.audit(release=actions.join(release=release)), approved_by="ola")
