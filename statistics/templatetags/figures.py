"""Template filters for figures: `tall` (with the decimals of a measure), `heltall`, `fast` («1 000» on one line)."""

from django import template

from statistics.dashboards import numbers

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
