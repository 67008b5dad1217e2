"""Rankings, counties, named groups and the table builder over the universe's release."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import Settings

from statistics.definitions.groups import groups


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def text(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_most_used_leaves_out_the_hidden_and_counts_them(reader: Client) -> None:
    page = text(reader, "/mest-brukt")
    assert "Høyest i 2024 er metformin: 9 brukere." in page
    rows = list(csv.DictReader(io.StringIO(reader.get("/mest-brukt.csv").content.decode("utf-8-sig"))))
    assert [row["atc"] for row in rows] == ["A10BA02", "A10BJ06"]
    of_groups = text(reader, "/mest-brukt?nivaa=4")  # one person's plaster is a group of its own
    assert "1 legemiddel er utelatt fordi tallet er skjult." in of_groups


@pytest.mark.parametrize(
    "path",
    ["/storst-endring", "/fylkesforskjeller", "/storst-endring?retning=ned&nivaa=1&omr=03", "/mest-brukt?side=3"],
)
def test_what_is_too_little_is_said(reader: Client, path: str) -> None:
    assert "Ingen har nok tall som kan vises." in text(reader, path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/mest-brukt?side=x", "sidetall"),
        ("/mest-brukt?side=0", "sidetall"),
        ("/mest-brukt?nivaa=6", "nivaa"),
        ("/storst-endring?fra=2024&til=2023", "senere"),
        ("/fylkesforskjeller?minst=3", "minst"),
        ("/fylke/56?mot=56", "mot"),
        ("/fylker?aar=2024", "aar"),
        ("/tabell?sorter=x", "sorter"),
        ("/tabell?omr=oslo", "omr"),
        ("/gruppe/sovemidler?x=1", "x"),
    ],
)
def test_what_is_wrong_is_named(reader: Client, path: str, said: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_county_beside_the_country(reader: Client) -> None:
    page = text(reader, "/fylke/03?mot=56")
    assert "i Oslo minst ett legemiddel på resept" in page
    assert "Mest brukt i Oslo" in page
    assert 'aria-current="page"' in page
    assert reader.get("/fylke/77").status_code == 404


def test_all_counties(reader: Client) -> None:
    assert 'href="/fylke/03"' in text(reader, "/fylker")


def test_a_table_of_ones_own(reader: Client) -> None:
    page = text(reader, "/tabell?atc=A10BA02,A10BJ06&maal=brukere&omr=0,03")
    assert "<b>8</b> celler" in page
    assert "Brukere, begge kjønn, alle aldre" in page
    assert '<th scope="row">A10BA02 metformin</th><td class="v">Hele landet</td>' in page
    assert "så årene kan ikke legges sammen" in page
    falling = text(reader, "/tabell?atc=A10BJ06,A10BA02&maal=brukere&sorter=-2")
    assert falling.index("A10BA02 metformin</th>") < falling.index("A10BJ06 semaglutid</th>")


def test_boxes_lead_to_one_address(reader: Client) -> None:
    answer = reader.get("/tabell?atc=A10BA02&omr=0&omr=03&maal=brukere&kjonn=begge&alder=alle")
    assert answer.status_code == 302
    assert "omr=0,03" in answer["Location"]
    assert reader.get("/tabell?legg=ozempic")["Location"].startswith("/tabell?atc=A10BJ06&")


def test_an_empty_axis_is_asked_for(reader: Client) -> None:
    assert "Velg minst én verdi for legemiddel" in text(reader, "/tabell")
    assert "Velg minst én verdi for område" in text(reader, "/tabell?atc=A10BA02&omr=")
    assert reader.get("/tabell.csv?atc=A10BA02&omr=").status_code == 400


def test_too_many_cells_are_refused_with_a_way_to_ask_for_less(reader: Client) -> None:
    atc = "alle,A,A10,A10B,A10BA,A10BA02,A10BJ,A10BJ06,D,D02,D02A,D02AF"
    every = "omr=0,03,11,15,18,31,32,33,34,39,40,42,46,50,55,56,99&kjonn=begge,kvinner,menn"
    ages = ",".join(["alle", *(f"{a}-{a + 4}" for a in range(0, 90, 5)), "90%2B"])
    measures = "brukere,per1000,std1000,ddd,nok,utleveringer,pakninger"
    answer = reader.get(f"/tabell?atc={atc}&{every}&alder={ages}&maal={measures}")
    assert answer.status_code == 400
    assert "Velg færre år eller aldersgrupper" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_files_of_a_table(reader: Client, kind: str) -> None:
    assert reader.get(f"/tabell.{kind}?atc=A10BA02").status_code == 200


def test_groups_have_an_owner_and_a_date(reader: Client) -> None:
    for group in groups().values():
        assert group.owner
        assert group.reviewed < group.review_by
        assert set(group.names) == {"nb", "nn", "en"}
    page = text(reader, "/gruppe/fedmemidler")
    assert "sist gjennomgått 23. november 2026" in page
    assert "semaglutid" in page
    assert reader.get("/gruppe/finnes-ikke").status_code == 404
    assert reader.get("/gruppe/sovemidler").status_code == 404  # none of its codes is in this release
