"""What is wrong is told in the language asked for, else in one the reader accepts; the dialects keep their own."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import body

DATA = "/api/v1/tables/legemidler/data"
WRONG = (
    f"{DATA}?atc=A10B06",
    f"{DATA}?atc=Z*",
    f"{DATA}?atc=top(0)",
    f"{DATA}?omr=03",
    f"{DATA}?atc=A&kjon=menn",
    f"{DATA}?atc=A&atc=D",
    f"{DATA}?atc=A&utgave=2020-1",
    f"{DATA}?atc=A&inndeling=x",
    f"{DATA}?atc=A&csv=excel",
    f"{DATA}.csv?atc=A&csv=x",
    f"{DATA}.xml?atc=A",
    f"{DATA}?atc=%ff",
    "/api/v1/tables/folkemengde/data?atc=A",
    "/api/v1/tables/legemiddel",
    "/api/v1/tables/legemidler/dimensions/x",
    "/api/v1/tables/legemidler/dimensions/omr/57",
    "/api/v1/search?q=",
    f"/api/v1/search?q={'a' * 101}",
    "/api/v1/search?q=a&limit=0",
    "/api/v1/nothing",
    "/api/nothing",
    "/api/v1/openapi.json?x=1",
    "/catalog.ttl?x=1",
)
UNKNOWN = {"nb": "Ukjent kode", "nn": "Ukjend kode", "en": "Unknown code"}


def told(reader: Client, address: str, **headers: str) -> tuple[str, dict[str, Any]]:
    """The language it says it is in, and the problem."""
    answer = reader.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    content = body(answer)
    assert answer["Content-Type"] == "application/problem+json", content
    return answer.get("Content-Language", ""), json.loads(content)


@pytest.mark.parametrize("address", WRONG)
def test_every_problem_has_three_languages(reader: Client, address: str) -> None:
    texts = {}
    for language in UNKNOWN:
        said, problem = told(reader, address, accept_language=language)
        assert said == language
        texts[language] = f"{problem['title']}. {problem['detail']}"
    assert len(set(texts.values())) == 3, texts


def test_those_of_any_address_too(reader: Client) -> None:
    for language, word in (("nb", "svarer på GET"), ("nn", "svarer på GET"), ("en", "answers GET")):
        answer = reader.delete(f"{DATA}?atc=A", headers={"accept-language": language})
        assert (answer.status_code, word in answer.json()["detail"]) == (405, True)
        other = reader.get(f"{DATA}?atc=A", headers={"accept-language": language, "if-match": '"x"'})
        assert (other.status_code, other["Content-Language"]) == (412, language)
        kind = reader.get("/api/v1/tables", headers={"accept-language": language, "accept": "image/png"})
        assert (kind.status_code, kind["Content-Language"]) == (406, language)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-US,en;q=0.9", "en"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("no", "nb"),
        ("nb-NO", "nb"),
        ("de,en;q=0.5,nn;q=0.4", "en"),
        ("en;q=0,nn;q=0.1", "nn"),
        ("*", "nb"),
        ("", "nb"),
        ("de", "nb"),
        ("EN", "en"),
        ("en;q=x", "nb"),
        ("å" * 10, "nb"),
        ("en," * 3000, "en"),
    ],
)
def test_the_language_that_is_accepted(reader: Client, accepted: str, language: str) -> None:
    said, problem = told(reader, f"{DATA}?atc=A10B06", accept_language=accepted)
    assert (said, problem["title"]) == (language, UNKNOWN[language])


def test_what_the_address_asks_goes_first(reader: Client) -> None:
    said, problem = told(reader, f"{DATA}?atc=A10B06&sprak=nn", accept_language="en")
    assert (said, problem["title"]) == ("nn", UNKNOWN["nn"])
    said, _ = told(reader, f"{DATA}?atc=A10B06&sprak=de", accept_language="en")
    assert said == "en"
    said, _ = told(reader, "/nn/api/?x=1", accept_language="en")
    assert said == "nn"


def test_caches_keep_them_apart(reader: Client) -> None:
    answer = reader.get(f"{DATA}?atc=A10B06")
    assert {"Accept", "Accept-Language"} <= set(answer["Vary"].split(", "))


def test_figures_are_the_same_for_all_who_ask_the_same(reader: Client) -> None:
    """A file's words follow from its address alone, so that a program gives the same on every machine."""
    address = f"{DATA}.csv?atc=A10BA02"
    plain, english = (body(reader.get(address, headers={"accept-language": one})) for one in ("nb", "en"))
    assert plain == english
    assert "Accept-Language" not in reader.get(address).get("Vary", "")


def test_the_dialects_keep_their_own(reader: Client) -> None:
    """PxWebApi's specification is English, FHI's API Norwegian."""
    for language in UNKNOWN:
        _, problem = told(
            reader,
            "/api/pxwebapi/v2/tables/LMR01/data?valuecodes[ContentsCode]=brukere&valuecodes[Tid]=x",
            accept_language=language,
        )
        assert "is not a value code" in problem["detail"]
        _, problem = told(reader, "/api/pxwebapi/v2/nothing", accept_language=language)
        assert (problem["title"], problem["detail"][:8]) == ("Not Found", "There is")
        _, problem = told(reader, "/api/open/v1/x/table", accept_language=language)
        assert problem["status"] == "Det er ingen kilde «x»."
        _, problem = told(reader, "/api/open/v1/nothing", accept_language=language)
        assert (problem["title"], problem["status"][:7]) == ("Not Found", "Adresse")
