"""Addresses as they are typed and shared: a slash too many, capitals, and the marks that other services put on links.

None of these is a choice of what is shown, so they lead to the address that is meant. All else that is not understood
is refused by the page itself.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponse]

MARKS = ("fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid")
"""Names of parameters by which Facebook, Google, Microsoft, X, Instagram and Mailchimp follow readers."""

MARK = "utm_"

ADMIN = "admin"


def marked(name: str) -> bool:
    return name in MARKS or name.startswith(MARK)


def without_marks(answer: Answer) -> Answer:
    """A link that was marked by another service leads to the same address without its marks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not any(map(marked, request.GET)):
            return answer(request)
        query = request.GET.copy()
        for name in [name for name in query if marked(name)]:
            del query[name]
        return HttpResponseRedirect(_with(request, query.urlencode()))

    return middleware


def straightened(request: HttpRequest) -> HttpResponse | None:
    """To the page that is there without slashes at the end, or in small letters; None where neither is."""
    path = "/" + request.path.strip("/")
    for right in (path, path.lower()):
        if right != request.path and _is_page(right):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{right}?{query}" if query else right)
    return None


def _is_page(path: str) -> bool:
    """Of the public's; the admin's pages end in a slash, and answer without one themselves."""
    try:
        return resolve(path).namespace != ADMIN
    except Resolver404:
        return False


def _with(request: HttpRequest, query: str) -> str:
    path = "/" + request.path.lstrip("/")  # two slashes would name another site
    return f"{path}?{query}" if query else path
