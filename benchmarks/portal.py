"""The public pages in Chromium with a processor four times slower: weight, largest paint, blocking time.

    python -m benchmarks.portal http://127.0.0.1:8000 [how often each page is opened]

The site must be served already, as `make run` does. Each page is opened several times, by a browser without a past each
time, and the median told: figures depend on the machine and on what else it does, whose load is told first.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import chromium

PAGES = (
    "/",
    "/legemiddel/A10BJ06",
    "/legemiddel/A10BJ06?kart=tid",
    "/legemiddel/alle",
    "/fylker",
    "/fylke/56",
    "/sammenlign?serie=A10BJ06&serie=A10BJ02&serie=A10BK",
    "/mest-brukt",
    "/storst-endring",
    "/fylkesforskjeller",
    "/grupper",
    "/gruppe/fedmemidler",
    "/tabell?atc=A10BJ06&omr=0,03,56",
    "/legemidler",
    "/sok?q=met",
    "/metode",
    "/data",
    "/api/",
    "/en/legemiddel/A10BJ06",
)
SLOWER = 4
TIMES = 5
WATCH = """
  window.largest = 0; window.blocked = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => window.largest = e.startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(e => window.blocked += Math.max(0, e.duration - 50)))
    .observe({type: 'longtask', buffered: true});
"""
FETCHED = """() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
  .reduce((sum, one) => sum + one.transferSize, 0)"""


@dataclass(frozen=True)
class Measured:
    """Kilobytes fetched, and with the chart's script too (0: the page has none); seconds to the largest paint and to
    the first byte; milliseconds of blocking."""

    kilobytes: float
    with_chart: float
    first_byte: float
    largest: float
    blocked: float


def measure(page: Page, address: str, *, chart: bool) -> Measured:
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    largest, blocked = page.evaluate("[window.largest, window.blocked]")
    first = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    kilobytes = page.evaluate(FETCHED) / 1000
    with_chart = _with_chart(page) if chart else 0.0
    return Measured(kilobytes, with_chart, first / 1000, largest / 1000, blocked)


def _with_chart(page: Page) -> float:
    """After somebody has reached for a chart, and Plotly has drawn it."""
    if not page.locator(".plot").count():
        return 0.0
    page.locator(".plot").first.click()
    page.wait_for_selector(".plot[data-tegnet] .main-svg")
    return float(page.evaluate(FETCHED)) / 1000


@contextmanager
def slow_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def middle(values: list[float]) -> float:
    """The median, of an odd number of times."""
    return sorted(values)[len(values) // 2]


def median(browser: Browser, address: str, times: int) -> Measured:
    found = []
    for at in range(times):
        with slow_page(browser) as page:
            found.append(measure(page, address, chart=at == 0))
    return Measured(
        middle([one.kilobytes for one in found]),
        found[0].with_chart,
        *(middle([getattr(one, name) for one in found]) for name in ("first_byte", "largest", "blocked")),
    )


def main(site: str, times: int) -> None:
    program = chromium.find()
    if program is None:
        sys.exit(chromium.MISSING)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {times} times each, median")
    print(f"{'page':52} {'kB':>6} {'+chart':>6} {'byte s':>7} {'LCP s':>7} {'TBT ms':>7}")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=list(chromium.QUIET)) as browser,
    ):
        for path in PAGES:
            one = median(browser, site + path, times)
            chart = f"{one.with_chart:6.0f}" if one.with_chart else " " * 6
            weight = f"{one.kilobytes:6.0f} {chart}"
            print(f"{path:52} {weight} {one.first_byte:7.2f} {one.largest:7.2f} {one.blocked:7.0f}", flush=True)


if __name__ == "__main__":
    served, often = [*sys.argv[1:], *("http://127.0.0.1:8000", str(TIMES))[len(sys.argv) - 1 :]]
    main(served, int(often))
