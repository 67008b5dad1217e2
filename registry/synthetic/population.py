"""Inhabitants on 1 January, counted from the people themselves."""

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import day, parts
from registry.synthetic.people import People
from registry.synthetic.places import Places
from registry.synthetic.pyramid import OLDEST

MAN, WOMAN = 0, 1


def population(people: People, places: Places, year: int) -> NDArray[np.int64]:
    """Counts [county, sex (0 man, 1 woman), age 0-105] on 1 January; ages in completed years, older count as 105.

    Counties are the catalogue's, of 2024; the last (99) is empty: Svalbard and abroad have no inhabitants here.
    """
    today = day(year)
    everyone = np.arange(len(people))
    line = people.residences.line_on(everyone, today)
    place = people.residences.place[line]
    here = (people.residences.since[line] <= today) & (people.death >= today) & (place < places.svalbard)
    county = places.county[place[here]]
    cell = (county * 2 + people.woman[here]) * (OLDEST + 1) + ages_on_new_year(people.birth[here], year)
    shape = (int(places.county.max()) + 1, 2, OLDEST + 1)
    return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)


def ages_on_new_year(birth: NDArray[np.int32], year: int) -> NDArray[np.int64]:
    born, month, dom = parts(birth)
    birthday_passed = (month == 1) & (dom == 1)
    return np.minimum(year - born - 1 + birthday_passed, OLDEST)
