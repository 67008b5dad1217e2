"""schema.org's description of a data set, which search engines read in the page."""

import json
from typing import Any

from statistics.bulk import places
from statistics.formats.notices import LICENCE_URL, citation, notices
from statistics.table import ReleaseInfo

ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
"""So that no text can end the element it stands in."""


def dataset(release: ReleaseInfo, site: str, name: str, about: str, page: str, files: list[str]) -> dict[str, Any]:
    """`site` with its last slash; `page` and `files`: addresses of the page and of the figures on it."""
    kinds = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": " ".join((about, *notices(release))),
        "url": page,
        "version": release.number,
        "license": LICENCE_URL,
        "citation": citation(release),
        "isAccessibleForFree": True,
        "inLanguage": ["nb", "nn", "en"],
        "temporalCoverage": f"{release.first_year}/{release.last_year}",
        "spatialCoverage": {"@type": "Place", "name": "Norge"},
        "creator": {"@type": "Organization", "name": "Legemiddelstatistikk", "url": site},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Legemiddelstatistikk", "url": f"{site}catalog.ttl"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kinds.get(_ending(file), "application/zip"), "contentUrl": file}
            for file in files
        ],
    }
    if release.published:
        told |= {"datePublished": release.published.isoformat(), "dateModified": release.published.isoformat()}
    return told


def whole_files(release: ReleaseInfo, site: str) -> list[str]:
    stem = f"{site}data/filer/{release.number}/{places.stem(release)}"
    return [f"{stem}.csv.zip", f"{stem}.parquet"]


def script(content: dict[str, Any]) -> str:
    """For an element of type application/ld+json."""
    return json.dumps(content, ensure_ascii=False).translate(ESCAPED)


def _ending(address: str) -> str:
    return address.partition("?")[0].rpartition(".")[2]
