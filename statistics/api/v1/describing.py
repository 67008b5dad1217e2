"""Tables, dimensions and codes as data: what there is to choose from, and since when."""

from typing import Any

import numpy as np
from django.utils.translation import get_language, gettext, override

from statistics import queries
from statistics.api.spoken import LANGUAGES
from statistics.api.tables import PublishedTable
from statistics.api.v1.selecting import DEFAULTS
from statistics.cube.axes import ROOT
from statistics.definitions import measures
from statistics.definitions.divisions import TODAY, in_force
from statistics.formats.dataset import ROLES
from statistics.formats.jsonstat import provenance
from statistics.formats.notices import flags, notices
from statistics.table import Axis, ReleaseInfo

FORMATS = ("json", "jsonstat", "csv", "xlsx", "parquet", "px")


def about(release: ReleaseInfo) -> dict[str, Any]:
    """What every answer says of its release."""
    return {
        **provenance(release),
        "source": release.source,
        "published": release.published.isoformat() if release.published else None,
        "withdrawn": release.withdrawn.isoformat() if release.withdrawn else None,
        "notices": notices(release),
        "flags": flags(),
    }


def table(found: PublishedTable, release: ReleaseInfo, url: str) -> dict[str, Any]:
    """`url` of the table itself."""
    return {
        "id": found.slug,
        "title": found.title[spoken()],
        "title_en": found.title["en"],
        "description": found.description[spoken()],
        "first_year": release.first_year,
        "last_year": release.last_year,
        "dimensions": [dimension(axis, url) for axis in found.axes(release.number) if axis.code in found.axis_codes],
        "formats": list(FORMATS),
        "links": {"self": url, "data": f"{url}/data{_least(found)}", "dimensions": f"{url}/dimensions"},
    }


def spoken() -> str:
    """What a table's own texts call the language of the moment."""
    return LANGUAGES[get_language() or "nb"]


def _least(found: PublishedTable) -> str:
    """The query that chooses what must be chosen and no more, so that the link to figures leads to some."""
    return "?atc=" + ROOT if "atc" in found.axis_codes else ""


def dimension(axis: Axis, url: str) -> dict[str, Any]:
    return {
        "code": axis.code,
        "label": gettext(axis.label),
        "role": ROLES.get(axis.code, "") or None,
        "default": DEFAULTS.get(axis.code),
        "size": len(axis.categories),
        "links": {"self": f"{url}/dimensions/{axis.code}"},
    }


def categories(axis: Axis, release: ReleaseInfo, division: str = TODAY) -> list[dict[str, Any]]:
    """`division`: of the table that the axis is of."""
    labels = {language: _labels(axis.code, release, division, language) for language in ("nn", "en")}
    more = _of_atc(release) if axis.code == "atc" else {}
    return [
        {
            "code": category.code,
            "label": category.label,
            **{f"label_{language}": named[category.code] for language, named in labels.items()},
            "parent": parent(axis, category.code, more),
            **validity(axis, category.code),
            **({k: v for k, v in more[category.code].items() if k != "parent"} if more else {}),
            **(_of_measure(category.code) if axis.code == "maal" else {}),
        }
        for category in axis.categories
    ]


def _labels(code: str, release: ReleaseInfo, division: str, language: str) -> dict[str, str]:
    """Name in the language by code; a medicine has the one it is known by, where the language has none of its own."""
    with override(language):
        (axis,) = (axis for axis in queries.axes(release.number, division) if axis.code == code)
    return {category.code: category.label for category in axis.categories}


def validity(axis: Axis, code: str) -> dict[str, str | None]:
    """First and last day of a county's code (SSB Klass 104), where they lie in the series; other codes have none."""
    first, last = in_force(code) if axis.code == "omr" else (None, None)
    return {"valid_from": f"{first}-01-01" if first else None, "valid_to": f"{last}-12-31" if last else None}


def parent(axis: Axis, code: str, more: dict[str, dict[str, Any]]) -> str | None:
    """The total that the code is part of."""
    if axis.code == "atc":
        return more[code]["parent"] or None
    total = DEFAULTS.get(axis.code)
    return total if axis.code in ("omr", "kjonn", "alder") and code != total else None


def _of_atc(release: ReleaseInfo) -> dict[str, dict[str, Any]]:
    used = _years_used(release)
    return {
        node.code: {
            "parent": node.parent,
            "level": node.level,
            "ddd": node.ddd or None,
            "first_year": used[node.code][0],
            "last_year": used[node.code][1],
        }
        for node in queries.nodes(release.number)
    }


def _years_used(release: ReleaseInfo) -> dict[str, tuple[int | None, int | None]]:
    """First and last year with a printed figure of users that is not zero."""
    totals = queries.national_totals(release.number)
    values, reasons = totals.users()
    used = (values > 0) & (reasons == 0)
    found = {}
    for code, row in zip(totals.codes, used, strict=True):
        at = np.flatnonzero(row)
        found[code] = (totals.years[at[0]], totals.years[at[-1]]) if at.size else (None, None)
    return found


def _of_measure(code: str) -> dict[str, Any]:
    measure = measures()[code]
    return {
        "unit": gettext(measure.unit),
        "decimals": measure.decimals,
        "kind": measure.kind,
        "definition": gettext(measure.definition),
        "source": measure.source,
        "owner": measure.owner,
        "date": measure.date.isoformat(),
    }
