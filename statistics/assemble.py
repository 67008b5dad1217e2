"""From the years' cubes to what is printed: protection, packing, names and the search words of a release."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from statistics import store
from statistics.cube.aggregate import YearCube
from statistics.cube.axes import ELSEWHERE, REGIONS, ROOT, SHAPE, level, parent, parents
from statistics.definitions import stored
from statistics.protect.publish import publish
from statistics.rounding import Rounding, rounded
from statistics.search import fold
from statistics.table import Reason

DDD = stored().index("ddd")
MEASURES = ("dispensings", "packages", "ddd", "sales")
"""What adds up, in the order of the store, by the names that protection and attack know it by."""


@dataclass(frozen=True)
class Printed:
    """One node's printed cells: values (int64, stored units) and reasons, [year, region, sex, age, measure]."""

    code: str
    values: np.ndarray
    reasons: np.ndarray


@dataclass(frozen=True)
class Masks:
    """What is hidden of one year, [node, region, sex, age]: users (and their rates), and the measures that add up.

    `whole`: positions of the nodes that were withdrawn, because hiding single cells was not enough.
    """

    users: np.ndarray
    sums: np.ndarray
    whole: tuple[int, ...] = ()

    def withdrawn(self, nodes: tuple[str, ...]) -> list[str]:
        return [nodes[position] for position in self.whole]


def printed(
    cubes: list[YearCube], masks: list[Masks], with_ddd: set[str], rounding: Mapping[str, Rounding]
) -> Iterator[Printed]:
    """Every node in order. All cubes must have the same nodes; `with_ddd`: those with a product that has a DDD.

    `rounding`: of the measures that add up, by the names of `MEASURES`, tables as nodes; exact where not named.
    """
    nodes = cubes[0].nodes
    if any(cube.nodes != nodes for cube in cubes):
        raise ValueError("the years were counted with different ATC codes: count them anew with one reference")
    for i, code in enumerate(nodes):
        uncomputable = np.zeros(len(stored()), dtype=bool)
        uncomputable[DDD] = code not in with_ddd
        years = [
            publish(_stored(cube, i, rounding), _hidden(mask, i), uncomputable)
            for cube, mask in zip(cubes, masks, strict=True)
        ]
        yield Printed(code, np.stack([values for values, _ in years]), np.stack([reasons for _, reasons in years]))


def nodes_with(codes: Iterable[str], node_of: Callable[[str], int], nodes: tuple[str, ...]) -> set[str]:
    """The nodes that have one of some products at or beneath them, given the products' own codes."""
    found: set[str] = set()
    for position in {node_of(code) for code in codes} - {-1}:
        code = nodes[position]
        found.add(code)
        while code != ROOT:
            code = parent(code)
            found.add(code)
    return found


def doses_of_nodes(
    products: Mapping[str, list[int]], node_of: Callable[[str], int], nodes: tuple[str, ...]
) -> np.ndarray:
    """[node, 2]: least and most thousandths of a DDD in one package of the products at or beneath, by their codes."""
    found, some, above = np.zeros((len(nodes), 2), np.int64), np.zeros(len(nodes), dtype=bool), parents(nodes)
    for code, (least, most) in products.items():
        node = node_of(code)
        while node >= 0:
            found[node] = (min(found[node, 0], least) if some[node] else least), max(found[node, 1], most)
            some[node], node = True, int(above[node])
    return found


