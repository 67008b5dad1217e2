"""Addresses of the browser, carrying a release along where it is not the newest."""

from django.urls import reverse

from statistics.dashboards.addresses import with_query


def browser_address(code: str = "", number: str = "", **more: str) -> str:
    """The main groups where `code` is empty. What is empty is left out."""
    given = {"kode": code, **more, "utgave": number}
    return with_query(reverse("browser"), {name: value for name, value in given.items() if value})
