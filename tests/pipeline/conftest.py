"""A register of a few hundred people, taken for real ones: what leaks cannot be published."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.pipeline.linked import CROWD, crowd
from tests.universe import Universe


@pytest.fixture
def universe(settings: Settings, tmp_path: Path) -> Universe:
    secure = {**settings.STORAGES["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = {**settings.STORAGES, "secure": secure}
    settings.SYNTHETIC_ONLY = False
    universe = Universe()
    crowd(universe, seed=1, people=CROWD, year=2024)
    return universe
