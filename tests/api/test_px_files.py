"""PX files as they are served, read by two programs of others: cell by cell what our CSV of the same address has."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import px2csv
import pytest
from django.test import Client
from pyaxis import pyaxis

from statistics.formats.px import SIGNS
from tests.api.conftest import body
from tests.api.test_pxweb import ALL, TABLE

DATA = "/api/v1/tables/legemidler/data"
QUERY = "atc=A10BA02,A10BJ06,D02AF&omr=0,03,56&kjonn=*&aar=*&maal=brukere,per1000"
NAMES = ("atc", "omr", "kjonn", "alder", "aar", "maal")
LANGUAGES = {
    "nb": ("Kvinner", "Brukere", "skjult av hensyn til personvernet"),
    "nn": ("Kvinner", "Brukarar", "skjult av omsyn til personvernet"),
    "en": ("Women", "Users", "hidden to protect privacy"),
}
NOTHING = r"^\b$"
"""Matches no cell, so that the reader leaves every sign as it is."""

Cells = dict[tuple[str, ...], str]


def of_csv(reader: Client, address: str) -> Cells:
    """Names on the axes → the number, or the sign as PX has it."""
    rows = csv.DictReader(io.StringIO(body(reader.get(address)).decode("utf-8-sig"), newline=""))
    signs = {reason.symbol: sign for reason, sign in SIGNS.items()}
    return {_named(row): row["verdi"] or signs[row["flagg"]] for row in rows}


def _named(row: dict[str, str]) -> tuple[str, ...]:
    texts = {name: row["aar"] if name == "aar" else row[f"{name}_navn"] for name in NAMES}
    return tuple(texts.values())


def by_pyaxis(path: Path) -> Cells:
    frame = pyaxis.parse(str(path), encoding="utf-8", null_values=NOTHING, sd_values=NOTHING)["DATA"]
    return cells_of(frame)


def by_px2csv(path: Path) -> Cells:
    """It writes nothing for one point, and the other signs as they are."""
    out = path.with_suffix(".csv")
    px2csv.convert(str(path), str(out))
    return {at: cell or "." for at, cell in cells_of(pd.read_csv(out, dtype=str, keep_default_na=False)).items()}


def cells_of(frame: pd.DataFrame) -> Cells:
    """A PX reader's columns: the dimensions as the file has them, the number last. A medicine begins with its code."""
    found = {}
    for row in frame.astype(str).itertuples(index=False):
        *names, value = row
        found[(names[0].partition(" ")[2], *names[1:])] = value.strip('"')
    return found


READERS: dict[str, Callable[[Path], Cells]] = {"pyaxis": by_pyaxis, "px2csv": by_px2csv}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READERS)
def test_what_is_read_is_our_csv(reader: Client, tmp_path: Path, name: str, language: str) -> None:
    path = tmp_path / "tall.px"
    path.write_bytes(body(reader.get(f"{DATA}.px?{QUERY}&sprak={language}")))
    wanted = of_csv(reader, f"{DATA}.csv?{QUERY}&sprak={language}")
    assert READERS[name](path) == wanted
    assert len(wanted) == 3 * 3 * 3 * 2 * 2
    assert "..." in wanted.values(), "some are hidden"
    women, users, _ = LANGUAGES[language]
    assert {(cell[2], cell[5]) for cell in wanted} >= {(women, users)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_sign_means_stands_in_the_file(reader: Client, tmp_path: Path, language: str) -> None:
    path = tmp_path / "tall.px"
    path.write_bytes(body(reader.get(f"{DATA}.px?{QUERY}&sprak={language}")))
    metadata = pyaxis.parse(str(path), encoding="utf-8", null_values=NOTHING, sd_values=NOTHING)["METADATA"]
    assert metadata["DATASYMBOL3"] == [":"]
    assert LANGUAGES[language][2] in " ".join(metadata["NOTE"])
    assert metadata["LANGUAGE"] == [{"nb": "no"}.get(language, language)]


@pytest.mark.parametrize("language", ["no", "en"])
@pytest.mark.parametrize("name", READERS)
def test_pxwebs_own_files_have_the_same_numbers(reader: Client, tmp_path: Path, name: str, language: str) -> None:
    query = f"valuecodes[Legemiddel]=A10BA02,D02AF&valuecodes[Region]=0,56&{ALL}&lang={language}&outputFormat=px"
    path = tmp_path / "tall.px"
    path.write_bytes(body(reader.get(f"{TABLE}/data?{query}")))
    found = READERS[name](path)
    ours = of_csv(reader, f"{DATA}.csv?atc=A10BA02,D02AF&omr=0,56&maal=brukere")
    assert sorted(found.values()) == sorted(ours.values())
    assert "..." in found.values()
