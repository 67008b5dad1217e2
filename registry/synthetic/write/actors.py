"""People, prescribers and pharmacies: the files of Folkeregisteret, HPR and the pharmacy list."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from registry.synthetic.calendar_days import iso, iso_month
from registry.synthetic.people import People
from registry.synthetic.prescribers import PROFESSIONS
from registry.synthetic.world import World
from registry.synthetic.write.delivery_file import header, write_rows

LINES_A_FILE = 200_000
SEXES = ("M", "K")


def write_people(world: World, folder: Path) -> None:
    """One line a residence, all of a person's in one file of at most LINES_A_FILE lines."""
    people, residences = world.people, world.people.residences
    top = header("folkeregisteret", "personer", "identifikator;fodselsdato;kjonn;dod;kommune;gyldig_fra")
    codes = [place.code for place in world.catalogue.municipalities]
    bounds = file_bounds(people)
    for turn, (low, high) in enumerate(pairwise(bounds), start=1):
        person = residences.person[low:high]
        rows = zip(
            people.number[person].astype(str).tolist(),
            iso(people.birth[person]),
            [SEXES[woman] for woman in people.woman[person].tolist()],
            iso_month(people.death[person]),
            [codes[code] for code in residences.municipality[low:high].tolist()],
            iso(residences.since[low:high]),
            strict=True,
        )
        write_rows(folder / f"personer-{turn:03}.csv", top, rows)


def file_bounds(people: People) -> list[int]:
    """Where each file of residence lines begins, and the end; only between two persons."""
    starts = np.r_[people.residences.first, len(people.residences)]
    bounds = [0]
    while bounds[-1] < starts[-1]:
        fits = np.searchsorted(starts, bounds[-1] + LINES_A_FILE, side="right") - 1
        bounds.append(int(starts[fits]))
    return bounds


def write_prescribers(world: World, folder: Path) -> None:
    prescribers, lines = world.prescribers, world.prescribers.authorisations
    who = lines.prescriber
    rows = zip(
        prescribers.hpr[who].tolist(),
        prescribers.birth_year[who].tolist(),
        [SEXES[woman] for woman in prescribers.woman[who].tolist()],
        [PROFESSIONS[profession] for profession in prescribers.profession[who].tolist()],
        lines.speciality,
        iso(lines.since),
        iso(lines.until),
        strict=True,
    )
    columns = "hprnummer;fodselsaar;kjonn;profesjon;spesialitet;gyldig_fra;gyldig_til"
    write_rows(folder / "helsepersonell.csv", header("hpr", "helsepersonell", columns), rows)


def write_pharmacies(world: World, folder: Path) -> None:
    own = world.pharmacies
    codes = [world.catalogue.municipalities[index].code for index in own.municipality.tolist()]
    rows = zip(own.number, own.name, own.organisation, codes, iso(own.opened), iso(own.closed), strict=True)
    top = header("pharmacy_list", "apotek", "apoteknummer;navn;orgnr;kommune;aapnet;stengt")
    write_rows(folder / "apotek.csv", top, rows)
