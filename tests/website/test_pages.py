"""Every page answers, says what it should of the release, and leaves nothing behind in the browser."""

import json
import re
from collections.abc import Callable, Iterable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from config import ready
from statistics.audit import AuditReport
from statistics.audit.report import Count
from statistics.definitions import measures
from statistics.models import Release, State
from tests.website.edition import publish
from website import browser
from website.straight import without_marks

PAGES = (
    "/",
    "/sok",
    "/sok?q=midler",
    "/sok.json?q=zoc",
    "/legemidler",
    "/legemidler?kode=A10",
    "/metode",
    "/data",
    "/tilgjengelighet",
)
FIGURES = ("/", "/sok?q=midler", "/legemidler", "/legemidler?kode=A10", "/metode", "/data")

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    return plain(client.get(address).content.decode())


def section(client: Client, heading: str) -> str:
    """Of the front page."""
    page = client.get("/").content.decode()
    return plain(page.split(f'<section aria-labelledby="{heading}">')[1].split("</section>")[0])


def codes(shown: str) -> list[str]:
    return re.findall(r"[A-Z]\d\d[A-Z]{2}\d\d", shown)


def plain(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).replace("\u00a0", " ").replace("\u00ad", "").split())


@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_without_cookies(site: Client, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert site.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert site.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_an_unknown_parameter_is_refused_by_name(site: Client, address: str) -> None:
    answer = site.get(address + ("&" if "?" in address else "?") + "farge=blå")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "farge" in page
    assert "blå" in page


@pytest.mark.parametrize("address", ["/sok?q=a&q=b", "/legemidler?kode=A&kode=C", "/metode?utgave=1999-1"])
def test_a_wrong_value_is_refused(site: Client, address: str) -> None:
    assert site.get(address).status_code == 400


@pytest.mark.parametrize("address", PAGES)
def test_no_style_and_no_inline_script(site: Client, address: str) -> None:
    page = site.get(address).content.decode()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=.application/json))", page)


@pytest.mark.parametrize("address", FIGURES)
def test_what_must_be_said_with_the_figures(site: Client, address: str) -> None:
    page = text(site, address)
    assert "Skjulte tall (:) er foreløpig ikke vernet mot å bli regnet tilbake." in page
    assert "Tallene er laget av et syntetisk register. De sier ingenting om virkelig bruk." in page


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/tilgjengelighet"])
def test_nothing_published(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 503
    assert "Ingen utgave er publisert ennå." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/legemidler/", "/legemidler"),
        ("/Legemidler?kode=A10", "/legemidler?kode=A10"),
        ("/nn/Metode/", "/nn/metode"),
        ("/legemiddel/A10BA02/?maal=ddd", "/legemiddel/A10BA02?maal=ddd"),
        ("/legemidel/A10BA02/", None),
    ],
)
def test_a_slash_or_a_capital_too_many_leads_to_the_page(site: Client, typed: str, meant: str | None) -> None:
    answer = site.get(typed)
    assert (answer.status_code, answer.get("Location")) == ((301, meant) if meant else (404, None))


def test_the_marks_of_other_services_are_taken_off(site: Client) -> None:
    answer = site.get("/legemiddel/A10BA02?utm_source=x&maal=ddd&fbclid=y")
    assert (answer.status_code, answer["Location"]) == (302, "/legemiddel/A10BA02?maal=ddd")
    shared = RequestFactory().get("/", {"fbclid": "y"})
    shared.path = "//evil.example/"  # as it is when somebody writes two slashes
    assert without_marks(lambda request: HttpResponse())(shared)["Location"] == "/evil.example/"
    assert site.get("/legemiddel/A10BA02?kilde=x").status_code == 400


def test_who_types_a_name_in_an_address_is_shown_groups_and_counties(site: Client) -> None:
    for typed, place in (("/fylke/oslo", "/fylke/03"), ("/gruppe/kolesterol", "/gruppe/kolesterolmidler")):
        answer = site.get(typed)
        assert answer.status_code == 404
        assert f'href="{place}"' in answer.content.decode()


def test_a_county_that_was_none_in_the_releases_years_leads_to_todays(site: Client) -> None:
    answer = site.get("/fylke/12")
    assert answer.status_code == 404
    assert "Hordaland → Vestland" in answer.content.decode()
    assert "Mente du" not in answer.content.decode()


def test_front_page_tells_the_last_year(site: Client) -> None:
    page = text(site, "/")
    assert "I 2024 fikk 807 av 1 000 innbyggere minst ett legemiddel på resept" in page
    assert "Muskler og skjelett 400 av 1 000" in page
    assert "Annet (varia) : skjult av hensyn til personvernet" in page


