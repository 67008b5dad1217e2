"""A published release of the universe's thirteen people, one for all of a module's tests, which only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from statistics.models import Release
from tests.api.live import serve
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


@pytest.fixture(scope="module")
def site(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server of the published release."""
    yield from serve(tmp_path_factory.mktemp("live"))
