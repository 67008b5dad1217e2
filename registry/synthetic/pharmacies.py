"""Pharmacies: where, since when, and who goes to which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import NEVER, day
from registry.synthetic.catalogue import Catalogue
from registry.synthetic.draws import generator
from registry.synthetic.places import Places
from registry.synthetic.pools import Pools, make_pools

PERSONS_EACH = 5_400  # about 1,030 pharmacies in Norway
FEWEST = 3  # these first are open all the time
OPENED, CLOSED = 0.08, 0.05  # share that opens or closes within the years
ELSEWHERE_IN_COUNTY, ANYWHERE = 0.12, 0.04
NAMES = ("apotek Sentrum", "apotek Torget", "apotek Nord", "apotek Sør", "apotek Vest", "apotek Øst", "apotek Senteret")
ORGANISATION_WEIGHTS = np.array([3, 2, 7, 6, 5, 4, 3, 2])


@dataclass(frozen=True)
class Pharmacies:
    number: list[str]
    name: list[str]
    organisation: list[str]
    municipality: NDArray[np.int32]  # today's, or the last year's
    opened: NDArray[np.int32]
    closed: NDArray[np.int32]  # the last day, or NEVER
    pools: Pools
    fallback: NDArray[np.int64]  # by county: one that is open all the time

    def __len__(self) -> int:
        return len(self.number)

    def visited(
        self,
        county: NDArray[np.integer],
        habit: NDArray[np.float64],
        whim: NDArray[np.float64],
        draw: NDArray[np.float64],
        on: NDArray[np.integer],
    ) -> NDArray[np.int64]:
        """The person's usual pharmacy (by `habit`) or for some another (by `whim` and `draw`), open on the day."""
        usual = self.pools.pick(county, np.where(whim < ELSEWHERE_IN_COUNTY, draw, habit))
        away = whim > 1 - ANYWHERE
        chosen = np.where(away, (draw * len(self)).astype(np.int64), usual)
        is_open = (self.opened[chosen] <= on) & (on <= self.closed[chosen])
        return np.where(is_open, chosen, self.fallback[county])


def make_pharmacies(catalogue: Catalogue, places: Places, persons: int, years: range, seed: int) -> Pharmacies:
    rng = generator(seed, "pharmacies")
    count = max(FEWEST, round(persons / PERSONS_EACH))
    place = rng.choice(len(places.weight), count, p=places.weight)
    municipality = places.code_on(place, np.full(count, day(years[-1], 12, 31)))
    opened, closed = opening(count, years, rng)
    counties = len(catalogue.counties)
    always = (opened < day(years[0])) & (closed == NEVER)
    steady = make_pools(np.flatnonzero(always), places.county[place[always]], counties)
    return Pharmacies(
        number=[f"{number:05}" for number in sorted(rng.permutation(99_999)[:count] + 1)],
        name=names([catalogue.municipalities[index].name for index in municipality]),
        organisation=organisation_numbers(count, rng),
        municipality=municipality,
        opened=opened,
        closed=closed,
        pools=make_pools(np.arange(count), places.county[place], counties),
        fallback=steady.pick(np.arange(counties), np.zeros(counties)),
    )


def opening(count: int, years: range, rng: np.random.Generator) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Most have been there since long before; the first few always."""
    first, last = day(years[0]), day(years[-1], 12, 31)
    fate = rng.random(count)
    fate[:FEWEST] = 1
    opened = day(2004) - rng.integers(0, 20_000, count)
    opened = np.where(fate < OPENED, rng.integers(first + 30, last - 30, count), opened)
    closing = (fate >= OPENED) & (fate < OPENED + CLOSED)
    closed = np.where(closing, rng.integers(first + 30, last - 30, count), NEVER)
    return opened.astype(np.int32), closed.astype(np.int32)


def names(municipalities: list[str]) -> list[str]:
    """'Moss apotek Sentrum', 'Moss apotek Torget', … and with a number when the list is used up."""
    used: dict[str, int] = {}
    result = []
    for municipality in municipalities:
        turn = used[municipality] = used.get(municipality, -1) + 1
        again = f" {turn // len(NAMES) + 1}" if turn >= len(NAMES) else ""
        result.append(f"{municipality} {NAMES[turn % len(NAMES)]}{again}")
    return result


def organisation_numbers(count: int, rng: np.random.Generator) -> list[str]:
    """Nine digits with a valid check digit (modulus 11), all different; companies have 8 and 9 first, these 7."""
    numbers: list[str] = []
    for candidate in rng.permutation(1_000_000)[: 2 * count + 20]:
        digits = f"7{candidate:07}"
        check = -(np.array([int(digit) for digit in digits]) @ ORGANISATION_WEIGHTS) % 11
        if check < 10:
            numbers.append(f"{digits}{check}")
    return numbers[:count]
