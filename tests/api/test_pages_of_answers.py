"""Who opens an address of our own API in a browser gets a page; every program gets what it got."""

import html
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from statistics import queries
from statistics.api.v1 import figures_page, page
from statistics.formats import rows
from tests.api.conftest import body

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
API = "/api/v1"
DATA = f"{API}/tables/legemidler/data"
ADDRESSES = (
    f"{API}/",
    f"{API}/tables",
    f"{API}/tables/legemidler",
    f"{API}/tables/legemidler/dimensions",
    f"{API}/tables/legemidler/dimensions/atc",
    f"{API}/tables/legemidler/dimensions/omr?inndeling=slik-det-var",
    f"{API}/tables/legemidler/dimensions/maal/brukere",
    f"{API}/search?q=metformin",
    f"{API}/releases",
)
LANGUAGES = {"nb": "Svaret", "nn": "Svaret", "en": "The answer"}
HREF = re.compile(r'href="(/[^"]*)"')


def opened(reader: Client, address: str, status: int = 200) -> str:
    answer = reader.get(address, headers={"accept": BROWSER})
    content = body(answer).decode()
    assert answer.status_code == status, content
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "Accept" in answer["Vary"].split(", ")
    assert not answer.cookies
    return content


def shown(content: str) -> Any:
    """The JSON that the page shows."""
    (block,) = re.findall(r'aria-label="[^"]*JSON">(.*?)</pre>', content, re.DOTALL)
    return json.loads(html.unescape(re.sub(r"<[^>]+>", "", block)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_holds_the_answer_of_its_address(reader: Client, address: str) -> None:
    assert shown(opened(reader, address)) == reader.get(address).json()


@pytest.mark.parametrize("address", [*ADDRESSES, f"{DATA}?atc=A10BJ06"])
@pytest.mark.parametrize("accepted", [None, "*/*", "application/json", "application/json, text/html;q=0.9", ""])
def test_a_program_gets_json(reader: Client, address: str, accepted: str | None) -> None:
    answer = reader.get(address, headers={} if accepted is None else {"accept": accepted})
    assert answer["Content-Type"] == "application/json"
    assert "Accept" in answer["Vary"].split(", ")


@pytest.mark.parametrize("address", [*ADDRESSES, f"{DATA}?atc=A10*&omr=0,03&aar=top(1)"])
def test_every_link_leads_somewhere(reader: Client, address: str) -> None:
    found = {html.unescape(link) for link in HREF.findall(opened(reader, address).replace("http://testserver", ""))}
    led = {link for link in found if link.startswith("/api/")}
    assert len(led) > 5
    for link in led:
        answer = reader.get(link, headers={"accept": BROWSER})
        assert answer.status_code == 200, (link, body(answer))


@pytest.mark.parametrize(
    ("address", "code", "name", "where"),
    [
        (
            f"{API}/tables",
            "folkemengde",
            "Folkemengde 1. januar etter område, kjønn, alder og år",
            "/tables/folkemengde",
        ),
        (f"{API}/tables/legemidler/dimensions?sprak=en", "omr", "Region", "/dimensions/omr?sprak=en"),
        (f"{API}/tables/legemidler/dimensions/atc", "A10BJ06", "semaglutid", "/dimensions/atc/A10BJ06"),
        (f"{API}/search?q=ozempic", "A10BJ06", "semaglutid", "/dimensions/atc/A10BJ06"),
        (f"{API}/releases", "2026-1", "Legemiddelstatistikk", "/tables?utgave=2026-1"),
    ],
)
def test_what_is_listed_is_a_link_by_its_name(reader: Client, address: str, code: str, name: str, where: str) -> None:
    items = re.findall(
        r'<li><span class="kode">([^<]+)</span><span><a href="([^"]+)">([^<]+)</a>', opened(reader, address)
    )
    (href, text) = next((href, text) for found, href, text in items if found == code)
    assert text.startswith(name)
    assert html.unescape(href).endswith(where)
    assert reader.get(html.unescape(href).removeprefix("http://testserver")).status_code == 200


def test_it_is_kept_apart_from_json_and_asked_for_anew_only_when_changed(reader: Client) -> None:
    page, data = (reader.get(f"{API}/tables", headers={"accept": kind}) for kind in (BROWSER, "application/json"))
    assert page["ETag"] != data["ETag"]
    assert page["Cache-Control"] == "public, max-age=60"
    unchanged = reader.get(f"{API}/tables", headers={"accept": BROWSER, "if-none-match": page["ETag"]})
    assert (unchanged.status_code, "Accept" in unchanged["Vary"]) == (304, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_language_asked_for(reader: Client, language: str) -> None:
    content = opened(reader, f"{API}/tables/legemidler?sprak={language}")
    assert f'<html lang="{language}">' in content
    assert f"<h2>{LANGUAGES[language]}</h2>" in content
    here = f"{API}/tables/legemidler/dimensions?sprak={language}"
    assert here in content, "links go on in the language"
    for other in LANGUAGES:
        assert f'hreflang="{other}" href="{API}/tables/legemidler?sprak={other}"' in content


def test_no_script_style_or_other_site_is_loaded(reader: Client) -> None:
    content = opened(reader, f"{API}/tables")
    assert " style=" not in content
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=.application/json))", content)
    assert not re.search(r'(?:src|<link[^>]+rel="stylesheet"[^>]+href)="(?!/static/)', content)


def test_figures_are_a_table_with_every_format(reader: Client) -> None:
    content = opened(reader, f"{DATA}?atc=A10BA02&omr=0,56&aar=2024&maal=brukere")
    cells = re.findall(r"<tr>(.*?)</tr>", content.partition("</thead>\n<tbody>")[2], re.DOTALL)
    nation, county = (re.sub(r"<[^>]+>", "|", cell) for cell in cells[:2])
    assert nation.strip("|").split("||") == [
        "A10BA02 metformin",
        "Hele landet",
        "Begge kjønn",
        "Alle aldre",
        "2024",
        "Brukere",
        "9",
    ]
    assert county.strip("|").endswith(":| skjult av hensyn til personvernet")
    for suffix in ("json", "jsonstat", "csv", "xlsx", "parquet", "px"):
        assert f"/data.{suffix}?atc=A10BA02&amp;omr=0,56" in content
    assert shown(content)["cells"] == 2


def test_no_more_is_read_than_is_shown(reader: Client) -> None:
    content = opened(reader, f"{DATA}?atc=*&omr=*&kjonn=*&alder=*")
    told = reader.get(f"{DATA}?atc=*&omr=*&kjonn=*&alder=*")
    assert shown(content)["cells"] == json.loads(body(told))["cells"]
    assert "De første 100 av" in content
    read = []
    selection = queries.Selection(atc=("alle", "A"), aar=(2024,), maal=("brukere",))
    stream = queries.stream(selection)
    parts = (read.append(part) or part for part in stream.parts)
    assert len(rows.first(stream.__class__(stream.release, stream.axes, parts), 1)) == 1
    assert len(read) == 1


def test_long_lists_are_cut_on_the_page_and_it_says_so(monkeypatch: pytest.MonkeyPatch, reader: Client) -> None:
    monkeypatch.setattr(page, "SHOWN", 2)
    assert page.short([1, 2, 3], 2) == [1, 2, "… 1 til"]
    content = opened(reader, f"{API}/tables/legemidler/dimensions/atc")
    assert "Av lange lister vises de første 2." in content
    assert figures_page.CELLS == 100


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"{DATA}?atc=A10BA02,A10B06&aar=2024", f"{DATA}?atc=A10BA02,A10BJ06&aar=2024"),
        (f"{API}/tables/legemiddel?sprak=en", f"{API}/tables/legemidler?sprak=en"),
        (f"{API}/tables/legemidler/dimensions/omr/57", f"{API}/tables/legemidler/dimensions/omr/56"),
        (f"{API}/tables/legemidler/dimensions/alders", f"{API}/tables/legemidler/dimensions/alder"),
        (f"{DATA}.xls?atc=A10", f"{DATA}.xlsx?atc=A10"),
        (f"{DATA}?atc=A10&inndeling=slik", f"{DATA}?atc=A10&inndeling=slik-det-var"),
    ],
)
def test_what_is_wrong_is_a_page_that_leads_on(reader: Client, wrong: str, right: str) -> None:
    status = reader.get(wrong).status_code
    content = opened(reader, wrong, status)
    assert shown(content)["status"] == status
    links = [html.unescape(link) for link in HREF.findall(content)]
    assert right in links
    assert reader.get(right).status_code == 200


