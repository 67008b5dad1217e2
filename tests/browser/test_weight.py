"""How much a reader fetches: counted as it comes over the wire, packed, in a browser without a past."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

KB = 1000
FETCHED = """() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
  .reduce((sum, one) => sum + one.transferSize, 0)"""

SCRIPT = """() => {
  const scripts = performance.getEntriesByType('resource').filter(one => one.name.includes('plotly'));
  return {count: scripts.length, bytes: scripts.reduce((sum, one) => sum + one.transferSize, 0)};
}"""


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 150 * KB),
        ("/legemiddel/A10BA02", 150 * KB),
        ("/fylke/03", 150 * KB),
        ("/tabell?atc=A10BA02", 150 * KB),
    ],
)
def test_a_first_page_is_light(browse: Browse, path: str, most: int) -> None:
    visit = browse(path)
    assert 0 < visit.page.evaluate(FETCHED) < most


def test_a_chart_page_is_light_with_plotly_too(browse: Browse) -> None:
    """The script counts as packed: the tests' site serves it as it is, the real one packs it at least so well."""
    page = browse("/legemiddel/A10BA02").page
    page.locator("#p-tid").click()
    page.wait_for_selector("#p-tid[data-tegnet] .main-svg")
    script = page.evaluate(SCRIPT)
    assert script["count"] == 1
    packed = len(gzip.compress(Path("static/vendor/plotly-basic.min.js").read_bytes(), 9))
    assert page.evaluate(FETCHED) - script["bytes"] + packed < 600 * KB


def test_plotly_is_fetched_once_for_all_charts_and_pages(browse: Browse) -> None:
    page = browse("/legemiddel/A10BA02").page
    for path, plot in (("", "#p-tid"), ("", "#p-alder"), ("/legemiddel/A10BJ06", "#p-tid")):
        if path:
            page.goto(path)
        page.locator(plot).click()
        page.wait_for_selector(f"{plot}[data-tegnet] .main-svg")
    script = page.evaluate(SCRIPT)
    assert (script["count"], script["bytes"]) == (1, 0), "the second page takes it from the browser's own store"


def test_scripts_and_styles_are_kept_for_good(browse: Browse) -> None:
    page = browse("/").page
    answers: list[str] = []
    page.on("response", lambda answer: answers.append(f"{answer.url} {answer.headers.get('cache-control', '')}"))
    page.reload()
    page.wait_for_load_state("networkidle")
    static = [answer for answer in answers if "/static/" in answer]
    assert [answer for answer in static if "immutable" not in answer] == []
