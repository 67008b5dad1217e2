"""Norwegian identity numbers: which kind a number is, and whether its check digits hold. Pure.

Rules: Skatteetaten (fødselsnummer, D-number, Tenor's synthetic series, the new check digit of 2032), Direktoratet for
e-helse (common help number), HPR (no check digit). No message here ever holds the number itself.
"""

import re
from datetime import date
from operator import mul

WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
NEW_RULE = date(2032, 1, 1)
REST_1 = frozenset({0})
REST_1_NEW = frozenset({0, 1, 2, 3})  # four legal first check digits: from 2032 each birth date has more numbers
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SYNTHETIC = frozenset({"synthetic", "synth-dnr"})
# What is added to the month: Skatteetaten's synthetic series, Nav's synthetic series, and Nav's own help numbers.
TENOR, NAV_SYNTHETIC, HELP, NAV = 80, 65, 40, 20

ELEVEN = re.compile(r"[0-9]{11}")
HPR = re.compile(r"[1-9][0-9]{0,8}")
HIDDEN_TEXT = "(skjult)"
LOOKS_LIKE_IDENTITY = re.compile(r"[0-9]{7,}|[0-9]{6}[ .-][0-9]{5}")


class IdentityNumberError(ValueError):
    """A number that can't be an identity number. The message says why, and never holds the number."""


def check_national_id(number: str, *, synthetic_only: bool, on: date | None = None) -> str:
    """The kind of `number`: fnr, dnr, hnr, fhn, nav (month + 20), synthetic (month + 80), synth-dnr (day + 40 as well)
    or synth-nav (month + 65).

    `on` is the day the number is met, today if not given: it decides which rule of the first check digit is in force.
    Raises IdentityNumberError, also for a real series when `synthetic_only`.
    """
    if not ELEVEN.fullmatch(number):
        raise IdentityNumberError("identitetsnummeret skal ha 11 siffer")
    kind = _kind(number)
    rests = REST_1_NEW if (on or _today()) >= NEW_RULE else REST_1
    if _weighted(number[:10], WEIGHTS_1) % 11 not in rests:
        raise IdentityNumberError("kontrollsiffer 1 stemmer ikke")
    if _weighted(number, WEIGHTS_2) % 11:
        raise IdentityNumberError("kontrollsiffer 2 stemmer ikke")
    if synthetic_only and kind not in SYNTHETIC:
        raise IdentityNumberError("nummeret er fra en virkelig serie; her godtas bare syntetiske (måned + 80)")
    return kind


def check_hpr(number: str) -> str:
    """Returns "hpr". Raises IdentityNumberError: an HPR number has one to nine digits and does not start with 0."""
    if not HPR.fullmatch(number):
        raise IdentityNumberError("HPR-nummeret skal ha 1–9 siffer og ikke begynne med 0")
    return "hpr"


def complete(first_nine: str) -> str | None:
    """The 11-digit number that begins with these nine digits, by today's rule; None where no check digit exists."""
    first = -_weighted(first_nine, WEIGHTS_1) % 11
    second = -_weighted(f"{first_nine}{first}", WEIGHTS_2) % 11 if first < 10 else 10
    return f"{first_nine}{first}{second}" if second < 10 else None


def masked(text: str) -> str:
    """`text`, or HIDDEN_TEXT where it holds something that could be an identity number, in whatever field it stands."""
    return HIDDEN_TEXT if LOOKS_LIKE_IDENTITY.search(text) else text


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(map(mul, map(int, digits), weights))


def _kind(number: str) -> str:
    if number[0] in "89":
        return "fhn"
    if number.endswith("00000"):
        raise IdentityNumberError("nummeret er en fødselsdato med nuller etter (FDAT) og sier ikke hvem personen er")
    day, month = int(number[:2]), int(number[2:4])
    d_number = day > 40
    added = next((one for one in (TENOR, NAV_SYNTHETIC, HELP, NAV) if one < month <= one + 12), 0)
    day, month = day - 40 * d_number, month - added
    if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1]:
        raise IdentityNumberError("de seks første sifrene er ingen dato")
    if added == TENOR:
        return "synth-dnr" if d_number else "synthetic"
    ordinary = "dnr" if d_number else "fnr"
    return {NAV_SYNTHETIC: "synth-nav", HELP: "hnr", NAV: "nav"}.get(added, ordinary)


def _today() -> date:
    return date.today()  # noqa: DTZ011 a day more or less at the turn of a year is no matter
