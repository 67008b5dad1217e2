"""The counting kernel against the slow oracle, on random registers with every awkward case."""

import datetime as dt
from itertools import pairwise, product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.extract import DISPENSINGS, PEOPLE, parquet
from statistics.cube.aggregate import RangeFiles, YearCube, count, cube
from statistics.cube.axes import AGES, PARTS, REGIONS, ROOT, SEXES, band, level, node_order, parent, with_margins
from statistics.cube.columns import BadExtract, Source, codes
from tests.statistics import oracle

YEAR = 2024
CODES = ("A10BA02", "A10BJ06", "A10BJ02", "A10AB01", "C10AA01", "C10AA05", "N02BE01", "N02B", "V")
SOME_COUNTIES = ("03", "56", "99")
MUNICIPALITY = {"03": "0301", "56": "5601", "99": "9999"}

counties = st.sampled_from(SOME_COUNTIES)
people = st.builds(
    lambda birth, sex, residence: (birth, sex, residence),
    st.one_of(st.none(), st.integers(1915, YEAR + 1)),
    st.sampled_from("KKKMMMU"),
    st.one_of(st.none(), counties),
)
lines = st.tuples(
    st.integers(0, 11),
    st.booleans(),
    st.sampled_from(CODES),
    counties,
    st.sampled_from((1, 1, 2, 3, -1)),
    st.one_of(st.none(), st.integers(1, 90_000)),
    st.one_of(st.integers(100, 10**7), st.just(2**53 + 1)),  # which no double holds
)


@given(st.lists(people, min_size=1, max_size=12), st.lists(lines, max_size=60))
@settings(max_examples=120, deadline=None)
def test_equals_the_oracle(drawn_people: list[Any], drawn_lines: list[Any]) -> None:
    rows = [
        oracle.Line(
            when=when,
            person=None if nobody and who % 4 == 0 else 1000 + who % len(drawn_people) * 7,
            atc=atc,
            county=county,
            packages=packages,
            ddd_milli=None if ddd is None else ddd * packages,
            price_ore=price if packages > 0 else -price,
        )
        for when, (who, nobody, atc, county, packages, ddd, price) in enumerate(drawn_lines)
    ]
    persons = [oracle.Person(1000 + i * 7, *facts) for i, facts in enumerate(drawn_people)]
    active = {line.person for line in rows}
    persons = [person for person in persons if person.key in active]
    assert_equal(cube_of(persons, rows), oracle.count(YEAR, persons, rows))


def test_a_person_the_extract_does_not_list_is_refused() -> None:
    line = oracle.Line(0, 5, "A10BA02", "03", 1, None, 100)
    with pytest.raises(BadExtract, match="not in the range's list"):
        count(codes(YEAR, reference()), [range_of([oracle.Person(4, 1980, "K", "03")], [line])])


def test_lines_left_out_are_counted() -> None:
    persons = [oracle.Person(1, 1980, "K", "03"), oracle.Person(2, 1980, "U", "03")]
    rows = [
        oracle.Line(0, 1, "A10BA02", "03", 1, None, 100),
        oracle.Line(1, 1, "QJ01CA04", "03", 1, None, 100),
        oracle.Line(3, 2, "A10BA02", "03", 1, None, 100),
    ]
    report = cube_of(persons, rows).report
    assert report == {
        "people": 2,
        "lines": 1,
        "people_without_sex_or_age": 1,
        "lines_of_people_without_sex_or_age": 1,
        "unknown_atc_code": 1,
    }


def test_a_replaced_code_counts_where_it_is_now() -> None:
    rows = [oracle.Line(0, 1, "X01AA01", "03", 1, 5, 100), oracle.Line(1, 1, "A10BJ99", "03", 1, 5, 100)]
    cube = cube_of([oracle.Person(1, 1980, "K", "03")], rows, replaced={"X01AA01": "C10AA01"})
    users = dict(zip(cube.nodes, cube.users[:, -1, -1, -1].tolist(), strict=True))
    assert users["C10AA01"] == 1
    assert users["A10BJ"] == 1  # a code that is not in the catalogue counts in the nearest group above
    assert users["A10BJ06"] == 0


