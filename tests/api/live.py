"""A real server of the committed test databases, for clients that know nothing of Django."""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.support.processes import Process, environment, free_port


def serve(folder: Path) -> Iterator[str]:
    """Its address, until it is asked to go on."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    limits = ["--workers", "1", "--blocking-threads", "2", "--no-ws", "config.wsgi:application"]
    process = Process([*command, *limits], folder / "granian.log", environment())
    process.start(lambda: _answers(site))
    yield site
    process.stop()


def _answers(site: str) -> bool:
    try:
        with urlopen(f"{site}/api/v1/"):  # noqa: S310
            return True
    except HTTPError as error:
        raise AssertionError(error.read()) from error
    except OSError:
        return False
