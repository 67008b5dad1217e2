"""Who uses what in a year: pairs of substance and person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import NEVER, day, parts
from registry.synthetic.draws import fixed_uniform, generator
from registry.synthetic.people import People
from registry.synthetic.places import Places
from registry.synthetic.profiles import BAND, BANDS
from registry.synthetic.rates import FRAILTY, HEALTHY, Rates

STAY = 0.85  # share of a chronic medicine's users who use it next year too
ROUNDS = 6  # of drawing again those drawn twice
FRAILEST = 2.5  # standard deviations: nobody uses a hundred medicines
PERSON_BITS = 32


@dataclass(frozen=True)
class Population:
    """A year's people by stratum [band, sex, county]; they can collect medicines from day `first` to `last`."""

    people: NDArray[np.int64]  # in order of stratum
    ends: NDArray[np.float64]  # cumulative proneness in that order
    strata: NDArray[np.int64]  # bounds into `people`, one more than strata
    years: NDArray[np.float64]  # person-years by stratum
    stratum: NDArray[np.int64]  # of each person of the register, -1 for those not there
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def year_population(people: People, places: Places, year: int, seed: int, rates: Rates) -> Population:
    first, last = window(people, year)
    there = np.flatnonzero(last >= first)
    county = places.county[people.residences.place[people.residences.line_on(there, first[there])]]
    counties = int(places.county.max()) + 1
    band = np.minimum((year - parts(people.birth[there])[0]) // BAND, BANDS - 1)
    cell = band * 2 + people.woman[there]
    stratum = np.full(len(people), -1)
    stratum[there] = cell * counties + county
    order = there[np.argsort(stratum[there], kind="stable")]
    part = (last - first + 1)[order] / (day(year + 1) - day(year))
    proneness = part * prone(order, rates.at_risk.ravel()[stratum[order] // counties], seed)
    bounds = np.searchsorted(stratum[order], np.arange(BANDS * 2 * counties + 1))
    person_years = np.bincount(stratum[order], part, minlength=BANDS * 2 * counties).astype(np.float64)
    return Population(order, np.cumsum(proneness), bounds, person_years, stratum, first, last)


def window(people: People, year: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and last day of the year in the register; the last lies before the first for those not there."""
    entered = people.residences.since[people.residences.first]
    first = np.maximum(entered, day(year)).astype(np.int32)
    return first, np.minimum(np.where(people.death == NEVER, NEVER, people.death), day(year, 12, 31)).astype(np.int32)


def prone(person: NDArray[np.int64], at_risk: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """A person's proneness, the same every year but for the rise of `at_risk` with age: lognormal, or near nothing."""
    first, second, third = (fixed_uniform(person, f"{seed} {salt}") for salt in ("one", "two", "healthy"))
    normal = np.sqrt(-2 * np.log1p(-first)) * np.cos(2 * np.pi * second)  # Box and Muller
    return np.exp(FRAILTY * np.minimum(normal, FRAILEST)) * np.where(third < at_risk, 1.0, HEALTHY)


@dataclass(frozen=True)
class Users:
    """A year's users: sorted `pairs`, substance << 32 | person; `expected[substance, stratum]` a person-year."""

    population: Population
    expected: NDArray[np.float64]
    pairs: NDArray[np.int64]


def year_users(
    population: Population,
    expected: NDArray[np.float64],
    before: Users | None,
    chronic: NDArray[np.bool_],
    seed: int,
    year: int,
) -> Users:
    """Last year's users of chronic medicines who stay, and as many new ones as bring the number to what is expected."""
    rng = generator(seed, "use", year)
    people = expected * population.years
    stay = staying(people, before, chronic)
    pairs = still_there(population, before, stay, rng)
    new = rng.poisson(np.maximum(people - expected_to_stay(population, before, stay), 0))
    wanted = np.minimum(counted(pairs, population, new.shape) + new, np.diff(population.strata))
    for _ in range(ROUNDS):
        missing = np.maximum(wanted - counted(pairs, population, new.shape), 0).ravel()
        if not missing.any():
            break
        pairs = distinct(np.r_[pairs, draw(population, missing, new.shape[1], rng)])
    return Users(population, expected, pairs)


def staying(people: NDArray[np.float64], before: Users | None, chronic: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Each substance's share of users who stay: none of the short treatments, fewer where use falls."""
    if before is None:
        return np.zeros(len(chronic))
    last = (before.expected * before.population.years).sum(axis=1)
    change = people.sum(axis=1) / np.maximum(last, 1e-9)
    return np.where(chronic, np.minimum(STAY, STAY * change), 0.0)


def expected_to_stay(
    population: Population, before: Users | None, stay: NDArray[np.float64]
) -> NDArray[np.float64] | float:
    """[substance, stratum]: last year's expected users by the stratum they are in now."""
    if before is None:
        return 0.0
    both = (population.stratum >= 0) & (before.population.stratum >= 0)
    size = len(population.years)
    flow = np.bincount(before.population.stratum[both] * size + population.stratum[both], minlength=size * size)
    return stay[:, None] * (before.expected @ flow.reshape(size, size))


def still_there(
    population: Population, before: Users | None, stay: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    if before is None:
        return np.zeros(0, np.int64)
    stays = rng.random(len(before.pairs)) < stay[substances_of(before.pairs)]
    kept = before.pairs[stays]
    return kept[population.stratum[persons_of(kept)] >= 0]


def counted(pairs: NDArray[np.int64], population: Population, shape: tuple[int, ...]) -> NDArray[np.int64]:
    cell = substances_of(pairs) * shape[1] + population.stratum[persons_of(pairs)]
    return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)


def draw(
    population: Population, missing: NDArray[np.int64], strata: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """So many people of each (substance, stratum), by proneness; the same person may come twice."""
    cell = np.repeat(np.arange(len(missing)), missing)
    stratum = cell % strata
    low, high = population.strata[stratum], population.strata[stratum + 1]
    ends = np.r_[0.0, population.ends]
    aim = ends[low] + rng.random(len(cell)) * (ends[high] - ends[low])
    position = np.clip(np.searchsorted(population.ends, aim, side="right"), low, high - 1)
    return (cell // strata << PERSON_BITS) | population.people[position]


def distinct(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sorted, each once. numpy's own `unique` hashes, which is twenty times slower on these keys."""
    pairs.sort()
    return pairs[np.r_[True, pairs[1:] != pairs[:-1]]] if len(pairs) else pairs


def substances_of(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    return pairs >> PERSON_BITS


def persons_of(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    return pairs & ((1 << PERSON_BITS) - 1)
