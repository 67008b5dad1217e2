"""The rules that hold for every page of the site, tried in a real browser."""

from collections.abc import Callable
from itertools import product
from urllib.request import urlopen

import pytest

from tests.browser.addresses import DRUGS, FILES, PAGES, REFUSED
from tests.browser.visit import Visit

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]


@pytest.mark.parametrize("path", PAGES)
def test_accessible_and_quiet(browse: Browse, path: str) -> None:
    visit = browse(path)
    assert visit.status == 200
    found = {}
    for width, dark in product((1280, 375), (False, True)):
        visit.look(width=width, dark=dark)
        found[f"{width} {'dark' if dark else 'light'}"] = visit.violations()
    assert {look: violations for look, violations in found.items() if violations} == {}
    assert (visit.console, visit.external, visit.cookies()) == ([], [], [])
    assert visit.page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []


@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll_at_320_pixels(browse: Browse, path: str) -> None:
    assert browse(path, width=320).overflow() == []


@pytest.mark.parametrize("path", DRUGS)
def test_without_javascript_there_is_the_sentence_and_the_tables(browse: Browse, path: str) -> None:
    page = browse(path, javascript=False).page
    assert page.locator("main h1").count() == 1
    assert len(page.locator("main p.nokkel").inner_text()) > 20
    tables = page.locator("main table")
    assert tables.count() >= 3
    assert all(table.locator("tbody tr").count() for table in tables.all())
    assert all(table.is_visible() for table in tables.all())
    assert page.locator("form button:visible").count() >= 1


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_nothing_is_lost_or_logged(browse: Browse, path: str) -> None:
    visit = browse(path, javascript=False)
    assert visit.page.locator("main").inner_text().strip()
    assert (visit.console, visit.external, visit.cookies()) == ([], [], [])


@pytest.mark.parametrize(("path", "status"), REFUSED.items())
def test_refusals_are_pages_too(browse: Browse, path: str, status: int) -> None:
    visit = browse(path, width=375)
    assert visit.status == status
    assert visit.violations() == []
    assert [line for line in visit.console if f"status of {status}" not in line] == []
    assert visit.page.locator("main a, main form").count() >= 1


@pytest.mark.parametrize("path", FILES)
def test_files_set_no_cookie(live: str, path: str) -> None:
    with urlopen(live + path) as answer:  # noqa: S310
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
