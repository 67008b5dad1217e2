"""The pharmacies' monthly files. All lines of a stretch are one Arrow column, and each file a slice of its bytes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from registry.synthetic.calendar_days import day, iso
from registry.synthetic.others import MOST_ON_REQUISITION, SPECIES
from registry.synthetic.world import World
from registry.synthetic.write.delivery_file import header, trailer
from registry.synthetic.year import Dispensings

COLUMNS = "linje;dato;pasient;dyreart;rekvirent;varenummer;pakninger;pris;hjemmel;refusjonskode;kommune"
STRETCH = 500_000  # lines turned to text at a time; a stretch ends with a file


def write_dispensings(world: World, texts: "Texts", year: Dispensings, folder: Path) -> int:
    """Write one file a pharmacy and month that has lines; gives the number of files."""
    bounds = file_bounds(year)
    for number in world.pharmacies.number:
        (folder / number).mkdir(parents=True, exist_ok=True)
    for first, last in stretches(bounds):
        text = texts.lines(year, slice(bounds[first], bounds[last]))
        offsets = np.frombuffer(text.buffers()[1], np.int32)
        body = memoryview(text.buffers()[2])
        for low, high in zip(bounds[first:last].tolist(), bounds[first + 1 : last + 1].tolist(), strict=True):
            start, end = offsets[low - bounds[first]], offsets[high - bounds[first]]
            write_file(world, year, low, high, body[start:end], folder)
    return len(bounds) - 1


def write_file(world: World, year: Dispensings, low: int, high: int, body: memoryview, folder: Path) -> None:
    number = world.pharmacies.number[year.lines.pharmacy[low]]
    month = f"{year.year}-{year.month[low]:02}"
    with (folder / number / f"{month}.csv").open("wb") as file:
        file.write(header("pharmacies", "utleveringer", COLUMNS, number, month).encode())
        file.write(body)
        file.write(trailer(high - low).encode())


def file_bounds(year: Dispensings) -> NDArray[np.int64]:
    """Positions where a file begins, and the end."""
    return np.r_[np.flatnonzero(year.number == 1), len(year)]


def stretches(bounds: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `bounds`: about STRETCH lines, at least one file."""
    first, end = 0, len(bounds) - 1
    while first < end:
        last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + STRETCH, side="right")) - 1)
        yield first, last
        first = last


class Texts:
    """The text of every value that lines repeat, made once; a line is then a join of look-ups."""

    def __init__(self, world: World) -> None:
        self.world = world
        # Index -1 becomes 0, nothing.
        self.patients = pa.array(["", *world.people.number.astype(str).tolist()])
        self.species = pa.array(["", *SPECIES])
        self.prescribers = pa.array(["", *map(str, world.prescribers.hpr.tolist())])
        self.reimbursements = pa.array(world.reimbursement.texts)
        self.municipalities = pa.array(["\n", *(f"{place.code}\n" for place in world.catalogue.municipalities)])

    def lines(self, year: Dispensings, part: slice) -> pa.StringArray:
        """Each line with its newline."""
        lines = year.lines
        columns = [
            pa.array(year.number[part]).cast(pa.string()),
            pick(dates(year.year), lines.day[part] - day(year.year)),
            pick(self.patients, lines.person[part] + 1),
            pick(self.species, lines.species[part] + 1),
            pick(self.prescribers, lines.prescriber[part] + 1),
            pick(goods(self.world, year.year), goods_index(lines.product[part], lines.packages[part])),
            pick(self.reimbursements, lines.reimbursement[part]),
            pick(self.municipalities, year.municipality[part] + 1),
        ]
        return pc.binary_join_element_wise(*columns, ";")


def pick(texts: pa.StringArray, index: NDArray[np.integer]) -> pa.StringArray:
    return texts.take(pa.array(index.astype(np.int32)))


def dates(year: int) -> pa.StringArray:
    return pa.array(iso(np.arange(day(year), day(year + 1))))


def goods(world: World, year: int) -> pa.StringArray:
    """'varenummer;pakninger;pris' of every product and number of packages: see goods_index."""
    amounts = range(-MOST_ON_REQUISITION, MOST_ON_REQUISITION + 1)
    products = zip(world.products.item_number.tolist(), world.products.prices(year).tolist(), strict=True)
    return pa.array([f"{item:06};{n};{n * price / 100:.2f}" for item, price in products for n in amounts])


def goods_index(product: NDArray[np.int32], packages: NDArray[np.int32]) -> NDArray[np.int32]:
    return product * (2 * MOST_ON_REQUISITION + 1) + packages + MOST_ON_REQUISITION
