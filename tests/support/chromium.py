"""Where Chromium is on this machine; run as a program, installs it where that needs no asking."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
MISSING = "no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path"

QUIET = (
    "--no-sandbox",  # as root it has none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find() -> str | None:
    """The path of the program: that of CHROMIUM if set, else a usual one, else None."""
    if named := os.environ.get("CHROMIUM"):
        return named if Path(named).exists() else None
    found = [path for path in PLACES if Path(path).exists()] + [path for name in NAMES if (path := shutil.which(name))]
    return found[0] if found else None


def install() -> None:
    """With apt-get as root; raises CalledProcessError if that fails. Anybody else is told what is missing."""
    if find():
        return
    if "CHROMIUM" in os.environ or os.getuid() != 0 or not shutil.which("apt-get"):
        print(f"{MISSING}. The browser's tests cannot run.")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], check=True, env=env, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    install()
