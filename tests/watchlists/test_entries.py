"""Entries: what their digest stands for, scripts, numbers, and entries as bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import Calendar, PartialDate
from panah.watchlists.entries import (
    Birth,
    Entry,
    EntryKind,
    ListedDocument,
    ListedName,
    NameQuality,
    Place,
    plain_number,
    script_of,
)
from panah.watchlists.packing import UnpackableError, pack, unpack

ENTRY = Entry(
    "1",
    names=(ListedName.of("Davron Terek"), ListedName.of("Даврон Терек", NameQuality.ORIGINAL)),
    births=(Birth(PartialDate(1970)), Birth(PartialDate(1971), approximate=True)),
    sex="M",
    nationalities=("KGZ", "UZB"),
    documents=(ListedDocument("AA 123", "UZB"),),
    programme="A",
    reason="Fraud",
    places=(Place("Osh", "KGZ"),),
    remarks="Scar",
)

texts = st.text(max_size=12)
days = st.none() | st.dates()
partials = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)), st.builds(PartialDate.of, st.dates()), st.just(PartialDate())
)
births = st.builds(
    Birth,
    st.none() | partials,
    st.none() | partials,
    st.none() | partials,
    st.booleans(),
    st.sampled_from(Calendar),
    texts,
)
names = st.builds(ListedName, texts, st.sampled_from(NameQuality), texts, texts)
papers = st.builds(ListedDocument, texts, texts, texts, texts, texts, texts)
places = st.builds(Place, texts, texts)


def several(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, max_size=3).map(tuple)


entries = st.builds(
    Entry,
    id=texts,
    kind=st.sampled_from(EntryKind),
    names=several(names),
    births=several(births),
    sex=st.sampled_from(("", "M", "F", "X")),
    nationalities=several(texts),
    documents=several(papers),
    programme=texts,
    reason=texts,
    basis=texts,
    remedy=texts,
    reference=texts,
    listed_on=days,
    valid_until=days,
    updated_on=days,
    titles=several(texts),
    places=several(places),
    addresses=several(places),
    remarks=texts,
    flags=several(texts),
    source_fields=several(st.tuples(texts, texts)),
)


@given(entries)
def test_bytes_give_the_same_entry_back(entry: Entry) -> None:
    again = unpack(pack(entry))
    assert again == entry
    assert again.digest() == entry.digest()


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[1]", b"[2,3]", b"\xff", b"[1" + b",1" * 14 + b"]", b"null"])
def test_other_bytes_are_no_entry(data: bytes) -> None:
    with pytest.raises(UnpackableError):
        unpack(data)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, id="2"),
        replace(ENTRY, names=ENTRY.names[::-1]),
        replace(ENTRY, names=(ListedName.of("DAVRON  TEREK"), ENTRY.names[1])),
        replace(ENTRY, births=ENTRY.births[::-1], nationalities=("UZB", "KGZ")),
        replace(ENTRY, documents=(ListedDocument("aa-123", "UZB", "passport"),)),
        replace(ENTRY, updated_on=date(2020, 1, 1), listed_on=date(2001, 1, 1), source_fields=(("SORT_KEY", "x"),)),
        replace(ENTRY, addresses=(Place("Street 1"),), valid_until=date(2030, 1, 1)),
    ],
)
def test_the_digest_stays_while_the_record_says_the_same_of_the_person(other: Entry) -> None:
    assert other.digest() == ENTRY.digest()


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, names=ENTRY.names[:1]),
        replace(ENTRY, names=(ListedName.of("Davron Terekov"), ENTRY.names[1])),
        replace(ENTRY, names=(ListedName.of("Davron Terek", NameQuality.WEAK), ENTRY.names[1])),
        replace(ENTRY, births=ENTRY.births[:1]),
        replace(ENTRY, births=(Birth(PartialDate(1970)), Birth(PartialDate(1971)))),
        replace(ENTRY, sex="F"),
        replace(ENTRY, nationalities=("KGZ",)),
        replace(ENTRY, documents=(ListedDocument("AA 124", "UZB"),)),
        replace(ENTRY, documents=(ListedDocument("AA 123", "KGZ"),)),
        replace(ENTRY, places=()),
        replace(ENTRY, remarks="Scar above the left eyebrow"),
        replace(ENTRY, reason="Robbery"),
        replace(ENTRY, programme="B"),
        replace(ENTRY, kind=EntryKind.ENTITY),
    ],
)
def test_the_digest_changes_with_what_decides_whom_it_fits(other: Entry) -> None:
    assert other.digest() != ENTRY.digest()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Davron", "Latn"),
        ("Gülnar Çınarlık", "Latn"),
        ("Даврон", "Cyrl"),
        ("رضایی", "Arab"),
        ("金铁三", "Hani"),
        ("Kаrim", "Zmix"),
        ("123", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_scripts(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text())
def test_a_plain_number_is_letters_and_digits_and_stays_itself(number: str) -> None:
    plain = plain_number(number)
    assert all(letter.isalnum() for letter in plain)
    assert plain_number(plain) == plain


def test_births_say_between_which_days_they_lie() -> None:
    assert Birth(PartialDate(1970, 2)).latest() == date(1970, 2, 28)
    assert Birth(first=PartialDate(1970), last=PartialDate(1975)).years() == (1970, 1975)
    assert Birth(text="long ago").years() is None
    assert str(Birth(PartialDate(1970), approximate=True)) == "~1970-XX-XX"
