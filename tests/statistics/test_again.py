"""What has not changed since the release before is neither protected nor attacked again."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from registry.models import Dispensing, Product
from statistics import attacks, yearly
from statistics.attacks import report_from
from statistics.audit import PrintedYear, attack_year
from statistics.earlier import EarlierPrint
from statistics.hashing import digest_of, sources_of
from statistics.models import Release
from statistics.protect import policy_named
from statistics.rounding import Rounding
from tests.universe import Universe, publish


@pytest.fixture
def universe(db: None, settings: Settings, tmp_path: Path) -> Universe:
    secure = {**settings.STORAGES["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = {**settings.STORAGES, "secure": secure}
    return Universe()


@pytest.fixture
def attacked(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each year is attacked."""
    times: Counter[int] = Counter()

    def counting(printed: PrintedYear, *given: object) -> object:
        times[printed.year] += 1
        return attack_year(printed, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(attacks, "attack_year", counting)
    return times


def counts(release: Release, year: int) -> list[dict[str, object]]:
    return [count for count in release.manifest["audit"]["counts"] if count["year"] == year]


def test_a_year_that_was_attacked_is_not_attacked_again(universe: Universe, attacked: Counter[int]) -> None:
    first = publish()
    assert attacked == {2023: 1, 2024: 1}
    Dispensing.objects.filter(product__atc="A10BA02", person__sex="M", date__year=2024).delete()
    second = publish()
    assert attacked == {2023: 1, 2024: 2}
    assert counts(second, 2023) == counts(first, 2023)
    assert "before" in {count["gate"] for count in counts(second, 2024)}, "2024 is attacked with what was printed of it"


def test_the_attack_that_a_protected_year_has_withstood_is_its_releases_own(
    universe: Universe, attacked: Counter[int]
) -> None:
    release = publish(protection="linked")
    assert attacked == {2023: 1, 2024: 1}, "once before it was stored, and of the print in store not again"
    assert {count["gate"] for count in counts(release, 2024)} >= {"exact", "sums", "ratios", "worlds", "unproven"}


def test_a_year_is_protected_again_when_its_figures_change_and_not_before(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    protected: list[int] = []
    real = yearly._protect
    monkeypatch.setattr(yearly, "_protect", lambda shown, *more: protected.append(shown.year) or real(shown, *more))

    def name(year: int, day: dt.date) -> str:
        reference = yearly.freeze_reference(day)
        return yearly.protect_year(
            year, yearly.count_year(year, reference), policy_named("linked"), reference, EarlierPrint()
        )

    first = name(2024, dt.date(2026, 1, 1))
    Product.objects.filter(item_number="000001").update(name="Glucophage Forte")
    assert name(2024, dt.date(2027, 1, 1)) == first
    assert protected == [2024]
    Dispensing.objects.filter(product__atc="A10BA02", person__sex="M", date__year=2024).delete()
    assert name(2024, dt.date(2027, 1, 1)) != first
    assert protected == [2024, 2024]


def test_a_report_is_read_as_it_was_written(universe: Universe) -> None:
    written = publish().manifest["audit"]
    assert json.loads(report_from(written).to_json()) == written
    assert written["places"], "primary hiding gives something away"


def test_equal_figures_have_equal_digests() -> None:
    figures = np.arange(12).reshape(3, 4)
    year = PrintedYear(2024, ("a",), np.array([-1]), (("n",),), figures, figures > 5, {"x": figures, "y": figures})
    assert digest_of(year) == digest_of(replace(year, users=figures.copy(), sums={"y": figures, "x": figures}))
    assert digest_of(figures.T) == digest_of(np.ascontiguousarray(figures.T))
    others = [
        replace(year, users=figures + (figures == 3)),
        replace(year, year=2023),
        replace(year, population=figures),
        replace(year, rounding={"x": Rounding(2)}),
        replace(year, users=figures.astype(np.int32)),
    ]
    assert len({digest_of(other) for other in (year, *others)}) == 6
    assert digest_of(figures) != digest_of(figures.reshape(4, 3))
    assert digest_of("ab", "c") != digest_of("a", "bc")


def test_changed_sources_have_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one = 1\n")
    before = sources_of(tmp_path)
    assert sources_of(tmp_path) == before
    (tmp_path / "a.py").write_text("one = 2\n")
    assert sources_of(tmp_path) != before
