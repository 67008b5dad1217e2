"""FEST: the product register. One line of the receipt is one package; its number is the package's place in the file."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from registry import queries
from registry.identity.numbers import masked
from registry.models import Product, ProductPrice
from registry.sources import fields as f
from registry.sources.checking import SHOWN, Refusal, Refused
from registry.sources.content import Checked, Piece
from registry.sources.doses import ddd_per_package
from registry.sources.fest_file import Entry, FestFile, parse
from registry.sources.said import Said
from registry.sources.storing import upsert, upsert_periods

PACKAGES = 2_000  # judged and stored at a time
TWICE = "står to ganger i filen med ulikt innhold; den første gjelder"
AMOUNT_LIMIT = Decimal(10) ** 9  # twelve digits, three of them decimals
VALUES = (
    "name",
    "substance",
    "atc",
    "form",
    "strength",
    "package_size",
    "package_unit",
    "ddd_per_package",
    "prescription_group",
    "withdrawn",
)


class RefusedEntry(Exception):
    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, value, reason


class Package(NamedTuple):
    """A package that can be stored: `values` in the order of VALUES, retail prices in øre by first day."""

    item: str
    values: tuple[object, ...]
    prices: tuple[tuple[date, int], ...]


def read(path: Path) -> Checked:
    """Raises BrokenFile."""
    file = parse(path)
    return Checked(f"fest {file.fetched}".strip(), lambda _: _pieces(file, queries.atc_codes()))


def _pieces(file: FestFile, atc_codes: set[str]) -> Iterator[Piece]:
    said, packages, number = Said(), file.packages(), 1
    try:
        while entries := list(islice(packages, PACKAGES)):
            if number > 1:
                said.next_piece()
            yield _piece(file, number, entries, atc_codes, said)
            number += len(entries)
    finally:
        said.close()


def _piece(file: FestFile, first: int, entries: list[Entry], atc_codes: set[str], said: Said) -> Piece:
    brands = file.brands.of({entry.texts["brand"] for entry in entries})
    good: list[tuple[int, Package]] = []
    refused: list[Refused] = []
    for number, entry in enumerate(entries, start=first):
        try:
            good.append((number, _judge(entry, brands, atc_codes)))
        except RefusedEntry as error:
            refused.append(_refused(number, entry, error))
    packages = [package for _, package in good]
    for place in said.otherwise("Varenr", (one.item for one in packages), packages):
        number, package = good[place]
        refused.append(_refused(number, entries[number - first], RefusedEntry("Varenr", package.item, TWICE)))
    wrong = {one.line for one in refused}
    stored = [package for number, package in good if number not in wrong]
    return Piece(len(entries), sorted(refused), lambda delivery: _store(stored))


def _refused(number: int, entry: Entry, error: RefusedEntry) -> Refused:
    return Refused(number, error.field, masked(error.value[:SHOWN]), error.reason, entry.raw)


def _judge(entry: Entry, brands: Mapping[str, dict[str, str]], atc_codes: set[str]) -> Package:
    texts = entry.texts
    item = _value("Varenr", texts["item"], f.pattern(r"[0-9]{6}", "et varenummer med seks siffer"))
    atc = _value("Atc", texts["atc"], f.one_of(atc_codes, "ATC-koden finnes ikke i kodeverket; lever atc.csv først"))
    status = _value("Status", texts["status"], f.one_of(("A", "U"), "skal være A (aktiv) eller U (utgått)"))
    if texts["brand"] not in brands:
        raise RefusedEntry("RefLegemiddelMerkevare", texts["brand"], "viser til en merkevare som ikke er i filen")
    brand = brands[texts["brand"]]
    amount = _amount("Mengde", texts["amount"])
    values = (
        _value("Varenavn", brand["name"], f.text(150)),
        _value("Virkestoff", brand["substance"], f.optional(f.text(200), "")),
        atc,
        _value("LegemiddelformLang", brand["form"], f.optional(f.text(60), "")),
        _value("Styrke", f"{brand['strength']} {brand['strength_unit']}".strip(), f.optional(f.text(60), "")),
        amount.quantize(Decimal("0.001")),
        _value("EnhetPakning", texts["unit"], f.text(20)),
        _doses(texts, brand, amount),
        _value("Reseptgruppe", brand["group"], f.optional(f.text(2), "")),
        status == "U",
    )
    return Package(str(item), values, _prices(entry))


def _doses(texts: dict[str, str], brand: dict[str, str], amount: Decimal) -> Decimal | None:
    if not texts["ddd"]:
        return None
    try:
        doses = ddd_per_package(
            amount=amount,
            factor=_amount("Statistikkfaktor", texts["factor"] or "1"),
            strength=_amount("Styrke", brand["strength"]),
            strength_unit=brand["strength_unit"],
            ddd=_amount("DDD", texts["ddd"]),
            ddd_unit=texts["ddd_unit"],
        )
    except ValueError as error:
        raise RefusedEntry("DDD", texts["ddd_unit"], f"{error} ({brand['strength_unit']})") from None
    if not 0 < doses < AMOUNT_LIMIT:
        raise RefusedEntry("DDD", texts["ddd"], "DDD per pakning blir 0 eller for stor; se styrke, mengde og DDD")
    return doses


def _prices(entry: Entry) -> tuple[tuple[date, int], ...]:
    prices: dict[date, int] = {}
    for first, kroner in entry.prices:
        day: date = _value("GyldigFraDato", first, f.day)  # type: ignore[assignment]
        ore: int = _value("Pris", kroner, f.money)  # type: ignore[assignment]
        if ore < 0 or prices.setdefault(day, ore) != ore:
            raise RefusedEntry("Pris", kroner, "prisen er negativ, eller en annen enn en annen pris fra samme dag")
    return tuple(prices.items())


def _amount(field: str, text: str) -> Decimal:
    found = _value(field, text, f.decimal)
    if not isinstance(found, Decimal) or not found:
        raise RefusedEntry(field, text, "skal være større enn 0")
    return found


def _value(field: str, text: str, judge: Callable[[str], object]) -> object:
    found = judge(text)
    if isinstance(found, Refusal):
        raise RefusedEntry(field, text, str(found))
    return found


def _store(packages: list[Package]) -> int:
    """The number of packages that changed nothing."""
    new = upsert(Product, ("item_number",), VALUES, [(one.item, *one.values) for one in packages])
    ids = queries.products(one.item for one in packages)
    rows = [(ids[one.item], day, ore) for one in packages for day, ore in one.prices]
    repriced = iter(upsert_periods(ProductPrice, "product_id", "price_ore", rows))
    unchanged = 0
    for package, changed in zip(packages, new, strict=True):
        prices = [next(repriced) for _ in package.prices]
        unchanged += not (changed or any(prices))
    return unchanged
