"""Many rows at once give the rows that the models give."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from registry.actions import correct
from registry.bulk import bulk_insert, bulk_update
from registry.models import AtcCode, County, Product
from registry.sources.storing import upsert

COLUMNS = ("code", "name", "short", "health_region")


def test_insert_and_update(empty) -> None:
    bulk_insert(County, COLUMNS, iter([("03", "Oslo\t\\N", "OSL", ""), ("46", "Vestland", "VLD", "H03")]))
    bulk_update(County, ("name", "short"), [("Bergen", "BRG", "46")])
    assert list(County.objects.values_list(*COLUMNS)) == [
        ("03", "Oslo\t\\N", "OSL", ""),
        ("46", "Bergen", "BRG", "H03"),
    ]


def test_conflict_is_an_error_unless_it_is_to_be_ignored(empty) -> None:
    row = ("03", "Oslo", "OSL", "")
    bulk_insert(County, COLUMNS, [row])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_insert(County, COLUMNS, [row])
    bulk_insert(County, COLUMNS, [row], ignore_conflicts=True)
    assert County.objects.count() == 1


def test_decimals_and_booleans_are_equal_after_a_round(register) -> None:
    names = ("name", "atc", "package_size", "package_unit", "ddd_per_package", "withdrawn")
    product = Product.objects.get(item_number="012345")
    row = ("012345", product.name, product.atc, Decimal("100.000"), product.package_unit, Decimal("66.667"), False)
    assert upsert(Product, ("item_number",), names, [row]) == [False]
    assert upsert(Product, ("item_number",), names, [(*row[:-1], True)]) == [True]


def test_correction_needs_a_reason(register) -> None:
    with pytest.raises(ValueError, match="reason"):
        correct(actor="a", instance=AtcCode.objects.first(), changed=["name"], reason=" ")
