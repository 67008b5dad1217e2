"""What can be found that is no code: groups by name, counties, places that lie in one, and pages of the site."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from statistics import queries, search
from statistics.cube.axes import COUNTIES, ROOT
from statistics.dashboards.addresses import address
from statistics.dashboards.carried import Carried
from statistics.definitions.divisions import THEN, counties, in_force
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
def known(number: str, digest: str, language: str, utgave: str = "") -> list[Known]:
    """All there are, in a language: groups of which the release has a code, counties now and before, places, pages.

    `utgave`: the release that their addresses name; empty where it is the newest that the reader wants.
    """
    along = Carried(utgave)
    released = {node.code for node in queries.nodes(number)}
    return [*_groups(released, along), *_counties(along), *_former(number, along), *_places(along), *_pages(along)]


def _groups(released: set[str], along: Carried) -> Iterator[Known]:
    for group in groups().values():
        if released.intersection(group.codes):
            way = Way(say("Gruppe"), group.name, along.address("group", group.slug))
            yield Known(way, _folded((*group.names.values(), *group.words)))


def _counties(along: Carried) -> Iterator[Known]:
    for code in COUNTIES:
        name = label("omr", code)
        yield Known(Way(say("Fylke"), name, along.address("county", code)), _folded((name,)))


def _former(number: str, along: Carried) -> Iterator[Known]:
    """Counties that are no more, in whose years the release has figures: offered before those that they lie in now."""
    info = queries.release(number)
    for code in counties(THEN, info.first_year, info.last_year):
        if code not in COUNTIES:
            bare, (first, last) = label("omr", code).partition(" (")[0], in_force(code)
            said = f"{bare} ({first}–{last})" if first else say("{name} (til {last})", name=bare, last=last)
            yield Known(Way(say("Fylke"), said, along.address("county", code)), (), _folded((bare,)))


def _places(along: Carried) -> Iterator[Known]:
    """Each place by its own name, which says where it leads: «Hordaland → Vestland»."""
    for code, names in places().items():
        for name in names:
            way = Way(say("Fylke"), f"{name} → {label('omr', code)}", along.address("county", code))
            yield Known(way, (), _folded((name,)))


def _pages(along: Carried) -> Iterator[Known]:
    for page, (name, href) in _addresses(along).items():
        yield Known(Way(say("Side"), name, href), _folded((name,)), _folded(words()[page]))


def _addresses(along: Carried) -> dict[str, tuple[str, str]]:
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
        "left_out": (say("Hvem og hva som ikke er med"), f"{along.address('method')}#utenfor"),
        "ages": (say("Alle legemidler etter kjønn og alder"), f"{address(ROOT, along.utgave)}#alder"),
        "costs": (say("Hva alle legemidler koster"), f"{address(ROOT, along.utgave)}#kostnad"),
    }
    return {view: (name, along.address(view)) for view, name in named.items()} | parts


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
