"""Prescribers: HPR number, profession and speciality, and who writes a person's prescriptions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from registry.synthetic.calendar_days import NEVER, day
from registry.synthetic.draws import generator, pick_by
from registry.synthetic.places import Places
from registry.synthetic.pools import Pools, make_pools

PERSONS_EACH = 150
PROFESSIONS = ("LE", "TL", "VE", "SP", "JO")
SHARES = (0.82, 0.08, 0.04, 0.04, 0.02)
GENERAL = 0.75  # share of the doctors who are general practitioners
SPECIALITIES = ("3", "7", "16", "37", "40", "41", "43", "46", "190", "192", "193", "195", "197")
GENERAL_PRACTICE = "1"
SPECIALISTS = 0.22  # share of prescriptions not by the person's own doctor
OTHERS = {"TL": 0.05, "SP": 0.06, "JO": 0.05}  # of the medicines they prescribe at all
PRESCRIBES = {"TL": ("J01", "N02", "M01"), "SP": ("G03A",), "JO": ("G03A",)}  # ATC prefixes
UNKNOWN = 0.002


@dataclass(frozen=True)
class Authorisations:
    """One element a line of the source; `prescriber` in rising order."""

    prescriber: NDArray[np.int64]
    speciality: list[str]
    since: NDArray[np.int32]
    until: NDArray[np.int32]


@dataclass(frozen=True)
class Prescribers:
    hpr: NDArray[np.int32]  # seven digits
    birth_year: NDArray[np.int64]
    woman: NDArray[np.bool_]
    profession: NDArray[np.int64]  # index of PROFESSIONS
    authorisations: Authorisations
    general: Pools  # general practitioners by county
    of: dict[str, NDArray[np.int64]]  # by profession; "specialist" are the other doctors

    def __len__(self) -> int:
        return len(self.hpr)


def make_prescribers(places: Places, counties: int, persons: int, years: range, seed: int) -> Prescribers:
    rng = generator(seed, "prescribers")
    count = max(20, round(persons / PERSONS_EACH))
    profession = pick_by(rng.random(count), SHARES)
    profession[: 2 * len(PROFESSIONS)] = np.arange(2 * len(PROFESSIONS)) % len(PROFESSIONS)  # some of each
    doctors = np.flatnonzero(profession == 0)
    general = doctors[: max(1, round(len(doctors) * GENERAL))]
    specialists = doctors[len(general) :] if len(doctors) > len(general) else doctors
    county = places.county[rng.choice(len(places.weight), len(general), p=places.weight)]
    of = {code: np.flatnonzero(profession == index) for index, code in enumerate(PROFESSIONS)}
    birth_year = rng.integers(years[0] - 66, years[0] - 30, count)
    return Prescribers(
        hpr=(rng.choice(8_999_999, count, replace=False) + 1_000_000).astype(np.int32),
        birth_year=birth_year,
        woman=rng.random(count) < 0.56,
        profession=profession,
        authorisations=make_authorisations(birth_year, general, specialists, rng),
        general=make_pools(general, county, counties),
        of={**of, "specialist": specialists},
    )


def make_authorisations(
    birth_year: NDArray[np.int64], general: NDArray[np.int64], specialists: NDArray[np.int64], rng: np.random.Generator
) -> Authorisations:
    """One without a speciality for everybody, from 2004-01-01 at the earliest; a second for specialists."""
    count = len(birth_year)
    since = np.maximum([day(int(year)) for year in birth_year + 27], day(2004))
    speciality = np.full(count, "", dtype=object)
    speciality[general[rng.random(len(general)) < 0.7]] = GENERAL_PRACTICE
    speciality[specialists] = rng.choice(SPECIALITIES, len(specialists))
    second = np.flatnonzero(speciality != "")
    prescriber = np.r_[np.arange(count), second]
    order = np.argsort(prescriber, kind="stable")
    return Authorisations(
        prescriber=prescriber[order],
        speciality=np.r_[np.full(count, "", dtype=object), speciality[second]][order].tolist(),
        since=np.r_[since, since[second] + rng.integers(0, 900, len(second))][order].astype(np.int32),
        until=np.full(len(prescriber), NEVER, np.int32),
    )


def prescriber_of(
    prescribers: Prescribers,
    county: NDArray[np.integer],
    own: NDArray[np.float64],
    rules: dict[str, NDArray[np.bool_]],
    rng: np.random.Generator,
) -> NDArray[np.int32]:
    """The person's own doctor (by `own`), a specialist, or another profession; -1 is unknown.

    `rules[profession]` says which lines are for a medicine that this profession prescribes too.
    """
    kind, which = rng.random(len(county)), rng.random(len(county))
    chosen = prescribers.general.pick(county, own)
    draw_from(prescribers.of["specialist"], kind < SPECIALISTS, which, chosen)
    top = 1.0
    for profession, may in rules.items():
        bottom = top - OTHERS[profession]
        draw_from(prescribers.of[profession], may & (kind >= bottom) & (kind < top), which, chosen)
        top = bottom
    chosen[which < UNKNOWN] = -1
    return chosen.astype(np.int32)


def draw_from(
    members: NDArray[np.int64], lines: NDArray[np.bool_], which: NDArray[np.float64], chosen: NDArray[np.int64]
) -> None:
    chosen[lines] = members[(which[lines] * len(members)).astype(np.int64)]
