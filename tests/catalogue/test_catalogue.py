"""The catalogue, the feed, the map of the site and the pages' markup, read by programs that know nothing of ours."""

import json
import os
import re
from contextlib import closing

import pytest
from django.test import Client
from lxml import etree
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS
from rdflib.term import Node

from statistics.models import Release
from tests.universe import Universe, publish

SHAPES = os.environ.get("DCAT_SHAPES", "")
ATOM = "{http://www.w3.org/2005/Atom}"
REQUIRED = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
   sh:property [ sh:path dct:title ; sh:minCount 1 ], [ sh:path dct:description ; sh:minCount 1 ],
     [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ],
     [ sh:path dcat:contactPoint ; sh:minCount 1 ], [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
   sh:property [ sh:path dct:title ; sh:minCount 1 ], [ sh:path dct:description ; sh:minCount 1 ],
     [ sh:path dct:identifier ; sh:minCount 1 ], [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ],
     [ sh:path dcat:theme ; sh:minCount 1 ], [ sh:path dcat:contactPoint ; sh:minCount 1 ],
     [ sh:path dct:accessRights ; sh:minCount 1 ; sh:maxCount 1 ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
   sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ],
     [ sh:path dct:license ; sh:maxCount 1 ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
   sh:property [ sh:path dct:title ; sh:minCount 1 ], [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:maxCount 1 ] .
"""
"""What DCAT-AP-NO 2 requires (data.norge.no/specification/dcat-ap-no). DCAT_SHAPES: Digdir's own shapes, if here."""


EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated.*:DeprecationWarning")  # rdflib's readers, of itself


def scheme_of(code: str) -> str:
    return IANA.rstrip("/") if code.startswith(IANA) else code.rpartition("/")[0]


@pytest.fixture(scope="module")
def release(committed: None) -> Release:
    Universe()
    return publish()


@pytest.fixture
def catalogue(release: Release) -> Graph:
    return Graph().parse(data=Client().get("/catalog.ttl").content, format="turtle")


def test_three_syntaxes_are_one_graph(catalogue: Graph) -> None:
    for path, syntax in (("/catalog.jsonld", "json-ld"), ("/catalog.rdf", "xml")):
        answer = Client().get(path)
        assert isomorphic(Graph().parse(data=answer.content, format=syntax), catalogue)
    assert Client().get("/catalog.ttl")["Content-Type"] == "text/turtle; charset=utf-8"


def test_what_dcat_ap_no_requires_is_there(catalogue: Graph) -> None:
    conforms, _, told = validate(catalogue, shacl_graph=Graph().parse(data=REQUIRED, format="turtle"))
    assert conforms, told


def test_a_catalogue_without_a_title_is_found_out(catalogue: Graph) -> None:
    (node,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    catalogue.remove((node, DCTERMS.title, None))
    assert not validate(catalogue, shacl_graph=Graph().parse(data=REQUIRED, format="turtle"))[0]


@pytest.mark.skipif(not SHAPES, reason="DCAT_SHAPES is not set: the path of Digdir's dcat-ap-no shapes")
def test_digdirs_own_shapes(catalogue: Graph) -> None:
    """With the one thing they look up in the EU's lists: which list a code stands in."""
    for code in {str(value) for value in catalogue.objects() if str(value).startswith((EU, IANA))}:
        catalogue.add((URIRef(code), SKOS.inScheme, URIRef(scheme_of(code))))
    conforms, _, told = validate(catalogue, shacl_graph=Graph().parse(SHAPES, format="turtle"), allow_warnings=True)
    assert conforms, told


def test_titles_and_descriptions_are_in_three_languages(catalogue: Graph) -> None:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService):
        for node in catalogue.subjects(RDF.type, kind):
            assert languages(catalogue, node, DCTERMS.title) == ["en", "nb", "nn"], node
    for kind in (DCAT.Catalog, DCAT.Dataset):
        for node in catalogue.subjects(RDF.type, kind):
            assert languages(catalogue, node, DCTERMS.description) == ["en", "nb", "nn"], node
    node = URIRef("http://testserver/api/v1/tables/legemidler")
    told = {str(text.language): str(text) for text in catalogue.objects(node, DCTERMS.description)}
    assert told["nn"].startswith("Brukarar, utleveringar")
    assert "De sier ingenting" in told["nb"]
    assert "Dei seier ingenting" in told["nn"]
    assert "synthetic registry" in told["en"]


def languages(catalogue: Graph, node: Node, what: URIRef) -> list[str]:
    """Of its texts, each of which has one."""
    return sorted(str(text.language) for text in catalogue.objects(node, what) if isinstance(text, Literal))


def test_everything_it_names_is_there(catalogue: Graph) -> None:
    for node in {*catalogue.objects(None, DCAT.downloadURL), *catalogue.objects(None, DCAT.endpointDescription)}:
        path = str(node).removeprefix("http://testserver")
        with closing(Client().get(path)) as answer:
            assert answer.status_code == 200, path
    assert URIRef("http://testserver/data/filer/2026-1/legemidler_2026-1.parquet") in set(
        catalogue.objects(None, DCAT.accessURL)
    )


def test_the_feed_has_the_releases(release: Release) -> None:
    root = etree.fromstring(Client().get("/utgaver.atom").content)
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Utgave 2026-1"
    assert "CC BY 4.0" in (entry.findtext(f"{ATOM}summary") or "")


def test_the_map_leads_to_pages(release: Release) -> None:
    root = etree.fromstring(Client().get("/sitemap.xml").content)
    paths = [(loc.text or "").removeprefix("http://testserver") for loc in root.iter() if loc.tag.endswith("loc")]
    assert {"/", "/data", "/api/", "/data/filer/", "/legemiddel/A10BA02", "/legemiddel/alle"} <= set(paths)
    assert all(Client().get(path).status_code == 200 for path in paths[:8])
    assert b"Sitemap: http://testserver/sitemap.xml" in Client().get("/robots.txt").content


def test_the_page_of_files_describes_the_data_set(release: Release) -> None:
    page = Client().get("/data/filer/").content.decode()
    (raw,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(raw)
    assert (told["@type"], told["version"]) == ("Dataset", "2026-1")
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [part["encodingFormat"] for part in told["distribution"]] == [
        "application/zip",
        "application/vnd.apache.parquet",
    ]


def test_a_medicines_page_describes_its_own_figures(release: Release) -> None:
    page = Client().get("/legemiddel/A10BA02").content.decode()
    (raw,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(raw)
    assert told["description"].startswith("I 2024 ")
    assert [part["encodingFormat"] for part in told["distribution"]] == ["text/csv", "application/json"]
    for part in told["distribution"]:
        assert Client().get(part["contentUrl"]).status_code == 200


@pytest.mark.parametrize("path", ["/catalog.ttl?a=1", "/utgaver.atom?a=1", "/sitemap.xml?a=1", "/api/?a=1"])
def test_parameters_are_never_ignored(release: Release, path: str) -> None:
    assert Client().get(path).status_code == 400
