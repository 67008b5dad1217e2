"""A million cells in every format of the three dialects, from a national release: `make bench-streams`.

Told for each: cells, seconds until the first and the last byte, megabytes sent, the server's processor seconds and how
much its memory grew meanwhile.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks import served

WANTED = 1_000_000
OF_PXWEB = 300_000
MEASURES = 2
FORMATS = {
    "v1": ("csv", "json", "jsonstat", "px", "parquet", "xlsx"),
    "fhi": ("csv2", "csv3", "json-stat2", "parquet"),
    "pxweb": ("json-stat2", "csv", "px", "parquet", "html", "json-px", "xlsx"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=22)
    parser.add_argument("--folder", type=Path, help="kept, and used again, instead of one that is thrown away")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lmr-streams-", dir="/tmp") as made:
        served.prepare(asked.folder or Path(made), asked.years, 0)
        with served.serving() as (port, process):
            _measure(port, process)


def _measure(port: int, process: int) -> None:
    from statistics import queries
    from statistics.cube.axes import COUNTIES

    rows = len(queries.nodes()) * len(queries.years())

    def regions(cells: int) -> tuple[str, ...]:
        return COUNTIES[: max(cells // rows, 1)]

    picked = regions(WANTED // MEASURES)
    cells = rows * len(picked) * MEASURES
    for form in FORMATS["v1"]:
        path = f"/api/v1/tables/legemidler/data.{form}?atc=*&omr={','.join(picked)}&maal=brukere,ddd"
        _tell(port, process, "v1", form, cells, path)
    for form in FORMATS["fhi"]:
        _tell(port, process, "fhi", form, cells, "/api/open/v1/lmr/table/10825/data", _fhi(form, picked))
    for form in FORMATS["pxweb"]:
        picked = regions(OF_PXWEB)
        query = f"valuecodes[Legemiddel]=*&valuecodes[Region]={','.join(picked)}&valuecodes[ContentsCode]=brukere"
        path = f"/api/pxwebapi/v2/tables/LMR01/data?{query}&valuecodes[Tid]=*&outputFormat={form}"
        _tell(port, process, "pxweb", form, rows * len(picked), path)


def _fhi(form: str, regions: tuple[str, ...]) -> dict[str, object]:
    chosen = {
        "Atc_Verdi": ("all", ["*"]), "GEO": ("item", list(regions)), "Kjonn_Verdi": ("item", ["TOTALT"]),
        "Aldersgruppe_Verdi": ("item", ["TOTALT"]), "Utlevering_Ar": ("all", ["*"]),
        "MEASURE_TYPE": ("item", ["AntallBrukere", "DDD"]),
    }  # fmt: skip
    filters = [{"code": code, "filter": kind, "values": values} for code, (kind, values) in chosen.items()]
    return {"dimensions": filters, "response": {"format": form, "maxRowCount": 0}}


def _tell(port: int, process: int, dialect: str, form: str, cells: int, path: str, body: object = None) -> None:
    served.forget(process)
    before, burnt = served.memory(process), served.seconds(process)
    got = served.fetch(port, path, body)
    assert got.status == 200, got
    grown, burnt = served.peak(process) - before, served.seconds(process) - burnt
    told = f"{dialect:6} {form:11} {cells:>9,} cells  first {got.first:6.2f} s  whole {got.whole:6.1f} s"
    print(f"{told}  {got.size / 1e6:6.1f} MB  {burnt:5.1f} s of processor  memory +{grown:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
