"""A published release of national size in an empty database, without a register: for what is served and written.

Users are drawn: a medicine's number in the nation evenly on a logarithmic scale, its cells from that by Poisson's law,
so that most cells are 0 and many are hidden, as in a national year. Margins add up; other measures follow the users.
"""

import numpy as np
from django.utils import timezone

from registry.synthetic.catalogue import Catalogue, load_catalogue
from statistics import store
from statistics.assemble import population_block
from statistics.cube.axes import INNER, ROOT, SHAPE
from statistics.definitions import stored
from statistics.models import Block, Node, Release, State, Totals
from statistics.reading import POPULATION
from statistics.rounding import Rounding, rounded
from statistics.table import Reason

LAST_YEAR = 2025
DIFFERENT = 200
"""Blocks that are drawn; every further medicine has one of them again."""

INHABITANTS = 5_600_000
A_USER = (3.1, 4.2, 310_000, 180_000)
"""Dispensings, packages, thousandths of a DDD and øre of one user in a year, about as in Norway."""

SMALL = 5


def make(years: int, nodes: int = 0) -> Release:
    """Of so many years up to 2025, and so many of the catalogue's nodes (0: all), all medicines first."""
    span = list(range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    known = _nodes(load_catalogue())[: nodes or None]
    now = timezone.now()
    release = Release.objects.create(
        number="2026-1", state=State.PUBLISHED, years=span, built_by="a", approved_by="b", started_at=now,
        built_at=now, published_at=now, protection="primary", digest="0" * 64, manifest={},
    )  # fmt: skip
    draw = np.random.default_rng(1)
    drawn = [_block(draw, years) for _ in range(min(DIFFERENT, len(known)))]
    packed = [store.pack(*block) for block in drawn]
    Node.objects.bulk_create((Node(release=release, **node) for node in known), 500)
    rows = [Block(release=release, code=n["code"], payload=packed[i % len(packed)]) for i, n in enumerate(known)]
    Block.objects.bulk_create([*rows, Block(release=release, code=POPULATION, payload=_population(span))], 100)
    _totals(release, [str(node["code"]) for node in known], drawn)
    return release


def _nodes(catalogue: Catalogue) -> list[dict[str, object]]:
    named = [(g["code"], g["name_nb"]) for g in catalogue.groups] + [(s.code, s.name) for s in catalogue.substances]
    named = [(code, name) for code, name in named if not code.startswith("Q")]
    known = {code for code, _ in named}
    rows: list[dict[str, object]] = [{"code": ROOT, "name": "alle legemidler", "level": 0, "parent": ""}]
    for code, name in sorted(named):
        above = next((code[:length] for length in (5, 4, 3, 1) if length < len(code) and code[:length] in known), ROOT)
        rows.append({"code": code, "name": name, "level": (1, 3, 4, 5, 7).index(len(code)) + 1, "parent": above})
    return rows


def _block(draw: np.random.Generator, years: int) -> tuple[np.ndarray, np.ndarray]:
    """Values and reasons: [year, region, sex, age, stored measure]."""
    nation = 10 ** draw.uniform(0, 5.7)
    shares = draw.dirichlet(np.full(int(np.prod(INNER)), 0.6)).reshape(INNER)
    growth = 1.03 ** np.arange(years).reshape(-1, 1, 1, 1)
    users = _with_margins(draw.poisson(nation * shares * growth))
    noise = draw.normal(1, 0.1, users.shape)
    sums = [rounded(np.rint(users * noise * of_one).astype(np.int64), Rounding(3)) for of_one in A_USER]
    values = np.stack([users, *sums], axis=-1)
    hidden = (users > 0) & (users < SMALL)
    reasons = np.where(hidden, Reason.HIDDEN, Reason.NONE).astype(np.uint8)
    reasons = np.repeat(reasons[..., None], len(stored()), axis=-1)
    return np.where(reasons == Reason.NONE, values, 0), reasons


def _with_margins(cells: np.ndarray) -> np.ndarray:
    for axis in (1, 2, 3):
        cells = np.concatenate([cells, cells.sum(axis, keepdims=True)], axis)
    return cells


def _population(span: list[int]) -> bytes:
    each = INHABITANTS // int(np.prod(INNER))
    people = _with_margins(np.full((1, *INNER), each))[0]
    known = np.ones(SHAPE[0], dtype=bool)
    return store.pack(*population_block([(people, known)] * len(span)), years=span)


def _totals(release: Release, codes: list[str], drawn: list[tuple[np.ndarray, np.ndarray]]) -> None:
    values, reasons = (
        np.stack([drawn[i % len(drawn)][part][:, -1, -1, -1] for i in range(len(codes))]) for part in (0, 1)
    )
    Totals.objects.create(release=release, payload=store.pack(values, reasons, codes=codes, years=release.years))
