"""The people: who is born, moves, leaves, comes and dies, year by year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import NEVER, day, parts
from registry.synthetic.draws import generator
from registry.synthetic.identity_numbers import identity_numbers
from registry.synthetic.places import Places
from registry.synthetic.pyramid import (
    AGES,
    BIRTHS,
    EMIGRATION,
    IMMIGRATION,
    MOTHERS,
    MOVING,
    WITHIN_COUNTY,
    age_weights,
    death_risk,
    women_share,
)
from registry.synthetic.residences import Residences, make_residences

Days = NDArray[np.int32]
ON_SVALBARD = 0.0005  # beside the inhabitants, who are those of the municipalities
FOREIGNERS = 0.003  # people with a D-number and an address abroad


@dataclass(frozen=True)
class People:
    """One element a person; a person's index is their identity within the model."""

    birth: Days
    death: Days  # NEVER while alive
    woman: NDArray[np.bool_]
    d_number: NDArray[np.bool_]
    number: NDArray[np.bytes_]
    residences: Residences

    def __len__(self) -> int:
        return len(self.birth)


@dataclass
class Simulation:
    """The people so far. `moves` are (person, day, place); a person's first is when they entered the register."""

    birth: Days
    death: Days
    woman: NDArray[np.bool_]
    d_number: NDArray[np.bool_]
    place: NDArray[np.int32]
    places: Places
    moves: list[tuple[NDArray[np.int64], Days, NDArray[np.int32]]]

    def add(
        self,
        birth: NDArray[np.integer],
        woman: NDArray[np.bool_],
        place: NDArray[np.integer],
        since: NDArray[np.integer],
        *,
        foreign: int = 0,
    ) -> None:
        """Add people who enter the register on `since`; the last `foreign` of them have D-numbers."""
        first, count = len(self.birth), len(birth)
        self.moves.append((np.arange(first, first + count), since.astype(np.int32), place.astype(np.int32)))
        self.birth = np.r_[self.birth, birth.astype(np.int32)]
        self.death = np.r_[self.death, np.full(count, NEVER, np.int32)]
        self.woman = np.r_[self.woman, woman]
        self.d_number = np.r_[self.d_number, np.arange(count) >= count - foreign]
        self.place = np.r_[self.place, place.astype(np.int32)]

    def relocate(self, who: NDArray[np.int64], on: Days, place: NDArray[np.int32]) -> None:
        """Move those who live to see the day."""
        alive = self.death[who] >= on
        who, on, place = who[alive], on[alive], place[alive]
        self.moves.append((who, on, place.astype(np.int32)))
        self.place[who] = place

    def inhabitants(self) -> NDArray[np.int64]:
        """The living who live in a municipality."""
        return np.flatnonzero((self.death == NEVER) & (self.place < self.places.svalbard))


def make_people(persons: int, years: range, seed: int, places: Places) -> People:
    """`persons` inhabitants on 1 January of the first year, and who comes later. ValueError: see identity_numbers."""
    state = founders(persons, years, seed, places)
    for year in years:
        live_a_year(state, year, persons, generator(seed, "people", year))
    order = generator(seed, "order").permutation(len(state.birth))  # a person's index then tells nothing of their age
    return numbered(state, order, years)


def numbered(state: Simulation, order: NDArray[np.int64], years: range) -> People:
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    person, since, place = (np.concatenate(column) for column in zip(*state.moves, strict=True))
    birth, death = state.birth[order], state.death[order]
    woman, d_number = state.woman[order], state.d_number[order]
    moves = (position[person], since, place)
    return People(
        birth=birth,
        death=death,
        woman=woman,
        d_number=d_number,
        number=identity_numbers(birth, woman, d_number),
        residences=make_residences(moves, death, state.places, day(years[-1], 12, 31)),
    )


def founders(persons: int, years: range, seed: int, places: Places) -> Simulation:
    rng = generator(seed, "founders")
    nobody = np.zeros(0, np.int32)
    state = Simulation(nobody, nobody, np.zeros(0, bool), np.zeros(0, bool), nobody, places, [])
    svalbard, foreign = max(1, round(persons * ON_SVALBARD)), max(1, round(persons * FOREIGNERS))
    place = np.r_[
        rng.choice(len(places.weight), persons, p=places.weight),
        np.full(svalbard, places.svalbard),
        np.full(foreign, places.abroad),
    ]
    ages = np.r_[rng.choice(AGES, persons, p=age_weights()), rng.integers(20, 60, svalbard + foreign)]
    enter(state, ages, place, np.full(len(place), day(years[0])), rng, foreign=foreign)
    return state


