"""Each role logs in with two factors in a real browser, sees its own pages in Norwegian, and is stopped at the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from registry.models import Person
from registry.staff.roles import AUDITOR, DELIVERIES, REGISTRAR, RELEASER, STATISTICIAN
from tests.browser.staff_visit import log_in, norwegian
from tests.registry.staff import PASSWORD, code_of, member
from tests.universe import Universe, publish

pytestmark = pytest.mark.usefixtures("two_factors")

# One page that the role works with and one that is closed to it.
WORK = {
    DELIVERIES: ("registry/quarantinedline/", "registry/person/"),
    REGISTRAR: ("registry/person/", "registry/event/"),
    STATISTICIAN: ("registry/product/", "registry/dispensing/"),
    RELEASER: ("statistics/release/", "registry/delivery/"),
    AUDITOR: ("registry/event/", "registry/person/"),
}


@pytest.fixture(scope="module")
def staffed(committed: None) -> dict[str, User]:
    Universe()
    return {role: member(role.lower(), role) for role in WORK}


@pytest.fixture(params=[1280, 375])
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=live, viewport={"width": request.param, "height": 900}, locale="nb-NO")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("role", WORK)
def test_role_works_in_its_own_pages_only(staffed: dict[str, User], page: Page, role: str) -> None:
    log_in(page, staffed[role])
    open_to_it, closed = WORK[role]
    assert norwegian(page) == []
    assert page.locator(f"a[href='/admin/{open_to_it}']").count()
    assert page.locator(f"a[href='/admin/{closed}']").count() == 0
    answer = page.goto(f"/admin/{open_to_it}")
    assert answer is not None
    assert (answer.status, norwegian(page)) == (200, [])
    refused = page.goto(f"/admin/{closed}")
    assert refused is not None
    assert refused.status == 403


def test_registrar_hands_out_insight(staffed: dict[str, User], page: Page, tmp_path: Path) -> None:
    log_in(page, staffed[REGISTRAR])
    page.goto(f"/admin/registry/person/{Person.objects.earliest('key').pk}/change/")
    page.get_by_role("link", name="Gi innsyn").click()
    page.get_by_label("Grunn").fill("sak 12")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Gi innsyn").click()
    caught.value.save_as(tmp_path / "innsyn.pdf")
    assert (tmp_path / "innsyn.pdf").read_bytes().startswith(b"%PDF")


def test_new_member_sets_up_the_second_factor(staffed: dict[str, User], page: Page) -> None:
    name = f"ny{page.viewport_size['width']}"  # type: ignore[index]
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    page.goto("/admin/")
    page.get_by_label("Brukernavn").fill(name)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    expect(page.locator("svg[role=img], svg").first).to_be_visible()
    assert norwegian(page) == []
    page.get_by_label("Kode").fill(code_of(user))
    page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_text("gjenopprettingskodene")).to_be_visible()
    page.get_by_role("link", name="Videre til registeret").click()
    expect(page.get_by_text("Du har ikke rettigheter").or_(page.get_by_text("Registeret")).first).to_be_visible()


def test_releaser_withdraws_with_a_reason_that_readers_see(staffed: dict[str, User], page: Page) -> None:
    first, newest = publish(), publish()
    reason = f"Salget i Finnmark er telt to ganger, sett på {page.viewport_size['width']} piksler."  # type: ignore[index]
    log_in(page, staffed[RELEASER])
    page.goto(f"/admin/statistics/release/{first.pk}/change/")
    assert norwegian(page) == []
    page.get_by_role("link", name="Trekk tilbake").click()
    page.get_by_role("button", name="Trekk tilbake").click()  # without a reason the browser stops it
    page.get_by_label("Grunn").fill("feil")
    page.get_by_role("button", name="Trekk tilbake").click()
    expect(page.get_by_text("Skriv hva som er galt")).to_be_visible()
    page.get_by_label("Grunn").fill(reason)
    page.get_by_role("button", name="Trekk tilbake").click()
    expect(page.get_by_text(f"Utgave {first} er trukket tilbake.")).to_be_visible()
    expect(page.get_by_role("cell", name=reason)).to_be_visible()
    page.goto(f"/metode?utgave={newest}#utgaver")
    expect(page.get_by_role("cell", name=reason)).to_be_visible()
    page.goto(f"/legemiddel/alle?utgave={first}")
    expect(page.get_by_text(reason)).to_be_visible()
