"""Judges of one field's text: each gives a value, or a Refusal that says what would be right."""

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings

from registry.sources.checking import Refusal

Judge = Callable[[str], object]

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
INTEGER = re.compile(r"-?[0-9]{1,9}")
DECIMAL = re.compile(r"[0-9]{1,8}(\.[0-9]{1,4})?")
MONEY = re.compile(r"-?[0-9]{1,9}\.[0-9]{2}")
ATC = re.compile(r"Q?[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?")

FIRST_DAY, LAST_DAY = date(1850, 1, 1), date(2100, 12, 31)


def day(text: str) -> date | Refusal:
    try:
        found = date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        return Refusal("skal være en dato på formen ÅÅÅÅ-MM-DD")
    if not FIRST_DAY <= found <= LAST_DAY:
        return Refusal(f"datoen skal ligge mellom {FIRST_DAY} og {LAST_DAY}")
    return found


def not_come(day: date) -> bool:
    """Whether a day of what has happened lies ahead. A synthetic register may lie ahead of the clock."""
    return not settings.SYNTHETIC_ONLY and day > date.today()  # noqa: DTZ011 one day's difference is no matter


def month(text: str) -> date | Refusal:
    """The first day of the month."""
    found = day(f"{text}-01") if MONTH.fullmatch(text) else None
    return found if isinstance(found, date) else Refusal("skal være en måned på formen ÅÅÅÅ-MM")


def money(text: str) -> int | Refusal:
    """Øre."""
    if not MONEY.fullmatch(text):
        return Refusal("skal være kroner med punktum og to desimaler, som 123.40")
    return int(text.replace(".", ""))


def decimal(text: str) -> Decimal | Refusal:
    if not DECIMAL.fullmatch(text):
        return Refusal("skal være et tall med punktum og høyst fire desimaler, som 0.04")
    return Decimal(text)


def integer(low: int, high: int) -> Judge:
    def judge(text: str) -> object:
        if not INTEGER.fullmatch(text) or not low <= int(text) <= high:
            return Refusal(f"skal være et helt tall mellom {low} og {high}")
        return int(text)

    return judge


def text(longest: int) -> Judge:
    def judge(value: str) -> object:
        if not value.strip():
            return Refusal("mangler; feltet skal være fylt ut")
        return value if len(value) <= longest else Refusal(f"er for langt; høyst {longest} tegn")

    return judge


def pattern(expression: str | re.Pattern[str], meaning: str) -> Judge:
    compiled = re.compile(expression)

    def judge(value: str) -> object:
        return value if compiled.fullmatch(value) else Refusal(f"skal være {meaning}")

    return judge


def one_of(values: Container[str], reason: str) -> Judge:
    def judge(value: str) -> object:
        return value if value in values else Refusal(reason)

    return judge


def looked_up(values: Mapping[str, object], reason: str) -> Judge:
    def judge(value: str) -> object:
        return values[value] if value in values else Refusal(reason)

    return judge


def optional(judge: Judge, empty: object = None) -> Judge:
    def judge_or_empty(value: str) -> object:
        return judge(value) if value else empty

    return judge_or_empty


def not_zero(judge: Judge) -> Judge:
    def judge_not_zero(value: str) -> object:
        return judge(value) or Refusal("kan ikke være 0")

    return judge_not_zero


sex = one_of(frozenset("KMU"), "skal være K, M eller U")
atc = pattern(ATC, "en ATC-kode, som C10AA01")
