"""One year: register → frozen extract → cube. What is made is named by its content and belongs to no release."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, reduce
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from django.conf import settings

from registry import extract
from registry.extract import Extract, File, Range
from statistics import memory, secure
from statistics.assemble import doses_of_nodes, nodes_with, population_block, with_own_products
from statistics.attacks import attacked_year, attacker
from statistics.audit import PrintedYear, Secret
from statistics.cube import aggregate, shares
from statistics.cube.aggregate import RangeFiles, Tally, YearCube
from statistics.cube.axes import AGES, REGIONS, SEXES, parents
from statistics.cube.columns import (
    BadExtract,
    Source,
    codes,
    node_of,
    population_array,
    read_lines,
    read_people,
    read_pharmacies,
)
from statistics.earlier import EarlierPrint, as_earlier
from statistics.hashing import digest_of, sources_of
from statistics.protect import Policy, Protection, cost, protect
from statistics.rounding import Rounding, by_packages, rounded
from statistics.table import Reason
from statistics.version import CUBE_RULES
from statistics.withdraw import Trial, without_leaks

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Counted:
    """Where a counted year lies in secure storage, and the hash of the extract it was counted from."""

    extract: str
    cube: str
    report: dict[str, int]


def freeze_reference(day: dt.date) -> str:
    """Write codes, municipalities and product names as of `day`; returns the file's name."""
    content = extract.canonical_json(extract.reference(day))
    name = f"reference/{extract.sha256(content)}"
    secure.ensure(name, lambda: content)
    return name


def count_year(year: int, reference: str) -> Counted:
    """Freeze the year's extract and count it; a year that was counted before by the same rules is not counted again."""
    digest = _freeze(year)
    rules = extract.sha256(digest.encode(), reference.encode(), CUBE_RULES.encode())
    name = f"cubes/{year}/{rules}"
    content = secure.ensure(name, lambda: secure.cube_bytes(_count(year, digest, reference)))
    return Counted(digest, name, secure.cube_from(content).report)


def freeze(year: int) -> Extract:
    """The year's extract; not made again where nothing of the year has changed since."""
    return load_extract(year, _freeze(year))


def adopt(year: int, manifest: bytes, read: Callable[[str], bytes]) -> str:
    """Take over an extract that was made elsewhere, as the year's own while the register stays as it is.

    `read` gives a file by its name. Raises BadExtract for one whose content is not what its name says.
    """
    frozen = extract.extract_from(manifest)
    if frozen.year != year:
        raise BadExtract(f"extract.json: year is {frozen.year}, not {year}")
    for file in frozen.files():
        content = read(file.sha256)
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise BadExtract(f"{file.sha256}: all columns, all row groups: the content has another hash than the name")
        secure.keep(f"extracts/files/{file.sha256}", content)
    secure.keep(f"extracts/{year}/{frozen.digest}", frozen.to_json())
    secure.keep(_unchanged(year), frozen.digest.encode())
    return frozen.digest


def count_range(year: int, frozen: Extract, number: int, reference: str) -> None:
    """Count one range of the year's people by itself, for `count_year` to add up. Not done twice."""
    part = frozen.ranges[number]

    def tally() -> bytes:
        known = codes(year, load_reference(reference))
        return secure.tally_bytes(aggregate.count(known, [_range_files(part)], threads=1))

    secure.ensure(_tally(year, part, reference), tally)


def is_counted(year: int, frozen: Extract, reference: str) -> bool:
    """Whether every range of the year has been counted by itself."""
    return all(secure.exists(_tally(year, part, reference)) for part in frozen.ranges)


def protect_year(year: int, counted: Counted, policy: Policy, reference: str, earlier: EarlierPrint) -> str:
    """Hide what must be hidden of the counted year, with its proof; returns the file's name.

    Not done twice for the same figures and rules, and within a year not for a main group of which nothing has changed.
    A year that the newest of the earlier releases printed from the same counts, by the same rules, keeps its masks.
    """
    shown, truth, nobody = _to_protect(year, counted, policy, reference)
    rules = protector(), attacker(), [(HERE / name).read_bytes() for name in ("earlier.py", "withdraw.py")]
    figures = digest_of(rules, policy, replace(shown, freeze=""), truth, nobody)
    name = _protection(f"protections/{year}/{figures}", earlier)
    with memory.kept():
        secure.ensure(name, lambda: secure.protection_bytes(_protect(shown, truth, nobody, policy, earlier)))
    return name


