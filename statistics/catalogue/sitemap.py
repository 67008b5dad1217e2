"""The site's pages for search engines: those without a code, and one for each medicine that has figures."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from django.urls import reverse

from statistics import queries
from statistics.table import ReleaseInfo

PAGES = ("front", "browser", "method", "data", "files", "api_docs")
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses a file may have, by the protocol."""


def sitemap(release: ReleaseInfo, site: str) -> bytes:
    """`site` without its last slash."""
    root, day = ET.Element("urlset", xmlns=SPACE), queries.changed(queries.releases())
    for path in _paths(release):
        page = ET.SubElement(root, "url")
        ET.SubElement(page, "loc").text = site + path
        if day:
            ET.SubElement(page, "lastmod").text = day.isoformat()
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _paths(release: ReleaseInfo) -> Iterable[str]:
    drugs = [reverse("drug", args=[node.code]) for node in queries.nodes(release.number)]
    return [*map(reverse, PAGES), *drugs][:MOST]
