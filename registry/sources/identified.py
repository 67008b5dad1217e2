"""Fields that hold an identity number: checked, and turned into the register's key by way of the vault."""

from collections.abc import Callable

from django.conf import settings

from registry.identity.numbers import IdentityNumberError, check_hpr, check_national_id
from registry.sources.checking import Refusal


def national_id(number: str) -> str | Refusal:
    return _judged(lambda one: check_national_id(one, synthetic_only=settings.SYNTHETIC_ONLY), number)


def hpr(number: str) -> str | Refusal:
    return _judged(check_hpr, number)


def _judged(check: Callable[[str], str], number: str) -> str | Refusal:
    if not number:
        return Refusal("mangler; feltet skal være fylt ut")
    try:
        check(number)
    except IdentityNumberError as error:
        return Refusal(str(error))
    return number
