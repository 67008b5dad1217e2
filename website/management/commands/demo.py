"""`manage.py demo`: everything from an empty folder to a served site. What is done already is not done again."""

import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.secret import write_private
from statistics import actions, queries
from statistics.management.commands.build_release import progress
from website.compiling import Compiling, compiling

STAFF = "stab"
HOST = "127.0.0.1"

# In the order in which one refers to another.
SOURCES = ("volven", "ssb", "pharmacy_list", "hpr", "fest", "folkeregisteret", "pharmacies")


class Command(BaseCommand):
    help = "Set up, synthesize a registry, ingest it, build and publish a release, and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persons", type=int, default=100_000)
        parser.add_argument("--years", default="2021-2025")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--protection", choices=actions.PROTECTIONS, default=actions.LINKED)
        parser.add_argument("--no-serve", action="store_true", help="stop when all is ready to be served")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._everything(options)
        except KeyboardInterrupt:
            raise CommandError("Avbrutt. Samme kommando fortsetter der denne slapp.", returncode=130) from None

    def _everything(self, options: dict[str, Any]) -> None:
        if not options["no_serve"]:
            require_free(options["port"])
        self._databases()
        if not self._published():
            with compiling() as compiler:
                self._register(options)
                self._wait_for(compiler)
            self._release(options)
        self._static_files()
        self._addresses(options["port"])
        if not options["no_serve"]:
            self._serve(options["port"])

    def _databases(self) -> None:
        for alias in settings.DATABASES:
            call_command("migrate", database=alias, verbosity=0)

    def _register(self, options: dict[str, Any]) -> None:
        """Ingest what is not yet in the register; each file is one transaction, so a stopped run goes on here."""
        done = settings.DATA_DIR / "ingested"
        if done.exists():
            return
        folder = settings.DATA_DIR / "synthetic"
        asked = [f"--{name}={options[name]}" for name in ("persons", "years", "seed")]
        call_command("synthesize", *asked, f"--out={folder}")
        for source in SOURCES:
            call_command("ingest", source, str(folder / source))
        done.touch()

    def _wait_for(self, compiler: Compiling) -> None:
        if compiler.running:
            with progress() as bar:
                task = bar.add_task("Kompilerer vern og angrep (bare første gang)", total=None)
                compiler.wait(lambda done, of: bar.update(task, completed=done, total=of or None))

    def _release(self, options: dict[str, Any]) -> None:
        asked = {"years": options["years"], "protection": options["protection"], "despite": "oppdiktede leveranser"}
        call_command("build_release", publish=True, **asked)

    def _static_files(self) -> None:
        """Collect and pack them where one has changed: packing Plotly's script takes some ten seconds."""
        stamp = settings.DATA_DIR / "static.stamp"
        found = [(name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
        state = "\n".join(f"{name} {os.stat(path).st_size} {os.stat(path).st_mtime_ns}" for name, path in sorted(found))
        if not stamp.exists() or stamp.read_text() != state:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state)

    def _published(self) -> bool:
        try:
            return bool(queries.release())
        except queries.UnknownRelease:
            return False

    def _addresses(self, port: int) -> None:
        site = f"http://{HOST}:{port}"
        self.stdout.write(f"\nNettstedet:    {site}/")
        self.stdout.write(f"Et legemiddel: {site}/legemiddel/A10BJ06")
        self.stdout.write(f"Som CSV:       {site}/legemiddel/A10BJ06.csv")
        self.stdout.write(f"For ansatte:   {site}/admin/   bruker {STAFF}, passord {self._password()}")
        self.stdout.write("               Innlogging i to trinn er av i demoen; LMR_TWO_FACTOR=1 slår den på.\n")

    def _password(self) -> str:
        """The staff account of this machine: made once, its password in a file that only this user can read."""
        path: Path = settings.KEYS_DIR / "staff_password"
        if not path.exists():
            write_private(path, secrets.token_hex(6))
        password = path.read_text()
        User = get_user_model()  # noqa: N806
        if not User.objects.filter(username=STAFF).exists():
            User.objects.create_superuser(STAFF, password=password)
        return password

    def _serve(self, port: int) -> None:
        """Become the web server: Ctrl-C then goes to it, and it ends as it does in production."""
        sys.stdout.flush()
        os.environ.setdefault("LMR_TWO_FACTOR", "0")
        address = ["--host", HOST, "--port", str(port)]
        limits = ["--workers", "1", "--blocking-threads", "4", "--backpressure", "64", "--no-ws"]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", *address, *limits, "config.wsgi:application"]
        os.execv(sys.executable, command)  # noqa: S606


def require_free(port: int) -> None:
    """Raises CommandError where something listens already: the web server would share the port with it, unsaid."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            raise CommandError(f"Port {port} er i bruk. Velg en annen, for eksempel: make run PORT={port + 1}")
