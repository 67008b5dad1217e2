"""Search finds what was meant, however it is written."""

import re

import pytest
from django.test import Client
from django.utils import translation

from statistics import search
from statistics.cube.axes import COUNTIES, ROOT
from statistics.dashboards.carried import Carried
from statistics.definitions.words import everyday
from website import known
from website.finding import WAYS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("C10AA01", "C10AA01"),
        ("a10b", "A10B"),
        ("A10 BA02", "A10BA02"),
        ("n02aa05", "N02AA05"),
        ("simvastatin", "C10AA01"),
        ("SIMVASTATIN", "C10AA01"),
        ("  Zocor ", "C10AA01"),
        ("ibuprofén", "M01AE01"),
        ("fordoyelsesorganer og stoffskifte", "A"),
        ("naturlige opiumsalkaloider", "N02AA"),
    ],
)
def test_what_is_written_exactly_is_the_only_hit(site: Client, q: str, code: str) -> None:
    hit = search.only_hit(search.find(q))
    assert hit is not None
    assert hit.code == code
    answer = site.get("/sok", {"q": q})
    assert (answer.status_code, answer["Location"]) == (302, f"/legemiddel/{code}")


@pytest.mark.parametrize(
    ("q", "code"),
    [("okykodon", "N02AA05"), ("simvasttin", "C10AA01"), ("zokor", "C10AA01"), ("parasetamol", "N02BE01")],
)
def test_the_misspelt_is_near_but_no_hit(site: Client, q: str, code: str) -> None:
    hits = search.find(q)
    assert hits[0].code == code
    assert hits[0].near
    page = site.get("/sok", {"q": q}).content.decode()
    assert f"Ingen treff på «{q}». Prøv virkestoffet eller starten av ATC-koden." in page
    assert f'href="/legemiddel/{code}"' in page


@pytest.mark.parametrize(
    ("language", "q", "code"),
    [
        ("nb", "smertestillende", "N02"),
        ("nn", "smertestillande", "N02"),
        ("en", "painkiller", "N02"),
        ("en", "acetaminophen", "N02BE01"),
        ("nb", "Smertestillende tabletter", "N02"),
        ("nb", "diabetesmedisin", "A10"),
    ],
)
def test_everyday_words_lead_to_codes(site: Client, language: str, q: str, code: str) -> None:
    with translation.override(language):
        hit = search.find(q)[0]
    assert (hit.code, hit.kind, hit.near) == (code, "word", False)
    assert hit.label.endswith(f"→ {hit.name}")


def test_an_everyday_word_says_where_it_leads_before_anyone_goes_there(site: Client) -> None:
    page = site.get("/sok", {"q": "smertestillende"})
    assert page.status_code == 200
    assert "smertestillende → " in page.content.decode()


def test_who_is_understood_gets_no_guesses(site: Client) -> None:
    assert [hit["url"] for hit in site.get("/sok.json", {"q": "kolesterolmedisin"}).json()["hits"]] == [
        "/gruppe/kolesterolmidler"
    ]
    assert "Mente du" not in site.get("/sok", {"q": "kolesterolmedisin"}).content.decode()


@pytest.mark.parametrize(
    ("language", "q", "code"),
    [
        ("en", "painkillers", "N02"),
        ("nn", "smertestillandes", "N02"),
        ("nb", "sovepille", ""),
        ("nb", "zocoren", "C10AA01"),
    ],
)
def test_words_have_endings(site: Client, language: str, q: str, code: str) -> None:
    with translation.override(language):
        assert [hit.code for hit in search.find(q) if not hit.near][:1] == [code] * bool(code)


def test_of_several_words_the_longest_that_is_one_is_near(site: Client) -> None:
    hits = search.find("smertestillende mot tannpine hos smaabarn")
    assert [(hit.code, hit.near) for hit in hits] == [("N02", True)]


@pytest.mark.parametrize(
    ("prefix", "q", "ways"),
    [
        ("", "Troms og Finnmark", ["/fylke/54", "/fylke/56", "/fylke/55"]),
        ("/nn", "viken", ["/nn/fylke/30", "/nn/fylke/32", "/nn/fylke/33", "/nn/fylke/31"]),
        ("", "sor-trondelag", ["/fylke/50"]),
        ("/en", "Bergen", ["/en/fylke/46"]),
        ("", "apotek", ["/metode"]),
        ("/nn", "verkestoff", ["/nn/legemidler"]),
        ("/en", "children", ["/en/legemiddel/alle#alder"]),
        ("", "pris", ["/legemiddel/alle#kostnad"]),
    ],
)
def test_places_and_what_is_no_medicine_lead_to_pages(site: Client, prefix: str, q: str, ways: list[str]) -> None:
    page = site.get(f"{prefix}/sok", {"q": q})
    assert page.status_code == 200, "it is not what the page is called, so the reader sees where it leads"
    found = page.content.decode().partition('<ul class="treffliste">')[2].partition("</ul>")[0]
    assert re.findall(r'href="([^"]+)"', found) == ways
    assert "Mente du" not in page.content.decode()
    assert [hit["url"] for hit in site.get(f"{prefix}/sok.json", {"q": q}).json()["hits"]][: len(ways)] == ways[:WAYS]


