"""FEST's XML (M30) as it lies in the file: brands and packages as texts. Nothing is judged here.

The file is gone through twice: packages refer to brands, which may stand after them. The brands lie on disk meanwhile.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from registry.sources.bounded import Bounded
from registry.sources.delivery_file import BrokenFile

M30 = "{http://www.kith.no/xmlstds/eresept/m30/2014-12-01}"
F = "{http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01}"
BRAND, PACKAGE = f"{M30}OppfLegemiddelMerkevare", f"{M30}OppfLegemiddelpakning"
FETCHED, WHOLE = f"{M30}HentetDato", (f"{M30}Oppf", f"{M30}Kat")
DOCTYPE = "filen har en DOCTYPE; det skal ikke FEST ha. Hent filen på nytt fra kilden"
RETAIL = "4"  # AUP in Volven 7453; 3 is the purchase price


@dataclass(frozen=True)
class Entry:
    """One brand or package: texts by name, empty where the element is missing. `raw` is a package's XML as it came."""

    texts: dict[str, str]
    prices: list[tuple[str, str]] = field(default_factory=list)
    raw: str = ""


class Brands:
    """The texts of a file's brands by their id, in an SQLite file that has no name and goes with the process."""

    def __init__(self) -> None:
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.execute("PRAGMA journal_mode = OFF")
        self._disk.execute("CREATE TABLE brand (id TEXT PRIMARY KEY, texts TEXT) WITHOUT ROWID")

    def add(self, ident: str, texts: dict[str, str]) -> None:
        self._disk.execute("INSERT OR REPLACE INTO brand VALUES (?, ?)", (ident, json.dumps(texts)))

    def of(self, idents: Iterable[str]) -> dict[str, dict[str, str]]:
        """Those of `idents` that the file has."""
        found = ((one, self._disk.execute("SELECT texts FROM brand WHERE id = ?", (one,)).fetchone()) for one in idents)
        return {one: json.loads(row[0]) for one, row in found if row}


@dataclass
class FestFile:
    path: Path
    fetched: str = ""
    brands: Brands = field(default_factory=Brands)

    def packages(self) -> Iterator[Entry]:
        """In their order in the file."""
        for element in _elements(self.path):
            if element.tag == PACKAGE:
                yield _package(element)


BRAND_TEXTS = {
    "name": ("Varenavn", ""),
    "form": ("LegemiddelformLang", "DN"),
    "group": ("Reseptgruppe", "V"),
    "substance": ("Virkestoff", "DN"),
    "strength": ("Styrke", "V"),
    "strength_unit": ("Styrke", "U"),
}
PACKAGE_TEXTS = {
    "atc": ("Atc", "V"),
    "item": ("Varenr", ""),
    "brand": ("Pakningsinfo/RefLegemiddelMerkevare", ""),
    "unit": ("Pakningsinfo/EnhetPakning", "V"),
    "amount": ("Pakningsinfo/Mengde", ""),
    "ddd": ("Pakningsinfo/DDD", "V"),
    "ddd_unit": ("Pakningsinfo/DDD", "U"),
    "factor": ("Pakningsinfo/Statistikkfaktor", ""),
}


def parse(path: Path) -> FestFile:
    """Raises BrokenFile for what is not well-formed, such as a file that was cut off, or is not FEST."""
    found = FestFile(path)
    for element in _elements(path):
        if element.tag == BRAND:
            payload = _payload(element, "LegemiddelMerkevare")
            found.brands.add(_text(payload, "Id", ""), _entry(payload, BRAND_TEXTS).texts)
        elif element.tag == FETCHED:
            found.fetched = (element.text or "")[:10]
    return found


def _elements(path: Path) -> Iterator[etree._Element]:
    """Entities, DTDs and the network are off: the file comes from outside. Of what was gone past, nothing is kept."""
    with path.open("rb") as file:
        bounded = Bounded(file, b"<!DOCTYPE", DOCTYPE)
        try:
            yield from _walk(bounded)
        except etree.XMLSyntaxError as error:
            place = f"linje {error.lineno or 0}"
            raise BrokenFile(f"filen er avkortet eller ikke gyldig XML ({place}). Hent den på nytt") from None


def _walk(file: Bounded) -> Iterator[etree._Element]:
    walk = etree.iterparse(
        file,
        events=("end",),
        tag=f"{M30}*",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in walk:
        if element.getroottree().docinfo.internalDTD is not None:  # also in another encoding than we looked for
            raise BrokenFile(DOCTYPE)
        yield element
        if element.tag.startswith(WHOLE):
            _let_go(element)
            file.ended()
    if walk.root is None or walk.root.tag != f"{M30}FEST":
        raise BrokenFile("filen er ikke FEST M30 av 2014-12-01; rotelementet er et annet. Hent FEST fra kilden")


def _let_go(element: etree._Element) -> None:
    """Of an entry or a catalogue that is read, nothing stays in memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _package(element: etree._Element) -> Entry:
    payload = _payload(element, "Legemiddelpakning")
    texts = _entry(payload, PACKAGE_TEXTS).texts
    status = element.find(f"{M30}Status")
    texts["status"] = status.get("V", "") if status is not None else ""
    return Entry(texts, list(_prices(payload)), etree.tostring(element, encoding="unicode", with_tail=False))


def _prices(payload: etree._Element) -> Iterator[tuple[str, str]]:
    """(first day, kroner) of each retail price."""
    for price in payload.iterfind(f"{F}PrisVare"):
        if _text(price, "Type", "V") == RETAIL:
            yield _text(price, "GyldigFraDato", ""), _text(price, "Pris", "V")


def _payload(element: etree._Element, name: str) -> etree._Element:
    found = element.find(f"{F}{name}")
    return element if found is None else found


def _entry(payload: etree._Element, names: dict[str, tuple[str, str]]) -> Entry:
    return Entry({name: _text(payload, *where) for name, where in names.items()})


def _text(element: etree._Element, path: str, attribute: str) -> str:
    found = element.find("/".join(f"{F}{step}" for step in path.split("/")))
    if found is None:
        return ""
    return (found.get(attribute, "") if attribute else found.text or "").strip()
