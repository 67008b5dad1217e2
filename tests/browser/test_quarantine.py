"""The delivery officer settles refused lines by clicking: opened, tried again, turned down; and surprises looked at."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from registry.models import Dispensing, Event, Finding, Pharmacy, QuarantinedLine
from registry.sources import ingest
from registry.staff.roles import DELIVERIES
from tests.browser.staff_visit import log_in, norwegian, overflow
from tests.registry import world
from tests.registry.staff import member

pytestmark = pytest.mark.usefixtures("two_factors")

State = QuarantinedLine.State
BORN = {1280: "1990-01-01", 375: "1991-01-01"}
"""Each width has a person of its own, who comes to the register after the dispensing."""


@pytest.fixture(scope="module")
def officer(committed: None, tmp_path_factory: pytest.TempPathFactory) -> User:
    """And the small world's register."""
    folder = world.write(tmp_path_factory.mktemp("world"))
    for source in world.ORDER[:-1]:
        assert ingest(source, [folder / source]).quarantined == 0
    return member("leveranse", DELIVERIES)


@pytest.fixture(params=BORN)
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=live, viewport={"width": request.param, "height": 900}, locale="nb-NO")
    yield context.new_page()
    context.close()


def deliver(folder: Path, source: str, text: str) -> None:
    path = folder / f"{source}.csv"
    path.write_text(text)
    assert not ingest(source, [path]).broken


def settle(page: Page, action: str, reason: str) -> None:
    """All that the list shows, by the list's own action and the page that asks for the reason."""
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(label=action)
    page.get_by_role("button", name="Gå").click()
    assert (norwegian(page), overflow(page)) == ([], 0)
    page.get_by_label("Grunn").fill(reason)
    page.get_by_role("button", name=action).click()


def test_refused_lines_are_settled(officer: User, page: Page, tmp_path: Path) -> None:
    width = page.viewport_size["width"]  # type: ignore[index]
    born = BORN[width]
    number = world.synthetic(date.fromisoformat(born), 300)
    first = 100 if width == 1280 else 200
    late = world.DISPENSINGS[0].replace(world.ANNA, number).replace("1;", f"{first};", 1)
    deliver(tmp_path, "pharmacies", world.dispensing_file(late, f"{first + 1};x"))
    log_in(page, officer)
    page.get_by_role("link", name="2 linjer venter i karantene").click()
    assert (norwegian(page), overflow(page)) == ([], 0)
    expect(page.get_by_text("2 linjer i karantene").or_(page.get_by_text("2 treff")).first).to_be_visible()

    page.get_by_role("link", name="åpne").last.click()
    page.get_by_label("Grunn").fill("sak 12")
    page.get_by_role("button", name="Åpne forseglet linje").click()
    expect(page.locator("pre")).to_contain_text(number)
    assert Event.objects.filter(reason="sak 12", actor="leveranse").exists()

    page.goto("/admin/registry/quarantinedline/?state__exact=V")
    settle(page, "Prøv på nytt: ta inn dem som er gode nå", "sak 13")
    expect(page.get_by_text("0 linjer er tatt inn. 2 venter fortsatt")).to_be_visible()

    deliver(tmp_path, "folkeregisteret", world.person_file(f"{number};{born};K;;0301;2010-01-01"))
    settle(page, "Prøv på nytt: ta inn dem som er gode nå", "sak 14")
    expect(page.get_by_text("1 linjer er tatt inn. 1 venter fortsatt")).to_be_visible()
    assert Dispensing.objects.filter(line=first).count() == 1

    settle(page, "Avvis: avsenderen har fått beskjed", "sak 15")
    expect(page.get_by_text("1 linjer er avvist.")).to_be_visible()
    states = QuarantinedLine.objects.filter(line__gte=3).order_by("-pk").values_list("state", flat=True)[:2]
    assert sorted(states) == sorted([State.TAKEN_IN, State.TURNED_DOWN])
    page.goto("/admin/")
    expect(page.get_by_text("linjer venter i karantene")).to_have_count(0)


def test_surprises_are_looked_at(officer: User, page: Page) -> None:
    Finding.objects.all().delete()
    Finding.objects.create(pharmacy=Pharmacy.objects.get(), period=202402, kind="volum", text="dobbelt så mye som før")
    log_in(page, officer)
    page.get_by_role("link", name="1 overraskelser i leveransene").click()
    assert (norwegian(page), overflow(page)) == ([], 0)
    settle(page, "Vurdert: utgaver kan bygges på dem", "apoteket har fått en ny sykehjemsavtale")
    expect(page.get_by_text("1 overraskelser er vurdert.")).to_be_visible()
    found = Finding.objects.get()
    assert (found.settled, found.settled_by, found.reason[:8]) == (True, "leveranse", "apoteket")


def test_status_of_the_intake_is_whole(officer: User, page: Page) -> None:
    log_in(page, officer)
    page.goto("/admin/registry/delivery/mottak/")
    assert (norwegian(page), overflow(page)) == ([], 0)
    expect(page.get_by_role("img", name="Søylediagram")).to_be_visible()
