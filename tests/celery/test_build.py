"""A release built by several real workers on shared storage, killed over and over, is the release built here."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from statistics import actions
from statistics.models import Block, Release, State
from tests.national.register import GONE, YEARS, RandomRegister
from tests.support.processes import ROOT, Process, environment, eventually, free_port
from tests.support.workers import CeleryWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "identity"])]

Start = Callable[..., CeleryWorker]
MORTAL = "tests.celery.mortal"
LINES_A_RANGE = 60
DEATHS = 8
PATIENCE = "10"
"""Seconds. Far less than a task takes, and tasks are handed out again and again while they are being done."""
BUCKET = "lmr-secure"


@pytest.fixture
def here(settings: Settings, tmp_path: Path) -> Release:
    """The release as this process makes it alone, each year in one range."""
    RandomRegister(11, leave_out=(GONE,))  # it counts in a group without any of the group's own codes
    secure = {**settings.STORAGES["secure"], "OPTIONS": {"location": tmp_path / "here", "allow_overwrite": True}}
    settings.STORAGES = {**settings.STORAGES, "secure": secure}
    release = actions.start_release(years=list(YEARS), built_by="kari", protection="primary")
    for year in release.years:
        actions.count_year(release=release, year=year)
    return actions.audit(release=actions.join(release=release))


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A real server that speaks S3's protocol; variables by which a process finds it."""
    port = free_port()
    found = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-north-1",
    }
    server = Process([sys.executable, "-m", "moto.server", "-p", str(port)], tmp_path / "s3.log", {**os.environ})
    client = boto3.client("s3", endpoint_url=found["AWS_ENDPOINT_URL"], aws_access_key_id="test",
                          aws_secret_access_key="test", region_name="eu-north-1")  # fmt: skip

    def ready() -> bool:
        try:
            client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
        except Exception:
            return False
        return True

    server.start(ready)
    yield found | {"LMR_SECURE_BUCKET": BUCKET}
    server.kill()


def test_workers_on_a_shared_folder_killed_at_random(here: Release, start_worker: Start, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    release = build_while_dying(start_worker, tmp_path, LMR_DATA_DIR=str(shared))
    assert_same(release, here)
    for part, own in zip(release.parts.order_by("year"), here.parts.order_by("year"), strict=True):
        assert (shared / "secure" / part.cube).read_bytes() == kept_here(own.cube)
        assert len(list((shared / "secure/tallies" / str(part.year)).iterdir())) > 3


def test_workers_on_s3_killed_at_random(
    here: Release, start_worker: Start, bucket: dict[str, str], tmp_path: Path
) -> None:
    release = build_while_dying(start_worker, tmp_path, **bucket)
    assert_same(release, here)
    client = boto3.client("s3", endpoint_url=bucket["AWS_ENDPOINT_URL"], aws_access_key_id="test",
                          aws_secret_access_key="test", region_name="eu-north-1")  # fmt: skip
    for part, own in zip(release.parts.order_by("year"), here.parts.order_by("year"), strict=True):
        stored = client.get_object(Bucket=BUCKET, Key=part.cube)["Body"].read()
        assert stored == kept_here(own.cube)


def build_while_dying(start_worker: Start, tmp_path: Path, **shared: str) -> Release:
    """By two workers, whose processes end in the middle of things, and which now and then end altogether."""
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    more = {
        "LMR_TASK_PATIENCE": PATIENCE,
        "LMR_LINES_A_RANGE": str(LINES_A_RANGE),
        "LMR_TEST_DEATHS": str(deaths),
        "LMR_TEST_MOST_DEATHS": str(DEATHS),
        "LMR_SECURE_BUCKET": "",
        "PYTHONPATH": str(ROOT),
    }
    workers = [start_worker(MORTAL, **(more | shared)) for _ in range(2)]
    command = [sys.executable, "manage.py", "build_release", f"--years={YEARS[0]}-{YEARS[-1]}", "--protection=primary"]
    build = Process(command, tmp_path / "build.log", environment(**(more | shared)))
    before = Release.objects.count()
    build.start(lambda: Release.objects.count() > before)
    release = Release.objects.latest("pk")
    draw = random.Random(1)
    for _ in range(3):
        if eventually(lambda: done(release), patience=draw.uniform(0.2, 1.5)):
            break
        draw.choice(workers).restart()
    assert eventually(lambda: done(release), patience=240), "\n".join(
        process.output()[-3000:] for process in (build, *workers)
    )
    assert eventually(lambda: "prøvd" in build.output())
    build.stop()
    assert len(list(deaths.iterdir())) >= DEATHS // 2
    release.refresh_from_db()
    return release


def kept_here(name: str) -> bytes:
    with storages["secure"].open(name) as file:
        return bytes(file.read())


def done(release: Release) -> bool:
    return Release.objects.get(pk=release.pk).state == State.AUDITED


def assert_same(release: Release, here: Release) -> None:
    assert release.digest == here.digest
    blocks = [dict(Block.objects.filter(release=each).values_list("code", "payload")) for each in (release, here)]
    assert {code: bytes(packed) for code, packed in blocks[0].items()} == {
        code: bytes(packed) for code, packed in blocks[1].items()
    }
