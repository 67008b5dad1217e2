"""The two lists of a county's page, to take along."""

from collections.abc import Sequence

from statistics.dashboards import numbers
from statistics.dashboards.county import rows
from statistics.dashboards.drawing.listed import Line
from statistics.dashboards.listing import Listing
from statistics.dashboards.sentences import ranking as told
from statistics.language import say

LISTS = ("mest", "skiller")


def used(name: str, year: int, found: Sequence[rows.Used]) -> Listing:
    lines = [
        Line(place, row.name, row.code, row.share, (numbers.figure(row.value, "per1000"),))
        for place, row in enumerate(found, 1)
    ]
    return Listing(
        say("Mest brukt i {name}", name=name),
        told.used(year, found[0].name, found[0].value, "per1000") if found else told.nothing(),
        say("Brukere per 1 000 innbyggere, virkestoff, {year}.", year=year),
        ("plass", "atc", "atc_navn", "verdi", "landet"),
        [(place, row.code, row.name, row.value, row.nation) for place, row in enumerate(found, 1)],
        lines,
    )


def deviations(name: str, year: int, found: Sequence[rows.Deviation]) -> Listing:
    lines = [
        Line(
            place,
            row.name,
            row.code,
            row.width * 2,
            (
                numbers.figure(row.value, "std1000"),
                numbers.figure(row.nation, "std1000"),
                numbers.percent_sign(row.ratio - 1),
            ),
        )
        for place, row in enumerate(found, 1)
    ]
    return Listing(
        say("{name}: skiller seg mest fra landet", name=name),
        told.deviates(name, year, found[0].name, found[0].ratio - 1) if found else told.nothing(),
        say(
            "Brukere per 1 000, justert for alder, {year}: {name}, hele landet og forskjellen.",
            name=name,
            year=year,
        ),
        ("plass", "atc", "atc_navn", "verdi", "landet", "forhold"),
        [(place, row.code, row.name, row.value, row.nation, row.ratio) for place, row in enumerate(found, 1)],
        lines,
    )
