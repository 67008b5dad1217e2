"""What a reader accepts (the Accept header, RFC 9110, 12.5.1): weights, wildcards and refusals."""

import re
from collections.abc import Iterable

JSON, PROBLEM, PAGE = "application/json", "application/problem+json", "text/html"

WEIGHT = re.compile(r"[0-9](\.[0-9]*)?")
"""What is weighed by anything else is left out."""


def best(header: str, known: Iterable[str]) -> str | None:
    """Of the media types there are, the first of those that are accepted most; None where none is."""
    wanted, refused = _by_preference(header)
    for pattern in wanted:
        for kind in known:
            if fits(kind, pattern) and kind not in refused:
                return kind
    return None


def page(header: str) -> bool:
    """Whether who asks would rather read a page than JSON: a browser, and no program that takes anything."""
    return best(header, (JSON, PROBLEM, PAGE)) == PAGE


def fits(kind: str, pattern: str) -> bool:
    return pattern in (kind, "*/*") or (pattern.endswith("/*") and kind.startswith(pattern.removesuffix("*")))


def _by_preference(header: str) -> tuple[list[str], list[str]]:
    """What is accepted, the best first; and what is refused (q=0). An empty header accepts all."""
    weighed = []
    for part in (header.strip() or "*/*").lower().split(","):
        kind, _, parameters = part.partition(";")
        weight = next((p.strip()[2:] for p in parameters.split(";") if p.strip().startswith("q=")), "1")
        if WEIGHT.fullmatch(weight):
            weighed.append((float(weight), kind.strip()))
    wanted = [kind for weight, kind in sorted(weighed, key=lambda w: -w[0]) if weight > 0 and kind]
    return wanted, [kind for weight, kind in weighed if weight <= 0]
