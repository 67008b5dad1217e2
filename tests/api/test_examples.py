"""Every example of the documentation, run as a reader would run it, against a real server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.test import Client

from statistics.api import docs
from statistics.models import Release

FINNMARK_2024 = r"Finnmark\D+(?:0|0\.0|2024)?\D*\b5\b"
"""Semaglutid has five users there, all in 2024."""


def run(site: str, folder: Path, name: str, *command: str) -> str:
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed, so docs/api/examples/{name} was not run")
    (folder / name).write_text(docs.examples()[name].replace(docs.HOME, site), "utf-8")
    done = subprocess.run([program, *command[1:], name], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["python.py", "python_pxweb.py"])
def test_python(site: str, tmp_path: Path, name: str) -> None:
    assert re.search(FINNMARK_2024, run(site, tmp_path, name, sys.executable))


def test_r(site: str, tmp_path: Path) -> None:
    assert re.search(FINNMARK_2024, run(site, tmp_path, "r.R", "Rscript", "--vanilla"))


def test_javascript(site: str, tmp_path: Path) -> None:
    told = run(site, tmp_path, "javascript.mjs", "node")
    assert "Finnmark 2024 5\n" in told
    assert "Oslo 2024 : (skjult av hensyn til personvernet)\n" in told
    assert "CC BY 4.0" in told


def test_curl(site: str, tmp_path: Path) -> None:
    told = run(site, tmp_path, "curl.sh", "sh")
    assert "A10,Midler til diabetesbehandling,0,Hele landet," in told
    assert "legemidler_2026-1.parquet" in told
    assert "A10BJ06 - semaglutid;Begge kjønn;Alle aldre;2024;8;" in told


def test_power_query_asks_for_what_is_there(site: str) -> None:
    """Excel itself cannot be run here: its address is asked, and its columns looked for."""
    text = docs.examples()["excel.pq"]
    (path,) = re.findall(r'RelativePath = "([^"]+)"', text)
    query = dict(re.findall(r'(\w+) = "([^"]+)"', re.findall(r"Query = \[(.*?)\]", text)[0]))
    with urlopen(f"{site}/{path}?{urlencode(query)}") as answer:  # noqa: S310
        head = answer.read().decode("utf-8-sig").splitlines()[0].split(",")
    assert set(re.findall(r'\{"(\w+)", ', text)) <= set(head)


def test_the_page_shows_them_with_its_own_address(release: Release) -> None:
    page = Client().get("/api/").content.decode()
    for name in docs.NAMES:
        assert docs.NAMES[name] in page
    assert docs.HOME not in page
    assert "http://testserver" in page


def test_every_example_is_shown_and_listed() -> None:
    files = {path.name for path in docs.folder().iterdir()}
    assert files == set(docs.NAMES)
    listed = (docs.folder().parent / "README.md").read_text("utf-8")
    assert set(re.findall(r"\(examples/([^)]+)\)", listed)) == files
