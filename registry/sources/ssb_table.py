"""SSB's own population table (07459) as a delivery: JSON-stat 2 or 1, or CSV with a row a figure or a column a year.

Taken are women and men, each year of age, the nation and counties. Sums of them (both sexes, all ages) and other areas
(municipalities, parts of towns) are left out; empty figures, of areas that were not there that year, too. A file may be
packed with gzip.
"""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from registry.sources.delivery_file import PIECE, BrokenFile, DeliveryFile, check_lines, check_text

COLUMNS = ("aar", "region", "kjonn", "alder", "antall")
NAMES = {
    "aar": ("tid", "år", "aar", "year", "time"),
    "region": ("region", "omr", "område"),
    "kjonn": ("kjonn", "kjønn", "sex"),
    "alder": ("alder", "age"),
    "antall": ("antall", "personer", "personer1", "persons", "n", "value", "population", "befolkning"),
}
AXIS = {name: axis for axis, names in NAMES.items() for name in names}
SEX = {
    **dict.fromkeys(("1", "m", "menn", "males", "male"), "M"),
    **dict.fromkeys(("2", "k", "kvinner", "females", "female"), "K"),
}
ALL = frozenset(("", "total", "totalt", "begge kjønn", "both sexes", "alle", "alle aldre", "all ages", "i alt"))
BOTH_SEXES, ALL_AGES = ALL | {"0"}, ALL | {"999", "999a"}
NATION = frozenset(("0", "", "hele landet", "the whole country", "norge", "norway"))
AGE = re.compile(r"0*(\d{1,3})(\+| år| år eller eldre| years| years or older)?")
COUNTY = re.compile(r"(?:F-)?(\d\d)(?: .*)?")
OTHER_AREA = re.compile(r"(?:[A-Z]+-)?\d{4,}.*|21(?: .*)?")
YEAR = re.compile(r"(?:.*\s)?(\d{4})")
HEAD_BYTES = 4000
HEAD = re.compile(rb"(?m)^(.*[;,])?\"?(alder|age)\"?([;,].*)?$")
GZIP = b"\x1f\x8b"
NOT_JSON_STAT = "filen er ikke JSON-stat med ett datasett; hent tabell 07459 på nytt fra SSB"
NOT_GZIP = "filen er ikke en hel gzip-fil; hent den på nytt"
MOST_CELLS = 5_000_000
MAX_TEXT = 100_000_000
"""Bytes, unpacked: the whole table is read at once."""

FIELD = 1 << 17
"""Characters in a field, at the most."""


Figure = tuple[str, str, str, str, str]
"""Texts in the order of COLUMNS, as the file has them; a sum or another area has None where it is left out."""


def is_table(data: bytes) -> bool:
    """Whether it is one of SSB's own forms and not a delivery's: packed, JSON, or CSV with a column of ages."""
    if data.startswith((b"#LMR", b"\xef\xbb\xbf#LMR", b"PAR1")):
        return False
    return data.startswith(GZIP) or data[:200].lstrip().startswith(b"{") or bool(HEAD.search(data[:HEAD_BYTES].lower()))


def read(data: bytes) -> DeliveryFile:
    """Raises BrokenFile, with what the file should have had."""
    if len(data) > MAX_TEXT:
        raise BrokenFile(f"filen er større enn {MAX_TEXT // 1_000_000} MB; del den opp")
    text = _text(data)
    figures = _json_stat(text) if text.lstrip().startswith("{") else _csv(text)
    rows = sorted({row for figure in figures if (row := _row(figure))})
    if not rows:
        raise BrokenFile("filen har ingen folkemengde; velg fylke eller land, kjønn og ettårig alder i tabell 07459")
    lines = [";".join(row) for row in rows]
    check_lines(lines)
    check_text(lines)
    pieces = [lines[start : start + PIECE] for start in range(0, len(lines), PIECE)]
    return DeliveryFile("ssb", "folkemengde", "2", (rows[0][0], rows[-1][0]), COLUMNS, pieces)


def _row(figure: Figure) -> Figure | None:
    year, region, sex, age, count = (each.strip() for each in figure)
    place, who, old = _region(region), _sex(sex), _age(age)
    if place is None or who is None or old is None or count in ("", ".", "..", ":"):
        return None
    return year, place, who, old, count


def _region(text: str) -> str | None:
    if text.lower().removeprefix("0 ") in NATION:
        return "0"
    if OTHER_AREA.fullmatch(text):
        return None
    found = COUNTY.fullmatch(text)
    return found[1] if found else text[:40].replace(";", " ")  # refused as a line, with the reason


def _sex(text: str) -> str | None:
    plain = text.lower()
    if plain in BOTH_SEXES:
        return None
    return SEX.get(plain) or SEX.get(plain.rpartition(" ")[2]) or text[:40].replace(";", " ")


def _age(text: str) -> str | None:
    if text.lower() in ALL_AGES:
        return None
    found = AGE.fullmatch(text)
    return str(int(found[1])) if found else text[:40].replace(";", " ")


