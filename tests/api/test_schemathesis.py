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


@pytest.mark.slow
def test_no_answer_differs_from_the_description(site: str, tmp_path: Path) -> None:
    run(site, tmp_path, "--max-examples", "20", "--phases", "examples,coverage,fuzzing", "--generation-deterministic")


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES, reason="SCHEMATHESIS_EXAMPLES is not set: for a long run, how many an address")
def test_none_does_in_a_long_run(site: str, tmp_path: Path) -> None:
    """Other questions each time."""
    run(site, tmp_path, "--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing,stateful")
