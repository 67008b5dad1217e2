"""Every link in every answer of the three dialects leads somewhere, as it stands."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import body
from tests.api.test_pxweb import QUERY

HOST = "http://testserver"
ENTRIES = {
    "v1": ("/api/v1/", "/api/v1/search?q=metformin", "/api/v1/releases", "/api/v1/tables/legemidler/data?atc=A10BJ06"),
    "pxwebapi/v2": ("/api/pxwebapi/v2/config", "/api/pxwebapi/v2/tables?pageSize=1", "/api/pxwebapi/v2/tables?lang=en"),
    "open/v1": ("/api/open/v1/Common/source", "/api/open/v1/lmr/table", "/api/open/v1/lmr/table/825/metadata"),
}
HREF = re.compile(r"""href=\\?["']([^"'\\]+)""")


def links(text: str) -> set[str]:
    """Addresses of this site among the texts of a JSON answer, and in the pages that FHI's metadata holds."""
    found: set[str] = set(HREF.findall(text))

    def look(content: Any) -> Any:
        found.update(value for value in content.values() if isinstance(value, str))
        return content

    json.loads(text, object_hook=look)
    found = {link.replace("{?q,limit}", "?q=metformin&limit=5") for link in found}
    local = {link.removeprefix(HOST) for link in found if link.startswith((HOST + "/", "/"))}
    return {link for link in local if not re.search(r"\s", link)}


def follow(reader: Client, waiting: set[str]) -> set[str]:
    """The addresses that were read, each with 200. Answers that are no JSON have no links of ours to follow."""
    read: set[str] = set()
    while waiting:
        address = waiting.pop()
        answer = reader.get(address)
        content = body(answer)
        assert answer.status_code == 200, (address, content)
        read.add(address)
        if answer["Content-Type"].startswith("application/") and "json" in answer["Content-Type"]:
            waiting |= links(content.decode()) - read
    return read


@pytest.mark.parametrize("dialect", list(ENTRIES))
def test_every_link_leads_somewhere(reader: Client, dialect: str) -> None:
    read = follow(reader, set(ENTRIES[dialect]))
    assert len(read) > len(ENTRIES[dialect])


def test_so_do_those_of_a_saved_query(reader: Client) -> None:
    made = reader.post("/api/pxwebapi/v2/savedqueries", json.dumps(QUERY), content_type="application/json")
    read = follow(reader, links(made.content.decode()) | {made["Location"].removeprefix(HOST)})
    assert {address.rpartition("/")[2] for address in read} >= {"data?lang=en", "selection?lang=en"}


def test_a_saved_query_leads_on_in_the_language_it_is_read_in(reader: Client) -> None:
    """The specification has no `lang` here; PxWeb's own links carry it."""
    made = reader.post("/api/pxwebapi/v2/savedqueries", json.dumps(QUERY), content_type="application/json")
    (own,) = (link["href"] for link in made.json()["links"] if link["rel"] == "self")
    assert own.endswith("?lang=en")
    for language in ("no", "en"):
        told = reader.get(own.replace("lang=en", f"lang={language}")).json()
        assert told["savedQuery"]["language"] == "en", "as it was saved"
        assert {(link["hreflang"], link["href"].rpartition("=")[2]) for link in told["links"]} == {(language, language)}
    assert reader.get(own.replace("lang=en", "lang=de")).status_code == 400
