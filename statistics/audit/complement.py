"""Those who did not use a medicine: where nearly everybody did, the few who did not can be counted as well."""

from statistics.audit.arrays import Given, Int64, Mask
from statistics.audit.bounds import inside


def few_left(low: Int64, high: Int64, population: Given, largest: int = 4) -> Mask:
    """Cells in which population − users is known to be 1 to `largest`; printed cells have low = high.

    `population` [region, sex, age] as printed, −1 where unknown. More users than inhabitants (people who moved or died
    in the year) leaves nobody to be counted. Where the population itself is that small, it is its own figure that says
    how few are left, and no figure of users.
    """
    found: Mask = inside(population - high, population - low, 1, largest) & (population > largest)
    return found
