"""Parts of a file by the Range header (RFC 9110), so that a broken download goes on where it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
PART = 1 << 20


@dataclass(frozen=True)
class Span:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Unsatisfiable(ValueError):
    """The range begins after the file's end."""


def span(header: str, size: int) -> Span | None:
    """None for no range, several, or what is none: the whole file is then the answer. Raises Unsatisfiable."""
    match = ONE_RANGE.fullmatch(header.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        count = min(int(last), size)
        wanted = Span(size - count, size - 1)
    else:
        wanted = Span(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if wanted.length <= 0 or wanted.first >= size:
        raise Unsatisfiable(header)
    return wanted


def answer(request: HttpRequest, path: Path, kind: str, etag: str) -> HttpResponseBase:
    """The file, a part of it, or that the reader has it. `identity`: what is packed already is not packed again."""
    size = path.stat().st_size
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        header = ""
    try:
        wanted = span(header, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    response: HttpResponseBase
    if wanted is None:
        response = FileResponse(path.open("rb"), content_type=kind)
        response.block_size = PART  # Django's own 4 kB cost more than the reading does
    else:
        response = StreamingHttpResponse(_part(path, wanted), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{size}"
        response["Content-Length"] = str(wanted.length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Content-Encoding"] = "identity"
    response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


def _part(path: Path, wanted: Span) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(wanted.first)
        left = wanted.length
        while left and (data := file.read(min(PART, left))):
            left -= len(data)
            yield data
