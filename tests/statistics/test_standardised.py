"""Age-standardised rates: by hand, against slow fractions, and from printed cells alone."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statistics.cube.axes import BANDS
from statistics.definitions import measures
from statistics.definitions.standards import standardised_measures, standards
from statistics.standardise import MOST_MERGED, Cells, Standardised, Z, standardise
from statistics.table import Reason

WEIGHTS = (300, 100)
H = None
"""A hidden band."""


def made(
    users: tuple[int | None, ...], people: tuple[int, ...], total: int | None, weights: tuple[int, ...] = WEIGHTS
) -> Standardised:
    given_users = np.array([np.nan if n is H else float(n) for n in users])
    return standardise(
        Cells(given_users, np.array([Reason.HIDDEN if n is H else 0 for n in users], np.uint8)),
        Cells(np.array(np.nan if total is H else float(total)), np.array(total is H, np.uint8)),
        Cells(np.array(people, float), np.zeros(len(people), np.uint8)),
        np.array(weights, float),
    )


def test_two_counties_with_the_same_use_at_each_age_have_the_same_rate() -> None:
    """10 and 50 per 1,000: (10 × 300 + 50 × 100) ÷ 400 = 20, however old the county is."""
    young, old = made((9, 5), (900, 100), 14), made((1, 45), (100, 900), 46)
    assert float(young.rate) == float(old.rate) == pytest.approx(20.0)
    assert (int(young.reasons), float(young.merged)) == (Reason.NONE, 0)


def test_limits_by_hand() -> None:
    """14 users. Each of the nine adds 0.75 ÷ 0.9 = 0.8333, each of the five 0.25 ÷ 0.1 = 2.5: the rate's variance is
    9 × 0.6944 + 5 × 6.25 = 37.5. Byar's limits of 14 are 7.648 and 23.491: 20 − 1.6366 × 6.352, 20 + 1.6366 × 9.491.
    """
    found = made((9, 5), (900, 100), 14)
    assert float(found.low) == pytest.approx(9.60, abs=0.01)
    assert float(found.high) == pytest.approx(35.53, abs=0.01)


def test_hidden_bands_are_one_band_and_it_is_told() -> None:
    """Bands of 300, 50 and 50; the last two are hidden and have the 14 − 9 = 5 users that are left, of 100 people."""
    found = made((9, H, H), (900, 40, 60), 14, (300, 50, 50))
    assert (float(found.rate), float(found.merged)) == (pytest.approx(20.0), pytest.approx(25.0))
    assert float(found.high) == pytest.approx(35.53, abs=0.01)


@pytest.mark.parametrize(
    ("users", "people", "total", "reason"),
    [
        ((H, 5), (900, 100), 14, Reason.HIDDEN),  # three quarters of the standard would be in it
        ((9, H), (900, 100), H, Reason.HIDDEN),  # nobody can tell what is left
        ((9, H), (900, 100), 14, Reason.NONE),
        ((9, 5), (900, 100), H, Reason.NONE),  # the bands are enough
        ((0, 45), (0, 900), 45, Reason.NOT_COMPUTABLE),  # nobody to count among
    ],
)
def test_when_there_is_none(users: tuple, people: tuple, total: int | None, reason: Reason) -> None:
    found = made(users, people, total)
    assert int(found.reasons) == reason
    assert bool(np.isnan(found.rate)) == bool(reason)


bands = st.lists(st.tuples(st.integers(0, 60), st.integers(61, 900), st.integers(1, 90), st.booleans()), min_size=1,
                 max_size=8)  # fmt: skip


@given(bands)
@settings(max_examples=150, deadline=None)
def test_equals_slow_fractions(drawn: list[tuple[int, int, int, bool]]) -> None:
    total = sum(users for users, *_ in drawn)
    shown = [(u, p, w) for u, p, w, hide in drawn if not hide]
    hidden = [(u, p, w) for u, p, w, hide in drawn if hide]
    found = made(
        tuple(H if hide else u for u, _, _, hide in drawn), tuple(p for _, p, *_ in drawn), total,
        tuple(w for *_, w, _ in drawn),
    )  # fmt: skip
    merged = Fraction(sum(w for *_, w in hidden), sum(w for _, _, w, _ in drawn))
    if merged > MOST_MERGED:
        assert int(found.reasons) == Reason.HIDDEN
        return
    strata = [*shown, tuple(map(sum, zip(*hidden, strict=True)))] if hidden else shown
    whole = sum(w for *_, w in strata)
    rate = sum(Fraction(1000 * w * u, whole * p) for u, p, w in strata)
    variance = sum(Fraction(1000 * w, whole * p) ** 2 * u for u, p, w in strata)
    assert float(found.rate) == pytest.approx(float(rate))
    assert float(found.merged) == pytest.approx(100 * float(merged))
    if total == 0:
        assert np.isnan(found.low)
        assert np.isnan(found.high)
        return
    low = total * (1 - 1 / (9 * total) - Z / (3 * sqrt(total))) ** 3
    high = (total + 1) * (1 - 1 / (9 * (total + 1)) + Z / (3 * sqrt(total + 1))) ** 3
    scale = sqrt(variance / total)
    assert float(found.low) == pytest.approx(max(0, float(rate) + scale * (low - total)), abs=1e-9)
    assert float(found.high) == pytest.approx(float(rate) + scale * (high - total))


def test_every_standard_is_named_with_owner_source_and_date_and_has_all_bands() -> None:
    for one in standards().values():
        assert one.name, one
        assert one.source, one
        assert one.owner, one
        assert len(one.weights) in (0, len(BANDS))
    assert sum(standards()["esp2013"].weights) == 100_000
    assert set(standardised_measures()) <= set(measures())
