"""From the register's rows to the files of a frozen year: cut in ranges of people, put in order, written.

Rows come in the database's order and are first laid aside by range, on the local disk: memory is that of a few ranges,
whatever the year's size.
"""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from registry.frozen import reading
from registry.frozen.layout import (
    DISPENSINGS,
    LINES_A_RANGE,
    PEOPLE,
    POPULATION,
    Extract,
    File,
    Indexes,
    Range,
    Store,
    bounds,
    in_order,
    keep,
    keep_range,
    people_order,
    texts_of,
)
from registry.models import Dispensing, Person, Pharmacy, Population, Product
from registry.sources.doses import thousandths

WORKERS = 2


@dataclass
class Known:
    """Texts in the order in which they came, and the code of each."""

    codes: dict[str, int] = field(default_factory=dict)

    def code(self, column: pa.Array) -> npt.NDArray[np.int32]:
        encoded = column.dictionary_encode()
        codes = [self.codes.setdefault(text, len(self.codes)) for text in encoded.dictionary.to_pylist()]
        return np.array(codes, dtype=np.int32)[encoded.indices.to_numpy()]

    def rank(self) -> tuple[npt.NDArray[np.int32], list[str]]:
        """By code the place in the order of the texts, and the texts in order."""
        texts = sorted(self.codes)
        place = {text: i for i, text in enumerate(texts)}
        return np.array([place[text] for text in self.codes], dtype=np.int32), texts


@dataclass(frozen=True)
class Catalogue:
    """Products and pharmacies by row id, in order of their public numbers."""

    product_ids: Indexes
    items: list[str]
    atc: list[str]
    atc_of: Indexes
    milli: Indexes
    has_ddd: npt.NDArray[np.bool_]
    pharmacy_ids: Indexes
    pharmacies: list[str]


