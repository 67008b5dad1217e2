"""What a reader may have meant by a code the release does not have."""

from rapidfuzz import distance, process

from statistics import queries, search
from statistics.queries import Named

LIMIT = 6
LONGEST = 60
SHORTEST_NAME = 3


def near(asked: str, utgave: str = "") -> list[Named]:
    """By name where it is no code at all; else the group the code would be in, then the codes most like it."""
    by_code = {node.code: node for node in queries.nodes(utgave)}
    codes = _by_name(asked[:LONGEST], utgave) or _by_code(asked[:LONGEST].upper(), list(by_code))
    return [by_code[code] for code in codes]


def _by_name(asked: str, utgave: str) -> list[str]:
    """A code has a digit after its first letter."""
    if len(asked) < SHORTEST_NAME or any(character.isdigit() for character in asked[:3]):
        return []
    return [hit.code for hit in search.find(asked, utgave, limit=LIMIT)]


def _by_code(asked: str, codes: list[str]) -> list[str]:
    groups = (asked[:length] for length in range(len(asked), 0, -1))
    above = next(([code] for code in groups if code in codes), [])
    alike = process.extract(asked, codes, scorer=distance.JaroWinkler.similarity, limit=LIMIT)
    return list(dict.fromkeys([*above, *(code for code, _, _ in alike)]))[:LIMIT]
