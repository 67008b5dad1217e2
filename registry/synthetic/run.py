"""Make a whole register's source files: model the years one after the other, write each while the next is modelled."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from registry.synthetic.catalogue import Catalogue, load_catalogue
from registry.synthetic.world import World, check, make_world
from registry.synthetic.write.actors import write_people, write_pharmacies, write_prescribers
from registry.synthetic.write.dispensings import Texts, write_dispensings
from registry.synthetic.write.fest import write_fest
from registry.synthetic.write.reference import write_ssb, write_volven
from registry.synthetic.year import Dispensings, each_year

MODEL = 1  # raise it when the same arguments begin to give other bytes
MANIFEST = "manifest.json"
AHEAD = 2  # years held in memory while earlier ones are written
Progress = Callable[[int, int, str], None]  # steps done, all steps, what was done last


@dataclass(frozen=True)
class Arguments:
    """What decides every byte of the files."""

    persons: int
    first_year: int
    last_year: int
    seed: int
    catalogue: str  # digest
    model: int = MODEL


@dataclass(frozen=True)
class Manifest:
    """What a folder of synthetic source files holds; `manifest.json` in it."""

    arguments: Arguments
    people: int
    prescribers: int
    pharmacies: int
    products: int
    dispensings: dict[str, int]  # by year
    files: int  # of the pharmacies


def synthesize(persons: int, years: range, seed: int, out: Path, progress: Progress | None = None) -> Manifest:
    """Write the source files of a synthetic register of `persons` inhabitants to the folder `out`.

    The same arguments give the same bytes. A complete folder of the same arguments is left as it is, one of others is
    replaced. ValueError for arguments that make no register; FileExistsError when `out` is a folder this did not make.
    """
    check(persons, years, seed)
    catalogue = load_catalogue()
    arguments = Arguments(persons, years[0], years[-1], seed, catalogue.digest)
    if manifest := standing(out, arguments):
        return manifest
    with replacing(out) as folder:
        manifest = make(arguments, catalogue, folder, progress or (lambda done, total, what: None))
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n")
    return manifest


def standing(out: Path, arguments: Arguments) -> Manifest | None:
    """The manifest of a folder that was made of the same arguments."""
    path = out / MANIFEST
    if not path.exists():
        return None
    content = json.loads(path.read_text())
    if content["arguments"] != asdict(arguments):
        return None
    return Manifest(**{**content, "arguments": arguments})


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out`, for this user alone, taking its place when all went well and removed when not."""
    if out.exists() and not (out / MANIFEST).exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} finnes og er ikke laget av synthesize; velg en annen mappe eller slett den selv")
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield folder
        if out.exists():
            shutil.rmtree(out)
        folder.rename(out)
    except BaseException:
        shutil.rmtree(folder)
        raise


def make(arguments: Arguments, catalogue: Catalogue, folder: Path, progress: Progress) -> Manifest:
    years = range(arguments.first_year, arguments.last_year + 1)
    steps = len(years) + 2
    world = make_world(arguments.persons, years, arguments.seed, catalogue)
    progress(1, steps, "personer, produkter, apotek og rekvirenter")
    write_lists(world, folder)
    progress(2, steps, "register og kodeverk")
    counts, files = write_years(world, folder / "pharmacies", lambda done, what: progress(2 + done, steps, what))
    return Manifest(
        arguments=arguments,
        people=len(world.people),
        prescribers=len(world.prescribers),
        pharmacies=len(world.pharmacies),
        products=len(world.products),
        dispensings=counts,
        files=files,
    )


def write_lists(world: World, folder: Path) -> None:
    write_volven(world.catalogue, folder / "volven")
    write_ssb(world, folder / "ssb")
    write_pharmacies(world, folder / "pharmacy_list")
    write_prescribers(world, folder / "hpr")
    write_fest(world, folder / "fest")
    write_people(world, folder / "folkeregisteret")


def write_years(world: World, folder: Path, progress: Callable[[int, str], None]) -> tuple[dict[str, int], int]:
    """Lines by year, and the number of files. One thread writes (Arrow works without the GIL) while this one models."""
    texts, counts, files = Texts(world), {}, 0
    waiting: list[tuple[Dispensings, Future[int]]] = []

    def finish_first() -> int:
        year, future = waiting.pop(0)
        written = future.result()
        counts[str(year.year)] = len(year)
        progress(len(counts), f"utleveringer {year.year}")
        return written

    with ThreadPoolExecutor(1) as writer:
        for year in each_year(world):
            waiting.append((year, writer.submit(write_dispensings, world, texts, year, folder)))
            if len(waiting) > AHEAD:
                files += finish_first()
        while waiting:
            files += finish_first()
    return counts, files
