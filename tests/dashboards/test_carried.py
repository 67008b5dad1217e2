"""Who reads an older release, or counties as they were, stays there: every link of every page is followed."""

import datetime as dt
import html
import re
from collections import Counter, deque
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from statistics.dashboards.carried import DIVIDED, RELEASED
from statistics.definitions.divisions import THEN
from statistics.models import Release
from tests.universe import publish

HREF = re.compile(r'<(?:a|link)\b[^>]*?\bhref="(/[^"#]*)')
BAND = re.compile(r'<aside class="band utgave".*?</aside>', re.DOTALL)
EDITIONS = re.compile(r'<section id="utgaver".*?</section>', re.DOTALL)
"""Where other releases are offered by name."""

SEEDS = (
    "/legemiddel/alle",
    "/legemiddel/A10BA02?inndeling=slik-det-var&omr=03&maal=std1000",
    "/legemidler?q=met",
    "/sammenlign?serie=A10BA02&serie=A10BJ06&inndeling=slik-det-var",
    "/fylker",
    "/fylke/03?inndeling=slik-det-var",
    "/fylke/54",
    "/mest-brukt?inndeling=slik-det-var",
    "/tabell?atc=A10BA02&omr=0,03&inndeling=slik-det-var",
    "/grupper",
    "/gruppe/fedmemidler",
    "/metode",
    "/sok?q=midler",
    "/sok?q=xyzqq",
    "/nn/legemiddel/A10BA02",
)
OF_A_KIND = 4
"""Pages read of each kind, beside those that are asked for."""

KINDS = (".csv", ".json", ".xlsx", ".svg", ".png")


@pytest.fixture
def older(release: Release) -> str:
    """The number of a release that a newer one has followed."""
    Release.objects.filter(pk=release.pk).update(published_at=release.published_at - dt.timedelta(days=400))
    publish()
    return release.number


def ways(page: str) -> list[str]:
    """Addresses of links; a form carries along in its fields, which a test of their own looks at."""
    found = HREF.findall(BAND.sub("", EDITIONS.sub("", page)))
    return [html.unescape(href) for href in found if not href.startswith("/static/")]


def view_of(address: str) -> str:
    path = re.sub(r"^/(nn|en)(?=/)", "", urlsplit(address).path)
    return resolve(path).url_name or ""


def forms_without(page: str, number: str) -> list[str]:
    """Forms that lead to a page of figures, and do not name the release."""
    forms = re.findall(r"<form\b.*?</form>", page, re.DOTALL)
    return [form[:120] for form in forms if f'name="utgave" value="{number}"' not in form]


def test_no_link_of_an_older_release_leaves_it_silently(reader: Client, older: str) -> None:
    waiting = deque(f"{seed}{'&' if '?' in seed else '?'}utgave={older}" for seed in SEEDS)
    seen, lost, kinds = set(waiting), {}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        answer = reader.get(address, follow=True)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        if forms_without(page, older):
            lost[address, "form"] = forms_without(page, older)
        for href in ways(page):
            view = view_of(href)
            kept = parse_qs(urlsplit(href).query)
            figures = urlsplit(href).path.endswith(KINDS)
            if (view in RELEASED or figures) and kept.get("utgave") != [older]:
                lost[address, href] = "utgave"
            elif view in RELEASED and not figures and href not in seen and kinds[view] < OF_A_KIND:
                kinds[view] += 1
                seen.add(href)
                waiting.append(href)
    assert lost == {}
    assert {view_of(address) for address in seen} >= RELEASED - {"search_json"}


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if THEN in seed])
def test_links_keep_counties_as_they_were_where_the_page_can_show_them(reader: Client, seed: str) -> None:
    page = reader.get(seed).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    chosen = re.sub(r'<nav[^>]*id="inndeling".*?</nav>', "", main, flags=re.DOTALL)
    reset = re.sub(r"<a[^>]*(?:data-nullstill|data-variant=\"secondary\" href=\"/sammenlign\")[^>]*>", "", chosen)
    shortcuts = re.sub(r'<p class="snarveier">.*?</p>', "", reset, flags=re.DOTALL)
    lost = [
        href
        for href in ways(re.sub(r"<form.*?>", "", shortcuts))
        if view_of(href) in DIVIDED and parse_qs(urlsplit(href).query).get("inndeling") != [THEN]
    ]
    assert lost == []
    assert ways(main)


def test_a_county_that_was_not_there_then_is_reached_without_the_division(reader: Client) -> None:
    """The universe's years are 2023 and 2024: Østfold was part of Viken, and is a county again."""
    page = reader.get("/legemiddel/A10BA02?inndeling=slik-det-var&aar=2023").content.decode()
    ranked = page.partition('class="liste rang"')[2].partition("</table>")[0]
    assert 'href="/fylke/03?inndeling=slik-det-var"' in ranked
    assert "/fylke/30" not in ranked


def test_the_newest_is_offered_with_the_same_choices(reader: Client, older: str) -> None:
    page = reader.get(f"/legemiddel/A10BA02?maal=ddd&omr=03&utgave={older}").content.decode()
    band = BAND.search(page)
    assert band
    assert 'href="/legemiddel/A10BA02?maal=ddd&amp;omr=03"' in band[0]


def test_a_search_within_an_older_release_stays_there(reader: Client, older: str) -> None:
    assert reader.get(f"/sok?q=metformin&utgave={older}")["Location"] == f"/legemiddel/A10BA02?utgave={older}"
    (first, *_) = reader.get(f"/sok.json?q=metf&utgave={older}").json()["hits"]
    assert first["url"] == f"/legemiddel/A10BA02?utgave={older}"
    assert reader.get(f"/sok?q=oslo&utgave={older}")["Location"] == f"/fylke/03?utgave={older}"
    assert reader.get("/sok?q=oslo&utgave=1999-1").status_code == 400
