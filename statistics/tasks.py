"""Celery tasks: one a year, one that joins them, one that attacks the result. Thin, idempotent, keyed by release.

There is no chord: a redelivered task would be counted twice in it. The task that finds every year counted sends for
the join, and a join that comes twice finds it done.
"""

from celery import group, shared_task
from celery.utils.log import get_task_logger

from statistics import actions
from statistics.bulk.write import write
from statistics.models import Release

log = get_task_logger(__name__)


@shared_task(name="statistics.count_year")
def count_year(release_id: int, year: int) -> None:
    release = Release.objects.get(pk=release_id)
    part = actions.count_year(release=release, year=year)
    log.info("release %s year %s: %s lines counted", release, year, part.report["lines"])
    if actions.is_counted(release):
        join.delay(release_id)


@shared_task(name="statistics.join")
def join(release_id: int) -> None:
    release = actions.join(release=Release.objects.get(pk=release_id))
    log.info("release %s: %s, digest %s", release, release.state, release.digest)
    audit.delay(release_id)


@shared_task(name="statistics.audit")
def audit(release_id: int) -> None:
    release = actions.audit(release=Release.objects.get(pk=release_id))
    log.info("release %s: %s", release, release.manifest["audit"]["verdict"])


@shared_task(name="statistics.write_files")
def write_files(number: str) -> None:
    """The whole files of a published release."""
    log.info("release %s: files in %s", number, write(number))


def build(release: Release) -> None:
    """Send for every year of the release; the last one counted sends for the join."""
    group(count_year.s(release.pk, year) for year in release.years).apply_async()
