"""A published release of the universe's thirteen people, one for all of a module's tests, which only read."""

from typing import Any

import pytest
from django.test import Client

from statistics.models import Release
from tests.universe import Universe, publish


@pytest.fixture(scope="module")
def release(committed: None) -> Release:
    Universe()
    return publish()


@pytest.fixture
def reader(release: Release) -> Client:
    return Client()


def body(response: Any) -> bytes:
    """Of an answer that is sent whole or in parts."""
    return b"".join(response.streaming_content) if response.streaming else response.content
