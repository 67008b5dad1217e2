"""Which kinds of cells are printed, and sums that are secret for another reason than their users."""

import numpy as np
import pytest

from statistics.protect import KINDS, Policy, protect
from statistics.protect.kinds import kinds
from tests.protect.families import sums, tree, users
from tests.protect.replay import uncovered


def of_kinds(counts: np.ndarray, wanted: tuple[str, ...]) -> np.ndarray:
    """[region, sex, age], said once more: by which of the three are last on their axis."""
    found = np.zeros(counts.shape[1:], dtype=bool)
    for at in np.ndindex(found.shape):
        axes = zip(("region", "sex", "age"), at, found.shape, strict=True)
        kind = " ".join(name for name, i, n in axes if i < n - 1) or "nation"
        found[at] = kind in wanted
    return found


def test_each_cell_is_of_one_kind() -> None:
    counts = users(tree(0), 0)
    numbers = kinds(counts.shape[1:]).reshape(counts.shape[1:])  # type: ignore[arg-type]
    for number, kind in enumerate(KINDS):
        assert np.array_equal(numbers == number, of_kinds(counts, (kind,)))


@pytest.mark.parametrize("left_out", [("region sex age",), ("region age", "sex"), KINDS[1:]])
@pytest.mark.parametrize("seed", range(2))
def test_kinds_left_out_are_hidden_whole_and_small_cells_among_them_have_their_worlds(
    seed: int, left_out: tuple[str, ...]
) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    policy = Policy(printed=tuple(kind for kind in KINDS if kind not in left_out))
    found = protect(counts, parent, policy, measures)
    small = (counts >= 1) & (counts <= 4)
    whole = of_kinds(counts, left_out)
    assert found.hidden_users[:, whole].all()
    assert found.hidden_sums[:, whole].all()
    assert found.uncovered == 0
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small) == 0
    for name, values in measures.items():
        rounding = policy.rounding[name].of(counts)
        worlds = found.sum_worlds[name]
        assert uncovered(values, found.hidden_sums, parent, worlds, small, exact=True, rounding=rounding) == 0


def test_what_is_left_out_costs_the_other_kinds_nothing() -> None:
    parent = tree(1)
    counts = users(parent, 1)
    rest = of_kinds(counts, KINDS[:-1])
    every, fewer = (protect(counts, parent, Policy(printed=printed)) for printed in (KINDS, KINDS[:-1]))
    assert fewer.hidden_users[:, rest].sum() < every.hidden_users[:, rest].sum()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="county: no kind of cell; they are nation, region, "):
        Policy(printed=("nation", "county"))


@pytest.mark.parametrize("seed", range(4))
def test_sensitive_sums_are_hidden_and_may_be_a_tenth_off_and_users_are_as_ever(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    sensitive = (np.random.default_rng(seed).random(counts.shape) < 0.02) & (counts > 0)
    found, plain = (protect(counts, parent, Policy(), measures, sensitive=each) for each in (sensitive, None))
    assert found.uncovered == 0
    assert found.hidden_sums[sensitive].all()
    assert not plain.hidden_sums[sensitive].all()
    assert np.array_equal(found.hidden_users, plain.hidden_users)
    secret = sensitive | ((counts >= 1) & (counts <= 4))
    for name, values in measures.items():
        rounding = Policy().rounding[name].of(counts)
        worlds = found.sum_worlds[name]
        assert uncovered(values, found.hidden_sums, parent, worlds, secret, exact=True, rounding=rounding) == 0


def test_a_mask_of_another_shape_is_refused() -> None:
    parent = tree(0)
    counts = users(parent, 0)
    with pytest.raises(ValueError, match="a mask of shape"):
        protect(counts, parent, Policy(), sensitive=np.zeros(counts.shape[1:], dtype=bool))
