"""Two releases, then the newest withdrawn, then both: what each address says, and that nobody keeps the wrong one."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from lxml import etree
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS

from statistics import actions, queries
from statistics.models import Release
from tests.api.conftest import body
from tests.api.test_fhi import EACH, TABLE, asked
from tests.universe import OSLO, Universe, publish

V1, PX = "/api/v1", "/api/pxwebapi/v2"
DATA = f"{V1}/tables/legemidler/data?atc=A10BA02&aar=2024&maal=brukere"
LISTS = (f"{V1}/releases", "/utgaver.atom")
OF_THE_NEWEST = (DATA, f"{V1}/tables", f"{PX}/config", "/api/open/v1/lmr/table", "/catalog.ttl", "/sitemap.xml")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def register(committed: None) -> Universe:
    return Universe()


@pytest.fixture(scope="module")
def two(register: Universe) -> tuple[Release, Release]:
    """The first a year ago; then one more person of Oslo got metformin in 2024, and the second is of today."""
    first = publish()
    a_year_ago = first.published_at - dt.timedelta(days=365)
    Release.objects.filter(pk=first.pk).update(published_at=a_year_ago)
    person = register.person("K", 1982, [(OSLO, dt.date(2004, 1, 1))])
    register.dispense(person, "A10BA02", dt.date(2024, 3, 1), OSLO)
    return first, publish()


def users(reader: Client, number: str = "") -> tuple[str, float]:
    """The release that answers, and how many got metformin in 2024."""
    told = json.loads(body(reader.get(f"{DATA}{number and '&utgave=' + number}")))
    return told["release"], told["rows"][0]["verdi"]


def tags(reader: Client) -> dict[str, str]:
    return {address: reader.get(address)["ETag"] for address in (*OF_THE_NEWEST, *LISTS)}


def unchanged(reader: Client, known: dict[str, str]) -> set[str]:
    """Addresses whose reader is told that nothing has changed."""
    answers = {a: reader.get(a, headers={"if-none-match": tag}).status_code for a, tag in known.items()}
    assert set(answers.values()) <= {200, 304, 503}
    return {address for address, status in answers.items() if status == 304}


def entries(reader: Client) -> dict[str, tuple[str, str]]:
    """Of the feed: title and day of change by id."""
    feed = etree.fromstring(body(reader.get("/utgaver.atom")))
    found = (
        [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")] for entry in feed.iter(f"{ATOM}entry")
    )
    return {name.rpartition("=")[2]: (title, day[:10]) for name, title, day in found}


def fetched(reader: Client, address: str) -> int:
    """Read to its end: an answer that is closed half-way closes the tests' connection to the database as well."""
    answer = reader.get(address.removeprefix("http://testserver"))
    body(answer)
    return int(answer.status_code)


def post(reader: Client) -> Any:
    return reader.post(f"{TABLE}/data", json.dumps(asked(EACH)), content_type="application/json")


pytestmark = pytest.mark.usefixtures("two")
"""The tests below are one story, in their order."""


def test_the_second_is_the_newest_and_the_first_has_its_own_addresses() -> None:
    reader, (second, first) = Client(), [info.number for info in queries.releases()]
    assert (first[-2:], second[-2:]) == ("-1", "-2")
    assert users(reader) == users(reader, second) == (second, 10)
    assert users(reader, first) == (first, 9)
    for path in ("/tables", "/tables/legemidler", "/tables/legemidler/dimensions/atc", "/search?q=metformin"):
        asked_for = f"{V1}{path}{'&' if '?' in path else '?'}utgave={first}"
        assert reader.get(asked_for).json()["about"]["release"] == first
    assert [one["release"] for one in reader.get(f"{V1}/releases").json()["releases"]] == [second, first]
    assert list(entries(reader)) == [second, first]


def test_the_catalogue_the_files_and_the_dialects_are_of_the_second() -> None:
    reader, (second, first) = Client(), queries.releases()
    graph = Graph().parse(data=reader.get("/catalog.ttl").content, format="turtle")
    files = [str(node) for node in graph.objects(None, DCAT.downloadURL) if "/data/filer/" in str(node)]
    assert files
    for address in files:
        assert f"/{second.number}/" in address
        older = address.replace(second.number, first.number)
        assert (fetched(reader, address), fetched(reader, older)) == (200, 200), "the first's are still there"
    assert {str(day) for day in graph.objects(None, DCTERMS.modified)} == {str(second.published)}
    assert json.loads(body(post(reader)))["extension"]["release"] == second.number
    assert reader.get(f"{PX}/tables/LMR01").json()["tags"] == [f"utgave {second.number}"]


