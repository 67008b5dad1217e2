"""Any address that a person can type or edit: a right page, a 404, or a 400 that names the parameter. Never silence.

What each page understands is written down here once more, by hand: a page that answers 200 to something else has
ignored it.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Valid = Callable[[str], bool]

CODES = ["alle", "A", "A10", "A10B", "A10BA", "A10BA02", "A10BJ", "A10BJ06", "D", "D02", "D02A", "D02AF"]
REGIONS = ["0", "03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56", "99"]
SEXES = ["begge", "kvinner", "menn"]
AGES = ["alle", *(f"{a}-{a + 4}" for a in range(0, 90, 5)), "90+"]
MEASURES = ["per1000", "std1000", "brukere", "ddd1000d", "ddd", "nok", "utleveringer", "pakninger", "folk"]
YEARS = ["2023", "2024"]


def among(*valid: str) -> Valid:
    return lambda value: value in valid


def age(value: str) -> bool:
    return value.replace("–", "-") in AGES


def each(valid: Valid) -> Valid:
    return lambda value: all(valid(part) for part in value.split(",") if part)


def code(value: str) -> bool:
    return value.strip().upper() in CODES or value.strip().lower() == "alle"


def one_series(value: str) -> bool:
    first, *rest = value.split(":")
    checks = (among(*REGIONS), among(*SEXES), age)
    return code(first) and len(rest) <= 3 and all(check(part) for check, part in zip(checks, rest, strict=False))


REGION, SEX, YEAR = among(*REGIONS), among(*SEXES), among(*YEARS)
UTGAVE = {"utgave": re.compile(r"20\d\d-1").fullmatch}
FIGURES: dict[str, Valid] = {
    "maal": among(*MEASURES),
    "omr": REGION,
    "kjonn": SEX,
    "alder": age,
    "fra": YEAR,
    "til": YEAR,
    "aar": YEAR,
    "del": among("ingen", "kjonn", "fylke"),
    "kart": among("ruter", "tid", "kart"),
    "usikkerhet": among("1"),
}
ONE_FIGURE = {**FIGURES, "figur": among("tid", "alder", "fylker", "kostnad")}
RANKED: dict[str, Valid] = {
    "nivaa": among(*"12345"),
    "maal": among(*(m for m in MEASURES if m != "folk")),
    "omr": REGION,
    "kjonn": SEX,
    "alder": age,
    "aar": YEAR,
    "side": lambda value: value.isascii() and value.isdigit() and int(value) == 1,  # the universe fills no page
}
WHOLE = {name: valid for name, valid in RANKED.items() if name != "side"}
LEAST = among("50", "100", "500", "1000", "10000")
CHANGED = {**RANKED, "fra": YEAR, "til": YEAR, "retning": among("opp", "ned"), "minst": LEAST}
DIFFERENT = {
    **RANKED,
    "maal": among("std1000", "per1000", "ddd1000d"),
    "minst": LEAST,
    "inndeling": among("idag", "slik-det-var"),  # where a region is chosen, those it may be follow from this
}
COMPARED: dict[str, Valid] = {
    "serie": one_series,
    "maal": among(*MEASURES),
    "fra": YEAR,
    "til": YEAR,
    "vis": among("felles", "smaa", "indeks"),
}
TABLE: dict[str, Valid] = {
    "atc": each(code),
    "maal": each(among(*MEASURES)),
    "omr": each(REGION),
    "kjonn": each(SEX),
    "alder": each(age),
    "fra": YEAR,
    "til": YEAR,
    "kol": among("atc", "omr", "kjonn", "alder", "aar", "maal"),
    "sorter": lambda value: bool(re.fullmatch(r"-?[0-9]{1,6}", value)),
}
QUERY: dict[str, Valid] = {"q": lambda value: len(value.strip()) <= 100}

PAGES: dict[str, dict[str, Valid]] = {
    "/": {},
    "/legemiddel/A10BA02": FIGURES,
    "/legemiddel/A10BA02.csv": {**ONE_FIGURE, "csv": among("komma", "excel")},
    "/legemiddel/A10BA02.json": ONE_FIGURE,
    "/legemiddel/A10BA02.svg": ONE_FIGURE,
    "/bygg-inn/legemiddel/A10BA02": ONE_FIGURE,
    "/sammenlign": COMPARED,
    "/sammenlign.csv": {**COMPARED, "vis": among("felles", "indeks"), "csv": among("komma", "excel")},
    "/bygg-inn/sammenlign": COMPARED,
    "/fylker": {},
    "/fylke/03": {"mot": among(*(r for r in REGIONS if r not in ("0", "03", "99"))), "nivaa": among("3", "4", "5")},
    "/fylke/03.csv": {"liste": among("mest", "skiller"), "nivaa": among("3", "4", "5")},
    "/mest-brukt": {name: valid for name, valid in RANKED.items() if name != "minst"},
    "/mest-brukt.json": WHOLE,
    "/bygg-inn/mest-brukt": WHOLE,
    "/storst-endring": {name: valid for name, valid in CHANGED.items() if name != "aar"},
    "/storst-endring.csv": {name: valid for name, valid in CHANGED.items() if name not in ("aar", "side")},
    "/fylkesforskjeller": {name: valid for name, valid in DIFFERENT.items() if name != "omr"},
    "/tabell": TABLE,
    "/tabell.csv": {**TABLE, "csv": among("komma", "excel")},
    "/tabell.json": {name: valid for name, valid in TABLE.items() if name not in ("kol", "sorter")},
    "/grupper": {},
    "/gruppe/fedmemidler": {},
    "/sok": QUERY,
    "/sok.json": QUERY,
    "/legemidler": {"kode": lambda value: not value or code(value), "tomme": among("1"), **QUERY},
    "/metode": {},
    "/data": {},
    "/tilgjengelighet": {},
}
WITHOUT_RELEASE = {"/", "/data", "/tilgjengelighet"}
"""Pages of the newest release, which `utgave` cannot change."""

ODD = [
    "",
    " ",
    "\x00",
    "%",
    "..",
    "'; DROP TABLE",
    "<script>",
    "=1+1",
    "\ud83d\ude00",
    "æøå",
    "9" * 30,
    "-1",
    "\u0663",
    "x" * 300,
]
NAMES = sorted({name for page in PAGES.values() for name in page} | {"utgave", "x", "OMR", "flyttet", ""})
RIGHT = [*CODES, *REGIONS, *SEXES, *AGES, *MEASURES, *YEARS, *"12345", "opp", "smaa", "tid", "100", "2026-1", "1999"]
SERIES = ["A10BA02", "a10bj06:56", "A10:0:menn:40–44", "Z99", "A10BA02:7", "A10BA02:0:begge:alle:x", ":::", "A10BA02:"]
VALUES = st.one_of(st.sampled_from(RIGHT), st.sampled_from(ODD), st.sampled_from(SERIES), st.text(max_size=12))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4)
PREFIXES = st.sampled_from(["", "/nn", "/en"])


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def chance_told(path: str, given: dict[str, str]) -> bool:
    """Chance is in pictures of the counties, and in files of them or of all where the measure is adjusted for age."""
    figure, drawn = given.get("figur", ""), not path.endswith((".csv", ".json"))
    own = figure in ("", "fylker") and given.get("maal", "").startswith("std")
    return "usikkerhet" not in given or (figure == "fylker" if drawn else own)


def understood(path: str, pairs: list[tuple[str, str]]) -> bool:
    known = {**PAGES[path], **({} if path in WITHOUT_RELEASE else UTGAVE)}
    repeated = {"atc", "maal", "omr", "kjonn", "alder"} if path.startswith("/tabell") else {"serie"}
    once = [name for name, _ in pairs if name not in repeated]
    given = dict(pairs)
    if re.search(r"^/legemiddel/.*\.|bygg-inn/legemiddel", path) and not chance_told(path, given):
        return False
    if path.startswith("/tabell") and not {"kol", "fra", "til"} & set(given) and abs(int(given.get("sorter", 0))) > 2:
        return False  # the universe has two years
    return len(once) == len(set(once)) and all(name in known and known[name](value) for name, value in pairs)


def told(answer: HttpResponse, pairs: list[tuple[str, str]]) -> None:
    """What is refused is a page that says so; a 400 names one of the parameters that were given or are wanted."""
    page = answer.content.decode()
    assert 'id="innhold"' in page
    if answer.status_code == 400:
        names = {name for name, _ in pairs} | {"serie", "atc", "maal", "omr", "kjonn", "alder", "fra"}
        assert answer.context["parameter"] in names
        assert answer.context["message"]


@QUICK
@pytest.mark.parametrize("path", PAGES)
@given(prefix=PREFIXES, pairs=PAIRS)
def test_whatever_stands_after_the_question_mark(
    reader: Client, path: str, prefix: str, pairs: list[tuple[str, str]]
) -> None:
    answer = reader.get(f"{prefix}{path}?{urlencode(pairs, errors='replace')}")
    assert answer.status_code in (200, 301, 302, 304, 400, 404)
    if answer.status_code == 200:
        assert understood(path, pairs), "answered, and something in the address was ignored"
    elif answer.status_code >= 400:
        told(answer, pairs)


@QUICK
@given(
    prefix=PREFIXES,
    page=st.sampled_from(["legemiddel", "bygg-inn/legemiddel", "fylke", "bygg-inn/fylke", "gruppe", "legemidler", ""]),
    name=VALUES,
    ending=st.sampled_from(["", ".csv", ".svg", ".exe", "/", "."]),
)
def test_whatever_stands_last_in_the_path(reader: Client, prefix: str, page: str, name: str, ending: str) -> None:
    answer = reader.get(f"{prefix}/{page}/{quote(name.encode(errors='replace'))}{ending}")
    assert answer.status_code in (200, 301, 302, 400, 404)
    if answer.status_code in (400, 404):
        told(answer, [])


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(reader: Client, method: str) -> None:
    for path in ("/", "/legemiddel/A10BA02", "/mest-brukt", "/sok"):
        assert getattr(reader, method)(path).status_code == 405
