"""The catalogue as RDF, after DCAT-AP-NO: two data sets, their files, and three services.

Sources: data.norge.no/specification/dcat-ap-no (version 2); the EU's authority lists for codes.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import override
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from statistics.api import spoken
from statistics.api.tables import TABLES, PublishedTable
from statistics.bulk import places
from statistics.formats.notices import citation, notices
from statistics.table import ReleaseInfo

EU = "http://publications.europa.eu/resource/authority"
LICENCE = URIRef(f"{EU}/licence/CC_BY_4_0")
HEALTH = URIRef(f"{EU}/data-theme/HEAL")
PUBLIC = URIRef(f"{EU}/access-right/PUBLIC")
YEARLY = URIRef(f"{EU}/frequency/ANNUAL")
NORWAY = URIRef(f"{EU}/country/NOR")
LANGUAGES = {
    "nb": URIRef(f"{EU}/language/NOB"),
    "nn": URIRef(f"{EU}/language/NNO"),
    "en": URIRef(f"{EU}/language/ENG"),
}
IANA = "https://www.iana.org/assignments/media-types"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")

TITLE = {"nb": "Legemiddelstatistikk", "nn": "Legemiddelstatistikk", "en": "Medicines statistics"}
ABOUT = {
    "nb": "Åpne tall om legemidler utlevert på resept i Norge, etter ATC-kode, fylke, kjønn, alder og år.",
    "nn": "Opne tal om legemiddel utleverte på resept i Noreg, etter ATC-kode, fylke, kjønn, alder og år.",
    "en": "Open figures on medicines dispensed on prescription in Norway, by ATC code, county, sex, age and year.",
}
SERVICES = {
    "v1": ("api/v1/", "api/v1/openapi.json"),
    "pxweb": ("api/pxwebapi/v2/", "api/pxwebapi/v2/config"),
    "fhi": ("api/open/v1/", "api/open/v1/Common/source"),
}
CALLED = {
    "v1": {
        "nb": "Legemiddelstatistikkens API",
        "nn": "API-et til Legemiddelstatistikk",
        "en": "API of Medicines statistics",
    },
    "pxweb": {"nb": "PxWebApi 2", "nn": "PxWebApi 2", "en": "PxWebApi 2"},
    "fhi": {
        "nb": "FHI Statistikks åpne API",
        "nn": "Det opne API-et til FHI Statistikk",
        "en": "The open API of FHI Statistikk",
    },
}
"""The services."""

KEYWORDS = {
    "nb": ("legemidler", "resept", "ATC", "DDD", "folkehelse"),
    "nn": ("legemiddel", "resept", "ATC", "DDD", "folkehelse"),
    "en": ("medicines", "prescription", "ATC"),
}
WHOLE = {"nb": "Hele serien", "nn": "Heile serien", "en": "The whole series"}
QUERY = dict.fromkeys(LANGUAGES, "API")


@dataclass(frozen=True)
class Kind:
    """Of a file: how its name ends, its codes in the authority lists, and what it is packed in."""

    ending: str
    file_type: str
    media: str
    packed: str = ""


FILES = (Kind("csv.zip", "CSV", "text/csv", "application/zip"), Kind("parquet", "PARQUET", "application/octet-stream"))
QUERIES = (Kind("csv", "CSV", "text/csv"), Kind("json", "JSON", "application/json"))


def graph(release: ReleaseInfo, site: str, changed: dt.date | None = None) -> Graph:
    """`site`: the address of the front page, with its last slash. `changed`: the day the release came into force."""
    made = Graph()
    for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("adms", ADMS)):
        made.bind(prefix, space)
    publisher, contact = _people(made, site)
    catalog = URIRef(f"{site}catalog")
    _described(made, catalog, DCAT.Catalog, TITLE, ABOUT)
    _dated(made, catalog, release)
    made.add((catalog, DCTERMS.identifier, Literal(str(catalog))))
    made.add((catalog, DCTERMS.publisher, publisher))
    made.add((catalog, DCAT.contactPoint, contact))
    made.add((catalog, DCTERMS.license, LICENCE))
    made.add((catalog, FOAF.homepage, _document(made, site)))
    made.add((catalog, DCTERMS.spatial, NORWAY))
    made.add((catalog, DCAT.themeTaxonomy, URIRef(f"{EU}/data-theme")))
    for language in LANGUAGES.values():
        made.add((catalog, DCTERMS.language, language))
    for table in TABLES:
        made.add((catalog, DCAT.dataset, _dataset(made, table, release, site, publisher, contact)))
    for name in SERVICES:
        made.add((catalog, DCAT.service, _service(made, name, site, publisher, contact)))
    made.add((LICENCE, RDF.type, DCTERMS.LicenseDocument))
    for node in list(made.subjects(DCTERMS.modified)) if changed else ():
        made.set((node, DCTERMS.modified, Literal(str(changed), datatype=XSD.date)))
    return made


def _people(made: Graph, site: str) -> tuple[URIRef, URIRef]:
    publisher, contact = URIRef(f"{site}#utgiver"), URIRef(f"{site}#kontakt")
    made.add((publisher, RDF.type, FOAF.Agent))
    made.add((publisher, FOAF.name, Literal(TITLE["nb"], lang="nb")))
    made.add((publisher, FOAF.homepage, _document(made, site)))
    made.add((contact, RDF.type, VCARD.Organization))
    made.add((contact, VCARD.fn, Literal(TITLE["nb"])))
    made.add((contact, VCARD.hasURL, URIRef(f"{site}metode")))
    return publisher, contact


def _dataset(
    made: Graph, table: PublishedTable, release: ReleaseInfo, site: str, publisher: URIRef, contact: URIRef
) -> URIRef:
    dataset = URIRef(f"{site}api/v1/tables/{table.slug}")
    title = {language: table.title[theirs] for language, theirs in spoken.LANGUAGES.items()}
    about = {
        language: _said(table.description[theirs], release, language) for language, theirs in spoken.LANGUAGES.items()
    }
    _described(made, dataset, DCAT.Dataset, title, about)
    _dated(made, dataset, release)
    made.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    made.add((dataset, DCTERMS.publisher, publisher))
    made.add((dataset, DCAT.contactPoint, contact))
    made.add((dataset, DCAT.theme, HEALTH))
    made.add((dataset, DCTERMS.accessRights, PUBLIC))
    made.add((dataset, DCTERMS.accrualPeriodicity, YEARLY))
    made.add((dataset, DCTERMS.spatial, NORWAY))
    made.add((dataset, DCAT.landingPage, _document(made, f"{site}data")))
    made.add((dataset, DCTERMS.bibliographicCitation, Literal(citation(release))))
    for language, words in KEYWORDS.items():
        for word in words:
            made.add((dataset, DCAT.keyword, Literal(word, lang=language)))
    _period(made, dataset, release)
    for address, kind, what in _distributions(table, release, site):
        made.add((dataset, DCAT.distribution, _distribution(made, address, kind, what)))
    return dataset


def _said(description: str, release: ReleaseInfo, language: str) -> str:
    """With what must be said of the figures."""
    with override(language):
        return " ".join((description, *notices(release)))


def _distributions(table: PublishedTable, release: ReleaseInfo, site: str) -> list[tuple[str, Kind, dict[str, str]]]:
    """Address, kind, and what it is."""
    query = "data.{}?atc=alle" if "atc" in table.axis_codes else "data.{}?omr=*"
    base = f"{site}api/v1/tables/{table.slug}/"
    found = [(base + query.format(kind.ending), kind, QUERY) for kind in QUERIES]
    if "atc" not in table.axis_codes:
        return found
    stem = f"{site}data/filer/{release.number}/{places.stem(release)}"
    return [*((f"{stem}.{kind.ending}", kind, WHOLE) for kind in FILES), *found]


def _distribution(made: Graph, address: str, kind: Kind, what: dict[str, str]) -> URIRef:
    distribution = URIRef(address)
    made.add((distribution, RDF.type, DCAT.Distribution))
    _titled(made, distribution, {language: f"{name}, {kind.file_type}" for language, name in what.items()})
    made.add((distribution, DCAT.accessURL, distribution))
    made.add((distribution, DCAT.downloadURL, distribution))
    made.add((distribution, DCTERMS.license, LICENCE))
    made.add((distribution, DCTERMS.format, URIRef(f"{EU}/file-type/{kind.file_type}")))
    made.add((distribution, DCAT.mediaType, URIRef(f"{IANA}/{kind.media}")))
    if kind.packed:
        made.add((distribution, DCAT.compressFormat, URIRef(f"{IANA}/{kind.packed}")))
    return distribution


def _service(made: Graph, name: str, site: str, publisher: URIRef, contact: URIRef) -> URIRef:
    endpoint, description = SERVICES[name]
    service = URIRef(f"{site}api/#{name}")
    made.add((service, RDF.type, DCAT.DataService))
    made.add((service, DCTERMS.identifier, Literal(str(service))))
    _titled(made, service, CALLED[name])
    made.add((service, DCAT.endpointURL, URIRef(site + endpoint)))
    made.add((service, DCAT.endpointDescription, URIRef(site + description)))
    made.add((service, DCTERMS.publisher, publisher))
    made.add((service, DCAT.contactPoint, contact))
    made.add((service, DCTERMS.license, LICENCE))
    made.add((service, DCTERMS.accessRights, PUBLIC))
    made.add((service, DCAT.theme, HEALTH))
    for table in TABLES[:1] if name == "fhi" else TABLES:
        made.add((service, DCAT.servesDataset, URIRef(f"{site}api/v1/tables/{table.slug}")))
    return service


def _described(made: Graph, node: URIRef, kind: URIRef, title: dict[str, str], about: dict[str, str]) -> None:
    made.add((node, RDF.type, kind))
    _titled(made, node, title)
    for language in LANGUAGES:
        made.add((node, DCTERMS.description, Literal(about[language], lang=language)))


def _titled(made: Graph, node: URIRef, title: dict[str, str]) -> None:
    for language in LANGUAGES:
        made.add((node, DCTERMS.title, Literal(title[language], lang=language)))


def _dated(made: Graph, node: URIRef, release: ReleaseInfo) -> None:
    if release.published:
        day = Literal(release.published.isoformat(), datatype=XSD.date)
        made.add((node, DCTERMS.issued, day))
        made.add((node, DCTERMS.modified, day))


def _period(made: Graph, dataset: URIRef, release: ReleaseInfo) -> None:
    period = BNode("periode-" + str(dataset).rpartition("/")[2])
    made.add((dataset, DCTERMS.temporal, period))
    made.add((period, RDF.type, DCTERMS.PeriodOfTime))
    made.add((period, DCAT.startDate, Literal(f"{release.first_year}-01-01", datatype=XSD.date)))
    made.add((period, DCAT.endDate, Literal(f"{release.last_year}-12-31", datatype=XSD.date)))


def _document(made: Graph, address: str) -> URIRef:
    node = URIRef(address)
    made.add((node, RDF.type, FOAF.Document))
    return node