def test_front_page_ranks_what_is_printed(site: Client) -> None:
    assert codes(section(site, "mest")) == ["M01AE01", "A10BA02", "C10AA01", "N02BE01", "N02AA05"]


def test_front_page_compares_only_from_fifty_users(site: Client) -> None:
    changed = section(site, "endring")
    assert codes(changed) == ["A10BA02", "N02AA05", "C10AA01"]  # not paracetamol's 40
    assert re.findall(r"[+−]\d+(?:,\d)? %", changed) == ["+50 %", "+5,0 %", "−50 %"]


def test_browser_goes_down_and_ends_at_the_substance(site: Client) -> None:
    assert "Midler til diabetesbehandling" in text(site, "/legemidler?kode=A")
    assert 'href="/legemiddel/A10BA02"' in site.get("/legemidler?kode=A10BA").content.decode()
    assert site.get("/legemidler?kode=A10BA02")["Location"] == "/legemiddel/A10BA02"
    assert site.get("/legemidler?kode=a10")["Location"] == "/legemidler?kode=A10"
    assert site.get("/legemidler?kode=alle&q=met")["Location"] == "/legemidler?q=met"


def codes_of(client: Client, query: str) -> list[str]:
    rows = client.get(f"/legemidler?{query}").content.decode().partition('aria-labelledby="rader"')[2]
    return re.findall(r'</a><span class="kode">([^<]+)</span>', rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=OKSYkod", ["N02AA05"]),
        ("q=okykod", []),
        ("q=a10 b", ["A10B", "A10BA", "A10BA02"]),
        ("kode=N02&q=m", ["N02AA", "N02BE01"]),
        ("kode=N02B&q=oksykodon", []),
        ("kode=A&q=", ["A10"]),
    ],
)
def test_browser_is_filtered_by_name_or_code_beneath_where_one_is(site: Client, query: str, found: list[str]) -> None:
    assert codes_of(site, query) == found


def test_browser_says_when_a_filter_finds_nothing_and_offers_a_search(site: Client) -> None:
    page = site.get("/legemidler?q=%3Cb%3E").content.decode()
    assert "Ingen treff på «&lt;b&gt;» her." in page
    assert 'href="/sok?q=%3Cb%3E"' in page
    assert site.get("/legemidler?tomme=ja").status_code == 400
    assert site.get("/legemidler?q=" + "a" * 101).status_code == 400


def test_browser_leaves_out_what_nobody_used_and_says_how_many(site: Client) -> None:
    """A node more, with a zero that is printed; what is hidden is somebody, and stays."""
    release = Release.objects.get()
    release.nodes.create(code="V03AX03", name="ubrukt", level=5, parent="V03AX")
    assert codes_of(site, "kode=V03AX") == ["V03AX02"]
    said = text(site, "/legemidler?kode=V03AX")
    assert "1 gruppe eller legemiddel uten brukere i 2024 vises ikke. Vis dem også" in said
    assert codes_of(site, "kode=V03AX&tomme=1") == ["V03AX02", "V03AX03"]
    page = site.get("/legemidler?kode=V03AX&tomme=1&q=u").content.decode()
    assert 'name="tomme" value="1" checked' in page
    assert "vises ikke" not in page


def test_browser_tells_how_much_a_short_filter_finds(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "MOST_ROWS", 3)
    assert len(codes_of(site, "q=a")) == 3
    assert re.search(r"Viser 3 av \d+ treff", text(site, "/legemidler?q=a"))


def test_browser_shows_a_hidden_figure_as_hidden(site: Client) -> None:
    page = site.get("/legemidler?kode=V03AX").content.decode()
    assert '<td class="h skjult"><span>:<span class="sr"> skjult av hensyn til personvernet</span></span></td>' in page


def test_unknown_code_offers_near_ones(site: Client) -> None:
    answer = site.get("/legemidler?kode=A10BX")
    assert answer.status_code == 404
    assert 'href="/legemiddel/A10B"' in answer.content.decode()


def test_unknown_address_searches_for_it(site: Client) -> None:
    answer = site.get("/medisin/simvastatin")
    assert answer.status_code == 404
    assert "Siden finnes ikke" in answer.content.decode()
    assert 'href="/legemiddel/C10AA01"' in answer.content.decode()


def test_unknown_address_with_nothing_published(client: Client) -> None:
    assert client.get("/finnes-ikke").status_code == 404


def test_method_page_is_made_of_the_definitions_and_the_manifest(site: Client) -> None:
    page = text(site, "/metode")
    for measure in measures().values():
        assert measure.label in page.replace(" ", " ")
        assert measure.definition in page
        assert measure.owner in page
    for fact in ("1. januar 2025", "31. desember", "0123abcd", "20 av 2 000 felt", "1,0 %", f"{2024:064d}"):
        assert fact in page