@pytest.mark.parametrize(
    "address", [f"{API}/nothing", "/api/v2/", "/api/?x=1", "/catalog.ttl?x=1", f"{DATA}?atc=A&kjon=menn"]
)
def test_so_is_what_is_nowhere(reader: Client, address: str) -> None:
    content = opened(reader, address, reader.get(address).status_code)
    assert f'href="{API}/"' in content


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><b>', "http://evil.example/", "{{ 7|add:7 }}"])
def test_what_the_reader_wrote_is_text(reader: Client, words: str) -> None:
    for address in (
        f"{API}/tables/{quote(words, safe='')}",
        f"{DATA}?atc={quote(words)}",
        f"{API}/search?q={quote(words)}&x=1",
    ):
        content = opened(reader, address, reader.get(address).status_code)
        assert words not in content.replace(html.escape(words), "") or words.startswith("http")
        assert 'href="http://evil' not in content


def test_an_address_in_the_answer_is_a_link_only_where_it_is_the_whole_text(reader: Client) -> None:
    request = reader.get(f"{API}/").wsgi_request
    content = {"a": "http://x.example/", "b": 'see "http://x.example/"', "c": ["http://y.example/<b>"]}
    assert re.findall('href="([^"]+)"', page.laid_out(content, request)) == [
        "http://x.example/",
        "http://y.example/&lt;b&gt;",
    ]
