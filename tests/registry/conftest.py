from collections.abc import Callable
from pathlib import Path

import pytest

from registry.sources import Summary, ingest
from tests.registry import world

HERE = Path(__file__).parent
BOTH = pytest.mark.django_db(databases=["default", "identity"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here that asks for a register gets both databases. All tests' items come by, other folders' too."""
    for item in items:
        if HERE in item.path.parents and {"register", "deliver", "empty"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(BOTH)


@pytest.fixture
def keys(tmp_path: Path, settings) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


@pytest.fixture
def empty(keys: Path) -> None:
    """A register without a row, and a vault with keys of its own."""


@pytest.fixture
def deliver(empty: None, tmp_path: Path) -> Callable[[str, str], Summary]:
    """Write a text to a new file and ingest it."""
    count = iter(range(1000))

    def deliver_one(source: str, text: str) -> Summary:
        path = tmp_path / f"file{next(count)}.{'xml' if source == 'fest' else 'csv'}"
        path.write_text(text)
        return ingest(source, [path])

    return deliver_one


@pytest.fixture
def register(deliver: Callable[[str, str], Summary]) -> Callable[[str, str], Summary]:
    """A register with all of the small world's master data, and no dispensing. Gives `deliver`."""
    for name in sorted(world.FILES, key=lambda name: (world.ORDER.index(name.split("/")[0]), "folkemengde" in name)):
        source = name.split("/")[0]
        if source != "pharmacies":
            assert not deliver(source, world.FILES[name]).quarantined
    return deliver
