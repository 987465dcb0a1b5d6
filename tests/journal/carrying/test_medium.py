"""S9: a second medium gets a sealed copy as it happens; headquarters takes it in, and what is amiss on it is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from panah.journal.carrying import behind, medium
from panah.journal.carrying.carry import own_positions
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import take
from panah.journal.faults import FaultKind, Result
from panah.journal.incarnations import OPERATOR, begin
from panah.journal.models import Peer
from panah.journal.record import record
from tests.journal.sample import ParcelSent, registers, say

House = Callable[[], AbstractContextManager[None]]
OFFICER = UUID(int=7)


@pytest.fixture
def folder(acquainted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second medium of the post, for the house, which reads everything now."""
    Peer.objects.filter(name="house").update(reads=Reads.EVERYTHING)
    folder = tmp_path / "medium"
    folder.mkdir()
    there = replace(settings.ENVIRONMENT, second_medium=folder, second_medium_for="house")
    monkeypatch.setattr(settings, "ENVIRONMENT", there)
    return folder


def write(amount: int = 1, sender: str = "Needle") -> None:
    record([say(ParcelSent(sender=sender, weight=1), uuid4()) for _ in range(amount)], actor=OFFICER)


def copy(folder: Path) -> int:
    return medium.copy(folder, Peer.objects.get(name="house"))


def test_a_post_that_is_gone_lives_on_its_second_medium(folder: Path, as_house: House) -> None:
    assert behind.not_elsewhere().entries == 1
    write(2)
    assert copy(folder) == 3
    assert copy(folder) == 0
    write()
    assert (behind.not_elsewhere().entries, behind.not_elsewhere().medium) == (1, 1)
    assert copy(folder) == 1
    begin(OPERATOR)
    write()
    copy(folder)
    assert behind.not_elsewhere().entries == 0
    assert b"Needle" not in b"".join(path.read_bytes() for path in folder.iterdir())
    own = own_positions()
    first = sorted(path for path in folder.iterdir() if str(max(own, key=own.__getitem__)) in path.name)
    with as_house():
        for path in first:
            assert take(path).refused == []
        assert len(registers()["sample_parcel"]) == 3


def test_small_files_become_one_and_nothing_is_missing_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(medium, "MANY", 4)
    for _ in range(6):
        write()
        copy(folder)
        result = Result()
        assert medium.check(folder, result) == sum(own_positions().values())
        assert result.ok
    assert len(list(folder.glob("*.bundle"))) < 4


def test_what_is_damaged_or_missing_is_found_and_written_again(folder: Path) -> None:
    for _ in range(3):
        write()
        copy(folder)
    (journal,) = own_positions()
    first, second, third = sorted(folder.glob("*.bundle"))
    whole = second.read_bytes()
    second.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    result = Result()
    medium.check(folder, result)
    assert [(fault.journal, fault.fault) for fault in result.faults] == [(journal, FaultKind.MEDIUM_DAMAGED)]
    second.write_bytes(whole[: len(whole) // 2])
    assert medium.check(folder, Result()) == 3
    second.unlink()
    result = Result()
    medium.check(folder, result)
    assert [fault.fault for fault in result.faults] == [FaultKind.MEDIUM_MISSING]
    assert medium.behind(folder) == 2
    copy(folder)
    assert (medium.behind(folder), first.exists(), third.exists()) == (0, True, True)


def test_a_medium_that_is_not_there_is_said(folder: Path) -> None:
    shutil.rmtree(folder)
    found = behind.not_elsewhere()
    assert "isn't there" in found.trouble
    assert found.entries == found.all
    Peer.objects.filter(name="house").update(reads=Reads.SHARED)
    with pytest.raises(medium.MediumError, match="reads everything"):
        medium.configured()
