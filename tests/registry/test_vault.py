"""The vault: numbers in, keys out, nothing readable in its tables."""

import pytest
from cryptography.fernet import Fernet

from registry.identity.actions import Seals, assign
from registry.identity.models import Identity, SealedLine, Subject
from registry.identity.queries import keys_for, sealed_line
from tests.registry import world


def test_same_number_keeps_its_key(empty) -> None:
    first = assign(Subject.PERSON, [world.ANNA, world.BJARNE, world.ANNA])
    second = assign(Subject.PERSON, [world.ANNA, world.CILLE])
    assert first[world.ANNA] == second[world.ANNA]
    assert len({*first.values(), *second.values()}) == 3
    assert all(0 < key < 2**62 for key in first.values())


def test_person_and_prescriber_with_the_same_digits_are_two(empty) -> None:
    assign(Subject.PRESCRIBER, [world.DOCTOR])
    assert keys_for(Subject.PERSON, [world.DOCTOR]) == {}


def test_unknown_numbers_are_left_out(empty) -> None:
    known = assign(Subject.PERSON, [world.ANNA])
    assert keys_for(Subject.PERSON, [world.ANNA, world.BJARNE]) == known


def test_nothing_readable_is_stored(empty) -> None:
    assign(Subject.PERSON, [world.ANNA])
    row = Identity.objects.get()
    assert row.kind == "synthetic"
    stored = f"{row.digest} {row.key} {bytes(row.ciphertext)!r}"
    assert world.ANNA not in stored


def test_sealed_lines_open_in_their_order(empty) -> None:
    lines = ["en;æ", "to;ø"]
    assert [sealed_line(one) for one in Seals().add(lines)] == lines
    assert b"en;" not in bytes(SealedLine.objects.first().ciphertext)


def test_old_encryption_keys_still_open(empty, keys) -> None:
    [one] = Seals().add(["linje"])
    path = keys / "vault_encryption"
    rotated = f"{Fernet.generate_key().decode()} {path.read_text()}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LMR_VAULT_ENCRYPTION", rotated)
        assert sealed_line(one) == "linje"


def test_key_files_are_private(empty, keys) -> None:
    assign(Subject.PERSON, [world.ANNA])
    assert {path.name for path in keys.iterdir()} == {"vault_encryption", "vault_lookup"}
    assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}
