"""Whole files of a national release, written and fetched: `make bench-bulk YEARS=22`.

Writing runs in a process of its own, so that its memory is its own. Processor seconds are what to trust on a machine
that does other things; on two quiet cores writing takes a little more than half of them.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import served

MB = 1e6


def main() -> None:
    asked = _arguments()
    if asked.write:
        return _write()
    with tempfile.TemporaryDirectory(prefix="lmr-bulk-", dir="/tmp") as made:
        folder = asked.folder or Path(made)
        served.prepare(folder, asked.years, asked.nodes)
        store = (folder / "register.sqlite3").stat().st_size
        print(f"store: {asked.years} years, {store / MB:,.0f} MB", flush=True)
        subprocess.run([sys.executable, "-m", "benchmarks.bulk", "--write"], check=True)
        _fetch()
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=22)
    parser.add_argument("--nodes", type=int, default=0, help="of the catalogue's; 0: all")
    parser.add_argument("--folder", type=Path, help="kept, and used again, instead of one that is thrown away")
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _write() -> None:
    served.prepare(Path(os.environ["LMR_DATA_DIR"]), 0, 0)
    from statistics.bulk.write import write

    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    folder = write()
    after = resource.getrusage(resource.RUSAGE_SELF)
    burnt = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"written: {time.perf_counter() - start:.1f} s, {burnt:.1f} s of processor, {size / MB:,.0f} MB of files")
    print(f"memory at most: {after.ru_maxrss / 1024:,.0f} MB", flush=True)


def _fetch() -> None:
    """The largest file: whole, its second half, and read from the disk by this process for comparison."""
    from statistics import queries
    from statistics.bulk import places

    release = queries.release()
    file = max(places.folder(release).iterdir(), key=lambda path: path.stat().st_size)
    size = file.stat().st_size
    start = time.perf_counter()
    with file.open("rb") as opened:
        while opened.read(served.PART):
            pass
    print(f"{file.name}: {size / MB:,.0f} MB; read from disk {size / MB / (time.perf_counter() - start):,.0f} MB/s")
    with served.serving() as (port, process):
        path = f"/data/filer/{release.number}/{file.name}"
        served.forget(process)
        before = served.memory(process)
        whole = served.fetch(port, path)
        half = served.fetch(port, path, headers={"Range": f"bytes={size // 2}-"})
        assert (whole.status, whole.size, half.status, half.size) == (200, size, 206, size - size // 2)
        for name, got in (("whole", whole), ("second half", half)):
            print(f"{name}: first byte {got.first * 1000:.0f} ms, {got.size / MB / got.whole:,.0f} MB/s")
        print(f"server's memory: {before:.0f} MB, at most {served.peak(process):.0f}; {served.seconds(process):.1f} s")


if __name__ == "__main__":
    main()
