"""A year of about so many lines, made by the synthetic registry straight to an extract's files."""

from pathlib import Path
from tempfile import mkdtemp

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from registry.extract import canonical_json
from registry.synthetic.catalogue import Catalogue, load_catalogue
from registry.synthetic.national import freeze_years
from registry.synthetic.world import make_world

LINES_A_PERSON = 8.57


def write(folder: Path, rows: int, year: int, seed: int = 1) -> None:
    """Into a folder beside it, which takes its name when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    catalogue = load_catalogue()
    with Progress(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task(f"making {rows:,} lines", total=rows)
        world = make_world(max(100, round(rows / LINES_A_PERSON)), range(year, year + 1), seed, catalogue)
        (extract,) = freeze_years(
            world,
            lambda name, content: (aside / f"{name}.parquet").write_bytes(content),
            lambda lines: bar.advance(task, lines),
        )
    (aside / "reference.json").write_bytes(canonical_json(reference(catalogue)))
    (aside / "extract.json").write_bytes(extract.to_json())
    aside.rename(folder)


def reference(catalogue: Catalogue) -> dict[str, object]:
    """As `registry.extract.reference`, of the catalogue that the year is made from."""
    return {
        "atc": [
            {"code": code} for code in [s.code for s in catalogue.substances] + [g["code"] for g in catalogue.groups]
        ],
        "replaced": {},
        "municipalities": [
            [row["code"], row["county"], row["valid_from"], row["valid_to"] or None]
            for row in catalogue.municipality_rows
        ],
    }