def test_method_page_tells_how_much_is_shown_and_how_sums_are_rounded(site: Client) -> None:
    release = Release.objects.get()
    page = text(site, "/metode")
    assert "Hvor mye som er vist" not in page
    assert "nærmeste ti" not in page
    part = {"printed": 1999, "hidden": 1, "users": 900, "of_users": 1000}
    nothing = dict.fromkeys(part, 0)
    parts = dict.fromkeys([f"margin {n}" for n in range(4)] + [f"level {n}" for n in range(6)], nothing)
    parts |= {"margin 3": part, "level 5": part}
    release.manifest |= {
        "visible": {"all": {"users": parts, "sums": parts | {"margin 3": part | {"hidden": 1999}}}},
        "policy": {"smallest": 1, "largest": 4, "rounding": {"ddd": {"digits": 2, "least": 1, "more_from": 500}}},
    }
    Release.objects.filter(pk=release.pk).update(protection="linked", manifest=release.manifest)
    page = text(site, "/metode").replace("\u00a0", " ")
    assert "to gjeldende siffer der feltet har under 500 brukere" in page
    assert re.search(r"Hele landet, alle\s*99,9 %\s*90,0 %\s*50,0 %", page)
    assert "Virkestoff (nivå 5)" in page
    assert "Hovedgruppe (nivå 1)" not in page


def test_an_older_release_says_so(site: Client) -> None:
    publish("2025-2")
    page = text(site, "/metode?utgave=2025-1")
    assert "Du ser utgave 2025-1. Vis nyeste" in page
    assert "Du ser utgave" not in text(site, "/metode?utgave=2025-2")
    assert "Du ser utgave 2025-1." in text(site, "/legemidler?utgave=2025-1&kode=A10")


def test_a_withdrawn_release_says_why(site: Client) -> None:
    publish("2025-2")
    Release.objects.filter(number="2025-1").update(
        state=State.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_reason="Feil i uttrekket"
    )
    page = text(site, "/metode?utgave=2025-1")
    assert "Utgave 2025-1 er trukket tilbake" in page
    assert "Feil i uttrekket" in page


def test_files_named_on_the_data_page_exist(site: Client) -> None:
    page = site.get("/data").content.decode()
    files = re.findall(r'href="(/legemiddel/[^"]+)"', page)
    assert files
    for file in files:
        assert site.get(file.replace("&amp;", "&")).status_code == 200


def test_method_page_tells_what_the_attack_found(site: Client) -> None:
    """Small numbers that a reader makes himself are told, apart from what stops a release; in three languages."""
    by_hand = AuditReport(
        (Count("exact", 2024, 1234, 0), Count("groups", 2024, 700, 3), Count("differences", 2024, 60, 2))
    )
    release = Release.objects.get()
    release.manifest |= {"audit": json.loads(by_hand.to_json())}
    Release.objects.filter(pk=release.pk).update(protection="linked", manifest=release.manifest)
    page = text(site, "/metode").replace("\u00a0", " ")
    assert "Slik prøver vi å knekke tallene selv" in page
    assert re.search(r"Skal være null\s*Skjulte brukertall som lar seg regne ut nøyaktig\s*1 234\s*0\s", page)
    assert re.search(r"stopper ikke utgaven\s*Små summer en leser kan lage av nabofelt\s*700\s*3\s", page)
    assert re.search(r"Små forskjeller mellom en gruppe og en kode i den\s*60\s*2\s", page)
    assert "INGEN LEKKASJE: ingen av 1 234 undersøkte felt" in page
    assert "NO LEAK: none of 1,234 cells" in text(site, "/en/metode")
    assert "Small differences between a group and a code in it" in text(site, "/en/metode")
    assert "Små forskjellar mellom ei gruppe og ein kode i ho" in text(site, "/nn/metode")


@pytest.mark.parametrize(("hosts", "host"), [(["*"], "localhost"), ([".tall.no"], "tall.no"), ([], "localhost")])
def test_a_web_process_answers_itself_as_a_host_it_has(settings: Settings, hosts: list[str], host: str) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert ready.host() == host


def test_a_web_process_answers_itself_once_and_lets_go() -> None:
    asked: list[dict[str, str]] = []
    closed: list[bool] = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
        asked.append(environ)
        start("503 Service Unavailable", [])
        return Answer()

    assert ready.answer_once(application) == "503 Service Unavailable"
    assert [environ["PATH_INFO"] for environ in asked] == ["/legemiddel/alle"]
    assert closed == [True]


def test_a_first_answer_that_fails_keeps_nobody_from_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    def failing(*_: object) -> Iterable[bytes]:
        raise ValueError("Missing staticfiles manifest entry")

    assert ready.answer_once(failing) == ready.FAILED
    assert "Missing staticfiles" in caplog.text
