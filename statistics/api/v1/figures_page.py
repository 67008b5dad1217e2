"""A selection of figures as a page: the first cells by name, and every format to take all of them in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from statistics import queries
from statistics.api.v1 import documented, page
from statistics.api.v1.asked import Asked
from statistics.api.v1.describing import FORMATS
from statistics.api.ways import Way
from statistics.dashboards import numbers
from statistics.formats import rows
from statistics.table import AXIS_LABELS

CELLS = 100
IN_JSON = 3
"""Rows that show what a program gets."""


@dataclass(frozen=True)
class Row:
    """`why`: what the sign in the value's place means."""

    names: list[str]
    value: str
    why: str


def shown(asked: Asked, parameters: tuple[str, ...]) -> page.Shown:
    table = queries.stream(asked.selection)
    first = rows.first(table, CELLS)
    left = [page.and_more(table.cells - IN_JSON)] if table.cells > IN_JSON else []
    content = rows.head(table, asked.title) | {"rows": [*first[:IN_JSON], *left]}
    figures = {
        "title": asked.title,
        "heads": [gettext(AXIS_LABELS[code]) for code in asked.table.axis_codes],
        "rows": [_row(row, asked.table.axis_codes) for row in first],
        "shown": numbers.decimal(len(first)),
        "all": numbers.decimal(table.cells),
        "left": table.cells > len(first),
    }
    more = {
        "figures": figures,
        "formats": formats(asked),
        "expressions": gettext(documented.EXPRESSION).replace("`", ""),
    }
    return page.Shown("data", f"{asked.title}.", content, asked.release, parameters, more)


def formats(asked: Asked) -> list[Way]:
    path, _, query = asked.url.partition("?")
    query = f"?{query}" if query else ""
    found = [Way(f".{suffix}", f"{path}.{suffix}{query}") for suffix in FORMATS]
    excel = f"{path}.csv{query}{'&' if query else '?'}csv=excel"
    return [*found, Way(gettext("CSV for norsk Excel"), excel)]


def _row(row: dict[str, Any], codes: tuple[str, ...]) -> Row:
    names = [f"{row[code]} {row[f'{code}_navn']}" if code == "atc" else row[f"{code}_navn"] for code in codes]
    if row["flagg"]:
        return Row(names, row["flagg"], row["flagg_tekst"])
    return Row(names, numbers.figure(row["verdi"], row["maal"]), "")
