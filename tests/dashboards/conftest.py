"""A published release of the universe's thirteen people."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from statistics import actions
from statistics.models import Release
from tests.universe import Universe


@pytest.fixture
def release(db: None, settings: Settings, tmp_path: Path) -> Release:
    storages = dict(settings.STORAGES)
    storages["secure"] = {**storages["secure"], "OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = storages
    Universe()
    return publish()


def publish() -> Release:
    release = actions.start_release(years=[2023, 2024], built_by="kari")
    for year in release.years:
        actions.count_year(release=release, year=year)
    return actions.publish(release=actions.join(release=release), approved_by="ola")


@pytest.fixture
def reader(release: Release) -> Client:
    """Asks for pages of the published release."""
    return Client()
