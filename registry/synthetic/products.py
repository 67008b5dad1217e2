"""The packages on the market, their item numbers and their prices year by year."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.catalogue import Brand, Substance
from registry.synthetic.draws import fixed_uniform, generator

INFLATION = 1.015
UNSTEADY = 0.06  # how far a product's price can lie from the common drift
WITHDRAWN = 0.02
SHARES = {1: (1.0,), 2: (0.7, 0.3), 3: (0.55, 0.3, 0.15)}  # of a substance's brands
MOST_ITEM_NUMBERS = 600_000  # so that many item numbers begin with a zero


@dataclass(frozen=True)
class Products:
    """One element a package, in order of substance; those of substance s are first[s] up to first[s] + count[s]."""

    substance: NDArray[np.int32]
    brands: list[Brand]
    item_number: NDArray[np.int32]
    withdrawn: NDArray[np.bool_]
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    price_ore: NDArray[np.int64]  # [product, year from years[0]]
    years: range

    def __len__(self) -> int:
        return len(self.brands)

    def prices(self, year: int) -> NDArray[np.int64]:
        """The highest retail price of each package that year, in øre."""
        return self.price_ore[:, year - self.years[0]]


def make_products(substances: list[Substance], years: range, seed: int) -> Products:
    count = np.array([len(s.brands) for s in substances], np.int32)
    brands = [brand for s in substances for brand in s.brands]
    numbers = generator(seed, "products").permutation(MOST_ITEM_NUMBERS - 1)[: len(brands)] + 1
    return Products(
        substance=np.repeat(np.arange(len(substances)), count).astype(np.int32),
        brands=brands,
        item_number=numbers.astype(np.int32),
        withdrawn=fixed_uniform(np.arange(len(brands)), "withdrawn") < WITHDRAWN,
        first=(np.cumsum(count) - count).astype(np.int32),
        count=count,
        price_ore=np.stack([prices_of(brands, year) for year in years], axis=1),
        years=years,
    )


def prices_of(brands: list[Brand], year: int) -> NDArray[np.int64]:
    """Øre, in whole ten øre."""
    base = np.array([brand.price_nok for brand in brands])
    wobble = 1 + UNSTEADY * (fixed_uniform(np.arange(len(brands)) * 10_000 + year, "price") - 0.5)
    return np.rint(base * INFLATION ** (year - 2023) * wobble * 10).astype(np.int64) * 10


def choose(products: Products, substance: NDArray[np.integer], uniform: NDArray[np.float64]) -> NDArray[np.int32]:
    """One product of each substance, the first brands most often."""
    count = products.count[substance]
    chosen = products.first[substance].copy()
    for brands, shares in SHARES.items():
        for bound in np.cumsum(shares)[:-1]:
            chosen += (count == brands) & (uniform > bound)
    return chosen
