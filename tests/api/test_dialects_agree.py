"""The same cells are printed, and the same hidden, in every dialect: none tells what another keeps."""

import csv
import io
import json

from django.test import Client

from statistics import queries
from statistics.table import Reason
from tests.api.conftest import body
from tests.api.test_fhi import GEO, asked, post

Cells = dict[tuple[str, ...], str]
"""Medicine, region, sex, age, year → the number, or its sign."""

FHI_SEX = {"TOTALT": "begge", "1": "menn", "2": "kvinner"}
AGES = queries.PUBLISHED_ORDER["alder"]


def from_the_gate() -> Cells:
    axes = {axis.code: axis.codes for axis in queries.axes()}
    chosen = queries.Selection(axes["atc"], ("brukere",), axes["omr"], axes["kjonn"], axes["alder"])
    table = queries.table(chosen)
    frame = table.frame()
    keys = zip(*(frame[code] for code in ("atc", "omr", "kjonn", "alder", "aar")), strict=True)
    values = (flag or str(int(value)) for flag, value in zip(frame["flagg"], frame["verdi"].fillna(0), strict=True))
    return dict(zip(keys, values, strict=True))


def from_v1(reader: Client) -> Cells:
    query = "atc=*&omr=*&kjonn=*&alder=*&maal=brukere"
    text = body(reader.get(f"/api/v1/tables/legemidler/data.csv?{query}")).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {(r["atc"], r["omr"], r["kjonn"], r["alder"], r["aar"]): r["verdi"] or r["flagg"] for r in rows}


def from_pxweb(reader: Client) -> Cells:
    every = "&".join(f"valuecodes[{code}]=*" for code in ("Region", "Legemiddel", "Kjonn", "Alder", "Tid"))
    address = f"/api/pxwebapi/v2/tables/LMR01/data?{every}&valuecodes[ContentsCode]=brukere&outputFormat=json-px"
    rows = json.loads(body(reader.get(address)))["data"]
    order = (1, 0, 2, 3, 4)
    return {tuple(row["key"][at] for at in order): row["values"][0] for row in rows}


def from_fhi(reader: Client) -> Cells:
    names = ("Atc_Verdi", "GEO", "Kjonn_Verdi", "Aldersgruppe_Verdi", "Utlevering_Ar")
    filters = {name: ("all", ["*"]) for name in names} | {"MEASURE_TYPE": ("item", ["AntallBrukere"])}
    raw = post(reader, asked(filters, "csv3"), table=GEO)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]
    return {
        (atc.replace("TOTALT", "alle"), geo, FHI_SEX[sex], AGES[int(age.replace("TOTALT", "0"))], year): number or sign
        for atc, geo, sex, age, year, number, sign in rows
    }


def test_every_dialect_prints_and_hides_the_same(reader: Client) -> None:
    wanted = from_the_gate()
    assert sum(value == Reason.HIDDEN.symbol for value in wanted.values()) > 100
    for dialect in (from_v1, from_pxweb, from_fhi):
        assert dialect(reader) == wanted, dialect.__name__
