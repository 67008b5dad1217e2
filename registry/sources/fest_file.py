"""FEST's XML (M30) as it lies in the file: brands and packages as texts. Nothing is judged here."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from registry.sources.delivery_file import BrokenFile

M30 = "{http://www.kith.no/xmlstds/eresept/m30/2014-12-01}"
F = "{http://www.kith.no/xmlstds/eresept/forskrivning/2014-12-01}"
BRAND, PACKAGE = f"{M30}OppfLegemiddelMerkevare", f"{M30}OppfLegemiddelpakning"
FETCHED, ENTRY = f"{M30}HentetDato", f"{M30}Oppf"
DOCTYPE = "filen har en DOCTYPE; det skal ikke FEST ha. Hent filen på nytt fra kilden"
RETAIL = "4"  # AUP in Volven 7453; 3 is the purchase price


@dataclass(frozen=True)
class Entry:
    """One brand or package: texts by name, empty where the element is missing."""

    texts: dict[str, str]
    prices: list[tuple[str, str]] = field(default_factory=list)
    packed: bytes = b""

    @property
    def raw(self) -> str:
        """The XML as it came. Kept packed: it is wanted of refused packages alone, and a file has 30,000."""
        return zlib.decompress(self.packed).decode() if self.packed else ""


@dataclass
class FestFile:
    fetched: str = ""
    brands: dict[str, Entry] = field(default_factory=dict)
    packages: list[Entry] = field(default_factory=list)


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


def parse(data: bytes) -> FestFile:
    """Raises BrokenFile for what is not well-formed, such as a file that was cut off, or is not FEST."""
    if b"<!DOCTYPE" in data:
        raise BrokenFile(DOCTYPE)
    found = FestFile()
    try:
        for element in _elements(data):
            if element.tag == BRAND:
                payload = _payload(element, "LegemiddelMerkevare")
                found.brands[_text(payload, "Id", "")] = _entry(payload, BRAND_TEXTS)
            elif element.tag == PACKAGE:
                found.packages.append(_package(element))
            elif element.tag == FETCHED:
                found.fetched = (element.text or "")[:10]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise BrokenFile(f"filen er avkortet eller ikke gyldig XML (linje {line})") from None
    return found


def _elements(data: bytes) -> Iterator[etree._Element]:
    """Entities, DTDs and the network are off: the file comes from outside."""
    walk = etree.iterparse(
        BytesIO(data),
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
        if element.tag.startswith(ENTRY):
            _let_go(element)
    if walk.root is None or walk.root.tag != f"{M30}FEST":
        raise BrokenFile("filen er ikke FEST M30 av 2014-12-01; rotelementet er et annet")


def _let_go(element: etree._Element) -> None:
    """Of an entry that is read, of any catalogue, nothing stays in memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _package(element: etree._Element) -> Entry:
    payload = _payload(element, "Legemiddelpakning")
    texts = _entry(payload, PACKAGE_TEXTS).texts
    status = element.find(f"{M30}Status")
    texts["status"] = status.get("V", "") if status is not None else ""
    raw = etree.tostring(element, encoding="unicode", with_tail=False)
    return Entry(texts, list(_prices(payload)), zlib.compress(raw.encode(), 1))


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
