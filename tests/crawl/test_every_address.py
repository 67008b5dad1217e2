"""Every page, file and answer of a small release is read; all numbers together give no more than the store prints."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from pytest_django import Settings

from statistics.api.fhi import asking as fhi
from statistics.api.fhi import tables as fhi_tables
from statistics.api.fhi import urls as fhi_urls
from statistics.api.pxweb import asking as pxweb
from statistics.api.v1 import data as v1
from statistics.audit import PrintedYear, attack_year
from statistics.bulk import write
from statistics.cube.axes import AGES, REGIONS, SEXES
from statistics.definitions import measures
from statistics.definitions.divisions import parts
from statistics.definitions.standards import standardised_measures
from statistics.models import Release
from statistics.printed import SUMS, printed_years
from tests.browser.addresses import FILES, PAGES, REFUSED
from tests.crawl.pool import Pool, pooled
from tests.crawl.site import BY_QUERY, Answer, Crawl
from tests.universe import Universe, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PUBLIC_TABLES = re.compile(r"statistics_(release|block|node|term|totals)\b|django_(site|session|content_type)")
TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)", re.IGNORECASE)
OF_A_KIND = 3
"""Addresses read of each kind: the whole files hold every figure, and the others are samples of how they are told."""

OWN = "api/v1/tables/<str:table>/data"
PXWEB, _ = BY_QUERY
FHI = f"api/open/v1/{fhi_urls.TABLE}/{fhi_urls.any_case('data')}/?$".replace("^", "")
SIDECAR = "csv-metadata.json"
IN_OUR_OWN = tuple(form for form in v1.FORMATS if form != SIDECAR)

AS_THEY_WERE = (
    *(
        f"/api/v1/tables/legemidler/data.{form}?atc=*&omr=*&alder=*&maal=brukere,per1000&inndeling=slik-det-var"
        for form in IN_OUR_OWN
    ),
    *(
        "/api/pxwebapi/v2/tables/LMR03/data?valuecodes[Legemiddel]=*&valuecodes[Region]=*&valuecodes[Kjonn]=*"
        f"&valuecodes[ContentsCode]=brukere,ddd&valuecodes[Tid]=*&outputFormat={form}"
        for form in pxweb.FORMATS
    ),
    *(f"/api/open/v1/lmr/table/{table.id}/data" for table in fhi_tables.TABLES),
)
"""Counties as they were, which no link leads to, in every dialect and format."""

COUNTIES_AS_THEY_WERE = (
    *((f"{OWN}.{form}", form) for form in IN_OUR_OWN),
    *((PXWEB, form) for form in pxweb.FORMATS),
    *((FHI, form) for form in fhi.FORMATS),
)
"""Kinds of address, and formats, that must give some of their figures."""

LISTED = tuple(
    f"{before}/{name}{asked}"
    for name in ("mest-brukt", "storst-endring", "fylkesforskjeller")
    for before, asked in (("", ""), ("/bygg-inn", ""), ("/bygg-inn", "?kjonn=kvinner"), ("", "?aar=2023"))
)
"""Rankings, on their pages and in frames on others'."""

