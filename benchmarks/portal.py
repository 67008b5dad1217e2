"""The public pages in Chromium with a processor four times slower: weight, largest paint, blocking time.

    python -m benchmarks.portal http://127.0.0.1:8000

The site must be served already, as `make run` does. Figures depend on the machine and on what else it does.
"""

import sys

from playwright.sync_api import Page, sync_playwright

from tests.support import chromium

PAGES = (
    "/",
    "/legemiddel/A10BJ06",
    "/legemiddel/alle",
    "/fylke/56",
    "/mest-brukt",
    "/sammenlign?serie=A10BJ06",
    "/en/",
)
SLOWER = 4
WATCH = """
  window.largest = 0; window.blocked = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => window.largest = e.startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(e => window.blocked += Math.max(0, e.duration - 50)))
    .observe({type: 'longtask', buffered: true});
"""
FETCHED = """() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
  .reduce((sum, one) => sum + one.transferSize, 0)"""


def measure(page: Page, address: str) -> tuple[float, float, float]:
    """Kilobytes fetched, seconds to the largest paint, milliseconds of blocking."""
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    largest, blocked = page.evaluate("[window.largest, window.blocked]")
    return page.evaluate(FETCHED) / 1000, largest / 1000, blocked


def main(site: str) -> None:
    program = chromium.find()
    if program is None:
        sys.exit(chromium.MISSING)
    print(f"{'page':40} {'kB':>8} {'LCP s':>8} {'TBT ms':>8}")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=list(chromium.QUIET)) as browser,
    ):
        for path in PAGES:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(WATCH)
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            kilobytes, largest, blocked = measure(page, site + path)
            print(f"{path:40} {kilobytes:8.0f} {largest:8.2f} {blocked:8.0f}")
            context.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
