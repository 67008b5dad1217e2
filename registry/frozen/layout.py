"""A frozen year: which files it is made of, what is in them, and the hash they all lie under.

People are cut into ranges of their key. A range is two files: its people, and their dispensings in the same order and
in order of time. Whoever counts a range therefore sees everything of each person in it, and ranges add up. Within a
range those who count in the same cell lie together (county digits of the residence, sex, birth year): the columns pack
better, and the counting stays in the processor's cache. Lines without a person have a file of their own. Files are
named by their content; the manifest names them all, and its hash is the extract's.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

LAYOUT = 2
"""Changes with every change of the files' shape."""

LINES_A_RANGE = 2_000_000
"""Aimed at: some 60 MB of Parquet and 200 MB of columns, so that a few fit in any machine's memory."""

DISPENSINGS = pa.schema(
    [
        ("person", pa.int64()),  # null: to an animal, or on requisition
        ("date", pa.date32()),
        ("atc", pa.string()),
        ("product", pa.string()),
        ("packages", pa.int32()),
        ("ddd_milli", pa.int64()),  # null: the product has no DDD
        ("price_ore", pa.int64()),
        ("reimbursement", pa.string()),
        ("prescriber", pa.int64()),
        ("pharmacy", pa.string()),
        ("municipality", pa.string()),
    ]
)
PEOPLE = pa.schema(
    [
        ("key", pa.int64()),
        ("birth_year", pa.int16()),  # null: unknown
        ("sex", pa.string()),
        ("death_month", pa.date32()),
        ("municipality", pa.string()),  # on 1 January; null: none registered
    ]
)
POPULATION = pa.schema([("region", pa.string()), ("sex", pa.string()), ("age", pa.int16()), ("count", pa.int64())])

Indexes = npt.NDArray[np.int64]
Store = Callable[[str, bytes], object]
"""Keeps a file under its name, which is the hash of its content; the same name again changes nothing."""


@dataclass(frozen=True)
class File:
    rows: int
    sha256: str


@dataclass(frozen=True)
class Range:
    """Some of the year's people, all that were dispensed to them, and nothing else."""

    people: File
    dispensings: File


@dataclass(frozen=True)
class Extract:
    """The manifest of a frozen year. `nobody`: dispensings to animals and on requisition."""

    year: int
    ranges: tuple[Range, ...]
    nobody: File
    population: File
    layout: int = LAYOUT

    def to_json(self) -> bytes:
        return canonical_json(asdict(self))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_json()).hexdigest()

    def files(self) -> list[File]:
        """All that it is made of."""
        parts = [file for part in self.ranges for file in (part.people, part.dispensings)]
        return [*parts, self.nobody, self.population]

    @property
    def lines(self) -> int:
        return self.nobody.rows + sum(part.dispensings.rows for part in self.ranges)


def extract_from(content: bytes) -> Extract:
    """Of `Extract.to_json`. Raises ValueError for another layout."""
    read: dict[str, Any] = json.loads(content)
    if read["layout"] != LAYOUT:
        raise ValueError(f"an extract of layout {read['layout']}, where {LAYOUT} is read: extract the year again")
    ranges = tuple(Range(File(**part["people"]), File(**part["dispensings"])) for part in read["ranges"])
    return Extract(read["year"], ranges, File(**read["nobody"]), File(**read["population"]), read["layout"])


def keep(table: pa.Table, store: Store) -> File:
    content = parquet(table)
    file = File(len(table), hashlib.sha256(content).hexdigest())
    store(file.sha256, content)
    return file


def keep_range(people: pa.Table, lines: pa.Table, store: Store) -> Range:
    """`people` in the order of `people_order`; `lines` as `in_order` has them."""
    return Range(keep(people, store), keep(lines, store))


def parquet(table: pa.Table) -> bytes:
    """The same table gives the same bytes with the same pyarrow."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=1 << 20)
    return buffer.getvalue()


def people_order(county: Indexes, sex: Indexes, birth_year: Indexes, place: Indexes, key: Indexes) -> Indexes:
    """Positions of a range's people in the order of its files. `county`: the municipality's first two digits."""
    return in_order(county, sex, (birth_year, place, key))


def in_order(first: Indexes, second: Indexes, ties: Iterable[Indexes]) -> Indexes:
    """Positions in order of `first`, then `second`, then each of `ties`: never the database's own order.

    Lines: the person's position among the range's people, the date, then what tells lines of one day apart. Packed in
    one integer where they fit, which sorts ten times as fast, and three times more where `ties` leave no two alike:
    then the fastest sort may be used, which does not keep the order of equals.
    """
    keys = [first, second, *ties]
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    lowest = [int(key.min()) for key in keys]
    widths = [(int(key.max()) - low).bit_length() for key, low in zip(keys, lowest, strict=True)]
    if sum(widths) > 63:
        return np.lexsort(tuple(reversed(keys)))
    packed = np.zeros(len(first), dtype=np.int64)
    for key, low, width in zip(keys, lowest, widths, strict=True):
        packed = (packed << width) | (key - low)
    return np.argsort(packed, kind="quicksort" if len(keys) > 2 else "stable")


def bounds(keys: Indexes, lines: int, aim: int = LINES_A_RANGE) -> Indexes:
    """Keys at which ranges begin, all but the first: `keys` (rising) cut in as many equal parts as `lines` asks for."""
    parts = max(1, -(-lines // aim))
    return keys[[len(keys) * part // parts for part in range(1, parts)]] if len(keys) else keys


def texts_of(codes: npt.NDArray[np.integer], texts: Sequence[str]) -> pa.DictionaryArray:
    """Each code's text, without writing them out. Of `texts` only those in use go along, in their order."""
    used = np.bincount(codes, minlength=len(texts)) > 0
    indexes = (np.cumsum(used) - 1).astype(np.int32)[codes]
    kept = [texts[code] for code in np.flatnonzero(used).tolist()]
    return pa.DictionaryArray.from_arrays(pa.array(indexes), pa.array(kept, pa.string()))


def canonical_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
