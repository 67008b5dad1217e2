"""From the register to the cube, against the slow oracle, on random registers with every awkward case."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db.models import F, QuerySet

from registry import extract
from registry.models import Dispensing, Person, Population, Product, Residence
from statistics import secure, yearly
from statistics.cube import aggregate
from statistics.cube.aggregate import RangeFiles, YearCube
from statistics.cube.columns import Source, codes
from tests.national.register import YEARS, RandomRegister, by_oracle
from tests.statistics.test_cube import assert_equal

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


def cube_of(year: int, lines_a_range: int, threads: int) -> YearCube:
    files: dict[str, bytes] = {}
    frozen = extract.freeze(year, files.__setitem__, lines_a_range)
    known = codes(year, extract.reference(DAY))

    def source(sha256: str) -> Source:
        return Source(sha256, files[sha256])

    ranges = [
        RangeFiles(lambda part=part: source(part.people.sha256), lambda part=part: source(part.dispensings.sha256))
        for part in frozen.ranges
    ]
    return aggregate.cube(known, aggregate.count(known, ranges, threads), {})


@pytest.mark.parametrize("seed", range(4))
def test_equals_the_oracle(seed: int) -> None:
    RandomRegister(seed)
    for year in YEARS:
        assert_equal(cube_of(year, 10**6, 1), by_oracle(year))


def test_any_number_of_ranges_and_threads_gives_the_same_bytes() -> None:
    RandomRegister(5)
    once = secure.cube_bytes(cube_of(2024, 10**6, 1))
    for lines_a_range, threads in ((100, 1), (37, 2), (5, 3)):
        assert secure.cube_bytes(cube_of(2024, lines_a_range, threads)) == once


def test_the_release_counts_the_same(secure_folder: Path) -> None:
    RandomRegister(6)
    counted = yearly.count_year(2024, yearly.freeze_reference(DAY))
    assert_equal(yearly.load_cube(counted.cube), by_oracle(2024))
    report = counted.report
    assert report["people_without_sex_or_age"] > 0
    assert report["lines_of_people_without_sex_or_age"] > 0
    assert report["to_animals_or_on_requisition"] > 0
    assert report["unknown_atc_code"] > 0


def test_the_databases_order_changes_no_byte_and_a_correction_does() -> None:
    """Row ids and the order of the rows are the database's own business."""
    RandomRegister(7)
    before = extract.freeze(2024, lambda name, content: None, 200)
    Product.objects.create(item_number="000001", name="", atc="A10BA02", package_size=1, package_unit="STK")
    rows = list(Dispensing.objects.order_by("line").values())
    Dispensing.objects.all().delete()
    Dispensing.objects.bulk_create(Dispensing(**{**row, "id": None}) for row in rows)
    assert extract.freeze(2024, lambda name, content: None, 200) == before
    Product.objects.filter(atc="A10BA02").update(ddd_per_package="51")
    assert extract.freeze(2024, lambda name, content: None, 200) != before


def test_an_unchanged_year_is_not_extracted_again(secure_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    RandomRegister(9)
    reference = yearly.freeze_reference(DAY)
    first = yearly.count_year(2024, reference)
    monkeypatch.setattr(extract, "freeze", None)
    assert yearly.count_year(2024, reference) == first


CHANGES: dict[str, Callable[[], object]] = {
    "a line that went": lambda: of_2024()[0].delete(),
    "packages": lambda: change(packages=9),
    "residence at the dispensing": lambda: change(municipality="5061"),
    "price": lambda: change(price_ore=F("price_ore") + 1),
    "date": lambda: change(date=dt.date(2024, 2, 29)),
    "person": lambda: change(person=Person.objects.last()),
    "basis": lambda: change(legal_basis="300"),
    "sex": lambda: Person.objects.filter(sex="U").update(sex="K"),
    "birth": lambda: Person.objects.filter(birth_date__isnull=True).update(birth_date="1980-01-01"),
    "residence": lambda: Residence.objects.filter(valid_from="2024-01-01").update(municipality="5601"),
    "product": lambda: Product.objects.filter(atc="A10BA02").update(atc="A10BJ06"),
    "population": lambda: Population.objects.create(year=2024, region="0", sex="K", age=3, count=5),
}


def of_2024() -> QuerySet[Dispensing]:
    return Dispensing.objects.filter(period__gte=202401, person__isnull=False).order_by("line")


def change(**what: object) -> None:
    Dispensing.objects.filter(pk=of_2024()[0].pk).update(**what)


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_seen(what: str) -> None:
    RandomRegister(10)
    before, other = extract.fingerprint(2024), extract.fingerprint(2023)
    assert extract.fingerprint(2024) == before
    CHANGES[what]()
    assert extract.fingerprint(2024) != before
    if what in ("packages", "price", "population"):
        assert extract.fingerprint(2023) == other
