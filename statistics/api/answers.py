"""How the APIs answer: tagged by release, open to scripts of other sites, bodies written while they are read."""

import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from statistics import queries
from statistics.api import problems
from statistics.api.problems import Problem
from statistics.dashboards import caching
from statistics.table import ReleaseInfo

View = Callable[..., HttpResponseBase]
Body = bytes | Iterable[bytes]

DEEPEST = 20
"""Levels of a JSON body; ours have four."""

LARGEST = 1_000_000
"""Bytes of a JSON body: every code of a national register, thrice."""


def open_to_all(response: HttpResponseBase, methods: str) -> HttpResponseBase:
    """Any site's script may read the answer: it is public, and no cookie goes with it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = f"{methods}, OPTIONS"
    response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition, Retry-After"
    return response


def endpoint(*methods: str, answer: Callable[[Problem, HttpRequest], HttpResponse]) -> Callable[[View], View]:
    """A view of these methods, HEAD with GET; what goes wrong is told by `answer`, in the dialect's own form."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                found = _answered(view, methods, request, *args, **kwargs)
            except Problem as problem:
                found = answer(problem, request)
            except queries.UnknownRelease:
                found = answer(Problem(503, "Ingen utgave", "Ingen utgave av statistikken er publisert."), request)
            return open_to_all(found, ", ".join(methods))

        return ask

    return decorate


def _answered(view: View, methods: tuple[str, ...], request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join((*methods, "OPTIONS"))})
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        allowed = ", ".join(methods)
        problem = Problem(405, "Method Not Allowed", f"Adressen svarer på {allowed}, ikke {request.method}.")
        response = problems.response(problem, request.path)
        response["Allow"] = allowed
        return response
    return view(request, *args, **kw)


def tagged(request: HttpRequest, release: ReleaseInfo, kind: str, body: Callable[[], Body]) -> HttpResponseBase:
    """The answer with the release's tag; 304 where the reader has it. `body` is not called then."""
    newest = queries.release()
    etag = caching.tag(request, *caching.release_parts(release, newest), request.headers.get("Accept", ""))
    if unchanged := caching.unchanged(request, etag):
        return unchanged
    return caching.tagged(untagged(kind, body), etag)  # type: ignore[arg-type]


def untagged(kind: str, body: Callable[[], Body]) -> HttpResponseBase:
    """The answer to a POST, which no cache keeps."""
    content = body()
    if isinstance(content, bytes):
        return HttpResponse(content, content_type=kind)
    return StreamingHttpResponse(content, content_type=kind)


def as_json(request: HttpRequest, release: ReleaseInfo, content: Callable[[], Any]) -> HttpResponseBase:
    return tagged(request, release, "application/json", lambda: dump(content()))


def dump(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def json_body(request: HttpRequest) -> Any:
    """The request's body. Raises Problem: 415 for another type, 413 for too much, 400 for what is no JSON."""
    if request.content_type not in ("application/json", "text/json") and not request.content_type.endswith("+json"):
        detail = "Send forespørselen som JSON, med «Content-Type: application/json»."
        raise Problem(415, "Unsupported Media Type", detail, value=request.content_type)
    try:
        raw = request.body
    except RequestDataTooBig:
        raw = b" " * (LARGEST + 1)
    if len(raw) > LARGEST:
        raise Problem(413, "Content Too Large", f"Forespørselen kan ha høyst {LARGEST} byte. Bruk «*» for alle koder.")
    try:
        content = json.loads(raw.decode())
    except UnicodeDecodeError:
        raise Problem(400, "Bad Request", "Forespørselen er ikke UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise Problem(400, "Bad Request", f"Forespørselen er ikke gyldig JSON: {_where(error)}") from None
    if _depth(content) > DEEPEST:
        raise Problem(400, "Bad Request", f"Forespørselen har mer enn {DEEPEST} nivåer.")
    return content


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"linje {error.lineno}, tegn {error.colno}."
    return "for mange nivåer."


def _depth(content: Any) -> int:
    """Levels of lists and objects, looked at one by one; at most one more than is allowed."""
    level, here = 0, [content]
    while here and level <= DEEPEST:
        level += 1
        inner = (c.values() if isinstance(c, dict) else c for c in here if isinstance(c, dict | list))
        here = [item for items in inner for item in items]
    return level
