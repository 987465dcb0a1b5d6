"""Identities lie in files nobody else may read, are kept when a new one comes, and name their reader."""

from pathlib import Path
from uuid import uuid4

import pytest

from panah.journal.envelopes import keyring
from panah.journal.envelopes.keyring import NameTakenError
from panah.journal.keyfiles import KeysUnusableError


def test_a_key_is_made_once_and_found_again(home: Path) -> None:
    made = keyring.make("shelter")
    assert keyring.find("shelter") == made
    assert [reader.name for reader in keyring.readers()] == ["shelter"]
    assert (home / "keys" / "sealed" / "shelter.age").stat().st_mode & 0o777 == 0o600


def test_a_second_key_keeps_the_first(home: Path) -> None:
    first = keyring.make("shelter")
    second = keyring.make("shelter", first.id)
    assert second.id == first.id
    assert second.public != first.public
    assert [str(identity) for identity in second.identities][:1] == [str(first.identities[0])]


def test_a_file_belongs_to_one_reader(home: Path) -> None:
    keyring.make("shelter")
    with pytest.raises(NameTakenError):
        keyring.make("shelter", uuid4())
    with pytest.raises(NameTakenError):
        keyring.make("../shelter")


def test_a_file_others_may_read_or_that_is_no_key_is_refused(home: Path) -> None:
    keyring.make("shelter")
    path = home / "keys" / "sealed" / "shelter.age"
    path.chmod(0o644)
    with pytest.raises(KeysUnusableError, match="0600"):
        keyring.readers()
    path.chmod(0o600)
    path.write_text("# reader: nobody\nAGE-SECRET-KEY-NONSENSE\n")
    with pytest.raises(KeysUnusableError, match=r"shelter\.age"):
        keyring.readers()