ASIDE = pa.schema(
    [
        ("person", pa.int64()),
        ("date", pa.int32()),
        ("product", pa.int32()),
        ("packages", pa.int32()),
        ("price_ore", pa.int64()),
        ("basis", pa.int32()),
        ("prescriber", pa.int64()),
        ("pharmacy", pa.int32()),
        ("municipality", pa.int32()),
        ("line", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Texts:
    """What the codes laid aside stand for: by code its place in order, and the texts in order."""

    catalogue: Catalogue
    basis_rank: npt.NDArray[np.int32]
    bases: list[str]
    place_rank: npt.NDArray[np.int32]
    places: list[str]


def freeze(year: int, store: Store, aim: int = LINES_A_RANGE) -> Extract:
    """Write the year's files to `store` and return their manifest. `aim`: lines a range."""
    catalogue, bases, places = read_catalogue(), Known(), Known()
    edges = _edges(year, aim)
    with tempfile.TemporaryDirectory(prefix="lmr-extract-") as folder:
        aside = [Path(folder, f"{number}.arrow") for number in range(len(edges) + 2)]
        _lay_aside(year, edges, aside, catalogue, bases, places)
        texts = Texts(catalogue, *bases.rank(), *places.rank())
        people = _people_by_range(year, edges)

        def make(number: int) -> Range:
            return _range(people[number], _laid(aside[number]), texts, store)

        with ThreadPoolExecutor(WORKERS) as pool:
            ranges = tuple(pool.map(make, range(len(edges) + 1)))
        nobody = _nobody(_laid(aside[-1]), texts, store)
    return Extract(year, ranges, nobody, keep(population(year), store))


def population(year: int) -> pa.Table:
    rows = Population.objects.filter(year=year).order_by("region", "sex", "age")
    return _table(rows.values_list("region", "sex", "age", "count"), POPULATION)


def read_catalogue() -> Catalogue:
    rows = list(Product.objects.order_by("item_number").values_list("pk", "item_number", "atc", "ddd_per_package"))
    pharmacies = list(Pharmacy.objects.order_by("number").values_list("pk", "number"))
    atc = sorted({row[2] for row in rows})
    position = {code: i for i, code in enumerate(atc)}
    return Catalogue(
        product_ids=np.array([row[0] for row in rows], dtype=np.int64),
        items=[row[1] for row in rows],
        atc=atc,
        atc_of=np.array([position[row[2]] for row in rows], dtype=np.int64),
        milli=np.array([thousandths(row[3]) for row in rows], dtype=np.int64),
        has_ddd=np.array([row[3] is not None for row in rows], dtype=bool),
        pharmacy_ids=np.array([row[0] for row in pharmacies], dtype=np.int64),
        pharmacies=[row[1] for row in pharmacies],
    )


def _edges(year: int, aim: int) -> Indexes:
    """Keys at which ranges begin, from a sample of those who have lines: every hundredth is enough to cut evenly."""
    period = {"period__gte": year * 100 + 1, "period__lte": year * 100 + 12}
    lines = Dispensing.objects.filter(**period).count()
    if lines <= aim:
        return np.zeros(0, dtype=np.int64)
    return bounds(np.fromiter(Person.objects.order_by("key").values_list("key", flat=True), np.int64), lines, aim)


def _lay_aside(year: int, edges: Indexes, aside: list[Path], catalogue: Catalogue, bases: Known, places: Known) -> None:
    """Each line to the file of its person's range; those without a person to the last."""
    with ExitStack() as stack:
        writers = [stack.enter_context(ipc.new_file(str(path), ASIDE)) for path in aside]
        for batch in reading.lines(year):
            rows = _coded(batch, catalogue, bases, places)
            person = batch.column("person")
            number = np.searchsorted(edges, person.fill_null(0).to_numpy(), side="right")
            number[person.is_null().to_numpy(zero_copy_only=False)] = len(aside) - 1
            order = np.argsort(number.astype(np.int16), kind="stable")
            ends = np.searchsorted(number[order], np.arange(len(aside)), side="right").tolist()
            rows = rows.take(pa.array(order))
            for writer, low, high in zip(writers, [0, *ends[:-1]], ends, strict=True):
                if high > low:
                    writer.write_batch(rows.slice(low, high - low))


def _coded(batch: pa.RecordBatch, catalogue: Catalogue, bases: Known, places: Known) -> pa.RecordBatch:
    columns = {
        "person": batch.column("person"),
        "date": batch.column("date").cast(pa.int32()),
        "product": _position(catalogue.product_ids, batch.column("product")),
        "packages": batch.column("packages"),
        "price_ore": batch.column("price_ore"),
        "basis": bases.code(batch.column("basis")),
        "prescriber": batch.column("prescriber"),
        "pharmacy": _position(catalogue.pharmacy_ids, batch.column("pharmacy")),
        "municipality": places.code(batch.column("municipality")),
        "line": batch.column("line"),
    }
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in ASIDE]
    return pa.RecordBatch.from_arrays(arrays, schema=ASIDE)


def _position(ids: Indexes, wanted: pa.Array) -> Indexes:
    """Of each row id its place in the catalogue: one look-up in a table as long as the largest id."""
    places = np.full(int(ids.max(initial=0)) + 1, -1, dtype=np.int64)
    places[ids] = np.arange(len(ids))
    return places[wanted.to_numpy()]


def _laid(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file:
        return ipc.open_file(file).read_all()


def _people_by_range(year: int, edges: Indexes) -> list[pa.Table]:
    """Everybody, by range, in order of key: who has no line in the year goes out later."""
    table = pa.Table.from_batches(reading.persons(year), reading.PERSONS)
    order = np.argsort(table["key"].to_numpy(), kind="stable")
    table = table.take(pa.array(order))
    ends = np.searchsorted(table["key"].to_numpy(), edges, side="left").tolist()
    return [table.slice(low, high - low) for low, high in zip([0, *ends], [*ends, len(table)], strict=True)]


def _range(everybody: pa.Table, rows: pa.Table, texts: Texts, store: Store) -> Range:
    """`everybody` of the range in order of key; those with a line in `rows` are its people."""
    at = _place_among(everybody["key"], rows["person"])
    here = np.flatnonzero(np.bincount(at, minlength=len(everybody)))
    people = everybody.take(pa.array(here))
    order = _order_of_people(people)
    rank = np.zeros(len(everybody), dtype=np.int64)
    rank[here[order]] = np.arange(len(order))
    lines = rows.take(pa.array(in_order(rank[at], *_time(rows))))
    return keep_range(_people_table(people.take(pa.array(order))), _lines_table(lines, texts), store)


def _place_among(keys: pa.ChunkedArray, person: pa.ChunkedArray) -> Indexes:
    """Of each person the position in `keys`, found by hash: three times as fast as by halving."""
    at = pc.index_in(person, keys)
    if at.null_count:
        raise RuntimeError("people were erased while the year was read: extract it again")
    return at.to_numpy()


def _nobody(rows: pa.Table, texts: Texts, store: Store) -> File:
    date, ties = _time(rows)
    order = in_order(date, ties[0], [*ties[1:], rows["product"].to_numpy().astype(np.int64)])
    return keep(_lines_table(rows.take(pa.array(order)), texts), store)


def _time(rows: pa.Table) -> tuple[Indexes, list[Indexes]]:
    """The date, and what tells a day's lines apart: the pharmacy, and the number within its delivery of the month."""
    date, pharmacy, line = (rows[name].to_numpy().astype(np.int64) for name in ("date", "pharmacy", "line"))
    return date, [pharmacy, line]


def _order_of_people(people: pa.Table) -> Indexes:
    sex, place = (_rank(people[name]) for name in ("sex", "municipality"))
    birth_year = _birth_year(people).fill_null(0).to_numpy().astype(np.int64)
    county = _rank(pc.utf8_slice_codeunits(people["municipality"], 0, 2))
    return people_order(county, sex, birth_year, place, people["key"].to_numpy())


def _rank(column: pa.ChunkedArray) -> Indexes:
    """The place of each text in the order of the texts; −1 where there is none."""
    texts = sorted(column.unique().drop_null().to_pylist())
    return pc.index_in(column, pa.array(texts, pa.string())).fill_null(-1).to_numpy().astype(np.int64)


def _birth_year(people: pa.Table) -> pa.ChunkedArray:
    return pc.year(people["birth_date"]).cast(pa.int16())


def _people_table(people: pa.Table) -> pa.Table:
    columns = [people["key"], _birth_year(people), people["sex"], people["death_month"], people["municipality"]]
    return pa.table([column.combine_chunks() for column in columns], schema=PEOPLE)


def _lines_table(rows: pa.Table, texts: Texts) -> pa.Table:
    catalogue = texts.catalogue
    product, packages = rows["product"].to_numpy(), rows["packages"].to_numpy()
    columns = {
        "person": rows["person"],
        "date": rows["date"].cast(pa.date32()),
        "atc": texts_of(catalogue.atc_of[product], catalogue.atc),
        "product": texts_of(product, catalogue.items),
        "packages": rows["packages"],
        "ddd_milli": pa.array(catalogue.milli[product] * packages, mask=~catalogue.has_ddd[product]),
        "price_ore": rows["price_ore"],
        "reimbursement": texts_of(texts.basis_rank[rows["basis"].to_numpy()], texts.bases),
        "prescriber": rows["prescriber"],
        "pharmacy": texts_of(rows["pharmacy"].to_numpy(), catalogue.pharmacies),
        "municipality": texts_of(texts.place_rank[rows["municipality"].to_numpy()], texts.places),
    }
    return pa.table([columns[name] for name in DISPENSINGS.names], names=DISPENSINGS.names)


def _table(rows: Iterable[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
