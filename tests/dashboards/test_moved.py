"""Codes that have moved: the reader is led on and told; what is not known to have moved is never guessed."""

import datetime as dt

import pytest
from django.test import Client
from lxml import html

from registry.models import AtcCode
from statistics import moved, queries
from statistics.cube.axes import level
from statistics.dashboards.near import near
from statistics.definitions.moved import Move, moves
from statistics.models import Release
from tests.universe import START


@pytest.fixture
def semaglutide_moved(release: Release) -> None:
    """As the register's own list would have it: A10BX99 until A10BX98, which became semaglutide's."""
    release.manifest["moved"] = {"A10BX99": "A10BX98", "A10BX98": "A10BJ06", "Z01AA01": "Z01AA02", "Z01AA02": "Z01AA01"}
    release.save()


def test_the_list_is_of_whole_codes_with_year_and_source() -> None:
    assert len(moves()) > 50
    for old, move in moves().items():
        assert move.old == old != move.new
        assert level(old) == level(move.new) == 5
        assert move.year is not None
        assert 2005 <= move.year <= 2026
        assert move.source.startswith("WHOCC")


def test_no_move_leads_in_a_circle() -> None:
    for old in moves():
        at, passed = old, set()
        while at in moves():
            assert at not in passed
            passed.add(at)
            at = moves()[at].new


@pytest.mark.usefixtures("semaglutide_moved")
def test_a_chain_is_followed_to_the_first_code_in_use() -> None:
    assert moved.successor("A10BX99") == Move("A10BX99", "A10BJ06", None, moved.REGISTER)
    assert moved.successor("A10BX98") == Move("A10BX98", "A10BJ06", None, moved.REGISTER)
    assert moved.successor("Z01AA01") is None, "round and round is nowhere"
    assert moved.successor("A10BX07") is None, "liraglutide is in no code that this release has"
    assert moved.successor("A10BA02") is None
    assert moved.successor("") is None


@pytest.mark.usefixtures("semaglutide_moved")
def test_the_page_of_an_old_code_leads_on_with_a_note(reader: Client) -> None:
    answer = reader.get("/nn/legemiddel/a10bx99?maal=ddd")
    assert (answer.status_code, answer["Location"]) == (301, "/nn/legemiddel/A10BJ06?maal=ddd&flyttet=A10BX99")
    page = html.fromstring(reader.get(answer["Location"]).content.decode())
    told = page.get_element_by_id("flyttet").text_content()
    assert told.startswith("Koden A10BX99 er flytta til A10BJ06.")
    links = [a.get("href") for a in page.xpath("//main//a")]
    assert not [link for link in links if link and "flyttet" in link], "the note goes no further than this page"


@pytest.mark.usefixtures("semaglutide_moved")
@pytest.mark.parametrize("kind", ["csv", "json", "xlsx", "svg", "png"])
def test_a_file_of_an_old_code_leads_on_too(reader: Client, kind: str) -> None:
    answer = reader.get(f"/legemiddel/A10BX99.{kind}?maal=ddd")
    assert (answer.status_code, answer["Location"]) == (301, f"/legemiddel/A10BJ06.{kind}?maal=ddd")


@pytest.mark.usefixtures("semaglutide_moved")
@pytest.mark.parametrize("old", ["A10BX07", "A10BA02", "<b>", ""])
def test_a_note_that_is_not_true_is_refused(reader: Client, old: str) -> None:
    answer = reader.get("/legemiddel/A10BJ06", {"flyttet": old})
    assert answer.status_code == 400
    assert "flyttet" in answer.content.decode()


@pytest.mark.usefixtures("semaglutide_moved")
def test_a_search_for_an_old_code_finds_the_new(reader: Client) -> None:
    answer = reader.get("/sok?q=a10b x99")
    assert (answer.status_code, answer["Location"]) == (302, "/legemiddel/A10BJ06?flyttet=A10BX99")
    (hit,) = reader.get("/sok.json?q=A10BX99").json()["hits"]
    assert (hit["code"], hit["note"]) == ("A10BJ06", "A10BX99 er flyttet hit")


@pytest.mark.usefixtures("semaglutide_moved")
def test_where_an_old_code_is_one_of_several_the_answer_names_the_new_one(reader: Client) -> None:
    for address in ("/sammenlign?serie=A10BX99", "/tabell?atc=A10BA02,A10BX99", "/legemidler?kode=A10BX99"):
        answer = reader.get(address)
        assert answer.status_code == 404, address
        assert "/legemiddel/A10BJ06" in answer.content.decode(), address


@pytest.mark.usefixtures("semaglutide_moved")
def test_what_a_group_that_is_gone_held_comes_first_among_the_near() -> None:
    assert near("A10BX")[0].code == "A10BJ06"
    assert queries.node("A10BJ06") in near("A10BX9")


@pytest.mark.django_db(databases=["default", "identity"])
def test_a_release_keeps_what_the_register_knew_of_moves() -> None:
    from tests.universe import Universe, publish

    Universe()
    AtcCode.objects.create(
        code="A10BX97", name="x", level=5, valid_from=START, valid_to=dt.date(2020, 1, 1), replaced_by="A10BA02"
    )
    assert publish().manifest["moved"] == {"A10BX97": "A10BA02"}
