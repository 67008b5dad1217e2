"""Tags and ages of answers. A release never changes, so the tag is the release, the address and the code."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from statistics.table import ReleaseInfo

FRESH_SECONDS = 60
"""How long an answer may be shown without asking: a new release, or one withdrawn, is seen within a minute."""

CODE = ("statistics", "website", "templates", "static")


def tag(request: HttpRequest, *parts: object) -> str:
    """A strong ETag of what the answer is made of."""
    text = "\n".join(map(str, (code_stamp(), request.build_absolute_uri(), *parts)))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def release_parts(*releases: ReleaseInfo) -> list[object]:
    return [part for info in releases for part in (info.number, info.digest, info.withdrawn, info.withdrawn_reason)]


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The 304 answer where the reader already has it."""
    answer = get_conditional_response(request, etag=etag)
    return None if answer is None else tagged(answer, etag)


def tagged(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Accept-Ranges"] = "none"  # it is made while it is sent; whole files are fetched in parts
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


@cache
def code_stamp() -> str:
    """Of the files that make the pages: the same on every machine with the same code."""
    digest = hashlib.sha256()
    for path in _files(settings.BASE_DIR / folder for folder in CODE):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(p for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
