"""The marker beside the keys, moved on by many threads at once."""

import os
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from panah.journal import marker


@pytest.fixture
def journal(settings: object, tmp_path: Path) -> UUID:
    settings.PANAH_HOME = tmp_path  # type: ignore[attr-defined]
    journal = uuid4()
    marker.write(marker.Marker(journal, uuid4(), "lineage", 0, bytes(32)))
    return journal


def chain_of(sequence: int) -> bytes:
    return sequence.to_bytes(32)


def ask_at_once(journal: UUID, sequences: range) -> None:
    """All threads wait for the disk at the same moment; the lowest was there first."""
    with marker._writing:
        threads = [threading.Thread(target=marker.advance, args=(journal, one, chain_of(one))) for one in sequences]
        for thread in threads:
            thread.start()
        while marker._newest.get(journal, (0, b""))[0] != sequences[-1]:
            time.sleep(0.001)
    for thread in threads:
        thread.join()


def test_threads_that_wait_together_share_one_write(journal: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    monkeypatch.setattr(os, "fdatasync", lambda descriptor: written.append(descriptor))
    ask_at_once(journal, range(1, 9))
    kept = marker.read(journal)
    assert kept is not None
    assert (kept.sequence, kept.chain) == (8, chain_of(8))
    assert len(written) == 1


def test_a_write_that_failed_takes_nobody_along(journal: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails once, after others' heads were taken along: each of them still sees to its own."""

    def fails_once(descriptor: int) -> None:
        monkeypatch.undo()
        raise OSError("no space")

    with marker._asking:
        marker._newest[journal] = (5, chain_of(5))
    monkeypatch.setattr(os, "pwrite", lambda *_: fails_once(0))
    with pytest.raises(OSError, match="no space"):
        marker.advance(journal, 3, chain_of(3))
    marker.advance(journal, 5, chain_of(5))
    kept = marker.read(journal)
    assert kept is not None
    assert kept.sequence == 5


def test_it_never_goes_back(journal: UUID) -> None:
    for sequence in (4, 2, 3):
        marker.advance(journal, sequence, chain_of(sequence))
    kept = marker.read(journal)
    assert kept is not None
    assert kept.sequence == 4
