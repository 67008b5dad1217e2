"""Everything that stays the same over the years: the people, the market, the pharmacies and the prescribers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.catalogue import Catalogue, Substance
from registry.synthetic.people import People, make_people
from registry.synthetic.pharmacies import Pharmacies, make_pharmacies
from registry.synthetic.places import Places, make_places
from registry.synthetic.prescribers import PRESCRIBES, Prescribers, make_prescribers
from registry.synthetic.products import Products, make_products
from registry.synthetic.profiles import SEASON_NAMES, region_factors
from registry.synthetic.rates import refill_factor
from registry.synthetic.reimbursement import Reimbursement

FIRST_YEAR, LAST_YEAR = 2004, 2038


@dataclass(frozen=True)
class Traits:
    """The substances' columns as arrays."""

    per_year: NDArray[np.float64]
    chronic: NDArray[np.bool_]
    animal: NDArray[np.bool_]
    season: NDArray[np.int64]  # index of SEASON_NAMES
    region: NDArray[np.float64]  # [substance, county]
    also_by: dict[str, NDArray[np.bool_]]  # profession → substances it prescribes too


@dataclass(frozen=True)
class World:
    seed: int
    persons: int
    years: range
    catalogue: Catalogue
    places: Places
    people: People
    products: Products
    prescribers: Prescribers
    pharmacies: Pharmacies
    reimbursement: Reimbursement
    traits: Traits
    refill_factor: float  # on every substance's per_year: see rates.py


def make_world(persons: int, years: range, seed: int, catalogue: Catalogue) -> World:
    """ValueError for years the register does not cover, no persons or a negative seed."""
    check(persons, years, seed)
    places = make_places(catalogue)
    substances = catalogue.substances
    return World(
        seed=seed,
        persons=persons,
        years=years,
        catalogue=catalogue,
        places=places,
        people=make_people(persons, years, seed, places),
        products=make_products(substances, years, seed),
        prescribers=make_prescribers(places, len(catalogue.counties), persons, years, seed),
        pharmacies=make_pharmacies(catalogue, places, persons, years, seed),
        reimbursement=Reimbursement(substances),
        traits=make_traits(substances, [county["code"] for county in catalogue.counties]),
        refill_factor=refill_factor(substances, years),
    )


def check(persons: int, years: range, seed: int) -> None:
    if persons < 1:
        raise ValueError("antall personer må være minst 1")
    if not years or years[0] < FIRST_YEAR or years[-1] > LAST_YEAR or years.step != 1:
        raise ValueError(f"årene må være sammenhengende og mellom {FIRST_YEAR} og {LAST_YEAR}")
    if seed < 0:
        raise ValueError("frøet må være 0 eller større")


def make_traits(substances: list[Substance], counties: list[str]) -> Traits:
    codes = [s.code for s in substances]
    return Traits(
        per_year=np.array([s.per_year for s in substances]),
        chronic=np.array([s.chronic for s in substances]),
        animal=np.array([s.for_animals for s in substances]),
        season=np.array([SEASON_NAMES.index(s.season) for s in substances]),
        region=region_factors(codes, counties),
        also_by={who: np.array([code.startswith(prefixes) for code in codes]) for who, prefixes in PRESCRIBES.items()},
    )
