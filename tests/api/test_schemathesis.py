"""Our own API, asked everything its description allows and forbids."""

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


@pytest.mark.slow
def test_no_answer_differs_from_the_description(site: str, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program is not None
    options = ["--max-examples", "20", "--phases", "examples,coverage,fuzzing", "--generation-deterministic"]
    command = [program, "run", f"{site}/api/v1/openapi.json", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout
