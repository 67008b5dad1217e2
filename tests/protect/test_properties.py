"""What must hold of every mask, whatever the figures: the attacker's own view of it, and what may not matter."""

import numpy as np
import pytest

from statistics.audit import PrintedYear, Secret, attack_year
from statistics.protect import Policy, Protection, protect
from statistics.rounding import rounded
from tests.protect.families import sums, tree, users, with_margins

SEEDS = range(6)


def small(counts: np.ndarray) -> np.ndarray:
    return (counts >= 1) & (counts <= 4)


def as_printed(
    counts: np.ndarray, parent: np.ndarray, measures: dict[str, np.ndarray], found: Protection
) -> tuple[PrintedYear, Secret]:
    rounding = Policy().rounding
    shown = {name: rounded(values, rounding[name].of(counts)) for name, values in measures.items()}
    year = PrintedYear(
        2024,
        tuple(str(node) for node in range(len(parent))),
        parent,
        tuple(tuple(str(part) for part in range(length)) for length in counts.shape[1:]),
        np.where(found.hidden_users, -1, counts),
        found.hidden_users,
        {name: np.where(found.hidden_sums, -1, values) for name, values in shown.items()},
        dict.fromkeys(measures, found.hidden_sums),
        own=found.open_above,
        rounding={name: rounding[name] for name in measures},
    )
    return year, Secret(counts, measures, found.worlds, found.sum_worlds)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_cell_is_never_shown(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    found = protect(counts, parent, Policy(), additive=sums(counts, parent, seed))
    assert small(counts).any()
    assert found.hidden_users[small(counts)].all()
    assert found.hidden_sums[small(counts)].all()


@pytest.mark.parametrize("seed", SEEDS)
def test_permuted_counties_are_attacked_in_vain(seed: int) -> None:
    """The order of counties decides between moves of one price, so the mask may be another; it is as safe."""
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    regions = counts.shape[1] - 1
    order = [*np.random.default_rng(seed).permutation(regions), regions]
    permuted, moved = counts[:, order], {name: values[:, order] for name, values in measures.items()}
    found = protect(permuted, parent, Policy(), additive=moved)
    report = attack_year(*as_printed(permuted, parent, moved, found), solver_tables=4)
    for gate in ("printed", "exact", "inside", "sums", "solver", "worlds", "unproven"):
        tried, given = report.total(gate)
        assert tried > 0
        assert given == 0, gate


@pytest.mark.parametrize("seed", SEEDS)
def test_any_number_of_threads_gives_the_same(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    one, *others = (protect(counts, parent, Policy(), additive=measures, threads=n) for n in (1, 2, 3, 5))
    for other in others:
        assert np.array_equal(one.hidden_users, other.hidden_users)
        assert np.array_equal(one.hidden_sums, other.hidden_sums)
        assert np.array_equal(one.worlds, other.worlds)
        assert all(np.array_equal(one.sum_worlds[name], other.sum_worlds[name]) for name in measures)


@pytest.mark.parametrize("seed", SEEDS)
def test_forced_cells_are_hidden(seed: int) -> None:
    """Cells whose sums must not be printed for another reason than few users, and the proof still holds."""
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    forced = (np.random.default_rng(seed).random(counts.shape) < 0.02) & (counts >= 5)
    free, found = (protect(counts, parent, Policy(), additive=measures, sensitive=cells) for cells in (None, forced))
    assert (forced & ~free.hidden_sums).any(), "some of them would else be printed"
    assert found.hidden_sums[forced].all()
    assert np.array_equal(found.hidden_users, free.hidden_users), "of users there is nothing to force"
    report = attack_year(*as_printed(counts, parent, measures, found))
    assert [report.total(gate)[1] for gate in ("exact", "inside", "worlds", "unproven")] == [0] * 4


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_of_which_nobody_can_be_a_user_changes_nothing_elsewhere(seed: int) -> None:
    parent = tree(seed)
    counts = users(parent, seed)
    more, links = np.concatenate([counts, np.zeros_like(counts[:1])]), np.append(parent, 0)
    nothing = {"users": np.arange(len(links)) == len(parent)}
    alone, beside = protect(counts, parent, Policy()), protect(more, links, Policy(), nothing=nothing)
    assert np.array_equal(beside.hidden_users[:-1], alone.hidden_users)
    assert not beside.hidden_users[-1].any()
    assert np.array_equal(beside.worlds, alone.worlds)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_large_table_that_binds_nobody_changes_nothing_elsewhere(seed: int) -> None:
    """A new main group under a root with products of its own, which is far larger: no link of the others is touched."""
    parent = tree(seed)
    counts = users(parent, seed)
    large = with_margins(np.full((1, *(length - 1 for length in counts.shape[1:])), 40))
    counts[0] += 50 * large[0]
    own = np.arange(len(parent)) == 0
    alone = protect(counts, parent, Policy(), open_above=own)
    more, links = np.concatenate([counts, large]), np.append(parent, 0)
    beside = protect(more, links, Policy(), open_above=np.append(own, False))
    assert not beside.hidden_users[-1].any()
    assert np.array_equal(beside.hidden_users[:-1], alone.hidden_users)
