"""A code that is gone counts in its group, which then is more than its children: the attacker is told so."""

from dataclasses import replace

import numpy as np
import pytest

from statistics import yearly
from statistics.assemble import with_own_products
from statistics.cube.axes import parents
from statistics.models import Release
from statistics.printed import printed_years
from tests.universe import Universe, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(universe: Universe) -> Release:
    return publish()


def test_a_group_that_is_more_than_its_children_is_named(release: Release) -> None:
    cube = yearly.load_cube(release.parts.get(year=2024).cube)
    assert with_own_products(cube) == []
    assert all(part["own"] == [] for part in release.manifest["parts"])
    more, above = cube.dispensings.copy(), parents(cube.nodes)
    leaf = int(np.flatnonzero(above > 0)[-1])
    group = node = above[leaf]
    while node >= 0:
        more[node] += 1
        node = above[node]
    assert with_own_products(replace(cube, dispensings=more)) == [cube.nodes[group]]


def test_the_attacker_is_told_of_it(release: Release) -> None:
    code = next(iter(printed_years(release))).codes[1]
    release.manifest["parts"][0]["own"] = [code]
    first, *others = printed_years(release)
    assert [first.codes[i] for i in np.flatnonzero(first.own)] == [code]
    assert not any(year.own.any() for year in others)


def test_the_attacker_knows_how_many_doses_are_in_a_package(release: Release) -> None:
    """Metformin's packages have 50 DDD and semaglutide's 28; plasters have none."""
    year = next(iter(printed_years(release)))
    assert year.doses is not None
    known = dict(zip(year.codes, year.doses.tolist(), strict=True))
    assert known["A10BA02"] == [50_000, 50_000]
    assert known["A10BJ06"] == known["A10BJ"] == [28_000, 28_000]
    assert known["A10"] == known["A"] == [28_000, 50_000]
    assert known["D02AF"] == [0, 0]
    assert known["alle"] == [0, 50_000], "a package without DDD is among them"


def test_doses_are_printed_no_finer_than_ten_packages(universe: Universe) -> None:
    """Ten packages of metformin are 500 DDD; ten of semaglutide 280, of which 500 is the next step."""
    for year in printed_years(publish("linked")):
        least = year.rounding["ddd"].least
        assert isinstance(least, np.ndarray)
        step = dict(zip(year.codes, least.tolist(), strict=True))
        assert (step["A10BA02"], step["A10BJ06"], step["D02AF"], step["alle"]) == (500_000, 500_000, 1, 1)
        shown = ~year.hidden_sums["ddd"]
        for node, code in enumerate(year.codes):
            assert not (year.sums["ddd"][node][shown[node]] % step[code]).any()
