"""Loaded into workers by `include="tests.celery.mortal"`: their processes end by SIGKILL in the middle of things.

Before a file is made, when it is made and not written, when half of it is written, when it is written and its task is
not done, and just before a year becomes part of the release. `LMR_TEST_DEATHS` is a folder; the draw falls on death
until it holds so many notes as `LMR_TEST_MOST_DEATHS` says.
"""

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from statistics import actions, secure

CHANCE = 0.25
FOLDER = Path(os.environ["LMR_TEST_DEATHS"])
MOST = int(os.environ["LMR_TEST_MOST_DEATHS"])


def perhaps_die(where: str) -> None:
    if random.random() < CHANCE and len(list(FOLDER.iterdir())) < MOST:
        (FOLDER / f"{os.getpid()} {where}").touch()
        os.kill(os.getpid(), signal.SIGKILL)


def mortal_ensure(ensure: Callable[..., bytes]) -> Callable[..., bytes]:
    def in_its_place(name: str, make: Callable[[], bytes]) -> bytes:
        perhaps_die("before")

        def made() -> bytes:
            content = make()
            perhaps_die("made")
            if random.random() < CHANCE:
                storages["secure"].save(name, ContentFile(content[: len(content) // 2]))
                perhaps_die("half")
            return content

        content = ensure(name, made)
        perhaps_die("written")
        return content

    return in_its_place


def mortal_count(count: Callable[..., Any]) -> Callable[..., Any]:
    def in_its_place(*arguments: Any) -> Any:
        counted = count(*arguments)
        perhaps_die("counted")
        return counted

    return in_its_place


secure.ensure = mortal_ensure(secure.ensure)
actions.yearly.count_year = mortal_count(actions.yearly.count_year)
