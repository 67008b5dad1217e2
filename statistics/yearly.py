"""One year: register → frozen extract → cube. What is made is named by its content and belongs to no release."""

import datetime as dt
import io
import json
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from registry import extract
from statistics import secure
from statistics.cube.aggregate import YearCube, count
from statistics.cube.columns import columns, population_array
from statistics.version import CUBE_RULES


@dataclass(frozen=True)
class Counted:
    """Where a counted year lies in secure storage, and the hash of the extract it was counted from."""

    extract: str
    cube: str
    report: dict[str, int]


def freeze_reference(day: dt.date) -> str:
    """Write codes, municipalities and product names as of `day`; returns the file's name."""
    content = extract.canonical_json(extract.reference(day))
    name = f"reference/{extract.sha256(content)}"
    secure.ensure(name, lambda: content)
    return name


def count_year(year: int, reference: str) -> Counted:
    """Freeze the year's extract and count it; a year that was counted before by the same rules is not counted again."""
    digest = _freeze(year)
    rules = extract.sha256(digest.encode(), reference.encode(), CUBE_RULES.encode())
    name = f"cubes/{year}/{rules}"
    content = secure.ensure(name, lambda: secure.cube_bytes(_count(year, digest, load_reference(reference))))
    return Counted(digest, name, secure.cube_from(content).report)


def load_cube(name: str) -> YearCube:
    return secure.cube_from(secure.read(name))


def load_reference(name: str) -> dict[str, Any]:
    return json.loads(secure.read(name))  # type: ignore[no-any-return]


def load_population(year: int, digest: str) -> tuple[Any, Any]:
    """As `population_array`, from the year's frozen extract."""
    return population_array(_table(year, digest, "population"))


def _freeze(year: int) -> str:
    lines = extract.dispensings(year)
    parts = {
        "dispensings": extract.parquet(lines),
        "people": extract.parquet(extract.people(year, lines["person"])),
        "population": extract.parquet(extract.population(year)),
    }
    digest = extract.sha256(*parts.values())
    for name, content in parts.items():
        secure.ensure(_path(year, digest, name), content.__bytes__)
    return digest


def _count(year: int, digest: str, reference: dict[str, Any]) -> YearCube:
    taken = columns(year, _table(year, digest, "dispensings"), _table(year, digest, "people"), reference)
    cube = count(year, taken.nodes, taken.people, taken.lines)
    return replace(cube, report=cube.report | taken.left_out)


def _path(year: int, digest: str, name: str) -> str:
    return f"extracts/{year}/{digest}/{name}.parquet"


def _table(year: int, digest: str, name: str) -> pa.Table:
    return pq.read_table(io.BytesIO(secure.read(_path(year, digest, name))))
