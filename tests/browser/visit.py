"""One visit to one page: what the browser complained of, and what it fetched from elsewhere."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The package's own way sends every rule that held back from the browser, which takes three times as long.
AXE_RUN = """async ({values}) => {
  const found = await axe.run({runOnly: {type: 'tag', values}, resultTypes: ['violations']});
  return found.violations.map(one => `${one.id} ×${one.nodes.length}: ${one.nodes[0].html.slice(0, 160)}`);
}"""
HEIGHT = 900


def arrived(page: Page, part: str) -> None:
    """Wait until the page whose address holds `part` is there whole: a click returns as soon as it is asked for."""
    expect(page).to_have_url(re.compile(re.escape(part)))
    page.wait_for_load_state()


@dataclass
class Visit:
    """`console` holds messages and uncaught errors; `external` the addresses asked for outside the site."""

    page: Page
    site: str
    console: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    status: int = 0

    @classmethod
    def to(
        cls,
        browser: Browser,
        site: str,
        path: str = "",
        *,
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
    ) -> "Visit":
        """Open the page, scroll to its end so that everything is drawn, and wait until nothing more is fetched."""
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        visit = cls(context.new_page(), site)
        visit.page.on("console", visit._heard)
        visit.page.on("pageerror", visit._failed)
        visit.page.on("request", visit._requested)
        if path:
            visit.go(path)
        return visit

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        self.status = answer.status if answer else 0
        self.page.keyboard.press("End")
        self.page.wait_for_load_state("networkidle")

    def look(self, *, width: int, dark: bool) -> None:
        """Turn the open page to another width and colour scheme, as a reader can."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        self.page.wait_for_timeout(150)  # charts are drawn anew

    def violations(self) -> list[str]:
        """What axe finds: the rule, how often, and the first element that breaks it."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        return self.page.evaluate(AXE_RUN, {"values": RULES})  # type: ignore[no-any-return]

    def overflow(self) -> list[str]:
        """Elements that reach beyond the right edge and make the page scroll sideways; empty if it does not."""
        self.page.wait_for_load_state()  # a page that is on its way has no element yet
        return self.page.evaluate(  # type: ignore[no-any-return]
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('[role=region][tabindex="0"]'))
                .map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 5);
            }"""
        )

    def cookies(self) -> list[str]:
        return [cookie.get("name", "") for cookie in self.page.context.cookies()]

    def close(self) -> None:
        self.page.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text} {message.location}")

    def _failed(self, error: Error) -> None:
        self.console.append(f"uncaught: {error.message}")

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.site:
            self.external.append(request.url)
