"""County boundaries for maps: a GeoJSON file becomes flat paths, ready to draw.

They are no part of the register and change no figure. What a file must be: `registry.geojson`. The paths are kept as
`boundaries.json` in the data folder: number → SVG path in a field of 420 × 520, and a point within for a sign.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from registry.geojson import BadBoundaries, Point, Ring, read

WIDTH, HEIGHT, MARGIN = 420.0, 520.0, 6.0
STEP = 0.5
"""Of the field: points are moved to a grid this fine; neighbours then keep one border, and small bends are gone."""

SMALLEST = 2.0
"""Square units: smaller islands are not drawn, but for the largest part of a county."""

CENTRE = math.radians(65.0), math.radians(15.0)


def keep(path: Path, counties: Sequence[str]) -> Path:
    """Read the file, check that all counties are there, and keep their paths. Raises BadBoundaries."""
    flat = {number: [[_flat(*point) for point in ring] for ring in rings] for number, rings in read(path).items()}
    if lacking := sorted(set(counties) - set(flat)):
        others = sorted(set(flat) - set(counties))
        also = f" Den har {', '.join(others)}, som ikke er et fylke i dag." if others else ""
        raise BadBoundaries(f"{path.name} mangler fylke {', '.join(lacking)}; alle {len(counties)} må være med.{also}")
    placed = _placed({number: flat[number] for number in counties})
    target = Path(settings.DATA_DIR) / "boundaries.json"
    whole = target.with_suffix(".new")
    whole.write_text(json.dumps({number: {"d": _path(rings), **_middle(rings)} for number, rings in placed.items()}))
    whole.replace(target)
    return target


def _flat(longitude: float, latitude: float) -> Point:
    """Lambert's equal-area projection about the middle of the country, y downwards."""
    phi, lam = math.radians(latitude), math.radians(longitude) - CENTRE[1]
    sin0, cos0 = math.sin(CENTRE[0]), math.cos(CENTRE[0])
    towards = sin0 * math.sin(phi) + cos0 * math.cos(phi) * math.cos(lam)
    k = math.sqrt(2 / (1 + towards))
    x = k * math.cos(phi) * math.sin(lam)
    return x, -k * (cos0 * math.sin(phi) - sin0 * math.cos(phi) * math.cos(lam))


def _placed(flat: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """In the field, on the grid, without what is too small to see."""
    xs, ys = zip(*(point for rings in flat.values() for ring in rings for point in ring), strict=True)
    scale = min((WIDTH - 2 * MARGIN) / (max(xs) - min(xs)), (HEIGHT - 2 * MARGIN) / (max(ys) - min(ys)))
    placed = {}
    for number, rings in flat.items():
        moved = [_on_grid(ring, min(xs), min(ys), scale) for ring in rings]
        largest = max(moved, key=_area)
        placed[number] = [ring for ring in moved if ring is largest or _area(ring) >= SMALLEST]
    return placed


def _on_grid(ring: Ring, left: float, top: float, scale: float) -> Ring:
    points = [
        (MARGIN + round((x - left) * scale / STEP) * STEP, MARGIN + round((y - top) * scale / STEP) * STEP)
        for x, y in ring
    ]
    return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _middle(rings: list[Ring]) -> dict[str, float]:
    """Of the corners of the largest part: on land for every county there is."""
    ring = max(rings, key=_area)
    return {"x": round(sum(x for x, _ in ring) / len(ring), 1), "y": round(sum(y for _, y in ring) / len(ring), 1)}


def _path(rings: list[Ring]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)
