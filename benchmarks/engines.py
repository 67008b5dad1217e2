"""The yearly cube by pandas, Polars and DuckDB: the same rules, from the same files, to the same table.

Each takes what helps it: sums are made once at the lines' own node, persons are made distinct first within their
substances and then, from fewer rows, within each group above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from statistics.cube.axes import BANDS, INNER, ROOT

MEASURES = ("users", "dispensings", "packages", "ddd_milli", "price_ore")
LEVELS = (0, 1, 3, 4, 5, 7)
CELLS = int(np.prod(INNER))
COLUMNS = ["person", "atc", "packages", "ddd_milli", "price_ore", "municipality"]
LAST_BAND = len(BANDS) - 1


@dataclass(frozen=True)
class Input:
    """Paths of the files; ATC codes in order; each municipality's region. Every code of the lines is a node."""

    year: int
    dispensings: list[str]
    people: list[str]
    nodes: tuple[str, ...]
    region: dict[str, int]
    threads: int


class Table:
    """[measure, node, region, sex, age] without totals, filled from an engine's groups."""

    def __init__(self, nodes: tuple[str, ...]) -> None:
        self.position = {code: i for i, code in enumerate(nodes)}
        self.flat = np.zeros((len(MEASURES), len(nodes), CELLS), dtype=np.int64)

    def add(self, measure: int, code: Any, cell: Any, values: Any) -> None:
        nodes = np.array([self.position[each or ROOT] for each in code], dtype=np.int64)
        np.add.at(self.flat[measure], (nodes, np.asarray(cell, dtype=np.int64)), np.asarray(values, dtype=np.int64))

    def add_sums(self, code: list[str], cell: Any, sums: list[Any]) -> None:
        """Of the lines' own node: to it and to every group above."""
        for length in LEVELS:
            deep = [i for i, each in enumerate(code) if len(each) >= length]
            above = [code[i][:length] for i in deep]
            for measure, values in enumerate(sums, start=1):
                self.add(measure, above, np.asarray(cell)[deep], np.asarray(values)[deep])

    def shaped(self) -> np.ndarray:
        return self.flat.reshape(*self.flat.shape[:2], *INNER)


