"""Template filters for figures: numbers, changes, names of regions and dates in the language of the page."""

import datetime as dt

from django import template

from statistics.dashboards import numbers
from statistics.dashboards.presenters import words
from statistics.labels import label, reason_text
from statistics.table import Reason

register = template.Library()


@register.filter
def tall(value: float | None, measure: str) -> str:
    """`{{ value|tall:"per1000" }}`; nothing where there is no value."""
    return "" if value is None else numbers.figure(value, measure)


@register.filter
def heltall(value: float | None) -> str:
    return "" if value is None else numbers.decimal(value)


@register.filter
def fast(text: str) -> str:
    return numbers.typeset(text)


@register.filter
def endring(share: float) -> str:
    """«+24 %»."""
    return numbers.percent_sign(share)


@register.filter
def avvik(ratio: float) -> str:
    """1.2 → «+20 %»."""
    return numbers.percent_sign(ratio - 1)


@register.filter
def ganger(ratio: float) -> str:
    """«2,4 ×»."""
    return numbers.decimal(ratio, 1) + numbers.NBSP + "×"


@register.filter
def omraade(code: str) -> str:
    return label("omr", code)


@register.filter
def dato(day: dt.date | None) -> str:
    """«3. mars 2026», «3 March 2026»."""
    return words.date(day) if day else ""


@register.filter
def grunn(reason: Reason) -> str:
    """Why a cell has no value."""
    return reason_text(reason)
