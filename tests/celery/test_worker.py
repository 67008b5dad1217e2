"""A real worker over a real broker: it sees the tests' data, and a killed one loses no task."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from celery.result import AsyncResult
from django.contrib.auth import get_user_model
from django.core.cache import cache

from config.celery import app
from tests.celery import sample
from tests.support.processes import eventually
from tests.support.workers import CeleryWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "identity"])]

SAMPLE = "tests.celery.sample"
Start = Callable[..., CeleryWorker]


def test_the_fixture_answers_and_comes_back_after_a_kill(celery_worker: CeleryWorker) -> None:
    assert celery_worker.answers()
    celery_worker.kill()
    assert not celery_worker.answers()
    celery_worker.restart()
    assert celery_worker.answers()


def test_it_reads_the_tests_database_and_shares_its_cache(start_worker: Start) -> None:
    get_user_model().objects.create(username="kari")
    start_worker(SAMPLE)
    assert sample.users.delay().get(timeout=20) == ["kari"]
    sample.remember.delay("word", "blåbær").get(timeout=20)
    assert cache.get("word") == "blåbær"


def test_a_task_whose_child_is_killed_is_done_by_another(start_worker: Start, tmp_path: Path) -> None:
    start_worker(SAMPLE)
    diary = tmp_path / "diary"
    result = sample.linger.delay(str(diary), 1.5)
    assert eventually(lambda: bool(read(diary)))
    os.kill(int(read(diary)[0].split()[1]), signal.SIGKILL)
    finish(result, diary)


def test_a_task_of_a_machine_that_went_down_is_done_after_all(start_worker: Start, tmp_path: Path) -> None:
    worker = start_worker(SAMPLE, LMR_TASK_PATIENCE="2")
    diary = tmp_path / "diary"
    result = sample.linger.delay(str(diary), 1.0)
    assert eventually(lambda: bool(read(diary)))
    worker.restart()
    finish(result, diary)


def test_tasks_run_at_once_where_there_is_no_worker(tmp_path: Path) -> None:
    assert app.conf.task_always_eager
    sample.linger.delay(str(tmp_path / "diary"), 0)
    assert read(tmp_path / "diary") == [f"begun {os.getpid()}", "done"]


def finish(result: "AsyncResult[None]", diary: Path) -> None:
    result.get(timeout=40)
    assert [line.split()[0] for line in read(diary)] == ["begun", "begun", "done"]


def read(diary: Path) -> list[str]:
    return diary.read_text().splitlines() if diary.exists() else []
