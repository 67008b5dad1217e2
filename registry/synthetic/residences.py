"""Residence lines: where each person lived from which day, by the municipality code of that day."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.places import Places

Moves = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]
DAYS = 1 << 17  # more than any day of the model, so that person and day pack into one sortable key


@dataclass(frozen=True)
class Residences:
    """Lines in order of person and day. A line holds until the day before the person's next."""

    person: NDArray[np.int64]
    since: NDArray[np.int32]
    place: NDArray[np.int32]
    municipality: NDArray[np.int32]  # index of catalogue.municipalities

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        return self.person * DAYS + self.since

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The first line of each person; everybody has one."""
        return np.flatnonzero(np.r_[True, self.person[1:] != self.person[:-1]])

    def line_on(self, person: NDArray[np.integer], day: NDArray[np.integer] | int) -> NDArray[np.int64]:
        """The line in force; a person not yet in the register on that day gives the first line."""
        found = np.searchsorted(self.keys, person.astype(np.int64) * DAYS + day, side="right") - 1
        return np.maximum(found, self.first[person])


def make_residences(moves: Moves, death: NDArray[np.int32], places: Places, end: int) -> Residences:
    """Lines of the moves, and one on 1 January when a reform retires the code of the place, up to `end`."""
    person, since, place = ordered(moves)
    followed = np.r_[person[1:] == person[:-1], False]
    until = np.minimum(np.where(followed, np.r_[since[1:], 0] - 1, end), death[person])
    reforms = [(person, since, place)]
    for epoch, start in enumerate(places.epochs.tolist()[1:], start=1):
        changed = places.codes[place, epoch] != places.codes[place, epoch - 1]
        lives = changed & (since < start) & (until >= start)
        reforms.append((person[lives], np.full(lives.sum(), start, np.int32), place[lives]))
    person, since, place = ordered(tuple(np.concatenate(column) for column in zip(*reforms, strict=True)))
    code = places.code_on(place, since)
    new = np.r_[True, (person[1:] != person[:-1]) | (code[1:] != code[:-1])]
    return Residences(person[new], since[new], place[new], code[new])


def ordered(moves: tuple[NDArray, ...]) -> tuple[NDArray, ...]:
    """By person and day; of two on one day the later said holds."""
    person, since, place = moves
    order = np.lexsort((since, person))
    last = np.r_[(person[order][1:] != person[order][:-1]) | (since[order][1:] != since[order][:-1]), True]
    order = order[last]
    return person[order], since[order], place[order]