def _json_stat(text: str) -> Iterator[Figure]:
    try:
        content = json.loads(text)
        yield from _cells(_dataset(content))
    except BrokenFile:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise BrokenFile(NOT_JSON_STAT) from None


def _dataset(content: dict[str, Any]) -> dict[str, Any]:
    """The one dataset; in JSON-stat 1 it lies one level down, and its ids and sizes beside its dimensions."""
    found = content.get("dataset", content)
    dimension = found["dimension"]
    ids, size = found.get("id", dimension.get("id")), found.get("size", dimension.get("size"))
    return {"ids": ids, "size": size, "dimension": dimension, "value": found["value"]}


def _cells(dataset: dict[str, Any]) -> Iterator[Figure]:
    codes = [_codes(dataset["dimension"][name]["category"]) for name in dataset["ids"]]
    _check_size(dataset["size"], [len(own) for own in codes])
    axes = [AXIS.get(name.lower()) for name in dataset["ids"]]
    _check(axes, dataset["ids"], codes)
    values = dataset["value"]
    at = values.get if isinstance(values, Mapping) else None
    for i, picked in enumerate(product(*codes)):
        value = at(str(i)) if at else values[i]
        known = {axis: code for axis, code in zip(axes, picked, strict=True) if axis}
        yield known["aar"], known.get("region", ""), known["kjonn"], known["alder"], "" if value is None else str(value)


def _check_size(said: list[int], lengths: list[int]) -> None:
    """What is gone through are the codes: a file that tells of fewer could keep us at it for ever."""
    if said != lengths:
        raise BrokenFile("filens «size» er en annen enn antallet koder på aksene; hent den på nytt fra SSB")
    if prod(lengths) > MOST_CELLS:
        raise BrokenFile(f"filen har flere enn {MOST_CELLS} celler; hent færre områder om gangen")


def _codes(category: dict[str, Any]) -> list[str]:
    index = category.get("index", list(category.get("label", ())))
    found = index if isinstance(index, list) else sorted(index, key=index.__getitem__)
    if not all(isinstance(code, str) for code in found):
        raise TypeError("a code is a text")
    return found


def _check(axes: list[str | None], names: list[str], codes: list[list[str]]) -> None:
    """Raises BrokenFile where sex, age or year is summed away, or the file has several contents."""
    missing = [axis for axis in ("kjonn", "alder", "aar") if axis not in axes]
    if missing:
        raise BrokenFile(f"filen mangler {', '.join(missing)}: velg alle kjønn, aldre og år i tabell 07459")
    for axis, name, own in zip(axes, names, codes, strict=True):
        if axis is None and len(own) != 1:
            raise BrokenFile(f"filen har flere verdier på {name[:40]}; velg den ene som er folkemengden")


def _csv(text: str) -> Iterator[Figure]:
    """After the head, which begins with the first line of several columns: SSB's own files have a title above it."""
    dialect = ";" if text[:2000].count(";") > text[:2000].count(",") else ","
    try:
        csv.field_size_limit(FIELD)  # whatever another library in the process may have set
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=dialect) if len(row) > 1]
    except csv.Error:
        raise BrokenFile("filen er ikke hel CSV: et felt slutter ikke, eller er for langt; hent den på nytt") from None
    if not rows:
        raise BrokenFile("filen er verken en leveranse, JSON-stat eller CSV med kolonner; hent tabell 07459 på nytt")
    head, *body = rows
    keys = {AXIS[name]: i for i, name in reversed(list(enumerate(map(_plain, head)))) if name in AXIS}
    years = {i: found[1] for i, name in enumerate(head) if (found := YEAR.fullmatch(name.strip()))}
    years = years or ({keys["antall"]: ""} if "antall" in keys else {})
    missing = [axis for axis in ("kjonn", "alder") if axis not in keys]
    missing += ["antall"] if not years else ["aar"] if "" in years.values() and "aar" not in keys else []
    if missing:
        raise BrokenFile(f"linje 1 mangler {', '.join(missing)}: den skal ha region, kjønn, alder, år og antall")
    for number, row in enumerate(body, start=2):
        if len(row) != len(head):
            raise BrokenFile(f"rad {number} har {len(row)} felt; hodet har {len(head)}. Hent filen på nytt")
        region = row[keys["region"]] if "region" in keys else ""
        for at, year in years.items():
            yield year or row[keys["aar"]], region, row[keys["kjonn"]], row[keys["alder"]], row[at]


def _plain(name: str) -> str:
    return name.strip().lower()


def _text(data: bytes) -> str:
    if data.startswith(GZIP):
        data = _unpacked(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"filen er ikke UTF-8 (byte {error.start}); lagre den som UTF-8") from None


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(MAX_TEXT + 1)
    except (OSError, EOFError, zlib.error):
        raise BrokenFile(NOT_GZIP) from None
    if len(unpacked) > MAX_TEXT:
        raise BrokenFile(f"filen er større enn {MAX_TEXT // 1_000_000} MB utpakket; del den opp")
    return unpacked
