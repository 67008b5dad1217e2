"""One small register for all tests of the package, read back from its files as text."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from registry.synthetic import Manifest, synthesize

PERSONS, YEARS, SEED = 10_000, range(2022, 2025), 7


@dataclass(frozen=True)
class Register:
    folder: Path
    manifest: Manifest
    residences: pd.DataFrame
    dispensings: pd.DataFrame

    @property
    def people(self) -> pd.DataFrame:
        return self.residences.drop_duplicates("identifikator").set_index("identifikator")

    def read(self, path: str) -> pd.DataFrame:
        return read(self.folder / path)


def read(path: Path) -> pd.DataFrame:
    """The data lines as text; the trailer is checked and left out."""
    frame = pd.read_csv(path, sep=";", skiprows=1, dtype=str, keep_default_na=False, engine="c")
    assert frame.iloc[-1, :2].tolist() == ["#SLUTT", str(len(frame) - 1)]
    return frame.iloc[:-1]


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("synthetic") / "register"
    manifest = synthesize(PERSONS, YEARS, SEED, folder)
    files = sorted(folder.glob("pharmacies/*/*.csv"))
    dispensings = pd.concat([read(path).assign(apotek=path.parent.name, maaned=path.stem) for path in files])
    return Register(folder, manifest, read(folder / "folkeregisteret/personer-001.csv"), dispensings)
