"""A published release of the universe's thirteen people, and a reader that asks for its figures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    return Client()


def body(response: Any) -> bytes:
    """Of an answer that is sent whole or in parts."""
    return b"".join(response.streaming_content) if response.streaming else response.content


Ask = Callable[..., Any]
