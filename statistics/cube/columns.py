"""From a range of a frozen extract to the counting kernel's arrays: codes become positions, nothing is counted yet.

What cannot be right stops the year, with the file, the column and the row group in the message.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from statistics.cube.axes import (
    BANDS,
    ELSEWHERE,
    PARTS,
    REGIONS,
    ROOT,
    SEX_OF_REGISTER,
    SEXES,
    SHAPE,
    band,
    node_order,
    parent,
    parents,
)

Int64 = npt.NDArray[np.int64]
Find = Callable[[str], int]

NOWHERE = -1
UNKNOWN_SEX = "U"
SEX = {code: SEXES.index(name) for code, name in SEX_OF_REGISTER.items()}
ATC = re.compile(r"Q?[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?")
HUMAN = re.compile(r"[A-PR-Z]")

DISPENSINGS = {
    "person": "int64", "atc": "text", "packages": "int32", "ddd_milli": "int64", "price_ore": "int64",
    "municipality": "text",
}  # fmt: skip
PEOPLE = {"key": "int64", "birth_year": "int16", "sex": "text", "municipality": "text"}
MAY_BE_EMPTY = ("ddd_milli", "birth_year", "home")


class BadExtract(ValueError):
    """A frozen file is not what it should be. The text says where: file, column and row group."""


@dataclass(frozen=True)
class Source:
    """One Parquet file of an extract: its name in messages, and its content."""

    name: str
    content: bytes | pa.Buffer


@dataclass(frozen=True)
class Codes:
    """How the codes of a year become positions. `above` [node]: position of the group above, NOWHERE at the root.

    `region` gives positions in `parts`, which are today's counties but where the country is divided otherwise.
    """

    year: int
    nodes: tuple[str, ...]
    above: Int64
    node: Find
    region: Find
    parts: tuple[str, ...] = PARTS


@dataclass(frozen=True)
class People:
    """The people of a range, each once; all arrays have the length of `key`. Near ones mostly share a cell.

    `cell` is the person's cell by sex and age in a region's part of the table, NOWHERE where one of them is unknown;
    `region` a position in `PARTS`, NOWHERE where no residence was registered on 1 January.
    """

    key: Int64
    cell: Int64
    region: Int64


@dataclass(frozen=True)
class Lines:
    """Dispensings to the people of a range, in the order of the people and of time, in smallest units.

    `code` and `place` are positions in `node_of_code` and `region_of_place`. `has_ddd` has a bit a line, the lowest of
    a byte first; where it is not set, `ddd_milli` may be anything.
    """

    person: Int64
    code: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    packages: npt.NDArray[np.int32]
    ddd_milli: Int64
    has_ddd: npt.NDArray[np.uint8]
    price_ore: Int64
    node_of_code: Int64
    region_of_place: Int64


def codes(year: int, reference: dict[str, Any]) -> Codes:
    """`reference` is what `registry.extract.reference` gave."""
    nodes = human_nodes(reference)
    return Codes(year, nodes, parents(nodes), node_of(nodes, reference["replaced"]), region_of(year, reference))


def read_people(file: Source, codes: Codes) -> People:
    """Raises BadExtract."""
    table = _read(file, PEOPLE)
    birth, sex = table["birth_year"].fill_null(0).to_numpy().astype(np.int64), _texts(file, table, "sex", _sex)
    age = codes.year - birth
    cell = sex * len(BANDS) + band(np.maximum(age, 0))
    key = table["key"].to_numpy()
    in_order = np.sort(key)  # numpy's own unique hashes, which is twenty times slower
    if twice := int((in_order[1:] == in_order[:-1]).sum()):
        raise BadExtract(f"{file.name}: column key, row group 0: {twice} people are there more than once")
    return People(
        key=key,
        cell=np.where((sex == NOWHERE) | (birth == 0) | (age < 0), NOWHERE, cell),
        region=_texts(file, table, "municipality", codes.region, empty=NOWHERE),
    )


def read_lines(file: Source, codes: Codes) -> Lines:
    """Raises BadExtract."""
    table = _read(file, DISPENSINGS)
    code, node_of_code = _coded(file, table, "atc", codes.node)
    place, region_of_place = _coded(file, table, "municipality", codes.region)
    ddd, has_ddd = _with_bits(table["ddd_milli"])
    return Lines(
        person=table["person"].to_numpy(),
        code=code,
        place=place,
        packages=table["packages"].to_numpy(),
        ddd_milli=ddd,
        has_ddd=has_ddd,
        price_ore=table["price_ore"].to_numpy(),
        node_of_code=node_of_code,
        region_of_place=region_of_place,
    )


def read_pharmacies(file: Source, numbers: dict[str, int]) -> Int64:
    """[line]: the pharmacy's number in `numbers`, which gets those it lacks. Raises BadExtract."""
    table = _read(file, {"pharmacy": "text"})
    positions, stands = _coded(file, table, "pharmacy", lambda text: numbers.setdefault(text, len(numbers)))
    return stands[positions]


