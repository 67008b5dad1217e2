"""Pages in the states that readers bring them into: all open, six series, a chart drawn, forced colours, zoom."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

SIX = "/sammenlign?" + "&".join(
    f"serie={code}:{omr}:begge:alle" for code in ("A10BA02", "A10BJ06", "A10") for omr in ("0", "03")
)
HIDDEN = "/legemiddel/A10BJ06?maal=brukere&omr=03&kjonn=menn"
OPENED = (HIDDEN, SIX, f"{SIX}&vis=smaa", "/fylke/03", "/mest-brukt?alder=40-44", "/tabell?atc=A10BJ06&omr=0,03,56")


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def looks(visit: Visit) -> dict[str, list[str]]:
    """What axe finds at two widths, in light and dark, where it finds anything."""
    found = {}
    for width, dark in product((1280, 375), (False, True)):
        visit.look(width=width, dark=dark)
        open_everything(visit.page)
        found[f"{width} {'dark' if dark else 'light'}"] = visit.violations()
    return {look: violations for look, violations in found.items() if violations}


@pytest.mark.parametrize("path", OPENED)
def test_with_everything_open(browse: Browse, path: str) -> None:
    visit = browse(path)
    assert looks(visit) == {}
    visit.look(width=320, dark=False)
    open_everything(visit.page)
    assert visit.overflow() == []
    assert (visit.console, visit.external) == ([], [])


def test_who_starts_anew_has_none_of_the_choices_left(page: Page) -> None:
    page.goto("/legemiddel/A10BA02?usikkerhet=1&maal=std1000&kart=tid")
    expect(page.locator("#funn-fylker")).to_contain_text("95 prosents intervall")
    page.locator("[data-nullstill]").click()
    expect(page).to_have_url(re.compile(r"/legemiddel/A10BA02$"))
    expect(page.locator("#funn-fylker")).not_to_contain_text("95 prosents intervall")
    expect(page.locator("#paa-papir")).to_contain_text(re.compile(r"/legemiddel/A10BA02$"))


@pytest.mark.parametrize("path", [HIDDEN, SIX])
def test_with_charts_drawn_by_plotly(browse: Browse, path: str) -> None:
    visit = browse(path)
    visit.page.locator("#p-tid").click()
    visit.page.wait_for_selector("#p-tid[data-tegnet] .main-svg")
    assert looks(visit) == {}
    assert (visit.console, visit.external) == ([], [])


@pytest.mark.parametrize("path", ["/", HIDDEN, SIX, "/fylker"])
def test_with_colours_of_the_readers_own(browse: Browse, path: str) -> None:
    visit = browse(path)
    visit.page.emulate_media(forced_colors="active")
    # axe takes a text's colour from a property that is not forced; the forced colours are looked at instead.
    assert [found for found in visit.violations() if not found.startswith("color-contrast")] == []
    colours = visit.page.locator("main p, footer p").evaluate_all("all => all.map(one => getComputedStyle(one).color)")
    assert set(colours) == {visit.page.evaluate("getComputedStyle(document.body).color")}
    tile = visit.page.locator(".rutekart a").first
    if tile.count():
        assert tile.evaluate("one => getComputedStyle(one).borderTopWidth") != "0px"


@pytest.mark.parametrize("path", ["/", HIDDEN, SIX, "/mest-brukt", "/tabell?atc=A10BJ06", "/metode"])
def test_at_four_times_the_size(browse: Browse, path: str) -> None:
    """A window of 1280 by 1024 pixels has 320 by 256 left: nothing is cut off, and nothing sticks over the content."""
    visit = browse(path, width=320)
    visit.page.set_viewport_size({"width": 320, "height": 256})
    assert visit.overflow() == []
    covered = visit.page.evaluate(
        """() => [...document.querySelectorAll('body *')]
             .filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
             .filter(one => one.getBoundingClientRect().height > 128 && !one.closest('[role=region]'))
             .map(one => one.className)"""
    )
    assert covered == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_open_search_and_the_open_menu(browse: Browse, dark: bool) -> None:
    visit = browse("/legemiddel/A10BA02", width=375, dark=dark)
    page = visit.page
    page.locator(".meny summary").click()
    assert visit.violations() == []
    page.locator(".meny summary").click()
    field = page.locator(".topp-sok input[role=combobox]")
    field.focus()
    page.keyboard.type("met", delay=20)
    expect(page.locator(".topp-sok .treff li").first).to_be_visible()
    assert visit.violations() == []
    assert visit.overflow() == []


def test_the_ways_to_take_a_figure_along_work_by_keyboard(page: Page) -> None:
    page.goto("/legemiddel/A10BA02")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    section = page.locator("#alder")
    section.get_by_text("Flere formater, siter, bygg inn").focus()
    page.keyboard.press("Enter")
    section.get_by_role("button", name="Kopier koden").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Kopiert")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe src=")
    assert "figur=alder" in code
    page.goto(page.locator("#alder .mer-ut-inn a", has_text="Bare figuren").get_attribute("href") or "")
    assert page.locator("svg.tegning:visible").count() == 1
    assert page.locator("script").count() == 0


def test_the_whole_page_is_printed_from_a_button(page: Page) -> None:
    page.goto("/mest-brukt")
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    page.locator(".mer-ut summary").click()
    page.get_by_role("button", name="Skriv ut siden").click()
    assert page.locator("body").get_attribute("data-printed") == "yes"
