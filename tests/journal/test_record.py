"""Recording: entries, their order, registers in the same transaction."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DataError, connection, transaction

from panah.journal import clock
from panah.journal.entries import Source, Statement
from panah.journal.facts import EntryRef
from panah.journal.reading import entry
from panah.journal.record import CorrectsNothingError, record
from tests.journal.sample import NOON, ParcelArrived, ParcelMoved, ParcelSent, Upset, say

ACTOR = UUID(int=7)

pytestmark = pytest.mark.usefixtures("office")


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_a_recorded_fact_is_in_the_journal_and_in_the_register() -> None:
    parcel = uuid4()
    [first] = record([say(ParcelSent(sender="Айгүл", weight=300), parcel, source=Source.PAPER)], actor=ACTOR)
    assert entry(first.journal, first.sequence) == first
    assert (first.actor, first.subject, first.happened, first.source) == (ACTOR, parcel, NOON, Source.PAPER)
    assert rows("SELECT subject, sender, state FROM sample_parcel") == [(parcel, "Айгүл", "sent")]


def test_entries_follow_each_other_without_gaps_and_their_clock_only_rises() -> None:
    parcels = [uuid4() for _ in range(5)]
    entries = record([say(ParcelSent(sender="A", weight=1), parcel) for parcel in parcels], actor=ACTOR)
    entries += record([say(ParcelArrived(), parcels[0])], actor=ACTOR)
    assert [entry.sequence for entry in entries] == list(range(entries[0].sequence, entries[0].sequence + 6))
    assert [entry.clock for entry in entries] == sorted({entry.clock for entry in entries})
    assert abs(clock.moment(entries[-1].clock) - entries[-1].recorded) < timedelta(seconds=1)


def test_several_facts_of_one_subject_in_one_call_are_applied_in_order() -> None:
    parcel = uuid4()
    record(
        [
            say(ParcelSent(sender="A", weight=1), parcel),
            say(ParcelMoved(place="Osh"), parcel),
            say(ParcelMoved(place="Batken"), parcel),
            say(ParcelArrived(), parcel),
        ],
        actor=ACTOR,
    )
    assert rows("SELECT state, moves FROM sample_parcel") == [("arrived", 2)]
    assert rows("SELECT number, place FROM sample_stop ORDER BY number") == [(1, "Osh"), (2, "Batken")]


def test_a_failing_handler_undoes_the_entry_too() -> None:
    before = record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=ACTOR)[0].sequence
    with pytest.raises(DataError):
        record([say(ParcelSent(sender="B", weight=1), uuid4()), say(Upset(), uuid4())], actor=ACTOR)
    assert rows("SELECT max(sequence) FROM journal_entry") == [(before,)]
    assert rows("SELECT sender FROM sample_parcel") == [("A",)]


def test_a_failure_inside_an_open_transaction_cant_be_committed_by_halves() -> None:
    with transaction.atomic():
        with pytest.raises(DataError):
            record([say(Upset(), uuid4())], actor=ACTOR)
        with pytest.raises(transaction.TransactionManagementError):
            rows("SELECT 1")
    assert rows("SELECT count(*) FROM journal_entry WHERE kind = 'sample:parcel:upset'") == [(0,)]


def test_nothing_to_say_is_nothing_recorded() -> None:
    assert record([], actor=ACTOR) == []
    assert rows("SELECT count(*) FROM journal_entry") == [(0,)]


def test_a_correction_names_an_entry_of_the_same_subject() -> None:
    parcel = uuid4()
    [first] = record([say(ParcelSent(sender="A", weight=1), parcel)], actor=ACTOR)
    [second] = record([say(ParcelSent(sender="B", weight=2, corrects=first.ref), parcel)], actor=ACTOR)
    assert second.fact.corrects == EntryRef(journal=first.journal, sequence=first.sequence)
    assert rows("SELECT sender FROM sample_parcel") == [("B",)]
    with pytest.raises(CorrectsNothingError):
        record([say(ParcelSent(sender="C", weight=2, corrects=first.ref), uuid4())], actor=ACTOR)
    missing = EntryRef(journal=first.journal, sequence=999)
    with pytest.raises(CorrectsNothingError):
        record([say(ParcelSent(sender="C", weight=2, corrects=missing), parcel)], actor=ACTOR)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Statement(ParcelArrived(), uuid4(), NOON.replace(tzinfo=None))
