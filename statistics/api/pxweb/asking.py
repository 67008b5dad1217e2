"""A request for data, by query string or JSON body, with every name known and every value checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, QueryDict

from statistics.api.expressions import Codes, split
from statistics.api.pxweb.errors import bad

LANGUAGES = ("no", "en")
ALIASES = {"nb": "no"}
FORMATS = ("json-stat2", "csv", "xlsx", "parquet", "px", "html", "json-px")
TEXTS = ("UseTexts", "UseCodes", "UseCodesAndTexts")
SEPARATORS = {"SeparatorTab": "\t", "SeparatorSpace": " ", "SeparatorSemicolon": ";"}
PARAMETERS = (*TEXTS, "IncludeTitle", *SEPARATORS)
LAID_OUT = ("csv", "html", "xlsx")
BRACKET = re.compile(r"(valuecodes|codelist)\[([^\]]*)\]", re.IGNORECASE)
NAMES = ("lang", "outputFormat", "outputFormatParams", "heading", "stub")


@dataclass(frozen=True)
class Chosen:
    """Expressions of one variable, within a code list if one is named."""

    expressions: tuple[str, ...] = ()
    codelist: str = ""


@dataclass(frozen=True)
class Layout:
    format: str = "json-stat2"
    parameters: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    stub: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return next((name for name in self.parameters if name in TEXTS), "UseTexts")

    @property
    def separator(self) -> str:
        return next((SEPARATORS[name] for name in self.parameters if name in SEPARATORS), ",")


@dataclass(frozen=True)
class Request:
    """`selection` by variable code as it was written; empty for the default selection."""

    language: str = "no"
    selection: Mapping[str, Chosen] = field(default_factory=dict)
    layout: Layout = Layout()


def language(request: HttpRequest) -> str:
    """Of an address that has no other parameter."""
    return language_of(plain(request.GET, ("lang",)))


def language_of(told: Mapping[str, str]) -> str:
    return _language(told.get("lang", ""))


def of_metadata(request: HttpRequest) -> tuple[Request, dict[str, str]]:
    """GET …/metadata: code lists in the selection, and its own parameters. Clients name a format here too."""
    selection, rest = _bracketed(request)
    told = plain(rest, ("lang", "defaultSelection", "savedQuery", "outputFormat"))
    if told.get("outputFormat", FORMATS[0]).lower() != FORMATS[0]:
        raise bad("Metadata is JSON-stat only.", "outputFormat", told["outputFormat"], FORMATS[:1])
    if wrong := [variable for variable, chosen in selection.items() if chosen.expressions]:
        raise bad("Metadata has all values: choose a code list, not values.", "valuecodes", wrong[0])
    return Request(language_of(told), selection), told


def plain(query: QueryDict, allowed: Iterable[str]) -> dict[str, str]:
    """The query's parameters by the names they are allowed, whatever their case. Raises Problem for any other."""
    by_name = {name.lower(): name for name in allowed}
    found: dict[str, str] = {}
    for name, values in query.lists():
        right = by_name.get(name.lower())
        if right is None:
            near = Codes(tuple(by_name.values())).near(name) if by_name else ()
            raise bad("There is no such parameter here.", name, values[-1], near)
        if right in found or (len(values) > 1 and right not in ("outputFormatParams", "heading", "stub")):
            raise bad("The parameter is given twice.", right, ",".join(values))
        found[right] = ",".join(values)
    return found


def of_query(request: HttpRequest) -> Request:
    """GET …/data."""
    chosen, rest = _bracketed(request)
    return _request(rest, chosen, Layout())


def _bracketed(request: HttpRequest) -> tuple[dict[str, Chosen], QueryDict]:
    """`valuecodes[X]` and `codelist[X]` by X, and the parameters that are neither."""
    selection: dict[str, dict[str, str]] = {}
    rest = request.GET.copy()
    for name, values in request.GET.lists():
        if match := BRACKET.fullmatch(name):
            del rest[name]
            kind, variable = match[1].lower(), match[2]
            if kind in selection.setdefault(variable, {}):
                raise bad(f"{kind} is given twice for the variable.", variable)
            selection[variable][kind] = ",".join(values)
    chosen = {
        variable: Chosen(tuple(split(told["valuecodes"])) if "valuecodes" in told else (), told.get("codelist", ""))
        for variable, told in selection.items()
    }
    return chosen, rest


