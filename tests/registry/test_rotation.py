"""New keys for the vault: everything still opens, nothing opens with the old key, and every step may be interrupted."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command

from registry.identity import rotation
from registry.identity.actions import Seals, assign
from registry.identity.keys import encryption_keys
from registry.identity.models import Identity, SealedLine, Subject
from registry.identity.queries import keys_for, numbers_of, sealed_line
from registry.models import Event
from tests.registry import world


def first_key(keys: Path) -> Fernet:
    return Fernet((keys / "vault_encryption").read_text().split()[0])


@pytest.fixture
def filled(empty) -> dict[str, int]:
    assign(Subject.PRESCRIBER, [world.DOCTOR])
    Seals().add(["linje 1", "linje 2"])
    return assign(Subject.PERSON, world.PEOPLE)


def test_every_row_is_encrypted_anew(filled, keys) -> None:
    before = first_key(keys)
    call_command("rotate_keys")
    for row in [*Identity.objects.all(), *SealedLine.objects.all()]:
        assert first_key(keys).decrypt(bytes(row.ciphertext))
        with pytest.raises(InvalidToken):
            before.decrypt(bytes(row.ciphertext))
    assert keys_for(Subject.PERSON, world.PEOPLE) == filled
    assert numbers_of(filled[world.ANNA]) == [("synthetic", world.ANNA)]
    assert {sealed_line(line.pk) for line in SealedLine.objects.all()} == {"linje 1", "linje 2"}
    assert Event.objects.get(action="nøkler byttet").details["gjort"].startswith("6 rader")


def test_old_key_stays_until_it_is_dropped(filled, keys) -> None:
    call_command("rotate_keys")
    assert len(encryption_keys()) == 2
    call_command("rotate_keys", "--drop-old")
    assert len(encryption_keys()) == 1
    assert numbers_of(filled[world.BJARNE]) == [("synthetic", world.BJARNE)]
    assert (keys / "vault_encryption").stat().st_mode & 0o777 == 0o600


def test_interrupted_rotation_goes_on(filled, monkeypatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    rows = iter([2])

    def stop(count: int) -> None:
        next(rows)

    rotation.new_encryption_key()
    with pytest.raises(StopIteration):
        rotation._encrypt_anew(Identity, stop)
    assert rotation.encrypt_anew(lambda count: None) == 2
    assert rotation.encrypt_anew(lambda count: None) == 0


def test_new_lookup_key_finds_the_same_people(filled, keys) -> None:
    before, key = set(Identity.objects.values_list("digest", flat=True)), (keys / "vault_lookup").read_text()
    call_command("rotate_keys", "--lookup")
    assert not before & set(Identity.objects.values_list("digest", flat=True))
    assert (keys / "vault_lookup").read_text() != key
    assert keys_for(Subject.PERSON, world.PEOPLE) == filled
    assert assign(Subject.PERSON, world.PEOPLE) == filled


def test_lookup_that_stopped_between_its_last_steps_is_finished(filled, keys, monkeypatch) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotation.os, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            rotation.new_lookup_key(lambda rows: None)
    assert keys_for(Subject.PERSON, world.PEOPLE) == {}
    assert rotation.new_lookup_key(lambda rows: None) == 0
    assert keys_for(Subject.PERSON, world.PEOPLE) == filled


def test_lookup_that_failed_changes_nothing(filled, keys) -> None:
    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.new_lookup_key(stop)
    assert keys_for(Subject.PERSON, world.PEOPLE) == filled
    rotation.new_lookup_key(lambda rows: None)
    assert keys_for(Subject.PERSON, world.PEOPLE) == filled


def test_keys_from_the_environment_are_changed_there(filled, keys, monkeypatch) -> None:
    old = (keys / "vault_encryption").read_text()
    monkeypatch.setenv("LMR_VAULT_ENCRYPTION", f"{Fernet.generate_key().decode()} {old}")
    with pytest.raises(CommandError, match="LMR_VAULT_ENCRYPTION"):
        call_command("rotate_keys")
    call_command("rotate_keys", "--only-rows")
    assert rotation.encrypt_anew(lambda rows: None) == 0
