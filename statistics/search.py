"""Find ATC nodes by code, substance or product name; forgiving of case, spelling, and æ, ø and å."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from statistics import queries
from statistics.definitions.words import everyday
from statistics.models import Term

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss"})

KINDS = ("code", "name", "product", "english", "word")
"""Where several words of a node match as well, the first of these kinds is the one that is told."""

ENDINGS = (
    *("medisiner", "medisinar", "medisin", "tabletter", "tablettar", "piller", "pillar"),
    *("midler", "middel", "midlar", " medicines", " medicine", " tablets", " pills"),
    *("tablett", "pille", "sproyter", "sproyte", "krem", "salve", "draper", "dropar", " tablet", " pill", " cream"),
)
"""What is put after the name of an ailment: «sovetabletter» are «sovemidler», and both are found as «sove»."""

LONG_ENDING = 6
"""An ending with as many letters as this may be misspelt: «astmamedisn»."""

ALIKE = 80
"""Lowest similarity, of 100, of an ending that is misspelt."""

INFLECTIONS = ("'s", "s", "r", "er", "ar", "n", "en", "et", "a", "e", "ene", "ane", "'", "es")
"""Of nouns in bokmål, nynorsk and English: plural, definite and genitive."""

SHORTEST_INFLECTED = 5
"""Fewer letters than this without its ending, and a word may be any."""

SHORTEST_INSIDE = 3
"""Fewer letters than this are found at the start of a word only: inside words they are everywhere."""

NEAR = 72
"""Lowest similarity, of 100, of a misspelt word: «okykodon» has 94 to «oksykodon»; two unlike names have below 60."""


def fold(text: str) -> str:
    """Lower case without diacritics; æ, ø, å as typed on other keyboards (ae, o, a; oe and aa as well)."""
    plain = text.casefold().translate(LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.replace("oe", "o").replace("aa", "a").split())


WORDS_A_NODE = 4
"""How many words, at most, are looked at to fill one place among the near ones."""


@dataclass(frozen=True)
class Hit:
    """`text` is the word that matched: a product's name when that is what was found.

    `kind`: code, name, english, product, or word of everyday language.
    `near`: nothing matched as it was written, and this is close to it.
    """

    code: str
    name: str
    text: str
    kind: str
    exact: bool
    near: bool = False

    @property
    def label(self) -> str:
        """«Zocor → simvastatin» where another word than the name was found, else the name."""
        other = self.kind in ("product", "english", "word") and fold(self.text) != fold(self.name)
        return f"{self.text} → {self.name}" if other else self.name


@dataclass(frozen=True)
class Entry:
    folded: str
    words: tuple[str, ...]
    text: str
    kind: str
    code: str


@dataclass(frozen=True)
class Index:
    """All words of a release, the names of its nodes, and last year's printed national users of each.

    `spelt`: each name and each of its longer words, as they are compared with what is misspelt, and whose they are.
    """

    entries: tuple[Entry, ...]
    spelt: dict[str, list[Entry]]
    names: dict[str, str]
    users: dict[str, float]


def find(q: str, number: str = "", limit: int = 20) -> list[Hit]:
    """The best `limit` nodes for `q`, one hit each: by code, then name, then start of a word, then inside words.

    Where nothing matches, the nearest by spelling. Raises queries.UnknownRelease.
    """
    info = queries.release(number)
    index = _index(info.number, info.digest, get_language() or "nb")
    wanted, code = fold(q), _as_code(q)
    if not wanted:
        return []
    found = _matching(index, wanted, code)
    for less in (stem(wanted), *inflected(wanted)):
        found = found or [replace(hit, exact=False) for hit in _beginning(index, less)]
    return found[:limit] or _by_one_word(index, wanted, limit) or _near(index, wanted, limit)


def stem(wanted: str) -> str:
    """Without what only says that it is a medicine, and the letter that joins them; empty where nothing is left."""
    bare = next((wanted.removesuffix(ending) for ending in ENDINGS if wanted.endswith(ending)), "") or _misspelt(wanted)
    bare = bare.rstrip(" -") if bare.endswith((" ", "-")) else bare.removesuffix("s")
    return bare if len(bare) > SHORTEST_INSIDE else ""


def _misspelt(wanted: str) -> str:
    """Without an ending that is spelt nearly so, with a letter more or less: what is most like one."""
    found = [
        (fuzz.ratio(wanted[-length:], ending), -length)
        for ending in ENDINGS
        for length in range(len(ending) - 1, len(ending) + 2)
        if len(ending) >= LONG_ENDING and len(wanted) > length
    ]
    alike, length = max(found, default=(0.0, 0))
    return wanted[:length] if alike >= ALIKE else ""


def telling(wanted: str) -> list[str]:
    """The words of a question that say what it is about, the longest first; of one word there is nothing to choose."""
    words, filling = _words(wanted), set(map(fold, everyday().filling))
    return sorted((word for word in words if word not in filling), key=len, reverse=True) if len(words) > 1 else []


def inflected(wanted: str) -> tuple[str, ...]:
    """The word without each ending that it may have in one of the languages: «vaksinar», «statins»."""
    bare = (wanted.removesuffix(ending) for ending in INFLECTIONS if wanted.endswith(ending))
    return tuple(word for word in bare if len(word) >= SHORTEST_INFLECTED)


def only_hit(hits: list[Hit]) -> Hit | None:
    """The one hit that is exactly what was asked for; a code goes before names.

    An everyday word is none: «back pain» leads to a group of medicines, and the reader must see to which.
    """
    exact = [hit for hit in hits if hit.exact]
    codes = [hit for hit in exact if hit.kind == "code"]
    candidates = codes or exact
    return candidates[0] if len(candidates) == 1 and candidates[0].kind != "word" else None


def _as_code(q: str) -> str:
    """A code is not folded: its letters may stand twice (C10AA)."""
    return "".join(q.casefold().replace("-", "").split())


def _matching(index: Index, wanted: str, code: str) -> list[Hit]:
    best: dict[str, tuple[int, Entry]] = {}
    for entry in index.entries:  # in the order of KINDS: of equals the first is kept
        rank = _rank_of_code(entry, code) if entry.kind == "code" else _rank(entry, wanted)
        if rank is not None and (entry.code not in best or rank < best[entry.code][0]):
            best[entry.code] = rank, entry
    ordered = sorted(best.values(), key=lambda found: (*_order(*found), -index.users.get(found[1].code, 0)))
    return [_hit(index, entry, exact=rank in (0, 2)) for rank, entry in ordered]


def _beginning(index: Index, wanted: str) -> list[Hit]:
    """What is written so, or has words that begin so; empty for nothing."""
    return [hit for hit in _matching(index, wanted, "") if _starts(hit.text, wanted)] if wanted else []


def _starts(text: str, wanted: str) -> bool:
    folded = fold(text)
    return folded.startswith(wanted) or any(word.startswith(wanted) for word in _words(folded))


def _by_one_word(index: Index, wanted: str, limit: int) -> list[Hit]:
    """By the longest of several words that is one: of «diabetes type 2» it is «diabetes». A short one must be whole."""
    for word in telling(wanted):
        found = [hit for hit in _beginning(index, word) if len(word) > SHORTEST_INSIDE or fold(hit.text) == word]
        if found:
            return [replace(hit, exact=False, near=True) for hit in found[:limit]]
    return []


def _rank_of_code(entry: Entry, code: str) -> int | None:
    """0 the code itself, 1 one beneath it."""
    if entry.folded == code:
        return 0
    return 1 if code and entry.folded.startswith(code) else None


def _rank(entry: Entry, wanted: str) -> int | None:
    """2 exact name, 3 start of it, 4 starts of its words, 5 inside it."""
    if entry.folded == wanted:
        return 2
    if entry.folded.startswith(wanted):
        return 3
    if all(any(word.startswith(part) for word in entry.words) for part in wanted.split()):
        return 4
    return 5 if len(wanted) >= SHORTEST_INSIDE and wanted in entry.folded else None


def _order(rank: int, entry: Entry) -> tuple[int, int]:
    """Codes from the group downwards; names by what they are, so that users decide among equals."""
    return rank, len(entry.code) if entry.kind == "code" else 0


def _near(index: Index, wanted: str, limit: int) -> list[Hit]:
    scored = process.extract(
        wanted, index.spelt.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=limit * WORDS_A_NODE
    )
    found: dict[str, Entry] = {}
    for text, _, _ in scored:
        for entry in index.spelt[text]:
            found.setdefault(entry.code, entry)
    return [_hit(index, entry, exact=False, near=True) for entry in list(found.values())[:limit]]


def _hit(index: Index, entry: Entry, *, exact: bool, near: bool = False) -> Hit:
    return Hit(entry.code, index.names[entry.code], entry.text, entry.kind, exact, near)


# A release's words never change; its digest tells apart two releases that had one number in two databases.
@lru_cache(maxsize=12)
def _index(number: str, digest: str, language: str) -> Index:
    names = {node.code: node.label for node in queries.nodes(number)}
    terms = Term.objects.filter(release__number=number).values_list("folded", "text", "kind", "code")
    entries = [Entry(code.lower(), (), code, "code", code) for code in names]
    entries += [Entry(folded, _words(folded), text, kind, code) for folded, text, kind, code in terms]
    entries += [
        Entry(fold(word), _words(fold(word)), word, "word", code)
        for code, words in everyday().codes.items()
        if code in names
        for word in words
    ]
    entries.sort(key=lambda entry: KINDS.index(entry.kind))
    return Index(tuple(entries), _spelt(entries), names, _users(number))


def _spelt(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Whole names before words, and in the order of KINDS: of the equally near the first are taken."""
    spelt: dict[str, list[Entry]] = {}
    for entry in entries:
        spelt.setdefault(entry.folded, []).append(entry)
    for entry in entries:
        for word in {word for word in entry.words if len(word) > SHORTEST_INSIDE and word != entry.folded}:
            spelt.setdefault(word, []).append(entry)
    return spelt


def _words(folded: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in folded).split())


def _users(number: str) -> dict[str, float]:
    totals = queries.national_totals(number)
    values, reasons = totals.users()
    return {
        code: float(value)
        for code, value, reason in zip(totals.codes, values[:, -1], reasons[:, -1], strict=True)
        if not reason
    }
