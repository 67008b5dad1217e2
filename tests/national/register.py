"""A random register in the database with every awkward case, and its years counted by the slow oracle.

Moves within the year and on New Year's Day, deaths, unknown sex, birth year and residence, lines on both sides of New
Year, returns of packages, products without DDD, ATC codes that were replaced (once and twice) and one that is gone,
lines on requisition and to animals, veterinary medicine to a person, and several lines of a person on one day.
"""

import datetime as dt
import random
from collections.abc import Iterator

from django.utils import timezone

from registry.models import (
    AtcCode,
    County,
    Delivery,
    Dispensing,
    Municipality,
    Person,
    Pharmacy,
    Product,
    Residence,
)
from statistics.cube.axes import level
from tests.statistics import oracle

YEARS = (2023, 2024)
START = dt.date(2004, 1, 1)
COUNTIES = {"03": "0301", "50": "5061", "56": "5601", "99": "9999"}
FORMER = ("1567", "50")
"""Rindal's number until 2018: known, no longer in use, and so elsewhere in these years."""

IN_FORCE = (
    *("A", "A10", "A10A", "A10AB", "A10AB01", "A10B", "A10BA", "A10BA02", "A10BJ", "A10BJ06"),
    *("C", "C10", "C10A", "C10AA", "C10AA01", "C10AA05", "N", "N02", "N02B", "N02BE", "N02BE01"),
)
REPLACED = {"A10BX04": "A10BJ98", "A10BJ98": "A10BJ06"}
"""Of the first, what replaced it was replaced itself."""

GONE = "C10AA77"
PRODUCTS = {
    "A10BA02": "50.125",
    "A10BJ06": "28",
    "A10AB01": "0.333",
    "A10BX04": "30",
    "A10BJ98": "14",
    "C10AA01": "33.333",
    "C10AA05": None,
    GONE: "12.5",  # counts in C10AA
    "N02BE01": "16.667",
    "QJ01CA04": None,  # for animals; a person got it all the same
}


