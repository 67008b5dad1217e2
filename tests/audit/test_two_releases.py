"""Two releases through the real pipeline: the later one is attacked with what the earlier one printed."""

from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from registry.models import Dispensing
from statistics import actions
from statistics.models import Release
from statistics.printed import earlier_years, printed_years
from tests.universe import Universe, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def secure_folder(settings: Settings, tmp_path: Path) -> Path:
    secure = {**settings.STORAGES["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = {**settings.STORAGES, "secure": secure}
    return tmp_path


@pytest.fixture
def first(secure_folder: Path) -> Release:
    Universe()
    return publish()


def corrected() -> None:
    """Two men's dispensings of metformin in 2024 were none."""
    Dispensing.objects.filter(product__atc="A10BA02", person__sex="M", date__year=2024).delete()


def found(release: Release, gate: str) -> int:
    return sum(count["found"] for count in release.manifest["audit"]["counts"] if count["gate"] == gate)


def test_the_first_release_has_none_before_it(first: Release) -> None:
    assert earlier_years(first)(2024) == []
    assert "before" not in {count["gate"] for count in first.manifest["audit"]["counts"]}


def test_an_equal_release_tells_nothing_new(first: Release) -> None:
    assert earlier_years(publish())(2024) == []


def test_what_was_printed_is_known_and_of_the_same_register_where_nothing_was_corrected(first: Release) -> None:
    corrected()
    second = publish()
    actions.withdraw(release=first, actor="ola", reason="Feil i uttrekket")
    before = earlier_years(second)
    now = {year.year: year for year in printed_years(second)}
    (unchanged,), (revised,) = before(2023), before(2024)
    assert unchanged.freeze == now[2023].freeze != ""
    assert np.array_equal(unchanged.users, now[2023].users)
    assert revised.freeze != now[2024].freeze
    assert not np.array_equal(revised.users, now[2024].users)
    assert earlier_years(first)(2024) == [], "the later one was not there then"
    assert found(second, "altered") > 0, "two users fewer"


def test_a_release_that_was_never_published_tells_nothing(first: Release) -> None:
    corrected()
    draft = actions.start_release(years=[2023, 2024], built_by="per", protection="primary")
    for year in draft.years:
        actions.count_year(release=draft, year=year)
    actions.audit(release=actions.join(release=draft))
    Dispensing.objects.filter(product__atc="A10BA02").delete()
    assert len(earlier_years(publish())(2024)) == 1


def test_without_the_secure_store_the_command_says_so(first: Release, capsys: pytest.CaptureFixture[str]) -> None:
    Release.objects.filter(pk=first.pk).update(protection="linked")
    first.parts.update(protection="protections/2024/gone")
    with pytest.raises(CommandError, match=r"sikre lageret har ikke .*--printed-only"):
        call_command("audit_release", "latest")
    with pytest.raises(SystemExit, match="1"):
        call_command("audit_release", "latest", "--printed-only")
    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("LEKKASJE")
    with pytest.raises(CommandError, match="-1"):
        call_command("audit_release", "latest", "--lp", "-1")


@pytest.mark.slow
def test_a_stronger_mask_cannot_take_back_what_was_printed(first: Release, capsys: pytest.CaptureFixture[str]) -> None:
    """After a release that hid the small cells alone, one with worlds hides more, and what was given away stays so."""
    second = actions.start_release(years=[2023, 2024], built_by="kari", protection="linked")
    for year in second.years:
        actions.count_year(release=second, year=year)
    second = actions.audit(release=actions.join(release=second))
    assert found(second, "reopened") > 0
    assert found(second, "lost") + found(second, "before") > 0
    assert found(second, "exact") == 0, "by itself it gives nothing away"
    leaks = second.manifest["audit"]["leaks"]
    if leaks:
        with pytest.raises(SystemExit, match="1"):
            call_command("audit_release", second.number)
    else:
        call_command("audit_release", second.number)
    assert capsys.readouterr().out.strip().splitlines()[-1] == second.manifest["audit"]["verdict"]
