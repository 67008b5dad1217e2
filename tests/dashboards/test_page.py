"""The page and its files over the universe's release: one set of cells, however it is read."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from statistics import queries
from statistics.dashboards import numbers
from statistics.dashboards.params import FIGURES
from statistics.models import Release, State
from tests.universe import publish

METFORMIN = "/legemiddel/A10BA02"
QUERIES = (
    "",
    "?maal=brukere",
    "?maal=ddd&omr=03",
    "?del=kjonn&aar=2023",
    "?del=fylke&maal=utleveringer",
    "?kjonn=menn&fra=2024",
    "?alder=40-44&omr=56",
    "?maal=folk",
    "?inndeling=slik-det-var&omr=54&aar=2023",
    "?inndeling=slik-det-var&del=fylke&maal=brukere",
)


def page(answer: HttpResponse) -> Any:
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def cell_text(td: Any) -> str:
    """The symbol or figure; what only screen readers are told is left out."""
    hidden = "".join(td.xpath('.//span[@class="sr"]//text()'))
    return td.text_content().replace(hidden, "").strip() if hidden else td.text_content().strip()


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def twin(tree: Any, name: str) -> list[str]:
    return [cell_text(td) for td in tree.xpath(f'//table[@id="t-{name}"]/tbody/tr/td')]


def written(row: dict[str, str]) -> str:
    return row["flagg"] or numbers.figure(float(row["verdi"]), row["maal"])


@pytest.mark.parametrize("query", QUERIES)
def test_page_chart_csv_and_json_have_the_same_cells(reader: Client, query: str) -> None:
    tree = page(reader.get(METFORMIN + query))
    join = "&" if query else "?"
    files = {name: rows(reader.get(f"{METFORMIN}.csv{query}{join}figur={name}").content) for name in FIGURES}
    content = json.loads(reader.get(f"{METFORMIN}.json{query}").content)

    assert sorted(twin(tree, "tid")) == sorted(written(row) for row in files["tid"])
    assert sorted(twin(tree, "alder")) == sorted(written(row) for row in files["alder"])
    ranked = {
        words(tr.find("th")): cell_text(tr.xpath("td")[-1])
        for tr in tree.xpath('//table[@class="liste rang"]/tbody/tr')
    }
    measure = files["fylker"][0]["maal"]
    assert ranked == {
        row["omr_navn"]: written(row) for row in files["fylker"] if row["omr"] != "99" and row["maal"] == measure
    }

    for name, found in files.items():
        values = [value for table in content["figurer"][name] for value in table["verdier"]]
        flags = [flag for table in content["figurer"][name] for flag in table["flagg"]]
        assert [None if row["flagg"] else float(row["verdi"]) for row in found] == values
        assert [row["flagg"] for row in found] == flags

    assert drawn(tree, "tid") == sorted(float(r["verdi"]) for r in files["tid"] if r["verdi"] and r["maal"] == measure)
    assert drawn(tree, "alder") == sorted(float(row["verdi"]) for row in files["alder"] if row["verdi"])
    everything = rows(reader.get(f"{METFORMIN}.csv{query}").content)
    assert len(everything) == len({tuple(row.values()) for row in everything})
    assert {tuple(row.values()) for row in everything} == {tuple(r.values()) for part in files.values() for r in part}


def drawn(tree: Any, name: str) -> list[float]:
    figure = json.loads(tree.get_element_by_id(f"data-{name}").text)["bred"]
    values = (value for trace in figure["data"] for value in trace["y" if name == "tid" else "x"])
    return sorted(abs(value) for value in values if value is not None)


def test_a_hidden_figure_is_nowhere(reader: Client) -> None:
    """Three women in Oslo used semaglutid; with a population of 400 that is 7.5 per 1,000, and no other cell is."""
    query = "?omr=03&kjonn=kvinner"
    for measure, secret in (("per1000", "7,5"), ("nok", "3 000"), ("ddd", "84")):
        for path in ("", ".csv", ".json", ".svg"):
            answer = reader.get(f"/legemiddel/A10BJ06{path}{query}&maal={measure}")
            text = answer.content.decode().replace("\u00a0", " ")
            assert answer.status_code == 200
            for form in (secret, secret.replace(",", "."), secret.replace(" ", "")):
                assert f">{form}<" not in text
                assert f'"{form}"' not in text
                assert f",{form}," not in text


def test_the_page_says_what_the_universe_says(reader: Client) -> None:
    tree = page(reader.get(METFORMIN))
    assert words(tree.find(".//h1")) == "Metformin A10BA02"
    assert words(tree.xpath('//p[@class="nokkel"]')[0]) == (
        "I 2024 fikk 9 personer metformin på resept. Det er 11,0 av 1 000 innbyggere."
    )
    facts = dict(zip(map(words, tree.xpath("//dl//dt")), map(cell_text, tree.xpath("//dl//dd")), strict=True))
    assert facts["Brukere 2024"] == "9"
    assert facts["Omsetning (utsalgspris)"].replace("\u00a0", " ") == "1 500 kr"
    assert facts["I bruk siden"] == "2023 eller før"


def test_a_group_says_that_everybody_counts_once(reader: Client) -> None:
    text = words(page(reader.get("/legemiddel/A10")))
    assert "Hver person telles én gang i gruppen." in text
    assert "Undergrupper" in text
    assert "Hver person telles én gang i gruppen." not in words(page(reader.get(METFORMIN)))


def test_all_medicines_have_a_page(reader: Client) -> None:
    tree = page(reader.get("/legemiddel/alle"))
    assert words(tree.find(".//h1")) == "Alle legemidler alle"
    assert [words(a) for a in tree.xpath('//section[@id="gruppe"]//tbody//a')] == [
        "Fordøyelsesorganer og stoffskifte",
        "Hud",
    ]


def test_without_a_ddd_the_cells_say_so(reader: Client) -> None:
    tree = page(reader.get("/legemiddel/D02AF?maal=ddd"))
    assert words(tree.get_element_by_id("funn-tid")) == "Måltallet kan ikke beregnes for dette utvalget."
    assert set(twin(tree, "alder")) == {"."}


@pytest.mark.parametrize("path", [METFORMIN, f"{METFORMIN}.csv", f"{METFORMIN}.json"])
def test_who_has_the_answer_is_told_so(reader: Client, path: str) -> None:
    first = reader.get(path)
    assert "public" in first["Cache-Control"]
    assert first["ETag"] != reader.get(f"{path}?aar=2023")["ETag"]
    again = reader.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")


def test_a_new_release_has_a_new_tag_and_the_old_one_is_kept(reader: Client) -> None:
    first = reader.get(METFORMIN)
    number = queries.release().number
    publish()
    assert reader.get(METFORMIN, headers={"if-none-match": first["ETag"]}).status_code == 200
    old = reader.get(f"{METFORMIN}?utgave={number}")
    assert f"Du ser utgave {number}" in old.content.decode()
    assert "Du ser utgave" not in reader.get(METFORMIN).content.decode()


def test_the_file_has_a_name_of_its_own(reader: Client) -> None:
    number = queries.release().number
    answer = reader.get(f"{METFORMIN}.csv?figur=tid")
    assert answer["Content-Disposition"] == (f'attachment; filename="legemiddelstatistikk_A10BA02_tid_{number}.csv"')
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/legemiddel/a10ba02?aar=2023", "/legemiddel/A10BA02?aar=2023"),
        ("/legemiddel/A10bA02.csv", "/legemiddel/A10BA02.csv"),
        ("/legemiddel/ALLE", "/legemiddel/alle"),
    ],
)
def test_other_spellings_lead_to_the_one_address(reader: Client, path: str, right: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer["Location"]) == (301, right)


@pytest.mark.parametrize(("code", "near"), [("A10BA09", "A10BA02"), ("A10BX", "A10B"), ("metfornin", "A10BA02")])
def test_an_unknown_code_suggests_near_ones(reader: Client, code: str, near: str) -> None:
    answer = reader.get(f"/legemiddel/{code}")
    assert answer.status_code == 404
    assert f'href="/legemiddel/{near}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("A10BA02?omr=03", r"Oslo: \d+ personer i 2024, [\d,]+ av 1 000 innbyggere\."),
        ("A10BA02?kjonn=menn&til=2023", r"Hele landet, menn: 0 personer i 2023\."),
        ("A10BJ06?omr=03&kjonn=menn", r"Oslo, menn: 0 personer i 2024, 0,0 av 1 000 innbyggere\."),
    ],
)
def test_who_is_chosen_is_answered_first_in_numbers_and_per_thousand(reader: Client, query: str, said: str) -> None:
    page = reader.get(f"/legemiddel/{query}").content.decode().replace("\u00a0", " ")
    told = re.search(r'id="utvalg"><p class="funn"><b>(.*?)</b>', page)
    assert told
    assert re.fullmatch(said, told[1])


def test_the_whole_nation_is_not_answered_twice(reader: Client) -> None:
    assert '<div data-bytt id="utvalg"></div>' in reader.get(METFORMIN).content.decode()


def test_codes_of_animals_are_said_to_be_that(reader: Client) -> None:
    answer = reader.get("/legemiddel/QA10BA02")
    assert answer.status_code == 404
    assert "legemidler til dyr" in answer.content.decode()


def test_a_medicine_alone_in_its_group_is_said_to_be(reader: Client) -> None:
    page = reader.get(METFORMIN).content.decode()
    alone = re.search(r'id="gruppe".*?</section>', page, re.DOTALL)
    assert alone
    assert "Det er ingen andre legemidler i" in alone[0]
    assert re.findall(r'href="/legemiddel/(\w+)"', alone[0]) == ["A10BA", "A10B"]


def test_what_is_like_no_code_is_not_found_either(reader: Client) -> None:
    assert [reader.get(f"/legemiddel/{code}").status_code for code in ("Z99", "x" * 500, "4")] == [404, 404, 404]


@pytest.mark.parametrize("path", [METFORMIN, f"{METFORMIN}.csv", f"{METFORMIN}.json"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("mal=ddd", "maal"),
        ("omr=oslo", "03"),
        ("aar=2022", "2023–2024"),
        ("fra=2024&til=2023", "kan ikke være senere"),
        ("maal=ddd&maal=nok", "én gang"),
        ("utgave=2019-1", "utgave"),
        ("figur=kart", "figur"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(reader: Client, path: str, query: str, said: str) -> None:
    answer = reader.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert said in words(html.fromstring(answer.content.decode()))


@pytest.mark.parametrize(
    ("path", "right"),
    [
        (f"{METFORMIN}?omr=oslo&maal=brukere", f"{METFORMIN}?maal=brukere&omr=03"),
        (f"{METFORMIN}?mal=ddd&omr=03", f"{METFORMIN}?omr=03&maal=ddd"),
        ("/tabell?atc=A10BA02&omr=0,3&kol=omr", "/tabell?atc=A10BA02&kol=omr&omr=0%2C03"),
        (f"{METFORMIN}?maal=ddd&maal=nok", f"{METFORMIN}?maal=nok"),
        (f"{METFORMIN}?kjonn=alle&kjonn=menn", f"{METFORMIN}?kjonn=menn"),
    ],
)
def test_what_would_be_right_is_a_way_on_with_all_else_as_it_was(reader: Client, path: str, right: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 400
    ways = html.fromstring(answer.content.decode()).xpath('//dl//ul[@class="valg"]//a/@href')
    assert right in ways
    assert reader.get(right).status_code == 200


def test_a_parameter_of_the_file_is_none_of_the_page(reader: Client) -> None:
    assert reader.get(f"{METFORMIN}?csv=excel").status_code == 400
    assert reader.get(f"{METFORMIN}.csv?csv=excel").status_code == 200


def test_nothing_can_be_sent_to_a_page(reader: Client) -> None:
    assert reader.post(METFORMIN).status_code == 405


@pytest.mark.django_db
def test_before_the_first_release_the_page_says_so() -> None:
    answer = Client().get(METFORMIN)
    assert answer.status_code == 503
    assert "Ingen utgave er publisert ennå" in answer.content.decode()


def test_a_withdrawn_release_can_be_read_and_says_so(reader: Client, release: Release) -> None:
    number = release.number
    publish()
    Release.objects.filter(number=number).update(
        state=State.WITHDRAWN, withdrawn_at=release.published_at, withdrawn_reason="feil i folkemengden"
    )
    tree = page(reader.get(f"{METFORMIN}?utgave={number}"))
    assert "trukket tilbake" in words(tree)
    assert "feil i folkemengden" in rows(reader.get(f"{METFORMIN}.csv?utgave={number}").content)[0]["merknad"]


def test_no_style_attribute_and_no_script_but_data(reader: Client) -> None:
    tree = page(reader.get(f"{METFORMIN}?del=fylke"))
    assert tree.xpath("//*[@style]") == []
    kinds = {s.get("type") for s in tree.xpath("//script[not(@src)]")}
    assert kinds == {"application/json", "application/ld+json"}
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
