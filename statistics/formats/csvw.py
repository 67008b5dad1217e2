"""CSV on the Web: what each column of the CSV file holds, for programs. Source: W3C, Tabular Metadata."""

from typing import Any

from statistics.formats.csv import COLUMNS, Dialect
from statistics.formats.notices import FLAGS, LICENCE_URL, citation, notices
from statistics.formats.words import said
from statistics.table import ReleaseInfo

MEDIA_TYPE = "application/csvm+json"
TITLES = {
    "atc": "ATC-kode",
    "atc_navn": "Legemiddel eller gruppe",
    "omr": "Område, kode",
    "omr_navn": "Område",
    "kjonn": "Kjønn, kode",
    "kjonn_navn": "Kjønn",
    "alder": "Alder, kode",
    "alder_navn": "Alder",
    "aar": "År",
    "maal": "Måltall, kode",
    "maal_navn": "Måltall",
    "enhet": "Enhet",
    "verdi": "Verdi; tom der det er et flagg",
    "flagg": "Tegn som står i stedet for et tall",
    "flagg_tekst": "Hva tegnet betyr",
    "utgave": "Utgave",
    "kilde": "Kilde",
    "lisens": "Lisens",
    "merknad": "Det som må sies når tallene gjengis",
}
KEY = ["atc", "omr", "kjonn", "alder", "aar", "maal"]


def metadata(
    csv_url: str, title: str, release: ReleaseInfo, dialect: Dialect = "komma", language: str = "nb"
) -> dict[str, Any]:
    """The sidecar of the CSV file at `csv_url`."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": csv_url,
        "dc:title": title,
        "dc:source": citation(release),
        "dc:license": {"@id": LICENCE_URL},
        "dc:modified": {"@value": release.published.isoformat() if release.published else "", "@type": "xsd:date"},
        "dc:description": " ".join(notices(release)),
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ";" if dialect == "excel" else ",",
            "lineTerminators": ["\r\n"],
            "header": True,
        },
        "tableSchema": {"columns": [_column(name, dialect) for name in COLUMNS], "primaryKey": KEY},
    }


def _column(name: str, dialect: Dialect) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name, "titles": name, "dc:description": said(TITLES[name]), "datatype": "string"}
    if name == "verdi":
        column["datatype"] = {"base": "decimal", "format": {"decimalChar": "," if dialect == "excel" else "."}}
        if dialect == "komma":
            column["datatype"] = "double"
    elif name == "aar":
        column["datatype"] = "gYear"
    elif name == "flagg":
        signs = "|".join(sign.replace(".", "\\.") for sign in FLAGS)
        column["datatype"] = {"base": "string", "format": signs}
    return column | {"required": name in KEY}