def enter(
    state: Simulation,
    ages: NDArray[np.integer],
    place: NDArray[np.integer],
    since: NDArray[np.integer],
    rng: np.random.Generator,
    *,
    foreign: int = 0,
) -> None:
    """Add people of these ages in completed years on the day they enter."""
    latest, earliest = (years_before(since, back) for back in (ages, ages + 1))
    birth = latest - rng.integers(0, latest - earliest)
    state.add(birth, rng.random(len(ages)) < women_share(ages), place, since, foreign=foreign)


def years_before(days: NDArray[np.integer], count: NDArray[np.integer]) -> NDArray[np.int64]:
    """The same day of the month (at most the 28th) so many years before."""
    years, months, doms = parts(days)
    first = ((years - count - 1970) * 12 + months - 1).astype("datetime64[M]").astype("datetime64[D]")
    return first.astype(np.int64) + np.minimum(doms, 28) - 1


def live_a_year(state: Simulation, year: int, persons: int, rng: np.random.Generator) -> None:
    """Deaths are drawn first, so that nobody moves or leaves after their own."""
    living = state.inhabitants()
    ages = year - parts(state.birth[living])[0]
    dying = rng.random(len(living)) < death_risk(ages, state.woman[living])
    state.death[living[dying]] = days_in(year, dying.sum(), rng)
    mothers = living[state.woman[living] & (ages >= MOTHERS[0]) & (ages <= MOTHERS[1])]
    bear(state, year, rng.choice(mothers, round(persons * BIRTHS)) if mothers.size else mothers, rng)
    fate = rng.random(len(living))
    move(state, year, living[fate < MOVING], rng)
    leaving = living[(fate >= MOVING) & (fate < MOVING + EMIGRATION)]
    state.relocate(leaving, days_in(year, len(leaving), rng), np.full(len(leaving), state.places.abroad))
    immigrate(state, year, round(persons * IMMIGRATION), rng)


def days_in(year: int, count: int, rng: np.random.Generator) -> Days:
    """Days from 2 January to 31 December: what happens on 1 January belongs to the count of that day."""
    return rng.integers(day(year, 1, 2), day(year + 1), count).astype(np.int32)


def bear(state: Simulation, year: int, mothers: NDArray[np.int64], rng: np.random.Generator) -> None:
    birth = days_in(year, len(mothers), rng)
    state.add(birth, rng.random(len(mothers)) < women_share(np.zeros(len(mothers), int)), state.place[mothers], birth)


def move(state: Simulation, year: int, movers: NDArray[np.int64], rng: np.random.Generator) -> None:
    near = rng.random(len(movers)) < WITHIN_COUNTY
    anywhere = rng.choice(len(state.places.weight), len(movers), p=state.places.weight)
    target = np.where(near, near_place(state.places, state.place[movers], rng), anywhere)
    today = state.places.codes[:, -1]
    real = today[target] != today[state.place[movers]]
    state.relocate(movers[real], days_in(year, real.sum(), rng), target[real])


def near_place(places: Places, place: NDArray[np.int32], rng: np.random.Generator) -> NDArray[np.int64]:
    """Another place of the same county, drawn by inhabitants."""
    order = np.argsort(places.county, kind="stable")
    total = np.r_[0, np.cumsum(places.weight[order])]
    counties, own = places.county[order], places.county[place]
    low, high = np.searchsorted(counties, own, side="left"), np.searchsorted(counties, own, side="right")
    drawn = total[low] + rng.random(len(place)) * (total[high] - total[low])
    return order[np.minimum(np.searchsorted(total, drawn, side="right"), high) - 1]


def immigrate(state: Simulation, year: int, count: int, rng: np.random.Generator) -> None:
    ages = np.clip(rng.normal(29, 12, count), 0, 80).astype(np.int64)
    place = rng.choice(len(state.places.weight), count, p=state.places.weight)
    enter(state, ages, place, days_in(year, count, rng), rng)