def pandas(given: Input) -> np.ndarray:
    import pandas as pd

    lines = pd.concat([pd.read_parquet(path, columns=COLUMNS) for path in given.dispensings], ignore_index=True)
    people = pd.concat([pd.read_parquet(path) for path in given.people], ignore_index=True)
    lines["atc"] = lines["atc"].astype("category")
    last = lines.drop_duplicates("person", keep="last").set_index("person")["municipality"].map(given.region)
    region = people["municipality"].map(given.region).fillna(people["key"].map(last))
    sex = people["sex"].map({"K": 0, "M": 1})
    band = ((given.year - people["birth_year"]) // 5).clip(upper=LAST_BAND)
    people["cell"] = (region.astype("float64") * 2 + sex.astype("float64")) * len(BANDS) + band
    cell = people.dropna(subset="cell").set_index("key")["cell"].astype("int64")
    lines["cell"] = cell.reindex(lines["person"]).to_numpy()
    lines = lines.dropna(subset="cell")
    lines["dispensings"] = np.sign(lines["packages"])
    table = Table(given.nodes)
    measures = list(MEASURES[1:])
    sums = lines.groupby(["atc", "cell"], observed=True)[measures].sum().reset_index()
    table.add_sums(sums["atc"].astype(str).tolist(), sums["cell"], [sums[name] for name in measures])
    pairs = lines[["person", "atc", "cell"]].drop_duplicates(["person", "atc"])
    for length in reversed(LEVELS):
        names = pairs["atc"].cat.categories.to_series().str[:length]
        pairs = pairs.assign(atc=pairs["atc"].map(names).astype("category"))
        pairs = pairs.drop_duplicates(["person", "atc"])
        users = pairs.groupby(["atc", "cell"], observed=True).size().reset_index(name="users")
        table.add(0, users["atc"].astype(str), users["cell"], users["users"])
    return table.shaped()


def polars(given: Input) -> np.ndarray:
    import polars as pl

    text = pl.col("atc", "municipality").cast(pl.String)
    lines = pl.scan_parquet(given.dispensings).select(COLUMNS).with_columns(text)
    people = pl.scan_parquet(given.people).with_columns(pl.col("sex", "municipality").cast(pl.String))
    last = lines.group_by("person", maintain_order=False).agg(pl.col("municipality").last().alias("last"))
    place = pl.coalesce("municipality", "last").replace_strict(given.region, default=None, return_dtype=pl.Int64)
    sex = pl.col("sex").replace_strict({"K": 0, "M": 1}, default=None, return_dtype=pl.Int64)
    band = ((given.year - pl.col("birth_year").cast(pl.Int64)) // 5).clip(upper_bound=LAST_BAND)
    cells = (
        people.join(last, left_on="key", right_on="person", how="left")
        .select("key", cell=(place * 2 + sex) * len(BANDS) + band)
        .drop_nulls()
    )
    rows = lines.join(cells, left_on="person", right_on="key").with_columns(
        dispensings=pl.col("packages").sign(), packages=pl.col("packages").cast(pl.Int64)
    )
    table = Table(given.nodes)
    measures = list(MEASURES[1:])
    sums = rows.group_by("atc", "cell").agg(pl.col(measures).cast(pl.Int64).sum()).collect(engine="streaming")
    table.add_sums(sums["atc"].to_list(), sums["cell"].to_numpy(), [sums[name].to_numpy() for name in measures])
    pairs = rows.select("person", "atc", "cell").unique().collect(engine="streaming")
    for length in reversed(LEVELS):
        pairs = pairs.with_columns(pl.col("atc").str.head(length)).unique()
        users = pairs.group_by("atc", "cell").len()
        table.add(0, users["atc"].to_list(), users["cell"].to_numpy(), users["len"].to_numpy())
    return table.shaped()


def duckdb(given: Input) -> np.ndarray:
    import duckdb as db

    connection = db.connect(config={"threads": given.threads})
    connection.execute("CREATE TABLE place AS SELECT * FROM (SELECT unnest($1) AS code, unnest($2) AS region)",
                       [list(given.region), list(given.region.values())])  # fmt: skip
    connection.execute(
        f"""
        CREATE TABLE cells AS
        WITH last AS (
            SELECT person, last(municipality) AS municipality FROM read_parquet($lines) GROUP BY person
        )
        SELECT p.key AS person, CAST((r.region * 2 + CASE p.sex WHEN 'K' THEN 0 WHEN 'M' THEN 1 END) * {len(BANDS)}
               + least(({given.year} - p.birth_year) // 5, {LAST_BAND}) AS INTEGER) AS cell
        FROM read_parquet($people) p LEFT JOIN last ON last.person = p.key
        JOIN place r ON r.code = coalesce(p.municipality, last.municipality)
        """,  # noqa: S608 constants of this module
        {"lines": given.dispensings, "people": given.people},
    )
    table = Table(given.nodes)
    sums = connection.execute(
        """
        SELECT atc::VARCHAR AS atc, cell, sum(sign(packages))::BIGINT AS dispensings, sum(packages)::BIGINT AS packages,
               coalesce(sum(ddd_milli), 0)::BIGINT AS ddd_milli, sum(price_ore)::BIGINT AS price_ore
        FROM read_parquet($1) JOIN cells USING (person) WHERE cell IS NOT NULL GROUP BY ALL
        """,
        [given.dispensings],
    ).fetchnumpy()
    table.add_sums(list(sums["atc"]), sums["cell"], [sums[name] for name in MEASURES[1:]])
    connection.execute(
        """
        CREATE TABLE pairs AS SELECT DISTINCT person, atc::VARCHAR AS atc, cell
        FROM read_parquet($1) JOIN cells USING (person) WHERE cell IS NOT NULL
        """,
        [given.dispensings],
    )
    for length in reversed(LEVELS):
        connection.execute(
            f"CREATE OR REPLACE TABLE pairs AS SELECT DISTINCT person, left(atc, {length}) AS atc, cell FROM pairs"  # noqa: S608
        )
        users = connection.execute("SELECT atc, cell, count(*) AS users FROM pairs GROUP BY ALL").fetchnumpy()
        table.add(0, list(users["atc"]), users["cell"], users["users"])
    return table.shaped()


ENGINES: dict[str, Callable[[Input], np.ndarray]] = {"pandas": pandas, "polars": polars, "duckdb": duckdb}
