"""Folders of broken files, one a source: what programs, networks and people do to files, and what attackers do."""

import gzip
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.registry import world

DISPENSE = '{"resourceType": "MedicationDispense", "subject": {"identifier": {"value": "%s"}}}'
GOOD = {
    "volven": world.FILES["volven/atc.csv"],
    "ssb": world.FILES["ssb/kommuner.csv"],
    "pharmacy_list": world.FILES["pharmacy_list/apotek.csv"],
    "hpr": world.FILES["hpr/helsepersonell.csv"],
    "folkeregisteret": world.FILES["folkeregisteret/personer-001.csv"],
    "pharmacies": world.FILES["pharmacies/00123/2024-02.csv"],
}
TEXT: dict[str, Callable[[str], bytes]] = {
    "empty": lambda text: b"",
    "latin-1": lambda text: text.replace(";", ";ø", 1).encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16"),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "half": lambda text: text[: len(text) // 2].encode(),
    "no-trailer": lambda text: text.rpartition("#SLUTT")[0].encode(),
    "two-files": lambda text: (text + text).encode(),
    "other-count": lambda text: text.replace("#SLUTT;", "#SLUTT;9").encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "mixed-ends": lambda text: text.replace("\n", "\r\n", 2).encode(),
    "nul": lambda text: text.replace(";", ";\0", 3).encode(),
    "zeros": lambda text: bytes(5_000),
    "gzip": lambda text: gzip.compress(text.encode(), mtime=0),
    "endless-line": lambda text: text.encode()[:-20] + b"x" * 5_000_000,
    "long-line": lambda text: _with_line(text, "x" * 5_000),
    "version-9": lambda text: text.replace(";1", ";9", 1).encode(),
    "other-source": lambda text: text.replace("#LMR;", "#LMR;x", 1).encode(),
    "other-columns": lambda text: text.replace("\n", "\nx;", 1).encode(),
    "html": lambda text: b"<!doctype html><p>Logg inn",
    "quoted-newline": lambda text: _with_line(text, '"a\nb"'),
}
LINES = {  # of these the file is read, and the line refused
    "quoted": '"a;b"',
    "spread": "a;b",
    "formula": "=1+1",
    "separators": ";" * 1_000,
    "nothing": "",
    "control": "\x1b[2J\x07",
}
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "haha"}">' for n in range(12))
FEST = world.FILES["fest/fest.xml"]
XML: dict[str, bytes] = {
    "empty": b"",
    "half": FEST[: len(FEST) // 2].encode(),
    "text": b"#LMR;fest;1\n",
    "other-root": b"<html/>",
    "other-version": FEST.replace("m30/2014-12-01", "m30/2030-01-01").encode(),
    "bomb": FEST.replace("<FEST", f"<!DOCTYPE FEST [{BOMB}]><FEST").replace("Zocor", "&a11;").encode(),
    "bomb-in-attribute": FEST.replace("<FEST", f"<!DOCTYPE FEST [{BOMB}]><FEST").replace("simva", "&a11;").encode(),
    "bomb-utf-16": FEST.replace("utf-8", "utf-16").replace("<FEST", f"<!DOCTYPE FEST [{BOMB}]><FEST").encode("utf-16"),
    "file-entity": FEST.replace("<FEST", '<!DOCTYPE F [<!ENTITY f SYSTEM "file:///etc/passwd">]><FEST')
    .replace("Zocor", "&f;")
    .encode(),
    "net-entity": FEST.replace("<FEST", '<!DOCTYPE FEST SYSTEM "http://192.0.2.1/x.dtd"><FEST').encode(),
    "deep": FEST.replace("<HentetDato>", "<HentetDato>" + "<x>" * 100_000).encode(),
    "wide-text": FEST.replace("Zocor", "x" * 11_000_000).encode(),
    "wrong-encoding": FEST.replace("tabletter", "brusetabletter ø").encode("latin-1"),
    "nul": FEST.replace("Zocor", "Zo\0cor").encode(),
    "gzip": gzip.compress(FEST.encode(), mtime=0),
}


def write(source: str, folder: Path) -> Iterator[Path]:
    """Every broken file of the source, none of which can be read to its end."""
    made = {f"{name}.csv": spoil(GOOD[source]) for name, spoil in TEXT.items()} if source != "fest" else {}
    if source == "fest":
        made = {f"{name}.xml": data for name, data in XML.items()}
    if source == "pharmacies":
        made |= {f"bundle-{name}.json": data for name, data in BUNDLES.items()}
        made |= {f"parquet-{name}.parquet": data for name, data in _parquets()}
    if source == "ssb":
        made |= {f"table-{name}.json": data for name, data in TABLES.items()}
    for name, data in made.items():
        (folder / name).write_bytes(data)
        yield folder / name


def _parquets() -> Iterator[tuple[str, bytes]]:
    """Of the pharmacies' good file: cut off, damaged within, of other types, without what line 1 says, and so on."""
    _, columns, *lines = GOOD["pharmacies"].split("\n")[:-2]
    rows = [dict(zip(columns.split(";"), line.split(";"), strict=True)) for line in lines]
    table = pa.Table.from_pylist(rows)
    good = _packed(table, "pharmacies;utleveringer;1;00123;2024-02")
    yield "half", good[: len(good) // 2]
    yield "footer", good[:-40] + b"\xff" * 32 + good[-8:]
    yield "empty", b"PAR1PAR1"
    yield "no-header", _packed(table, "")
    yield "other-source", _packed(table, "hpr;helsepersonell;1")
    yield "version-9", _packed(table, "pharmacies;utleveringer;9;00123;2024-02")
    yield "floats", _packed(table.set_column(7, "pris", pa.array([1.5] * len(rows))), "pharmacies;utleveringer;1")
    yield "nul", _packed(table.set_column(4, "rekvirent", pa.array(["7\0"] * len(rows))), HEADER)
    yield "long", _packed(table.set_column(4, "rekvirent", pa.array(["7" * 5_000] * len(rows))), HEADER)


def _packed(table: pa.Table, header: str) -> bytes:
    sink = BytesIO()
    pq.write_table(table.replace_schema_metadata({"lmr": header}), sink)
    return sink.getvalue()


HEADER = "pharmacies;utleveringer;1;00123;2024-02"
BUNDLE = (
    '{"resourceType": "Bundle", "type": "transaction", '
    '"identifier": {"system": "urn:lmr:leveranse", "value": "00123/2024-02/1"}, "entry": [{"resource": {}}]}'
)
BUNDLES: dict[str, bytes] = {
    "half": BUNDLE[:-10].encode(),
    "latin-1": BUNDLE.replace("{}", '{"a": "ø"}').encode("latin-1"),
    "utf-16": b"{" + BUNDLE.encode("utf-16"),
    "twice": (BUNDLE + BUNDLE).encode(),
    "batch": BUNDLE.replace("transaction", "batch").encode(),
    "no-list": BUNDLE.replace("[", "").replace("]", "").encode(),
    "no-identifier": BUNDLE.replace("identifier", "id").encode(),
    "unknown-pharmacy": BUNDLE.replace("00123", "99999").encode(),
    "no-month": BUNDLE.replace("2024-02", "2024-13").encode(),
    "deep": BUNDLE.replace("{}", "[" * 100_000).encode(),
    "endless-text": BUNDLE[:-20].encode() + b'"' + b"x" * 9_000_000,
    "endless-number": BUNDLE.replace("{}", "9" * 20_000).encode(),
    "endless-space": b"{" + b" " * 9_000_000,
    "nul": BUNDLE.replace("{}", DISPENSE % "01\\u0000").encode(),
    "half-character": BUNDLE.replace("{}", DISPENSE % "\\ud800").encode(),
    "long": BUNDLE.replace("{}", DISPENSE % ("x" * 5_000)).encode(),
}


TABLE = (
    '{"id": ["Region", "Kjonn", "Alder", "Tid"], "size": [1, 1, 1, 1], "value": [5], "dimension": {'
    '"Region": {"category": {"index": ["03"]}}, "Kjonn": {"category": {"index": ["1"]}}, '
    '"Alder": {"category": {"index": ["007"]}}, "Tid": {"category": {"index": ["2024"]}}}}'
)
ROWS = "year,region,sex,age,n\n2024,03,female,7,5\n"
TABLES: dict[str, bytes] = {
    "half": TABLE[:-20].encode(),
    "latin-1": TABLE.replace("03", "ø").encode("latin-1"),
    "deep": TABLE.replace("[5]", "[" * 100_000).encode(),
    "null-code": TABLE.replace('["1"]', "[null]").encode(),
    "no-value": TABLE.replace("value", "values").encode(),
    "two-datasets": b'{"a": ' + TABLE.encode() + b', "b": ' + TABLE.encode() + b"}",
    "no-sex": TABLE.replace('"Kjonn"', '"Sivilstand"').encode(),
    "few-values": TABLE.replace("[5]", "[]").encode(),
    "other-size": TABLE.replace("[1, 1, 1, 1]", "[1, 1, 1, 2]").encode(),
    "for-ever": TABLE.replace('["007"]', str([f"{n:03}" for n in range(3_000)]).replace("'", '"'))
    .replace('["2024"]', str([str(n) for n in range(1000, 9_000)]).replace("'", '"'))
    .replace("[5]", "{}")
    .encode(),
    "nul": TABLE.replace("2024", "2024\\u0000").encode(),
    "half-character": TABLE.replace("007", "\\ud800").encode(),
    "other-years": TABLE.replace("2024", "2024 til 2025").encode(),
    "html": b'{"error": "Too many requests"}',
    "gzip-half": gzip.compress(TABLE.encode(), mtime=0)[:40],
    "gzip-text": gzip.compress(b"hei", mtime=0),
    "csv-width": ROWS.replace("7,5", "7").encode(),
    "csv-cr": ROWS.replace("7,5", "7\r,5").encode(),
    "csv-open-quote": ROWS.replace("7,5", '"7,5').encode(),
    "csv-long-field": ROWS.replace("7,5", '"' + "7" * 200_000 + '",5').encode(),
    "csv-latin-1": ROWS.replace("age,n", "age,år").encode("latin-1"),
    "csv-no-figures": ROWS.replace("female", "total").encode(),
}
"""SSB's own population table, as JSON-stat, packed, and as CSV."""


def with_bad_lines(source: str) -> str:
    """A good file with every kind of bad line at its end."""
    return _with_line(GOOD[source], *LINES.values()).decode()


def _with_line(text: str, *more: str) -> bytes:
    head, columns, *lines = text.split("\n")[:-2]
    return "\n".join((head, columns, *lines, *more, f"#SLUTT;{len(lines) + len(more)}", "")).encode()
