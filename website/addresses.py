"""Addresses of the browser, carrying a release along where it is not the newest."""

from urllib.parse import urlencode

from django.urls import reverse


def browser_address(code: str = "", number: str = "") -> str:
    """The main groups where `code` is empty."""
    given = {name: value for name, value in (("kode", code), ("utgave", number)) if value}
    return f"{reverse('browser')}?{urlencode(given)}" if given else reverse("browser")
