"""A person who has had several identity numbers is one person."""

from datetime import date

import pytest

from registry import insight
from registry.identity.models import Subject
from registry.identity.queries import keys_for, numbers_of
from registry.models import Dispensing, Person, Residence
from tests.registry import world

NEW = world.NOT_IN_REGISTER
NEWER = world.synthetic(date(1991, 1, 1), 300)


def changed(*pairs: tuple[str, str]) -> str:
    lines = [f"{now};{before};2024-0{number}-01" for number, (now, before) in enumerate(pairs, start=1)]
    return world.delivery("folkeregisteret;identifikatorer;1", "identifikator;tidligere;gyldig_fra", *lines)


def key(number: str) -> int:
    return keys_for(Subject.PERSON, [number])[number]


def test_new_number_leads_to_the_same_person(register) -> None:
    before = key(world.ANNA)
    assert register("folkeregisteret", changed((NEW, world.ANNA))).stored == 1
    assert key(NEW) == key(world.ANNA) == before
    assert {number for _, number in numbers_of(before)} == {NEW, world.ANNA}
    register("pharmacies", world.dispensing_file(world.DISPENSINGS[0].replace(world.ANNA, NEW)))
    assert Dispensing.objects.get().person_id == before


def test_two_persons_become_one(register) -> None:
    register("folkeregisteret", world.person_file(f"{NEW};1950-02-03;K;;4601;2022-01-01"))
    register("pharmacies", world.dispensing_file(world.DISPENSINGS[0], world.DISPENSINGS[1].replace(world.BJARNE, NEW)))
    stays, goes = key(world.ANNA), key(NEW)
    register("folkeregisteret", changed((NEW, world.ANNA)))
    assert not Person.objects.filter(pk=goes).exists()
    assert Dispensing.objects.filter(person=stays).count() == 2
    homes = Residence.objects.filter(person=stays).values_list("municipality", "valid_to")
    assert list(homes) == [("1201", date(2010, 6, 14)), ("0301", date(2021, 12, 31)), ("4601", None)]
    assert "to nummer er samme person" in {one["hva"] for one in _events(stays)}


def _events(person: int) -> list[dict[str, str]]:
    return insight.everything(Person.objects.get(pk=person))["oppslag og hendelser"]


def test_a_chain_ends_at_one_key_and_again_changes_nothing(register) -> None:
    register("folkeregisteret", changed((NEW, world.ANNA), (NEWER, NEW)))
    assert key(NEWER) == key(NEW) == key(world.ANNA)
    summary = register("folkeregisteret", changed((NEW, world.ANNA), (NEWER, NEW), (NEWER, NEW)))
    assert (summary.stored, summary.unchanged) == (0, 3)


def test_what_fails_in_the_vault_joins_nothing(register, monkeypatch) -> None:
    def broken(moved: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr("registry.sources.changed_numbers.lead_elsewhere", broken)
        with pytest.raises(ConnectionError):
            register("folkeregisteret", changed((world.CILLE, world.ANNA)))
    assert Person.objects.count() == 3
    assert register("folkeregisteret", changed((world.CILLE, world.ANNA))).stored == 1
    assert Person.objects.count() == 2


def test_bad_lines(register) -> None:
    summary = register("folkeregisteret", changed((NEW, NEW), (NEW, world.ANNA), (NEW, world.BJARNE)))
    assert (summary.stored, summary.quarantined) == (1, 2)
