"""From a frozen extract to the counting kernel's arrays: codes become positions, nothing is counted yet."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from statistics.cube.aggregate import NO_DDD, Int64, Lines, People
from statistics.cube.axes import (
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
)

UNKNOWN_SEX = 2
SEX = {code: SEXES.index(name) for code, name in SEX_OF_REGISTER.items()}


@dataclass(frozen=True)
class Columns:
    """`left_out`: lines that are not counted, by reason."""

    nodes: tuple[str, ...]
    people: People
    lines: Lines
    left_out: dict[str, int]


def columns(year: int, dispensings: pa.Table, people: pa.Table, reference: dict[str, Any]) -> Columns:
    """`reference` is what `registry.extract.reference` gave. Dispensings to animals and on requisition count nobody."""
    nodes = human_nodes(reference)
    place = region_of(year, reference)
    to_people = dispensings.filter(pc.is_valid(dispensings["person"]))
    node = _coded(to_people["atc"], node_of(nodes, reference["replaced"]))
    known = node >= 0
    lines = Lines(
        person=to_people["person"].to_numpy()[known],
        node=node[known],
        region=_coded(to_people["municipality"], place)[known].astype(np.int8),
        packages=to_people["packages"].to_numpy()[known],
        ddd_milli=to_people["ddd_milli"].fill_null(NO_DDD).to_numpy()[known],
        price_ore=to_people["price_ore"].to_numpy()[known],
    )
    left_out = {
        "to_animals_or_on_requisition": len(dispensings) - len(to_people),
        "unknown_atc_code": int((~known).sum()),
    }
    return Columns(nodes, _people(people, place), lines, left_out)


def human_nodes(reference: dict[str, Any]) -> tuple[str, ...]:
    """All medicines and every ATC code in force; ATCvet (Q…) is a system of its own and apart."""
    return node_order({row["code"] for row in reference["atc"] if not row["code"].startswith("Q")})


def node_of(nodes: tuple[str, ...], replaced: dict[str, str]) -> Callable[[str], int]:
    """A product's ATC code → node: itself, what replaced it, or the nearest group above that is in force; else −1."""
    position = {code: i for i, code in enumerate(nodes)}

    def find(code: str) -> int:
        seen = set()
        while code not in position and code in replaced and code not in seen:
            seen.add(code)
            code = replaced[code]
        while code not in position:
            code = parent(code)
        return -1 if code == ROOT else position[code]

    return find


def region_of(year: int, reference: dict[str, Any]) -> Callable[[str], int]:
    """A municipality number used in the year → position in PARTS of its county of today; unknown → elsewhere."""
    first, last = dt.date(year, 1, 1).isoformat(), dt.date(year, 12, 31).isoformat()
    counties = {
        code: county
        for code, county, begins, ends in reference["municipalities"]
        if begins <= last and (ends is None or ends >= first)
    }
    return lambda code: PARTS.index(counties.get(code, ELSEWHERE))


def population_array(table: pa.Table) -> tuple[Int64, npt.NDArray[np.bool_]]:
    """Inhabitants [region, sex, age] with totals of sex and age; and which regions have any figure.

    The nation's row is its own figure, never the counties' sum.
    """
    inhabitants = np.zeros(SHAPE, dtype=np.int64)
    region = _coded(table["region"], lambda code: REGIONS.index(code))
    sex = _coded(table["sex"], lambda code: SEX[code])
    age = band(table["age"].to_numpy().astype(np.int64))
    np.add.at(inhabitants, (region, sex, age), table["count"].to_numpy())
    inhabitants[:, -1] = inhabitants[:, :-1].sum(axis=1)
    inhabitants[:, :, -1] = inhabitants[:, :, :-1].sum(axis=2)
    known = np.zeros(len(REGIONS), dtype=bool)
    known[region] = True
    return inhabitants, known


def _people(table: pa.Table, place: Callable[[str], int]) -> People:
    return People(
        key=table["key"].to_numpy(),
        birth_year=table["birth_year"].fill_null(0).to_numpy(),
        sex=_coded(table["sex"], lambda code: SEX.get(code, UNKNOWN_SEX)).astype(np.int8),
        region=_coded(table["municipality"], place, missing=-1).astype(np.int8),
    )


def _coded(column: pa.ChunkedArray, code: Callable[[str], int], missing: int = -1) -> Int64:
    """Each distinct text is looked up once."""
    encoded = column.combine_chunks().dictionary_encode()
    lookup = np.array([code(text) for text in encoded.dictionary.to_pylist()] + [missing], dtype=np.int64)
    positions: Int64 = lookup[encoded.indices.fill_null(len(lookup) - 1).to_numpy(zero_copy_only=False)]
    return positions
