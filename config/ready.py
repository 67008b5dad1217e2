"""A web process answers itself once before it answers others.

The first page costs two seconds of processor: views are imported, charts' parts and templates read. A reader had
waited for it.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

logger = logging.getLogger(__name__)

FAILED = "500 Internal Server Error"
PAGE = "/legemiddel/alle"
"""A page that uses nearly all there is: charts, tables, the release's blocks."""


def answer_once(application: Application) -> str:
    """The status: 503 where nothing is published yet, and the code is read all the same.

    A page that fails (its style is not collected) keeps nobody from the rest: it is logged, and told as 500.
    """
    told: list[str] = []
    environ: dict[str, Any] = {"PATH_INFO": PAGE, "HTTP_HOST": host()}
    setup_testing_defaults(environ)
    try:
        answer = application(environ, lambda status, *_: told.append(status))
    except Exception:
        logger.exception("the first answer of this process failed")
        return FAILED
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    return told[0]


def host() -> str:
    """One that the site answers to."""
    first = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".")
    return "localhost" if first == "*" else first
