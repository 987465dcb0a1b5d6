"""Reading journals on from where one left off: what is withheld is told, what is erased is not."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from panah.journal import following, store
from panah.journal.entries import Entry
from panah.journal.models import StoredEntry
from panah.journal.receive import receive
from panah.journal.record import record
from tests.journal.sample import ParcelArrived, ParcelMoved, ParcelSent, craft, say

ACTOR = UUID(int=7)
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def other() -> UUID:
    """Another node's journal: six parcels sent, the second withheld from this node, the third erased, one arrived."""
    journal = uuid4()
    sent = [(uuid4(), ParcelSent(sender=f"S{number}", weight=1)) for number in range(6)]
    load = craft(journal, [*sent, (sent[0][0], ParcelArrived())])
    for number in (1, 2):
        load[number] = replace(load[number], salt=None, body=None)
    receive(load, kept_back={(journal, 2)})
    return journal


def own() -> Entry:
    return record([say(ParcelSent(sender="own", weight=1), uuid4())], actor=ACTOR)[0]


def test_what_stands_behind_a_place_comes_in_order_without_what_was_erased(other: UUID) -> None:
    def behind(after: int, until: int, most: int = 10) -> list[tuple[int, bool]]:
        rows = following.behind(other, after, until, ParcelSent.kind, most)
        return [(row.sequence, row.body is not None) for row in rows]

    assert behind(0, 7) == [(1, True), (2, False), (4, True), (5, True), (6, True)]
    assert behind(1, 5) == [(2, False), (4, True), (5, True)]
    assert behind(1, 7, most=2) == [(2, False), (4, True)]
    assert following.behind(other, 0, 7, ParcelMoved.kind, 10) == []


def test_a_journal_is_news_while_it_reaches_further_than_one_has_read(other: UUID) -> None:
    mine = own()
    assert {head.journal: (after, head.sequence) for head, after in following.news({other: 3})} == {
        other: (3, 7),
        mine.journal: (0, mine.sequence),
    }
    reached = {head.journal: head.sequence for head in store.heads()}
    assert following.news(reached) == []
    own()
    assert [(head.journal, after) for head, after in following.news(reached)] == [(mine.journal, mine.sequence)]


def test_of_some_places_those_are_told_whose_bodies_are_here(other: UUID) -> None:
    places = StoredEntry.objects.filter(journal=other, kind=ParcelSent.kind)
    assert following.places_here(places) == [(other, number) for number in (1, 4, 5, 6)]
    assert [row.sequence for row in following.here(places, (other, 1), most=2)] == [4, 5]
    assert following.here(places, (other, 6), most=2) == []
