"""From the register to frozen files: one year of dispensings, pseudonymous, and the reference data beside it.

The statistics read what is made here and nothing else of the register. The rows' order is that of the deliveries'
own numbers, never of the database, so that two databases with the same content give the same bytes.
"""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from registry.models import AtcCode, County, Municipality, Population, Product

BATCH = 200_000

DISPENSINGS = pa.schema(
    [
        ("person", pa.int64()),  # null: to an animal, or on requisition
        ("date", pa.date32()),
        ("atc", pa.string()),
        ("product", pa.string()),
        ("packages", pa.int64()),
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

LINES_SQL = """
    SELECT d.person_id, d.date, d.product_id, d.packages, d.price_ore, d.legal_basis, d.prescriber_id,
           p.number, d.municipality
    FROM registry_dispensing d JOIN registry_pharmacy p ON p.id = d.pharmacy_id
    WHERE d.date BETWEEN %s AND %s
    ORDER BY d.date, p.number, d.period, d.line
"""
PEOPLE_SQL = """
    SELECT p.key, p.birth_date, p.sex, p.death_month, r.municipality
    FROM registry_person p
    LEFT JOIN registry_residence r ON r.person_id = p.key
         AND r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to >= %s)
    ORDER BY p.key
"""


def dispensings(year: int) -> pa.Table:
    """Every dispensing of the year in order of time. DDD is milli-DDD of the line; money is øre of the line."""
    products = _products()
    batches = [_line_batch(rows, products) for rows in _rows(LINES_SQL, (dt.date(year, 1, 1), dt.date(year, 12, 31)))]
    return pa.Table.from_batches(batches, DISPENSINGS)


def people(year: int, keys: pa.ChunkedArray) -> pa.Table:
    """Those of `keys`, in order of key, with the residence registered on 1 January of the year."""
    wanted = np.unique(keys.drop_null().to_numpy())
    january = dt.date(year, 1, 1)
    batches = [_people_batch(rows) for rows in _rows(PEOPLE_SQL, (january, january))]
    table = pa.Table.from_batches(batches, PEOPLE)
    return table.filter(pa.array(np.isin(table["key"].to_numpy(), wanted)))


def population(year: int) -> pa.Table:
    rows = Population.objects.filter(year=year).order_by("region", "sex", "age")
    return _table(rows.values_list("region", "sex", "age", "count"), POPULATION)


def reference(day: dt.date) -> dict[str, Any]:
    """ATC codes in force on `day`, municipalities with their county of today, and the products' names by ATC code."""
    valid = AtcCode.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    fields = ("code", "name", "name_en", "level", "parent", "ddd", "ddd_unit", "ddd_route")
    moved = AtcCode.objects.exclude(replaced_by="").order_by("code", "valid_from")
    places = Municipality.objects.order_by("code", "valid_from")
    products = Product.objects.order_by("atc", "name").values_list("atc", "name").distinct()
    return {
        "day": day.isoformat(),
        "atc": [
            {name: str(value) if name == "ddd" and value is not None else value for name, value in row.items()}
            for row in valid.order_by("code").values(*fields)
        ],
        "replaced": dict(moved.values_list("code", "replaced_by")),
        "municipalities": [
            [code, county, first.isoformat(), last.isoformat() if last else None]
            for code, county, first, last in places.values_list("code", "county_id", "valid_from", "valid_to")
        ],
        "counties": dict(County.objects.order_by("code").values_list("code", "name")),
        "products": [list(row) for row in products],
        "with_ddd": sorted(set(Product.objects.exclude(ddd_per_package=None).values_list("atc", flat=True))),
    }


def parquet(table: pa.Table) -> bytes:
    """The same table gives the same bytes with the same pyarrow."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=1 << 20)
    return buffer.getvalue()


def canonical_json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _products() -> dict[int, tuple[str, str, int | None]]:
    """By row id: item number, ATC code, milli-DDD a package."""
    rows = Product.objects.values_list("pk", "item_number", "atc", "ddd_per_package")
    return {pk: (number, atc, None if ddd is None else int(ddd * 1000)) for pk, number, atc, ddd in rows}


def _rows(sql: str, params: tuple[object, ...]) -> Iterator[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _line_batch(rows: list[tuple[Any, ...]], products: dict[int, tuple[str, str, int | None]]) -> pa.RecordBatch:
    person, date, product, packages, price, basis, prescriber, pharmacy, municipality = zip(*rows, strict=True)
    numbers, atc, milli = zip(*(products[key] for key in product), strict=True)
    ddd = [None if each is None else each * amount for each, amount in zip(milli, packages, strict=True)]
    columns = (person, _dates(date), atc, numbers, packages, ddd, price, basis, prescriber, pharmacy, municipality)
    return _batch(columns, DISPENSINGS)


def _people_batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    key, birth, sex, death, municipality = zip(*rows, strict=True)
    years = [None if day is None else day.year for day in _dates(birth)]
    return _batch((key, years, sex, _dates(death), municipality), PEOPLE)


def _dates(values: tuple[Any, ...]) -> list[dt.date | None]:
    """SQLite's driver gives text where PostgreSQL's gives dates."""
    return [dt.date.fromisoformat(value) if isinstance(value, str) else value for value in values]


def _batch(columns: tuple[Any, ...], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _table(rows: Any, schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_batches([_batch(tuple(columns), schema)], schema)
