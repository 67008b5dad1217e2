"""Each branch of each sentence. No-break spaces are written as spaces here."""

from dataclasses import replace

import pytest

from statistics.cube.axes import BANDS, COUNTIES, REGIONS
from statistics.dashboards import sentences
from statistics.table import Cell, Reason, Table
from tests.dashboards.made import HIDDEN, NOT_COMPUTABLE, Content, table, years

TOO_LITTLE = "Utvalget har for få tall som kan vises. Velg et større område, flere aldersgrupper eller andre år."


def read(sentence: object) -> str:
    return str(sentence).replace("\u00a0", " ")


def key_table(before: Content, now: Content, rate: Content = 29.2, atc: str = "A10BJ06") -> Table:
    cells = {("2024", "brukere"): before, ("2025", "brukere"): now, ("2025", "per1000"): rate, ("2024", "per1000"): 1.0}
    made = table(cells, aar=("2024", "2025"), maal=("brukere", "per1000"))
    return made if atc == "A10BJ06" else _renamed(made, atc)


def _renamed(made: Table, atc: str) -> Table:
    axes = table({}, atc=(atc,), aar=("2024", "2025"), maal=("brukere", "per1000")).axes
    return Table(made.release, axes, made.values, made.reasons)


@pytest.mark.parametrize(
    ("before", "now", "rate", "said"),
    [
        (130720, 163400, 29.2, "Det er 29,2 av 1 000 innbyggere, og 25 prosent flere enn året før."),
        (1000, 966, 29.2, "Det er 29,2 av 1 000 innbyggere, og 3,4 prosent færre enn året før."),
        (1000, 1010, 29.2, "Det er 29,2 av 1 000 innbyggere, omtrent like mange som året før."),
        (49, 90, 0.02, "Det er 0,02 av 1 000 innbyggere."),
        (HIDDEN, 90, 0.02, "Det er 0,02 av 1 000 innbyggere."),
    ],
)
def test_key(before: Content, now: float, rate: float, said: str) -> None:
    told = read(sentences.key(key_table(before, now, rate), "semaglutid", 5))
    assert told == f"I 2025 fikk {now:,} personer semaglutid på resept. {said}".replace(",", " ", now > 999)


def test_key_without_a_rate() -> None:
    told = sentences.key(key_table(100, 200, NOT_COMPUTABLE), "semaglutid", 5)
    assert read(told) == "I 2025 fikk 200 personer semaglutid på resept."
    assert read(told.number) == "200 personer"


def test_key_of_the_hidden_says_nothing_of_the_number() -> None:
    told = sentences.key(key_table(100, HIDDEN, HIDDEN), "semaglutid", 5)
    assert read(told) == "Tallet for semaglutid i 2025 kan ikke vises: det er skjult av hensyn til personvernet."


def test_key_of_none() -> None:
    assert read(sentences.key(key_table(0, 0, 0), "semaglutid", 5)) == "Ingen har fått semaglutid på resept i 2025."
    told = sentences.key(key_table(0, 0, 0, "A10BJ"), "GLP-1-analoger", 4)
    assert read(told) == "Ingen har fått legemidler i gruppen GLP-1-analoger på resept i 2025."


