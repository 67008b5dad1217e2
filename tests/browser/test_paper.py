"""Each kind of page on A4: what was to be pressed is gone, what is to be read is there, and nothing is cut off."""

import io
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

WIDTH, HEIGHT = 695, 1008
"""Of what may be printed on A4 within the margins of the style sheet, in pixels of 1/96 inch."""

A4 = 595, 842
"""In points."""

DRUG = "/legemiddel/A10BA02"
COMPARED = "/sammenlign?serie=A10BA02:0:begge:alle&serie=A10BJ06:56:begge:alle"
CHARTS = (
    DRUG,
    "/legemiddel/A10?kart=tid&maal=brukere",
    COMPARED,
    f"{COMPARED}&vis=smaa",
    "/fylke/03",
    "/gruppe/fedmemidler",
)
TABLES = ("/fylker", "/mest-brukt", "/tabell?atc=A10BA02,A10BJ06&omr=0,03,56&kjonn=kvinner,menn")
PAGES = (
    *CHARTS,
    *TABLES,
    "/",
    "/storst-endring",
    "/fylke/54",
    "/legemidler?kode=A10",
    "/grupper",
    "/metode",
    "/sok?q=met",
)

PRESSED = (
    ".meny, .filter, .verktoy, .mer-ut, .spraak, .segm, .linjal, .siling, .topp-sok, .hoppover, button, input, select"
)

CUT = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.sr, defs, #js-plotly-tester'))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.right > document.documentElement.clientWidth + 1 || (box.width && box.left < -1))
  .map(([one]) => one)
  .map(one => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.slice(0, 40)}`).slice(0, 5)"""


def on_paper(browse: Browse, path: str, *, dark: bool = False, drawn: bool = False) -> Page:
    page = browse(path, dark=dark).page
    if drawn:
        page.locator("#p-tid").click()
        page.wait_for_selector("#p-tid[data-tegnet] .main-svg")
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.wait_for_timeout(150)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_on_a4(browse: Browse, path: str) -> None:
    page = on_paper(browse, path)
    assert page.locator(PRESSED).filter(visible=True).all() == []
    assert page.locator("h1").is_visible()
    assert page.evaluate(CUT) == []
    the_foot_says_which_release_and_from_where(page, path)
    if path in CHARTS:
        charts_are_drawn_and_their_tables_open(page)
    if path in TABLES:
        assert page.locator("main table tbody tr").filter(visible=True).count() >= 2


def the_foot_says_which_release_and_from_where(page: Page, path: str) -> None:
    foot = page.locator("footer").inner_text()
    assert path.partition("?")[0] in foot
    assert "Utgave 2026-1, publisert" in foot
    assert "Hentet" in foot
    sources = page.locator(".kilde").filter(visible=True).all_inner_texts()
    assert all("Kilde: Legemiddelregisteret, utgave 2026-1. CC BY 4.0." in text for text in sources)
    assert sources or path not in (*CHARTS, *TABLES)


def charts_are_drawn_and_their_tables_open(page: Page) -> None:
    drawings = page.locator("main svg.tegning.bred").filter(visible=True)
    assert drawings.count() >= 1
    for one in drawings.all():
        box = one.bounding_box()
        assert box
        assert box["height"] > 80
    assert not page.locator("main svg.tegning.smal").filter(visible=True).count()
    twins = page.locator(".tvilling table")
    assert twins.count() >= 1
    assert all(twin.is_visible() for twin in twins.all())


def test_a_county_that_is_no_more_says_on_paper_what_it_was_the_sum_of(browse: Browse) -> None:
    page = on_paper(browse, "/fylke/54")
    assert page.locator(".beholdes").inner_text().split() == ["Troms", "Finnmark"]


@pytest.mark.parametrize("drawn", [False, True])
def test_who_reads_in_the_dark_prints_ink_on_paper(browse: Browse, drawn: bool) -> None:
    """And a chart that Plotly drew is printed as the server drew it: as wide as the paper, in colours for it."""
    page = on_paper(browse, DRUG, dark=True, drawn=drawn)
    ink, paper = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert (ink, paper) == ("rgb(22, 24, 26)", "rgb(255, 255, 255)")
    assert not page.locator(".main-svg").filter(visible=True).count()
    assert page.locator("#tid svg.tegning.bred").filter(visible=True).count() == 1
    assert page.evaluate(CUT) == []


def test_what_is_hidden_is_hatched_on_paper_too(browse: Browse) -> None:
    page = on_paper(browse, "/legemiddel/A10BJ06?maal=brukere&omr=03&kjonn=menn")
    hidden = page.locator("td.skjult").filter(visible=True)
    assert hidden.count() >= 1
    looks = hidden.evaluate_all(
        "all => all.map(one => { const s = getComputedStyle(one); return [s.printColorAdjust, s.backgroundImage]; })"
    )
    assert all(adjust == "exact" and "gradient" in image for adjust, image in looks)


@pytest.mark.parametrize("path", [DRUG, TABLES[-1]])
def test_the_file_that_is_printed_is_a4_with_every_word(browse: Browse, path: str) -> None:
    page = browse(path).page
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in printed.pages} == {A4}
    words = " ".join(" ".join(p.extract_text() for p in printed.pages).split())
    assert "Last ned CSV" not in words
    assert "Kilde: Legemiddelregisteret" in words
    assert len(printed.pages) < 9
