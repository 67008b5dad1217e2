"""What the whole files hold, for programs (a Frictionless data package) and for people (a dictionary as CSV)."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from statistics import queries
from statistics.bulk import places, then
from statistics.bulk.rows import FLAG, figures
from statistics.definitions import measures
from statistics.formats.csv import BOM, plain
from statistics.formats.notices import FLAGS, LICENCE_URL, citation, notices
from statistics.table import AXIS_LABELS, Axis, ReleaseInfo

PACKAGE = "datapackage.json"
DICTIONARY = "datakatalog.csv"
CODES = "koder.csv"
COUNTIES = "fylker.csv"
SUMS = "SHA256SUMS"
SUMS_OF_COUNTIES = (
    f"Ikke en kolonne her, men i {COUNTIES}. Et fylke fra før som er en sum av dagens, er summen av radene deres, "
    "der alle er vist. "
    "Er kolonnen tom, er fylket skjult: forskjellen mellom de to inndelingene er en kommune."
)


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
        _list("koder", CODES, "Koder og navn", ("akse", "kode", "navn", "navn_en", "overordnet", "ddd")),
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


def dictionary(number: str) -> bytes:
    """One row a column, and the formulas of what is computed from them."""
    rows: list[tuple[str, ...]] = [("kolonne", "navn", "enhet", "betydning", "kilde")]
    rows += [(axis.code, axis.label, "", f"{len(axis.categories)} koder, se {CODES}", "") for axis in _axes(number)]
    for code in figures():
        measure = measures()[code]
        rows.append((code, measure.label, measure.unit, measure.definition, measure.source))
        signs = ", ".join(f"«{symbol}» {text}" for symbol, text in FLAGS.items())
        rows.append((code + FLAG, "", "", f"Tomt der det er et tall; ellers {signs}", ""))
    rows.append(("(sum_av)", "", "", SUMS_OF_COUNTIES, ""))
    computed = [m for code, m in measures().items() if code not in figures()]
    rows += [(f"({m.code})", m.label, m.unit, f"Ikke en kolonne. {m.definition}", m.source) for m in computed]
    return _csv(rows)


def counties() -> bytes:
    """The counties of every year, and what each is the sum of."""
    return _csv(then.table())


def codes(number: str) -> bytes:
    """Every code of every axis, with its name."""
    rows: list[tuple[str, ...]] = [("akse", "kode", "navn", "navn_en", "overordnet", "ddd")]
    nodes = queries.nodes(number)
    rows += [("atc", node.code, node.name, node.name_en, node.parent, node.ddd) for node in nodes]
    for axis in _axes(number)[1:4]:
        rows += [(axis.code, category.code, category.label, "", "", "") for category in axis.categories]
    return _csv(rows)


def _axes(number: str) -> tuple[Axis, ...]:
    return queries.axes(number)[:5]


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([plain(text) for text in row] for row in rows)
    return out.getvalue().encode()
