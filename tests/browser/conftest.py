"""A real site, served by its own process from the test databases, and a real browser."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from statistics.models import Release
from tests.browser.visit import Visit
from tests.support import chromium
from tests.support.processes import Process, environment, free_port, manage
from tests.universe import Universe, publish

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.support.live_settings"}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without which the tests are skipped (in CI: fail).

    Playwright's event loop counts as running in this thread for as long as it is open. Django would refuse every query
    in it, and keeps connections of its own for it: they are closed with it.
    """
    program = chromium.find()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.MISSING)
        pytest.skip(chromium.MISSING)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with playwright.chromium.launch(executable_path=program, args=list(chromium.QUIET)) as browser:
            yield browser
        connections.close_all()


@pytest.fixture(scope="module")
def published(committed: None) -> Release:
    """The universe's register, counted and published, for other processes to read."""
    Universe()
    return publish()


@pytest.fixture(scope="module")
def two_factors() -> Iterator[None]:
    """Staff log in to the live site with a code as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LMR_TWO_FACTOR", "1")
        yield


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    manage("collectstatic", "--noinput", **SETTINGS)


@pytest.fixture(scope="module")
def live(
    browser: Browser, committed: None, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a site that serves whatever is committed in the test databases."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    address = ["--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", *address, "--workers", "1", "--no-ws"]
    log = tmp_path_factory.mktemp("live") / "granian.log"
    process = Process([*command, "config.wsgi:application"], log, environment(**SETTINGS))
    process.start(lambda: _answers(site))
    yield site
    process.stop()


@pytest.fixture
def browse(browser: Browser, live: str) -> Iterator[Callable[..., Visit]]:
    """`browse(path, width=375, dark=True, javascript=False)` → the visit, in a browser without a past."""
    visits: list[Visit] = []

    def browse(path: str, **how: object) -> Visit:
        visits.append(Visit.to(browser, live, path, **how))  # type: ignore[arg-type]
        return visits[-1]

    yield browse
    for visit in visits:
        visit.close()


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """An empty page at 1280 pixels whose addresses start at the site; nothing may be logged or fetched elsewhere."""
    visit = Visit.to(browser, live)
    yield visit.page
    visit.close()
    assert (visit.console, visit.external) == ([], [])


def _answers(site: str) -> bool:
    try:
        with urlopen(f"{site}/static/staticfiles.json"):  # noqa: S310
            return True
    except OSError:
        return False
