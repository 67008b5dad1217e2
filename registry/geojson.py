"""Counties in a GeoJSON file (RFC 7946), read with care: what is wrong is told by feature, field and value.

A FeatureCollection with a feature a county, or several: its number in the property `fylkesnummer`, and a Polygon or
MultiPolygon in degrees of longitude and latitude (EPSG:4326 or 4258).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

NUMBER = "fylkesnummer"
DEGREES = ("4326", "4258", "CRS84")
"""What the name of a file's system of coordinates ends with, where it has degrees."""

WEST, EAST, SOUTH, NORTH = -12.0, 40.0, 55.0, 82.0
"""Around Norway with its islands and its sea, in degrees."""

FEWEST = 4
"""Points of a ring: a triangle, and its first point again."""

SHOWN = 60
"""Letters of a wrong value that are repeated."""


class BadBoundaries(ValueError):
    """The file cannot be used; the message says what is wrong and what would be right."""


@dataclass(frozen=True)
class Place:
    """Where in the file something stands, as it is told: `feature` from 1, none for the whole file."""

    file: str
    feature: int = 0
    number: str = ""

    def __str__(self) -> str:
        feature = f", område {self.feature}" if self.feature else ""
        return self.file + feature + (f" ({NUMBER} {self.number})" if self.number else "")

    def wrong(self, field: str, value: object, right: str) -> BadBoundaries:
        text = json.dumps(value, ensure_ascii=False, default=str)
        short = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        return BadBoundaries(f"{self}: «{field}» er {short}. {right}")


def read(path: Path) -> dict[str, list[Ring]]:
    """The outer rings of each county, by its number. Raises BadBoundaries."""
    found: dict[str, list[Ring]] = {}
    for at, feature in enumerate(_features(path), 1):
        place = Place(path.name, at)
        if not isinstance(feature, dict):
            raise place.wrong("feature", feature, "Den må være et objekt med «properties» og «geometry».")
        number = _number(feature.get("properties"), place)
        found.setdefault(number, []).extend(_rings(feature.get("geometry"), Place(path.name, at, number)))
    return found


def _features(path: Path) -> list[Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadBoundaries(f"{path.name} lar seg ikke lese: {error.strerror}.") from None
    except ValueError as error:
        raise BadBoundaries(f"{path.name} er ikke GeoJSON: {error}.") from None
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        raise BadBoundaries(f"{path.name} er ikke GeoJSON med en liste «features» (FeatureCollection).")
    if not _in_degrees(content.get("crs")):
        raise Place(path.name).wrong("crs", content["crs"], "Bruk lengde- og breddegrader: EPSG:4326 eller 4258.")
    return list(content["features"])


def _in_degrees(crs: Any) -> bool:
    """Files of before 2016 may name their system of coordinates; without a name it is degrees."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties.get("name") if isinstance(properties, dict) else crs
    return not named or str(named).endswith(DEGREES)


def _number(properties: Any, place: Place) -> str:
    fields = properties if isinstance(properties, dict) else {}
    value = fields.get(NUMBER)
    number = str(value).zfill(2) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if len(number) == 2 and number.isdecimal():
        return number
    others = ", ".join(map(str, fields)) or "ingen"
    raise place.wrong(NUMBER, value, f"Det må være et tosifret fylkesnummer. Området har feltene: {others}.")


def _rings(geometry: Any, place: Place) -> Iterator[Ring]:
    """The outer rings: a county has no holes that are another country's."""
    shape = geometry if isinstance(geometry, dict) else {}
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise place.wrong("geometry.type", kind, "Den må være Polygon eller MultiPolygon.")
    if not isinstance(coordinates, list) or not coordinates:
        raise place.wrong("geometry.coordinates", coordinates, "Den må være en liste med minst én ring.")
    for polygon in [coordinates] if kind == "Polygon" else coordinates:
        if not isinstance(polygon, list) or not polygon or not isinstance(polygon[0], list):
            raise place.wrong("geometry.coordinates", polygon, "Hvert polygon må være en liste av ringer.")
        yield _ring(polygon[0], place)


def _ring(points: list[Any], place: Place) -> Ring:
    ring = [_point(point, place) for point in points]
    if len(ring) < FEWEST or ring[0] != ring[-1]:
        raise place.wrong(
            "geometry.coordinates",
            ring[:1] + ring[-1:],
            f"En ring har minst {FEWEST} punkter, og slutter der den begynner; denne har {len(ring)}.",
        )
    if crossing := crossed(ring):
        raise place.wrong("geometry.coordinates", crossing, "Der krysser ringen seg selv. En grense kan ikke det.")
    return ring


def _point(point: Any, place: Place) -> Point:
    try:
        x, y = float(point[0]), float(point[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise place.wrong("geometry.coordinates", point, "Et punkt er lengdegrad og breddegrad, to tall.") from None
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return x, y
    turned = WEST <= y <= EAST and SOUTH <= x <= NORTH
    right = "Lengdegraden skal stå først." if turned else "Det er ikke grader i Norge. Bruk EPSG:4326 eller 4258."
    raise place.wrong("geometry.coordinates", [x, y], right)


def crossed(ring: Ring) -> Point | None:
    """A point where two parts of the ring cross each other; None where none do. Parts that only touch do not.

    Parts are met from west to east, and each is compared with those that it overlaps: fast enough for a coast.
    """
    parts = sorted((min(a, b), max(a, b)) for a, b in pairwise(ring) if a != b)
    near: list[tuple[Point, Point]] = []
    for part in parts:
        (left, _), (lowest, highest) = part[0], sorted((part[0][1], part[1][1]))
        near = [one for one in near if one[1][0] >= left]
        for other in near:
            low, high = sorted((other[0][1], other[1][1]))
            if low < highest and lowest < high and (point := _crossing(*part, *other)):
                return point
        near.append(part)
    return None


def _crossing(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Where a–b and c–d cross, each with an end on either side of the other."""
    side_a, side_b, side_c, side_d = _side(c, d, a), _side(c, d, b), _side(a, b, c), _side(a, b, d)
    if side_a * side_b >= 0 or side_c * side_d >= 0:
        return None
    share = side_a / (side_a - side_b)
    return round(a[0] + share * (b[0] - a[0]), 5), round(a[1] + share * (b[1] - a[1]), 5)


def _side(a: Point, b: Point, point: Point) -> float:
    """On which side of a–b a point is; 0 on it."""
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
