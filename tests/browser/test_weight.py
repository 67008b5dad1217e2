"""How much a reader fetches: counted as it comes over the wire, packed, in a browser without a past."""

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]

KB = 1000
FETCHED = """() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
  .reduce((sum, one) => sum + one.transferSize, 0)"""


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


def test_scripts_and_styles_are_kept_for_good(browse: Browse) -> None:
    page = browse("/").page
    answers: list[str] = []
    page.on("response", lambda answer: answers.append(f"{answer.url} {answer.headers.get('cache-control', '')}"))
    page.reload()
    page.wait_for_load_state("networkidle")
    static = [answer for answer in answers if "/static/" in answer]
    assert [answer for answer in static if "immutable" not in answer] == []