@cache
def protector() -> str:
    """Names the code that finds worlds."""
    return digest_of(sources_of(HERE / "protect"), (HERE / "rounding.py").read_bytes())


def _protection(base: str, earlier: EarlierPrint) -> str:
    """Name of a year's masks: by the figures and rules (`base`), and by what was printed before."""
    if not earlier.digests:
        return base
    if earlier.protection.split("-")[0] == base and secure.exists(earlier.protection):
        return earlier.protection
    return f"{base}-{extract.sha256(*(digest.encode() for digest in earlier.digests))}"


def sensitive(year: int, digest: str, policy: Policy, reference: str) -> Any:
    """Cells whose sums one or two pharmacies dominate, [node, region, sex, age]; None where the policy does not ask.

    Counted from the year's frozen extract, of that digest, once.
    """
    if policy.dominance is None:
        return None
    percent = policy.dominance.percent
    of = extract.sha256(digest.encode(), reference.encode(), f"{CUBE_RULES} {percent}".encode())
    content = secure.ensure(
        f"dominance/{year}/{of}", lambda: secure.mask_bytes(_dominated(year, digest, percent, reference))
    )
    return secure.mask_from(content)


def load_protection(name: str) -> Protection:
    return secure.protection_from(secure.read(name))


def sums(cube: YearCube) -> dict[str, Any]:
    """The measures that add up, by the names that protection and attack know them by."""
    return {
        "dispensings": cube.dispensings,
        "packages": cube.packages,
        "ddd": cube.ddd_milli,
        "sales": cube.price_ore,
    }


def rounded_sums(cube: YearCube, rounding: Mapping[str, Rounding]) -> dict[str, Any]:
    """`sums` as they are printed."""
    return {
        name: rounded(values, rounding[name].of(cube.users)) if name in rounding else values
        for name, values in sums(cube).items()
    }


def load_cube(name: str) -> YearCube:
    return secure.cube_from(secure.read(name))


def load_reference(name: str) -> dict[str, Any]:
    return json.loads(secure.read(name))  # type: ignore[no-any-return]


def load_population(year: int, digest: str) -> tuple[Any, Any]:
    """As `population_array`, from the year's frozen extract."""
    return population_array(pq.read_table(io.BytesIO(_file(load_extract(year, digest).population.sha256))))


def load_extract(year: int, digest: str) -> Extract:
    return extract.extract_from(secure.read(f"extracts/{year}/{digest}"))


def _freeze(year: int) -> str:
    mark = _unchanged(year)
    if (known := secure.find(mark)) is not None and _is_whole(year, digest := known.decode()):
        return digest
    frozen = extract.freeze(
        year, lambda name, content: secure.keep(f"extracts/files/{name}", content), settings.LINES_A_RANGE
    )
    secure.keep(f"extracts/{year}/{frozen.digest}", frozen.to_json())
    secure.keep(mark, frozen.digest.encode())
    return frozen.digest


def _is_whole(year: int, digest: str) -> bool:
    """Whether the extract and all its files are there. What is in them is seen when they are read."""
    manifest = secure.find(f"extracts/{year}/{digest}")
    files = extract.extract_from(manifest).files() if manifest else []
    return bool(files) and all(secure.exists(f"extracts/files/{file.sha256}") for file in files)


def _unchanged(year: int) -> str:
    """Names the extract of the year as the register is now."""
    return f"extracts/{year}/unchanged/{extract.fingerprint(year)}"


def _count(year: int, digest: str, reference: str) -> YearCube:
    """From the ranges' own tallies where they are, else from their files."""
    frozen, known = load_extract(year, digest), codes(year, load_reference(reference))
    if is_counted(year, frozen, reference):
        names = [_tally(year, part, reference) for part in frozen.ranges]
        tally = reduce(Tally.add, (secure.tally_from(secure.read(name)) for name in names))
    else:
        tally = aggregate.count(known, [_range_files(part) for part in frozen.ranges])
    return aggregate.cube(known, tally, {"to_animals_or_on_requisition": frozen.nobody.rows})


