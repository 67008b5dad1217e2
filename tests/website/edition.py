"""A small published release, made by hand: every user is a woman of 40–44 in Oslo, so that all margins are plain.

| code | 2023 | 2024 | product |
|---|---|---|---|
| A10BA02 metformin | 100 | 150 | Glucophage |
| C10AA01 simvastatin | 200 | 100 | Zocor |
| M01AE01 ibuprofen | 400 | 400 | Ibux |
| N02AA05 oksykodon | 60 | 63 | OxyContin |
| N02BE01 paracetamol | 40 | 90 | Paracet |
| V03AX02 nalfurafin | 0 | hidden | |

There are 1,000 inhabitants, and a group's users are the sum of those beneath it.
"""

import hashlib

import numpy as np
from django.utils import timezone

from statistics import queries, store
from statistics.cube.axes import AGES, BOTH, NATION, REGIONS, ROOT, SEXES, SHAPE, WOMEN, level, parent
from statistics.definitions import stored
from statistics.models import Block, Node, Release, State, Term, Totals
from statistics.search import fold
from statistics.table import Reason

YEARS = [2023, 2024]
USERS = {
    "A10BA02": ("metformin", (100, 150)),
    "C10AA01": ("simvastatin", (200, 100)),
    "M01AE01": ("ibuprofen", (400, 400)),
    "N02AA05": ("oksykodon", (60, 63)),
    "N02BE01": ("paracetamol", (40, 90)),
    "V03AX02": ("nalfurafin", (0, None)),
}
PRODUCTS = {
    "Glucophage": "A10BA02",
    "Zocor": "C10AA01",
    "Ibux": "M01AE01",
    "OxyContin": "N02AA05",
    "Paracet": "N02BE01",
}
GROUPS = {
    ROOT: "Alle legemidler",
    "A": "Fordøyelsesorganer og stoffskifte",
    "A10": "Midler til diabetesbehandling",
    "A10B": "Blodglukosesenkende midler, ekskl. insuliner",
    "A10BA": "Biguanider",
    "C": "Hjerte og kretsløp",
    "C10": "Lipidmodifiserende midler",
    "C10A": "Lipidmodifiserende midler, usammensatte",
    "C10AA": "HMG-CoA-reduktasehemmere",
    "M": "Muskler og skjelett",
    "M01": "Antiinflammatoriske og antirevmatiske midler",
    "M01A": "Antiinflammatoriske midler, ikke-steroide",
    "M01AE": "Propionsyrederivater",
    "N": "Nervesystemet",
    "N02": "Analgetika",
    "N02A": "Opioider",
    "N02AA": "Naturlige opiumsalkaloider",
    "N02B": "Andre analgetika og antipyretika",
    "N02BE": "Anilider",
    "V": "Varia",
    "V03": "Alle andre terapeutiske produkter",
    "V03A": "Andre terapeutiske produkter",
    "V03AX": "Andre terapeutiske produkter, øvrige",
}
INHABITANTS = 1000
CELLS = [
    (REGIONS.index(region), SEXES.index(sex), AGES.index(age))
    for region in ("03", NATION)
    for sex in (WOMEN, BOTH)
    for age in ("40-44", "alle")
]


def publish(number: str = "2025-1") -> Release:
    """Everything the site reads of a release, published."""
    names = GROUPS | {code: name for code, (name, _) in USERS.items()}
    blocks = {code: _block(_sum(code)) for code in names}
    release = Release.objects.create(
        number=number,
        state=State.PUBLISHED,
        years=YEARS,
        built_by="a",
        approved_by="b",
        started_at=timezone.now(),
        published_at=timezone.now(),
        protection="primary",
        digest=hashlib.sha256(number.encode()).hexdigest(),
        manifest=_manifest(),
    )
    _store(release, names, blocks)
    return release


def _store(release: Release, names: dict[str, str], blocks: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
    packed = {code: store.pack(*block, years=YEARS) for code, block in blocks.items()}
    packed[queries.POPULATION] = store.pack(*_population(), years=YEARS)
    Block.objects.bulk_create(Block(release=release, code=code, payload=payload) for code, payload in packed.items())
    Node.objects.bulk_create(
        Node(
            release=release,
            code=code,
            name=name,
            level=level(code),
            parent=parent(code),
        )
        for code, name in names.items()
    )
    words = [(name, Term.Kind.NAME, code) for code, name in names.items()]
    words += [(name, Term.Kind.PRODUCT, code) for name, code in PRODUCTS.items()]
    Term.objects.bulk_create(
        Term(release=release, folded=fold(text), text=text, kind=kind, code=code) for text, kind, code in words
    )
    nation = [np.stack([block[part][:, -1, -1, -1] for block in blocks.values()]) for part in (0, 1)]
    Totals.objects.create(release=release, payload=store.pack(*nation, codes=list(blocks), years=YEARS))


def _sum(code: str) -> tuple[int | None, ...]:
    """A group's users; its hidden substances count four, which nobody can see in these sums."""
    if code in USERS:
        return USERS[code][1]
    beneath = [users for leaf, (_, users) in USERS.items() if code == ROOT or leaf.startswith(code)]
    sums = [sum(4 if users[i] is None else users[i] or 0 for users in beneath) for i in range(len(YEARS))]
    return tuple(None if 0 < total < 5 else total for total in sums)


def _block(users: tuple[int | None, ...]) -> tuple[np.ndarray, np.ndarray]:
    shape = (len(YEARS), *SHAPE, len(stored()))
    values, reasons = np.zeros(shape, np.int64), np.zeros(shape, np.uint8)
    for year, count in enumerate(users):
        for cell in CELLS:
            values[year, *cell] = count or 0
            reasons[year, *cell] = Reason.HIDDEN if count is None else Reason.NONE
    return values, reasons


def _population() -> tuple[np.ndarray, np.ndarray]:
    values = np.zeros((len(YEARS), *SHAPE, 1), np.int64)
    for cell in CELLS:
        values[:, *cell] = INHABITANTS
    return values, np.zeros(values.shape, np.uint8)


def _manifest() -> dict[str, object]:
    report = {"lines": 1500, "people": 800, "to_animals_or_on_requisition": 7}
    return {
        "atc_version": "2025-01-01",
        "code": "0123abcd",
        "policy": {"smallest": 1, "largest": 4, "name": "primary"},
        "parts": [{"year": year, "extract": f"{year:064d}", "report": report} for year in YEARS],
        "cells": {"cells": 2000, "hidden": 20, "zero": 1900},
        "comparison": {},
    }
