"""Problems in the dialect's language, English."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from statistics.api import problems
from statistics.api.expressions import BadExpression
from statistics.api.problems import Problem

TITLES = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}
WHY = {
    "unknown": "«{value}» is not a value code of the variable {variable}.",
    "nothing": "No value code of the variable {variable} matches «{value}».",
    "malformed": "«{value}» is not a selection expression for the variable {variable}. Use codes, *, A10*, A10??, "
    "range(a,b), from(a), to(b), top(n) or bottom(n).",
}


def bad(detail: str, parameter: str = "", value: str | None = None, near: Sequence[str] = ()) -> Problem:
    return Problem(400, TITLES[400], detail, parameter=parameter or None, value=value, near=near)


def not_found(what: str, value: str, near: Sequence[str]) -> Problem:
    detail = f"There is no {what} «{problems.clean(value)}»."
    return Problem(404, TITLES[404], detail, parameter="id", value=value, near=near)


def of_expression(error: BadExpression, variable: str) -> Problem:
    detail = WHY[error.why].format(value=problems.clean(error.value), variable=variable)
    return bad(detail, variable, error.value, error.near)


def too_many(cells: int, limit: int) -> Problem:
    advice = "Ask for fewer values, or fetch a whole year from /data/filer/."
    detail = f"The selection has {cells} cells, and one answer can have {limit}. {advice}"
    return Problem(403, TITLES[403], detail, cells=cells, limit=limit)


def answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    """Titled by the status, as the specification's examples are."""
    with override("en"):
        address = request.build_absolute_uri(request.path)
        return problems.response(problem, address, title=HTTPStatus(problem.status).phrase)
