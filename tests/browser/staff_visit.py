"""Members of staff in the browser: logged in with both factors, and every page held to Norwegian."""

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.registry.staff import PASSWORD, code_of

ENGLISH = (
    *("Password", "Log in", "Add ", "Change ", "Delete", "Search", "Welcome", "History", "Save", "Home", "Please"),
    *("Choose", "Remove", "selected", "Select", "None", "True", "False", "Filter\n"),
)


def log_in(page: Page, user: User) -> None:
    page.goto("/admin/")
    page.get_by_label("Brukernavn").fill(user.username)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    device = user.totpdevice_set.get()
    device.last_t = -1  # the code of these thirty seconds may have let the other width in
    device.throttle_reset(commit=False)
    device.save()
    page.get_by_label("Kode").fill(code_of(user))
    page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", name="Registeret", exact=True)).to_be_visible()


def norwegian(page: Page) -> list[str]:
    text = page.locator("body").inner_text()
    return [word for word in ENGLISH if word in text]


def overflow(page: Page) -> int:
    """Pixels that the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
