"""Our own API, asked everything its description allows and forbids."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = """
# A selection that names a code the release lacks is refused, whatever its form.
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "406"]

# Codes of the release: a text made at random is none, and its answer tells nothing of figures.
[dictionaries]
atc.values = ["A10BA02", "A10*", "a10bj06", "A10,A10B", "top(2)", "range(A,A10B)", "A10B?", "alle", "from(D)"]
omr.values = ["0", "03", "03,56", "*", "top(3)", "bottom(1)"]
kjonn.values = ["*", "kvinner", "menn,kvinner", "begge"]
alder.values = ["alle", "0-4,5-9", "top(3)", "90+", "range(10-14,20-24)"]
aar.values = ["2024", "2023,2024", "*", "top(1)", "from(2023)", "202?"]
maal.values = ["brukere", "per1000,ddd", "top(2)", "folk"]
utgave.values = ["2026-1"]
q.values = ["metformin", "A10", "ozempic", "a"]
code.values = ["A10BA02", "03", "kvinner", "2024", "90+", "brukere"]

[parameters]
"query.atc" = { dictionary = "atc", probability = 0.8 }
"query.omr" = { dictionary = "omr", probability = 0.8 }
"query.kjonn" = { dictionary = "kjonn", probability = 0.8 }
"query.alder" = { dictionary = "alder", probability = 0.8 }
"query.aar" = { dictionary = "aar", probability = 0.8 }
"query.maal" = { dictionary = "maal", probability = 0.8 }
"query.utgave" = { dictionary = "utgave", probability = 0.8 }
"query.q" = { dictionary = "q", probability = 0.5 }
"path.code" = { dictionary = "code", probability = 0.8 }
"""


EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "")


def run(site: str, folder: Path, *options: str) -> None:
    (folder / "schemathesis.toml").write_text(CONFIG)
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program is not None
    command = [program, "run", f"{site}/api/v1/openapi.json", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
    print(done.stdout)  # how many cases: shown by -s


@pytest.mark.slow
def test_no_answer_differs_from_the_description(site: str, tmp_path: Path) -> None:
    run(site, tmp_path, "--max-examples", "20", "--phases", "examples,coverage,fuzzing", "--generation-deterministic")


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES, reason="SCHEMATHESIS_EXAMPLES is not set: for a long run, how many an address")
def test_none_does_in_a_long_run(site: str, tmp_path: Path) -> None:
    """Other questions each time."""
    run(site, tmp_path, "--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing,stateful")
