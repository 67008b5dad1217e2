"""Find ATC nodes by code, substance or product name; forgiving of case, spelling, and æ, ø and å."""

import unicodedata
from dataclasses import dataclass

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss"})


def fold(text: str) -> str:
    """Lower case without diacritics; æ, ø, å as typed on other keyboards (ae, o, a; oe and aa as well)."""
    plain = text.casefold().translate(LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.replace("oe", "o").replace("aa", "a").split())


@dataclass(frozen=True)
class Hit:
    """`text` is the word that matched: a product's name when that is what was found."""

    code: str
    name: str
    text: str
    kind: str
    exact: bool
