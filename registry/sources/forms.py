"""The three forms a delivery can come in: `;`-separated text, Parquet, and a FHIR bundle. All become the same lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from registry.sources import fhir
from registry.sources.delivery_file import PIECE, BrokenFile, DeliveryFile, check_lines, check_text, parse

HEADER = b"lmr"  # Parquet's own key for what is line 1 of a text file
NOT_PARQUET = "filen er ikke Parquet, eller den er avkortet; skriv den på nytt og lever den igjen"
MAX_GROUP = 300_000_000  # bytes of a row group, unpacked: one is held in memory


def take_apart(path: Path) -> DeliveryFile:
    """Raises BrokenFile where the file is cut off or not of its form."""
    with path.open("rb") as file:
        begins = file.read(200)
    if begins.startswith(b"PAR1"):
        return _parquet(path)
    if begins.lstrip().startswith(b"{"):
        return _from_bundle(lambda: path.open("rb"))
    return parse(path)


def from_bundle(data: bytes) -> DeliveryFile:
    """A FHIR transaction bundle of dispensings as lines of version 2. Raises BrokenFile."""
    return _from_bundle(lambda: BytesIO(data))


def _from_bundle(opened: Callable[[], BinaryIO]) -> DeliveryFile:
    with opened() as file:
        subject = fhir.subject(file)
    return DeliveryFile("pharmacies", "utleveringer", "2", subject, fhir.COLUMNS, _of_bundle(opened))


def _of_bundle(opened: Callable[[], BinaryIO]) -> Iterator[list[str]]:
    before = 0
    with opened() as file:
        lines = (";".join(fhir.cells(resource)) for resource in fhir.resources(file))
        while piece := list(islice(lines, PIECE)):
            yield _checked(piece, before)
            before += len(piece)


def _checked(lines: list[str], before: int) -> list[str]:
    check_lines(lines)
    check_text(lines, before)
    return lines


def _parquet(path: Path) -> DeliveryFile:
    try:
        with pq.ParquetFile(path) as file:
            _check_groups(file)
            schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise error if isinstance(error, BrokenFile) else BrokenFile(NOT_PARQUET) from None
    header = (schema.metadata or {}).get(HEADER, b"").decode("utf-8", "replace").split(";")
    if len(header) < 3:
        raise BrokenFile("Parquet-filen skal ha metadata «lmr»: <kilde>;<innhold>;<versjon>[;<det filen gjelder>]")
    for field in schema:
        _check_type(field)
    source, content, version, *subject = header
    return DeliveryFile(source, content, version, tuple(subject), tuple(schema.names), _of_parquet(path))


def _check_groups(file: pq.ParquetFile) -> None:
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    if any(group.total_byte_size > MAX_GROUP for group in groups):
        raise BrokenFile(
            f"en radgruppe er større enn {MAX_GROUP // 1_000_000} MB utpakket; skriv filen med mindre grupper"
        )


def _of_parquet(path: Path) -> Iterator[list[str]]:
    """Row group by row group: of several at a time Arrow holds more than it needs to."""
    before = 0
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in _batches(file):
                columns = [_texts(name, batch.column(place)) for place, name in enumerate(batch.schema.names)]
                yield _checked(list(map(";".join, zip(*columns, strict=True))), before)
                before += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise BrokenFile(NOT_PARQUET) from error


def _texts(name: str, column: pa.Array) -> list[str]:
    """Arrow keeps bytes that are no text, and days before the year 1, until somebody asks for them."""
    try:
        return list(_shown(column.to_pylist()))
    except (ValueError, OverflowError):
        shown = json.dumps(name)[:60]
        raise BrokenFile(
            f"kolonnen {shown} har verdier som ikke er UTF-8 eller ingen dato; skriv den på nytt"
        ) from None


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    for group in range(file.metadata.num_row_groups):
        yield from file.iter_batches(PIECE, row_groups=[group], use_threads=False)


def _check_type(field: pa.Field) -> None:
    kind = field.type
    if not (
        pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_date(kind) or pa.types.is_decimal(kind)
    ):
        name = json.dumps(field.name)[:60]
        raise BrokenFile(f"kolonnen {name} har en type som ikke leses; bruk tekst, heltall, dato eller desimal")


def _shown(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if value is None:
            yield ""
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield f"{value:f}" if isinstance(value, Decimal) else str(value)
