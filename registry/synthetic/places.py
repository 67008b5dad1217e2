"""Where people live: a place is one road through the municipality reforms, so each has one code on every day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import NEVER
from registry.synthetic.catalogue import Catalogue, Municipality

SVALBARD, ABROAD = "2100", "9999"


@dataclass(frozen=True)
class Places:
    """`codes[place, epoch]` indexes catalogue.municipalities. The last two places are Svalbard and abroad."""

    codes: NDArray[np.int32]
    epochs: NDArray[np.int32]  # first days
    county: NDArray[np.int32]  # of 2024; indexes catalogue.counties
    weight: NDArray[np.float64]  # share of the inhabitants, 0 for the last two

    @property
    def svalbard(self) -> int:
        return len(self.weight) - 2

    @property
    def abroad(self) -> int:
        return len(self.weight) - 1

    def code_on(self, place: NDArray[np.integer], day: NDArray[np.integer]) -> NDArray[np.int32]:
        """The municipality in force: an index of catalogue.municipalities."""
        return self.codes[place, np.searchsorted(self.epochs, day, side="right") - 1]


def make_places(catalogue: Catalogue) -> Places:
    """Follow each municipality of today back to those it was made of, and share its inhabitants among them."""
    listed = catalogue.municipalities
    epochs = sorted({item.since for item in listed})
    roads = [[index] for index, item in enumerate(listed) if item.until == NEVER and item.population]
    for before, start in zip(reversed(epochs[:-1]), reversed(epochs[1:]), strict=True):
        origins = predecessors(listed, before, start)
        roads = [[earlier, *road] for road in roads for earlier in origins[road[0]]]
    return _places(catalogue, roads, epochs)


def _places(catalogue: Catalogue, roads: list[list[int]], epochs: list[int]) -> Places:
    listed = catalogue.municipalities
    roads_to = np.bincount([road[-1] for road in roads], minlength=len(listed))
    weight = [listed[road[-1]].population / roads_to[road[-1]] for road in roads] + [0, 0]
    roads = [*roads, *([catalogue.code_index[code]] * len(epochs) for code in (SVALBARD, ABROAD))]
    return Places(
        codes=np.array(roads, np.int32),
        epochs=np.array(epochs, np.int32),
        county=np.array([catalogue.county_index[listed[road[-1]].county] for road in roads], np.int32),
        weight=np.array(weight) / sum(weight),
    )


def predecessors(listed: list[Municipality], before: int, start: int) -> dict[int, list[int]]:
    """For each code in force on `start`: the codes it was on `before`, the day of the epoch before."""
    new = [index for index, item in enumerate(listed) if item.since <= start <= item.until]
    old = [index for index, item in enumerate(listed) if item.since <= before <= item.until]
    origins: dict[int, list[int]] = {index: [index] if index in set(old) else [] for index in new}
    retired = [index for index in old if index not in origins]
    for index in retired:
        origins[successor(listed, index, new, start)].append(index)
    for index in new:
        if not origins[index]:  # split off from another
            origins[index] = [nearest(listed, index, retired)]
    return origins


def successor(listed: list[Municipality], index: int, new: list[int], start: int) -> int:
    """The same name if there is one; else the nearest new code of the county: a guess, for invented people."""
    own = listed[index]
    for other in new:
        if (listed[other].name, listed[other].county) == (own.name, own.county):
            return other
    made = [other for other in new if listed[other].since == start and listed[other].county == own.county]
    return nearest(listed, index, made or new)


def nearest(listed: list[Municipality], index: int, others: list[int]) -> int:
    """Of the same county where possible, the nearest last two digits: these order a county's municipalities."""
    own = listed[index]

    def distance(other: int) -> tuple[bool, int, str]:
        code = listed[other].code
        return listed[other].county != own.county, abs(int(code[2:]) - int(own.code[2:])), code

    return min(others, key=distance)
