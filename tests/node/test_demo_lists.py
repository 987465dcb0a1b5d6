"""The practice country's lists: made up, the same for the same seed, readable by our own readers."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from panah.node.demo import lists, sanctions
from panah.node.demo.listed import Listed
from panah.watchlists import formats
from panah.watchlists.entries import EntryKind, NameQuality

TODAY = date(2026, 11, 20)
MAKERS = {
    "un": sanctions.un_list,
    "national": lists.exit_bans,
    "lost_documents": lists.lost_documents,
    "protect": lists.protect,
}


@pytest.mark.parametrize("format", MAKERS)
def test_each_is_a_list_without_anything_to_note(format: str) -> None:
    file = formats.read(MAKERS[format](today=TODAY))
    assert (file.format, file.notes) == (format, ())
    assert file.published is not None
    assert file.published.date() == TODAY


@pytest.mark.parametrize("format", MAKERS)
def test_the_same_seed_gives_the_same_list(format: str) -> None:
    make = MAKERS[format]
    assert make(7, today=TODAY) == make(7, today=TODAY) != make(8, today=TODAY)


def test_the_sanctions_list_has_every_kind_of_name_and_birth() -> None:
    file = formats.read(sanctions.un_list(today=TODAY))
    assert file.counts == {"person": 120, "entity": 5}
    persons = [entry for entry in file.entries if entry.kind is EntryKind.PERSON]
    qualities = Counter(name.quality for entry in persons for name in entry.names)
    assert min(qualities[each] for each in (NameQuality.STRONG, NameQuality.WEAK, NameQuality.ORIGINAL)) > 10
    assert {name.script for entry in persons for name in entry.names} >= {"Latn", "Cyrl", "Arab"}
    births = [birth for entry in persons for birth in entry.births]
    assert any(birth.approximate for birth in births)
    assert any(birth.first is not None for birth in births)
    assert any(birth.date is not None and birth.date.known for birth in births)
    assert any(entry.documents for entry in persons)
    assert len({entry.name for entry in persons}) == 120


def test_bans_have_basis_remedy_and_an_end() -> None:
    for make in (lists.exit_bans, lists.entry_bans):
        for entry in formats.read(make(today=TODAY)).entries:
            assert entry.basis
            assert entry.remedy
            assert entry.reason
            assert entry.valid_until is not None


def test_somebody_can_be_put_on_a_list() -> None:
    person = Listed("TEREKBAEV", "DAVRON", native="Терекбаев Даврон", sex="M", birth="1970-03-04", nationality="KGZ")
    for make, first in ((sanctions.un_list, "DAVRON TEREKBAEV"), (lists.exit_bans, "TEREKBAEV DAVRON")):
        entry = next(iter(formats.read(make(today=TODAY, also=[person])).entries))
        assert (entry.name, str(entry.births[0]), entry.nationalities) == (first, "1970-03-04", ("KGZ",))
    paper = next(iter(formats.read(lists.lost_documents(today=TODAY, also=[("KAZ", "N1234567")])).entries))
    assert paper.id == "KAZ:N1234567"
