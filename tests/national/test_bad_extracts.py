"""A frozen file that cannot be right stops its year and says where; others go on; nothing is published without it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from registry import extract
from registry.extract import Extract
from statistics import actions, yearly
from statistics.actions import NotPublishable
from statistics.cube.columns import BadExtract, Source, codes, read_lines, read_people
from statistics.models import Release, ReleaseEvent, State
from tests.universe import Universe

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)
ROWS_A_GROUP = 10
Spoil = Callable[[pa.Table], pa.Table]


def replaced(column: str, line: int, value: object) -> Spoil:
    def spoil(table: pa.Table) -> pa.Table:
        values = table[column].to_pylist()
        values[line] = value
        return table.set_column(table.schema.get_field_index(column), column, pa.array(values))

    return spoil


def cast(column: str, kind: pa.DataType) -> Spoil:
    return lambda table: table.set_column(
        table.schema.get_field_index(column), column, pc.cast(pc.cast(table[column], pa.string()), kind)
    )


LINES: dict[str, tuple[Spoil, str]] = {
    "missing column": (lambda table: table.drop_columns("price_ore"), "a.parquet: column price_ore is missing"),
    "wrong type": (cast("packages", pa.string()), "a.parquet: column packages is string, not int32"),
    "floating money": (cast("price_ore", pa.float64()), "a.parquet: column price_ore is double, not int64"),
    "no ATC code": (replaced("atc", 14, "tabletter"), "a.parquet: column atc, row group 1, line 14: 'tabletter'"),
    "unknown group": (replaced("atc", 3, "W01AA01"), "column atc, row group 0, line 3: W01AA01 is not in the ATC"),
    "municipality": (replaced("municipality", 24, "0001"), "column municipality, row group 2, line 24: '0001' is not"),
    "no person": (replaced("person", 11, None), "column person, row group 1, line 11: a value is missing"),
    "other integers": (replaced("packages", 0, None), "column packages is int64"),
}
PEOPLE: dict[str, tuple[Spoil, str]] = {
    "sex": (replaced("sex", 12, "X"), "a.parquet: column sex, row group 1, line 12: 'X' is none of K, M, U"),
    "twice": (lambda table: pa.concat_tables([table, table.slice(0, 1)]), "column key, row group 0: 1 people"),
    "birth year": (cast("birth_year", pa.int32()), "column birth_year is int32, not int16"),
}


def frozen_files(year: int) -> tuple[Extract, dict[str, bytes]]:
    files: dict[str, bytes] = {}
    return extract.freeze(year, files.__setitem__), files


def spoiled(content: bytes, spoil: Spoil) -> Source:
    table = spoil(pq.read_table(pa.BufferReader(content)))
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, row_group_size=ROWS_A_GROUP)
    return Source("a.parquet", buffer.getvalue())


@pytest.mark.parametrize("what", LINES)
def test_lines(universe: Universe, what: str) -> None:
    frozen, files = frozen_files(2024)
    spoil, message = LINES[what]
    with pytest.raises(BadExtract) as said:
        read_lines(spoiled(files[frozen.ranges[0].dispensings.sha256], spoil), codes(2024, extract.reference(DAY)))
    assert message in str(said.value)


@pytest.mark.parametrize("what", PEOPLE)
def test_people(universe: Universe, what: str) -> None:
    frozen, files = frozen_files(2024)
    spoil, message = PEOPLE[what]
    with pytest.raises(BadExtract) as said:
        read_people(spoiled(files[frozen.ranges[0].people.sha256], spoil), codes(2024, extract.reference(DAY)))
    assert message in str(said.value)


def test_what_is_not_parquet(universe: Universe) -> None:
    with pytest.raises(BadExtract, match=r"a\.parquet: not readable as Parquet"):
        read_lines(Source("a.parquet", b"PAR1 and no more"), codes(2024, extract.reference(DAY)))


def test_a_file_from_elsewhere_has_the_hash_it_is_named_by(universe: Universe, secure_folder: Path) -> None:
    frozen, files = frozen_files(2024)
    name = frozen.ranges[0].dispensings.sha256
    with pytest.raises(BadExtract, match=name):
        yearly.adopt(2024, frozen.to_json(), lambda each: files[each] + (b"x" if each == name else b""))
    with pytest.raises(BadExtract, match="year is 2024, not 2023"):
        yearly.adopt(2023, frozen.to_json(), files.__getitem__)
    assert yearly.adopt(2024, frozen.to_json(), files.__getitem__) == frozen.digest


def test_the_other_years_go_on_and_nothing_is_published(universe: Universe, secure_folder: Path) -> None:
    frozen = yearly.freeze(2023)
    path = secure_folder / "extracts/files" / frozen.ranges[0].dispensings.sha256
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CommandError, match=f"2023: extracts/files/{path.name} is not what was written"):
        call_command("build_release", years="2023-2024", publish=True, protection="primary")
    release = Release.objects.get()
    assert [part.year for part in release.parts.all()] == [2024]
    assert ReleaseEvent.objects.get(step="failed").reason.startswith("2023: ")
    assert release.state == State.BUILDING
    with pytest.raises(NotPublishable):
        actions.publish(release=release, approved_by="ola")
    path.unlink()  # what was damaged is removed, and made again
    call_command("build_release", years="2023-2024", publish=True, protection="primary")
    assert Release.objects.get().state == State.PUBLISHED
