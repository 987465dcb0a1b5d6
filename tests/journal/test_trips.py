"""A fact on its own waits for the database twice, and nothing is kept by halves for it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from panah.journal.entries import Entry
from panah.journal.facts import Fact
from panah.journal.record import record
from panah.journal.registers import Register
from panah.journal.trips import joined, send
from tests.journal.sample import say

ACTOR = UUID(int=7)
INSERT = "INSERT INTO sample_stop (subject, number, place) VALUES (%s, %s, %s)"
PARCEL = "INSERT INTO sample_parcel (subject, sender, weight, sender_key) VALUES (%s, 'A', 1, '')"

pytestmark = pytest.mark.usefixtures("office")


class ParcelStopped(Fact, kind="sample:parcel:stopped", retention="sample"):
    """It stopped at so many places."""

    places: int


stops = Register("sample-stops", tables=["sample_stop"])
under_way: list[bool] = []


@stops.on(ParcelStopped)
def stopped(entries: Sequence[Entry]) -> None:
    for entry in entries:
        send(PARCEL, [entry.subject])
        for place in range(entry.fact.places):
            send(INSERT, [entry.subject, place or 1, "Osh"])
        under_way.append(connection.connection.pgconn.pipeline_status == psycopg.pq.PipelineStatus.ON)


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def kept() -> list[tuple[object, ...]]:
    return rows("SELECT (SELECT count(*) FROM journal_entry WHERE kind LIKE 'sample:%'), count(*) FROM sample_stop")


def test_what_a_handler_sends_is_not_waited_for_and_is_there_afterwards(
    as_owner: Callable[[], AbstractContextManager[None]],
) -> None:
    record([say(ParcelStopped(places=1), uuid4())], actor=ACTOR)
    record([say(ParcelStopped(places=1), uuid4())], actor=ACTOR)
    assert under_way[-1], "the handler's statements were each waited for"
    with as_owner():
        assert kept() == [(2, 2)], "another connection doesn't see what was said to be recorded"


def test_within_another_transaction_nothing_is_left_under_way() -> None:
    with transaction.atomic():
        record([say(ParcelStopped(places=1), uuid4())], actor=ACTOR)
        assert not under_way[-1]
    assert kept() == [(1, 1)]


def test_a_statement_that_fails_on_its_way_keeps_nothing_and_the_next_fact_is_recorded() -> None:
    with pytest.raises(IntegrityError):
        record([say(ParcelStopped(places=2), uuid4())], actor=ACTOR)
    assert kept() == [(0, 0)]
    record([say(ParcelStopped(places=1), uuid4())], actor=ACTOR)
    assert kept() == [(1, 1)]


def transact(*steps: Callable[[], object]) -> None:
    """A joined transaction of these steps."""
    with joined(), transaction.atomic():
        assert rows("SELECT 1") == [(1,)]
        for step in steps:
            step()


def test_what_only_the_commit_refuses_keeps_nothing_and_runs_nothing_afterwards() -> None:
    ran: list[str] = []
    with pytest.raises(IntegrityError):
        transact(
            lambda: transaction.on_commit(lambda: ran.append("after the commit")),
            lambda: send(INSERT, [uuid4(), 1, "of a parcel that isn't there"]),
        )
    assert (kept(), ran) == ([(0, 0)], [])


def test_an_error_between_two_statements_undoes_the_first() -> None:
    with pytest.raises(ZeroDivisionError):
        transact(lambda: send(PARCEL, [uuid4()]), lambda: 1 // 0)
    assert connection.connection.pgconn.pipeline_status == psycopg.pq.PipelineStatus.OFF
    assert rows("SELECT count(*) FROM sample_parcel") == [(0,)]


def test_a_statement_sees_what_was_sent_before_it_and_hears_of_its_failure() -> None:
    seen: list[object] = []
    transact(lambda: send(PARCEL, [uuid4()]), lambda: seen.extend(rows("SELECT sender FROM sample_parcel")))
    assert seen == [("A",)]
    with pytest.raises(DataError):
        transact(lambda: send("SELECT 1 / %s", [0]), lambda: seen.extend(rows("SELECT 'not reached'")))
    assert seen == [("A",)]


def test_a_savepoint_undoes_only_its_own() -> None:
    twice = uuid4()

    def again() -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            send(PARCEL, [twice])

    transact(lambda: send(PARCEL, [twice]), again)
    assert rows("SELECT subject FROM sample_parcel") == [(twice,)]


def test_a_connection_that_was_cut_begins_anew() -> None:
    with pytest.raises(OperationalError):
        transact(lambda: send("SELECT pg_terminate_backend(pg_backend_pid()) WHERE %s", [True]))
    record([say(ParcelStopped(places=1), uuid4())], actor=ACTOR)
    assert kept() == [(1, 1)]
