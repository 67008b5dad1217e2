"""FEST: packages, prices, and the doses in a package."""

from datetime import date
from decimal import Decimal

import pytest

from registry.models import Product, ProductPrice, QuarantinedLine
from registry.sources.doses import ddd_per_package
from tests.registry import world


def doses(amount: str, strength: str, unit: str, ddd: str, ddd_unit: str, factor: str = "1") -> Decimal:
    return ddd_per_package(
        amount=Decimal(amount),
        factor=Decimal(factor),
        strength=Decimal(strength),
        strength_unit=unit,
        ddd=Decimal(ddd),
        ddd_unit=ddd_unit,
    )


def test_twenty_capsules_of_50_mg_with_ddd_004_g_are_25() -> None:
    assert doses("20", "50", "mg", "0.04", "g") == 25


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (("100", "20", "mg", "0.03", "g"), "66.667"),
        (("10", "100", "mcg", "0.1", "mg"), "10.000"),
        (("5", "3", "mill E", "1", "mill E"), "15.000"),
        (("30", "1", "g", "500", "mg", "2"), "120.000"),
    ],
)
def test_doses(case: tuple[str, ...], expected: str) -> None:
    assert str(doses(*case)) == expected


def test_units_that_can_not_be_made_one() -> None:
    with pytest.raises(ValueError, match="enheter"):
        doses("5", "3", "mg", "1", "E")


def test_product_and_prices(register) -> None:
    zocor = Product.objects.get(item_number="012345")
    assert (zocor.name, zocor.substance, zocor.atc, zocor.form) == ("Zocor", "simvastatin", "C10AA01", "tabletter")
    assert (zocor.strength, zocor.package_size, zocor.package_unit) == ("20 mg", 100, "STK")
    assert (zocor.ddd_per_package, zocor.withdrawn) == (Decimal("66.667"), False)
    assert list(zocor.prices.values_list("price_ore", "valid_from", "valid_to")) == [
        (12000, date(2020, 1, 1), date(2023, 12, 31)),
        (12340, date(2024, 1, 1), None),
    ]
    assert Product.objects.get(item_number="543210").ddd_per_package is None


def test_monoket_is_25_in_the_register_too(register) -> None:
    capsules = world.package(9, "111111", "C01DA14", "20", ddd='<f:DDD V="0.04" U="g"/>', brand="ID_M9")
    register("fest", world.fest(capsules, brands=world.brand("ID_M9", "Monoket", "50")))
    assert Product.objects.get(item_number="111111").ddd_per_package == 25


@pytest.mark.parametrize(
    ("package", "field", "reason"),
    [
        (world.package(item="12345"), "Varenr", "seks siffer"),
        (world.package(atc="C10AA99"), "Atc", "atc.csv først"),
        (world.package(status="X"), "Status", "aktiv"),
        (world.package(brand="ID_M2"), "RefLegemiddelMerkevare", "ikke er i filen"),
        (world.package(amount="0"), "Mengde", "større enn 0"),
        (world.package(amount="20 x 1"), "Mengde", "punktum"),
        (world.package(ddd='<f:DDD V="0" U="g"/>'), "DDD", "større enn 0"),
        (world.package(ddd='<f:DDD V="1" U="E"/>'), "DDD", "enheter"),
        (world.package(ddd='<f:DDD V="99999999" U="g"/>', amount="0.001"), "DDD", "blir 0"),
        (world.package(prices=(("2024-01-01", "12"),)), "Pris", "to desimaler"),
        (world.package(prices=(("2024", "12.00"),)), "GyldigFraDato", "ÅÅÅÅ-MM-DD"),
        (world.package(prices=(("2024-01-01", "1.00"), ("2024-01-01", "2.00"))), "Pris", "samme dag"),
    ],
)
def test_package_is_refused_with_the_reason(register, package: str, field: str, reason: str) -> None:
    summary = register("fest", world.fest(package))
    assert (summary.lines, summary.quarantined, summary.broken) == (1, 1, [])
    quarantined = QuarantinedLine.objects.get()
    assert (quarantined.line, quarantined.field) == (1, field)
    assert reason in quarantined.reason


def test_same_packages_in_a_new_file_change_nothing(register) -> None:
    summary = register("fest", world.fest(*world.PACKAGES, world.PACKAGES[0]))
    assert (summary.stored, summary.unchanged, summary.quarantined) == (0, 3, 0)


def test_new_price_ends_the_one_before_and_keeps_history(register) -> None:
    summary = register("fest", world.fest(world.package(prices=(("2025-01-01", "130.00"),))))
    assert summary.stored == 1
    prices = ProductPrice.objects.filter(product__item_number="012345").values_list("price_ore", "valid_to")
    assert list(prices) == [(12000, date(2023, 12, 31)), (12340, date(2024, 12, 31)), (13000, None)]


def test_withdrawn_package_stays_in_the_register(register) -> None:
    register("fest", world.fest(world.package(status="U")))
    assert Product.objects.get(item_number="012345").withdrawn


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (world.FILES["fest/fest.xml"][:900], "avkortet"),
        ("<FEST/>", "rotelementet"),
        (world.FILES["fest/fest.xml"].replace("<FEST", '<!DOCTYPE FEST [<!ENTITY a "b">]><FEST'), "DOCTYPE"),
        ("", "avkortet"),
    ],
)
def test_broken_file_stores_nothing(deliver, text: str, reason: str) -> None:
    summary = deliver("fest", text)
    assert reason in summary.broken[0][1]
    assert not Product.objects.exists()
