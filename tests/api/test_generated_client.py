"""A client that another program makes from our description, against a real server: it reads what we send."""

import importlib
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

pytestmark = pytest.mark.slow

CONFIG = """
post_hooks: []
content_type_overrides:
  application/problem+json: application/json
  application/csvm+json: application/json
  application/vnd.apache.parquet: application/octet-stream
  application/x-pc-axis: application/octet-stream
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: application/octet-stream
"""
"""The generator knows few types by name, and is told which of them are JSON and which are bytes."""

QUERY = {"atc": "A10B*", "omr": "0,03,56", "maal": "brukere"}


class Made:
    """The generated package: a module for each operation, a class for each shape."""

    def __init__(self, name: str, site: str) -> None:
        self.name = name
        self.client = importlib.import_module(name).Client(base_url=site)
        self.models = importlib.import_module(f"{name}.models")

    def operation(self, operation: str) -> ModuleType:
        return importlib.import_module(f"{self.name}.api.v1.{operation}")

    def data(self, form: str, **query: str) -> object:
        """Figures of the table of medicines in a format, read as the client reads them."""
        table = getattr(self.models, f"Data{form.title()}Table").LEGEMIDLER
        return self.operation(f"data_{form}").sync(table=table, client=self.client, **query)


@pytest.fixture(scope="module")
def made(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("client")
    (folder / "config.yaml").write_text(CONFIG)
    program = Path(sys.executable).parent / "openapi-python-client"
    command = [program, "generate", "--url", f"{site}/api/v1/openapi.json", "--meta", "none", "--fail-on-warning"]
    where = ["--config", folder / "config.yaml", "--output-path", folder / "made_client"]
    done = subprocess.run([*command, *where], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    found = Made("made_client", site)
    yield found
    found.client.get_httpx_client().close()
    sys.path.remove(str(folder))


def test_figures_are_typed_rows(made: Made) -> None:
    rows = made.data("json", **QUERY, aar="2024").rows
    found = {(row.atc, row.omr): row.verdi if row.flagg is None else row.flagg for row in rows}
    assert (found["A10BA02", "0"], found["A10BA02", "03"], found["A10BA02", "56"]) == (9, 6, ":")
    assert {row.atc_navn for row in rows} >= {"metformin", "semaglutid"}


def test_every_format_has_the_same_cells(made: Made) -> None:
    wanted = [row.verdi for row in made.data("json", **QUERY).rows]
    frames = (
        pd.read_csv(io.StringIO(made.data("csv", **QUERY))),
        pd.read_parquet(made.data("parquet", **QUERY).payload),
        pd.read_excel(made.data("xlsx", **QUERY).payload),
    )
    for frame in frames:
        assert [None if value != value else value for value in frame["verdi"]] == wanted
    assert made.data("px", **QUERY).payload.read().startswith(b"CHARSET=")
    assert made.data("jsonstat", **QUERY)["value"] == wanted


def test_what_is_wrong_is_an_answer_too(made: Made) -> None:
    told = made.data("json", atc="A10B06")
    assert isinstance(told, made.models.Problem)
    assert (told.status, told.parameter) == (400, "atc")
    assert "A10BJ06" in told.near


def test_what_there_is_to_ask_for(made: Made) -> None:
    client, models = made.client, made.models
    tables = made.operation("tables").sync(client=client).tables
    assert {table.id for table in tables} == {table.value for table in models.DataJsonTable}
    regions = made.operation("dimension").sync(
        table=models.DimensionTable.LEGEMIDLER, dimension=models.DimensionDimension.OMR, client=client
    )
    assert {category.code: category.label for category in regions.categories}["56"] == "Finnmark"
    assert made.operation("search").sync(client=client, q="ozempic").hits[0].code == "A10BJ06"
    assert made.operation("releases").sync(client=client).releases[0].release == "2026-1"
    assert made.operation("entry").sync(client=client).about.licence == "CC BY 4.0"
