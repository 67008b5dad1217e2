"""What stands at the end of each line of a chart: name and last figure, with as much room as they need, and no more."""

from collections.abc import Sequence

from statistics.dashboards import numbers
from statistics.dashboards.series import Series

GAP = 12
"""Pixels from the last mark to the words."""

CHARACTER = {False: 8.2, True: 9.4}
"""Width of a bold letter on average; on narrow charts of a capital, as they have codes and abbreviations."""

ALONE = {False: 80, True: 56}
SEVERAL = {False: 120, True: 64}
MOST = {False: 340, True: 150}
"""Pixels to the right of the lines: at least, for one line and for several, and at most. The rest is the chart's."""


def labels(series: Sequence[Series], measure: str, narrow: bool) -> list[str]:
    return [_label(one, measure, len(series) > 1, narrow) for one in series]


def room(words: Sequence[str], narrow: bool) -> int:
    least = SEVERAL if len(words) > 1 else ALONE
    wanted = GAP + CHARACTER[narrow] * max(map(len, words))
    return round(min(max(wanted, least[narrow]), MOST[narrow]))


def _label(one: Series, measure: str, several: bool, narrow: bool) -> str:
    last = numbers.at_line(one.cells[-1], measure)
    if not several:
        return last
    most = int((MOST[narrow] - GAP) / CHARACTER[narrow])
    if not narrow:
        return f"{cut(one.name, most - len(last) - 1)} {last}"
    return cut(one.short, most) if one.cells[-1].value is not None else f"{cut(one.short, most - 2)} {last}"


def cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip(" ,-") + "…"