def test_when_the_second_is_withdrawn_the_first_is_in_force_and_nobody_keeps_the_second(
    two: tuple[Release, Release],
) -> None:
    reader = Client()
    before, of_the_first = tags(reader), reader.get(f"{DATA}&utgave={two[0].number}")["ETag"]
    actions.withdraw(release=two[1], actor="ola", reason="Feil i uttrekket")
    assert unchanged(reader, before) == set()
    assert users(reader) == (two[0].number, 9)
    told = json.loads(body(reader.get(f"{DATA}&utgave={two[1].number}")))
    assert any("Feil i uttrekket" in notice for notice in told["notices"])
    assert reader.get(f"{DATA}&utgave={two[0].number}", headers={"if-none-match": of_the_first}).status_code == 200
    title, day = entries(reader)[two[1].number]
    assert title.endswith("er trukket tilbake")
    assert day == str(queries.releases()[0].withdrawn)


def test_a_file_that_is_fetched_after_its_release_was_withdrawn_says_so(two: tuple[Release, Release]) -> None:
    """Its bytes are what they were; the head, the saved name and the page tell."""
    reader, (kept, gone) = Client(), two
    for release, is_told in ((kept, False), (gone, True)):
        name = f"legemidler_{release.number}.parquet"
        for more in ({}, {"range": "bytes=0-9"}):
            answer = reader.get(f"/data/filer/{release.number}/{name}", headers=more)
            body(answer)
            assert answer.has_header("Deprecation") == is_told
            assert ("TRUKKET-TILBAKE" in answer["Content-Disposition"]) == is_told
    seconds = int(answer["Deprecation"].removeprefix("@"))
    assert localdate(dt.datetime.fromtimestamp(seconds, dt.UTC)) == queries.release(gone.number).withdrawn
    (page, *_) = answer["Link"].removeprefix("<").partition(">")
    assert "Feil i uttrekket" in reader.get(page.removeprefix("http://testserver")).content.decode()
    listed = reader.get("/data/filer/").content.decode()
    assert f"Utgave {gone.number}</a> (trukket tilbake)" in listed
    assert "ble trukket tilbake" not in listed
    assert reader.get("/data/filer/?utgave=1999-1").status_code == 400
    unchanged = reader.get(f"/data/filer/{gone.number}/{name}", headers={"if-none-match": answer["ETag"]})
    assert (unchanged.status_code, unchanged.has_header("Deprecation")) == (304, True)


def test_who_asks_what_has_changed_is_told_of_the_withdrawal(two: tuple[Release, Release]) -> None:
    """The first came a year ago, and its figures are today's again."""
    reader, today = Client(), queries.releases()[0].withdrawn
    assert today is not None
    yesterday = today - dt.timedelta(days=1)
    listed = reader.get(f"/api/open/v1/lmr/table?modifiedAfter={yesterday}").json()
    assert {table["modifiedAt"][:10] for table in listed} == {str(today)}
    assert listed[0]["publishedAt"][:10] == str(queries.release().published)
    assert len(reader.get(f"{PX}/tables?pastDays=2").json()["tables"]) == 3
    assert reader.get(f"{PX}/tables/LMR01").json()["updated"] == str(today)
    graph = Graph().parse(data=reader.get("/catalog.ttl").content, format="turtle")
    assert {str(day) for day in graph.objects(None, DCTERMS.modified)} == {str(today)}
    assert f"<lastmod>{today}</lastmod>" in body(reader.get("/sitemap.xml")).decode()


def test_an_older_one_that_is_withdrawn_is_told_where_releases_are_listed(two: tuple[Release, Release]) -> None:
    """The newest in force stays; readers of the lists alone have something new."""
    reader, third = Client(), publish()
    before = tags(reader)
    actions.withdraw(release=two[0], actor="ola", reason="Feil i folkemengden")
    assert unchanged(reader, before) == set(OF_THE_NEWEST)
    assert entries(reader)[two[0].number][0].endswith("er trukket tilbake")
    actions.withdraw(release=third, actor="ola", reason="Samme feil")


def test_where_all_are_withdrawn_it_is_told_and_each_can_be_read(two: tuple[Release, Release]) -> None:
    reader, known = Client(), queries.releases()
    assert all(info.withdrawn for info in known)
    for address in OF_THE_NEWEST:
        answer = reader.get(address)
        assert answer.status_code == 503, address
        assert known[0].number in answer.json()["detail"]
    assert post(reader).status_code == 503
    assert len(entries(reader)) == 3
    assert [bool(one["withdrawn"]) for one in reader.get(f"{V1}/releases").json()["releases"]] == [True] * 3
    for release, wanted in zip(two, (9, 10), strict=True):
        assert users(reader, release.number) == (release.number, wanted)
    tag = reader.get(f"{DATA}&utgave={two[0].number}")["ETag"]
    assert reader.get(f"{DATA}&utgave={two[0].number}", headers={"if-none-match": tag}).status_code == 304
