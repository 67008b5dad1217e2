"""Write the whole files of a release: aside first, then in place by one step. Doing it again changes nothing."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from statistics import queries
from statistics.bulk import describe, places, rows, then
from statistics.formats.csv import BOM
from statistics.formats.parquet import metadata

TOGETHER = 100
"""Medicines written at once: of 22 years, some 200 MB in memory."""

DEFLATE = 1  # measured: 6 packs a tenth smaller and takes four times as long
COPY = 1 << 20

Progress = Callable[[int, int], None]


def write(number: str = "", progress: Progress = lambda done, total: None) -> Path:
    """The folder of the release's files. Raises queries.UnknownRelease."""
    whole = queries.whole(number)
    release = whole.release
    folder = places.folder(release)
    if folder.exists():
        return folder
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    years = range(release.first_year, release.last_year + 1)
    _years(aside, whole, years, progress)
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(job, aside, release, years) for job in (_all_parquet, _all_csv)]
        for job in jobs:
            job.result()
    _describe(aside, release, number or release.number)
    aside.rename(folder)
    return folder


def _years(aside: Path, whole: queries.Whole, years: range, progress: Progress) -> None:
    """One pass over the blocks; a file of each kind is open for every year."""
    release, done, old = whole.release, 0, then.years_with(years)
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        writers = [stack.enter_context(Year(aside, places.stem(release, year), release)) for year in years]
        summed = [stack.enter_context(Year(aside, places.stem_then(release), release))] if old else []
        for codes, values, reasons in _batches(whole.blocks):
            batches = (
                rows.batch(codes, values[:, at], reasons[:, at], whole.population, year, at)
                for at, year in enumerate(years)
            )
            list(pool.map(Year.write, writers, batches))
            for writer in summed:
                for year in old:
                    writer.write(_summed(codes, values, reasons, whole.population, year, years.index(year)))
            done += len(codes)
            progress(done, len(whole.codes))


def _summed(
    codes: list[str], values: np.ndarray, reasons: np.ndarray, population: queries.Packed, year: int, at: int
) -> pa.RecordBatch:
    """Of some medicines in one year, the counties that were; arrays as in `_batches`."""
    made = then.of_year(year, values[:, at], reasons[:, at])
    return rows.batch(codes, *made, then.population(population, year, at), year, 0, then.summed(year))


def _batches(
    blocks: Iterator[tuple[str, queries.Packed]],
) -> Iterator[tuple[list[str], np.ndarray, np.ndarray]]:
    while some := list(islice(blocks, TOGETHER)):
        yield (
            [code for code, _ in some],
            np.stack([packed.values for _, packed in some]),
            np.stack([packed.reasons for _, packed in some]),
        )


class Year:
    """Both files of one year, or of the counties as they were, written batch by batch."""

    def __init__(self, folder: Path, stem: str, release: queries.ReleaseInfo) -> None:
        self._parquet = pq.ParquetWriter(
            folder / f"{stem}.parquet", rows.schema(metadata(release, stem)), compression="zstd"
        )
        self._zip = zipfile.ZipFile(folder / f"{stem}.csv.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=DEFLATE)
        self._csv = self._zip.open(_member(f"{stem}.csv", release), "w", force_zip64=True)
        self._csv.write(BOM.encode())
        self._plain = pa.schema([(field.name, _plain(field.type)) for field in rows.schema()])
        self._options = pacsv.WriteOptions(include_header=True, quoting_style="needed")

    def write(self, batch: pa.RecordBatch) -> None:
        self._parquet.write_batch(batch)
        pacsv.write_csv(batch.cast(self._plain), self._csv, self._options)
        self._options = pacsv.WriteOptions(include_header=False, quoting_style="needed")

    def __enter__(self) -> "Year":
        return self

    def __exit__(self, *error: object) -> None:
        self._parquet.close()
        self._csv.close()
        self._zip.close()


def _all_parquet(aside: Path, release: queries.ReleaseInfo, years: range) -> None:
    stem = places.stem(release)
    with pq.ParquetWriter(aside / f"{stem}.parquet", rows.schema(metadata(release, stem)), compression="zstd") as out:
        for year in years:
            source = pq.ParquetFile(aside / f"{places.stem(release, year)}.parquet", read_dictionary=_dictionaries())
            for group in range(source.num_row_groups):
                out.write_table(source.read_row_group(group).cast(rows.schema()))


def _all_csv(aside: Path, release: queries.ReleaseInfo, years: range) -> None:
    """One member a year: the packed bytes of the years' own archives, copied as they are."""
    with zipfile.ZipFile(aside / f"{places.stem(release)}.csv.zip", "w") as out:
        for year in years:
            with zipfile.ZipFile(aside / f"{places.stem(release, year)}.csv.zip") as source:
                _append(out, source)


def _append(out: zipfile.ZipFile, source: zipfile.ZipFile) -> None:
    """The one member of `source`. Zip lays members one after the other, and a directory of where they begin last."""
    (member,) = source.infolist()
    assert out.fp is not None
    assert source.fp is not None
    source.fp.seek(member.header_offset)
    member.header_offset = out.fp.tell()
    shutil.copyfileobj(source.fp, out.fp, COPY)
    out.fp.truncate(member.header_offset + source.start_dir)
    out.fp.seek(member.header_offset + source.start_dir)
    out.filelist.append(member)
    out.NameToInfo[member.filename] = member
    out.start_dir = out.fp.tell()


def _describe(aside: Path, release: queries.ReleaseInfo, number: str) -> None:
    """The dictionary, the codes, the package, and last the checksums of all."""
    for name, language in describe.DICTIONARIES.items():
        (aside / name).write_bytes(describe.dictionary(number, language))
    (aside / describe.CODES).write_bytes(describe.codes(number))
    (aside / describe.COUNTIES).write_bytes(describe.counties())
    data = [_file(path, release) for path in sorted(aside.iterdir()) if path.suffix in (".parquet", ".zip")]
    content = json.dumps(describe.package(release, data, number), ensure_ascii=False, indent=1)
    (aside / describe.PACKAGE).write_text(content)
    sums = [f"{_sha256(path)}  {path.name}\n" for path in sorted(aside.iterdir())]
    (aside / describe.SUMS).write_text("".join(sums))


def _file(path: Path, release: queries.ReleaseInfo) -> dict[str, Any]:
    members = zipfile.ZipFile(path).namelist() if path.suffix == ".zip" else []
    told = {"name": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path), "members": members}
    return told | {"year": places.year_of(path.name, release)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member(name: str, release: queries.ReleaseInfo) -> zipfile.ZipInfo:
    """Dated by the release, so that the same release is the same bytes."""
    day = release.published
    made = zipfile.ZipInfo(name, (day.year, day.month, day.day, 8, 0, 0) if day else (1980, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    made._compresslevel = DEFLATE  # type: ignore[attr-defined]  # 3.11 has no public way; open() takes it from here
    return made


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def _dictionaries() -> list[str]:
    return [field.name for field in rows.schema() if pa.types.is_dictionary(field.type)]
