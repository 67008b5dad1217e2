import datetime as dt

from statistics.cube.axes import BANDS, COUNTIES, REGIONS
from statistics.dashboards import tables
from statistics.dashboards.params import Filters
from statistics.dashboards.presenters import counties, form, twins, words
from statistics.table import Table
from tests.dashboards.made import HIDDEN, NOT_COMPUTABLE, RELEASE, Content, table

FILTERS = Filters(2018, 2025, 2025)


def regions(cells: dict[str, Content], default: Content = 25.0, measure: str = "per1000") -> Table:
    return table({(code, measure): c for code, c in cells.items()}, default, omr=REGIONS, maal=(measure,))


def elsewhere(users: Content) -> Table:
    return table({("99", "brukere"): users}, omr=("99",), maal=("brukere",))


def test_ranked_list_has_the_nation_in_its_place_and_the_hidden_last_by_name() -> None:
    made = regions({"56": 38.5, "03": 19.2, "0": 29.2, "46": HIDDEN, "42": HIDDEN})
    ranked = counties.counties(made, elsewhere(195), FILTERS).ranked
    assert [row.name for row in ranked[:2]] == ["Finnmark", "Hele landet"]
    assert [row.name for row in ranked[-3:]] == ["Oslo", "Agder", "Vestland"]
    assert [row.place for row in ranked[:3]] == ["1", "", "2"]
    assert [row.share for row in ranked[-2:]] == [None, None]
    assert all(row.content.hidden and row.content.text == ":" for row in ranked[-2:])


def test_ranked_counts_have_the_nation_last_without_a_bar() -> None:
    made = regions({"56": 40.0, "0": 400.0}, 20.0, "brukere")
    last = counties.counties(made, None, Filters(2018, 2025, 2025, maal="brukere")).ranked[-1]
    assert (last.name, last.share, last.content.text) == ("Hele landet", None, "400")


def test_tiles_stand_from_north_to_south_with_their_class() -> None:
    shown = counties.counties(regions({"56": 38.5, "03": 19.2, "42": HIDDEN, "18": NOT_COMPUTABLE}), None, FILTERS)
    tiles = {tile.name: tile for tile in shown.tiles}
    assert [tile.name for tile in shown.tiles][:3] == ["Finnmark", "Troms", "Nordland"]
    assert [tiles[name].style for name in ("Finnmark", "Oslo", "Agder", "Nordland")] == ["q5", "q1", "skjult", "tom"]
    assert shown.scale == ["under 20", "20–25", "25–30", "30–35", "35 og over"]


def test_classes_are_those_of_all_years() -> None:
    cells = {("03", "2024"): 0.0, ("56", "2024"): 100.0, ("56", "2025"): 50.0}
    made = table(cells, 40.0, omr=REGIONS, aar=("2024", "2025"))
    shown = counties.counties(made, None, FILTERS)
    assert shown.scale[0] == "under 20"
    assert max(tile.style for tile in shown.tiles) == "q3"


def test_the_unknown_and_those_abroad_are_told_in_users_where_there_is_no_rate() -> None:
    shown = counties.counties(regions({"99": NOT_COMPUTABLE}), elsewhere(195), FILTERS)
    assert (shown.elsewhere.text, shown.elsewhere_unit) == ("195", "brukere")


def test_twin_of_time_has_rate_and_users() -> None:
    made = table(
        {
            ("2024", "per1000"): 29.24,
            ("2024", "brukere"): 518,
            ("2025", "per1000"): HIDDEN,
            ("2025", "brukere"): HIDDEN,
        },
        aar=("2024", "2025"),
        maal=("per1000", "brukere"),
    )
    twin = twins.over_time(made, Filters(2024, 2025, 2025), "Semaglutid (A10BJ06)")
    assert twin.columns == ["År", "Brukere per 1\u00a0000 innbyggere", "Brukere"]
    assert [[cell.text for cell in row.cells] for row in twin.rows] == [["29,2", "518"], [":", ":"]]
    assert twin.rows[1].cells[0].reason == "skjult av hensyn til personvernet"
    assert twins.readings(made, Filters(2024, 2025, 2025)) == {
        "2024": "29,2 per 1\u00a0000, 518 brukere",
        "2025": "skjult av hensyn til personvernet",
    }


def test_twin_of_series_has_a_column_each() -> None:
    cells = {("kvinner", "per1000"): 33.3, ("menn", "per1000"): 25.2}
    made = table(cells, 7, kjonn=("kvinner", "menn"), maal=("per1000", "brukere"))
    filters = Filters(2025, 2025, 2025, deling="kjonn")
    twin = twins.over_time(made, filters, "Semaglutid (A10BJ06)")
    assert len(twin.columns) == 5
    assert twins.readings(made, filters)["2025"] == "Kvinner 33,3 · Menn 25,2"


def test_twin_of_ages_has_every_group() -> None:
    twin = twins.by_age(table({}, kjonn=("kvinner", "menn"), alder=BANDS), FILTERS, "Semaglutid (A10BJ06)")
    assert [row.head for row in twin.rows][::18] == ["0–4 år", "90+ år"]
    assert twin.columns == ["Alder", "Kvinner", "Menn"]


def test_first_use_is_the_first_year_that_is_not_a_printed_zero() -> None:
    def users(*contents: Content) -> Table:
        cells = {(str(year), "brukere"): content for year, content in enumerate(contents, 2018)}
        return table(cells, aar=tuple(year for year, _ in cells), maal=("brukere",))

    assert tables.first_use(users(0, HIDDEN, 8)) == 2019
    assert tables.used_since(users(0, 0, 8)) == "2020"
    assert tables.used_since(users(0, HIDDEN, 8)) == "2020 eller før"
    assert tables.used_since(users(9, 8)) == "2018 eller før"
    assert tables.used_since(users(0, HIDDEN)) is None
    assert tables.first_use(users(0, 0)) == 2018


def test_selection_in_words() -> None:
    filters = Filters(2018, 2025, 2024, omr="56", kjonn="kvinner", alder="20-24")
    assert words.time_unit(filters) == "Brukere per 1\u00a0000 innbyggere, Finnmark og hele landet, kvinner, 20–24 år"
    assert words.ages_unit(filters).startswith("Brukere per 1\u00a0000 innbyggere i hver gruppe, Finnmark, 2024.")
    assert words.counties_unit(filters).startswith("Brukere per 1\u00a0000 innbyggere, kvinner, 20–24 år, 2024.")
    assert words.selection(FILTERS) == "Brukere per 1\u00a0000 innbyggere · Hele landet · Begge kjønn · Alle aldre"


def test_citation() -> None:
    cited = words.citation("semaglutid", "A10BJ06", FILTERS, RELEASE, dt.date(2026, 11, 22))
    assert cited == (
        "Legemiddelstatistikk (2026). Semaglutid (A10BJ06), brukere per 1\u00a0000 innbyggere 2018–2025. "
        "Utgave 2026-1. Hentet 22. november 2026. CC BY 4.0."
    )


def test_every_field_has_one_choice() -> None:
    fields = form.fields(Filters(2019, 2025, 2025, alder="90+"), range(2018, 2026), 2019)
    assert [sum(option.chosen for option in field.options) for field in fields] == [1] * 6
    assert {field.name: field.default for field in fields}["fra"] == "2019"
    assert len(next(field for field in fields if field.name == "omr").options) == len(COUNTIES) + 2
