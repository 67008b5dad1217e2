"""The whole way without JavaScript: every control is a form or a link, in three languages, on two widths."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, arrived

pytestmark = pytest.mark.usefixtures("published")
Browse = Callable[..., Visit]


@dataclass(frozen=True)
class Words:
    """What is read on the way, in one language."""

    prefix: str
    answer: str
    whole_country: str
    highest: str
    cells: str
    hidden: str
    ranked: str
    again: str


LANGUAGES = (
    Words(
        "",
        "I 2024 fikk 9 personer metformin på resept.",
        "hele landet",
        "I 2024 lå metformin høyest",
        "celler av høyst 100 000",
        "skjult av hensyn til personvernet",
        "Høyest i 2024 er metformin: 9 brukere.",
        "Adressen har en feil",
    ),
    Words(
        "/nn",
        "I 2024 fekk 9 personar metformin på resept.",
        "heile landet",
        "I 2024 låg metformin høgast",
        "celler av høgst 100 000",
        "skjult av omsyn til personvernet",
        "Høgast i 2024 er metformin: 9 brukarar.",
        "Adressa har ein feil",
    ),
    Words(
        "/en",
        "In 2024, 9 people received metformin on prescription.",
        "the whole country",
        "In 2024, the figure was highest for metformin",
        "cells of at most 100,000",
        "hidden to protect privacy",
        "Highest in 2024 is metformin: 9 users.",
        "There is an error in the address",
    ),
)

EVERY_WAY = [
    pytest.mark.parametrize("width", [1280, 375]),
    pytest.mark.parametrize("words", LANGUAGES, ids=["nb", "nn", "en"]),
]


def in_every_way(test: Callable[..., None]) -> Callable[..., None]:
    for mark in EVERY_WAY:
        test = mark(test)
    return test


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u00ad", "").split())


def said(page: Page, place: str) -> str:
    return plain(page.locator(place).first.inner_text())


@in_every_way
def test_somebody_with_a_question_gets_the_answer(browse: Browse, words: Words, width: int) -> None:
    visit = browse(f"{words.prefix}/", width=width, javascript=False)
    page = visit.page
    page.locator("#q").fill("glucophage")
    page.locator("form.sok button").click()
    page.wait_for_url(f"**{words.prefix}/legemiddel/A10BA02")
    assert words.answer in said(page, ".nokkel")
    assert words.whole_country in said(page, "#tid .enhet")
    page.locator("#f-omr").select_option("03")
    page.locator("#filter button").click()
    arrived(page, "omr=03")
    assert "Oslo" in said(page, "#tid .enhet")
    expect(page.locator("#p-tid svg:visible")).to_have_count(1)
    page.locator("#tid .valg a", has_text="Kjønn" if words.prefix != "/en" else "Sex").click()
    arrived(page, "del=kjonn")
    arrived(page, "omr=03")
    expect(page.locator("#t-tid thead th")).to_have_count(5)  # years, and two sexes of two measures
    page.locator("#kartvalg a").nth(1).click()
    arrived(page, "kart=tid")
    expect(page.locator("#t-fylker-over-tid tbody tr")).to_have_count(16)
    assert visit.overflow() == []
    assert (visit.console, visit.external, visit.cookies()) == ([], [], [])


@in_every_way
def test_a_journalist_compares_and_takes_it_along(browse: Browse, words: Words, width: int) -> None:
    page = browse(f"{words.prefix}/legemiddel/A10BA02", width=width, javascript=False).page
    page.locator(".snarveier a[href*=sammenlign]").click()
    page.locator("#legg").fill("ozempic")
    page.locator(".serie.ny button").click()
    expect(page.locator(".serie:not(.ny)")).to_have_count(2)
    assert words.highest in said(page, "#funn-tid")
    page.locator(".faner a").nth(1).click()
    arrived(page, "vis=smaa")
    expect(page.locator("#p-tid svg:visible")).to_have_count(1)
    page.locator(".mer-ut summary").first.click()
    with page.expect_download() as file:
        page.locator(".mer-ut a[download]", has_text="XLSX").first.click()
    assert file.value.suggested_filename.endswith(".xlsx")
    page.locator(".fjern").first.click()
    expect(page.locator(".serie:not(.ny)")).to_have_count(1)


@in_every_way
def test_somebody_makes_a_table_of_their_own(browse: Browse, words: Words, width: int) -> None:
    visit = browse(f"{words.prefix}/tabell", width=width, javascript=False)
    page = visit.page
    page.locator("#legg").fill("semaglutid")
    page.locator(".valgene section button").click()
    for name, value in (("omr", "03"), ("omr", "56"), ("kjonn", "kvinner")):
        page.locator(f"input[name={name}][value='{value}']").check()
    page.locator(".valgene > form button").click()
    assert words.cells in said(page, "#tabell [role=status]")
    table = page.locator("#tabell table")
    expect(table.locator("tbody tr")).to_have_count(6)
    assert words.hidden in plain(table.text_content() or "")
    assert "Oslo" in said(page, "#tabell tbody tr:nth-child(3)")
    page.locator("#tabell thead a").first.click()
    arrived(page, "sorter=-1")
    assert visit.overflow() == []


@in_every_way
def test_somebody_looks_around(browse: Browse, words: Words, width: int) -> None:
    page = browse(f"{words.prefix}/mest-brukt", width=width, javascript=False).page
    assert words.ranked in said(page, ".nokkel")
    page.locator("#f-nivaa").select_option("2")
    page.locator(".filter button").click()
    arrived(page, "nivaa=2")
    page.locator("#liste tbody a").first.click()
    expect(page.locator(".kodelinje .her")).to_have_count(1)
    page.goto(f"{words.prefix}/fylker")
    page.locator(".rutekart .r-03 a").click()
    page.wait_for_url("**/fylke/03")
    assert "Oslo" in said(page, "h1")
    page.goto(f"{words.prefix}/legemidler")
    page.locator("main table tbody th a").first.click()
    assert "kode=A" in page.url
    page.goto(f"{words.prefix}/legemiddel/A10BA02?omr=oslo")
    assert said(page, "h1") == words.again
    page.locator("dl a", has_text="Oslo").click()
    assert "Oslo" in said(page, "#tid .enhet")
