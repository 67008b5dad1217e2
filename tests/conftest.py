"""What every test can use. The servers themselves are started by tests/support/plugin.py."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings

from config.celery import app
from tests.support.workers import CeleryWorker


def pytest_configure() -> None:
    # Without `collectstatic` there is no manifest of hashed names; the browser's tests have the real one.
    django_settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    _eager(True)


def _eager(yes: bool) -> None:
    """Tasks run in the calling process, as without Redis, unless a test has a worker of its own."""
    django_settings.CELERY_TASK_ALWAYS_EAGER = app.conf.task_always_eager = yes


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make both test databases; pytest-django's own makes only those that a mark names, and `committed` has no mark."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test databases with real commits, for a whole module, so that other processes can read what is written.

    Tests that use it need no `django_db` mark. Everything is deleted after the module's last test.
    """
    with django_db_blocker.unblock():
        yield
        for alias in connections:
            call_command("flush", database=alias, interactive=False, verbosity=0)
        connections.close_all()


@pytest.fixture
def start_worker(transactional_db: None, settings: Settings, tmp_path: Path) -> Iterator[Callable[..., CeleryWorker]]:
    """Start real Celery workers; the test's own process then sends its tasks to the broker.

    Use it with `django_db(transaction=True, databases=["default", "identity"])`.
    """
    workers: list[CeleryWorker] = []

    def start(include: str = "", **more: str) -> CeleryWorker:
        workers.append(CeleryWorker(tmp_path / f"worker-{len(workers)}.log", include, **more))
        workers[-1].start()
        return workers[-1]

    app.control.purge()
    settings.CELERY_TASK_ALWAYS_EAGER = app.conf.task_always_eager = False
    yield start
    app.conf.task_always_eager = True
    for worker in workers:
        worker.kill()
    cache.clear()  # the same database of Valkey as the queue and its results


@pytest.fixture
def celery_worker(start_worker: Callable[..., CeleryWorker]) -> CeleryWorker:
    """One running worker with the project's tasks."""
    return start_worker()
