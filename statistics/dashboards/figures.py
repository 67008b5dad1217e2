"""The figures of a drug page as drawings with their words: what the page, the files and the embedded frame show."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from statistics.dashboards import drawing, sentences, series
from statistics.dashboards.boundaries import boundaries
from statistics.dashboards.page import Page
from statistics.dashboards.params import REAL_MAP
from statistics.dashboards.presenters import chance, words
from statistics.dashboards.presenters import costs as cost_rows
from statistics.dashboards.presenters import counties as by_county
from statistics.dashboards.series import SPLIT_AXIS, Series
from statistics.dashboards.tables import Figures
from statistics.language import say
from statistics.table import ReleaseInfo, Table


@dataclass(frozen=True)
class Figure:
    """`narrow`: the drawing for small screens, None where there is only one."""

    title: str
    finding: str
    unit: str
    wide: ET.Element
    narrow: ET.Element | None = None

    def around(self, page: Page) -> drawing.Picture:
        title = f"{page.what}: {words.inside(self.title)}"
        return drawing.Picture(title, self.finding, self.unit, source(page.release))


def titles() -> dict[str, str]:
    return {
        "tid": say("Utvikling over tid"),
        "alder": say("Kjønn og alder"),
        "fylker": say("Fylker"),
        "kostnad": say("Hva det koster"),
    }


def source(release: ReleaseInfo) -> str:
    """What stands beneath every picture."""
    made_up = say("Syntetiske tall.") if release.synthetic else ""
    return f"Legemiddelstatistikk. {words.source_line(release)} {made_up}".strip()


def time(page: Page, figures: Figures) -> Figure:
    f, lines = page.filters, series.over_time(figures.time, page.filters)
    return Figure(
        titles()["tid"],
        told_of_time(figures.time, page),
        words.time_unit(f),
        drawing.line(lines, f.maal),
        drawing.line(lines, f.maal, narrow=True),
    )


def told_of_time(table: Table, page: Page) -> str:
    f = page.filters
    if f.deling != "ingen":
        return sentences.split(table, f.maal, SPLIT_AXIS[f.deling])
    if not f.national_line:
        return sentences.time(table, f.maal)
    return f"{words.region(f.omr)}: {sentences.time(table.pick(omr=f.omr), f.maal)}"


def ages(page: Page, figures: Figures) -> Figure:
    f, year = page.filters, str(page.filters.aar)
    return Figure(
        titles()["alder"],
        sentences.ages(figures.of_year(figures.ages), f.ages_measure),
        words.ages_unit(f),
        drawing.pyramid(figures.ages, year, f.ages_measure),
        drawing.pyramid(figures.ages, year, f.ages_measure, narrow=True),
    )


def counties(page: Page, figures: Figures) -> Figure:
    f = page.filters
    shown = by_county.counties(figures.counties, figures.elsewhere, f, figures.limits)
    found = sentences.counties(figures.of_year(figures.counties), f.maal)
    return Figure(
        titles()["fylker"],
        f"{found} {chance.told(f.maal)}" if f.usikkerhet else found,
        words.counties_unit(f),
        *(_drawn_counties(shown, f.kart, narrow) for narrow in (False, True)),
    )


def _drawn_counties(shown: by_county.Counties, kart: str, narrow: bool) -> ET.Element:
    """On the real map where it is asked for and there is one; else as tiles."""
    outlines = boundaries() if kart == REAL_MAP else {}
    if outlines and shown.tiles:
        return drawing.mapped(shown.tiles, outlines, shown.scale, shown.ranked, narrow)
    return drawing.ranked(shown.ranked, shown.tiles, narrow)


def costs(page: Page, figures: Figures) -> Figure:
    table, lines = figures.costs, sales(page, figures)
    year = str(page.filters.til)
    per_user, per_dose = (cost_rows.ratio(table, year, over) for over in ("brukere", "ddd"))
    return Figure(
        titles()["kostnad"],
        sentences.costs(table, year, per_user, per_dose),
        words.costs_unit(page.filters),
        drawing.line(lines, "nok"),
        drawing.line(lines, "nok", narrow=True),
    )


def sales(page: Page, figures: Figures) -> list[Series]:
    table, years = figures.costs, page.filters.years
    name = words.region(page.filters.omr)
    return [
        Series(name, name, 1, "s1", "t1", years, tuple(table.cell(aar=str(year), maal="nok") for year in years)),
    ]


BY_NAME: dict[str, Callable[[Page, Figures], Figure]] = {
    "tid": time,
    "alder": ages,
    "fylker": counties,
    "kostnad": costs,
}