def human_nodes(reference: dict[str, Any]) -> tuple[str, ...]:
    """All medicines and every ATC code in force; ATCvet (Q…) is a system of its own and apart."""
    return node_order({row["code"] for row in reference["atc"] if not row["code"].startswith("Q")})


def node_of(nodes: tuple[str, ...], replaced: dict[str, str]) -> Find:
    """A product's ATC code → node: itself, what replaced it, or the nearest group above that is in force.

    NOWHERE for a code of ATCvet. Raises ValueError for what is no ATC code, or in no main group.
    """
    position = {code: i for i, code in enumerate(nodes)}

    @cache  # each range of people asks for the same
    def find(code: str) -> int:
        if not ATC.fullmatch(code):
            raise ValueError(f"{code!r} is no ATC code")
        now, seen = code, set()
        while now not in position and now in replaced and now not in seen:
            seen.add(now)
            now = replaced[now]
        while now not in position:
            now = parent(now)
        if now == ROOT and HUMAN.match(code):
            raise ValueError(f"{code} is not in the ATC list, nor is any group above it")
        return NOWHERE if now == ROOT else position[now]

    return find


def region_of(year: int, reference: dict[str, Any]) -> Find:
    """A municipality number used in the year → position in PARTS of its county of today; unknown → elsewhere.

    Raises ValueError for a number that no list has had.
    """
    first, last = dt.date(year, 1, 1).isoformat(), dt.date(year, 12, 31).isoformat()
    known = {code for code, *_ in reference["municipalities"]} | {""}
    counties = {
        code: county
        for code, county, begins, ends in reference["municipalities"]
        if begins <= last and (ends is None or ends >= first)
    }

    @cache
    def find(code: str) -> int:
        if code not in known:
            raise ValueError(f"{code!r} is not in the list of municipalities")
        return PARTS.index(counties.get(code, ELSEWHERE))

    return find


def population_array(table: pa.Table) -> tuple[Int64, npt.NDArray[np.bool_]]:
    """Inhabitants [region, sex, age] with totals of sex and age; and which regions have any figure.

    The nation's row is its own figure, never the counties' sum.
    """
    inhabitants = np.zeros(SHAPE, dtype=np.int64)
    region = np.array([REGIONS.index(code) for code in table["region"].to_pylist()], dtype=np.int64)
    sex = np.array([SEX[code] for code in table["sex"].to_pylist()], dtype=np.int64)
    age = band(table["age"].to_numpy().astype(np.int64))
    np.add.at(inhabitants, (region, sex, age), table["count"].to_numpy())
    inhabitants[:, -1] = inhabitants[:, :-1].sum(axis=1)
    inhabitants[:, :, -1] = inhabitants[:, :, :-1].sum(axis=2)
    known = np.zeros(len(REGIONS), dtype=bool)
    known[region] = True
    return inhabitants, known