@pytest.mark.parametrize(
    ("age", "code"), [(0, "0-4"), (4, "0-4"), (5, "5-9"), (89, "85-89"), (90, "90+"), (118, "90+")]
)
def test_bands(age: int, code: str) -> None:
    assert AGES[int(band(np.array([age]))[0])] == code


def test_levels_and_parents() -> None:
    assert [level(code) for code in (ROOT, "A", "A10", "A10B", "A10BJ", "A10BJ06")] == [0, 1, 2, 3, 4, 5]
    assert [parent(code) for code in ("A10BJ06", "A10BJ", "A10B", "A10", "A")] == ["A10BJ", "A10B", "A10", "A", ROOT]
    assert node_order({"A10BJ06", "B01"}) == (ROOT, "A", "A10", "A10B", "A10BJ", "A10BJ06", "B", "B01")


def test_margins_add_up() -> None:
    inner = np.random.default_rng(1).integers(0, 50, (3, 16, 2, 19))
    full = with_margins(inner)
    assert full.shape == (3, 17, 3, 20)
    for axis in (1, 2, 3):
        *_, total = np.split(full, [full.shape[axis] - 1], axis)
        assert (full.sum(axis, keepdims=True) == 2 * total).all()


def cube_of(persons: list[oracle.Person], rows: list[oracle.Line], replaced: dict[str, str] | None = None) -> YearCube:
    known = codes(YEAR, reference(replaced))
    return cube(known, count(known, ranges_of(persons, rows)), {})


def ranges_of(persons: list[oracle.Person], rows: list[oracle.Line], number: int = 1) -> list[RangeFiles]:
    """The oracle's rows as the files of a frozen extract, cut in so many ranges of people."""
    edges = [len(persons) * i // number for i in range(number + 1)]
    shares = [persons[low:high] for low, high in pairwise(edges)]
    return [range_of(share, [line for line in rows if line.person in {p.key for p in share}]) for share in shares]


def range_of(persons: list[oracle.Person], rows: list[oracle.Line]) -> RangeFiles:
    day = dt.date(YEAR, 6, 1)
    constant = ("", None, "00001")
    place = {person.key: i for i, person in enumerate(persons)}
    own = sorted(rows, key=lambda line: (place.get(line.person, -1), line.when))
    dispensings = [
        (line.person, day, line.atc, "000001", line.packages, line.ddd_milli, line.price_ore, *constant,
         MUNICIPALITY.get(line.county, ""))
        for line in own
    ]  # fmt: skip
    people_rows = [
        [p.key, p.birth_year, p.sex, None, None if p.residence is None else MUNICIPALITY[p.residence]] for p in persons
    ]
    files = (table(people_rows, PEOPLE), table(dispensings, DISPENSINGS))
    people, lines = (Source(name, parquet(each)) for name, each in zip(("people", "dispensings"), files, strict=True))
    return RangeFiles(lambda: people, lambda: lines)


def table(rows: list[Any], schema: pa.Schema) -> pa.Table:
    columns_ = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns_, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def reference(replaced: dict[str, str] | None = None) -> dict[str, Any]:
    places = [[number, county, "2004-01-01", None] for county, number in MUNICIPALITY.items()]
    return {"atc": [{"code": code} for code in CODES], "replaced": replaced or {}, "municipalities": places}


def assert_equal(cube: YearCube, expected: dict[oracle.Key, oracle.Cell]) -> None:
    for (n, code), (r, region), (s, sex), (a, age) in product(
        enumerate(cube.nodes), enumerate(REGIONS), enumerate(SEXES), enumerate(AGES)
    ):
        cell = expected.get((code, region, sex, age))
        if cell is None:
            continue
        for name, value in oracle.numbers(cell).items():
            assert getattr(cube, name)[n, r, s, a] == value, (name, code, region, sex, age)
    total = {
        name: sum(oracle.numbers(cell)[name] for cell in expected.values()) for name in oracle.numbers(oracle.Cell())
    }
    assert {name: int(getattr(cube, name).sum()) for name in total} == total
    assert set(SOME_COUNTIES) <= set(PARTS)
