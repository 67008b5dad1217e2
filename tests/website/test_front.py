"""The small pure parts of the front page."""

import pytest
from django.conf import settings

from website.front import TRY, blisters, share_in_words
from website.shelf import names


@pytest.mark.parametrize(
    ("per1000", "words"),
    [
        (667.0, "to av tre innbyggere"),
        (651.0, "to av tre innbyggere"),
        (700.0, ""),
        (500.0, "halvparten av innbyggerne"),
        (None, ""),
    ],
)
def test_a_share_is_called_by_a_fraction_only_when_close(per1000: float | None, words: str) -> None:
    assert share_in_words(per1000) == words


def test_blisters_are_as_full_as_the_share() -> None:
    assert [sum(tablet.full for tablet in blisters(share)) for share in (0, 667, 1000)] == [0, 20, 30]


def test_every_language_has_its_own_words_to_try() -> None:
    assert {len(words) for words in TRY.values()} == {6}
    assert set(TRY) == {code for code, _ in settings.LANGUAGES}


def test_the_shelf_has_the_main_groups_of_atc() -> None:
    assert "".join(names()) == "ABCDGHJLMNPRSV"
