"""Words, numbers and order in the language of the page: bokmål, nynorsk or English.

Texts are written in bokmål in the code; `locale/` has them in the other two. A message has named places in braces.
"""

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext

ORDER = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{o", "ö": "{o", "å": "{å", "é": "e", "è": "e", "ü": "u", "ô": "o"})
"""«{» comes after z: æ, ø and å last, in that order."""

PLAIN = str.maketrans({"æ": "ae", "ä": "a", "ø": "o", "ö": "o", "å": "a", "é": "e", "è": "e", "ü": "u", "ô": "o"})


def say(message: str, **values: object) -> str:
    """The message in the language of the page, with its places filled."""
    return gettext(message).format(**values)


say_later = lazy(say, str)
"""As `say`, in the language of the moment it is written out: what is raised here is told elsewhere."""


def say_count(one: str, several: str, count: int, **values: object) -> str:
    """As `say`, with the form the language has for so many; `{count}` is filled."""
    return ngettext(one, several, count).format(count=count, **values)


def english() -> bool:
    return get_language() == "en"


def sort_key(name: str) -> tuple[str, str]:
    """Norwegian: æ, ø, å last, and aa is å. English: as the letters without their marks."""
    folded = name.casefold()
    if english():
        return folded.translate(PLAIN), name
    return folded.replace("aa", "å").translate(ORDER), name
