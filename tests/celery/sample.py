"""Tasks of the tests' own, which a worker loads when started with `include="tests.celery.sample"`."""

import os
import time
from pathlib import Path

from celery import shared_task
from django.contrib.auth import get_user_model
from django.core.cache import cache


@shared_task(name="sample.users")
def users() -> list[str]:
    return sorted(get_user_model().objects.values_list("username", flat=True))


@shared_task(name="sample.remember")
def remember(key: str, value: str) -> None:
    cache.set(key, value)


@shared_task(name="sample.linger")
def linger(diary: str, seconds: float) -> None:
    """Writes a line with its process's number when it begins, and another if it comes to its end."""
    with Path(diary).open("a") as file:
        file.write(f"begun {os.getpid()}\n")
        file.flush()
        time.sleep(seconds)
        file.write("done\n")