def test_key_of_a_group_and_of_all() -> None:
    group = sentences.key(key_table(100, 100, 5.0, "A10BJ"), "GLP-1-analoger", 4)
    assert read(group).startswith(
        "I 2025 fikk 100 personer minst ett legemiddel i gruppen GLP-1-analoger på resept. Det er"
    )
    everything = sentences.key(key_table(100, 100, 5.0, "alle"), "Alle legemidler", 0)
    assert read(everything).startswith("I 2025 fikk 100 personer minst ett legemiddel på resept. Det er")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            years(0, 1.9, 3.6, 6.1, 10.8, 18.9, 23.6, 29.2),
            "Fra 2019 til 2025 gikk tallet opp fra 1,9 til 29,2 per 1 000. "
            "Størst var endringen fra 2022 til 2023 (+8,1).",
        ),
        (years(10, 5), "Fra 2018 til 2019 gikk tallet ned fra 10,0 til 5,0 per 1 000."),
        (years(10, 10.1), "Tallet var omtrent det samme i 2019 (10,1 per 1 000) som i 2018 (10,0)."),
        (years(10, 10, 10, 10), "Tallet var omtrent det samme i 2021 (10,0 per 1 000) som i 2018 (10,0)."),
        (
            years(10, HIDDEN, 5),
            "Fra 2018 til 2020 gikk tallet ned fra 10,0 til 5,0 per 1 000. "
            "Noen år er skjult av hensyn til personvernet.",
        ),
        (years(0, 0, 4), "I 2020 var tallet 4,0 per 1 000."),
        (years(0, 0), "Tallet var 0 i alle år."),
        (years(0), "I 2018 var tallet 0."),
        (years(0, HIDDEN), "Alle tall som kan vises, er 0. Noen år er skjult av hensyn til personvernet."),
        (years(HIDDEN, HIDDEN), TOO_LITTLE),
        (years(NOT_COMPUTABLE, NOT_COMPUTABLE), "Måltallet kan ikke beregnes for dette utvalget."),
    ],
)
def test_time(made: Table, said: str) -> None:
    assert read(sentences.time(made, "per1000")) == said


def test_a_change_over_a_hidden_year_is_no_change_of_one_year() -> None:
    told = read(sentences.time(years(1, 2, HIDDEN, 9, 10), "per1000"))
    assert "Størst var endringen fra 2018 til 2019 (+1,0)." in told


def test_split() -> None:
    made = table({("kvinner", "2025"): 33.3, ("menn", "2025"): 25.2}, kjonn=("kvinner", "menn"), aar=("2024", "2025"))
    assert read(sentences.split(made, "per1000", "kjonn")) == (
        "I 2025 lå kvinner høyest (33,3 per 1 000), fulgt av menn (25,2)."
    )
    one = table({"0": 29.2}, omr=("0", "56", "03"))
    assert read(sentences.split(one, "per1000", "omr")) == (
        "I 2025 lå hele landet høyest (29,2 per 1 000). 2 serier er skjult av hensyn til personvernet."
    )
    assert sentences.split(table({}, omr=("0", "56")), "per1000", "omr") == TOO_LITTLE


def age_table(women: dict[str, Content], men: dict[str, Content], default: Content = 0) -> Table:
    cells = {("kvinner", a): c for a, c in women.items()} | {("menn", a): c for a, c in men.items()}
    return table(cells, default, kjonn=("kvinner", "menn"), alder=BANDS)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            age_table({"60-64": 71.1, "0-4": HIDDEN}, {"90+": 53.9}),
            "I 2025 var tallet høyest blant kvinner 60–64 år (71,1) og menn 90 år og eldre (53,9). "
            "1 av 38 grupper er skjult av hensyn til personvernet.",
        ),
        (
            age_table({"20-24": 8.0}, {}),
            "I 2025 var tallet høyest blant kvinner 20–24 år (8,0). For menn er alle tall som kan vises, 0.",
        ),
        (age_table({}, {}), "I 2025 var tallet 0 i alle grupper."),
        (
            age_table({"0-4": HIDDEN}, {}),
            "Alle tall som kan vises, er 0. 1 av 38 grupper er skjult av hensyn til personvernet.",
        ),
        (age_table({"20-24": 8.0}, {}, HIDDEN), TOO_LITTLE),
        (age_table({}, {}, NOT_COMPUTABLE), "Måltallet kan ikke beregnes for dette utvalget."),
    ],
)
def test_ages(made: Table, said: str) -> None:
    assert read(sentences.ages(made, "per1000")) == said


def county_table(printed: dict[str, Content], default: Content = 25.0, nation: Content = 29.2) -> Table:
    return table({**printed, "0": nation}, default, omr=REGIONS)