def _sex(code: str) -> int:
    if code == UNKNOWN_SEX:
        return NOWHERE
    if code not in SEX:
        raise ValueError(f"{code!r} is none of {', '.join((*SEX, UNKNOWN_SEX))}")
    return SEX[code]


def _read(file: Source, columns: dict[str, str]) -> pa.Table:
    """The columns, one chunk each and texts as dictionaries; nothing is empty but what may be."""
    texts = [name for name, kind in columns.items() if kind == "text"]
    try:
        opened = pq.ParquetFile(pa.BufferReader(file.content), read_dictionary=texts)
        _check_types(file, opened.schema_arrow, columns)
        table = opened.read(list(columns), use_threads=False).combine_chunks()
    except pa.ArrowException as why:
        raise BadExtract(f"{file.name}: not readable as Parquet: {why}") from None
    for name in columns:
        home = name == "municipality" and columns is PEOPLE
        if not home and name not in MAY_BE_EMPTY and table[name].null_count:
            line = table[name].is_null().to_numpy().argmax()
            raise _bad(file, name, int(line), "a value is missing")
    return table


def _check_types(file: Source, schema: pa.Schema, columns: dict[str, str]) -> None:
    for name, kind in columns.items():
        if name not in schema.names:
            raise BadExtract(f"{file.name}: column {name} is missing (row group 0 and all others)")
        own = schema.field(name).type
        text = pa.types.is_dictionary(own) and pa.types.is_string(own.value_type)
        if not (text if kind == "text" else str(own) == kind):
            raise BadExtract(f"{file.name}: column {name} is {own}, not {kind} (row group 0 and all others)")


def _coded(file: Source, table: pa.Table, name: str, find: Find) -> tuple[npt.NDArray[np.int32], Int64]:
    """Each line's position in the column's list of texts, and what each text stands for, looked up once."""
    array = table[name].chunk(0) if table[name].num_chunks else pa.array([], pa.dictionary(pa.int32(), pa.string()))
    stands = np.zeros(len(array.dictionary), dtype=np.int64)
    indices = array.indices.fill_null(0) if array.null_count else array.indices
    for position, text in enumerate(array.dictionary.to_pylist()):
        try:
            stands[position] = find(text)
        except ValueError as why:
            line = int(np.argmax(indices.to_numpy() == position))
            raise _bad(file, name, line, str(why)) from None
    return indices.to_numpy(), stands


def _texts(file: Source, table: pa.Table, name: str, find: Find, empty: int = NOWHERE) -> Int64:
    positions, stands = _coded(file, table, name, find)
    if not len(stands):
        return np.full(len(positions), empty, dtype=np.int64)
    found = stands[positions]
    if table[name].null_count:
        found[table[name].is_null().to_numpy(zero_copy_only=False)] = empty
    return found


def _with_bits(column: pa.ChunkedArray) -> tuple[Int64, npt.NDArray[np.uint8]]:
    """Its numbers, and a bit for each that is one: filling the others would copy the whole column."""
    array = column.chunk(0) if column.num_chunks else pa.array([], pa.int64())
    bits, values = array.buffers()
    if bits is None:
        return array.to_numpy(), np.full(len(array) // 8 + 1, 0xFF, dtype=np.uint8)
    assert array.offset == 0  # read as one chunk of its own
    return np.frombuffer(values, np.int64, len(array)), np.frombuffer(bits, np.uint8)


def _bad(file: Source, column: str, line: int, why: str) -> BadExtract:
    """`line` counts from 0 through the file."""
    metadata = pq.read_metadata(pa.BufferReader(file.content))
    ends: Sequence[int] = np.cumsum([metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)]).tolist()
    group = int(np.searchsorted(ends, line, side="right"))
    return BadExtract(f"{file.name}: column {column}, row group {group}, line {line}: {why}")
