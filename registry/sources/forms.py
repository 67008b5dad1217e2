"""The three forms a delivery can come in: `;`-separated text, Parquet, and a FHIR bundle. All become the same lines."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from registry.sources import fhir
from registry.sources.delivery_file import MAX_BYTES, MAX_LINES, BrokenFile, DeliveryFile, check_size, check_text, parse

HEADER = b"lmr"  # Parquet's own key for what is line 1 of a text file
NOT_PARQUET = "filen er ikke Parquet, eller den er avkortet"


def take_apart(data: bytes) -> DeliveryFile:
    """Raises BrokenFile where the file is cut off or not of its form."""
    if data.startswith(b"PAR1"):
        return _parquet(data)
    if data[:200].lstrip().startswith(b"{"):
        return from_bundle(data)
    return parse(data)


def from_bundle(data: bytes) -> DeliveryFile:
    """A FHIR transaction bundle of dispensings as lines of version 2. Raises BrokenFile."""
    bundle = fhir.bundle(data)
    rows = [";".join(fhir.cells(resource)) for resource in bundle.resources]
    check_size(rows)
    check_text(rows)
    return DeliveryFile("pharmacies", "utleveringer", "2", bundle.subject, fhir.COLUMNS, rows)


def _parquet(data: bytes) -> DeliveryFile:
    try:
        file = pq.ParquetFile(BytesIO(data))
        size = sum(file.metadata.row_group(number).total_byte_size for number in range(file.metadata.num_row_groups))
        if file.metadata.num_rows > MAX_LINES or size > MAX_BYTES:
            raise BrokenFile(f"filen har flere enn {MAX_LINES} linjer eller er for stor utpakket; del den opp")
        header = (file.schema_arrow.metadata or {}).get(HEADER, b"").decode("utf-8", "replace").split(";")
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise error if isinstance(error, BrokenFile) else BrokenFile(NOT_PARQUET) from None
    if len(header) < 3:
        raise BrokenFile("Parquet-filen mangler metadata «lmr»: <kilde>;<innhold>;<versjon>[;<det filen gjelder>]")
    columns = [_texts(name, table[name]) for name in table.column_names]
    rows = list(map(";".join, zip(*columns, strict=True)))
    check_size(rows)
    check_text(rows)
    source, content, version, *subject = header
    return DeliveryFile(source, content, version, tuple(subject), tuple(table.column_names), rows)


def _texts(name: str, column: pa.ChunkedArray) -> list[str]:
    kind = column.type
    if not (
        pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_date(kind) or pa.types.is_decimal(kind)
    ):
        raise BrokenFile(
            f"kolonnen {json.dumps(name)[:60]} har en type som ikke leses; bruk tekst, heltall, dato eller desimal"
        )
    return list(_shown(column.to_pylist()))


def _shown(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if value is None:
            yield ""
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield f"{value:f}" if isinstance(value, Decimal) else str(value)
