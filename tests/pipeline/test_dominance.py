"""Sums that one or two pharmacies stand behind are hidden where the policy asks for it, and nothing else changes."""

import datetime as dt

import pytest

from registry.models import Dispensing, Pharmacy
from statistics import yearly
from statistics.audit import Secret, attack
from statistics.models import Release
from statistics.printed import printed_years
from statistics.protect import policy_named
from tests.pipeline.linked import found, linked
from tests.universe import OSLO, Universe

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OPENED = dt.date(2004, 1, 1)


@pytest.fixture
def pharmacies(universe: Universe) -> None:
    """Each line of the crowd goes to one of five; the plaster is sold by one of them alone."""
    others = [
        Pharmacy.objects.create(number=f"0001{i}", name=f"Apotek {i}", municipality=OSLO, opened=OPENED)
        for i in range(5)
    ]
    for i, line in enumerate(Dispensing.objects.exclude(product__atc="D02AF").order_by("pk")):
        Dispensing.objects.filter(pk=line.pk).update(pharmacy=others[i % 5])


def shown(release: Release, code: str) -> dict[str, bool]:
    """Whether the nation's users and sales are printed."""
    year = next(printed_years(release))
    node = year.codes.index(code)
    return {
        "users": not year.hidden_users[node, -1, -1, -1],
        "sales": not year.hidden_sums["sales"][node, -1, -1, -1],
    }


def test_what_one_pharmacy_sells_is_its_secret(pharmacies: None) -> None:
    ruled = linked(protection="linked-dominance")
    assert shown(ruled, "D02AF") == {"users": True, "sales": False}
    assert shown(ruled, "A10BA02") == {"users": True, "sales": True}
    assert ruled.manifest["policy"]["dominance"] == {"percent": 10}


def test_without_the_rule_it_is_printed(pharmacies: None) -> None:
    plain = linked()
    assert shown(plain, "D02AF") == {"users": True, "sales": True}
    assert "sensitive" not in {count["gate"] for count in plain.manifest["audit"]["counts"]}


def test_the_rule_holds_beside_an_earlier_release_that_printed_the_secret(pharmacies: None) -> None:
    """What was printed is known, and may take more than sums with it; but nothing gives way."""
    linked()
    ruled = linked(protection="linked-dominance")
    assert not shown(ruled, "D02AF")["sales"]
    assert shown(ruled, "A10BA02") == {"users": True, "sales": True}
    assert ruled.manifest["audit"]["leaks"] == 0


def test_the_rule_counts_the_frozen_years_pharmacies(pharmacies: None) -> None:
    release = linked()
    part, reference = release.parts.get(), release.manifest["reference"]
    secret = yearly.sensitive(2024, part.extract, policy_named("linked-dominance"), reference)
    nodes = yearly.load_cube(part.cube).nodes
    assert secret[nodes.index("D02AF"), -1, -1, -1]
    assert not secret[nodes.index("A10BA02"), -1, -1, -1]
    assert yearly.sensitive(2024, part.extract, policy_named("linked"), reference) is None


def test_the_attacker_finds_what_a_release_without_the_rule_prints(pharmacies: None) -> None:
    release = linked()
    part, reference = release.parts.get(), release.manifest["reference"]
    mask = yearly.sensitive(2024, part.extract, policy_named("linked-dominance"), reference)
    cube = yearly.load_cube(part.cube)
    report = attack(printed_years(release), secret=lambda year: Secret(cube.users, yearly.sums(cube), sensitive=mask))
    assert report.total("sensitive")[1] > 0
    assert report.leaks > 0
    assert found(release, "sensitive") == 0
