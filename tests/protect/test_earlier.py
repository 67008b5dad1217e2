"""What earlier releases printed: worlds leave it as it was, and what it gave away is said."""

import numpy as np
import pytest

from statistics.protect import Earlier, Policy, Protection, protect
from statistics.rounding import rounded
from tests.protect.families import sums, tree, users, with_margins
from tests.protect.replay import alternatives, uncovered

SEEDS = range(6)


def printed(counts: np.ndarray, measures: dict[str, np.ndarray], found: Protection) -> Earlier:
    rounding = Policy().rounding
    return Earlier(
        np.where(found.hidden_users, -1, counts),
        found.hidden_users,
        {
            name: np.where(found.hidden_sums, -1, rounded(values, rounding[name].of(counts)))
            for name, values in measures.items()
        },
        dict.fromkeys(measures, found.hidden_sums),
        rounding,
    )


def delivered_late(
    counts: np.ndarray, measures: dict[str, np.ndarray], parent: np.ndarray, seed: int, people: int = 6
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Some people more, each with one leaf's medicine alone and two dispensings of it."""
    rng = np.random.default_rng(seed)
    leaves = np.flatnonzero(~np.isin(np.arange(len(parent)), parent))
    inner, more = counts[:, :-1, :-1, :-1].copy(), np.zeros_like(counts[:, :-1, :-1, :-1])
    for _ in range(people):
        node, cell = int(rng.choice(leaves)), tuple(int(rng.integers(0, n)) for n in inner.shape[1:])
        while node >= 0:
            more[node][cell] += 1
            node = int(parent[node])
    each = {"dispensings": 2, "sales": 50_000}
    return with_margins(inner + more), {
        name: values + with_margins(more * each[name]) for name, values in measures.items()
    }


def small(counts: np.ndarray) -> np.ndarray:
    result: np.ndarray = (counts >= 1) & (counts <= 4)
    return result


def years(seed: int) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray], Earlier]:
    """→ parent, and the later year's users and sums, with the earlier release of the year before the late delivery."""
    parent = tree(seed)
    counts = users(parent, seed)
    measures = sums(counts, parent, seed)
    old = printed(counts, measures, protect(counts, parent, Policy(), measures))
    return parent, *delivered_late(counts, measures, parent, seed), old


@pytest.mark.parametrize("seed", SEEDS)
def test_worlds_agree_with_what_was_printed_and_still_holds(seed: int) -> None:
    parent, counts, measures, old = years(seed)
    found = protect(counts, parent, Policy(), measures, earlier=[old])
    assert found.uncovered == 0
    assert found.known_before <= 0.05 * small(counts).sum()
    holds = ~old.hidden_users & (old.users == counts)
    assert holds.any()
    assert uncovered(counts, found.hidden_users, parent, found.worlds, small(counts)) == 0
    left = small(counts)
    for other in alternatives(counts, found.worlds):
        if (other == counts)[holds].all():
            left &= small(other)
    assert left.sum() <= found.known_before
    for name, values in measures.items():
        rounding, before = Policy().rounding[name].of(counts), old.rounding[name].of(old.users)
        worlds = found.sum_worlds[name]
        assert uncovered(values, found.hidden_sums, parent, worlds, small(counts), exact=True, rounding=rounding) == 0
        held, left = ~old.hidden_sums[name] & (old.sums[name] == rounded(values, before)), small(counts)
        for other in alternatives(values, worlds):
            if (rounded(other, before) == old.sums[name])[held].all():
                left &= 10 * abs(other - values) <= values
        assert left.sum() <= found.known_before


@pytest.mark.parametrize("seed", SEEDS)
def test_without_it_a_world_would_have_changed_what_was_printed(seed: int) -> None:
    parent, counts, _, old = years(seed)
    found = protect(counts, parent, Policy())
    holds = ~old.hidden_users & (old.users == counts)
    assert any((other != counts)[holds].any() for other in alternatives(counts, found.worlds))


def test_one_cell_that_became_small_by_hand() -> None:
    """Everything was printed. One user of five was none: hidden alone, he would be 64 − 63 or the like on every line.

    All that is left to hide are the totals he is counted in, which have changed; of the other cells none can help.
    """
    inner = np.full((1, 3, 2, 3), 9)
    inner[0, 1, 1, 2] = 5
    before = with_margins(inner)
    old = Earlier(before, np.zeros(before.shape, dtype=bool))
    inner[0, 1, 1, 2] = 4
    now = with_margins(inner)
    found = protect(now, np.array([-1]), Policy(), earlier=[old])
    assert np.array_equal(found.hidden_users, now != before)
    assert found.hidden_users.sum() == 8
    alone = protect(now, np.array([-1]), Policy())
    assert not alone.hidden_users[0, -1, -1, -1], "without the earlier release the nation's total is printed"


def test_what_an_earlier_release_gave_away_is_said_and_hidden_all_the_same() -> None:
    """It printed all but the small cell itself, which is 153 − 149 on each of its lines, now as then."""
    inner = np.full((1, 3, 2, 3), 9)
    inner[0, 1, 1, 2] = 4
    counts = with_margins(inner)
    old = Earlier(np.where(small(counts), -1, counts), small(counts))
    found = protect(counts, np.array([-1]), Policy(), earlier=[old])
    assert (found.uncovered, found.known_before) == (0, 1)
    assert uncovered(counts, found.hidden_users, np.array([-1]), found.worlds, small(counts)) == 0
    assert not found.withdrawn


def test_a_corrected_figure_holds_nothing() -> None:
    parent = tree(1)
    counts = users(parent, 1)
    other = Earlier(counts + 1, np.zeros(counts.shape, dtype=bool))
    with_it, without = (protect(counts, parent, Policy(), earlier=earlier) for earlier in ([other], []))
    assert np.array_equal(with_it.hidden_users, without.hidden_users)


def test_print_of_other_tables_is_refused() -> None:
    parent = tree(1)
    counts = users(parent, 1)
    old = Earlier(counts[:, :-1], np.zeros(counts[:, :-1].shape, dtype=bool))
    with pytest.raises(ValueError, match="users of an earlier release of shape"):
        protect(counts, parent, Policy(), earlier=[old])
    old = Earlier(counts, np.zeros(counts.shape))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"a mask of shape .*float64"):
        protect(counts, parent, Policy(), earlier=[old])
