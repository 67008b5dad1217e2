"""What was wrong with a request, as problem+json (RFC 9457): the place, the value, and what would have been right."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from statistics.api import accepting, problem_page, spoken
from statistics.language import say_later
from statistics.table import ReleaseInfo

MEDIA_TYPE = accepting.PROBLEM
SHOWN = 60


class Problem(Exception):
    """`near`: values that would have been right and are most like the one given. `headers` go with the answer.

    `title` and `detail` are texts, or texts to be (`say_later`), told in the language that the dialect answers in.
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
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.parameter = None if parameter is None else clean(parameter)
        self.value = None if value is None else clean(value)
        self.near, self.more, self.headers = tuple(near), more, dict(headers or {})

    def content(self, instance: str) -> dict[str, Any]:
        """In the language of the moment."""
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": str(self.title),
            "status": self.status,
            "detail": str(self.detail),
            "instance": instance,
        }
        told |= {} if self.parameter is None else {"parameter": self.parameter}
        told |= {} if self.value is None else {"value": self.value}
        return told | ({"near": list(self.near)} if self.near else {}) | self.more


def no_release(withdrawn: ReleaseInfo | None = None) -> Problem:
    """`withdrawn`: the last release, where there has been one."""
    detail = say_later("Ingen utgave av statistikken er publisert ennå.")
    if withdrawn is not None:
        detail = say_later(
            "Ingen utgave gjelder nå: {number} er trukket tilbake. /api/v1/ leser den med «utgave={number}».",
            number=withdrawn.number,
        )
    return Problem(503, say_later("Ingen utgave"), detail)


def no_parameters(request: HttpRequest) -> None:
    """Raises Problem for any."""
    for name, value in request.GET.items():
        title, detail = say_later("Ukjent parameter"), say_later("Adressen har ingen parametere.")
        raise Problem(400, title, detail, parameter=name, value=value)


def response(problem: Problem, instance: str, **changed: Any) -> HttpResponse:
    """`changed`: what a dialect tells in its own way."""
    body = json.dumps(problem.content(instance) | changed, ensure_ascii=False)
    return HttpResponse(body.encode(), content_type=MEDIA_TYPE, status=problem.status, headers=problem.headers)


def plainly(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The answer of addresses that have no form of their own, in the language asked for or accepted.

    In a browser it is a page, with the same status.
    """
    language = spoken.of_problem(request)
    with override(language):
        answer = response(problem, request.path)
        if accepting.page(request.headers.get("Accept", "")):
            answer.content = problem_page.render(request, problem.content(request.path))
            answer["Content-Type"] = "text/html; charset=utf-8"
    answer["Content-Language"] = language
    patch_vary_headers(answer, ["Accept", "Accept-Language"])
    return answer


def clean(text: str) -> str:
    """The start of what a reader sent, without what no text may hold."""
    shown = text[:SHOWN] + ("…" if len(text) > SHOWN else "")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
