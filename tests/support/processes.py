"""Other processes on the databases of the running tests."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = {"default": "DATABASE_URL", "identity": "IDENTITY_DATABASE_URL"}


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with the test databases in place of the ordinary ones.

    Another process sees committed rows only: use it with `committed` or `django_db(transaction=True)`.
    """
    databases = {
        variable: urlsplit(os.environ[variable])._replace(path=f"/{connections[alias].settings_dict['NAME']}").geturl()
        for alias, variable in VARIABLES.items()
    }
    return {**os.environ, **databases, "DJANGO_SETTINGS_MODULE": "config.settings", **more}


def manage(*arguments: str, **more: str) -> str:
    """Run manage.py to its end and return what it wrote. Raises CalledProcessError with the output."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(**more), capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A child with its own process group and its output in a file."""

    def __init__(self, command: list[str], log: Path, env: dict[str, str]) -> None:
        self.command, self.log, self.env = command, log, env
        self.child: subprocess.Popen[bytes] | None = None

    def start(self, ready: Callable[[], bool], patience: float = 60) -> None:
        """Raises AssertionError with its output if it ends, or is not ready in time."""
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + patience
        while not ready():
            if self.child.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"{' '.join(self.command)} did not start:\n{self.output()}")
            time.sleep(0.05)

    def stop(self, patience: float = 20) -> None:
        """End it as a service manager does: ask, wait, then kill."""
        if self.child is None:
            return
        self.child.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.child.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a power cut does."""
        if self.child is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.child = None

    def output(self) -> str:
        return self.log.read_text(errors="replace")


def eventually(condition: Callable[[], bool], patience: float = 30) -> bool:
    """Whether the condition became true in time."""
    deadline = time.monotonic() + patience
    while not (true := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return true