UNADJUSTED = "Tallene er ikke justert for ulik alderssammensetning."


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            county_table({"56": 38.5, "03": 19.2}),
            f"I 2025 var tallet høyest i Finnmark (38,5) og lavest i Oslo (19,2). For hele landet var det 29,2. "
            f"{UNADJUSTED}",
        ),
        (
            county_table({"56": 38.5, "03": 19.2, "11": HIDDEN, "15": HIDDEN}),
            "Blant fylkene som kan vises, var tallet i 2025 høyest i Finnmark (38,5) og lavest i Oslo (19,2). "
            f"For hele landet var det 29,2. 2 fylker er skjult. {UNADJUSTED}",
        ),
        (
            county_table({"11": HIDDEN}, 0, HIDDEN),
            "I 2025 er tallet 0 i alle fylker som kan vises. 1 fylke er skjult.",
        ),
        (county_table({}, 0, 0), "I 2025 er tallet 0 i alle fylker."),
        (
            county_table({"56": 38.5, "03": 0.0}),
            "I 2025 var tallet høyest i Finnmark (38,5). I 1 fylke var det 0. "
            f"For hele landet var det 29,2. {UNADJUSTED}",
        ),
        (
            county_table({"56": 38.5, "11": HIDDEN}, 0.0),
            "Blant fylkene som kan vises, var tallet i 2025 høyest i Finnmark (38,5). I 13 fylker var det 0. "
            f"For hele landet var det 29,2. 1 fylke er skjult. {UNADJUSTED}",
        ),
        (county_table({"03": 4.0}, HIDDEN), TOO_LITTLE),
        (county_table({}, NOT_COMPUTABLE), "Måltallet kan ikke beregnes for dette utvalget."),
    ],
)
def test_counties(made: Table, said: str) -> None:
    assert read(sentences.counties(made, "per1000")) == said


def test_counts_by_county_have_no_word_of_the_nation_or_of_age() -> None:
    cells = {(code, "brukere"): 10.0 + at for at, code in enumerate(COUNTIES)}
    told = sentences.counties(table(cells, 500, omr=REGIONS, maal=("brukere",)), "brukere")
    assert read(told) == "I 2025 var tallet høyest i Finnmark (24) og lavest i Oslo (10)."


def money(before: Content, now: Content, users: Content = 60) -> Table:
    cells = {("2024", "nok"): before, ("2025", "nok"): now, ("2024", "brukere"): users, ("2025", "brukere"): 50}
    return table(cells, aar=("2024", "2025"), maal=("nok", "brukere"))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (money(1000, 1540), "I 2025 var omsetningen 1 540 kr, 54 prosent mer enn året før."),
        (money(1000, 950), "I 2025 var omsetningen 950 kr, 5,0 prosent mindre enn året før."),
        (money(1000, 1010), "I 2025 var omsetningen 1 010 kr, omtrent det samme som året før."),
        (money(HIDDEN, 950), "I 2025 var omsetningen 950 kr."),
        (money(1000, 950, users=HIDDEN), "I 2025 var omsetningen 950 kr."),
        (money(1000, HIDDEN), TOO_LITTLE),
    ],
)
def test_costs_in_one_sentence(made: Table, said: str) -> None:
    nothing = made.cell(aar="2025", maal="brukere")
    told = sentences.costs(made, "2025", replace(nothing, value=None), replace(nothing, value=None))
    assert read(told) == said


def test_who_is_chosen_and_hidden_is_said_to_be() -> None:
    hidden = Cell(None, Reason.HIDDEN)
    assert sentences.chosen("Finnmark, kvinner", 2024, hidden, hidden) == (
        "Finnmark, kvinner, brukere i 2024: skjult av hensyn til personvernet."
    )
    told = sentences.chosen("Ukjent", 2024, Cell(7.0, Reason.NONE), Cell(None, Reason.NOT_COMPUTABLE))
    assert read(told) == "Ukjent: 7 personer i 2024."
