"""Celery tasks: one a year, one a range of its people, one that joins the years, one that attacks the result.

Thin, idempotent, keyed by release. There is no chord: a redelivered task would be counted twice in it. The task that
finds every range counted sends for the year's end, the one that finds every year counted for the join, and what comes
twice finds it done.
"""

from celery import group, shared_task
from celery.utils.log import get_task_logger

from statistics import actions, yearly
from statistics.bulk.write import write
from statistics.models import Release, State

log = get_task_logger(__name__)


@shared_task(name="statistics.count_year")
def count_year(release_id: int, year: int) -> None:
    """Freeze the year and send for its ranges; a year of one range is counted here."""
    release = Release.objects.get(pk=release_id)
    with actions.failing_aloud(release, year):
        frozen = yearly.freeze(year)
    if len(frozen.ranges) == 1 or yearly.is_counted(year, frozen, release.manifest["reference"]):
        finish_year(release_id, year)
    else:
        numbers = range(len(frozen.ranges))
        group(count_range.s(release_id, year, frozen.digest, number) for number in numbers).apply_async()


@shared_task(name="statistics.count_range")
def count_range(release_id: int, year: int, digest: str, number: int) -> None:
    release = Release.objects.get(pk=release_id)
    reference = release.manifest["reference"]
    with actions.failing_aloud(release, year):
        frozen = yearly.load_extract(year, digest)
        yearly.count_range(year, frozen, number, reference)
    log.info("release %s year %s: range %s of %s counted", release, year, number + 1, len(frozen.ranges))
    if yearly.is_counted(year, frozen, reference):
        finish_year.delay(release_id, year)


@shared_task(name="statistics.finish_year")
def finish_year(release_id: int, year: int) -> None:
    release = Release.objects.get(pk=release_id)
    with actions.failing_aloud(release, year):
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
    """Send for what the release lacks: years, else the join, else the attack. Sending again does nothing twice."""
    if release.state == State.BUILT:
        audit.delay(release.pk)
    elif actions.is_counted(release):
        join.delay(release.pk)
    else:
        counted = set(release.parts.values_list("year", flat=True))
        group(count_year.s(release.pk, year) for year in release.years if year not in counted).apply_async()
