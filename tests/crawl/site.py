"""A reader who follows every link of the site, and knows each kind of address from the URL configuration."""

import html
import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from statistics.api import spoken
from statistics.api.fhi import asking as fhi
from statistics.api.pxweb import asking as pxweb

HOST = "http://testserver"
NOT_PUBLIC = ("admin/", "mottak/")
"""Staff, and what pharmacies send; nothing is read there without a right."""

BY_QUERY = {
    "api/pxwebapi/v2/tables/<str:name>/data": pxweb.FORMATS,
    "api/pxwebapi/v2/savedqueries/<str:name>/data": pxweb.FORMATS,
}
"""Kinds of address that answer in the format that a parameter, `outputFormat`, names."""

NOWHERE = ("/<path:path>", "/(?P<path>.*)$", "/data.<str:extension>")
"""What a dialect says of addresses and formats it does not have."""

WITH_PAGES = "api/v1/"
BROWSER, AS_PAGE = "text/html,*/*;q=0.8", "page"
"""Our own API answers a browser with pages. They are read beside what programs get, in bokmål, which the pool reads."""

SEEDS = ("/", "/sitemap.xml", "/robots.txt", "/api/", "/api/v1/", "/data", "/data/filer/")
LANGUAGES = re.compile(r"^/(nn|en)(?=/|$)")
LINK = re.compile(rf"""(?:href|src|action)="([^"#]+)|({re.escape(HOST)}[^\s"'<>\\)}}]+)""")

CANDIDATES = (
    "A10BA02",
    "alle",
    "03",
    "lmr",
    "825",
    "10825",
    "legemidler",
    "LMR01",
    "atc",
    "csv",
    "json",
    "fedmemidler",
)
"""Tried where a kind of address was not met in any link: one of these must fit each of its gaps."""

MOST_ROWS = 150_000
"""Cells asked for at a time, where one dialect proposes the whole table."""

WHOLE = "*"
"""What our own API takes for every value; it names the parameter that it misses."""


@dataclass(frozen=True)
class Answer:
    """What one address said. `form`: the format it was asked for, where an address has several."""

    address: str
    route: str
    content_type: str
    content: bytes
    form: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig", "replace")


def routes() -> dict[str, URLPattern]:
    """Every public kind of address, by its pattern."""
    found = ((route.replace("^", ""), pattern) for route, pattern in _walk(get_resolver()))
    return {
        route: pattern for route, pattern in found if not route.startswith(NOT_PUBLIC) and not route.endswith(NOWHERE)
    }


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route, pattern


def route_of(path: str) -> str | None:
    try:
        return str(resolve(LANGUAGES.sub("", path) or "/").route).replace("^", "")
    except Resolver404:
        return None


def form_of(address: str) -> str:
    """The format that an address names, by its end or by a parameter."""
    parts = urlsplit(address)
    named = parse_qs(parts.query).get("outputFormat", [""])[0]
    return named or parts.path.rpartition("/")[2].partition(".")[2]


