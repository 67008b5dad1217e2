"""The compiler in a process of its own, beside what comes before it is needed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from django.conf import settings

SECONDS = 0.2


class Compiling:
    """`done` of `of` functions, as the process says; it may end early or fail: the build then compiles what is left."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.done, self.of = process, 0, 0
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            done, _, of = line.strip().partition("/")
            if done.isdigit() and of.isdigit():
                self.done, self.of = int(done), int(of)

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def wait(self, tell: Callable[[int, int], None]) -> None:
        """Until it has ended; `tell(done, of)` a few times a second."""
        while self.running:
            tell(self.done, self.of)
            time.sleep(SECONDS)
        self._reader.join()
        tell(self.of, self.of)


@contextmanager
def compiling() -> Iterator[Compiling]:
    """Start it, and end it with what it was started for."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "compile_kernels"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield Compiling(process)
    finally:
        process.terminate()
        process.wait()
