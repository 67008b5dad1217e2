"""The axes of the main table: region, sex, age. The total is the last position on each; ATC and year are outer axes.

Codes are those of the public addresses and files. Counties are those of 2024 (SSB Klass 104) through the whole
series, with `99` for unknown and abroad, so that the parts sum to the whole. Sources: docs/decisions.md.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

COUNTIES = ("03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56")
ELSEWHERE = "99"
NATION = "0"
PARTS = (*COUNTIES, ELSEWHERE)
REGIONS = (*PARTS, NATION)

WOMEN, MEN, BOTH = "kvinner", "menn", "begge"
SEXES = (WOMEN, MEN, BOTH)
SEX_OF_REGISTER = {"K": WOMEN, "M": MEN}

BAND_YEARS = 5
OLDEST = 90
ALL_AGES = "alle"
BANDS = (*(f"{a}-{a + BAND_YEARS - 1}" for a in range(0, OLDEST, BAND_YEARS)), f"{OLDEST}+")
AGES = (*BANDS, ALL_AGES)

ROOT = "alle"
"""Code of the node of all medicines."""

SHAPE = (len(REGIONS), len(SEXES), len(AGES))
INNER = (len(PARTS), 2, len(BANDS))

Ints = npt.NDArray[np.integer]


def band(age: Ints) -> npt.NDArray[np.int64]:
    """Position of completed years of age on the age axis."""
    return np.minimum(age // BAND_YEARS, len(BANDS) - 1).astype(np.int64)


def with_margins(inner: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """`[…, parts, 2, 19]` → `[…, parts + 1, 3, 20]` with a total, last, on each of the three axes."""
    full = np.zeros((*inner.shape[:-3], *(length + 1 for length in inner.shape[-3:])), dtype=np.int64)
    full[..., :-1, :-1, :-1] = inner
    for axis in (-3, -2, -1):
        total = [slice(None)] * full.ndim
        parts = [slice(None)] * full.ndim
        total[axis], parts[axis] = -1, slice(None, -1)  # type: ignore[call-overload]
        full[tuple(total)] = full[tuple(parts)].sum(axis=axis)
    return full


def level(code: str) -> int:
    """Level of an ATC code: 0 for all medicines, then 1 to 5; a veterinary code's Q does not count.

    Raises ValueError for a code of another length.
    """
    if code == ROOT:
        return 0
    human = code.removeprefix("Q") if len(code) > 1 else code
    return LEVEL_OF_LENGTH[len(human)]


LEVEL_OF_LENGTH = {1: 1, 3: 2, 4: 3, 5: 4, 7: 5}
LENGTHS = (1, 3, 4, 5, 7)


def parent(code: str) -> str:
    """The code one level up: A10BJ06 → A10BJ → … → A → alle; of all medicines, an empty text."""
    if code == ROOT:
        return ""
    shorter: Sequence[int] = [n for n in LENGTHS if n < len(code)]
    return code[: shorter[-1]] if shorter else ROOT


def node_order(codes: set[str]) -> tuple[str, ...]:
    """The root, then all codes with every ancestor, in ATC order."""
    closed = {ROOT} | codes
    for code in codes:
        while (code := parent(code)) and code not in closed:
            closed.add(code)
    return tuple(sorted(closed, key=lambda code: (level(code) > 0, code)))


def parents(nodes: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Position of each node's group in `nodes`; −1 for the root."""
    position = {code: i for i, code in enumerate(nodes)}
    return np.array([position.get(parent(code), -1) for code in nodes], dtype=np.int64)