def of_body(request: HttpRequest, content: Any) -> Request:
    """POST …/data."""
    layout, chosen = body(content)
    return _request(request.GET, chosen, layout)


def body(content: Any) -> tuple[Layout, dict[str, Chosen]]:
    """Placement and selection of a `VariablesSelection`. Raises Problem for any other shape."""
    told = _object(content, "the body", ("selection", "placement"))
    chosen: dict[str, Chosen] = {}
    for item in _list(told.get("selection", []), "selection"):
        one = _object(item, "an element of selection", ("variableCode", "valueCodes", "codelist"))
        code = _text(one.get("variableCode"), "variableCode")
        if code.lower() in map(str.lower, chosen):
            raise bad("The variable is selected twice.", code)
        values = tuple(
            _text(value, f"valueCodes of {code}") for value in _list(_or(one.get("valueCodes"), []), "valueCodes")
        )
        chosen[code] = Chosen(values, _text(_or(one.get("codelist"), ""), "codelist"))
    placement = _object(_or(told.get("placement"), {}), "placement", ("heading", "stub"))
    heading, stub = (
        tuple(_text(code, name) for code in _list(_or(placement.get(name), []), name)) for name in ("heading", "stub")
    )
    return Layout(heading=heading, stub=stub), chosen


def layout(told: Mapping[str, str], before: Layout) -> Layout:
    """What the parameters say, over what the body said. Raises Problem."""
    made = replace(
        before,
        format=_format(told.get("outputFormat", before.format)),
        parameters=_parameters(told["outputFormatParams"]) if "outputFormatParams" in told else before.parameters,
        heading=_placed(told, "heading") or before.heading,
        stub=_placed(told, "stub") or before.stub,
    )
    return checked(made)


def checked(made: Layout) -> Layout:
    """Raises Problem for parameters that cannot stand together or have no meaning for the format."""
    for group, formats in ((TEXTS, LAID_OUT), (("IncludeTitle",), LAID_OUT), (tuple(SEPARATORS), ("csv",))):
        used = [name for name in made.parameters if name in group]
        if len(used) > 1:
            raise bad("The output format parameters exclude each other.", "outputFormatParams", ",".join(used))
        if used and made.format not in formats:
            raise bad(f"The parameter is for {', '.join(formats)} only.", "outputFormatParams", used[0])
    return made


def _request(query: QueryDict, chosen: dict[str, Chosen], before: Layout) -> Request:
    told = plain(query, NAMES)
    return Request(language_of(told), chosen, layout(told, before))


def _language(given: str) -> str:
    wanted = ALIASES.get(given.lower(), given.lower()) or LANGUAGES[0]
    if wanted not in LANGUAGES:
        raise bad("The language is not supported.", "lang", given, LANGUAGES)
    return wanted


def _format(given: str) -> str:
    if given.lower() not in FORMATS:
        raise bad("There is no such output format.", "outputFormat", given, FORMATS)
    return given.lower()


def _parameters(given: str) -> tuple[str, ...]:
    by_name = {name.lower(): name for name in PARAMETERS}
    names = _codes(given, "outputFormatParams")
    for name in names:
        if name.lower() not in by_name:
            raise bad("There is no such output format parameter.", "outputFormatParams", name, PARAMETERS)
    return tuple(dict.fromkeys(by_name[name.lower()] for name in names))


def _placed(told: Mapping[str, str], name: str) -> tuple[str, ...]:
    return _codes(told.get(name, ""), name)


def _codes(given: str, name: str) -> tuple[str, ...]:
    """An empty text is none, as PxWeb's own addresses have it; a comma has something on both sides."""
    parts = tuple(part.strip() for part in given.split(",")) if given.strip() else ()
    if "" in parts:
        raise bad("There is nothing beside a comma.", name, given)
    return parts


def _or(content: Any, nothing: Any) -> Any:
    """Null is what is not there; 0, false or an empty value of another kind is an error."""
    return nothing if content is None else content


def _object(content: Any, what: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise bad(f"A JSON object was expected for {what}.")
    for name in content:
        if name not in allowed:
            raise bad(f"There is no such property in {what}.", name, near=allowed)
    return content


def _list(content: Any, what: str) -> list[Any]:
    if not isinstance(content, list):
        raise bad("A JSON array was expected.", what)
    return content


def _text(content: Any, what: str) -> str:
    if not isinstance(content, str):
        raise bad("A JSON string was expected.", what)
    return content
