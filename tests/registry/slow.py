"""The slow and obvious twin of the pharmacies' checks: one line at a time, straight from the format's description.

It shares only the check of identity numbers with the fast one, and gives the field that is wrong, or None.
"""

import re
from datetime import date

from registry.identity.numbers import IdentityNumberError, check_national_id
from tests.registry import world

NAMES = world.DISPENSING_COLUMNS.split(";")
BORN = {world.ANNA: "1950-02-03", world.BJARNE: "1940-05-06", world.CILLE: "2024-02-10"}
LAST = {world.BJARNE: "2024-02-29"}
LEGAL = {"200": "2004-01-01", "301": "2024-02-15"}
CODES = {"ICD-10:E11": "9999", "ICD-10:E78": "2024-02-10", "ICPC-2:T90": "9999"}
MUNICIPALITIES = {"0301": "9999", "4601": "9999", "9999": "9999", "1201": "2019-12-31"}


def judge(text: str, stored: set[int]) -> str | None:
    """The field a line of February 2024 is refused for. `stored` gets the line's number when it is good."""
    values = text.split(";")
    if len(values) != len(NAMES):
        return "hele linjen"
    row = dict(zip(NAMES, values, strict=True))
    for name in NAMES:
        if not CHECKS[name](row[name]):
            return name
    return _together(row) or _again(int(row["linje"]), stored)


def _again(number: int, stored: set[int]) -> str | None:
    if number in stored:
        return "linje"
    stored.add(number)
    return None


def _together(row: dict[str, str]) -> str | None:
    day, patient, price = row["dato"], row["pasient"], float(row["pris"])
    if patient and not BORN[patient] <= day <= LAST.get(patient, "9999"):
        return "dato"
    if patient and row["dyreart"]:
        return "dyreart"
    if (int(row["pakninger"]) < 0 and price > 0) or (int(row["pakninger"]) > 0 and price < 0):
        return "pris"
    if row["refusjonskode"] and not row["hjemmel"]:
        return "refusjonskode"
    if row["hjemmel"] and day < LEGAL[row["hjemmel"]]:
        return "hjemmel"
    if row["refusjonskode"] and day > CODES[row["refusjonskode"]]:
        return "refusjonskode"
    if bool(patient) != bool(row["kommune"]) or (row["kommune"] and day > MUNICIPALITIES[row["kommune"]]):
        return "kommune"
    return None


def _patient(text: str) -> bool:
    try:
        return not text or (bool(check_national_id(text, synthetic_only=True)) and text in BORN)
    except IdentityNumberError:
        return False


def _day(text: str) -> bool:
    if not re.fullmatch("2024-02-[0-9][0-9]", text):
        return False
    return 1 <= int(text[8:]) <= (date(2024, 3, 1) - date(2024, 2, 1)).days


CHECKS = {
    "linje": lambda text: bool(re.fullmatch("[0-9]{1,9}", text)) and int(text) > 0,
    "dato": _day,
    "pasient": _patient,
    "dyreart": lambda text: text in ("", "HUN"),
    "rekvirent": lambda text: text in ("", world.DOCTOR, world.VET),
    "varenummer": lambda text: text in ("012345", "543210"),
    "pakninger": lambda text: bool(re.fullmatch("-?[0-9]{1,5}", text)) and int(text) != 0,
    "pris": lambda text: bool(re.fullmatch(r"-?[0-9]{1,9}\.[0-9][0-9]", text)),
    "hjemmel": lambda text: text in ("", *LEGAL),
    "refusjonskode": lambda text: text in ("", *CODES),
    "kommune": lambda text: text in ("", *MUNICIPALITIES),
}
