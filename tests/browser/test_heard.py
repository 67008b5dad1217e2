"""What somebody hears who cannot see the page, and who has a keyboard alone: in three languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

FIGURES = {
    "": ("Utvikling over tid", "Tabell: Utvikling over tid", "Fylkene som ruter, plassert omtrent som på kartet"),
    "/nn": ("Utvikling over tid", "Tabell: Utvikling over tid", "Fylka som ruter, plasserte om lag som på kartet"),
    "/en": (
        "Development over time",
        "Table: Development over time",
        "The counties as tiles, placed roughly as on the map",
    ),
}
HIDDEN = {
    "": "skjult av hensyn til personvernet",
    "/nn": "skjult av omsyn til personvernet",
    "/en": "hidden to protect",
}
PAGES = (
    "/",
    "/legemiddel/A10BA02?kart=tid",
    "/sammenlign?serie=A10BA02&serie=A10BJ06",
    "/mest-brukt",
    "/fylke/03",
    "/tabell?atc=A10BA02,A10BJ06&omr=0,03",
    "/legemidler?kode=A10",
)

NAMELESS = """() => {
  const shown = one => one.checkVisibility() && !one.closest('[aria-hidden=true]');
  const labelled = one => one.labels?.length || one.ariaLabel || one.getAttribute('aria-labelledby')
    || one.textContent.trim();
  const kinds = 'a[href], button, input:not([type=hidden]), select, summary, [role=img], [role=region], nav, table';
  return [...document.querySelectorAll(kinds)]
    .filter(shown)
    .filter(one => !(one.matches('table') ? one.caption?.textContent.trim() : labelled(one)))
    .map(one => one.outerHTML.slice(0, 120));
}"""
SAME_NAME = """() => {
  const name = one => one.ariaLabel || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent;
  const names = [...document.querySelectorAll('nav, [role=region], form[role=search]')]
    .filter(one => one.checkVisibility()).map(one => one.tagName + ' ' + name(one));
  return names.filter((one, at) => names.indexOf(one) !== at);
}"""
CELLS = """() => [...document.querySelectorAll('main table')].flatMap(table => {
  const heads = [...table.querySelectorAll('thead th')];
  const wrong = heads.filter(one => one.scope !== 'col' || !one.textContent.trim());
  const rows = [...table.querySelectorAll('tbody tr')]
    .filter(row => !row.querySelector('th[scope=row]') && row.cells.length > 1);  // one cell says that there is nothing
  return [...wrong, ...rows].map(one => one.outerHTML.slice(0, 120));
})"""


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("prefix", FIGURES)
@pytest.mark.parametrize("path", PAGES)
def test_everything_has_a_name_and_every_cell_its_headers(browse: Browse, prefix: str, path: str) -> None:
    page = browse(prefix + path).page
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SAME_NAME) == []
    assert page.evaluate(CELLS) == []


@pytest.mark.parametrize("prefix", FIGURES)
def test_title_summary_and_table_are_heard_in_this_order(browse: Browse, prefix: str) -> None:
    page = browse(f"{prefix}/legemiddel/A10BJ06?maal=brukere&omr=56").page
    title, table, tiles = FIGURES[prefix]
    chart = page.get_by_role("img", name=title)
    finding = plain(page.locator("#funn-tid").inner_text())
    heard = plain(page.locator("#tid").aria_snapshot())
    assert heard.index(title) < heard.index(finding[:30]) < heard.index("img")
    assert chart.get_attribute("aria-labelledby") == "h-tid funn-tid"
    page.locator("#tid .tvilling summary").click()
    assert page.get_by_role("region", name=table).get_by_role("rowheader").all_inner_texts() == ["2024"]
    assert page.get_by_role("list", name=tiles).get_by_role("link").count() == 15
    assert HIDDEN[prefix] in plain(page.locator("main").text_content() or "")


@pytest.mark.parametrize("prefix", FIGURES)
def test_another_choice_by_keyboard_is_said_once_and_the_focus_stays(browse: Browse, prefix: str) -> None:
    visit = browse(f"{prefix}/legemiddel/A10BA02")
    page = visit.page
    live = page.locator("#funn-tid")
    assert live.get_attribute("aria-live") == "polite"
    before = live.inner_text()
    page.locator("#f-maal").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**maal=**")
    expect(live).not_to_have_text(before)
    assert page.evaluate("document.activeElement.id") == "f-maal"
    assert page.locator("main").get_attribute("aria-busy") is None
    assert visit.console == []


def test_a_keyboard_reaches_every_control_and_leaves_it(page: Page) -> None:
    """No trap: from the top of the page, Tab comes to its end, and each stop is seen."""
    page.goto("/legemiddel/A10BA02")
    reached = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const one = document.activeElement, look = getComputedStyle(one);
              return one === document.body ? null
                : [one.id || one.getAttribute('href') || one.outerHTML.slice(0, 60),
                   look.outlineStyle !== 'none' || look.boxShadow !== 'none']; }"""
        )
        if stop is None:
            break
        reached.append(stop)
    assert stop is None, "the end of the page"
    assert [place for place, seen in reached if not seen] == []
    wanted = {"f-maal", "f-omr", "f-kjonn", "f-alder", "f-fra", "f-til", "l-tid", "l-alder"}
    assert wanted <= {place for place, _ in reached}
