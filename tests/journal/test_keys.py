"""Keys: files nobody else reads, natural keys, rotation."""

import stat
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.journal import chain, countrykey, keyfiles, keys, store
from panah.journal.record import record
from tests.journal.sample import ParcelSent, say


def test_key_files_are_for_the_owner_alone(home: Path) -> None:
    countrykey.natural_key("document", "N1")
    files = [path for path in (home / "keys").rglob("*") if path.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home / "keys").rglob("*") if path.is_dir()} == {0o700}


@pytest.mark.parametrize("which", ["keys", "keys/country/current"])
def test_keys_that_others_may_read_arent_used(home: Path, which: str) -> None:
    countrykey.current_id()
    countrykey._said.cache_clear()
    (home / which).chmod(0o755)
    with pytest.raises(keyfiles.KeysUnusableError, match="others may read"):
        countrykey.current_id()


def test_a_lost_name_of_the_country_key_isnt_answered_with_a_new_key(home: Path) -> None:
    countrykey.current_id()
    (home / "keys/country/current").unlink()
    with pytest.raises(keyfiles.KeysUnusableError, match="current is missing"):
        countrykey.current_id()


def test_the_same_document_has_one_natural_key_however_it_is_written(home: Path) -> None:
    key = countrykey.natural_key("document", "KGZ", "AN 123-456")
    assert len(key) == 16
    assert key == countrykey.natural_key("document", "kgz", "ＡＮ123456")
    assert key != countrykey.natural_key("document", "KGZ", "AN123457")
    assert key != countrykey.natural_key("document", "KG", "ZAN123456")
    assert countrykey.natural_key("А") != countrykey.natural_key("A")


@given(parts=st.lists(st.text(), min_size=1, max_size=3))
def test_any_text_has_a_natural_key(parts: list[str]) -> None:
    assert countrykey.natural_key(*parts) == countrykey.natural_key(*parts)


def test_a_country_key_carried_to_another_node_gives_the_same_natural_keys(home: Path, settings: object) -> None:
    here, secret, name = countrykey.natural_key("document", "N1"), countrykey.export(), countrykey.current_id()
    settings.PANAH_HOME = home / "other"  # type: ignore[attr-defined]
    assert countrykey.natural_key("document", "N1") != here
    assert countrykey.install(secret) == name
    assert countrykey.natural_key("document", "N1") == here
    with pytest.raises(ValueError, match="32 bytes"):
        countrykey.install(b"short")


def test_a_prepared_country_key_takes_up_where_the_one_in_use_ends(home: Path) -> None:
    old, before = countrykey.natural_key("document", "N1"), countrykey.current_id()
    after = countrykey.prepared()
    assert (countrykey.prepared(), countrykey.current_id()) == (after, before), "one that waits is taken first"
    with countrykey.using(after):
        new = countrykey.natural_key("document", "N1")
        assert countrykey.first_key("document", "N1") == old == countrykey.reckoner(datetime.min.replace(tzinfo=UTC))(
            "document", "N1"
        )  # fmt: skip
        assert new == countrykey.advanced(old) == countrykey.advanced(old, before) != old
        assert countrykey.advanced(new, after) == new
        assert [name for name, _secret in countrykey.line()] == [before, after]
    assert countrykey.advanced(new, after) == new, "a key that isn't in use here yet can't be led back"
    assert countrykey.natural_key("document", "N1") == old


@pytest.mark.usefixtures("office")
def test_each_signing_key_is_introduced_by_the_one_before() -> None:
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())
    head = store.own_head()
    assert head is not None
    first = keys.current()
    assert chain.journal_of(first.public) == head.journal
    second = keys.rotate()
    third = keys.rotate()
    assert [key.id for key in keys.public_keys(head.journal)] == [first.id, second.id, third.id]
    assert keys.current().id == third.id
    assert [key.from_sequence for key in keys.public_keys(head.journal)] == [1, 3, 4]
    assert not keys.introduced(third, [keys.public_keys(head.journal)[0]])


@pytest.mark.usefixtures("office")
def test_a_key_nobody_introduces_isnt_taken_in() -> None:
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())
    head = store.own_head()
    assert head is not None
    with pytest.raises(Exception, match="nobody introduces"):
        store.introduce(head.journal, 9, b"k" * 16, b"p" * 32, b"x" * 16, b"s" * 64)
