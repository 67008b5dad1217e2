"""What files say in words. Written in bokmål; whoever serves them puts in what says it in the reader's language."""

from collections.abc import Callable

Translate = Callable[[str], str]

_translate: Translate = str


def speak(translate: Translate) -> None:
    """From now on texts go through `translate`, which knows the language of the moment. Once, at start."""
    global _translate  # formats know no framework, so the framework tells them
    _translate = translate


def said(text: str, **values: object) -> str:
    """The text in the reader's language, with its places filled."""
    told = _translate(text) if text else text
    return told.format(**values) if values else told