TYPES = {
    "text/html", "text/csv", "text/plain", "text/turtle", "application/json", "application/ld+json",
    "application/vnd.oai.openapi+json", "application/xml", "application/atom+xml", "application/rdf+xml",
    "application/zip", "application/x-pc-axis", "application/csvm+json", "application/vnd.apache.parquet",
    "image/svg+xml", "image/png",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""What is served. Pages and drawings are read with all secrets out of reach; the rest is also pooled."""

FROM = {"per1000": "brukere", "ddd1000d": "ddd"}
"""A rate gives away its numerator: the population is public."""


@dataclass(frozen=True)
class Site:
    release: Release
    years: dict[int, PrintedYear]
    crawl: Crawl
    pool: Pool
    given: dict[tuple[str, str], int]


@pytest.fixture
def site(db: None, settings: Settings, tmp_path: Path) -> Site:
    """A small release, crawled by a reader with the secure store gone and the register's tables closed."""
    for name in ("secure", "open"):
        options = {**settings.STORAGES[name]["OPTIONS"], "location": tmp_path / name}
        settings.STORAGES = {**settings.STORAGES, name: {**settings.STORAGES[name], "OPTIONS": options}}
    Universe()
    release = publish()
    years = {year.year: year for year in printed_years(release)}
    write.write()
    (tmp_path / "secure").rename(tmp_path / "gone")
    cache.clear()
    crawl = Crawl(Client(), OF_A_KIND)
    with ExitStack() as closed:
        for alias in connections:
            closed.enter_context(connections[alias].execute_wrapper(only_public))
        crawl.run((*PAGES, *FILES, *REFUSED, *AS_THEY_WERE, *LISTED))
    assert not (tmp_path / "secure").exists(), "the site must not even look there"
    return Site(release, years, crawl, *pooled(crawl.answers))


def only_public(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    touched = {table for table in TABLE.findall(sql) if not PUBLIC_TABLES.fullmatch(table)}
    assert not touched, f"a public address read {touched}"
    return execute(sql, params, many, context)


def test_the_site_gives_no_more_than_the_store_prints(site: Site) -> None:
    every_kind_of_address_is_known(site)
    what_is_refused_tells_nothing(site)
    every_number_is_printed(site)
    counties_of_the_time_are_sums_of_printed_ones(site)
    rates_are_given_only_where_their_numerators_are(site)
    the_attacker_gets_no_further(site)
    nothing_names_the_secure_side(site)
    a_number_too_many_would_be_noticed(site)


def every_kind_of_address_is_known(site: Site) -> None:
    """A new kind of address must be met by a link, or be filled by what tests/crawl/site.py tries."""
    assert site.crawl.missing() == []
    types = {answer.content_type for answer in site.crawl.answers}
    assert types <= TYPES, f"teach tests/crawl/pool.py to read {types - TYPES}"
    failed = [address for address, status in site.crawl.refused if status >= 500]
    assert failed == []
    silent = {kind for kind in telling(site.crawl.answers) if not given_by(site, kind)}
    assert silent == set(), "data in a form that tests/crawl/pool.py cannot read"
    for route, forms in (*BY_QUERY.items(), (FHI, fhi.FORMATS)):
        assert {form for form in forms if not given_by(site, (route, form))} == set(), route


def what_is_refused_tells_nothing(site: Site) -> None:
    statuses = {status for _, status in site.crawl.refused}
    assert {400, 404} <= statuses
    assert pooled(site.crawl.refusals)[0] == {}


NO_FIGURES = {"data", "data/filer/", "sok.json", "api/v1/openapi.json", "catalog.jsonld"} | {
    "api/v1/tables/<str:table>/data.csv-metadata.json"
}
LISTS = ("mest-brukt", "storst-endring", "fylkesforskjeller", "fylke/<str:code>")
RANKED = {f"{name}.{ending}" for name in LISTS for ending in ("csv", "json", "xlsx")}
"""Places in a list, whose figures do not say by themselves what they are of."""


def telling(answers: list[Answer]) -> set[tuple[str, str]]:
    """Kinds of address that are made of figures, and their formats; the bulk files also have lists and notes."""
    kinds = {(a.route, a.form) for a in answers if re.search(r"/data|\.(csv|json|xlsx|<str:extension>)", f"/{a.route}")}
    kinds = {(route, "" if route.startswith("data/filer/") else form) for route, form in kinds}
    return {(route, form) for route, form in kinds if route not in NO_FIGURES | RANKED}


def given_by(site: Site, kind: tuple[str, str]) -> int:
    route, form = kind
    return sum(n for (of, named), n in site.given.items() if of == route and form in ("", named))


def at(year: PrintedYear, place: tuple[str, ...]) -> tuple[int, int, int, int]:
    atc, region, sex, age = place[:4]
    return year.codes.index(atc), REGIONS.index(region), SEXES.index(sex), AGES.index(age)


def shown(year: PrintedYear, measure: str, where: tuple[int, int, int, int]) -> int | None:
    """What the store prints, in stored units."""
    if measure == "brukere":
        return None if year.hidden_users[where] else int(year.users[where])
    name = SUMS[measure]
    if year.hidden_sums[name][where] or year.nothing[name][where[0]]:
        return None
    return int(year.sums[name][where])


def every_number_is_printed(site: Site) -> None:
    for place, values in site.pool.items():
        *_, aar, measure = place
        if measure not in ("brukere", *SUMS) or place[1] not in REGIONS:
            continue
        printed = shown(site.years[int(aar)], measure, at(site.years[int(aar)], place))
        assert printed is not None, f"{place} is given as {values} and is not printed"
        for value in values:
            assert value * measures()[measure].scale == pytest.approx(printed), place


def counties_of_the_time_are_sums_of_printed_ones(site: Site) -> None:
    former = {place: values for place, values in site.pool.items() if place[1] not in REGIONS}
    for route, form in COUNTIES_AS_THEY_WERE:
        told = pooled(answer for answer in site.crawl.answers if (answer.route, answer.form) == (route, form))[0]
        assert any(place[1] not in REGIONS for place in told), f"{route} {form} gave no county as it was"
    for (atc, region, sex, age, aar, measure), values in former.items():
        own = parts(region, int(aar))
        assert own, f"{region} has a number in {aar}"
        if measure in ("brukere", *SUMS):
            year = site.years[int(aar)]
            printed = [shown(year, measure, at(year, (atc, part, sex, age))) for part in own]
            assert None not in printed, f"{region} {aar} has a number, and one of its parts has none"
            assert {value * measures()[measure].scale for value in values} == {sum(printed)}


def rates_are_given_only_where_their_numerators_are(site: Site) -> None:
    for place in site.pool:
        atc, region, sex, age, aar, measure = place
        year = site.years[int(aar)]
        numerator = FROM.get(measure, "brukere")
        for part in parts(region, int(aar)) or (region,):
            users = {each: shown(year, numerator, at(year, (atc, part, sex, each))) for each in AGES}
            if measure in FROM:
                assert users[age] is not None, f"{place} without {numerator}"
            if measure in standardised_measures() and None in [users[band] for band in AGES[:-1]]:
                assert users[AGES[-1]] is not None, f"{place} from what is left of no total"
        known = {"brukere", *SUMS, *FROM, *standardised_measures(), "folk"}
        assert measure in known, "a measure this test does not know"


def the_attacker_gets_no_further(site: Site) -> None:
    for year in site.years.values():
        together = pooled_year(site.pool, year)
        for name, hidden in {"": together.hidden_users, **together.hidden_sums}.items():
            of_the_store = year.hidden_sums[name] if name else year.hidden_users
            assert np.array_equal(hidden, of_the_store), (
                f"{name or 'users'} of the whole site are not those of the store"
            )
        assert attack_year(together).to_json() == attack_year(year).to_json()


def pooled_year(pool: Pool, year: PrintedYear) -> PrintedYear:
    """The year as the site tells it, with what its rates tell of users."""
    numbers = {measure: np.full(year.users.shape, -1, dtype=np.int64) for measure in ("brukere", *SUMS)}
    for place, values in pool.items():
        *_, aar, measure = place
        if int(aar) != year.year or place[1] not in REGIONS:
            continue
        where, value = at(year, place), max(values)
        if measure in numbers:
            numbers[measure][where] = round(value * measures()[measure].scale)
        elif measure == "per1000" and year.population is not None:
            numbers["brukere"][where] = round(value * int(year.population[where[1:]]) / 1000)
    hidden = {name: (numbers[code] < 0) & ~year.nothing[name][:, None, None, None] for code, name in SUMS.items()}
    sums = {name: np.where(hidden[name], -1, np.maximum(numbers[code], 0)) for code, name in SUMS.items()}
    users = numbers["brukere"]
    return replace(year, users=users, hidden_users=users < 0, sums=sums, hidden_sums=hidden)


def nothing_names_the_secure_side(site: Site) -> None:
    secret = [name for part in site.release.parts.all() for name in (part.cube, part.protection) if name]
    for answer in (*site.crawl.answers, *site.crawl.refusals):
        for name in secret:
            assert name not in answer.text, answer.address


def a_number_too_many_would_be_noticed(site: Site) -> None:
    """The control: a hidden count, or a rate of one, in the pool makes the tests above fail."""
    year = site.years[2024]
    node, region, sex, age = (int(i) for i in np.argwhere(year.hidden_users)[0])
    hidden = year.codes[node], REGIONS[region], SEXES[sex], AGES[age], "2024"
    with pytest.raises(AssertionError, match="is not printed"):
        every_number_is_printed(replace(site, pool={(*hidden, "brukere"): {3.0}}))
    with pytest.raises(AssertionError, match="without brukere"):
        rates_are_given_only_where_their_numerators_are(replace(site, pool={(*hidden, "per1000"): {3.0}}))
    with pytest.raises(AssertionError, match="users of the whole site"):
        the_attacker_gets_no_further(replace(site, pool=site.pool | {(*hidden, "brukere"): {3.0}}))
