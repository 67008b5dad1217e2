"""Tables, code lists and configuration as the dialect describes them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override

from statistics import queries
from statistics.api import limits
from statistics.api.pxweb.asking import FORMATS, LANGUAGES
from statistics.api.pxweb.selecting import MOST_CELLS, Selected
from statistics.api.pxweb.variables import Codelist, Variable, codelists, variables
from statistics.api.tables import LANGUAGES as LANGUAGE_OF
from statistics.api.tables import PublishedTable, units
from statistics.definitions import measures
from statistics.formats import jsonstat
from statistics.formats.dataset import Dataset
from statistics.formats.notices import LICENCE_URL, citation
from statistics.table import ReleaseInfo

API_VERSION = "2.0.0"
APP_VERSION = "1.0.0"
NAMES = {"no": "Norsk", "en": "English"}
SUBJECT = {"no": "Helse", "en": "Health"}
SOURCE = "Legemiddelregisteret"


def config(release: ReleaseInfo) -> dict[str, Any]:
    calls, seconds = limits.allowed()
    return {
        "apiVersion": API_VERSION,
        "appVersion": APP_VERSION,
        "languages": [{"id": language, "label": NAMES[language]} for language in LANGUAGES],
        "defaultLanguage": LANGUAGES[0],
        "maxDataCells": MOST_CELLS,
        "maxCallsPerTimeWindow": calls,
        "timeWindow": seconds,
        "license": LICENCE_URL,
        "sourceReferences": [{"language": language, "text": citation(release)} for language in LANGUAGES],
        "defaultDataFormat": FORMATS[0],
        "dataFormats": list(FORMATS),
        "features": [{"id": "CORS", "params": [{"key": "enabled", "value": "True"}]}],
    }


def table(found: PublishedTable, release: ReleaseInfo, language: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": found.px_id,
        "label": found.title[language],
        "description": found.description[language],
        "sortCode": found.px_id,
        "updated": updated(),
        "firstPeriod": str(release.first_year),
        "lastPeriod": str(release.last_year),
        "category": "public",
        "variableNames": [variable.dimension.label for variable in variables(found, release, language)],
        "discontinued": False,
        "source": SOURCE,
        "subjectCode": "HE",
        "timeUnit": "Annual",
        "paths": [[{"id": "HE", "label": SUBJECT[language], "sortCode": "HE"}]],
        "tags": [f"utgave {release.number}"],
        "links": table_links(found, language, request),
    }


def table_links(found: PublishedTable, language: str, request: HttpRequest) -> list[dict[str, str]]:
    views = {"self": "pxweb_table", "metadata": "pxweb_metadata", "data": "pxweb_data"}
    links = [link(rel, view, found.px_id, language, request) for rel, view in views.items()]
    others = [other for other in LANGUAGES if other != language]
    return [*links, *(link("alternate", "pxweb_table", found.px_id, other, request) for other in others)]


def link(rel: str, view: str, name: str, language: str, request: HttpRequest) -> dict[str, str]:
    href = request.build_absolute_uri(reverse(view, args=[name] if name else []))
    return {"rel": rel, "hreflang": language, "href": f"{href}?lang={language}"}


def updated() -> str:
    """The day the figures became what they are, by a new release or by one withdrawn: the pattern has no time."""
    day = queries.changed(queries.releases())
    return day.isoformat() if day else ""


def metadata(
    found: PublishedTable, dataset: Dataset, known: tuple[Variable, ...], stub: int, href: str, request: HttpRequest
) -> dict[str, Any]:
    """The dataset's head as the dialect has it, without cells."""
    head = jsonstat.header(dataset)
    codes = head["id"]
    told = dict(head["extension"])
    told["px"] = {
        "tableid": found.px_id,
        "decimals": max(measures()[code].decimals for code in found.measures()),
        "official-statistics": False,
        "aggregallowed": False,
        "copyright": False,
        "language": dataset.language,
        "contents": dataset.title,
        "description": dataset.title,
        "descriptiondefault": True,
        "heading": codes[stub:],
        "stub": codes[:stub],
        "matrix": found.px_id,
        "subject-code": "HE",
        "subject-area": SUBJECT[dataset.language],
    }
    told |= {"firstPeriod": str(dataset.release.first_year), "lastPeriod": str(dataset.release.last_year)}
    told |= {"discontinued": False, "tags": [], "contact": [{"raw": SOURCE}]}
    with override(LANGUAGE_OF[dataset.language]):
        head["note"] = [gettext(text) for text in head["note"]]
        told["flags"] = {sign: gettext(text) for sign, text in told["flags"].items()}
    by_code = {variable.code: variable for variable in known}
    for code, described in head["dimension"].items():
        described["extension"] = extension(by_code[code], dataset, request)
    return {**head, "href": href, "extension": told}


def extension(variable: Variable, dataset: Dataset, request: HttpRequest) -> dict[str, Any]:
    """`codelists` as the specification has it, `codeLists` as pxwebpy reads it."""
    lists = [
        information(codelist, dataset.language, request)
        for codelist in codelists(dataset.release, dataset.language)
        if codelist.axis == variable.axis and set(codelist.codes) <= set(variable.dimension.codes)
    ]
    told: dict[str, Any] = {
        "elimination": bool(variable.total),
        "show": "code_value" if variable.axis == "omr" else "value",
        "codelists": lists,
        "codeLists": lists,
    }
    if variable.total:
        told["eliminationValueCode"] = variable.total
    if variable.axis == "maal":
        known = units(dataset.language)
        kinds = {code: "Flow" if known[code].flow else "Stock" for code in variable.dimension.codes}
        told["measuringType"] = kinds
        told["priceType"] = {code: "Current" if code == "nok" else "NotApplicable" for code in kinds}
    return told


def information(codelist: Codelist, language: str, request: HttpRequest) -> dict[str, Any]:
    links = [link("metadata", "pxweb_codelist", codelist.id, language, request)]
    return {"id": codelist.id, "label": codelist.label, "type": "Valueset", "links": links}


def codelist(found: Codelist, labels: dict[str, str], language: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": found.id,
        "label": found.label,
        "language": language,
        "languages": list(LANGUAGES),
        "elimination": False,
        "type": "Valueset",
        "values": [{"code": code, "label": labels[code], "valueMap": [code]} for code in found.codes],
        "links": [link("self", "pxweb_codelist", found.id, language, request)],
    }


def selection(
    chosen: Selected, language: str, links: list[dict[str, str]], placement: dict[str, Any]
) -> dict[str, Any]:
    """The codes that expressions came to."""
    told = [
        {"variableCode": code, "codelist": chosen.codelists.get(code), "valueCodes": list(codes)}
        for code, codes in chosen.codes.items()
    ]
    return {"selection": told, "placement": placement, "language": language, "links": links}
