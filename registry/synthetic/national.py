"""A year straight to a frozen extract, without source files, a vault or a database: for registers of a nation's size.

The year's users are cut in ranges of people, each range made, ordered and written on its own, so that memory is that
of a few ranges whatever the size. A person's key is not that of a register: it is made of the person's place in the
model, in the same order.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from registry.frozen.layout import (
    DISPENSINGS,
    LINES_A_RANGE,
    PEOPLE,
    POPULATION,
    Extract,
    Range,
    Store,
    in_order,
    keep,
    keep_range,
    people_order,
    texts_of,
)
from registry.sources.doses import ddd_per_package
from registry.synthetic.calendar_days import NEVER, day, parts
from registry.synthetic.draws import fixed_uniform, generator
from registry.synthetic.lines import NOBODY, Lines, joined, people_lines
from registry.synthetic.others import ANIMALS, REQUISITIONS, animal_lines, requisition_lines, return_lines
from registry.synthetic.rates import DISPENSINGS as LINES_A_PERSON
from registry.synthetic.use import PERSON_BITS, Users, persons_of, substances_of
from registry.synthetic.world import World
from registry.synthetic.write.reference import figures
from registry.synthetic.year import municipalities, use

KEY_BITS = 38
"""Of a key, below the person's place: noise, so that keys look and pack as a register's random ones do."""

WORKERS = 2

Progress = Callable[[int], None]
"""Called with the lines of each range when it is written."""


@dataclass(frozen=True)
class Texts:
    """What lines repeat, once: positions of `items` and `codes` are the model's products."""

    items: list[str]
    atc: list[str]
    atc_of: NDArray[np.int32]
    milli: NDArray[np.int64]  # milli-DDD a package
    has_ddd: NDArray[np.bool_]
    bases: list[str]
    places: list[str]


def make_texts(world: World) -> Texts:
    substances = world.catalogue.substances
    doses = [_ddd(world, index) for index in range(len(world.products))]
    return Texts(
        items=[f"{number:06}" for number in world.products.item_number.tolist()],
        atc=[substance.code for substance in substances],
        atc_of=world.products.substance,
        milli=np.array([0 if each is None else int(each * 1000) for each in doses], dtype=np.int64),
        has_ddd=np.array([each is not None for each in doses]),
        bases=[text.partition(";")[0] for text in world.reimbursement.texts],
        places=[*(place.code for place in world.catalogue.municipalities), ""],  # NOBODY is the last
    )


def keys(person: NDArray[np.integer], seed: int) -> NDArray[np.int64]:
    noise = fixed_uniform(person, f"{seed} key") * (1 << KEY_BITS)
    return (person.astype(np.int64) + 1 << KEY_BITS) | noise.astype(np.int64)


def freeze_years(world: World, store: Store, progress: Progress = lambda lines: None) -> Iterator[Extract]:
    """Each year's extract, in order: who used a medicine last year mostly goes on with it."""
    texts, users = make_texts(world), None
    for year in world.years:
        users = use(world, users, year)
        yield freeze_year(world, texts, users, year, store, progress)


def freeze_year(
    world: World, texts: Texts, users: Users, year: int, store: Store, progress: Progress = lambda lines: None
) -> Extract:
    by_person = (persons_of(users.pairs) << PERSON_BITS) | substances_of(users.pairs)
    by_person.sort()
    edges = _edges(world, by_person)
    with ThreadPoolExecutor(WORKERS) as pool:
        made = [
            pool.submit(_range, world, texts, users, year, number, by_person[low:high], store)
            for number, (low, high) in enumerate(pairwise(edges))
        ]
        for future in as_completed(made):
            progress(future.result().dispensings.rows)
        ranges = tuple(future.result() for future in made)
    count = sum(part.dispensings.rows for part in ranges)
    nobody = [
        requisition_lines(world, users, year, max(1, round(count * REQUISITIONS))),
        animal_lines(world, users, year, max(1, round(count * ANIMALS))),
    ]
    others = joined(nobody)
    lines = _table(world, texts, year, others.take(np.argsort(others.day, kind="stable")))
    return Extract(year, ranges, keep(lines, store), keep(_population(world, year), store))