@dataclass
class Crawl:
    """`most`: how many addresses of one kind are read. `answers`: what was said; `refused`: addresses and status.

    An address that may have any format is one kind a format. `refusals`: what was said with another status than 2xx.
    """

    client: Client
    most: int
    answers: list[Answer] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    refusals: list[Answer] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _read: Counter[tuple[str, str]] = field(default_factory=Counter)
    _waiting: deque[str] = field(default_factory=deque)

    def run(self, more: tuple[str, ...] = ()) -> None:
        self._waiting.extend((*SEEDS, *more))
        self._follow()
        for route in routes():
            if route in self.missing():
                self._waiting.extend(_filled(route))
                self._waiting.extend(self._asked_as_its_siblings(route))
                self._follow()

    def missing(self) -> list[str]:
        """Kinds of address that nothing was read of."""
        return sorted(set(routes()) - {answer.route for answer in self.answers})

    def _asked_as_its_siblings(self, route: str) -> list[str]:
        """A file of a page: asked what the page was asked. sammenlign.svg?serie=… as sammenlign?serie=…"""
        stem = f"/{route.partition('.')[0]}?"
        return [f"/{route}?{each.address.partition('?')[2]}" for each in self.answers if each.address.startswith(stem)]

    def _follow(self) -> None:
        while self._waiting:
            address = self._waiting.popleft()
            if address in self._seen:
                continue
            self._seen.add(address)
            route = route_of(urlsplit(address).path)
            if route is None:
                self.unknown.append(address)
            elif not route.startswith(NOT_PUBLIC) and self._read[route, form_of(address)] < self.most:
                self._take(address, route)

    def _take(self, address: str, route: str) -> None:
        response = self.client.get(address)
        if response.status_code in (301, 302):
            self._waiting.append(_local(response.headers["Location"]) or "/")
            return
        if response.status_code == 405:
            for form, posted in self._posted(address, route):
                self._hear(address, route, form, posted)
            return
        wanted = _parameter(response) if response.status_code == 400 else ""
        if wanted and f"{wanted}=" not in address:
            self._waiting.append(f"{address}{'&' if '?' in address else '?'}{wanted}={WHOLE}")
        elif response.status_code == 400 and "?" in address:
            self._waiting.append(address.partition("?")[0])
        self._hear(address, route, form_of(address), response)
        if route.startswith(WITH_PAGES) and f"{spoken.PARAMETER}=" not in address:
            self._hear(address, route, AS_PAGE, self.client.get(address, headers={"accept": BROWSER}))

    def _hear(self, address: str, route: str, form: str, response: Any) -> None:
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answer = Answer(address, route, response.headers["Content-Type"].split(";")[0], body, form)
        if response.status_code >= 300 or response.status_code < 200:
            self.refused.append((address, response.status_code))
            self.refusals.append(answer)
            return
        self._read[route, form] += 1
        self.answers.append(answer)
        if answer.content_type.startswith(("text/", "application/")):
            self._waiting.extend(links(answer.text))
            self._waiting.extend(in_every_format(address, route))

    def _posted(self, address: str, route: str) -> Iterator[tuple[str, Any]]:
        """With the body that the API proposes for this table, in each format; fewer medicines where it is too much."""
        above = address.rpartition("/")[0]
        if route.endswith("savedqueries"):
            default = self.client.get(f"{above}/tables/LMR01/defaultselection").json()
            asked = {part: default[part] for part in ("selection", "placement") if part in default}
            whole = {"tableId": "LMR01", "language": "no", "selection": asked, "outputFormat": "json-stat2"}
            yield "", self._send(address, whole | {"outputFormatParams": []})
            return
        body = self.client.get(f"{above}/query").json()
        for form in fhi.FORMATS:
            body["response"] = {"format": form, "maxRowCount": MOST_ROWS}
            response = self._send(address, body)
            if response.status_code == 400:
                medicines = body["dimensions"][0]
                medicines["values"] = medicines["values"][:3]
                response = self._send(address, body)
            yield form, response

    def _send(self, address: str, body: Any) -> Any:
        return self.client.post(address, json.dumps(body), content_type="application/json")


def in_every_format(address: str, route: str) -> list[str]:
    """The same figures in each format that this kind of address has."""
    before, _, query = address.partition("?")
    forms = () if "outputFormat=" in query else BY_QUERY.get(route, ())
    return [f"{before}?{query}{'&' if query else ''}outputFormat={form}" for form in forms]


def links(text: str) -> list[str]:
    """Addresses of this site in a page, a file or an answer."""
    found = (_local(html.unescape(one or other)) for one, other in LINK.findall(text))
    return [address for address in found if address]


def _local(address: str) -> str:
    address = address.removeprefix(HOST).partition('"')[0]
    return address if address.startswith("/") and not address.startswith(("//", "/static/")) else ""


def _parameter(response: Any) -> str:
    try:
        return str(response.json().get("parameter", ""))
    except ValueError:
        return ""


GAP = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^)]*\)")
CASE = re.compile(r"\[([a-z])[A-Z]\]")
"""A letter in either case, as one dialect's patterns have them."""


def _filled(route: str) -> Iterator[str]:
    """Addresses of a kind: each candidate in every gap, one gap after the other filled with all of them."""
    plain = CASE.sub(r"\1", route).replace("^", "").replace("/?$", "").replace("$", "")
    gaps = len(GAP.findall(plain))
    if gaps == 0:
        yield f"/{plain}"
        return
    for values in _choices(gaps):
        rest = iter(values)
        yield "/" + GAP.sub(lambda _, rest=rest: next(rest), plain)


def _choices(gaps: int) -> Iterator[tuple[str, ...]]:
    if gaps == 1:
        yield from ((value,) for value in CANDIDATES)
    else:
        yield from ((value, *rest) for value in CANDIDATES for rest in _choices(gaps - 1))
