"""What was wrong with an address, as a page: who has typed it in a browser is led to what may have been meant."""

import json
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string

from statistics.api import ways
from statistics.api.ways import Way
from statistics.table import AXES

VALUES = (*AXES, *ways.KEPT, "inndeling", "csv")
"""Parameters whose near matches are values; of one that is unknown they are names."""


def render(request: HttpRequest, problem: dict[str, Any]) -> bytes:
    """`problem`: the content of problem+json."""
    context = {
        "current": "data",
        "problem": problem,
        "status": problem["status"],
        "near": [Way(name, _meant(request, problem, name)) for name in problem.get("near", ())],
        "languages": ways.languages(request),
        "answer": json.dumps(problem, ensure_ascii=False, indent=2),
    }
    return render_to_string("api/problem.html", context, request).encode()


def _meant(request: HttpRequest, problem: dict[str, Any], right: str) -> str:
    """The address with what was meant in the wrong one's place; empty where that place is not found."""
    name, wrong = problem.get("parameter", ""), problem.get("value", "")
    if not wrong:
        return ""
    if name in VALUES and wrong in request.GET.get(name, ""):
        changed = ways.given(request, **{name: request.GET[name].replace(wrong, right)})
        return ways.address(quote(request.path), changed)
    before, found, after = request.path.rpartition(wrong)
    if name in VALUES or name in request.GET or not found or before[-1:] not in ("/", "."):
        return ""
    return ways.address(quote(before + right + after), ways.given(request))
