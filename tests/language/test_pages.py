"""The same page in three languages: its words, numbers, dates and order."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from statistics.dashboards import numbers, sentences
from statistics.language import sort_key
from tests.dashboards.made import HIDDEN, table, years
from tests.website.edition import publish


@pytest.fixture
def site(db: None, client: Client) -> Client:
    publish()
    return client


def text(site: Client, path: str) -> str:
    answer = site.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture(params=["nb", "nn", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


KEYS = {
    "": 'I 2024 fikk <span class="merke">150 personer</span> metformin på resept.'
    " Det er 150,0 av 1 000 innbyggere, og 50 prosent flere enn året før.",
    "/nn": 'I 2024 fekk <span class="merke">150 personar</span> metformin på resept.'
    " Det er 150,0 av 1 000 innbyggjarar, og 50 prosent fleire enn året før.",
    "/en": 'In 2024, <span class="merke">150 people</span> received metformin on prescription.'
    " That is 150.0 per 1,000 inhabitants, and 50 per cent more people than the year before.",
}


@pytest.mark.parametrize("prefix", KEYS)
def test_the_key_sentence(site: Client, prefix: str) -> None:
    page = text(site, f"{prefix}/legemiddel/A10BA02")
    assert KEYS[prefix] in page
    assert f'<html lang="{prefix.strip("/") or "nb"}">' in page


def test_links_stay_in_the_language_and_lead_to_the_others(site: Client) -> None:
    page = text(site, "/en/legemiddel/A10BA02?maal=brukere")
    assert 'href="/en/sammenlign?' in page
    assert 'href="/nn/legemiddel/A10BA02?maal=brukere"' in page
    assert 'href="/legemiddel/A10BA02?maal=brukere"' in page
    assert site.get("/legemiddel/A10BA02?sprak=en&maal=ddd")["Location"] == "/en/legemiddel/A10BA02?maal=ddd"
    assert site.get("/en/legemiddel/A10BA02?sprak=nb")["Location"] == "/legemiddel/A10BA02"
    assert site.get("/legemiddel/A10BA02?sprak=de").status_code == 400


def test_no_language_is_kept_for_the_next_reader(site: Client) -> None:
    answer = site.get("/en/")
    assert answer["Content-Language"] == "en"
    assert not answer.cookies
    assert "Hva bruker Norge av legemidler?" in text(site, "/")


TOLD = {
    "nb": "Fra 2018 til 2021 gikk tallet opp fra 1,0 til 9,0 per 1 000. Størst var endringen fra 2020 til 2021 (+6,0).",
    "nn": "Frå 2018 til 2021 gjekk talet opp frå 1,0 til 9,0 per 1 000. Størst var endringa frå 2020 til 2021 (+6,0).",
    "en": "From 2018 to 2021, the figure rose from 1.0 to 9.0 per 1,000. "
    "The largest change was from 2020 to 2021 (+6.0).",
}
HID = {
    "nb": "I 2025 lå kvinner høyest (3,0 per 1 000). 1 serie er skjult av hensyn til personvernet.",
    "nn": "I 2025 låg kvinner høgast (3,0 per 1 000). 1 serie er skjult av omsyn til personvernet.",
    "en": "In 2025, the figure was highest for women (3.0 per 1,000). 1 series is hidden to protect privacy.",
}


def test_generated_sentences(language: str) -> None:
    assert sentences.time(years(1, 2, 3, 9), "per1000").replace("\u00a0", " ") == TOLD[language]


def test_a_hidden_series_is_counted_in_the_right_form(language: str) -> None:
    made = table({"kvinner": 3.0, "menn": HIDDEN}, kjonn=("kvinner", "menn"))
    assert sentences.split(made, "per1000", "kjonn").replace("\u00a0", " ") == HID[language]


def test_numbers(language: str) -> None:
    written = {"nb": "1\u00a0234,5", "nn": "1\u00a0234,5", "en": "1,234.5"}
    assert numbers.decimal(1234.5, 1) == written[language]
    money = {"nb": "992\u00a0mill.\u00a0kr", "nn": "992\u00a0mill.\u00a0kr", "en": "NOK\u00a0992\u00a0million"}
    assert numbers.kroner(991_600_000) == money[language]
    change = {"nb": "\u22129,1\u00a0%", "nn": "\u22129,1\u00a0%", "en": "\u22129.1%"}
    assert numbers.percent_sign(-0.091) == change[language]


def test_order_of_letters(language: str) -> None:
    names = ["Østfold", "Aagaard", "Agder", "Åsnes", "Oslo", "Ærfugl", "Troms"]
    norwegian = ["Agder", "Oslo", "Troms", "Ærfugl", "Østfold", "Aagaard", "Åsnes"]
    english = ["Aagaard", "Ærfugl", "Agder", "Åsnes", "Oslo", "Østfold", "Troms"]
    assert sorted(names, key=sort_key) == (english if language == "en" else norwegian)
