"""One year of the register: all dispensings, in the order of the pharmacies' deliveries."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import day, parts
from registry.synthetic.draws import generator
from registry.synthetic.identity_numbers import rank_within
from registry.synthetic.lines import NOBODY, Lines, joined, people_lines
from registry.synthetic.others import ANIMALS, REQUISITIONS, animal_lines, requisition_lines, return_lines
from registry.synthetic.rates import year_rates
from registry.synthetic.use import Users, year_population, year_users
from registry.synthetic.world import World

ORDER_BITS = 20


@dataclass(frozen=True)
class Dispensings:
    """A year's lines sorted by pharmacy, month and day. Indexes point into the World's lists; -1 is nothing."""

    year: int
    lines: Lines
    month: NDArray[np.int64]  # 1-12
    number: NDArray[np.int64]  # from 1 within pharmacy and month
    price_ore: NDArray[np.int64]  # of the whole line
    municipality: NDArray[np.int32]  # index of catalogue.municipalities, where the person lived that day

    def __len__(self) -> int:
        return len(self.lines)


def each_year(world: World) -> Iterator[Dispensings]:
    """The years in order: who used a medicine last year mostly goes on with it."""
    users: Users | None = None
    for year in world.years:
        users = use(world, users, year)
        yield dispensings(world, users, year)


def use(world: World, before: Users | None, year: int) -> Users:
    rates = year_rates(world.catalogue.substances, year)
    population = year_population(world.people, world.places, year, world.seed, rates)
    expected = rates.users[:, :, :, None] * world.traits.region[:, None, None, :]
    expected = expected.reshape(len(world.catalogue.substances), -1)
    return year_users(population, expected, before, world.traits.chronic, world.seed, year)


def dispensings(world: World, users: Users, year: int) -> Dispensings:
    people = people_lines(world, users.population, users.pairs, generator(world.seed, "lines", year))
    lines = joined(
        [
            people,
            return_lines(world, users.population, people, generator(world.seed, "returns", year)),
            requisition_lines(world, users, year, max(1, round(len(people) * REQUISITIONS))),
            animal_lines(world, users, year, max(1, round(len(people) * ANIMALS))),
        ]
    )
    month = parts(np.arange(day(year), day(year + 1)))[1][lines.day - day(year)]
    shuffle = generator(world.seed, "order", year).integers(0, 1 << ORDER_BITS, len(lines))
    order = np.argsort(
        ((lines.pharmacy.astype(np.int64) << 9 | lines.day - day(year)) << ORDER_BITS) | shuffle, kind="stable"
    )
    lines, month = lines.take(order), month[order]
    prices = world.products.prices(year)[lines.product] * lines.packages
    number = rank_within(lines.pharmacy.astype(np.int64) * 12 + month) + 1
    return Dispensings(year, lines, month, number, prices, municipalities(world, lines))


def municipalities(world: World, lines: Lines) -> NDArray[np.int32]:
    residences = world.people.residences
    line = residences.line_on(np.maximum(lines.person, 0), lines.day)
    return np.where(lines.person == NOBODY, NOBODY, residences.municipality[line])
