"""What there is: tables, dimensions, codes, search and releases. The figures themselves are in `data`."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.reverse import reverse

from statistics import queries, search
from statistics.api import answers, problems
from statistics.api.expressions import Codes
from statistics.api.problems import Problem
from statistics.api.tables import TABLES, PublishedTable
from statistics.api.v1 import describing, documented, serializers
from statistics.api.v1.base import DIVISION, EDITION, Endpoint, divided, no_dimension, published_table
from statistics.api.v1.selecting import unknown_code
from statistics.dashboards import caching
from statistics.language import say_later
from statistics.table import AXES, Axis, ReleaseInfo

LONGEST_QUERY = 100
HITS = 20
MOST_HITS = 100
TEMPLATE = {"search": "{?q,limit}"}
"""What a link lacks before it leads somewhere, as a URI template (RFC 6570)."""


@answers.endpoint("GET", answer=problems.plainly)
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The description of this API, in OpenAPI 3. It is the code's alone, so its tag is the code and the address."""
    problems.no_parameters(request)
    return answers.conditional(
        request, caching.tag(request), lambda: SpectacularJSONAPIView.as_view()(request).render()
    )


class Entry(Endpoint):
    name = "entry"

    @documented.answers("entry", serializers.EntrySerializer)
    def get(self, request: Request) -> HttpResponseBase:
        names = ("tables", "search", "releases", "openapi")
        links = {name: reverse(f"v1_{name}", request=request) + TEMPLATE.get(name, "") for name in names}
        return self.json(
            lambda: serializers.EntrySerializer({"about": describing.about(self.release), "links": links}).data
        )


class Tables(Endpoint):
    name = "tables"

    @documented.answers("tables", serializers.TablesSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        return self.json(
            lambda: (
                serializers.TablesSerializer(
                    {
                        "about": describing.about(self.release),
                        "tables": [describing.table(table, self.release, url(request, table)) for table in TABLES],
                    }
                ).data
            )
        )


class Table(Endpoint):
    name = "table"

    @documented.answers("table", serializers.OneTableSerializer, documented.TABLE)
    def get(self, request: Request, table: str) -> HttpResponseBase:
        found = published_table(table)
        described = describing.table(found, self.release, url(request, found))
        content = {"about": describing.about(self.release), "table": described}
        return self.json(lambda: serializers.OneTableSerializer(content).data)


class Dimensions(Endpoint):
    name = "dimensions"

    @documented.answers("dimensions", serializers.DimensionsSerializer, documented.TABLE)
    def get(self, request: Request, table: str) -> HttpResponseBase:
        found = published_table(table)
        described = describing.table(found, self.release, url(request, found))["dimensions"]
        content = {"about": describing.about(self.release), "dimensions": described}
        return self.json(lambda: serializers.DimensionsSerializer(content).data)


class Dimension(Endpoint):
    name = "dimension"
    parameters = (DIVISION,)

    @documented.answers(
        "dimension",
        serializers.OneDimensionSerializer,
        documented.TABLE,
        documented.DIMENSION,
        documented.DIVISION,
    )
    def get(self, request: Request, table: str, dimension: str) -> HttpResponseBase:
        found = divided(request._request, table)
        axis = axis_of(found, dimension, self.release)
        return self.json(
            lambda: (
                serializers.OneDimensionSerializer(
                    {
                        "about": describing.about(self.release),
                        "dimension": describing.dimension(axis, url(request, found)),
                        "categories": describing.categories(axis, self.release, found.division),
                    }
                ).data
            )
        )


class Code(Endpoint):
    name = "code"
    parameters = (DIVISION,)

    @documented.answers(
        "code",
        serializers.OneCodeSerializer,
        documented.TABLE,
        documented.DIMENSION,
        documented.CODE,
        documented.DIVISION,
    )
    def get(self, request: Request, table: str, dimension: str, code: str) -> HttpResponseBase:
        of = divided(request._request, table)
        axis = axis_of(of, dimension, self.release)
        known = describing.categories(axis, self.release, of.division)
        found = next((c for c in known if c["code"] == code), None)
        if found is None:
            near = Codes(axis.codes, tuple(category.label for category in axis.categories)).near(code)
            title, detail = unknown_code(axis, code, self.release)
            raise Problem(404, title, detail, parameter="code", value=code, near=near)
        content = {"about": describing.about(self.release), "category": found}
        return self.json(lambda: serializers.OneCodeSerializer(content).data)


class Search(Endpoint):
    name = "search"
    parameters = ("q", "limit")

    @documented.answers(
        "search",
        serializers.SearchSerializer,
        documented.Q,
        documented.LIMIT,
    )
    def get(self, request: Request) -> HttpResponseBase:
        q, limit = query_text(request), hit_limit(request)
        hits = search.find(q, self.release.number, limit)
        base = url(request, TABLES[0])
        content = {"about": describing.about(self.release), "hits": [hit(found, base) for found in hits]}
        return self.json(lambda: serializers.SearchSerializer(content).data)


class Releases(Endpoint):
    name = "releases"

    @documented.answers("releases", serializers.ReleasesSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        known = queries.releases()
        listed = [released(info, request) for info in known]
        content = {"about": describing.about(self.release), "releases": listed}
        return self.json(lambda: serializers.ReleasesSerializer(content).data, *caching.release_parts(*known))

    def edition(self, request: HttpRequest) -> ReleaseInfo:
        """Also where all are withdrawn: here is where that is told."""
        return super().edition(request) if EDITION in request.GET else queries.newest(queries.releases())


def url(request: Request, table: PublishedTable) -> str:
    return reverse("v1_table", [table.slug], request=request)


def axis_of(table: PublishedTable, code: str, release: ReleaseInfo) -> Axis:
    axes = {axis.code: axis for axis in table.axes(release.number) if axis.code in table.axis_codes}
    if code not in axes:
        title, detail = no_dimension(table, code)
        near = [name for name in Codes(AXES).near(code) if name in axes]
        raise Problem(404, title, detail, parameter="dimension", value=code, near=near)
    return axes[code]


def query_text(request: Request) -> str:
    q = request.query_params.get("q", "").strip()
    if not q or len(q) > LONGEST_QUERY:
        detail = say_later("Skriv det du leter etter i «q», høyst {most} tegn.", most=LONGEST_QUERY)
        title = say_later("For langt søk") if q else say_later("Søk uten ord")
        raise Problem(400, title, detail, parameter="q", value=q)
    return q


def hit_limit(request: Request) -> int:
    text = request.query_params.get("limit", str(HITS))
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST_HITS:
        return int(text)
    detail = say_later("«limit» er et helt tall fra 1 til {most}.", most=MOST_HITS)
    raise Problem(400, say_later("Ugyldig antall"), detail, parameter="limit", value=text)


def hit(found: search.Hit, base: str) -> dict[str, Any]:
    return {
        "code": found.code,
        "label": found.name,
        "text": found.text,
        "kind": found.kind,
        "exact": found.exact,
        "near": found.near,
        "links": {"code": f"{base}/dimensions/atc/{found.code}", "data": f"{base}/data?atc={found.code}"},
    }


def released(info: ReleaseInfo, request: Request) -> dict[str, Any]:
    tables = f"{reverse('v1_tables', request=request)}?utgave={info.number}"
    return {
        **describing.about(info),
        "first_year": info.first_year,
        "last_year": info.last_year,
        "protection": info.protection,
        "links": {"tables": tables},
    }
