"""Problems as FHI tells them: the text is in `status` (its user guide), and beside it what problem+json has."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from statistics.api import problems
from statistics.api.expressions import BadExpression
from statistics.api.problems import Problem

WHY = {
    "unknown": "Dimensjonen {code} har ingen kategori «{value}».",
    "nothing": "Ingen kategori i dimensjonen {code} passer med «{value}».",
    "malformed": "«{value}» er ikke en verdi for dimensjonen {code}.",
}


def bad(detail: str, parameter: str = "", value: str | None = None, near: tuple[str, ...] = ()) -> Problem:
    return Problem(400, "Bad Request", detail, parameter=parameter or None, value=value, near=near)


def not_found(detail: str, value: str, near: tuple[str, ...]) -> Problem:
    return Problem(404, "Not Found", detail, value=value, near=near)


def of_expression(error: BadExpression, code: str) -> Problem:
    detail = WHY[error.why].format(code=code, value=problems.clean(error.value))
    return bad(detail, code, error.value, error.near)


def answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    """In bokmål, as FHI's own, and titled by the status."""
    with override("nb"):
        told = {"status": str(problem.detail), "statusCode": problem.status}
        return problems.response(problem, request.path, title=HTTPStatus(problem.status).phrase, **told)
