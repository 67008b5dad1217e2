"""An answer as a page of the site, for who opens its address in a browser: what it holds, with links to follow.

The answer is cut here as no answer to a program is: a page of a million cells cannot be read. It says so, and where
the whole is.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from statistics.api import spoken, ways
from statistics.api.v1 import documented
from statistics.api.ways import Way
from statistics.language import say
from statistics.table import AXES, AXIS_LABELS, ReleaseInfo

SHOWN = 100
"""Elements of a list that are shown."""

LINK = re.compile(r'(?<=[ :])"(https?://[^"\\\s]+)"(?=,?$)', re.MULTILINE)
"""A text of laid-out JSON that is an address and nothing else. A quotation mark within a text is never bare there."""

CODES = "categories"
LISTED = {
    "tables": ("id", "title"),
    "dimensions": ("code", "label"),
    CODES: ("code", "label"),
    "hits": ("code", "label"),
    "releases": ("release", "citation"),
}
"""Lists of an answer that lead on, and what of an element is its code and its name."""

TEMPLATE = re.compile(r"\{\?[^}]*\}$")
EXAMPLE = "?q=A10"
"""Fills a link that is a template (RFC 6570)."""


@dataclass(frozen=True)
class Parameter:
    name: str
    about: str
    choices: Sequence[Way] = ()


@dataclass(frozen=True)
class Shown:
    """`name`: of what is answered (documented.TITLES); `about`: what it is, in a sentence.

    `parameters`: names its query may have. `more`: what its page has beside.
    """

    name: str
    about: str
    content: Any
    release: ReleaseInfo
    parameters: Sequence[str]
    more: dict[str, Any] = field(default_factory=dict)


def render(request: HttpRequest, shown: Shown) -> bytes:
    content = json.loads(json.dumps(shown.content))
    context = {
        "current": "data",
        "release": shown.release,
        "title": gettext(documented.TITLES[shown.name]),
        "about": shown.about,
        "url": request.build_absolute_uri(),
        "trail": trail(request),
        "languages": ways.languages(request),
        "parameters": [_parameter(request, name) for name in shown.parameters],
        "answer": laid_out(short(content), request),
        "onward": onward(content, request)[:SHOWN],
        "cut": longest(content) > SHOWN and SHOWN,
        **shown.more,
    }
    return render_to_string("api/answer.html", context, request).encode()


def onward(content: dict[str, Any], request: HttpRequest) -> list[Way]:
    """What the answer lists, each by its name and with its code, where it leads on."""
    found = []
    for listed, (code, name) in LISTED.items():
        for item in content.get(listed, ()):
            href = _of(item, request) if listed == CODES else _first(item.get("links", {}), request)
            found += [Way(item[name], href, item[code])] if href else []
    return found


def _of(code: dict[str, Any], request: HttpRequest) -> str:
    """The code's own address, beneath the dimension's."""
    return ways.address(f"{quote(request.path)}/{quote(code['code'])}", ways.given(request))


def _first(links: dict[str, str], request: HttpRequest) -> str:
    return next((_led(links[name], request) for name in ("self", "code", "tables") if name in links), "")


def longest(content: Any) -> int:
    """Elements of the longest list in it."""
    inner = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return max((len(content) if isinstance(content, list) else 0, *map(longest, inner)))


def short(content: Any, most: int = SHOWN) -> Any:
    """With the first elements of each list, and how many are left out."""
    if isinstance(content, dict):
        return {name: short(value, most) for name, value in content.items()}
    if not isinstance(content, list):
        return content
    left = [and_more(len(content) - most)] if len(content) > most else []
    return [short(value, most) for value in content[:most]] + left


def and_more(count: int) -> str:
    """Stands in a list for the elements that are not shown."""
    return say("… {count} til", count=count)


def laid_out(content: Any, request: HttpRequest) -> SafeString:
    """JSON on lines of its own, whose addresses are links."""
    text, parts, at = json.dumps(content, ensure_ascii=False, indent=2), [], 0
    for match in LINK.finditer(text):
        link = format_html('"<a href="{}">{}</a>"', _led(match[1], request), match[1])
        parts += [escape(text[at : match.start()]), link]
        at = match.end()
    return mark_safe("".join((*parts, escape(text[at:]))))  # noqa: S308  # every part is escaped


def _led(url: str, request: HttpRequest) -> str:
    """Where a link of the answer leads from the page: on in the same language and release."""
    url = TEMPLATE.sub(EXAMPLE, url)
    if not url.startswith(request.build_absolute_uri(documented.HOME)) or url.endswith("openapi.json"):
        return url
    kept = [f"{name}={value}" for name, value in ways.kept(request).items() if f"{name}=" not in url]
    return url + ("&" if "?" in url else "?") * bool(kept) + "&".join(kept)


def trail(request: HttpRequest) -> list[Way]:
    """From the API's entry to where the reader is, part by part of the address."""
    parts = [part for part in request.path.removeprefix(documented.HOME).split("/") if part]
    found, path = [Way("api/v1", ways.address(documented.HOME, ways.kept(request)))], documented.HOME.rstrip("/")
    for part in parts:
        path += f"/{quote(part)}"
        found.append(Way(part, ways.address(path, ways.kept(request))))
    return [*found[:-1], Way(found[-1].name)]


def _parameter(request: HttpRequest, name: str) -> Parameter:
    """What it means, and where there are few values, each as a link."""
    if name in AXES:
        codes = ways.address(f"{request.path.rpartition('/')[0]}/dimensions/{name}", ways.kept(request))
        return Parameter(name, gettext(AXIS_LABELS[name]), [Way(gettext("Koder"), codes)])
    if name == spoken.PARAMETER:
        return Parameter(name, gettext(documented.LANGUAGE.description), ways.languages(request))
    described, now = documented.BY_NAME[name], request.GET.get(name)
    found = {value: ways.address(request.path, ways.given(request, **{name: value})) for value in described.enum or ()}
    return Parameter(
        name, gettext(described.description), [Way(v, href, current=v == now) for v, href in found.items()]
    )
