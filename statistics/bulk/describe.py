"""What the whole files hold, for programs (a Frictionless data package) and for people (a dictionary as CSV)."""

import csv
import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext, override

from statistics import queries
from statistics.bulk import places, then
from statistics.bulk.rows import FLAG, figures
from statistics.definitions import measures
from statistics.formats.csv import BOM, plain
from statistics.formats.notices import FLAGS, LICENCE_URL, citation, flags, notices
from statistics.language import say
from statistics.table import AXIS_LABELS, Axis, ReleaseInfo

PACKAGE = "datapackage.json"
DICTIONARY = "datakatalog.csv"
CODES = "koder.csv"
LANGUAGES = ("nb", "nn", "en")
DICTIONARIES = {DICTIONARY: "nb", "datakatalog.nn.csv": "nn", "datakatalog.en.csv": "en"}
"""The dictionary in each language. Names of columns are the same."""

CODE_COLUMNS = ("akse", "kode", "navn", "navn_nn", "navn_en", "overordnet", "ddd")
COUNTIES = "fylker.csv"
SUMS = "SHA256SUMS"

Row = tuple[str, ...]


def package(release: ReleaseInfo, files: list[dict[str, Any]], number: str) -> dict[str, Any]:
    """`files`: name, bytes, sha256 and year (0 for the whole series) of each."""
    return {
        "profile": "data-package",
        "name": f"legemiddelstatistikk-{release.number}",
        "id": release.digest,
        "title": f"Legemiddelstatistikk, utgave {release.number}",
        "description": " ".join((citation(release), *notices(release))),
        "version": release.number,
        "created": f"{release.published}T07:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE_URL, "title": release.licence}],
        "sources": [{"title": release.source}],
        "resources": [*(_resource(file, number) for file in files), *_lists()],
    }


def _resource(file: dict[str, Any], number: str) -> dict[str, Any]:
    name = str(file["name"])
    told = {
        "name": name.replace(".", "-").lower(),
        "path": name,
        "title": _title(file),
        "bytes": file["bytes"],
        "hash": f"sha256:{file['sha256']}",
    }
    if name.endswith(".parquet"):
        return told | {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    members = {"compression": "zip", "innerpath": f"{file['members'][0]}"}
    shape = {"format": "csv", "mediatype": "application/zip", "encoding": "utf-8", "schema": _schema_of(name, number)}
    dialect = {"dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True}}
    many = {"members": file["members"]} if len(file["members"]) > 1 else {}
    return told | shape | dialect | members | many | {"profile": "tabular-data-resource"}


def _title(file: dict[str, Any]) -> str:
    if places.is_then(str(file["name"])):
        return f"Fylkene slik de var: de som ikke finnes i dag ({COUNTIES} har alle)"
    return f"Året {file['year']}" if file["year"] else "Hele serien"


def _lists() -> list[dict[str, Any]]:
    return [
        _list("koder", CODES, "Koder og navn", CODE_COLUMNS),
        _list("fylker", COUNTIES, "Fylkene år for år, og hvilke av dagens fylker de er summen av", then.HEADS),
    ]


def _list(name: str, path: str, title: str, columns: Sequence[str]) -> dict[str, Any]:
    fields = [{"name": column, "type": "string"} for column in columns]
    shape = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "profile": "tabular-data-resource"}
    return {"name": name, "path": path, "title": title, **shape, "schema": {"fields": fields}}


def _schema_of(name: str, number: str) -> dict[str, Any]:
    return schema(number, then.every(queries.years(number)) if places.is_then(name) else ())


def schema(number: str, regions: Sequence[str] = ()) -> dict[str, Any]:
    """`regions`: those of the file, where they are others than the release's own."""
    enums = {axis.code: list(axis.codes) for axis in queries.axes(number)}
    enums |= {"omr": list(regions)} if regions else {}
    keys = [
        {"name": code, "type": "string", "title": AXIS_LABELS[code], "constraints": {"enum": enums[code]}}
        for code in ("omr", "kjonn", "alder")
    ]
    atc = {"name": "atc", "type": "string", "title": AXIS_LABELS["atc"], "constraints": {"required": True}}
    fields = [atc, *keys, {"name": "aar", "type": "integer", "title": AXIS_LABELS["aar"]}]
    for code in figures():
        measure = measures()[code]
        kind = "integer" if measure.scale == 1 else "number"
        fields.append({"name": code, "type": kind, "title": measure.label, "description": measure.definition})
        fields.append({"name": code + FLAG, "type": "string", "constraints": {"enum": list(FLAGS)}})
    return {"fields": fields, "missingValues": [""], "primaryKey": ["atc", "omr", "kjonn", "alder", "aar"]}


def dictionary(number: str, language: str = "nb") -> bytes:
    """One row a column, and the formulas of what is computed from them."""
    with override(language):
        return _csv([*_columns(number), *_formulas()])


def _columns(number: str) -> list[Row]:
    rows: list[Row] = [("kolonne", "navn", "enhet", "betydning", "kilde")]
    for axis in _axes(number):
        told = say("{count} koder, se {file}", count=len(axis.categories), file=CODES)
        rows.append((axis.code, gettext(axis.label), "", told, ""))
    signs = ", ".join(f"«{symbol}» {text}" for symbol, text in flags().items())
    for code in figures():
        measure = measures()[code]
        rows.append((code, *map(gettext, (measure.label, measure.unit, measure.definition)), measure.source))
        rows.append((code + FLAG, "", "", say("Tomt der det er et tall; ellers {signs}", signs=signs), ""))
    return rows


def _formulas() -> list[Row]:
    sums = say(
        "Ikke en kolonne her, men i {file}. Et fylke fra før som er en sum av dagens, er summen av radene deres, "
        "der alle er vist. "
        "Er kolonnen tom, er fylket skjult: forskjellen mellom de to inndelingene er en kommune.",
        file=COUNTIES,
    )
    computed = [m for code, m in measures().items() if code not in figures()]
    meant = {m.code: say("Ikke en kolonne. {definition}", definition=gettext(m.definition)) for m in computed}
    formulas = [(f"({m.code})", gettext(m.label), gettext(m.unit), meant[m.code], m.source) for m in computed]
    return [("(sum_av)", "", "", sums, ""), *formulas]


def counties() -> bytes:
    """The counties of every year, and what each is the sum of."""
    return _csv(then.table(_in_each))


def _in_each(text: str) -> tuple[str, ...]:
    """The text in the three languages."""
    told = []
    for language in LANGUAGES:
        with override(language):
            told.append(gettext(text))
    return tuple(told)


def codes(number: str) -> bytes:
    """Every code of every axis, with its name in the three languages; a medicine's own where a language has none."""
    rows: list[Row] = [CODE_COLUMNS]
    more = {node.code: (node.parent, node.ddd) for node in queries.nodes(number)}
    for axes in zip(*map(partial(_named, number), LANGUAGES), strict=True):
        for one in zip(*(axis.categories for axis in axes), strict=True):
            of_atc = more[one[0].code] if axes[0].code == "atc" else ("", "")
            rows.append((axes[0].code, one[0].code, *(category.label for category in one), *of_atc))
    return _csv(rows)


def _named(number: str, language: str) -> tuple[Axis, ...]:
    """The axes that have codes, with their names in the language."""
    with override(language):
        return _axes(number)[:4]


def _axes(number: str) -> tuple[Axis, ...]:
    return queries.axes(number)[:5]


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([plain(text) for text in row] for row in rows)
    return out.getvalue().encode()
