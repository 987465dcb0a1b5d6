"""A node that was restored or copied begins a journal of a new name; two histories never share a place."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from panah.journal import incarnations, keyfiles, marker, store
from panah.journal.heads import Ticker, latest, sign_head
from panah.journal.reading import entry
from panah.journal.receive import receive
from panah.journal.record import record
from panah.journal.shipping import parcels
from panah.journal.verify import verify
from panah.node.postgres import Server
from tests.conftest import _connect_to
from tests.journal.sample import ParcelSent, registers, say

Owner = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def home(settings: object, tmp_path: Path, office: str) -> Path:
    settings.PANAH_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def work() -> UUID:
    """Records a parcel over a new connection; returns the journal it went to."""
    connection.close()
    return record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())[0].journal


def reason(journal: UUID) -> str:
    first = entry(journal, 1)
    assert first is not None
    return str(first.fact.reason)  # type: ignore[attr-defined]


def test_a_first_start_opens_one_journal_and_stays_with_it(home: Path) -> None:
    journal = work()
    assert reason(journal) == incarnations.NEW
    sign_head()
    assert {work(), work(), work()} == {journal}


def test_a_database_restored_in_place_begins_anew(home: Path, postgres: Server, office: str) -> None:
    """The copy stands for a backup taken at 2 entries; at 4 the head was signed, and somebody may know that."""
    journal = work()
    connection.close()
    postgres.create_database(f"{office}_backup", office)
    work()
    sign_head()
    connection.close()
    postgres.drop_database(office)
    with postgres.connect() as server:
        server.execute(f'ALTER DATABASE "{office}_backup" RENAME TO "{office}"')
    lineage = incarnations._lineage()
    kept = marker.read(journal)
    assert kept is not None
    marker.write(marker.Marker(journal, kept.incarnation, lineage, kept.sequence, kept.chain))
    began = work()
    assert began != journal
    assert reason(began) == incarnations.BEHIND
    assert [place.header.sequence for place in parcels(began)] == [1, 2]


def test_a_copy_of_the_database_begins_anew_and_the_first_goes_on(home: Path, postgres: Server, office: str) -> None:
    journal = work()
    connection.close()
    postgres.create_database(f"{office}_copy", office)
    _connect_to(postgres, f"{office}_copy")
    began = work()
    assert began != journal
    assert reason(began) == incarnations.OTHER_LINEAGE
    assert entry(began, 1).fact.previous == journal  # type: ignore[union-attr]
    assert verify().ok
    _connect_to(postgres, office)
    postgres.drop_database(f"{office}_copy")
    assert work() == journal


def test_a_database_without_its_keys_begins_anew(home: Path) -> None:
    journal = work()
    shutil.rmtree(home / "keys")
    began = work()
    assert began != journal
    assert reason(began) == incarnations.NO_MARKER


def test_keys_of_another_incarnation_begin_anew(home: Path) -> None:
    journal = work()
    kept = marker.read(journal)
    assert kept is not None
    marker.write(marker.Marker(journal, uuid4(), kept.lineage, kept.sequence, kept.chain))
    assert reason(work()) == incarnations.OTHER_INCARNATION


def test_what_was_lost_with_the_old_incarnation_comes_back_from_others(home: Path) -> None:
    """The journal before is one like any other's: whoever has its tail can give it back."""
    journal = work()
    began = incarnations.begin(incarnations.OPERATOR)
    assert began != journal
    tail = [place for place in parcels(journal) if place.header.sequence > 1]
    assert receive(tail).stored == {journal: 2}
    assert len(registers()["sample_parcel"]) == 1


def test_a_transaction_that_is_undone_leaves_no_journal_behind_and_the_next_opens_one(home: Path) -> None:
    connection.close()
    with pytest.raises(RuntimeError, match="undone"):
        _undone()
    assert store.own_head() is None
    assert work() == store.own_head().journal  # type: ignore[union-attr]


def _undone() -> None:
    with transaction.atomic():
        record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())
        raise RuntimeError("undone")


def test_the_marker_moves_only_on_and_survives_a_torn_write(home: Path) -> None:
    journal = work()
    for number in (5, 9, 7):
        marker.advance(journal, number, bytes([number]) * 32)
    assert marker.read(journal).sequence == 9  # type: ignore[union-attr]
    path = home / "keys" / str(journal) / "marker"
    content = path.read_bytes()
    newest = content.index(b'"sequence": 9') // marker.SLOT
    for damaged, left in ((newest, 5), (1 - newest, 9)):
        torn = bytearray(content)
        torn[damaged * marker.SLOT + 40] ^= 1
        path.write_bytes(torn)
        assert marker.read(journal).sequence == left  # type: ignore[union-attr]
    path.write_bytes(b"x" * 2 * marker.SLOT)
    with pytest.raises(keyfiles.KeysUnusableError, match="damaged"):
        marker.read(journal)


def test_the_ticker_signs_what_was_recorded_and_signs_once_more_at_its_end(home: Path) -> None:
    journal = work()
    assert latest(journal) is None
    ticker = Ticker(interval=0.01)
    ticker.start()
    ticker.stop()
    signed = latest(journal)
    assert signed is not None
    assert signed.sequence == 2
    assert marker.read(journal).sequence == 2  # type: ignore[union-attr]
    assert sign_head() == signed


def test_an_empty_journal_has_no_head_to_sign(home: Path) -> None:
    assert sign_head() is None


def test_a_beginning_that_was_undone_is_made_again_in_the_same_transaction(home: Path) -> None:
    connection.close()
    with transaction.atomic():
        with transaction.atomic():
            record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())
            transaction.set_rollback(True)
        [again] = record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=uuid4())
    assert reason(again.journal) == incarnations.NEW
    assert work() == again.journal
    assert verify().ok
