"""The file of an index: sealed, checked, refused when it isn't what was written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.watchlists import index, screen
from panah.watchlists.index import IndexProblemError, writing
from panah.watchlists.index.choosing import Chooser
from panah.watchlists.index.current import Index
from panah.watchlists.index.layout import PAGE
from panah.watchlists.index.reading import Reading, from_file
from panah.watchlists.index.writing import Content, write
from tests.watchlists.index.samples import ENTRIES, KEY, LOST, WANTED, listed, person

ASKED = (person("Rustam Djurayev"), person("سید محمد رضایی", "1969-02-03"), person("", document="UZB AA1234567"))


def written(*lists: Content, key: bytes = KEY) -> bytes:
    stream = io.BytesIO()
    write(stream, lists or [listed()], key)
    return stream.getvalue()


def answers(data: bytes, key: bytes = KEY) -> list[object]:
    reading = Reading(memoryview(data), key)
    opened = Index(Chooser(reading))
    return [[screen(asked, opened) for asked in ASKED], list(reading.entries("wanted")), reading.lists]


WHOLE = written()
RIGHT = answers(WHOLE)


def test_a_large_index_whose_keys_are_only_hashed_answers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_TEXTS", 0)
    large = written()
    assert len(large) < len(WHOLE)
    assert answers(large) == RIGHT


def test_nothing_of_a_list_can_be_read_without_the_key() -> None:
    for plain in ("Rustam", "rustam", "Djurayev", "Жўраев", "رضایی", "AA1234567", "1980", "Wanted", "ministry", "UTO"):
        assert plain.encode() not in WHOLE
        assert plain.encode("utf-16-le") not in WHOLE
    assert ENTRIES[0].digest().encode() not in WHOLE


def test_two_indexes_of_one_list_have_nothing_in_common_but_their_shape() -> None:
    again = written()
    assert len(again) == len(WHOLE)
    assert sum(a == b for a, b in zip(WHOLE[PAGE:], again[PAGE:], strict=True)) < len(WHOLE) // 3


def test_another_key_opens_nothing() -> None:
    with pytest.raises(IndexProblemError) as caught:
        answers(WHOLE, b"another key of 32 bytes, or more")
    assert caught.value.code == "wrong_key"


@pytest.mark.parametrize("length", [0, 1, 100, PAGE - 1, PAGE, PAGE + 1, len(WHOLE) // 2, len(WHOLE) - 1])
def test_a_truncated_file_is_refused(length: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.index"
    path.write_bytes(WHOLE[:length])
    with pytest.raises(IndexProblemError) as caught:
        from_file(path, KEY)
    assert caught.value.code in {"truncated", "altered", "not_an_index"}


def test_a_longer_file_is_refused() -> None:
    with pytest.raises(IndexProblemError, match="truncated"):
        answers(WHOLE + b"\0")


@settings(max_examples=150)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_nothing(place: int, change: int) -> None:
    altered = bytearray(WHOLE)
    altered[place] ^= change
    try:
        answered = answers(bytes(altered))
    except IndexProblemError:
        return
    assert answered == RIGHT


def test_items_moved_within_a_section_are_refused() -> None:
    reading = Reading(memoryview(WHOLE), KEY)
    lengths = [len(reading._entries[n]) for n in range(len(reading))]
    start = WHOLE.index(bytes(reading._entries._data[: lengths[0] + 16]))
    first, second = (lengths[0] + 16), (lengths[1] + 16)
    swapped = bytearray(WHOLE)
    block = WHOLE[start : start + first + second]
    swapped[start : start + first + second] = block[first:] + block[:first]
    with pytest.raises(IndexProblemError, match="altered"):
        list(Reading(memoryview(bytes(swapped)), KEY).entries("wanted"))


def test_verify_goes_through_everything() -> None:
    Reading(memoryview(WHOLE), KEY).verify()
    reading = Reading(memoryview(WHOLE), KEY)
    altered = bytearray(WHOLE)
    altered[WHOLE.index(bytes(reading._words._data[-8:]))] ^= 1
    with pytest.raises(IndexProblemError, match="words"):
        Reading(memoryview(bytes(altered)), KEY).verify()


@pytest.mark.parametrize("lists", [[], [(WANTED, "1", ())], [listed(), (LOST, "1", ())]])
def test_a_list_without_entries_is_refused(lists: list[Content]) -> None:
    with pytest.raises(IndexProblemError) as caught:
        index.in_memory(lists)
    assert caught.value.code == "no_entries"


def test_two_lists_of_one_code_are_refused() -> None:
    with pytest.raises(IndexProblemError, match="same_list: wanted"):
        index.in_memory([listed(), listed()])


def test_names_read_in_another_way_ask_for_a_new_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panah.watchlists.index.contents.probe", lambda: "as a later version reads them")
    with pytest.raises(IndexProblemError) as caught:
        Reading(memoryview(WHOLE), KEY)
    assert caught.value.code == "other_layout"


def test_progress_is_told_every_ten_thousand() -> None:
    told: list[int] = []
    many = [ENTRIES[4]] * 20_001
    index.in_memory([(WANTED, "1", many)], told.append)
    assert told == [10_000, 20_000]


def test_a_short_key_is_no_key() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        written(key=b"short")