def _edges(world: World, by_person: NDArray[np.int64]) -> list[int]:
    """Where ranges begin among the pairs, and the end: whole people, some LINES_A_RANGE dispensings each."""
    people = len(world.people)
    parts = max(1, round(people * LINES_A_PERSON / LINES_A_RANGE))
    firsts = np.array([people * part // parts for part in range(1, parts)], dtype=np.int64) << PERSON_BITS
    return [0, *np.searchsorted(by_person, firsts).tolist(), len(by_person)]


def _range(
    world: World, texts: Texts, users: Users, year: int, number: int, by_person: NDArray[np.int64], store: Store
) -> Range:
    rng = generator(world.seed, f"range {number}", year)
    pairs = (substances_of(by_person) | persons_of(by_person) << PERSON_BITS).astype(np.int64)
    lines = people_lines(world, users.population, pairs, rng)
    lines = joined([lines, return_lines(world, users.population, lines, rng)])
    people = np.unique(persons_of(pairs))
    place, man, birth_year = _facts(world, people, year)
    county = np.array([*(int(place.code[:2]) for place in world.catalogue.municipalities), -1])[place]
    order = people_order(county, man, birth_year, place, people)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    lines = lines.take(in_order(rank[np.searchsorted(people, lines.person)], lines.day.astype(np.int64), ()))
    return keep_range(_people(world, people[order], year), _table(world, texts, year, lines), store)


def _table(world: World, texts: Texts, year: int, lines: Lines) -> pa.Table:
    nobody = lines.person == NOBODY
    columns = {
        "person": pa.array(keys(lines.person, world.seed), mask=nobody),
        "date": pa.array(lines.day).cast(pa.date32()),
        "atc": texts_of(texts.atc_of[lines.product], texts.atc),
        "product": texts_of(lines.product, texts.items),
        "packages": pa.array(lines.packages),
        "ddd_milli": pa.array(texts.milli[lines.product] * lines.packages, mask=~texts.has_ddd[lines.product]),
        "price_ore": pa.array(world.products.prices(year)[lines.product] * lines.packages),
        "reimbursement": texts_of(lines.reimbursement, texts.bases),
        "prescriber": pa.array(lines.prescriber.astype(np.int64), mask=lines.prescriber == NOBODY),
        "pharmacy": texts_of(lines.pharmacy, world.pharmacies.number),
        "municipality": texts_of(municipalities(world, lines) % len(texts.places), texts.places),
    }
    return pa.table(columns).select(DISPENSINGS.names)


def _facts(
    world: World, people: NDArray[np.int64], year: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Municipality (−1: none), sex (in order of the codes K, M) and year of birth on 1 January."""
    residences, january = world.people.residences, day(year)
    line = residences.line_on(people, january)
    place = np.where(residences.since[line] > january, -1, residences.municipality[line])
    return place.astype(np.int64), (~world.people.woman[people]).astype(np.int64), parts(world.people.birth[people])[0]


def _people(world: World, people: NDArray[np.int64], year: int) -> pa.Table:
    place, man, birth_year = _facts(world, people, year)
    texts = pa.array([place.code for place in world.catalogue.municipalities])
    death = world.people.death[people]
    columns = {
        "key": pa.array(keys(people, world.seed)),
        "birth_year": pa.array(birth_year.astype(np.int16)),
        "sex": texts_of(man, ["K", "M"]),
        "death_month": pa.array(_first_of_month(death), mask=death == NEVER).cast(pa.date32()),
        "municipality": pa.DictionaryArray.from_arrays(pa.array(place.astype(np.int32), mask=place < 0), texts),
    }
    return pa.table(columns).select(PEOPLE.names)


def _first_of_month(days: NDArray[np.int32]) -> NDArray[np.int32]:
    months = np.where(days == NEVER, 0, days).astype("datetime64[D]").astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int32)


def _population(world: World, year: int) -> pa.Table:
    columns = zip(*(row[1:] for row in figures(world, year)), strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, POPULATION, strict=True)]
    return pa.table(arrays, schema=POPULATION)


def _ddd(world: World, index: int) -> Decimal | None:
    """DDDs in a package, by the rule that the register itself uses for the product register's figures."""
    substance = world.catalogue.substances[world.products.substance[index]]
    if not substance.ddd:
        return None
    brand = world.products.brands[index]
    return ddd_per_package(
        amount=Decimal(brand.size),
        factor=Decimal(1),
        strength=Decimal(brand.strength),
        strength_unit=brand.unit,
        ddd=Decimal(substance.ddd),
        ddd_unit=substance.unit,
    )
