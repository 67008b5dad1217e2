"""What can be found that is no code: groups by name, counties, places that lie in one, and pages of the site."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from django.urls import reverse

from statistics import queries, search
from statistics.cube.axes import COUNTIES, ROOT
from statistics.dashboards.addresses import address
from statistics.definitions.groups import groups
from statistics.labels import label
from statistics.language import say


@dataclass(frozen=True)
class Way:
    """A page that is no code.

    `exact`: it is what was written; `near`: it is spelt nearly so.
    """

    kind: str
    name: str
    href: str
    exact: bool = False
    near: bool = False


@dataclass(frozen=True)
class Known:
    """`names`: folded; who writes one of them goes straight there. `words`: folded; they lead there, and say how."""

    way: Way
    names: tuple[str, ...]
    words: tuple[str, ...] = ()


@lru_cache(maxsize=12)
def known(number: str, digest: str, language: str) -> list[Known]:
    """All there are, in a language: groups of which the release has a code, counties, places, pages."""
    return [*_groups({node.code for node in queries.nodes(number)}), *_counties(), *_places(), *_pages()]


def _groups(released: set[str]) -> Iterator[Known]:
    for group in groups().values():
        if released.intersection(group.codes):
            way = Way(say("Gruppe"), group.name, reverse("group", args=[group.slug]))
            yield Known(way, _folded((*group.names.values(), *group.words)))


def _counties() -> Iterator[Known]:
    for code in COUNTIES:
        name = label("omr", code)
        yield Known(Way(say("Fylke"), name, reverse("county", args=[code])), _folded((name,)))


def _places() -> Iterator[Known]:
    """Each place by its own name, which says where it leads: «Hordaland → Vestland»."""
    for code, names in places().items():
        for name in names:
            way = Way(say("Fylke"), f"{name} → {label('omr', code)}", reverse("county", args=[code]))
            yield Known(way, (), _folded((name,)))


def _pages() -> Iterator[Known]:
    for page, (name, href) in _addresses().items():
        yield Known(Way(say("Side"), name, href), _folded((name,)), _folded(words()[page]))


def _addresses() -> dict[str, tuple[str, str]]:
    """Name and address of each page of the site that words lead to."""
    named = {
        "browser": say("Alle legemidler (ATC)"),
        "counties": say("Fylker"),
        "most_used": say("Mest brukt"),
        "most_changed": say("Størst endring"),
        "most_different": say("Størst fylkesforskjell"),
        "compare": say("Sammenlign"),
        "table": say("Lag tabell"),
        "groups": say("Legemiddelgrupper"),
        "method": say("Slik er tallene laget"),
        "data": say("Data og API"),
        "api_docs": say("Hent tallene med program"),
        "files": say("Hele filer"),
        "accessibility": say("Tilgjengelighet"),
    }
    parts = {
        "ages": (say("Alle legemidler etter kjønn og alder"), f"{address(ROOT)}#alder"),
        "costs": (say("Hva alle legemidler koster"), f"{address(ROOT)}#kostnad"),
    }
    return {view: (name, reverse(view)) for view, name in named.items()} | parts


@cache
def places() -> dict[str, list[str]]:
    """Names of places by the county of today that they lie in."""
    return dict(_read("places.toml")["counties"])


@cache
def words() -> dict[str, list[str]]:
    """Words of the three languages by the page that they lead to."""
    return dict(_read("pages.toml")["pages"])


def _read(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("website").joinpath(name).read_text("utf-8"))


def _folded(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(map(search.fold, names))
