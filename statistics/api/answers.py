"""How the APIs answer: tagged by release, open to scripts of other sites, bodies written while they are read."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from statistics import queries
from statistics.api import limits, problems
from statistics.api.problems import Problem, no_release
from statistics.dashboards import caching
from statistics.language import say_later
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
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition, Link, Retry-After"
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
                found = answer(no_release(next(iter(queries.releases()), None)), request)
            return open_to_all(found, _with_head(methods))

        return ask

    return decorate


def _answered(view: View, methods: tuple[str, ...], request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": f"{_with_head(methods)}, OPTIONS"})
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        raise not_allowed(methods, request.method or "")
    admit(request)
    return view(request, *args, **kw)


def _with_head(methods: tuple[str, ...]) -> str:
    return ", ".join(methods).replace("GET", "GET, HEAD")


def not_allowed(methods: tuple[str, ...], given: str) -> Problem:
    allowed = _with_head(methods)
    detail = say_later("Adressen svarer på {allowed}, ikke {given}.", allowed=allowed, given=problems.clean(given))
    return Problem(405, say_later("Metoden besvares ikke"), detail, headers={"Allow": allowed})


def admit(request: HttpRequest) -> None:
    """Before anything is read. Raises Problem: 429 for too many calls, 400 for a query that is no text."""
    limits.spend(request)
    for pair in request.META.get("QUERY_STRING", "").split("&"):
        try:
            unquote_to_bytes(pair).decode()
        except UnicodeDecodeError:
            name = unquote(pair.partition("=")[0])
            raise _bad(say_later("Parameteren er ikke UTF-8."), name) from None


def nowhere(answer: Callable[[Problem, HttpRequest], HttpResponse], home: str) -> View:
    """The view of addresses that a dialect does not have, so that a program is told so in its own form."""

    @csrf_exempt
    def tell(request: HttpRequest, path: str) -> HttpResponseBase:
        detail = say_later("Adressen finnes ikke. Begynn på {home}.", home=home)
        problem = Problem(404, say_later("Finnes ikke"), detail, value=path)
        return open_to_all(answer(problem, request), "GET, POST")

    return tell


def tagged(
    request: HttpRequest, release: ReleaseInfo, kind: str, body: Callable[[], Body], *parts: object
) -> HttpResponseBase:
    """The answer with the release's tag; 304 where the reader has it. `body` is not called then.

    `parts`: what the answer is made of beside the release, the address and the code.
    """
    newest = queries.newest(queries.releases())
    etag = caching.tag(request, *caching.release_parts(release, newest), request.headers.get("Accept", ""), *parts)
    return conditional(request, etag, lambda: untagged(kind, body))


def conditional(request: HttpRequest, etag: str, made: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `made` gives, with the tag; 304 where the reader has it. Raises Problem 412 where If-Match does not hold."""
    unchanged = caching.unchanged(request, etag)
    if unchanged is not None and unchanged.status_code == 412:
        raise _changed(etag)
    if unchanged is not None:
        return unchanged
    return caching.tagged(made(), etag)  # type: ignore[arg-type]


def _changed(etag: str) -> Problem:
    """The reader's If-Match names another answer than this."""
    detail = say_later("Svaret er et annet enn If-Match sier. Spør uten, eller med If-None-Match.")
    return Problem(412, say_later("Svaret er et annet"), detail, headers={"ETag": etag})


def untagged(kind: str, body: Callable[[], Body]) -> HttpResponseBase:
    """The answer to a POST, which no cache keeps."""
    content = body()
    if isinstance(content, bytes):
        return HttpResponse(content, content_type=kind)
    return StreamingHttpResponse(content, content_type=kind)


def in_language(language: str, content: Body) -> Body:
    """The body, whose parts are made in the language, also when they are made after the view has answered."""
    return content if isinstance(content, bytes) else _parts_in(language, iter(content))


def _parts_in(language: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def as_json(request: HttpRequest, release: ReleaseInfo, content: Callable[[], Any], *parts: object) -> HttpResponseBase:
    return tagged(request, release, "application/json", lambda: dump(content()), *parts)


def dump(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def json_body(request: HttpRequest) -> Any:
    """The request's body. Raises Problem: 415 for another type, 413 for too much, 400 for what is no JSON."""
    _as_json_in_utf8(request)
    return parsed(body(request))


def body(request: HttpRequest) -> bytes:
    """As it was sent. Raises Problem 413 for too much."""
    try:
        raw = request.body
    except RequestDataTooBig:
        raw = b" " * (LARGEST + 1)
    if len(raw) > LARGEST:
        detail = say_later("Forespørselen kan ha høyst {most} byte. Bruk «*» for alle koder.", most=LARGEST)
        raise Problem(413, say_later("For stor forespørsel"), detail)
    return raw


def _as_json_in_utf8(request: HttpRequest) -> None:
    """JSON between systems is UTF-8 (RFC 8259, 8.1); who says that it is something else would be misread."""
    kind, charset = request.content_type, (request.content_params or {}).get("charset", "utf-8")
    packed = request.headers.get("Content-Encoding", "identity")
    named = kind in ("application/json", "text/json") or kind.endswith("+json")
    if named and charset.lower().strip('"') in ("utf-8", "utf8", "us-ascii") and packed == "identity":
        return
    detail = say_later("Send forespørselen som JSON i UTF-8, upakket, med «Content-Type: application/json».")
    wrong = packed if named and packed != "identity" else request.headers.get("Content-Type", "")
    raise Problem(415, say_later("Ikke en type vi leser"), detail, value=wrong)


def parsed(raw: bytes) -> Any:
    """Raises Problem 400 for what is no JSON, or no plain one: NaN, a name twice, too many levels."""
    try:
        content = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise _bad(say_later("Forespørselen er ikke UTF-8.")) from None
    except json.JSONDecodeError as error:
        told = say_later(
            "Forespørselen er ikke gyldig JSON: linje {line}, tegn {at}.", line=error.lineno, at=error.colno
        )
        raise _bad(told) from None
    except (ValueError, RecursionError):  # a whole number of thousands of digits, or lists without end
        raise _bad(say_later("Forespørselen er ikke gyldig JSON.")) from None
    if _depth(content) > DEEPEST:
        raise _bad(say_later("Forespørselen har mer enn {most} nivåer.", most=DEEPEST))
    return content


def _bad(detail: str, parameter: str | None = None) -> Problem:
    return Problem(400, say_later("Feil i forespørselen"), detail, parameter=parameter)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a name come twice, and most readers forget the first: a part of the request would be ignored."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _bad(say_later("«{name}» står to ganger.", name=problems.clean(name)), name)
        found[name] = value
    return found


def _no_number(name: str) -> Any:
    raise _bad(say_later("{name} er ikke JSON.", name=name))


def _depth(content: Any) -> int:
    """Levels of lists and objects, looked at one by one; at most one more than is allowed."""
    level, here = 0, [content]
    while here and level <= DEEPEST:
        level += 1
        inner = (c.values() if isinstance(c, dict) else c for c in here if isinstance(c, dict | list))
        here = [item for items in inner for item in items]
    return level
