"""Languages of our own API: figures in the one that the address asks for, problems also in one the reader accepts."""

from django.http import HttpRequest
from django.utils.translation import get_language_from_path
from django.utils.translation.trans_real import parse_accept_lang_header

PARAMETER = "sprak"
LANGUAGES = {"nb": "no", "nn": "nn", "en": "en"}
"""What names and texts can be in, and what a table's own texts call it."""

FIRST = next(iter(LANGUAGES))
ALIASES = {"no": "nb"}
"""Browsers call bokmål `no` as well."""


def of_figures(request: HttpRequest) -> str:
    """Bokmål unless another is asked for: the same address gives everybody the same file."""
    return _known(request.GET.get(PARAMETER, "")) or FIRST


def of_problem(request: HttpRequest) -> str:
    """As the address asks, by parameter or path; else what the reader accepts (RFC 9110, 12.5.4); else bokmål."""
    asked = _known(request.GET.get(PARAMETER, "")) or get_language_from_path(request.path_info)
    return asked or _accepted(request.headers.get("Accept-Language", ""))


def _accepted(header: str) -> str:
    wanted = (tag.partition("-")[0] for tag, weight in parse_accept_lang_header(header.lower()) if weight > 0)
    return next((language for tag in wanted if (language := _known(ALIASES.get(tag, tag)))), FIRST)


def _known(language: str) -> str:
    return language if language in LANGUAGES else ""
