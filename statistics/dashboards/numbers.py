"""How numbers are written: in Norwegian 1 234,5 with a no-break space, in English 1,234.5; minus is U+2212."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from statistics.definitions import measures
from statistics.language import english, say
from statistics.table import Cell

NBSP = "\u00a0"
MINUS = "\u2212"

SIGNIFICANT = 3  # of sums of DDD: the last digits are an artefact of package sizes
SMALL = 0.095  # below this, one decimal reads «0,0» or «0,1»: never write 'a little above zero' as zero
SMALLER = 0.0095
COMPARABLE = 50
"""No percentage is given from fewer users than this."""


INDEX = "indeks"
"""What a chart of change from a common start shows: no measure, the start is 100."""


def decimal(value: float, decimals: int = 0) -> str:
    """1234.5 → «1 234,5»; a negative that rounds to zero has no minus."""
    text = f"{abs(value):,.{decimals}f}"
    if not english():
        text = text.replace(",", NBSP).replace(".", ",")
    return MINUS + text if value < 0 and float(f"{value:.{decimals}f}") != 0 else text


def figure(value: float, measure: str) -> str:
    """A value with the decimals of its measure; two or three where it is small, so that only zero reads as zero."""
    if measure == "ddd":
        return decimal(_significant(value), 0 if value >= 1 or value == 0 else 2)
    decimals = 0 if measure == INDEX else measures()[measure].decimals
    if decimals and 0 < value < SMALL:
        decimals = 2 if value >= SMALLER else 3
    return decimal(value, decimals)


def short(value: float, measure: str) -> str:
    """For tiles and axes: millions above a million, otherwise as `figure`."""
    if value >= 1e9:
        return together("{number} mrd.", decimal(value / 1e9, 1))
    return together("{number} mill.", decimal(value / 1e6, 1)) if value >= 1e6 else figure(value, measure)


def in_words(value: float, measure: str) -> str:
    """For sentences: «992 mill. kr» for sums of money, otherwise as `figure`."""
    return kroner(value) if measure == "nok" else figure(value, measure)


def plain(value: float, among: Sequence[float]) -> str:
    """A round number of a scale, with as many decimals as any of the scale's numbers needs."""
    decimals = max((max(0, -Decimal(str(other)).normalize().as_tuple().exponent) for other in among), default=0)  # type: ignore[operator]
    return decimal(value, decimals)


def on_axis(values: Sequence[float]) -> list[str]:
    """The words at an axis's marks; zero is «0»."""
    small = [value for value in values if abs(value) < 1e6]
    if len(small) == len(values):
        return [plain(value, values) if value else "0" for value in values]
    return [_large(value, values) if value else "0" for value in values]


def _large(value: float, among: Sequence[float]) -> str:
    """Millions, or thousands of millions, with as many decimals as any of the scale's needs."""
    words, size = ("{number} mrd.", 1e9) if max(among) >= 1e9 else ("{number} mill.", 1e6)
    return together(words, plain(round(value / size, 6), [round(other / size, 6) for other in among]))


def kroner(value: float) -> str:
    if value >= 1e9:
        return together("{number} mrd. kr", decimal(value / 1e9, 0 if value >= 1e11 else 1))
    if value >= 1e6:
        return together("{number} mill. kr", decimal(value / 1e6, 0 if value >= 1e8 else 1))
    return together("{number} kr", decimal(value, 2 if 0 < value < 100 else 0))


def signed(value: float, measure: str) -> str:
    """A change, with its sign: «+8,1», «−0,4»."""
    return ("+" if value > 0 else MINUS if value < 0 else "") + in_words(abs(value), measure)


def percent(share: float) -> str:
    """0.246 → «24,6» below ten percent in size, otherwise without decimals; no sign and no percent sign."""
    size = abs(share) * 100
    return decimal(size, 1 if size < 9.95 else 0)


def percent_sign(share: float) -> str:
    """A change with its sign: «+24 %», «−9,1 %»; in English +24%."""
    sign = "+" if share > 0 else MINUS if share < 0 else ""
    return sign + together("{number} %", percent(share))


def cell(content: Cell, measure: str) -> str:
    """The figure, or the symbol of its reason."""
    return content.reason.symbol if content.value is None else figure(content.value, measure)


def at_line(content: Cell, measure: str) -> str:
    """At the end of a line: large figures in millions, as on the axis; money with its unit."""
    if content.value is None:
        return content.reason.symbol
    return kroner(content.value) if measure == "nok" else short(content.value, measure)


def together(message: str, number: str) -> str:
    """A number with its unit, in the language of the page, kept on one line."""
    return say(message, number=number).replace(" ", NBSP)


def typeset(text: str) -> str:
    """Keeps «1 000» on one line, and writes it 1,000 in English."""
    if english():
        return re.sub(r"(?<=\d) (?=\d{3}\b)", ",", text)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NBSP, text)


def _significant(value: float) -> float:
    if value == 0:
        return value
    digits = SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))
    return round(value, digits)
