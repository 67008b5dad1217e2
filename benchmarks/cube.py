"""How fast a year is counted: `make bench-cube ROWS=50000000`.

A synthetic year is made once and kept. Then, each in a process of its own with two threads: decoding of the Parquet
columns that counting needs; our counting, from the same files to the table; and the same work by pandas, Polars and
DuckDB, as their users would write it. All tables must be equal, bit for bit. The first two run five times, and the best
time counts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import engines
from statistics.cube import aggregate
from statistics.cube.aggregate import RangeFiles
from statistics.cube.columns import DISPENSINGS, PEOPLE, Codes, Source, codes

YEAR = 2024
THREADS = 2
RUNS = {"decode": 5, "ours": 5, "pandas": 1, "polars": 1, "duckdb": 1}
TARGETS = "at most 2 × decode; at least 10 × pandas, 4 × the better of Polars and DuckDB; at most 3 GB"


@dataclass(frozen=True)
class Measured:
    engine: str
    seconds: float
    processor: float
    memory_gb: float


@dataclass(frozen=True)
class Year:
    """A folder with one extract's files and its manifest."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / "extract.json").read_bytes())  # type: ignore[no-any-return]

    def paths(self, kind: str) -> list[Path]:
        return [self.folder / f"{part[kind]['sha256']}.parquet" for part in self.manifest["ranges"]]

    @property
    def lines(self) -> int:
        return sum(part["dispensings"]["rows"] for part in self.manifest["ranges"])

    @property
    def codes(self) -> Codes:
        return codes(YEAR, json.loads((self.folder / "reference.json").read_bytes()))

    def ranges(self) -> list[RangeFiles]:
        pairs = zip(self.paths("people"), self.paths("dispensings"), strict=True)
        return [RangeFiles(_source(people), _source(lines)) for people, lines in pairs]


def main() -> None:
    arguments = _arguments()
    folder = arguments.folder / f"cube-{arguments.rows}"
    if arguments.engine:
        _one(arguments.engine, Year(folder), arguments.out)
        return
    year = make(folder, arguments.rows)
    with tempfile.TemporaryDirectory() as out:
        wanted = [name for name in RUNS if name not in arguments.skip]
        measured = [_in_own_process(name, arguments, Path(out)) for name in wanted]
        tables = {name: np.load(Path(out, f"{name}.npy")) for name in wanted if name != "decode"}
    for name, table in tables.items():
        assert np.array_equal(table, tables["ours"]), f"{name} counts otherwise"
    print(f"\n{year.lines:,} lines; all of {', '.join(tables)} equal, bit for bit: {tables['ours'].shape}\n")
    report(measured)


def report(measured: list[Measured]) -> None:
    by_name = {each.engine: each for each in measured}
    ours, decode = by_name["ours"], by_name["decode"]
    print(f"{'':8}{'seconds':>10}{'processor':>11}{'memory':>10}   against ours")
    for each in measured:
        print(
            f"{each.engine:8}{each.seconds:10.2f}{each.processor:11.2f}{each.memory_gb:8.2f} GB"
            f"   {each.seconds / ours.seconds:6.2f} ×  (processor {each.processor / ours.processor:.2f} ×)"
        )
    print(
        f"\nours, reading included, ÷ decode: {ours.seconds / decode.seconds:.2f} "
        f"(processor {ours.processor / decode.processor:.2f}). Wanted: {TARGETS}"
    )


def make(folder: Path, rows: int) -> Year:
    """The year's files, made unless they are there, whole."""
    if not (folder / "extract.json").exists():
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from benchmarks.made_year import write

        write(folder, rows, YEAR)
    return Year(folder)


def _in_own_process(name: str, arguments: argparse.Namespace, out: Path) -> Measured:
    command = [sys.executable, "-m", "benchmarks.cube", "--rows", str(arguments.rows), "--engine", name]
    more = ["--folder", str(arguments.folder), "--out", str(out)]
    env = {**os.environ, "POLARS_MAX_THREADS": str(THREADS), "OMP_NUM_THREADS": str(THREADS)}
    print(f"{name} …", end=" ", flush=True)
    done = subprocess.run([*command, *more], env=env, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    measured = Measured(**json.loads(done.stdout.splitlines()[-1]))
    print(f"{measured.seconds:.2f} s")
    return measured


def _one(name: str, year: Year, out: Path) -> None:
    """Run one engine here; its figures go to standard output, its table to a file."""
    work: dict[str, Callable[[Year], Any]] = {"decode": decode, "ours": ours}
    run = work.get(name) or (lambda year: engines.ENGINES[name](_input(year)))
    best = (float("inf"), float("inf"))
    table = None
    for _ in range(RUNS[name]):
        clock, processor = time.perf_counter(), time.process_time()
        table = run(year)
        best = min(best, (time.perf_counter() - clock, time.process_time() - processor))
    if table is not None:
        np.save(out / f"{name}.npy", table)
    print(json.dumps(asdict(Measured(name, *best, peak_gb()))))


def peak_gb() -> float:
    """The most memory this process has had. (The kernel's other figure, ru_maxrss, is that of its parent at first.)"""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e9


def decode(year: Year) -> None:
    """The columns that counting needs, as Arrow arrays, in the way that decodes them fastest."""

    def one(part: tuple[Path, Path]) -> None:
        for path, columns in zip(part, (PEOPLE, DISPENSINGS), strict=True):
            texts = [name for name, kind in columns.items() if kind == "text"]
            file = pq.ParquetFile(pa.BufferReader(path.read_bytes()), read_dictionary=texts)
            file.read(list(columns), use_threads=False)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, zip(year.paths("people"), year.paths("dispensings"), strict=True)))


def ours(year: Year) -> np.ndarray:
    known = year.codes
    cube = aggregate.cube(known, aggregate.count(known, year.ranges(), THREADS), {})
    return np.stack([getattr(cube, name)[:, :-1, :-1, :-1] for name in engines.MEASURES])


def _input(year: Year) -> engines.Input:
    known = year.codes
    reference = json.loads((year.folder / "reference.json").read_bytes())
    places = {code: known.region(code) for code, *_ in reference["municipalities"]}
    return engines.Input(
        year=YEAR,
        dispensings=[str(path) for path in year.paths("dispensings")],
        people=[str(path) for path in year.paths("people")],
        nodes=known.nodes,
        region=places | {"": known.region("")},
        threads=THREADS,
    )


def _source(path: Path) -> Callable[[], Source]:
    return lambda: Source(path.name, path.read_bytes())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"), help="where the made year is kept")
    parser.add_argument("--skip", nargs="*", default=[], help="engines that are not to run")
    parser.add_argument("--engine", choices=RUNS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
