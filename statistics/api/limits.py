"""How many calls one reader may make in a while, so that a program that runs wild does not take the place of others.

Time is cut into windows, and calls are counted in Django's cache: in Redis for all processes together, else in each.
Who never makes more calls in any such while than are allowed is never refused. Readers stay unknown: a counter's name
is a keyed hash of the address, whose key is drawn anew for every window, and both are forgotten when it has passed.
"""

import math
import secrets
from hashlib import blake2b
from ipaddress import IPv6Address, IPv6Network, ip_address
from time import time

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from statistics.api.problems import Problem
from statistics.language import say_later

CACHE = "calls"
HOUSEHOLD = 64
"""Bits of an IPv6 address that one subscriber has (RFC 6177): the rest is theirs to change at will."""


def allowed() -> tuple[int, int]:
    """How many calls in how many seconds."""
    return settings.API_CALLS, settings.API_WINDOW


def spend(request: HttpRequest) -> None:
    """Count this call. Raises Problem 429 where its reader has had as many as are allowed."""
    calls, seconds = allowed()
    now = time()
    window = int(now // seconds)
    if _count(caches[CACHE], _reader(request), window, seconds) > calls:
        raise _too_many(calls, seconds, math.ceil((window + 1) * seconds - now))


def _count(cache: BaseCache, reader: str, window: int, seconds: int) -> int:
    """Calls of the reader in the window, this one with them."""
    key = cache.get_or_set(f"key:{window}", lambda: secrets.token_hex(16), seconds)
    name = f"{window}:{blake2b(reader.encode(), key=str(key).encode(), digest_size=16).hexdigest()}"
    cache.add(name, 0, seconds)
    try:
        return cache.incr(name)
    except ValueError:  # forgotten between the two lines: the window has just passed
        return 1


def _reader(request: HttpRequest) -> str:
    """The address, behind as many proxies as the settings say (NUM_PROXIES), or the subscriber's part of it."""
    given = BaseThrottle().get_ident(request) or ""
    try:
        address = ip_address(given)
    except ValueError:
        return given
    if not isinstance(address, IPv6Address):
        return given
    return str(address.ipv4_mapped or IPv6Network((address, HOUSEHOLD), strict=False))


def _too_many(calls: int, seconds: int, wait: int) -> Problem:
    detail = say_later(
        "Du kan spørre {calls} ganger på {seconds} sekunder. Vent {wait} sekunder, spør om flere koder om gangen "
        "(«*», eller koder med komma mellom), eller hent hele årganger fra /data/filer/.",
        calls=calls,
        seconds=seconds,
        wait=wait,
    )
    headers = {"Retry-After": str(wait), "Cache-Control": "no-store"}
    return Problem(429, say_later("For mange forespørsler"), detail, headers=headers)
