"""Lines that are not a person's first: to animals, on requisition, and returns."""

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import day
from registry.synthetic.draws import generator, pick_by
from registry.synthetic.lines import NOBODY, Lines
from registry.synthetic.products import choose
from registry.synthetic.use import Population, Users
from registry.synthetic.world import World

REQUISITIONS, ANIMALS, RETURNS = 0.01, 0.012, 0.001  # of the dispensings to people
HUMAN_MEDICINES = 0.15  # share of the animals' lines
SMALL = {"HUN": 0.68, "KAT": 0.27, "KAN": 0.05}  # species that get tablets
ALL = {"HUN": 0.34, "KAT": 0.12, "HES": 0.12, "STO": 0.18, "SVI": 0.07, "SAU": 0.08, "GEI": 0.02, "FJO": 0.02,
       "FIS": 0.02, "PEL": 0.01, "REI": 0.01, "ANN": 0.01}  # fmt: skip
SPECIES = tuple(dict.fromkeys([*SMALL, *ALL]))
RETURN_DAYS = 14
MOST_ON_REQUISITION = 10


def animal_lines(world: World, users: Users, year: int, count: int) -> Lines:
    """Mostly veterinary medicines (ATCvet), prescribed by veterinarians."""
    rng = generator(world.seed, "animals", year)
    traits = world.traits
    sold = np.array([s.from_year <= year for s in world.catalogue.substances])
    vet = np.where(traits.animal & sold, traits.per_year, 0)
    human = human_weights(users)
    own = rng.random(count) >= (HUMAN_MEDICINES if human.any() else 0)
    substance = np.where(own, draw(vet, count, rng), draw(human if human.any() else vet, count, rng))
    product = choose(world.products, substance, rng.random(count))
    tablets = np.array(["tablett" in brand.form for brand in world.products.brands])
    return bare_lines(world, year, product, "VE", rng, species=species_of(tablets[product], rng))


def requisition_lines(world: World, users: Users, year: int, count: int) -> Lines:
    """To doctors' practices and the like: no person, several packages."""
    rng = generator(world.seed, "requisitions", year)
    product = choose(world.products, draw(human_weights(users), count, rng), rng.random(count))
    packages = rng.integers(1, MOST_ON_REQUISITION + 1, count).astype(np.int32)
    return bare_lines(world, year, product, "LE", rng, packages=packages)


def bare_lines(
    world: World,
    year: int,
    product: NDArray[np.int32],
    profession: str,
    rng: np.random.Generator,
    *,
    species: NDArray[np.int32] | None = None,
    packages: NDArray[np.int32] | None = None,
) -> Lines:
    """Lines without a person, on any weekday and at any pharmacy that is open."""
    count = len(product)
    on = rng.integers(day(year), day(year + 1), count).astype(np.int32)
    county = rng.integers(0, len(world.catalogue.counties), count)
    habit, whim, place = rng.random(count), rng.random(count), rng.random(count)
    prescribers = world.prescribers.of[profession]
    return Lines(
        person=np.full(count, NOBODY, np.int32),
        species=np.full(count, NOBODY, np.int32) if species is None else species,
        day=on,
        prescriber=prescribers[rng.integers(0, len(prescribers), count)].astype(np.int32),
        product=product,
        packages=np.ones(count, np.int32) if packages is None else packages,
        reimbursement=np.zeros(count, np.int32),
        pharmacy=world.pharmacies.visited(county, habit, whim, place, on).astype(np.int32),
    )


def return_lines(world: World, population: Population, lines: Lines, rng: np.random.Generator) -> Lines:
    """A few lines of people given back within two weeks, where they were bought: the same with negative packages."""
    reversed_ = lines.take(np.flatnonzero(rng.random(len(lines)) < RETURNS))
    latest = np.minimum(population.last[reversed_.person], world.pharmacies.closed[reversed_.pharmacy])
    on = np.minimum(reversed_.day + rng.integers(0, RETURN_DAYS + 1, len(reversed_)), latest).astype(np.int32)
    return Lines(**{**vars(reversed_), "day": on, "packages": -reversed_.packages})


def human_weights(users: Users) -> NDArray[np.float64]:
    """Expected users of each human medicine this year."""
    return users.expected @ users.population.years


def draw(weights: NDArray[np.float64], count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    return np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(count), side="right")


def species_of(tablet: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.int32]:
    """Indexes of SPECIES: tablets are for small animals."""
    uniform = rng.random(len(tablet))
    small, every = (
        np.array([SPECIES.index(species) for species in shares])[pick_by(uniform, tuple(shares.values()))]
        for shares in (SMALL, ALL)
    )
    return np.where(tablet, small, every).astype(np.int32)
