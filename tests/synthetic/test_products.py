"""The product register's XML, read with its namespaces."""

from pathlib import Path
from typing import Any

from lxml import etree

from tests.synthetic.conftest import YEARS, Register

M30 = "{http://www.kith.no/xmlstds/eresept/m30/2014-12-01}"
F = "{http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01}"


def packages(folder: Path) -> list[dict[str, Any]]:
    root = etree.parse(folder / "fest/fest.xml").getroot()
    return [package(item) for item in root.iter(f"{F}Legemiddelpakning")]


def package(item: Any) -> dict[str, Any]:
    info = item.find(f"{F}Pakningsinfo")
    ddd = info.find(f"{F}DDD")
    return {
        "item": item.findtext(f"{F}Varenr"),
        "atc": item.find(f"{F}Atc").get("V"),
        "brand": info.findtext(f"{F}RefLegemiddelMerkevare"),
        "size": float(info.findtext(f"{F}Mengde")),
        "ddd": None if ddd is None else (float(ddd.get("V")), ddd.get("U")),
        "prices": {
            price.findtext(f"{F}GyldigFraDato"): price.find(f"{F}Pris").get("V") for price in item.iter(f"{F}PrisVare")
        },
    }


def strengths(folder: Path) -> dict[str, tuple[float, str]]:
    root = etree.parse(folder / "fest/fest.xml").getroot()
    found = {}
    for brand in root.iter(f"{F}LegemiddelMerkevare"):
        strength = brand.find(f"{F}Styrke")
        found[brand.findtext(f"{F}Id")] = (float(strength.get("V")), strength.get("U"))
    return found


def test_item_numbers_are_six_digits_and_unique(register: Register) -> None:
    items = [package["item"] for package in packages(register.folder)]
    assert len(set(items)) == len(items) == register.manifest.products
    assert all(len(item) == 6 and item.isdigit() for item in items)
    assert any(item.startswith("0") for item in items)
    assert set(register.dispensings["varenummer"]) <= set(items)


def test_ddds_can_be_computed_from_the_package_and_its_brand(register: Register) -> None:
    brands = strengths(register.folder)
    substances = register.read("volven/atc.csv").set_index("kode")
    with_ddd = 0
    for package in packages(register.folder):
        strength, unit = brands[package["brand"]]
        assert strength > 0
        assert package["size"] > 0
        row = substances.loc[package["atc"]]
        assert (package["ddd"] is None) == (row["ddd"] == "")
        if package["ddd"]:
            amount, ddd_unit = package["ddd"]
            assert (amount, ddd_unit) == (float(row["ddd"]), row["enhet"])
            assert unit == ddd_unit
            with_ddd += 1
    assert with_ddd > 1_000


def test_a_line_costs_the_packages_price_of_its_year(register: Register) -> None:
    prices = {package["item"]: package["prices"] for package in packages(register.folder)}
    assert all(list(own) == [f"{year}-01-01" for year in YEARS] for own in prices.values())
    for line in register.dispensings.iloc[::200].itertuples():
        ore = round(float(prices[line.varenummer][f"{line.dato[:4]}-01-01"]) * 100)
        assert round(float(line.pris) * 100) == ore * int(line.pakninger)


def test_every_substance_has_its_groups(register: Register) -> None:
    atc = register.read("volven/atc.csv")
    codes = set(atc["kode"])
    assert atc["kode"].is_unique
    for code in codes:
        animal = code.startswith("Q")
        stem = code[animal:]
        parents = [("Q" if animal else "") + stem[:length] for length in (1, 3, 4, 5) if length < len(stem)]
        assert set(parents) <= codes, code
