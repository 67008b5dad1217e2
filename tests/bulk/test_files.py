"""Whole files: every printed cell, described, checked, and fetched in parts."""

import csv
import hashlib
import io
import json
import re
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from django.core.files.storage import storages
from django.test import Client
from frictionless import Package

from statistics import queries
from statistics.bulk import describe, places, then
from statistics.bulk.ranges import Unsatisfiable, span
from statistics.bulk.write import write
from statistics.cube.axes import AGES, REGIONS, SEXES
from statistics.definitions import stored
from statistics.definitions.divisions import THEN
from statistics.models import Release
from statistics.table import Reason
from tests.universe import Universe, publish


@pytest.fixture(scope="module")
def release(committed: None) -> Release:
    Universe()
    return publish()  # the files are written when the release is there for everybody


@pytest.fixture
def folder(release: Release) -> Path:
    return places.folder(queries.release())


def figures(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "legemidler_2026-1.parquet")


def test_publishing_writes_a_file_for_each_year_and_of_the_whole(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    stems = [f"legemidler_2026-1{rest}" for rest in ("", "_2023", "_2024", "_slik-det-var")]
    assert names == {f"{stem}{end}" for stem in stems for end in (".parquet", ".csv.zip")} | {
        describe.PACKAGE,
        *describe.DICTIONARIES,
        describe.CODES,
        describe.COUNTIES,
        describe.SUMS,
    }


def test_the_whole_file_is_what_the_gate_gives(folder: Path) -> None:
    """Each cell of it, by the code of the row, against the table of the same selection."""
    frame = figures(folder)
    axes = queries.axes()
    assert len(frame) == len(axes[0].codes) * len(REGIONS) * len(SEXES) * len(AGES) * 2
    for code in ("A10BA02", "alle"):
        table = queries.table(
            queries.Selection((code,), maal=(*stored(), "folk"), omr=REGIONS, kjonn=SEXES, alder=AGES, aar=(2024,))
        )
        part = frame[(frame["atc"] == code) & (frame["aar"] == 2024)]
        found = part[[*stored(), "folk"]].to_numpy(dtype=float, na_value=np.nan)
        np.testing.assert_array_equal(found, table.values.reshape(found.shape))
        signs = part[[f"{name}_flagg" for name in (*stored(), "folk")]].astype(object).fillna("").to_numpy()
        wanted = np.array(["", ":", ".", "..", "-"])[table.reasons.reshape(found.shape)]
        np.testing.assert_array_equal(signs, wanted)


def test_the_file_of_the_counties_that_were_is_what_the_gate_gives(folder: Path) -> None:
    frame = pd.read_parquet(folder / "legemidler_2026-1_slik-det-var.parquet")
    assert set(frame["aar"]) == {2023}, "today's counties are those of 2024"
    assert list(dict.fromkeys(frame["omr"])) == ["30", "38", "54"]
    names = (*stored(), "folk")
    for code in ("A10BA02", "alle"):
        table = queries.table(
            queries.Selection((code,), names, ("30", "38", "54"), SEXES, AGES, (2023,), inndeling=THEN)
        )
        part = frame[frame["atc"] == code]
        found = part[list(names)].to_numpy(dtype=float, na_value=np.nan)
        np.testing.assert_array_equal(found, table.values.reshape(found.shape))
        signs = part[[f"{name}_flagg" for name in names]].astype(object).fillna("").to_numpy()
        np.testing.assert_array_equal(signs, np.array(["", ":", ".", "..", "-"])[table.reasons.reshape(found.shape)])
    with zipfile.ZipFile(folder / "legemidler_2026-1_slik-det-var.csv.zip") as archive:
        text = archive.read("legemidler_2026-1_slik-det-var.csv").decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(frame)


def test_the_list_of_counties_says_what_each_was_the_sum_of(folder: Path) -> None:
    counties = list(csv.DictReader(io.StringIO((folder / describe.COUNTIES).read_text("utf-8-sig"))))
    of = {(row["kode"], row["fra_aar"], row["til_aar"]): row["sum_av"] for row in counties}
    assert of["30", "2020", "2023"] == "31 32 33"
    assert of["12", "2004", "2019"] == "", "Hordaland was cut by today's borders"
    assert of["46", "2020", ""] == "46"
    named = {(row["kode"], row["fra_aar"]): row for row in counties}
    viken, ostfold = named["30", "2020"], named["01", "2004"]
    assert viken["sum_av_navn"] == "Østfold, Akershus, Buskerud"
    assert (ostfold["navn"], ostfold["navn_en"]) == ("Østfold (til 2019)", "Østfold (until 2019)")


def test_a_county_that_was_is_the_sum_of_what_is_printed() -> None:
    """Two medicines in 2023, one figure a region; of the second Buskerud (33), and so Viken, is hidden."""
    values = np.zeros((2, len(REGIONS), 1), dtype=np.int64)
    values[:, [REGIONS.index(code) for code in ("31", "32", "33")], 0] = (5, 6, 7)
    reasons = np.zeros(values.shape, dtype=np.uint8)
    reasons[1, REGIONS.index("33")] = Reason.HIDDEN
    made, why = then.of_year(2023, values, reasons)
    assert made[:, 0, 0].tolist() == [18, 0]
    assert why[:, 0, 0].tolist() == [Reason.NONE, Reason.HIDDEN]


def test_years_with_no_such_county_have_none_of_it() -> None:
    assert then.years_with(range(2018, 2026)) == list(range(2018, 2024))
    assert (then.summed(2019), then.summed(2023), then.summed(2024)) == (("08", "20"), ("30", "38", "54"), ())


def test_years_are_the_whole_and_csv_is_parquet(folder: Path) -> None:
    years = [pd.read_parquet(folder / f"legemidler_2026-1_{year}.parquet") for year in (2023, 2024)]
    pd.testing.assert_frame_equal(pd.concat(years, ignore_index=True).astype(object), figures(folder).astype(object))
    with zipfile.ZipFile(folder / "legemidler_2026-1.csv.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["legemidler_2026-1_2023.csv", "legemidler_2026-1_2024.csv"]
        raw = archive.read("legemidler_2026-1_2024.csv")
    with zipfile.ZipFile(folder / "legemidler_2026-1_2024.csv.zip") as archive:
        assert archive.read("legemidler_2026-1_2024.csv") == raw
    read = pd.read_csv(io.BytesIO(raw), dtype={"omr": str}, encoding="utf-8-sig")
    np.testing.assert_array_equal(
        read[list(stored())].to_numpy(dtype=float), years[1][list(stored())].to_numpy(dtype=float, na_value=np.nan)
    )


def test_a_hidden_number_is_in_no_byte(folder: Path) -> None:
    """The one user of plaster: her figures are empty, and the column has a null there."""
    row = figures(folder).query(
        "atc == 'D02AF' and aar == 2024 and omr == '0' and kjonn == 'begge' and alder == 'alle'"
    )
    assert row["brukere_flagg"].tolist() == [":"]
    assert row[["brukere", "utleveringer", "pakninger", "nok"]].isna().all(axis=None)
    assert row["ddd_flagg"].tolist() == ["."]
    table = pq.read_table(folder / "legemidler_2026-1.parquet", columns=["brukere", "brukere_flagg"])
    assert table["brukere"].null_count == sum(flag is not None for flag in table["brukere_flagg"].to_pylist())


def test_checksums(folder: Path) -> None:
    told = dict(line.split("  ")[::-1] for line in (folder / describe.SUMS).read_text().splitlines())
    assert told.keys() == {path.name for path in folder.iterdir()} - {describe.SUMS}
    for name, digest in told.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # frictionless's own dependencies
def test_the_package_is_valid_and_describes_the_files(folder: Path) -> None:
    assert Package.validate_descriptor(str(folder / describe.PACKAGE)).valid
    told = json.loads((folder / describe.PACKAGE).read_text())
    assert told["version"] == "2026-1"
    for resource in told["resources"]:
        if "hash" in resource:
            path = folder / resource["path"]
            assert resource["bytes"] == path.stat().st_size
            assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    year = next(r for r in told["resources"] if r["path"] == "legemidler_2026-1_2024.csv.zip")
    with zipfile.ZipFile(folder / year["path"]) as archive:
        head = next(csv.reader(io.StringIO(archive.read(year["innerpath"]).decode("utf-8-sig"))))
    assert [field["name"] for field in year["schema"]["fields"]] == head


def test_the_dictionary_has_every_column_and_formula(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / describe.DICTIONARY).read_text("utf-8-sig"))))
    named = {row["kolonne"] for row in rows}
    assert named >= set(pq.read_schema(folder / "legemidler_2026-1.parquet").names)
    assert "(per1000)" in named
    codes = list(csv.DictReader(io.StringIO((folder / describe.CODES).read_text("utf-8-sig"))))
    assert {
        "akse": "atc",
        "kode": "A10BA02",
        "navn": "metformin",
        "navn_nn": "metformin",
        "navn_en": "metformin",
        "overordnet": "A10BA",
        "ddd": "",
    } in codes


