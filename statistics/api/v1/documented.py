"""The parameters and answers of the OpenAPI description."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer

from statistics.api.spoken import LANGUAGES
from statistics.api.tables import TABLES
from statistics.api.v1.serializers import ProblemSerializer
from statistics.definitions.divisions import DIVISIONS
from statistics.formats import csvw, parquet, xlsx
from statistics.table import AXES, AXIS_LABELS

SUMMARIES = {
    "entry": "Utgaven som gjelder, og adressene videre",
    "tables": "Alle tabeller",
    "table": "En tabell",
    "dimensions": "Dimensjonene til en tabell",
    "dimension": "Alle koder på en dimensjon, med navn, overordnet kode og gyldighet",
    "code": "En kode på en dimensjon",
    "search": "Finn koder etter kode, navn eller merkenavn",
    "releases": "Alle utgaver, den nyeste først",
    "data": "Tall, i formatet som godtas (Accept); JSON der alt godtas",
}
"""What each operation answers, by its name."""

TITLES = {
    "entry": "Inngangen til API-et",
    "tables": "Tabeller",
    "table": "Tabell",
    "dimensions": "Dimensjoner",
    "dimension": "Koder",
    "code": "Kode",
    "search": "Søk",
    "releases": "Utgaver",
    "data": "Tall etter eget utvalg",
}
"""What each is called on its page in a browser."""

HOME = "/api/v1/"
PROBLEM_TYPE = "application/problem+json"
TOO_MANY_CALLS = 429
LIST = r"^[^,]+(,[^,]+)*$"

EDITION = OpenApiParameter("utgave", str, description="Utgavens nummer; uten den: den nyeste.", examples=[])
LANGUAGE = OpenApiParameter(
    "sprak", str, enum=list(LANGUAGES), description="Navn og forklaringer på bokmål (nb), nynorsk eller engelsk."
)
TABLE = OpenApiParameter("table", str, OpenApiParameter.PATH, enum=[table.slug for table in TABLES])
DIMENSION = OpenApiParameter("dimension", str, OpenApiParameter.PATH, enum=list(AXES))
CODE = OpenApiParameter("code", str, OpenApiParameter.PATH, description="En kode på dimensjonen.")
Q = OpenApiParameter(
    "q", {"type": "string", "minLength": 1, "maxLength": 100}, required=True, description="Kode, virkestoff, merkenavn."
)
COUNT = {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
LIMIT = OpenApiParameter("limit", COUNT, description="Hvor mange treff, høyst 100.")
CSV = OpenApiParameter(
    "csv", str, enum=["komma", "excel"], description="Bare for CSV. excel: semikolon, og komma i desimaltall."
)
DIVISION = OpenApiParameter(
    "inndeling",
    str,
    enum=list(DIVISIONS),
    description="Fylkene slik de er i dag gjennom hele serien (idag), eller slik de var hvert år (slik-det-var).",
)
EXPRESSION = (
    "Koder med komma mellom, eller `*`, `A10*`, `A10??`, `range(a,b)`, `from(a)`, `to(b)`, `top(n)`, `bottom(n)`."
)
EXAMPLES = {
    "atc": ("A10BJ06", "A10B*"),
    "omr": ("0", "03,56"),
    "kjonn": ("kvinner,menn",),
    "alder": ("alle", "40-44,45-49"),
    "aar": ("top(1)", "from(2023)"),
    "maal": ("brukere", "per1000"),
}
"""What a reader may try at once."""


def _chosen(axis: str) -> OpenApiParameter:
    shown = [OpenApiExample(text, text) for text in EXAMPLES[axis]]
    described = f"{AXIS_LABELS[axis]}. {EXPRESSION}"
    return OpenApiParameter(axis, {"type": "string", "pattern": LIST}, description=described, examples=shown)


SELECTION = [_chosen(axis) for axis in AXES]
BY_NAME = {p.name: p for p in (EDITION, LANGUAGE, DIVISION, Q, LIMIT, CSV)}
"""Parameters beside the selection's."""

TEXTS = (*SUMMARIES.values(), *TITLES.values(), EXPRESSION, *(p.description for p in BY_NAME.values()))
"""What the pages say in the reader's language."""

DATA_TYPES = ("text/csv", xlsx.MEDIA_TYPE, parquet.MEDIA_TYPE, "application/x-pc-axis", csvw.MEDIA_TYPE)
"""Of an address without suffix, beside JSON."""

RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    int,
    OpenApiParameter.HEADER,
    response=[TOO_MANY_CALLS],
    description="Sekunder til du kan spørre igjen.",
)


def problems(*statuses: int) -> dict[Any, Any]:
    told = OpenApiResponse(ProblemSerializer, "Hva som er galt, hvor, og hva som ville vært riktig.")
    return {(status, PROBLEM_TYPE): told for status in sorted({*statuses, TOO_MANY_CALLS})}


def answers(name: str, serializer: type[Serializer], *parameters: OpenApiParameter) -> Any:
    """Of an address that answers JSON."""
    statuses = (400, 404, 406, 503) if any(p.location == OpenApiParameter.PATH for p in parameters) else (400, 406, 503)
    return extend_schema(
        operation_id=name,
        summary=f"{SUMMARIES[name]}.",
        parameters=[*parameters, EDITION, LANGUAGE, RETRY_AFTER],
        responses={(200, "application/json"): serializer, **problems(*statuses)},
        tags=["v1"],
    )


def data(name: str, json: Any) -> Any:
    """Of an address that answers figures in the format that is accepted; `json`: the shape of the JSON."""
    files = {(200, kind): OpenApiTypes.STR if kind == "text/csv" else OpenApiTypes.BINARY for kind in DATA_TYPES}
    return extend_schema(
        operation_id=name,
        summary=f"{SUMMARIES[name]}.",
        parameters=[TABLE, *SELECTION, DIVISION, CSV, EDITION, LANGUAGE, RETRY_AFTER],
        responses={(200, "application/json"): json, **files, **problems(400, 404, 406, 503)},
        tags=["v1"],
    )


def file(suffix: str, kind: str, shape: Any) -> Any:
    """Of an address that answers figures in one format."""
    more = [CSV] if suffix.startswith("csv") else []
    return extend_schema(
        operation_id="data_" + suffix.replace("-", "_").replace(".", "_"),
        summary=f"Tall som .{suffix}.",
        parameters=[TABLE, *SELECTION, DIVISION, *more, EDITION, LANGUAGE, RETRY_AFTER],
        responses={(200, kind): shape, **problems(400, 404, 503)},
        tags=["v1"],
    )