def population_block(years: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Each year's (inhabitants [region, sex, age], known [region]) → values and reasons, measure last.

    Nobody is counted as living in an unknown place: there it is not available, elsewhere missing.
    """
    values = np.stack([inhabitants for inhabitants, _ in years])
    known = np.stack([known for _, known in years])
    reasons = np.where(known, Reason.NONE, Reason.MISSING).astype(np.uint8)
    reasons[:, REGIONS.index(ELSEWHERE)] = Reason.NOT_AVAILABLE
    reasons = np.broadcast_to(reasons[..., None, None], (len(years), *SHAPE))
    values = np.where(reasons == Reason.NONE, values, 0)
    return values[..., None], reasons[..., None].copy()


def names(reference: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields of `Node` for every code of the human system, the root first."""
    root = {"code": ROOT, "name": "Alle legemidler", "name_en": "All medicines", "level": 0, "parent": "", "ddd": ""}
    rows = [
        {
            "code": row["code"],
            "name": row["name"],
            "name_en": row["name_en"],
            "level": level(row["code"]),
            "parent": parent(row["code"]),
            "ddd": _dose(row),
        }
        for row in reference["atc"]
        if not row["code"].startswith("Q")
    ]
    return [root, *rows]


def terms(nodes: list[dict[str, Any]], products: list[list[str]]) -> list[dict[str, str]]:
    """Fields of `Term`: each name, English name and product name once for a node."""
    codes = {row["code"] for row in nodes}
    words = [(row["name"], "name", row["code"]) for row in nodes]
    words += [(row["name_en"], "english", row["code"]) for row in nodes if row["name_en"]]
    words += [(name, "product", code) for code, name in products if code in codes]
    unique = {(fold(text), kind, code): text for text, kind, code in reversed(words)}
    return [{"folded": f, "text": text, "kind": kind, "code": code} for (f, kind, code), text in sorted(unique.items())]


def digest(payloads: dict[str, bytes], nodes: list[dict[str, Any]]) -> str:
    """The fingerprint of all that is published: every packed block and every name."""
    total = hashlib.sha256()
    for code in sorted(payloads):
        total.update(f"{code} {hashlib.sha256(payloads[code]).hexdigest()}\n".encode())
    for row in nodes:
        total.update("\t".join(str(row[field]) for field in sorted(row)).encode() + b"\n")
    return total.hexdigest()


def with_own_products(cube: YearCube) -> list[str]:
    """Codes of the groups in which something was dispensed in the year that belongs to none of their children.

    A reader cannot take such a group for the sum of what is beneath it.
    """
    above = parents(cube.nodes)
    child = np.flatnonzero(above >= 0)
    below, users_below = np.zeros_like(cube.dispensings), np.zeros_like(cube.users)
    np.add.at(below, above[child], cube.dispensings[child])
    np.add.at(users_below, above[child], cube.users[child])
    more = (cube.dispensings != below) | (cube.users > users_below)
    own = np.isin(np.arange(len(above)), above[child]) & more.reshape(len(above), -1).any(axis=1)
    return [cube.nodes[i] for i in np.flatnonzero(own)]


def totals(blocks: list[Printed], years: list[int]) -> bytes:
    """The nation's printed figures of all nodes, packed."""
    values = np.stack([block.values[:, -1, -1, -1] for block in blocks])
    reasons = np.stack([block.reasons[:, -1, -1, -1] for block in blocks])
    return store.pack(values, reasons, codes=[block.code for block in blocks], years=years)


def _stored(cube: YearCube, node: int, rounding: Mapping[str, Rounding]) -> np.ndarray:
    one = slice(node, node + 1)
    users = cube.users[one]
    arrays = dict(zip(MEASURES, (cube.dispensings, cube.packages, cube.ddd_milli, cube.price_ore), strict=True))
    sums = [
        rounded(array[one], rounding[name].rows(one).of(users)) if name in rounding else array[one]
        for name, array in arrays.items()
    ]
    return np.stack([users, *sums], axis=-1)[0]


def _hidden(masks: Masks, node: int) -> np.ndarray:
    return np.stack([masks.users[node]] + [masks.sums[node]] * (len(stored()) - 1), axis=-1)


def _dose(row: dict[str, Any]) -> str:
    if row["ddd"] is None:
        return ""
    number = row["ddd"].rstrip("0").rstrip(".") if "." in row["ddd"] else row["ddd"]
    return f"{number.replace('.', ',')} {row['ddd_unit']}"


def tally(blocks: list[Printed]) -> dict[str, int]:
    """How many cells of users there are, are hidden, and are zero."""
    hidden = sum(int((block.reasons[..., 0] == Reason.HIDDEN).sum()) for block in blocks)
    cells = sum(block.reasons[..., 0].size for block in blocks)
    zero = sum(int(((block.values[..., 0] == 0) & (block.reasons[..., 0] == 0)).sum()) for block in blocks)
    return {"cells": cells, "hidden": hidden, "zero": zero}
