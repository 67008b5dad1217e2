"""Who and where: the highest age groups of each sex, the highest and lowest county."""

from statistics.cube.axes import BANDS, MEN, NATION, WOMEN
from statistics.dashboards.divided import county_codes
from statistics.dashboards.numbers import in_words
from statistics.dashboards.sentences.base import none_printed
from statistics.definitions import measures
from statistics.definitions.standards import standardised_measures
from statistics.labels import label
from statistics.language import say, say_count
from statistics.table import Cell, Reason, Table

Point = tuple[str, float]


def ages(table: Table, measure: str) -> str:
    """`table`: one year, women and men in the 19 age groups."""
    year = table.axis("aar").codes[0]
    groups = {sex: [(age, table.cell(kjonn=sex, alder=age, maal=measure)) for age in BANDS] for sex in (WOMEN, MEN)}
    everything = [cell for rows in groups.values() for _, cell in rows]
    women, men = (_top(groups[sex]) for sex in (WOMEN, MEN))
    if women is None or men is None:
        return none_printed(everything)
    hidden = sum(cell.reason is Reason.HIDDEN for cell in everything)
    if not hidden and women[1] == men[1] == 0:
        return say("I {year} var tallet 0 i alle grupper.", year=year)
    told = _highest(year, women, men, measure)
    if not hidden:
        return told
    return (
        told
        + " "
        + say_count(
            "{count} av {total} grupper er skjult av hensyn til personvernet.",
            "{count} av {total} grupper er skjult av hensyn til personvernet.",
            hidden,
            total=len(everything),
        )
    )


def _highest(year: str, women: Point, men: Point, measure: str) -> str:
    places = {
        "year": year,
        "ages_w": aged(women[0]),
        "ages_m": aged(men[0]),
        "x": in_words(women[1], measure),
        "y": in_words(men[1], measure),
    }
    if women[1] == men[1] == 0:
        return say("Alle tall som kan vises, er 0.")
    if men[1] == 0:
        told = say("I {year} var tallet høyest blant kvinner {ages_w} ({x}).", **places)
        return told + " " + say("For menn er alle tall som kan vises, 0.")
    if women[1] == 0:
        told = say("I {year} var tallet høyest blant menn {ages_m} ({y}).", **places)
        return told + " " + say("For kvinner er alle tall som kan vises, 0.")
    return say("I {year} var tallet høyest blant kvinner {ages_w} ({x}) og menn {ages_m} ({y}).", **places)


def aged(band: str) -> str:
    """As said after «kvinner»: the last group has no upper end."""
    return say("{age} år og eldre", age=band.rstrip("+")) if band.endswith("+") else label("alder", band)


def _top(rows: list[tuple[str, Cell]]) -> Point | None:
    printed = [(age, cell.value) for age, cell in rows if cell.value is not None]
    return max(printed, key=lambda row: row[1]) if printed else None


def counties(table: Table, measure: str) -> str:
    """`table`: one year, sex and age, all regions."""
    year = table.axis("aar").codes[0]
    cells = [(label("omr", county), table.cell(omr=county, maal=measure)) for county in county_codes(table)]
    printed = sorted(((name, c.value) for name, c in cells if c.value is not None), key=lambda row: -row[1])
    if len(printed) < 2:
        return none_printed([cell for _, cell in cells])
    hidden = sum(cell.reason is Reason.HIDDEN for _, cell in cells)
    told = [_span(year, printed, measure, some_hidden=hidden > 0)]
    nation = table.cell(omr=NATION, maal=measure)
    rate = measures()[measure].kind == "rate"
    if rate and nation.value:
        told.append(say("For hele landet var det {value}.", value=in_words(nation.value, measure)))
    if hidden:
        told.append(say_count("{count} fylke er skjult.", "{count} fylker er skjult.", hidden))
    if rate and measure not in standardised_measures() and printed[0][1] > 0:
        told.append(say("Tallene er ikke justert for ulik alderssammensetning."))
    return " ".join(told)


def _span(year: str, printed: list[Point], measure: str, *, some_hidden: bool) -> str:
    """`printed`: the highest first. Where some are 0 it is told how many, for no one of them is the lowest."""
    top, low = printed[0], printed[-1]
    if top[1] == 0:
        if some_hidden:
            return say("I {year} er tallet 0 i alle fylker som kan vises.", year=year)
        return say("I {year} er tallet 0 i alle fylker.", year=year)
    places = {
        "year": year,
        "high": top[0],
        "x": in_words(top[1], measure),
        "low": low[0],
        "y": in_words(low[1], measure),
    }
    if low[1] == 0:
        return f"{_highest_county(places, some_hidden=some_hidden)} {_zeros(sum(v == 0 for _, v in printed))}"
    if some_hidden:
        return say(
            "Blant fylkene som kan vises, var tallet i {year} høyest i {high} ({x}) og lavest i {low} ({y}).", **places
        )
    return say("I {year} var tallet høyest i {high} ({x}) og lavest i {low} ({y}).", **places)


def _highest_county(places: dict[str, str], *, some_hidden: bool) -> str:
    if some_hidden:
        return say("Blant fylkene som kan vises, var tallet i {year} høyest i {high} ({x}).", **places)
    return say("I {year} var tallet høyest i {high} ({x}).", **places)


def _zeros(count: int) -> str:
    return say_count("I {count} fylke var det 0.", "I {count} fylker var det 0.", count)
