"""What stands at the end of each line of a chart: name and last figure, with as much room as they need, and no more."""

from collections.abc import Sequence

from statistics.dashboards import numbers
from statistics.dashboards.series import Series

GAP = 12
"""Pixels from the last mark to the words."""

CHARACTER, CAPITAL = 8.2, 10.0
"""Width of a bold letter or figure on average, and of a capital: codes and abbreviations have many."""

ALONE = {False: 80, True: 56}
SEVERAL = {False: 120, True: 64}
MOST = {False: 340, True: 150}
"""Pixels to the right of the lines: at least, for one line and for several, and at most. The rest is the chart's."""


def labels(series: Sequence[Series], measure: str, narrow: bool) -> list[str]:
    return [_label(one, measure, len(series) > 1, narrow) for one in series]


def room(words: Sequence[str], narrow: bool) -> int:
    least = SEVERAL if len(words) > 1 else ALONE
    return round(min(max(GAP + max(map(width, words)), least[narrow]), MOST[narrow]))


def width(words: str) -> float:
    """In pixels."""
    return sum(CAPITAL if letter.isupper() else CHARACTER for letter in words)


def _label(one: Series, measure: str, several: bool, narrow: bool) -> str:
    last = numbers.at_line(one.cells[-1], measure)
    if not several:
        return last
    most = MOST[narrow] - GAP
    if narrow and one.cells[-1].value is not None:
        return cut(one.short, most)
    return f"{cut(one.short if narrow else one.name, most - width(f' {last}'))} {last}"


def cut(words: str, most: float) -> str:
    """What there is room for in so many pixels, and that it was cut."""
    if width(words) <= most:
        return words
    while words and width(f"{words}…") > most:
        words = words[:-1]
    return words.rstrip(" ,-(") + "…"
