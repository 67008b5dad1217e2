"""What the public, a journalist and somebody with a screen reader do here, as they do it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, arrived

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

WORDS = {
    "": ("Metformin", "I 2024 fikk 9 personer metformin på resept.", "Kopiert"),
    "/nn": ("Metformin", "I 2024 fekk 9 personar metformin på resept.", "Kopiert"),
    "/en": ("Metformin", "In 2024, 9 people received metformin on prescription.", "Copied"),
}


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("prefix", WORDS)
@pytest.mark.parametrize("width", [1280, 375])
def test_the_public_finds_an_answer_by_keyboard_alone(browse: Browse, prefix: str, width: int) -> None:
    visit = browse(f"{prefix}/", width=width)
    page = visit.page
    page.locator("#q").focus()
    page.keyboard.type("glucopha", delay=20)
    expect(page.locator("#q-treff li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "q-treff-0")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{prefix}/legemiddel/A10BA02")
    heading, sentence, _ = WORDS[prefix]
    assert heading in page.locator("h1").inner_text()
    assert sentence in plain(page.locator(".nokkel").inner_text())
    assert (visit.console, visit.external) == ([], [])


@pytest.mark.parametrize("width", [1280, 375])
def test_without_javascript_the_form_gives_the_same_answer(browse: Browse, width: int) -> None:
    page = browse("/", width=width, javascript=False).page
    page.locator("#q").fill("glucophage")
    page.locator("form.sok button").click()
    page.wait_for_url("**/legemiddel/A10BA02")
    page.locator("#f-omr").select_option("03")
    page.locator("#filter button").click()
    arrived(page, "omr=03")
    assert "Oslo" in page.locator("#tid .enhet").inner_text()
    expect(page.locator("#p-tid svg:visible")).to_have_count(1)


def test_a_journalist_takes_a_comparison_along(page: Page) -> None:
    page.goto("/legemiddel/A10BA02")
    page.get_by_role("link", name="Sammenlign med andre").click()
    page.locator("#legg").fill("ozempic")
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator(".serie:not(.ny)")).to_have_count(2)
    assert "I 2024 lå metformin høyest" in page.locator("#funn-tid").inner_text()
    with page.expect_download() as picture:
        page.get_by_role("link", name="Lagre som bilde").click()
    assert picture.value.suggested_filename == "sammenlign.png"
    page.get_by_text("Flere formater, siter, bygg inn").first.click()
    with page.expect_download() as spreadsheet:
        page.get_by_role("link", name="Excel").first.click()
    assert spreadsheet.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Små grafer").click()
    arrived(page, "vis=smaa")


def test_the_reading_ruler_is_the_pointer_of_the_keyboard(page: Page) -> None:
    page.goto("/legemiddel/A10BA02")
    ruler = page.locator("#l-tid")
    ruler.focus()
    page.keyboard.press("ArrowLeft")
    assert plain(page.locator("#o-tid").inner_text()).startswith("2023:")
    assert page.locator("#p-tid .tegning.bred .les.paa").get_attribute("data-aar") == "2023"
    assert "2023" in (ruler.get_attribute("aria-valuetext") or "")


def test_plotly_comes_when_somebody_reaches_for_a_chart_and_not_before(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/legemiddel/A10BA02")
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "plotly" in url]
    page.locator("#p-tid").click()
    page.wait_for_selector("#p-tid[data-tegnet] .main-svg")
    assert len([url for url in asked if "plotly" in url]) == 1


def test_a_screen_reader_hears_title_summary_and_table(page: Page) -> None:
    page.goto("/legemiddel/A10BA02")
    heard = page.locator("main").aria_snapshot()
    assert 'heading "Utvikling over tid" [level=2]' in heard
    chart = page.get_by_role("img", name="Utvikling over tid")
    assert plain(page.locator("#funn-tid").inner_text()) == "I 2024 var tallet 11,0 per 1 000."
    assert chart.get_attribute("aria-labelledby") == "h-tid funn-tid"
    page.locator("#tid .tvilling summary").click()
    table = page.get_by_role("region", name="Tabell: Utvikling over tid").get_by_role("table")
    expect(table).to_be_visible()
    assert table.get_by_role("rowheader").all_inner_texts() == ["2023", "2024"]
    headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/mest-brukt")
    page.keyboard.press("Tab")
    expect(page.locator(".hoppover")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", ["/legemiddel/A10BA02", "/sammenlign?serie=A10BA02", "/tabell?atc=A10BA02"])
def test_on_paper_there_are_figures_and_tables_and_no_menu(browse: Browse, path: str) -> None:
    page = browse(path).page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.locator(".meny").is_visible()
    assert not page.locator(".topp-sok").is_visible()
    assert page.locator("main table").last.is_visible()
    assert page.pdf(format="A4")[:4] == b"%PDF"


@pytest.mark.parametrize("prefix", ["/nn", "/en"])
@pytest.mark.parametrize("path", ["/", "/legemiddel/A10BA02", "/metode", "/fylke/03", "/tabell?atc=A10BA02"])
def test_the_other_languages_are_as_accessible(browse: Browse, prefix: str, path: str) -> None:
    visit = browse(prefix + path, width=375)
    assert visit.status == 200
    assert visit.violations() == []
    visit.look(width=320, dark=True)
    assert visit.overflow() == []
    assert (visit.console, visit.external, visit.cookies()) == ([], [], [])