class RandomRegister:
    """`people` persons and `lines` dispensings of the two years, decided by `seed`; no products of `leave_out`."""

    def __init__(self, seed: int, people: int = 60, lines: int = 900, leave_out: tuple[str, ...] = ()) -> None:
        self.draw = random.Random(seed)
        self.leave_out = leave_out
        self._codes()
        self.products = list(self._products())
        self.pharmacies = [
            Pharmacy.objects.create(number=f"{n:05}", name="Apotek", municipality="0301", opened=START)
            for n in (30, 7, 412)
        ]
        self.people = [self._person(10**15 + self.draw.randrange(2**61)) for _ in range(people)]
        self._dispensings(lines)

    def _codes(self) -> None:
        County.objects.bulk_create(County(code=code, name=code, short=code) for code in COUNTIES)
        places = [(number, county, None) for county, number in COUNTIES.items()]
        Municipality.objects.bulk_create(
            Municipality(code=code, name=code, county_id=county, valid_from=START, valid_to=last)
            for code, county, last in [*places, (*FORMER, dt.date(2018, 12, 31))]
        )
        AtcCode.objects.bulk_create(
            [AtcCode(code=code, name=code, level=level(code), valid_from=START) for code in IN_FORCE]
            + [
                AtcCode(
                    code=code, name=code, level=5, valid_from=START, valid_to=dt.date(2024, 12, 31), replaced_by=after
                )
                for code, after in REPLACED.items()
            ]
        )

    def _products(self) -> Iterator[Product]:
        for number, (atc, ddd) in enumerate(PRODUCTS.items()):
            if atc in self.leave_out:
                continue
            yield Product.objects.create(
                item_number=f"{900 - number:06}", name=atc, atc=atc, package_size=1, package_unit="STK",
                ddd_per_package=ddd,
            )  # fmt: skip

    def _person(self, key: int) -> Person:
        born = dt.date(self.draw.randint(1920, 2024), 6, 15)
        person = Person.objects.create(
            key=key,
            birth_date=born if self.draw.random() < 0.9 else None,
            sex=self.draw.choice("KKKMMMU"),
            death_month=self.draw.choice([None, None, dt.date(2024, 5, 1)]),
        )
        moves = sorted(self.draw.sample([dt.date(2019, 3, 1), dt.date(2023, 1, 1), dt.date(2023, 7, 4),
                                         dt.date(2024, 1, 1), dt.date(2024, 1, 2), dt.date(2024, 9, 9)],
                                        self.draw.randint(0, 3)))  # fmt: skip
        for first, after in zip(moves, [*moves[1:], None], strict=False):
            Residence.objects.create(
                person=person,
                municipality=self.draw.choice([*COUNTIES.values(), FORMER[0]]),
                valid_from=first,
                valid_to=after and after - dt.timedelta(days=1),
            )
        return person

    def _dispensings(self, number: int) -> None:
        delivery = Delivery.objects.create(
            source="pharmacies", subject="", filename="", sha256="0" * 64, received_at=timezone.now(),
            lines=number, stored=number, unchanged=0, quarantined=0,
        )  # fmt: skip
        order = self.draw.sample(range(number), number)  # the database's own order says nothing
        Dispensing.objects.bulk_create(self._line(delivery, line) for line in order)

    def _line(self, delivery: Delivery, line: int) -> Dispensing:
        day = dt.date(2023, 1, 1) + dt.timedelta(days=self.draw.choice([0, 364, 365, 730, self.draw.randint(0, 730)]))
        recipient = self.draw.choices("PAR", (90, 5, 5))[0]
        packages = self.draw.choice((1, 1, 1, 2, 3, -1, -2))
        return Dispensing(
            delivery=delivery,
            pharmacy=self.draw.choice(self.pharmacies),
            period=day.year * 100 + day.month,
            line=line,
            date=day,
            recipient=recipient,
            person=self.draw.choice(self.people) if recipient == "P" else None,
            species="HUN" if recipient == "A" else "",
            product=self.draw.choice(self.products),
            packages=packages,
            price_ore=packages * self.draw.randint(1, 10**7),
            municipality=self.draw.choice([*COUNTIES.values(), FORMER[0], ""]) if recipient == "P" else "",
        )


def by_oracle(year: int) -> dict[oracle.Key, oracle.Cell]:
    """The register's year, counted row by row from what stands in the database."""
    rows = Dispensing.objects.filter(date__year=year, person__isnull=False).select_related("product", "pharmacy")
    in_time = sorted(rows, key=lambda row: (row.date, row.pharmacy.number, row.line))
    lines = [
        oracle.Line(
            when=when,
            person=row.person_id,
            atc=counted_as(row.product.atc),
            county=county_of(row.municipality),
            packages=row.packages,
            ddd_milli=None if (doses := row.product.ddd_per_package) is None else int(doses * 1000) * row.packages,
            price_ore=row.price_ore,
        )
        for when, row in enumerate(in_time)
    ]
    people = [oracle_person(person, year) for person in Person.objects.filter(key__in={line.person for line in lines})]
    return oracle.count(year, people, lines)


def oracle_person(person: Person, year: int) -> oracle.Person:
    january = dt.date(year, 1, 1)
    home = [
        place.municipality
        for place in person.residences.all()
        if place.valid_from <= january and (place.valid_to is None or place.valid_to >= january)
    ]
    return oracle.Person(
        person.key, person.birth_date and person.birth_date.year, person.sex, county_of(home[0]) if home else None
    )


def county_of(municipality: str) -> str:
    """In 2023 and 2024: a number no longer in use is elsewhere."""
    return {number: county for county, number in COUNTIES.items()}.get(municipality, "99")


def counted_as(code: str) -> str | None:
    """None: not counted, being for animals."""
    while code in REPLACED:
        code = REPLACED[code]
    if code.startswith("Q"):
        return None
    return code if code in IN_FORCE else code[:5]
