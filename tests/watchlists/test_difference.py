"""What a new version of a list adds, changes and removes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from panah.documents import PartialDate
from panah.watchlists.difference import Difference, FieldChange, Named, difference
from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality
from tests.watchlists.test_entries import entries

A, B, C = (Entry(key, names=(ListedName.of(f"Name {key}"),)) for key in "ABC")


def test_added_removed_and_the_same() -> None:
    change = difference([A, B], [B, C])
    assert change.added == (Named("C", "person", "Name C", ("Name C",)),)
    assert change.removed == (Named("A", "person", "Name A", ("Name A",)),)
    assert (change.changed, change.unchanged) == ((), 1)


def test_nothing_changed() -> None:
    assert difference([A, B], [B, A]) == Difference((), (), (), unchanged=2)


def test_a_change_names_the_fields_and_what_they_said() -> None:
    old = replace(
        A,
        names=(*A.names, ListedName.of("Nick", NameQuality.WEAK)),
        births=(Birth(PartialDate(1970)),),
        documents=(ListedDocument("1", "KAZ"),),
        reason="Fraud",
    )
    new = replace(
        A, births=(Birth(PartialDate(1970, 2, 3)),), documents=(ListedDocument("1", "KAZ"), ListedDocument("2", "UZB"))
    )
    (changed,) = difference([old, B], [new, B]).changed
    assert changed.material
    assert changed.fields == (
        FieldChange("names", ("Nick (weak)",), ()),
        FieldChange("births", ("1970-XX-XX",), ("1970-02-03",)),
        FieldChange("documents", (), ("UZB 2",)),
        FieldChange("reason", ("Fraud",), ()),
    )


def test_a_change_that_leaves_the_person_alone_is_not_material() -> None:
    change = difference([A], [replace(A, valid_until=date(2030, 1, 1))])
    assert [each.material for each in change.changed] == [False]
    assert change.changed[0].fields == (FieldChange("valid_until", (), ("2030-01-01",)),)


def test_the_source_s_own_administration_is_no_change() -> None:
    change = difference([A], [replace(A, source_fields=(("SORT_KEY", "7"),), updated_on=date(2024, 1, 1))])
    assert change == Difference((), (), (), unchanged=1)


def test_another_first_name_is_a_change_though_the_names_are_the_same() -> None:
    both = (ListedName.of("One"), ListedName.of("Two"))
    (changed,) = difference([replace(A, names=both)], [replace(A, names=both[::-1])]).changed
    assert changed.fields == (FieldChange("names", ("One", "Two"), ("Two", "One")),)
    assert not changed.material


def test_a_renamed_id_is_removed_and_added_and_pointed_out() -> None:
    change = difference([A, B], [replace(A, id="A-2"), B])
    assert [each.id for each in change.removed + change.added] == ["A", "A-2"]
    assert change.renumbered == (("A", "A-2"),)


def test_documents_go_by_their_number() -> None:
    paper = Entry("KAZ:1", kind=EntryKind.DOCUMENT, documents=(ListedDocument("N 1", "KAZ"),))
    assert difference([], [paper]).added == (Named("KAZ:1", "document", "N 1"),)


lists = st.lists(entries, max_size=3, unique_by=lambda entry: entry.id)


@settings(max_examples=40)
@given(lists, lists)
def test_every_entry_is_accounted_for_once(old: list[Entry], new: list[Entry]) -> None:
    change = difference(old, new)
    assert len(change.added) + len(change.changed) + change.unchanged == len(new)
    assert len(change.removed) + len(change.changed) + change.unchanged == len(old)
    back = difference(new, old)
    assert {each.id for each in change.added} == {each.id for each in back.removed}
    assert {each.entry.id for each in change.changed} == {each.entry.id for each in back.changed}


@settings(max_examples=30)
@given(lists)
def test_a_list_differs_in_nothing_from_itself(content: list[Entry]) -> None:
    assert difference(content, content) == Difference((), (), (), unchanged=len(content))
