"""What was wrong with a request, as problem+json (RFC 9457): the place, the value, and what would have been right."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from statistics.table import ReleaseInfo

MEDIA_TYPE = "application/problem+json"
SHOWN = 60


class Problem(Exception):
    """`near`: values that would have been right and are most like the one given.

    `english`: the detail for the dialect that is English, of what any dialect may have to say. `headers` go with it.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        parameter: str | None = None,
        value: str | None = None,
        near: Sequence[str] = (),
        english: str = "",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.parameter = None if parameter is None else clean(parameter)
        self.value = None if value is None else clean(value)
        self.near, self.more = tuple(near), more
        self.english, self.headers = english, dict(headers or {})

    def content(self, instance: str) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        told |= {} if self.parameter is None else {"parameter": self.parameter}
        told |= {} if self.value is None else {"value": self.value}
        return told | ({"near": list(self.near)} if self.near else {}) | self.more


def no_release(withdrawn: ReleaseInfo | None = None) -> Problem:
    """`withdrawn`: the last release, where there has been one."""
    detail = "Ingen utgave av statistikken er publisert ennå."
    english = "No release of the statistics is published yet."
    if withdrawn is not None:
        asked = f"utgave={withdrawn.number}"
        detail = f"Ingen utgave gjelder nå: {withdrawn.number} er trukket tilbake. /api/v1/ leser den med «{asked}»."
        english = f"No release is in force: {withdrawn.number} was withdrawn. /api/v1/ reads it with {asked}."
    return Problem(503, "Ingen utgave", detail, english=english)


def response(problem: Problem, instance: str, **changed: Any) -> HttpResponse:
    """`changed`: what a dialect tells in its own way."""
    body = json.dumps(problem.content(instance) | changed, ensure_ascii=False)
    return HttpResponse(body.encode(), content_type=MEDIA_TYPE, status=problem.status, headers=problem.headers)


def plainly(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The answer of addresses that have no form of their own."""
    return response(problem, request.path)


def clean(text: str) -> str:
    """The start of what a reader sent, without what no text may hold."""
    shown = text[:SHOWN] + ("…" if len(text) > SHOWN else "")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