def _dominated(year: int, digest: str, percent: int, reference: str) -> Any:
    known = codes(year, load_reference(reference))
    files = [_range_files(part) for part in load_extract(year, digest).ranges]
    numbers: dict[str, int] = {}
    found = []
    for part in files:
        people, lines = read_people(part.people(), known), part.dispensings()
        pharmacy = read_pharmacies(lines, numbers)
        found.append(shares.of_range(known, people, read_lines(lines, known), pharmacy))
    return shares.dominated(shares.together(found), known.above, percent)


def _range_files(part: Range) -> RangeFiles:
    return RangeFiles(_source(part.people), _source(part.dispensings))


def _tally(year: int, part: Range, reference: str) -> str:
    of = (part.people.sha256, part.dispensings.sha256, reference, CUBE_RULES)
    return f"tallies/{year}/{extract.sha256(*(text.encode() for text in of))}"


def _source(file: File) -> Callable[[], Source]:
    return lambda: Source(f"{file.sha256}.parquet", _file(file.sha256))


def _file(sha256: str) -> bytes:
    return secure.read(f"extracts/files/{sha256}")


class _Groups:
    """Worlds of main groups, kept by what they were made from."""

    def find(self, key: str) -> bytes | None:
        return secure.find(self._name(key))

    def keep(self, key: str, content: bytes) -> None:
        secure.keep(self._name(key), content)

    def _name(self, key: str) -> str:
        return f"worlds/{digest_of(protector(), key)}"


def _to_protect(year: int, counted: Counted, policy: Policy, reference: str) -> tuple[PrintedYear, Secret, Any]:
    """A year's figures: as they would be printed with nothing hidden, and as they are.

    And the nodes [node] of which nobody can be a user, since no product of theirs is listed.
    """
    cube, known_products = load_cube(counted.cube), load_reference(reference)
    find = node_of(cube.nodes, known_products["replaced"])
    doses = doses_of_nodes(known_products["doses"], find, cube.nodes)
    rounding = by_packages(policy.rounding, doses[:, 0])
    with_ddd = nodes_with(known_products["with_ddd"], find, cube.nodes)
    listed = list(nodes_with(known_products["doses"], find, cube.nodes))
    inhabitants, reasons = population_block([load_population(year, counted.extract)])
    shown = PrintedYear(
        year=year,
        codes=cube.nodes,
        parent=parents(cube.nodes),
        axes=(REGIONS, SEXES, AGES),
        users=cube.users,
        hidden_users=np.zeros(cube.users.shape, dtype=bool),
        sums=rounded_sums(cube, rounding),
        population=np.where(reasons == Reason.NONE, inhabitants, -1)[0, ..., 0],
        own=np.isin(cube.nodes, with_own_products(cube)),
        rounding=rounding,
        nothing={name: ~np.isin(cube.nodes, list(with_ddd)) & (name == "ddd") for name in sums(cube)},
        doses=doses,
        freeze=counted.cube,
    )
    secret = Secret(cube.users, sums(cube), sensitive=sensitive(year, counted.extract, policy, reference))
    return shown, secret, ~np.isin(cube.nodes, listed)


def _protect(shown: PrintedYear, secret: Secret, nobody: Any, policy: Policy, earlier: EarlierPrint) -> Protection:
    before = earlier.read()
    assert shown.population is not None
    protection = protect(
        secret.users,
        shown.parent,
        replace(policy, rounding=shown.rounding),
        secret.sums,
        np.maximum(shown.population, 0),
        open_above=shown.own,
        nothing={"ddd": shown.nothing["ddd"], "users": nobody},
        earlier=[as_earlier(printed, shown.codes) for printed in before],
        sensitive=secret.sensitive,
        memory=_Groups(),
    )
    protection = without_leaks(protection, Trial(shown, secret, before, attack=attacked_year))
    masks = {"users": protection.hidden_users, "sums": protection.hidden_sums}
    return replace(protection, report=cost(secret.users, masks, shown.parent, policy.largest))
