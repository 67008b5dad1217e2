"""What was wrong with a request, as problem+json (RFC 9457): the place, the value, and what would have been right."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
SHOWN = 60


class Problem(Exception):
    """`near`: values that would have been right and are most like the one given."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        parameter: str | None = None,
        value: str | None = None,
        near: Sequence[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.parameter = None if parameter is None else clean(parameter)
        self.value = None if value is None else clean(value)
        self.near, self.more = tuple(near), more

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


def response(problem: Problem, instance: str) -> HttpResponse:
    body = json.dumps(problem.content(instance), ensure_ascii=False)
    return HttpResponse(body.encode(), content_type=MEDIA_TYPE, status=problem.status)


def clean(text: str) -> str:
    """The start of what a reader sent, without what no text may hold."""
    shown = text[:SHOWN] + ("…" if len(text) > SHOWN else "")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
