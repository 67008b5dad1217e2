"""The universe's register, and a release of it, with secure files in a folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from statistics.models import Release
from tests.universe import Universe, publish


@pytest.fixture
def secure_folder(settings: Settings, tmp_path: Path) -> Path:
    secure = {**settings.STORAGES["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = {**settings.STORAGES, "secure": secure}
    return tmp_path


@pytest.fixture
def universe(db: None, secure_folder: Path) -> Universe:
    return Universe()


@pytest.fixture
def release(universe: Universe) -> Release:
    return publish()
