import pytest
from django.http import QueryDict

from statistics.dashboards.params import PAGE, BadParameter, Filters, check_names, choice, edition, nearest, parse

YEARS = tuple(range(2018, 2026))


def parsed(query: str, first_use: int = 2019) -> Filters:
    given = QueryDict(query)
    check_names(given, PAGE)
    edition(given, ["2026-1", "2025-1"])
    return parse(given, YEARS, first_use)


def refused(query: str) -> BadParameter:
    with pytest.raises(BadParameter) as caught:
        parsed(query)
    return caught.value


def test_nothing_asked_for_gives_the_defaults() -> None:
    assert parsed("") == Filters(fra=2019, til=2025, aar=2025)


def test_everything_can_be_asked_for() -> None:
    query = "maal=ddd&omr=56&kjonn=menn&alder=20-24&fra=2020&til=2024&aar=2022&utgave=2025-1&del=kjonn"
    assert parsed(query) == Filters(
        fra=2020, til=2024, aar=2022, maal="ddd", omr="56", kjonn="menn", alder="20-24", deling="kjonn", utgave="2025-1"
    )


def test_an_age_may_have_an_en_dash() -> None:
    assert parsed("alder=20–24").alder == "20-24"
    assert parsed("alder=90%2B").alder == "90+"


def test_the_year_follows_the_last_one_shown() -> None:
    assert parsed("til=2021").aar == 2021
    assert parsed("til=2018").years == (2018,)


@pytest.mark.parametrize(
    ("query", "parameter", "near"),
    [
        ("mal=ddd", "mal", "maal"),
        ("utm_source=x", "utm_source", "utgave"),
        ("maal=ddd1000", "maal", "ddd1000d"),
        ("maal=", "maal", "per1000"),
        ("omr=finmark", "omr", "56"),
        ("omr=3", "omr", "03"),
        ("kjonn=kvinne", "kjonn", "kvinner"),
        ("alder=20-25", "alder", "20-24"),
        ("fra=2017", "fra", "2018"),
        ("til=2026", "til", "2025"),
        ("aar=ifjor", "aar", "2025"),
        ("aar=02020", "aar", "2020"),
        ("aar=²025", "aar", "2025"),
        ("fra=2024&til=2020", "fra", "2020"),
        ("utgave=2024-1", "utgave", "2025-1"),
        ("del=fylker", "del", "fylke"),
        ("maal=ddd&maal=nok", "maal", "nok"),
    ],
)
def test_what_is_not_understood_is_named_with_what_would_be(query: str, parameter: str, near: str) -> None:
    error = refused(query)
    assert error.parameter == parameter
    assert near in error.valid
    assert error.message


def test_a_wrong_value_is_repeated_but_not_at_any_length() -> None:
    error = refused(f"omr={'x' * 5000}")
    assert len(error.value) == 60
    assert len(error.message) < 200


def test_nearest_knows_codes_and_names() -> None:
    assert nearest("Trondelag", ["03", "50", "56"], ["Oslo", "Trøndelag", "Finnmark"])[0] == "50"


def test_a_choice_of_few_offers_all() -> None:
    with pytest.raises(BadParameter) as caught:
        choice(QueryDict("csv=tsv"), "csv", ("komma", "excel"), "komma")
    assert set(caught.value.valid) == {"komma", "excel"}
