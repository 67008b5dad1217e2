"""`manage.py synthesize`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def synthesize(out: Path, years: str = "2023-2024", persons: int = 100) -> str:
    said = StringIO()
    call_command("synthesize", f"--persons={persons}", f"--years={years}", "--seed=1", f"--out={out}", stdout=said)
    return said.getvalue()


def test_makes_a_register_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert synthesize(out).startswith(f"Laget {out}: ")
    assert sorted(path.name for path in out.iterdir()) == [
        "fest", "folkeregisteret", "hpr", "manifest.json", "pharmacies", "pharmacy_list", "ssb", "volven",
    ]  # fmt: skip
    assert "finnes allerede med de samme argumentene" in synthesize(out)


def test_one_year(tmp_path: Path) -> None:
    synthesize(tmp_path / "out", years="2024")
    assert {path.stem for path in tmp_path.glob("out/ssb/folkemengde-*")} == {"folkemengde-2024", "folkemengde-2025"}


@pytest.mark.parametrize(
    ("years", "persons", "message"), [("2023", 0, "minst 1"), ("1999-2001", 9, "2004"), ("i fjor", 9, "2019-2024")]
)
def test_errors_say_what_would_be_right(tmp_path: Path, years: str, persons: int, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        synthesize(tmp_path / "out", years, persons)