def test_codes_and_dictionary_are_in_three_languages(folder: Path) -> None:
    codes = list(csv.DictReader(io.StringIO((folder / describe.CODES).read_text("utf-8-sig"))))
    named = {(row["akse"], row["kode"]): (row["navn"], row["navn_nn"], row["navn_en"]) for row in codes}
    assert named["omr", "0"] == ("Hele landet", "Heile landet", "The whole country")
    assert named["kjonn", "kvinner"] == ("Kvinner", "Kvinner", "Women")
    assert named["alder", "alle"] == ("Alle aldre", "Alle aldrar", "All ages")
    columns = []
    for name, people in zip(describe.DICTIONARIES, ("personer", "personar", "people"), strict=True):
        rows = list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"))))
        columns.append([row["kolonne"] for row in rows])
        assert rows[5]["enhet"] == people
    assert columns[0] == columns[1] == columns[2]


def test_writing_again_is_the_same_bytes(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert write("2026-1") == folder
    folder.rename(folder.with_name("before"))
    (folder.with_name(f"{folder.name}.part")).mkdir()  # a writing that was broken off
    assert {path.name: path.read_bytes() for path in write("2026-1").iterdir()} == before


def address(name: str) -> str:
    return f"/data/filer/2026-1/{name}"


def fetched(name: str, **headers: str) -> Any:
    return Client().get(address(name), headers=headers)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_is_fetched_whole_or_in_parts(folder: Path) -> None:
    name = "legemidler_2026-1.parquet"
    whole = (folder / name).read_bytes()
    answer = fetched(name, **{"accept-encoding": "gzip"})
    assert content(answer) == whole
    assert answer["Accept-Ranges"] == "bytes"
    first = fetched(name, range="bytes=0-99")
    assert (first.status_code, first["Content-Range"]) == (206, f"bytes 0-99/{len(whole)}")
    rest = fetched(name, range="bytes=100-", **{"if-range": answer["ETag"]})
    assert content(first) + content(rest) == whole
    assert content(fetched(name, range="bytes=-5")) == whole[-5:]
    assert fetched(name, range=f"bytes={len(whole)}-").status_code == 416
    changed = fetched(name, range="bytes=100-", **{"if-range": '"other"'})
    assert (changed.status_code, content(changed)) == (200, whole)
    assert fetched(name, **{"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["2026-1/x", "2026-1/..", "2026-1/%2e%2e%2fregister.sqlite3", "2020-1/koder.csv"])
def test_no_other_file_is_reached(folder: Path, path: str) -> None:
    assert Client().get(f"/data/filer/{path}").status_code == 404


def test_a_file_is_read_and_has_no_parameters(folder: Path) -> None:
    for method in ("POST", "DELETE", "TRACE"):
        assert Client().generic(method, address("koder.csv")).status_code == 405
    for query in ("utgave=2025-1", "sprak=en", "x"):
        told = Client().get(f"{address('koder.csv')}?{query}")
        assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json")


def test_the_page_lists_them(folder: Path) -> None:
    page = Client().get("/data/filer/").content.decode()
    links = re.findall(r'href="(/data/filer/2026-1/[^"]+)"', page)
    assert len(links) == 15
    assert links[0].endswith("legemidler_2026-1.csv.zip")
    for link in links:
        with closing(Client().get(link)) as answer:
            assert answer.status_code == 200
    assert Client().get("/data/filer/?a=1").status_code == 400
    assert "one file for each year" in Client().get("/en/data/filer/").content.decode()
    assert "ei fil for kvart år" in Client().get("/nn/data/filer/").content.decode()


def test_the_page_of_an_older_release_lists_what_it_has(folder: Path) -> None:
    kept = folder / describe.COUNTIES
    content = kept.read_bytes()
    kept.unlink()
    try:
        assert describe.COUNTIES not in re.findall(
            r'href="[^"]+/([^"/]+)"', Client().get("/data/filer/").content.decode()
        )
    finally:
        kept.write_bytes(content)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [("bytes=0-0", (0, 0)), ("bytes=5-", (5, 9)), ("bytes=-3", (7, 9)), ("bytes=2-99", (2, 9)), ("bytes=-99", (0, 9))],
)
def test_spans(header: str, wanted: tuple[int, int]) -> None:
    found = span(header, 10)
    assert found is not None
    assert (found.first, found.last) == wanted


@pytest.mark.parametrize("header", ["", "bytes=", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=5-2", "bytes=a-b"])
def test_what_is_no_range_is_the_whole(header: str) -> None:
    assert span(header, 10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_what_lies_after_the_end(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        span(header, 10)


def test_files_lie_in_the_open_store() -> None:
    assert Path(storages["open"].path("x")).parent.name == "open"
