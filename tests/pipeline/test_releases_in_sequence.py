"""Linked releases one after the other: each agrees with all that was printed before, and is attacked with it."""

import numpy as np
import pytest
from pytest_django import Settings

from registry.models import Dispensing
from statistics import actions, yearly
from statistics.actions import NotPublishable
from statistics.models import Release, State
from statistics.printed import printed_years
from tests.pipeline.linked import CROWD, checked, crowd, found, linked
from tests.universe import Universe

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def trouble(release: Release) -> dict[str, int]:
    """What is known of the release, by itself or by those before it."""
    hard = [gate["code"] for gate in release.manifest["audit"]["gates"] if gate["hard"]]
    return {code: number for code in hard if (number := found(release, code))}


def test_an_unchanged_year_keeps_its_masks(universe: Universe) -> None:
    first, second = linked(), linked()
    assert second.digest == first.digest
    assert second.parts.get().protection == first.parts.get().protection


def test_a_late_delivery_and_a_correction_after_it(universe: Universe) -> None:
    first = linked()
    crowd(universe, seed=2, people=5, year=2024)
    second = linked()
    assert second.digest != first.digest
    assert trouble(second) == {}
    assert checked(second, "before") > 0
    Dispensing.objects.filter(product__atc="A10BJ06", person__sex="M", line__lte=40).delete()
    third = linked()
    assert third.digest not in (first.digest, second.digest)
    assert trouble(third) == {}
    actions.withdraw(release=second, actor="ola", reason="Feil i uttrekket")
    crowd(universe, seed=3, people=3, year=2024)
    assert trouble(linked()) == {}, "with three before it, one of them withdrawn"


def test_without_the_earlier_one_the_late_delivery_would_leak(universe: Universe) -> None:
    """The positive control: the same second release, protected as if it were the first, is refused."""
    first = linked()
    crowd(universe, seed=4, people=5, year=2024)
    Release.objects.filter(pk=first.pk).update(state=State.BUILT)
    release = actions.start_release(years=[2024], built_by="per", protection="linked")
    actions.count_year(release=release, year=2024)
    Release.objects.filter(pk=first.pk).update(state=State.PUBLISHED)
    release = actions.audit(release=actions.join(release=release))
    assert found(release, "before") > 0
    with pytest.raises(NotPublishable, match="tidligere utgaver"):
        actions.publish(release=release, approved_by="ola")


def test_a_new_year_leaves_the_old_one_as_it_was(universe: Universe) -> None:
    first = linked()
    crowd(universe, seed=4, people=CROWD, year=2025)
    second = linked((2024, 2025))
    assert trouble(second) == {}
    old, new = printed_years(first), printed_years(second)
    assert np.array_equal(next(old).users, next(new).users)
    assert second.parts.get(year=2024).protection == first.parts.get().protection


def test_what_was_printed_unprotected_is_lost_and_the_next_release_is_safe_by_itself(
    universe: Universe, settings: Settings
) -> None:
    settings.SYNTHETIC_ONLY = True
    release = actions.start_release(years=[2024], built_by="kari", protection="primary")
    actions.count_year(release=release, year=2024)
    actions.publish(release=actions.audit(release=actions.join(release=release)), approved_by="ola")
    settings.SYNTHETIC_ONLY = False
    second = linked()
    assert second.manifest["audit"]["leaks"] == 0
    assert found(second, "lost") > 0
    assert found(second, "lost") > 0
    assert found(second, "known") > 0
    assert yearly.load_protection(second.parts.get().protection).known_before > 0


def test_a_release_attacked_before_another_was_printed_must_be_built_again(universe: Universe) -> None:
    waiting = actions.start_release(years=[2024], built_by="kari", protection="linked")
    actions.count_year(release=waiting, year=2024)
    waiting = actions.audit(release=actions.join(release=waiting))
    crowd(universe, seed=2, people=5, year=2024)
    release = actions.start_release(years=[2024], built_by="per", protection="linked")
    actions.count_year(release=release, year=2024)
    other = actions.publish(release=actions.audit(release=actions.join(release=release)), approved_by="ola")
    with pytest.raises(NotPublishable, match=rf"ble prøvd før {other.number} ble publisert"):
        actions.publish(release=waiting, approved_by="ola")
