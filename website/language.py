"""The language of a page is the first part of its address: none for bokmål, /nn and /en for the others. No cookie."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path
from django.utils import translation
from django.utils.translation import get_language_from_path

View = Callable[[HttpRequest], HttpResponse]

PARAMETER = "sprak"
LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


def language_of_address(get_response: View) -> View:
    """`?sprak=en` is the same as the address with /en first, and leads there.

    The APIs have one address for all languages, and say themselves what they make of the parameter.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(PARAMETER, "")
        if asked in LANGUAGES and not _has_one_language(request):
            return HttpResponseRedirect(in_language(request, asked))
        with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return answer


def _has_one_language(request: HttpRequest) -> bool:
    """An address that is there, and has no twin in English."""
    return _is_there(request.path_info, settings.LANGUAGE_CODE) and not _is_there(in_language(request, "en"), "en")


def _is_there(address: str, language: str) -> bool:
    with translation.override(language):
        return is_valid_path(address.partition("?")[0])


def in_language(request: HttpRequest, language: str) -> str:
    """The address of the same page in another language."""
    path = request.path_info
    current = get_language_from_path(path)
    bare = path[len(current) + 1 :] if current else path
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != PARAMETER]
    return f"{prefix}{bare or '/'}" + (f"?{urlencode(kept)}" if kept else "")
