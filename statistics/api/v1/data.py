"""The figures of a selection in any format, chosen by the address's suffix or by what is accepted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_view
from rest_framework.request import Request

from statistics import queries
from statistics.api import accepting, answers, problems
from statistics.api.accepting import PAGE
from statistics.api.answers import Body
from statistics.api.problems import Problem
from statistics.api.tables import PublishedTable
from statistics.api.v1 import documented, figures_page
from statistics.api.v1.asked import Asked
from statistics.api.v1.base import ALWAYS, DIVISION, Endpoint, divided, no_dimension, no_format
from statistics.api.v1.selecting import selection
from statistics.api.v1.serializers import RowsSerializer
from statistics.formats import csv, csvw, jsonstat, parquet, px, rows, xlsx
from statistics.language import say_later
from statistics.table import AXES


@dataclass(frozen=True)
class Format:
    """`saved`: a browser keeps it as a file instead of showing it."""

    kind: str
    body: Callable[[Asked], Body]
    saved: bool = True


def _csv(asked: Asked) -> Iterator[bytes]:
    return csv.stream(queries.stream(asked.selection).parts, asked.dialect)


def _xlsx(asked: Asked) -> Iterator[bytes]:
    measures = {code: asked.table.measures()[code] for code in asked.selection.maal}
    about = [(gettext("Om tabellen"), asked.about)]
    return xlsx.stream(queries.stream(asked.selection), asked.title, measures, about)


def _csvw(asked: Asked) -> bytes:
    return answers.dump(csvw.metadata(_csv_url(asked.url), asked.title, asked.release, asked.dialect, asked.language))


FORMATS = {
    "json": Format(rows.MEDIA_TYPE, lambda asked: rows.stream(queries.stream(asked.selection), asked.title), False),
    "csv": Format("text/csv; charset=utf-8; header=present", _csv),
    "xlsx": Format(xlsx.MEDIA_TYPE, _xlsx),
    "parquet": Format(parquet.MEDIA_TYPE, lambda asked: parquet.stream(queries.stream(asked.selection), asked.title)),
    "px": Format(px.MEDIA_TYPE, lambda asked: px.stream(asked.dataset())),
    "jsonstat": Format(jsonstat.MEDIA_TYPE, lambda asked: jsonstat.stream(asked.dataset()), False),
    "csv-metadata.json": Format(csvw.MEDIA_TYPE, _csvw, False),
}
"""The first of a media type is what is sent to who accepts that type."""

AS_PAGE = "page"
"""What a browser gets where the address has no suffix."""


class Data(Endpoint):
    """Where the address has no suffix."""

    parameters = (*AXES, DIVISION, "csv")

    def accepts(self, request: HttpRequest) -> None:
        """What is accepted chooses the format, where the address has none."""

    @documented.data("data", RowsSerializer)
    def get(self, request: Request, table: str) -> HttpResponseBase:
        suffix = accepted(request.headers.get("Accept", "*/*"))
        if suffix == AS_PAGE:
            return self.shown(request._request, table)
        return self.answer(request._request, table, suffix)

    def shown(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """A page with the first of the figures, and the ways to all of them."""
        asked = self.asked(request, divided(request, slug), "json")
        asks = (*asked.table.axis_codes, DIVISION, *ALWAYS)
        return self.page(lambda: figures_page.shown(asked, asks))

    def answer(self, request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
        form = FORMATS[suffix]
        asked = self.asked(request, divided(request, slug), suffix)
        response = answers.tagged(request, self.release, form.kind, lambda: form.body(asked))
        if form.saved:
            name = f"{asked.table.slug}_{self.release.number}.{suffix}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        if suffix == "csv":
            sidecar = asked.url.replace("data.csv", "data.csv-metadata.json")
            response["Link"] = f'<{sidecar}>; rel="describedby"; type="{csvw.MEDIA_TYPE}"'
        return response

    def asked(self, request: HttpRequest, table: PublishedTable, suffix: str) -> Asked:
        for code in table.fixed:
            if code in request.GET:
                title, detail = no_dimension(table, code)
                near = table.axis_codes
                raise Problem(400, title, detail, parameter=code, value=request.GET[code], near=near)
        dialect = csv_dialect(request, suffix)
        wanted = selection(table, request.GET, self.release)
        return Asked(table, wanted, self.release, dialect, request.build_absolute_uri(), self.language)


class DataFile(Data):
    """Where it has one. Each format has a view of its own: described with one type, it makes a client that reads it."""

    suffix = ""

    def get(self, request: Request, table: str) -> HttpResponseBase:
        return self.answer(request._request, table, self.suffix)


def of_format(suffix: str) -> type[DataFile]:
    form = FORMATS[suffix]
    of_json = {"json": RowsSerializer, "jsonstat": OpenApiTypes.OBJECT, "csv-metadata.json": OpenApiTypes.OBJECT}
    shape = of_json | {"csv": OpenApiTypes.STR}
    described = documented.file(suffix, form.kind.partition(";")[0], shape.get(suffix, OpenApiTypes.BINARY))
    view = type(f"Data_{suffix}", (DataFile,), {"suffix": suffix})
    return extend_schema_view(get=described)(view)


class UnknownFormat(Data):
    schema = None

    def get(self, request: Request, table: str, extension: str) -> HttpResponseBase:
        given, known = problems.clean(extension), ", ".join(FORMATS)
        detail = say_later("Det er ikke noe format «.{given}». Velg blant {known}.", given=given, known=known)
        title = say_later("Ukjent format")
        raise Problem(404, title, detail, parameter="extension", value=extension, near=list(FORMATS))


def csv_dialect(request: HttpRequest, suffix: str) -> csv.Dialect:
    given = request.GET.get("csv")
    if given is not None and not suffix.startswith("csv"):
        detail = say_later("«csv» gjelder bare CSV. Skriv data.csv i adressen, eller ta parameteren bort.")
        raise Problem(400, say_later("Parameter uten virkning"), detail, parameter="csv", value=given)
    if given not in (None, "komma", "excel"):
        detail = say_later("«csv» er komma eller excel.")
        raise Problem(400, say_later("Ukjent verdi"), detail, parameter="csv", value=given, near=["komma", "excel"])
    return "excel" if given == "excel" else "komma"


def accepted(header: str) -> str:
    """The format of the best media type that is accepted, or AS_PAGE. Raises Problem 406 where none is."""
    known: dict[str, str] = {}
    for suffix, form in FORMATS.items():
        known.setdefault(form.kind.partition(";")[0], suffix)
    if kind := accepting.best(header, (*known, PAGE)):
        return known.get(kind, AS_PAGE)
    detail = say_later(
        "Tallene finnes som {known}. Velg en av dem i Accept, eller skriv endelsen i adressen.", known=", ".join(known)
    )
    raise no_format(header, detail, list(known))


def _csv_url(url: str) -> str:
    return url.replace("data.csv-metadata.json", "data.csv")
