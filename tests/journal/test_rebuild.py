"""A rebuilt register equals the live one, keeps its shape, and is exchanged while the node works."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from panah.journal import countrykey, rebuild
from panah.journal.maintenance import BusyError, alone
from panah.journal.record import record
from panah.journal.shadow import NotRebuildableError
from tests.journal.sample import ParcelArrived, ParcelMoved, ParcelSent, parcels, registers, say

ACTOR = UUID(int=7)
Owner = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.usefixtures("office")


def some_work(amount: int = 5) -> None:
    for number in range(amount):
        parcel = uuid4()
        record([say(ParcelSent(sender=f"S{number % 3}", weight=number), parcel)], actor=ACTOR)
        record([say(ParcelMoved(place="Osh"), parcel), say(ParcelMoved(place="Uzgen"), parcel)], actor=ACTOR)
        if number % 2:
            record([say(ParcelArrived(), parcel)], actor=ACTOR)


def shape() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, i.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x"
            " JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname LIKE 'sample%'"
            " UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid::regclass::text LIKE 'sample%'"
            " UNION ALL SELECT relname, relkind::text, array_to_string(relacl, ' ') FROM pg_class"
            " WHERE relname LIKE 'sample%' AND relkind = 'r' ORDER BY 1, 2, 3"
        )
        return cursor.fetchall()


def test_a_rebuilt_register_equals_the_live_one_in_rows_and_shape(as_owner: Owner) -> None:
    some_work()
    rows, before = registers(), shape()
    seen = []
    with as_owner():
        [done] = rebuild.rebuild("sample-parcels", progress=lambda name, amount: seen.append((name, amount)))
    assert done.entries == 17
    assert seen == [("sample-parcels", 17)]
    assert registers() == rows
    assert shape() == before


def test_rows_nobody_stated_are_gone_after_a_rebuild_and_shown_before(as_owner: Owner) -> None:
    some_work()
    rows = registers()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sample_parcel SET weight = weight + 1")
        cursor.execute(
            "INSERT INTO sample_parcel (subject, sender, weight, sender_key) VALUES (%s, 'X', 1, '')", [uuid4()]
        )
    with as_owner():
        assert rebuild.differences("sample-parcels") == {"sample_parcel": (6, 5)}
        rebuild.rebuild("sample-parcels")
        assert rebuild.differences("sample-parcels") == {}
    assert registers() == rows


def test_the_node_records_on_while_a_register_is_rebuilt(as_owner: Owner, postgres: object) -> None:
    some_work(60)
    stop = threading.Event()
    problems: list[Exception] = []

    def work() -> None:
        try:
            while not stop.is_set():
                some_work(1)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    with as_owner():
        worker = threading.Thread(target=work)
        worker.start()
        for _ in range(2):
            rebuild.rebuild("sample-parcels")
            rebuild.together([parcels], None, countrykey.prepared())
        stop.set()
        worker.join()
        assert not problems
        assert rebuild.differences("sample-parcels") == {}


def test_two_of_them_dont_work_at_once(as_owner: Owner) -> None:
    held, go = threading.Event(), threading.Event()

    def other() -> None:
        with alone():
            held.set()
            go.wait()
        connection.close()

    with as_owner():
        worker = threading.Thread(target=other)
        worker.start()
        held.wait()
        with pytest.raises(BusyError):
            rebuild.rebuild("sample-parcels")
        go.set()
        worker.join()
        rebuild.rebuild("sample-parcels")


def test_a_foreign_key_from_outside_stands_in_the_way_and_is_named(as_owner: Owner) -> None:
    some_work(1)
    rows = registers()
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE outside (parcel uuid REFERENCES sample_parcel)")
        with pytest.raises(NotRebuildableError, match="outside"):
            rebuild.rebuild("sample-parcels")
    assert registers() == rows


def senders() -> set[bytes]:
    return {bytes(row[0]) for row in registers()["sample_sender"]}


def test_with_the_exchange_a_new_country_key_is_in_use(as_owner: Owner) -> None:
    some_work(3)
    old, before, new = countrykey.natural_key("sender", "S0"), countrykey.current_id(), countrykey.prepared()
    with as_owner():
        rebuild.together([parcels], None, new)
        assert rebuild.differences("sample-parcels") == {}
    assert (countrykey.current_id(), countrykey.of_registers()[-2:]) == (new, [before, new])
    assert countrykey.natural_key("sender", "S0") in senders()
    assert old not in senders()


class Killed(BaseException):
    """What a process that is killed never gets to handle."""


@pytest.mark.parametrize("late", [False, True], ids=["before the exchange", "after it"])
def test_whoever_is_killed_between_leaves_registers_and_key_that_belong_together(
    as_owner: Owner, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """A killed process ends no change: what stands in the file then says that both keys are possible."""
    some_work(3)
    before, new = countrykey.current_id(), countrykey.prepared()
    finish = rebuild._finish

    def killed(*arguments: Any) -> int:
        amount = finish(*arguments) if late else 0
        raise Killed(amount)

    with as_owner(), monkeypatch.context() as patch:
        patch.setattr(rebuild, "_finish", killed)
        patch.setattr(countrykey, "settle", lambda: None)
        with pytest.raises(Killed):
            rebuild.together([parcels], None, new)
    assert countrykey.current_id() == (new if late else before)
    some_work(1)
    assert countrykey.natural_key("sender", "S0") in senders()
    with as_owner():
        assert rebuild.differences("sample-parcels") == {}
        countrykey.settle()
        assert countrykey.current_id() == (new if late else before)
        rebuild.together([parcels], None, countrykey.prepared())
        assert rebuild.differences("sample-parcels") == {}
