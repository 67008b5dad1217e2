"""Files that hypothesis makes: good ones with bytes changed, tables of any types, population tables of any shape."""

import gzip
import json
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

ODD = ["", " ", "0", "-1", "99999999999", "1e5", "²", "１", "\x1b", "0001-01-01", "9999-12-31", "2024-02-30", "æ" * 50]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes changed, cut, doubled and moved."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(found) - 1, 0)))
        length = draw(st.integers(0, 40))
        new = draw(st.binary(max_size=8) | st.sampled_from([b"", b"\n", b";", b"<", b"&", b'"', b"\xff", b"]]>", b"#"]))
        found[place : place + length] = new
    return bytes(found)


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="lmr-fuzz-"))


def kept(data: bytes, suffix: str = "") -> Path:
    """As a file, always the same one."""
    path = _folder() / f"made{suffix}"
    path.write_bytes(data)
    return path


def packed(table: pa.Table, header: str) -> bytes:
    sink = BytesIO()
    pq.write_table(table.replace_schema_metadata({"lmr": header}), sink)
    return sink.getvalue()


def texts(lines: Sequence[str], columns: Sequence[str]) -> pa.Table:
    """Lines as a table of texts."""
    rows = [dict(zip(columns, line.split(";"), strict=True)) for line in lines]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns]))


def _raw(kind: pa.DataType, values: Sequence[bytes]) -> pa.Array:
    """Bytes that are no text, in a column that says it is."""
    return pa.array(values, pa.binary()).view(kind)


CELLS = {
    pa.string(): st.text(max_size=20) | st.sampled_from(ODD),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.uint64(): st.integers(0, 2**64 - 1),
    pa.date32(): st.integers(-(2**31), 2**31 - 1),
    pa.decimal128(38, 2): st.decimals(-(10**20), 10**20, places=2),
    pa.decimal256(76, 40): st.decimals(-(10**20), 10**20, places=2),
    pa.float64(): st.floats(),
    pa.bool_(): st.booleans(),
    pa.binary(): st.binary(max_size=8),
    pa.large_string(): st.text(max_size=8),
    pa.timestamp("us"): st.integers(0, 2**50),
    pa.list_(pa.string()): st.lists(st.text(max_size=4), max_size=2),
}


@st.composite
def columns(draw: st.DrawFn, length: int) -> pa.Array:
    """A column of any type, with and without what is missing; also text that is not UTF-8."""
    if draw(st.integers(0, 9)) == 0:
        return _raw(pa.string(), draw(st.lists(st.binary(max_size=8), min_size=length, max_size=length)))
    kind = draw(st.sampled_from(list(CELLS)))
    return pa.array(draw(st.lists(st.none() | CELLS[kind], min_size=length, max_size=length)), kind)


@st.composite
def tables(draw: st.DrawFn, good: pa.Table) -> pa.Table:
    """A good table of which some columns became others, were renamed, or are there twice."""
    for place in draw(st.lists(st.integers(0, good.num_columns - 1), max_size=3, unique=True)):
        name = draw(st.sampled_from([good.column_names[place]] * 6 + ["", "x;y", "æ", good.column_names[0]]))
        good = good.set_column(place, name, draw(columns(good.num_rows)))
    return good


@st.composite
def populations(draw: st.DrawFn, good: bytes) -> bytes:
    """A JSON-stat file of which some members, at any depth, became something else."""
    content = json.loads(good)
    for _ in range(draw(st.integers(1, 3))):
        place = content
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = draw(st.sampled_from(keys))
            if not (isinstance(place[key], dict | list) and place[key] and draw(st.booleans())):
                break
            place = place[key]
        place[key] = draw(json_values | st.sampled_from(["\0", "\ud800", ";", 2**70, 1e300, [10**9], {"a": -1}]))
    data = json.dumps(content).encode()
    return draw(st.sampled_from([data, gzip.compress(data, mtime=0)]))
