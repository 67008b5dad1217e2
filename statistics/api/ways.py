"""Links of the APIs' pages: the same address with another parameter, and the same answer in another language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from statistics.api import spoken

KEPT = (spoken.PARAMETER, "utgave")
"""Parameters that a link takes along to other addresses of our own API."""

BARE = "*(),:"
"""Signs of an expression that need no percent sign in a query (RFC 3986, 3.4)."""


@dataclass(frozen=True)
class Way:
    """A link, or, where `href` is empty, where the reader is. `code`: the language that it leads to."""

    name: str
    href: str = ""
    code: str = ""
    current: bool = False


def address(path: str, query: dict[str, str]) -> str:
    made = QueryDict(mutable=True)
    made.update(query)
    return f"{path}?{made.urlencode(safe=BARE)}" if query else path


def given(request: HttpRequest, **changed: str) -> dict[str, str]:
    """The parameters, with others in place of theirs."""
    return {**{name: request.GET[name] for name in request.GET}, **changed}


def kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def languages(request: HttpRequest) -> list[Way]:
    """Where the address has no language, a parameter is it."""
    now, name = get_language(), spoken.PARAMETER
    return [
        Way(text, address(request.path, given(request, **{name: code})), code, code == now)
        for code, text in settings.LANGUAGES
    ]
