"""What the attacker is given is what a release prints, and nothing else."""

import numpy as np
import pytest

from statistics.cube.axes import REGIONS, SEXES
from statistics.models import Release
from statistics.printed import printed_years

pytestmark = pytest.mark.django_db


def test_hidden_figures_are_not_in_it(release: Release) -> None:
    earlier, year = printed_years(release)
    assert (earlier.year, year.year) == (2023, 2024)
    metformin, nation = year.codes.index("A10BA02"), (-1, -1, -1)
    assert year.users[metformin][nation] == 9
    men = metformin, -1, SEXES.index("menn"), -1
    assert year.hidden_users[men]
    assert year.users[men] == -1
    assert all(values[men] == -1 for values in year.sums.values())
    for values, hidden in [(year.users, year.hidden_users), *((year.sums[m], year.hidden_sums[m]) for m in year.sums)]:
        assert ((values == -1) == hidden).all()


def test_tree_and_population(release: Release) -> None:
    _, year = printed_years(release)
    assert year.parent[year.codes.index("A10BA02")] == year.codes.index("A10BA")
    assert (year.parent < np.arange(len(year.parent))).all()
    assert year.population is not None
    assert year.population[REGIONS.index("03"), -1, -1] == 700
    assert year.population[REGIONS.index("99"), -1, -1] == -1


def test_a_measure_that_a_node_cannot_have_is_nothing(release: Release) -> None:
    _, year = printed_years(release)
    plaster = year.codes.index("D02AF")
    assert (year.sums["ddd"][plaster] == 0).all()
    assert not year.hidden_sums["ddd"][plaster].any()
