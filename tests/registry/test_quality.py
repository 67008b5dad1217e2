"""The quality watch: surprises are found, shown, and stop releases until staff have looked at them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from registry import quality
from registry.extract import open_surprises
from registry.models import Event, Finding, Pharmacy, PharmacyMonth, ProductPrice
from statistics import actions
from tests.registry import world

KIND = Finding.Kind


@pytest.fixture
def pharmacy(empty) -> Pharmacy:
    return Pharmacy.objects.create(number="00123", name="Svanen", municipality="0301", opened="2004-01-01")


@pytest.fixture
def month(pharmacy) -> Callable[..., None]:
    def add(period: int, lines: int = 1000, **more: int) -> None:
        quality.note(pharmacy.pk, period, {"lines": lines, **more})

    return add


def found() -> list[tuple[int, str]]:
    quality.watch([2024])
    return list(Finding.objects.order_by("period", "kind").values_list("period", "kind"))


@pytest.mark.parametrize(
    ("lines", "expected"), [(1000, []), (420, []), (390, [(202404, "volum")]), (2400, []), (2600, [(202404, "volum")])]
)
def test_volume_is_held_against_the_months_before(month, lines: int, expected: list) -> None:
    for number in (1, 2, 3):
        month(202400 + number)
    month(202404, lines)
    assert found() == expected


def test_small_pharmacies_and_short_pasts_surprise_nobody(month) -> None:
    for number, lines in ((1, 40), (2, 50), (3, 60), (4, 149), (5, 1)):
        month(202400 + number, lines)
    assert found() == []


def test_month_that_was_skipped(month, pharmacy) -> None:
    for period in (202311, 202401, 202403):
        month(period)
    other = Pharmacy.objects.create(number="2", name="Ny", municipality="0301", opened="2024-02-10")
    for period in (202402, 202403, 202404):
        quality.note(other.pk, period, {"lines": 1000})
    assert found() == [(202402, "mangler"), (202404, "mangler")]
    pharmacy.closed = "2024-03-31"
    pharmacy.save()
    assert found() == [(202402, "mangler")]


def test_deliveries_add_up_in_their_month(month) -> None:
    month(202401, 10, price_ore=500)
    month(202401, 5, price_ore=250, refused=2)
    row = PharmacyMonth.objects.get()
    assert (row.lines, row.price_ore, row.refused) == (15, 750, 2)


@pytest.mark.parametrize(
    ("name", "kind"), [("odd_prices", "priser"), ("unknown_products", "varer"), ("refused", "karantene")]
)
def test_shares_of_a_month(month, name: str, kind: str) -> None:
    month(202401, 1000, **{name: 19})
    assert found() == []
    month(202401, 0, **{name: 60})
    assert found() == [(202401, kind)]


def test_odd_prices_are_far_from_fest() -> None:
    known = {1: 10_000, 2: 500}
    assert quality.odd_prices([1, 1, 1, 2, 3], [2, 1, 1, 1, 1], [20_000, 30_100, 3_300, 500, 9], known) == 2


def test_late_delivery_takes_the_surprise_away_and_settled_ones_stay(month) -> None:
    for number in (1, 2, 3):
        month(202400 + number)
    month(202404, 100)
    assert found() == [(202404, "volum")]
    month(202404, 900)
    assert found() == []
    month(202405, 1)
    Finding.objects.filter(pk__in=[one.pk for one in _watched()]).update(settled=True)
    assert found() == [(202405, "volum")]
    assert open_surprises([2024]) == []


def _watched() -> list[Finding]:
    quality.watch([2024])
    return list(Finding.objects.all())


def test_delivery_is_noted_with_its_prices(register) -> None:
    ProductPrice.objects.filter(product__item_number="012345").update(price_ore=100)
    register("pharmacies", world.dispensing_file(*world.DISPENSINGS, world.DISPENSINGS[0].replace("012345", "999999")))
    row = PharmacyMonth.objects.get()
    assert (row.period, row.lines, row.packages, row.price_ore) == (202402, 6, 16, 94_680)
    assert (row.refused, row.unknown_products, row.odd_prices) == (1, 1, 2)


def test_release_waits_until_staff_have_looked(month, pharmacy) -> None:
    for number in (1, 2, 3):
        month(202400 + number)
    month(202404, 1)
    quality.watch([2024])
    with pytest.raises(CommandError, match="1 overraskelser i leveransene er ikke vurdert"):
        call_command("build_release", years="2024")
    with pytest.raises(actions.NotBuildable):
        actions.start_release(years=[2024], built_by="b", despite=" ")
    assert actions.start_release(years=[2023], built_by="b").manifest["surprises"] == []
    staff = Client()
    staff.force_login(User.objects.create_superuser("kari"))
    page = reverse("admin:registry_finding_changelist")
    chosen = {"action": "settle", "_selected_action": [Finding.objects.get().pk]}
    assert "Grunn" in staff.post(page, chosen).content.decode()
    assert not Finding.objects.get().settled
    staff.post(page, {**chosen, "grunn": "apoteket bygger om"})
    assert (Finding.objects.get().settled_by, Finding.objects.get().reason) == ("kari", "apoteket bygger om")
    assert Event.objects.get(action="overraskelser vurdert").reason == "apoteket bygger om"
    assert actions.start_release(years=[2024], built_by="b").number


def test_release_despite_surprises_says_why(month) -> None:
    for number in (1, 2, 3, 5):
        month(202400 + number)
    quality.watch([2024])
    release = actions.start_release(years=[2024], built_by="b", despite="tallene haster")
    assert "har ikke levert måneden" in release.manifest["surprises"][0]
    assert release.events.get().reason == "tallene haster"
