"""Numbers as files write them: whole ones without a decimal point, others in full precision."""

import math

import numpy as np


def plain(value: float) -> int | float | None:
    """A JSON number; None where there is no value."""
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() else value


def text(value: float) -> str:
    """Shortest text without an exponent that reads back as the same number; empty where there is no value."""
    if math.isnan(value):
        return ""
    if value.is_integer():
        return str(int(value))
    short = repr(value)
    return np.format_float_positional(value, trim="-") if "e" in short else short
