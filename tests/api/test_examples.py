"""Every example of the documentation, run as a reader would run it, against a real server."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.test import Client

from statistics.api import docs
from statistics.models import Release

PROGRAMS = Path(settings.BASE_DIR) / "var/programs"
"""Where `make programs` puts what npm gives."""

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


OSLO_2024 = r"Oslo +0(\.0)? +(NaN|NA)\b"
"""There, three people of 2024 are hidden, and none of 2023 is there. A table that fills gaps would say 0 of both."""


@pytest.mark.parametrize("name", ["python.py", "python_pxweb.py"])
def test_python(site: str, tmp_path: Path, name: str) -> None:
    told = run(site, tmp_path, name, sys.executable)
    assert re.search(FINNMARK_2024, told)
    assert re.search(OSLO_2024, told), told


def test_r(site: str, tmp_path: Path) -> None:
    told = run(site, tmp_path, "r.R", "Rscript", "--vanilla")
    assert re.search(FINNMARK_2024, told)
    assert re.search(OSLO_2024, told), told


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


OF_M: dict[str, Callable[[str], object]] = {"text": str, "Int64.Type": int, "number": float}


def test_power_query_gets_what_it_expects(site: str) -> None:
    """Excel cannot be run here. Its steps are done by hand: the address, the CSV, the head, and each column's type."""
    text = docs.examples()["excel.pq"]
    (path,) = re.findall(r'RelativePath = "([^"]+)"', text)
    query = dict(re.findall(r'(\w+) = "([^"]+)"', re.findall(r"Query = \[(.*?)\]", text)[0]))
    with urlopen(f"{site}/{path}?{urlencode(query)}") as answer:  # noqa: S310
        lines = answer.read().decode("utf-8-sig").splitlines()
    (separator,) = re.findall(r'Delimiter = "(.)", Encoding = 65001', text)
    rows = list(csv.DictReader(lines, delimiter=separator))
    types = re.findall(r'\{"(\w+)", (?:type )?([\w.]+)\}', text)
    assert len(types) == 5
    for row in rows:
        read = {name: OF_M[kind](row[name]) for name, kind in types if row[name]}  # an empty field is null
        assert ("verdi" in read) == (row["flagg"] == "")
    assert {row["verdi"] for row in rows if (row["omr_navn"], row["aar"]) == ("Finnmark", "2024")} == {"5"}


def test_power_query_is_sound_to_its_own_parser(tmp_path: Path) -> None:
    """Microsoft's parser of the language, from npm: `make programs`, or the folder in `POWERQUERY_PARSER`."""
    folder = os.environ.get("POWERQUERY_PARSER", str(PROGRAMS))
    if not (Path(folder) / "node_modules/@microsoft/powerquery-parser").is_dir() or shutil.which("node") is None:
        pytest.skip("Microsoft's parser of Power Query is not installed, so excel.pq was not parsed: make programs")
    (tmp_path / "parse.mjs").write_text(PARSE)
    for name, sound in (("excel.pq", "true"), ("half.pq", "false")):
        (tmp_path / name).write_text(docs.examples().get(name, "let Kilde = in"), "utf-8")
        command = ["node", "parse.mjs", folder, name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.strip() == sound


PARSE = """
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const [folder, name] = process.argv.slice(2);
const parser = createRequire(folder + "/")("@microsoft/powerquery-parser");
const task = await parser.TaskUtils.tryLexParse(parser.DefaultSettings, readFileSync(name, "utf-8"));
console.log(parser.TaskUtils.isParseStageOk(task));
"""


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
