"""The catalogue's addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from statistics import queries
from statistics.api import answers, problems
from statistics.api.answers import endpoint
from statistics.catalogue import feed, sitemap
from statistics.catalogue.graph import graph
from statistics.dashboards import caching

SYNTAXES = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@endpoint("GET", answer=problems.plainly)
def catalog(request: HttpRequest, syntax: str) -> HttpResponseBase:
    problems.no_parameters(request)
    release, (name, kind) = queries.release(), SYNTAXES[syntax]
    context: dict[str, Any] = {"context": CONTEXT} if syntax == "jsonld" else {}

    def body() -> bytes:
        changed = queries.changed(queries.releases())
        return graph(release, request.build_absolute_uri("/"), changed).serialize(
            None, name, encoding="utf-8", **context
        )

    return answers.tagged(request, release, kind, body)


@endpoint("GET", answer=problems.plainly)
def releases(request: HttpRequest) -> HttpResponseBase:
    problems.no_parameters(request)
    known, site = queries.releases(), request.build_absolute_uri("/")

    def body() -> bytes:
        return feed.feed(known, site).encode()

    kind = "application/atom+xml; charset=utf-8"
    return answers.tagged(request, queries.newest(known), kind, body, *caching.release_parts(*known))


@endpoint("GET", answer=problems.plainly)
def pages(request: HttpRequest) -> HttpResponseBase:
    problems.no_parameters(request)
    release, site = queries.release(), request.build_absolute_uri("/").rstrip("/")
    return answers.tagged(request, release, "application/xml", lambda: sitemap.sitemap(release, site))


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
