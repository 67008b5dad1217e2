"""PX files, read by two programs that know nothing of ours."""

from pathlib import Path

import numpy as np
import pandas as pd
import px2csv
import pytest
from pyaxis import pyaxis

from statistics.formats import px
from statistics.table import Reason
from tests.formats.made import dataset_of, every_kind, expected, hostile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "tall.px"
    written.write_bytes(b"".join(px.stream(dataset_of(every_kind()))))
    return written


def test_pyaxis_reads_every_cell(path: Path) -> None:
    read = pyaxis.parse(str(path), encoding="utf-8", null_values=r'^"\.*"$', sd_values=r'^"\.\."$')
    frame = read["DATA"]
    assert frame["Område"].unique().tolist() == ["Hele landet", "Finnmark"]
    found = pd.to_numeric(frame["DATA"], errors="coerce").tolist()
    assert [None if np.isnan(value) else value for value in found] == expected(every_kind())
    assert read["METADATA"]["CONTVARIABLE"] == ["Måltall"]
    assert read["METADATA"]["CODES(Område)"] == ["0", "56"]


def test_px2csv_reads_every_cell(path: Path) -> None:
    out = path.with_suffix(".csv")
    px2csv.convert(str(path), str(out), include_codes=True)
    frame = pd.read_csv(out, dtype=str, keep_default_na=False)
    found = pd.to_numeric(frame.iloc[:, -1], errors="coerce").tolist()
    assert [None if np.isnan(value) else value for value in found] == expected(every_kind())
    assert {"0", "56"} in [set(frame[column]) for column in frame]


def test_signs_are_declared(path: Path) -> None:
    text = path.read_text()
    assert 'DATASYMBOL3=":";' in text
    assert 'DATASYMBOL1=".";' in text
    assert '"..." "..."' in text, "hidden cells of one line"
    assert px.SIGNS.keys() == {reason for reason in Reason if reason}


def test_lines_are_short_enough_and_names_cannot_break_out() -> None:
    text = b"".join(px.stream(dataset_of(hostile('a";\r\nDATA=9;"' + "lang " * 100)))).decode()
    assert max(map(len, text.splitlines())) <= 256
    assert text.count("DATA=") == 2, "the word in the name, and the keyword"
    assert text.count("\r\nDATA=\r\n") == 1


def test_placement_must_be_the_dimensions_in_order() -> None:
    with pytest.raises(ValueError, match="in their order"):
        list(px.stream(dataset_of(every_kind()), ("omr", "atc"), ("kjonn", "alder", "aar", "maal")))
