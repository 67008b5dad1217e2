"""What a reader may have meant by a code the release does not have."""

from rapidfuzz import distance, process

from statistics import moved, queries, search
from statistics.queries import Named

LIMIT = 6
LONGEST = 60
SHORTEST_NAME = 3
SHORTEST_GROUP = 4
"""Length of a group of level 3: groups above it have never been moved."""


def near(asked: str, utgave: str = "") -> list[Named]:
    """By name where it is no code at all; else where it went, the group it would be in, and the codes most like it."""
    by_code = {node.code: node for node in queries.nodes(utgave)}
    codes = _by_name(asked[:LONGEST], utgave) or _by_code(asked[:LONGEST].upper(), list(by_code), utgave)
    return [by_code[code] for code in codes]


def _by_name(asked: str, utgave: str) -> list[str]:
    """A code has a digit after its first letter."""
    if len(asked) < SHORTEST_NAME or any(character.isdigit() for character in asked[:3]):
        return []
    return [hit.code for hit in search.find(asked, utgave, limit=LIMIT)]


def _by_code(asked: str, codes: list[str], utgave: str) -> list[str]:
    gone = moved.beneath(asked, utgave) if len(asked) >= SHORTEST_GROUP else []
    groups = (asked[:length] for length in range(len(asked), 0, -1))
    above = next(([code] for code in groups if code in codes), [])
    alike = process.extract(asked, codes, scorer=distance.JaroWinkler.similarity, limit=LIMIT)
    return list(dict.fromkeys([*gone, *above, *(code for code, _, _ in alike)]))[:LIMIT]
