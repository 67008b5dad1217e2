"""What staff read is Norwegian, also where Django's own catalogue has a gap."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib import admin, auth
from django.utils import translation
from django.utils.translation import gettext

OURS = settings.BASE_DIR / "registry/locale/nb/LC_MESSAGES"
SAME = {"%(class_name)s %(instance)s", "salt", "hash", "email", "entry", "ID", "OR", "URL", "UUID", "Filter"}
NEVER_SHOWN = {"In case you’ve forgotten, you are:"}  # a letter about forgotten passwords, which staff do not get


@pytest.mark.parametrize("app", [admin, auth], ids=["admin", "auth"])
def test_every_text_of_django_has_a_norwegian_one(app) -> None:
    path = Path(app.__file__).parent / "locale/en/LC_MESSAGES/django.po"
    with path.open("rb") as file, translation.override("nb"):
        texts = [message.id for message in read_po(file) if isinstance(message.id, str) and message.id]
        missing = {text for text in texts if gettext(text) == text and len(text) > 3}
    assert missing <= SAME | NEVER_SHOWN


def test_our_catalogue_is_compiled() -> None:
    with (OURS / "django.po").open("rb") as written, (OURS / "django.mo").open("rb") as compiled:
        source, made = list(read_po(written)), list(read_mo(compiled))
    assert _plain(source) == _plain(made)


def _plain(messages: Iterable[Message]) -> dict[str, list[str]]:
    """Each text with its forms; read_po and read_mo give them as list, tuple or text."""
    return {_forms(one.id)[0]: _forms(one.string) for one in messages if one.id}


def _forms(text: str | Sequence[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
