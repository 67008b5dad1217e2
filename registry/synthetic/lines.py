"""The dispensings to people: each user's refills through the year, as unsorted lines."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.draws import fixed_uniform, pick_by
from registry.synthetic.prescribers import prescriber_of
from registry.synthetic.products import choose
from registry.synthetic.profiles import STEPS, season_curves
from registry.synthetic.rates import refills
from registry.synthetic.use import Population, persons_of, substances_of
from registry.synthetic.world import World

PACKAGES = (0.8, 0.15, 0.05)  # shares of one, two and three packages
OTHER_BRAND = 0.05
SUNDAY = 6
OPEN_ON_SUNDAYS = 0.06
NOBODY = -1


@dataclass(frozen=True)
class Lines:
    """One element a dispensing. `person` and `species` are NOBODY where the line has none."""

    person: NDArray[np.int32]
    species: NDArray[np.int32]
    day: NDArray[np.int32]
    prescriber: NDArray[np.int32]
    product: NDArray[np.int32]
    packages: NDArray[np.int32]  # negative for a return
    reimbursement: NDArray[np.int32]  # index of Reimbursement.texts
    pharmacy: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.person)

    def take(self, which: NDArray) -> "Lines":
        return Lines(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def joined(parts: list[Lines]) -> Lines:
    return Lines(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Lines)})


def people_lines(world: World, population: Population, pairs: NDArray[np.int64], rng: np.random.Generator) -> Lines:
    """The refills of these `pairs` of substance and person, in the order of the pairs."""
    pair, part = refill(world, population, pairs, rng)
    substance, person = substances_of(pairs)[pair].astype(np.int32), persons_of(pairs)[pair].astype(np.int32)
    on = dates(world, population, substance, person, part, rng)
    brand, basis, code = (fixed_uniform(pairs, f"{world.seed} {salt}") for salt in ("brand", "basis", "code"))
    county = population.stratum[person] % len(world.catalogue.counties)
    own, habit = (fixed_uniform(persons_of(pairs), f"{world.seed} {salt}")[pair] for salt in ("own", "habit"))
    brand_draw = np.where(rng.random(len(pair)) < OTHER_BRAND, rng.random(len(pair)), brand[pair])
    also_by = {profession: may[substance] for profession, may in world.traits.also_by.items()}
    visits = rng.random(len(pair)), rng.random(len(pair))
    return Lines(
        person=person,
        species=np.full(len(pair), NOBODY, np.int32),
        day=on,
        prescriber=prescriber_of(world.prescribers, county, own, also_by, rng),
        product=choose(world.products, substance, brand_draw),
        packages=(pick_by(rng.random(len(pair)), PACKAGES) + 1).astype(np.int32),
        reimbursement=world.reimbursement.choose(substances_of(pairs), basis, code)[pair],
        pharmacy=world.pharmacies.visited(county, habit, *visits, on).astype(np.int32),
    )


def refill(
    world: World, population: Population, pairs: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each dispensing its pair, and when in the person's year (0 to 1): spread evenly, with some chance."""
    person = persons_of(pairs)
    share = (population.last - population.first + 1)[person] / 365
    mean = refills(world.traits.per_year, world.refill_factor)[substances_of(pairs)]
    times = 1 + rng.poisson((mean - 1) * np.minimum(share, 1))
    pair = np.repeat(np.arange(len(pairs)), times)
    turn = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    return pair, (turn + rng.random(len(pair))) / times[pair]


def dates(
    world: World,
    population: Population,
    substance: NDArray[np.int32],
    person: NDArray[np.int32],
    part: NDArray[np.float64],
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """Days within each person's window of the year, by the medicine's season; few on Sundays."""
    seasonal = (
        season_curves()[world.traits.season[substance], (part * STEPS).astype(np.int64)] + part * STEPS % 1 / STEPS
    )
    first, last = population.first[person], population.last[person]
    on = first + (np.minimum(seasonal, 0.999999) * (last - first + 1)).astype(np.int32)
    closed = ((on + 3) % 7 == SUNDAY) & (rng.random(len(on)) >= OPEN_ON_SUNDAYS)
    moved = np.where(on < last, on + 1, np.maximum(on - 1, first))
    return np.where(closed, moved, on).astype(np.int32)
