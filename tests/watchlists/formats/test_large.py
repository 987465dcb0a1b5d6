"""Large files: bounded memory, read again from the file, and nothing given out of a file that changed meanwhile."""

from __future__ import annotations

import dataclasses
import itertools
import tracemalloc
from pathlib import Path

import pytest

from panah.watchlists import formats
from panah.watchlists.formats import ListRefusedError, reading
from panah.watchlists.formats.limits import LIMITS
from tests.watchlists.formats.samples import individual, noticed, un_file


def write(path: Path, rows: int) -> Path:
    """A national list with that many entries."""
    with path.open("w", encoding="utf-8") as out:
        out.write("id,full_name,birth_date,nationality,remark\n")
        out.writelines(f"N{at},Terek Davron,19{at % 90 + 10},KAZ,{'x' * 200}\n" for at in range(rows))
        out.write(f"#count,{rows}\n")
    return path


@pytest.fixture
def few_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold no more than a hundred entries in memory."""
    monkeypatch.setattr(reading, "LIMITS", dataclasses.replace(LIMITS, kept_entries=100))


@pytest.mark.usefixtures("few_kept")
def test_a_large_list_is_streamed_and_can_be_gone_through_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "large.csv", 3000)
    file = formats.read(path)
    assert file.count == len(file.entries) == 3000
    for _ in range(2):
        ids = [entry.id for entry in file.entries]
        assert (ids[0], ids[-1], len(ids)) == ("N0", "N2999", 3000)


@pytest.mark.usefixtures("few_kept")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "large.csv", 5000)
    tracemalloc.start()
    file = formats.read(path)
    assert sum(1 for _ in file.entries) == 5000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Blocks of the file, and what does grow: ids with their lines, to find one that is there twice. The entries
    # themselves would take some ten million bytes.
    assert peak < 1_500_000 + 5000 * 300


@pytest.mark.usefixtures("few_kept")
def test_nothing_is_given_out_of_a_file_that_changed_since(tmp_path: Path) -> None:
    path = write(tmp_path / "large.csv", 300)
    file = formats.read(path)
    path.write_bytes(path.read_bytes().replace(b"Davron", b"Kunduz", 1))
    with pytest.raises(ListRefusedError) as caught:
        next(iter(file.entries))
    assert caught.value.code == "changed_while_reading"


def test_a_fault_in_the_last_row_refuses_the_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "large.csv", 2000)
    path.write_bytes(path.read_bytes().replace(b"N1999,Terek", b"N1998,Terek"))
    with pytest.raises(ListRefusedError) as caught:
        formats.read(path)
    assert (caught.value.code, caught.value.place.line) == ("duplicate_id", 2001)


def test_a_file_that_is_all_wrong_is_given_up_early() -> None:
    rows = itertools.chain(["id,full_name\n"], itertools.repeat("N1\n", 200_000))
    with pytest.raises(ListRefusedError) as caught:
        formats.read("".join(rows).encode())
    assert caught.value.total == LIMITS.counted_faults


@pytest.mark.parametrize("format", ["national", "ftm", "ofac"])
def test_a_line_without_end_is_refused_before_it_fills_memory(format: str) -> None:
    with pytest.raises(ListRefusedError) as caught:
        formats.read(b"id,full_name\n" + b"x" * (LIMITS.line_bytes + 300_000), format)
    assert caught.value.code == "line_too_long"


@pytest.mark.parametrize(
    ("content", "format", "code"),
    [
        (b'<CONSOLIDATED_LIST note="', "un", "text_too_long"),
        (b"<CONSOLIDATED_LIST><!--", "un", "text_too_long"),
        (b"id,full_name\n", "national", "line_too_long"),
    ],
)
def test_a_record_that_goes_on_and_on_is_refused_before_it_fills_memory(content: bytes, format: str, code: str) -> None:
    endless = b'"a\n",' * (LIMITS.line_bytes // 5 + 1000) if format == "national" else b"a" * 2_000_000
    with pytest.raises(ListRefusedError) as caught:
        formats.read(content + endless, format)
    assert caught.value.code == code


def test_elements_beside_the_records_are_counted() -> None:
    beside = "<PAGE><NUMBER/><NUMBER/></PAGE>"
    file = formats.read(un_file(individual()).replace(b"<INDIVIDUALS>", f"{beside}<INDIVIDUALS>".encode()))
    assert noticed(file) == {"unknown_element": 2}


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(ListRefusedError) as caught:
        formats.read(tmp_path / name)
    assert caught.value.code == "unreadable"


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as out:
        out.truncate(LIMITS.bytes + 1)
    with pytest.raises(ListRefusedError) as caught:
        formats.read(path)
    assert caught.value.code == "too_large"
