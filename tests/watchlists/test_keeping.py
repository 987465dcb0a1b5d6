"""Lists on the disk: sealed, whole or not at all, and opened only as they were written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from panah.journal import keyfiles
from panah.watchlists.desk import keeping
from panah.watchlists.desk.keeping import ContentUnusableError, Kept
from panah.watchlists.entries import Entry, ListedName

HEAD = Kept("wanted", "1", "ab" * 32, "national", "", 3)


@pytest.fixture
def subject() -> Iterator[UUID]:
    made = uuid4()
    yield made
    shutil.rmtree(keeping.folder() / made.hex, ignore_errors=True)


def listed(count: int = 3) -> list[Entry]:
    return [Entry(id=str(number), names=(ListedName.of(f"SHAMOLZODA {number}"),)) for number in range(count)]


def keep(subject: UUID, entries: list[Entry] | None = None, name: str = "a.sealed") -> Path:
    return keeping.write(subject, name, HEAD, listed() if entries is None else entries)


def test_what_is_kept_is_read_again(subject: UUID) -> None:
    path = keep(subject)
    assert keeping.head(path) == HEAD
    assert list(keeping.entries(path)) == listed()


def test_many_chunks_are_read_in_order(subject: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "CHUNK", 256)
    path = keep(subject, listed(200))
    assert [entry.id for entry in keeping.entries(path)] == [str(number) for number in range(200)]


def test_nothing_of_a_list_lies_readable_on_the_disk(subject: UUID) -> None:
    path = keep(subject)
    content = path.read_bytes()
    for word in (b"SHAMOLZODA", b"wanted", b"national"):
        assert word not in content
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cut", [0, 5, 30, 200, -1, -17])
def test_a_file_cut_short_does_not_open(subject: UUID, cut: int) -> None:
    path = keep(subject)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ContentUnusableError):
        list(keeping.entries(path))


def test_a_chunk_left_out_at_the_end_is_noticed(subject: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut exactly between two chunks leaves every byte in order, and still isn't the list."""
    monkeypatch.setattr(keeping, "CHUNK", 64)
    path = keep(subject, listed(20))
    content = path.read_bytes()
    ends = [len(keeping.MAGIC) + 16]
    while ends[-1] < len(content):
        ends.append(ends[-1] + 4 + int.from_bytes(content[ends[-1] : ends[-1] + 4]))
    assert len(ends) > 5
    for end in ends[1:-1]:
        path.write_bytes(content[:end])
        with pytest.raises(ContentUnusableError):
            list(keeping.entries(path))


def test_chunks_in_another_order_are_noticed(subject: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "CHUNK", 64)
    path = keep(subject, listed(20))
    content, start = path.read_bytes(), len(keeping.MAGIC) + 16
    size = 4 + int.from_bytes(content[start : start + 4])
    second = start + size
    length = 4 + int.from_bytes(content[second : second + 4])
    third = second + length
    other = 4 + int.from_bytes(content[third : third + 4])
    swapped = content[:second] + content[third : third + other] + content[second:third] + content[third + other :]
    path.write_bytes(swapped)
    with pytest.raises(ContentUnusableError):
        list(keeping.entries(path))


def test_an_altered_byte_is_noticed(subject: UUID) -> None:
    path = keep(subject)
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with pytest.raises(ContentUnusableError):
        list(keeping.entries(path))


def test_another_node_cannot_open_it(subject: UUID) -> None:
    path = keep(subject)
    secret = keyfiles.folder("watchlists") / "secret"
    own = secret.read_bytes()
    try:
        keyfiles.write(secret, bytes(32), replace=True)
        with pytest.raises(ContentUnusableError):
            keeping.head(path)
    finally:
        keyfiles.write(secret, own, replace=True)


def test_what_breaks_while_it_is_written_leaves_what_was_there(subject: UUID) -> None:
    path = keep(subject)
    before = path.read_bytes()

    def breaking() -> Iterator[Entry]:
        yield from listed()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        keeping.write(subject, path.name, HEAD, breaking())
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_old_versions_and_files_nobody_loaded_go(subject: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1" * 32, "2" * 32, "3" * 32):
        keep(subject, name=f"{name}.sealed")
    waiting = keep(subject, name=f"{uuid4().hex}.pending")
    keeping.forget_old(subject, ["2" * 64, "3" * 64])
    assert {path.name[0] for path in waiting.parent.glob("*.sealed")} == {"2", "3"}
    half = keep(subject, name="4.part")
    keeping.forget_waiting(subject)
    assert waiting.exists()
    assert half.exists()
    monkeypatch.setattr(keeping, "PENDING_SECONDS", -1)
    keeping.forget_waiting(subject)
    assert {path.suffix for path in waiting.parent.iterdir()} == {".sealed"}
