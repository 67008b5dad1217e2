"""docs/method.md carries a release's own figures, as the command writes them; of real people it tells no losses."""

import re
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from statistics import secure
from statistics.audit.report import GATES
from statistics.cube.axes import SHAPE
from statistics.management.commands.method_figures import ATTACKS, BEGIN, END, PARTS
from statistics.models import Release
from statistics.protect import Loss, Protection

pytestmark = pytest.mark.django_db

DOCUMENT = Path(django_settings.BASE_DIR) / "docs/method.md"


def block(text: str) -> list[str]:
    return text.split(BEGIN)[1].split(END)[0].strip().splitlines()


def tables(lines: list[str]) -> dict[str, list[str]]:
    """First heading of each table → the rows' labels."""
    found: dict[str, list[str]] = {}
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("|") and not line.startswith("| ---"):
            label = line.split("|")[1].strip()
            if after.startswith("| ---"):
                found[label] = []
            else:
                list(found.values())[-1].append(label)
    return found


def without_numbers(line: str) -> str:
    return re.sub(r"\d[\d,.–]*\d|\d", "0", line).replace("`linked`", "`primary`").replace("0-0", "0")


def written(to: Path) -> str:
    to.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    call_command("method_figures", "latest", file=to)
    return to.read_text()


def keep_losses(release: Release) -> None:
    mask, worlds = np.zeros((1, *SHAPE), dtype=bool), np.zeros((0, 4), np.int64)
    losses = {"all": Loss(cells=200, hidden=1, users=9000, users_hidden=45)}
    report = {"users": losses, "sums": losses}
    made = Protection(mask, mask, worlds, {}, np.zeros(1, dtype=bool), (), 0, report)
    secure.keep("protections/made", secure.protection_bytes(made))
    release.parts.update(protection="protections/made")


def test_the_block_alone_is_replaced(release: Release, tmp_path: Path) -> None:
    text = written(tmp_path / "method.md")
    assert text.startswith(f"Before.\n{BEGIN}\nRelease {release.number}, 2023–2024: ")
    assert text.endswith(f"{END}\nAfter.\n")
    assert "old" not in text
    assert f"{release.manifest['cells']['hidden']:,} hidden" in text
    found = tables(block(text))
    assert found["printed, of the cells not printed as 0"] == list(PARTS.values())
    assert "hidden users that can be computed exactly" in found["attack"]
    assert f"{release.manifest['audit']['leaks']:,} leaks" in text


def test_what_was_lost_is_told_of_synthetic_people_alone(release: Release, tmp_path: Path, settings: Settings) -> None:
    keep_losses(release)
    row = "| all | 400 | 0.5 % | 0.5 % | 0.5 % | 0.5 % |"
    assert row in written(tmp_path / "method.md")
    settings.SYNTHETIC_ONLY = False
    assert "of five and more" not in written(tmp_path / "method.md")


def test_the_document_has_what_the_command_writes(release: Release, tmp_path: Path) -> None:
    """Its shape, not its numbers: those are of another release."""
    keep_losses(release)
    ours, made = block(DOCUMENT.read_text()), block(written(tmp_path / "method.md"))
    assert without_numbers(ours[0]) == without_numbers(made[0])
    assert list(tables(ours)) == list(tables(made))
    for labels in tables(ours).values():
        known = list(ATTACKS.values()) if labels[0] in ATTACKS.values() else list(PARTS.values())
        assert labels == [label for label in known if label in labels]
    heads = [line for line in ours if line.startswith(("| printed", "| hidden, of", "| attack"))]
    assert all(head in made for head in heads)
    assert ours[-1] == "Verdict: **No leak.**"


def test_every_gate_has_its_english_words() -> None:
    assert list(ATTACKS) == [gate.code for gate in GATES]


def test_a_file_without_the_marks_is_refused(release: Release, tmp_path: Path) -> None:
    file = tmp_path / "method.md"
    file.write_text(f"{END}\n{BEGIN}\n")
    with pytest.raises(CommandError, match=r"method.md: there must be one line <!-- begin"):
        call_command("method_figures", file=file)
    assert file.read_text() == f"{END}\n{BEGIN}\n"


def test_a_release_of_older_code_is_refused(release: Release, tmp_path: Path) -> None:
    release.manifest.pop("visible")
    release.save()
    with pytest.raises(CommandError, match="has no visible"):
        written(tmp_path / "method.md")
