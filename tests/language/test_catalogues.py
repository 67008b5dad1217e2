"""The catalogues are complete: no text of the site is without its nynorsk and its English."""

import re

import pytest

from tests.support import messages

PLACES = re.compile(r"\{\w+\}|%\(\w+\)s|<[^>]+>")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_text_is_missing(language: str) -> None:
    """What to do: `python -m tests.support.messages write`, then fill in the empty ones in locale/."""
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_text_is_left_over(language: str) -> None:
    known = {entry.id for entry in messages.catalogue(language) if entry.id}
    assert known - set(messages.messages()) == set()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_the_site_reads_is_compiled_from_what_people_read(language: str) -> None:
    assert messages.path(language, "mo").read_bytes() == messages.compiled(language)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_places_and_marks_are_those_of_the_message(language: str) -> None:
    """A place may stand twice or be left out of the form for one; none may be invented."""
    wrong = []
    for entry in messages.catalogue(language):
        known = set(PLACES.findall(str(entry.id)))
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        links = {part.replace("deed.en", "deed.no") for text in texts for part in PLACES.findall(text)}
        if entry.id and links != known:
            wrong.append(entry.id)
    assert wrong == []


def test_messages_are_found_where_they_stand() -> None:
    found = messages.messages()
    assert "Hopp til innhold" in found  # a template
    assert "Fra {first} til {last} gikk tallet opp fra {then} til {now}." in found  # code
    assert "Brukere per 1 000 innbyggere" in found  # a definition
    assert ("{number} person", "{number} personer") in found
