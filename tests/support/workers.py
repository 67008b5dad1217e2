"""A real Celery worker on the test databases and broker."""

import sys
import uuid
from pathlib import Path

from config.celery import app
from tests.support.processes import Process, environment


class CeleryWorker:
    """One worker process with two children, started by `start`; `more` are variables of its environment."""

    def __init__(self, log: Path, include: str = "", **more: str) -> None:
        self.name = f"test-{uuid.uuid4().hex[:8]}@localhost"
        self.env = environment(**more)
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "2", "-n", self.name]
        options = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        self.process = Process([*command, *options, *(["-I", include] if include else [])], log, self.env)

    def start(self) -> None:
        self.process.start(self.answers)

    def answers(self) -> bool:
        """Whether it answers a ping over the broker."""
        return app.control.ping(destination=[self.name], timeout=0.5) == [{self.name: {"ok": "pong"}}]

    def kill(self) -> None:
        """As at a power cut: nothing is finished, said goodbye to or given back."""
        self.process.kill()

    def restart(self) -> None:
        self.kill()
        self.start()

    def stop(self) -> None:
        self.process.stop()

    def output(self) -> str:
        return self.process.output()