@pytest.mark.parametrize(
    ("q", "way"),
    [
        ("kolesterolmedisn", "/gruppe/kolesterolmidler"),
        ("kolesterol medisiner", "/gruppe/kolesterolmidler"),
        ("høyt kolestrol", "/gruppe/kolesterolmidler"),
        ("how many use opioids", "/gruppe/opioider"),
        ("legemidler for barn", "/legemiddel/alle#alder"),
        ("gravid", "/metode#utenfor"),
        ("dødsfall", "/metode#utenfor"),
        ("Østlandet", "/fylke/32"),
    ],
)
def test_a_question_leads_to_what_its_telling_word_does(site: Client, q: str, way: str) -> None:
    assert site.get("/sok.json", {"q": q}).json()["hits"][0]["url"] == way


def test_of_several_words_a_short_one_must_be_whole(site: Client) -> None:
    assert search.telling("medisin mot ms") == ["ms"]
    assert search.telling("medisin") == []
    assert search.find("tabletter mot met") == [], "«met» begins metformin, and is no word of it"


@pytest.mark.parametrize(
    ("written", "bare"),
    [("sovemedesin", "sove"), ("astmamedisn", "astma"), ("kols medisin", "kols"), ("medisin", ""), ("melatonin", "")],
)
def test_what_only_says_that_it_is_a_medicine_may_be_misspelt(written: str, bare: str) -> None:
    assert search.stem(written) == bare


def test_a_pages_own_name_leads_straight_there(site: Client) -> None:
    assert site.get("/sok", {"q": "lag tabell"})["Location"] == "/tabell"
    assert site.get("/en/sok", {"q": "Accessibility"})["Location"] == "/en/tilgjengelighet"


def test_every_word_for_a_page_and_every_place_has_one() -> None:
    assert set(known.words()) == set(known._addresses(Carried()))
    assert set(known.places()) == set(COUNTIES)
    for names in known.words().values():
        assert len({search.fold(name) for name in names}) == len(names)


def test_everyday_words_are_whole_and_are_looked_through_again() -> None:
    words = everyday()
    assert words.owner
    assert words.reviewed < words.review_by
    for code, said in words.codes.items():
        assert code == ROOT or re.fullmatch(r"[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?", code), code
        assert said
        assert len(set(map(search.fold, said))) == len(said), code


def test_better_matches_come_first(site: Client) -> None:
    def codes(q: str) -> list[str]:
        return [hit.code for hit in search.find(q)]

    assert codes("n02a") == ["N02A", "N02AA", "N02AA05"]  # the code itself, then beneath it
    assert codes("para") == ["N02BE01"]  # one hit a node, though two of its words match
    assert codes("midler ekskl")[0] == "A10B"  # starts of words, in any place
    assert codes("profen") == ["M01AE01"]  # inside a word
    assert codes("y") == []  # one letter is not looked for inside words


def test_a_product_says_where_it_leads(site: Client) -> None:
    (hit,) = search.find("zoc")
    assert (hit.label, hit.kind) == ("Zocor → simvastatin", "product")
    (told,) = site.get("/sok.json", {"q": "zoc"}).json()["hits"]
    assert told == {
        "code": "C10AA01",
        "label": "Zocor → simvastatin",
        "note": "alle produkter med samme ATC-kode regnes med",
        "url": "/legemiddel/C10AA01",
    }


def test_suggestions_say_the_users_or_that_they_are_hidden(site: Client) -> None:
    def note(q: str) -> str:
        return site.get("/sok.json", {"q": q}).json()["hits"][0]["note"]

    assert note("metformin") == "150 brukere i 2024"
    assert note("nalfurafin") == "brukere i 2024: skjult"


def test_at_most_eight_suggestions(site: Client) -> None:
    assert len(site.get("/sok.json", {"q": "a"}).json()["hits"]) == 8


def test_nothing_asked_and_nothing_found(site: Client) -> None:
    assert site.get("/sok").status_code == 200
    assert search.find("") == search.find("   ") == search.find("xyzqqq") == []
    assert "Ingen treff på «&lt;b&gt;»" in site.get("/sok", {"q": "<b>"}).content.decode()
    assert site.get("/sok", {"q": "a" * 101}).status_code == 400


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Østrogén  ", "ostrogen"), ("oestrogen", "ostrogen"), ("Ærfugl", "aerfugl"), ("Aagaard", "agard"), ("Å", "a")],
)
def test_fold(text: str, folded: str) -> None:
    assert search.fold(text) == folded


@pytest.mark.parametrize(
    ("q", "path"),
    [
        ("blodtrykk", "/sok?q=blodtrykk"),
        ("kolesterol", "/gruppe/kolesterolmidler"),
        ("Kolesterolmiddel", "/gruppe/kolesterolmidler"),
        ("opioids", "/gruppe/opioider"),
        ("finnmark", "/fylke/56"),
        ("trondelag", "/fylke/50"),
    ],
)
def test_groups_by_name_and_counties_are_found_in_three_languages(site: Client, q: str, path: str) -> None:
    answer = site.get("/sok", {"q": q})
    assert (answer.status_code, answer.get("Location", f"/sok?q={q}")) in ((302, path), (200, path))


def test_a_county_spelt_wrongly_is_suggested(site: Client) -> None:
    assert site.get("/sok.json", {"q": "Finmark"}).json()["hits"][0] == {
        "code": "Fylke",
        "label": "Finnmark",
        "note": "",
        "url": "/fylke/56",
    }
