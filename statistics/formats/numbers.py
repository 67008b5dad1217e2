"""Numbers as files write them: whole ones without a decimal point, others in full precision."""

import math


def plain(value: float) -> int | float | None:
    """A JSON number; None where there is no value."""
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() else value


def text(value: float) -> str:
    """Shortest text that reads back as the same number; empty where there is no value."""
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
