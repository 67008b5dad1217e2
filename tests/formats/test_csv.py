"""CSV and its sidecar, read by pandas, the CSVW library and the frictionless one."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from csvw import CSVW

from statistics.formats import csv, csvw
from tests.formats.made import every_kind, expected, hostile, signs, stream_of


def written(dialect: csv.Dialect = "komma") -> bytes:
    return b"".join(csv.stream(stream_of(every_kind()).parts, dialect))


def test_parts_are_the_whole() -> None:
    assert written() == csv.render([every_kind()])
    assert written("excel") == csv.render([every_kind()], "excel")


@pytest.mark.parametrize(("dialect", "separators"), [("komma", {}), ("excel", {"sep": ";", "decimal": ","})])
def test_pandas_reads_the_figures(dialect: csv.Dialect, separators: dict[str, str]) -> None:
    text = {"omr": str, "flagg": str}
    frame = pd.read_csv(
        io.BytesIO(written(dialect)), dtype=text, keep_default_na=False, na_values={"verdi": ""}, **separators
    )
    assert [None if value != value else value for value in frame["verdi"]] == expected(every_kind())
    assert frame["flagg"].tolist() == signs(every_kind())
    assert frame["omr"].unique().tolist() == ["0", "56"]
    assert set(frame["lisens"]) == {"CC BY 4.0"}


@pytest.mark.parametrize("name", ["=1+1", "+47", "-1", "@SUM(A1)", "\t=1", 'a "b", c;\nd', "æøå"])
def test_any_name_comes_back_and_none_is_a_formula(name: str) -> None:
    for dialect, separator in (("komma", ","), ("excel", ";")):
        body = csv.render([hostile(name)], dialect)  # type: ignore[arg-type]
        frame = pd.read_csv(io.BytesIO(body), sep=separator, keep_default_na=False)
        assert frame["atc_navn"].tolist() == [csv.plain(name)]
        assert not frame["atc_navn"][0].startswith(csv.FORMULA)


@pytest.mark.parametrize("dialect", ["komma", "excel"])
def test_the_sidecar_describes_the_file(tmp_path: Path, dialect: csv.Dialect) -> None:
    """An independent CSVW reader finds the types and the values."""
    (tmp_path / "tall.csv").write_bytes(written(dialect))
    sidecar = tmp_path / "tall.csv-metadata.json"
    sidecar.write_text(json.dumps(csvw.metadata("tall.csv", "Bruk", every_kind().release, dialect)))
    read = CSVW(str(sidecar), validate=True)
    rows = list(read.tables[0])
    assert read.is_valid
    assert [None if row["verdi"] is None else float(row["verdi"]) for row in rows] == expected(every_kind())
    assert [row["flagg"] or "" for row in rows] == signs(every_kind())
    assert rows[0]["omr"] == "0"
    assert read.common_props["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
