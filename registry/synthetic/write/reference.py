"""Code lists, ATC, regions and inhabitants: Volven's and SSB's files."""

from collections.abc import Iterator
from pathlib import Path

from registry.synthetic.catalogue import Catalogue
from registry.synthetic.population import WOMAN, population
from registry.synthetic.world import World
from registry.synthetic.write.delivery_file import header, write_rows

SINCE = "2004-01-01"
UNKNOWN_COUNTY = "99"
Figure = tuple[int, str, str, int, int]


def write_volven(catalogue: Catalogue, folder: Path) -> None:
    codes = [[c["oid"], c["code"], c["name"], c["valid_from"], c["valid_to"]] for c in catalogue.codes]
    write_rows(folder / "kodeverk.csv", header("volven", "kodeverk", "oid;kode;navn;gyldig_fra;gyldig_til"), codes)
    groups = [[g["code"], g["name_nb"], g["name_en"], "", "", "", SINCE, "", ""] for g in catalogue.groups]
    substances = [[s.code, s.name, s.name_en, s.ddd, s.unit, s.route, SINCE, "", ""] for s in catalogue.substances]
    columns = "kode;navn;navn_en;ddd;enhet;administrasjonsvei;gyldig_fra;gyldig_til;erstattet_av"
    # A group's code is a prefix of its members': in this order every parent comes before its children.
    write_rows(folder / "atc.csv", header("volven", "atc", columns), sorted(groups + substances))


def write_ssb(world: World, folder: Path) -> None:
    """Regions, and inhabitants on 1 January of every year and of the year after the last."""
    counties = [[c["code"], c["name"], c["short"], c["health_region"]] for c in world.catalogue.counties]
    write_rows(folder / "fylker.csv", header("ssb", "fylker", "kode;navn;kortnavn;helseregion"), counties)
    rows = world.catalogue.municipality_rows
    places = [[m["code"], m["name"], m["county"], m["valid_from"], m["valid_to"]] for m in rows]
    write_rows(folder / "kommuner.csv", header("ssb", "kommuner", "kode;navn;fylke;gyldig_fra;gyldig_til"), places)
    for year in range(world.years[0], world.years[-1] + 2):
        top = header("ssb", "folkemengde", "aar;region;kjonn;alder;antall", str(year))
        write_rows(folder / f"folkemengde-{year}.csv", top, figures(world, year))


def figures(world: World, year: int) -> Iterator[Figure]:
    """The nation (region 0), then the counties; zeros too."""
    counts = population(world.people, world.places, year)
    codes = [county["code"] for county in world.catalogue.counties]
    regions = [("0", counts.sum(axis=0)), *zip(codes, counts, strict=True)]
    for region, by_sex in regions:
        if region != UNKNOWN_COUNTY:
            for sex, ages in enumerate(by_sex.tolist()):
                yield from ((year, region, "K" if sex == WOMAN else "M", age, count) for age, count in enumerate(ages))
