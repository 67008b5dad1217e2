"""Celery tasks on a schedule (CELERY_BEAT_SCHEDULE in the settings). Thin, and safe to repeat."""

from celery import shared_task
from celery.utils.log import get_task_logger

from registry import log, retention

logger = get_task_logger(__name__)


class LogNotWhole(RuntimeError):
    """An entry of the log was changed or is missing. The task fails, so that whoever watches the workers is told."""


@shared_task(name="registry.retention")
def keep_retention() -> dict[str, int]:
    deleted = retention.keep()
    logger.info("retention: %s", deleted)
    return deleted


@shared_task(name="registry.verify_log")
def verify_log() -> int:
    """The number of entries. Raises LogNotWhole."""
    verdict = log.verify()
    if verdict.faults:
        raise LogNotWhole(", ".join(f"{fault.sequence}: {fault.text}" for fault in verdict.faults[:10]))
    log.anchor()
    return verdict.entries
