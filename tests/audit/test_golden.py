"""Published tables with answers known to the last cell (whole-number optimisation), read from the shared facts."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from statistics.audit import bounds, exact, lp
from tests.audit.cases import printed, with_totals

FILE = Path(__file__).parents[3] / "shared" / "disclosure" / "golden_open.json"
CASES = json.loads(FILE.read_text("utf-8"))["open"] if FILE.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason=f"{FILE} is not here")


def read(case: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    table = with_totals(case["base"])
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[tuple(np.array(case["suppressed"]).T)] = True
    return printed(table, hidden), hidden


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_cell_has_its_known_answer(case: dict[str, Any]) -> None:
    values, hidden = read(case)
    cells = np.array([cell["cell"] for cell in case["expect"]])
    at = tuple(cells.T)
    expected = [(cell["low"], cell["high"]) for cell in case["expect"]]
    assert exact(values, hidden)[at].tolist() == [cell["rank_determined"] for cell in case["expect"]]
    assert exact(values, hidden).sum() == sum(cell["rank_determined"] for cell in case["expect"])
    for whole in (False, True):
        low, high = lp(values, hidden, case["lb"], cells, whole=whole)
        assert list(zip(low.tolist(), high.tolist(), strict=True)) == expected
    low, high = bounds(values, hidden, case["lb"])
    assert list(zip(low[at].tolist(), high[at].tolist(), strict=True)) == expected


def test_many_tables_at_once_are_as_each_alone() -> None:
    same = [case for case in CASES if case["shape"] == [5, 3, 6]]
    values, hidden = (np.stack(arrays) for arrays in zip(*map(read, same), strict=True))
    low, high = bounds(values, hidden, 0)
    found = exact(values, hidden)
    for i in range(len(same)):
        alone = bounds(values[i], hidden[i], 0)
        assert np.array_equal(low[i], alone[0])
        assert np.array_equal(high[i], alone[1])
        assert np.array_equal(found[i], exact(values[i], hidden[i]))
