"""One year: register → frozen extract → cube. What is made is named by its content and belongs to no release."""

import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from registry import extract
from registry.extract import Extract, File
from statistics import secure
from statistics.audit import PrintedYear, Secret
from statistics.cube import aggregate
from statistics.cube.aggregate import RangeFiles, YearCube
from statistics.cube.axes import AGES, REGIONS, SEXES, parents
from statistics.cube.columns import Source, codes, population_array
from statistics.protect import Policy, Protection, protect
from statistics.version import CUBE_RULES, PROTECTION_RULES
from statistics.withdraw import without_leaks


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


def protect_year(year: int, counted: Counted, policy: Policy) -> str:
    """Hide what must be hidden of the counted year, with its proof; returns the file's name. Not done twice."""
    rules = extract.sha256(counted.cube.encode(), counted.extract.encode(), f"{policy} {PROTECTION_RULES}".encode())
    name = f"protections/{year}/{rules}"
    secure.ensure(name, lambda: secure.protection_bytes(_protect(year, counted, policy)))
    return name


def load_protection(name: str) -> Protection:
    return secure.protection_from(secure.read(name))


def sums(cube: YearCube) -> dict[str, Any]:
    """The measures that add up, by the names that protection and attack know them by."""
    return {
        "dispensings": cube.dispensings,
        "packages": cube.packages,
        "ddd": cube.ddd_milli,
        "sales": cube.price_ore,
    }


def load_cube(name: str) -> YearCube:
    return secure.cube_from(secure.read(name))


def load_reference(name: str) -> dict[str, Any]:
    return json.loads(secure.read(name))  # type: ignore[no-any-return]


def load_population(year: int, digest: str) -> tuple[Any, Any]:
    """As `population_array`, from the year's frozen extract."""
    return population_array(pq.read_table(io.BytesIO(_file(load_extract(year, digest).population.sha256))))


def load_extract(year: int, digest: str) -> Extract:
    return extract.extract_from(secure.read(f"extracts/{year}/{digest}"))


def _freeze(year: int) -> str:
    """The year's extract; not made again where nothing of the year has changed since."""
    mark = f"extracts/{year}/unchanged/{extract.fingerprint(year)}"
    if (known := secure.find(mark)) is not None and secure.find(f"extracts/{year}/{known.decode()}") is not None:
        return known.decode()
    frozen = extract.freeze(year, lambda name, content: secure.keep(f"extracts/files/{name}", content))
    secure.keep(f"extracts/{year}/{frozen.digest}", frozen.to_json())
    secure.keep(mark, frozen.digest.encode())
    return frozen.digest


def _count(year: int, digest: str, reference: dict[str, Any]) -> YearCube:
    frozen, known = load_extract(year, digest), codes(year, reference)
    ranges = [RangeFiles(_source(part.people), _source(part.dispensings)) for part in frozen.ranges]
    tally = aggregate.count(known, ranges)
    return aggregate.cube(known, tally, {"to_animals_or_on_requisition": frozen.nobody.rows})


def _source(file: File) -> Callable[[], Source]:
    return lambda: Source(f"{file.sha256}.parquet", _file(file.sha256))


def _file(sha256: str) -> bytes:
    return secure.read(f"extracts/files/{sha256}")


def _protect(year: int, counted: Counted, policy: Policy) -> Protection:
    cube = load_cube(counted.cube)
    inhabitants, known = load_population(year, counted.extract)
    population, above = np.where(known[:, None, None], inhabitants, 0), parents(cube.nodes)
    protection = protect(cube.users, above, policy, sums(cube), population)
    axes = (REGIONS, SEXES, AGES)
    shown = PrintedYear(
        year, cube.nodes, above, axes, cube.users, protection.hidden_users, sums(cube), population=population
    )
    return without_leaks(protection, shown, Secret(cube.users, sums(cube)))
