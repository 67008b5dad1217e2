"""A published release of the universe's thirteen people."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from statistics.models import Release
from tests.universe import Universe, publish


@pytest.fixture
def release(db: None, settings: Settings, tmp_path: Path) -> Release:
    storages = dict(settings.STORAGES)
    storages["secure"] = {**storages["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = storages
    Universe()
    return publish()


@pytest.fixture
def reader(release: Release) -> Client:
    """Asks for pages of the published release."""
    return Client()
