"""Receiving other journals' entries: any interleaving, order, batching and repetition give the same registers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from panah.journal import facts, incarnations, keys, quarantine, rebuild, store
from panah.journal.chain import head_message
from panah.journal.entries import Statement
from panah.journal.heads import sign_head
from panah.journal.quarantine import Reason
from panah.journal.reading import held_back
from panah.journal.receive import receive
from panah.journal.record import record
from panah.journal.shipping import parcels
from panah.journal.store import Parcel
from panah.journal.verify import verify
from tests.journal.sample import ParcelArrived, ParcelMoved, ParcelSent, Upset, craft, registers, say

ACTOR = UUID(int=7)
Owner = Callable[[], AbstractContextManager[None]]
Node = Callable[[], AbstractContextManager[None]]

SUBJECTS = [UUID(int=number) for number in range(1, 5)]


def shipped(statements: list[Statement]) -> list[Parcel]:
    """Recorded here; all there is to ship."""
    record(statements, actor=ACTOR)
    head = store.own_head()
    assert head is not None
    return parcels(head.journal)


def reasons() -> list[str]:
    return [item.reason for item in quarantine.items()]


def test_entries_arrive_unchanged_with_keys_and_signed_heads(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelSent(sender="A", weight=1), SUBJECTS[0])])
        journal = load[0].header.journal
        known, head = keys.known(journal), sign_head()
        there = registers()
    assert head is not None
    receipt = receive(load, heads=[head], known_keys=known)
    assert (receipt.stored, receipt.refused, receipt.quarantined) == ({journal: 2}, [], [])
    assert parcels(journal) == load
    assert registers() == there
    assert receive(load, heads=[head], known_keys=known).stored == {journal: 2}
    assert verify().ok


def test_what_is_behind_a_gap_is_refused_and_comes_again(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0]) for _ in range(4)])
    journal = load[0].header.journal
    receipt = receive([load[4], load[1], load[0]])
    assert receipt.stored == {journal: 2}
    assert [(refusal.sequence, refusal.reason) for refusal in receipt.refused] == [(5, "gap")]
    assert receive(load).stored == {journal: 5}


def test_a_body_that_isnt_the_one_stated_is_refused(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
    receipt = receive([load[0], replace(load[1], body=b"{}")])
    assert [(refusal.sequence, refusal.reason) for refusal in receipt.refused] == [(2, "body")]


def test_a_different_entry_at_a_known_place_is_a_contradiction_and_raised(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
    receive(load)
    heard: list[Any] = []

    def hear(items: list[quarantine.Item], **_: Any) -> None:
        heard.extend(items)

    quarantine.raised.connect(hear)
    other = replace(load[1], header=replace(load[1].header, actor=uuid4()))
    receipt = receive([other])
    quarantine.raised.disconnect(hear)
    assert [item.reason for item in receipt.quarantined] == [Reason.CONTRADICTION]
    assert [item.sequence for item in heard] == [2]
    assert parcels(load[0].header.journal) == load


def test_unknown_kinds_wait_and_are_applied_once_they_are_known(
    as_other_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_other_node():
        load = shipped([say(ParcelSent(sender="A", weight=1), SUBJECTS[0]), say(ParcelMoved(place="X"), SUBJECTS[0])])
    with monkeypatch.context() as patch:
        patch.delitem(facts._kinds, ParcelSent.kind)
        receipt = receive(load)
        assert [item.reason for item in receipt.quarantined] == [Reason.UNKNOWN_KIND]
        assert receipt.stored == {load[0].header.journal: 3}
        assert registers()["sample_parcel"] == []
        assert quarantine.retry() == []
    assert len(quarantine.retry()) == 1
    assert [row[4:] for row in registers()["sample_parcel"]] == [("moved", 1)]
    assert reasons() == []


def test_unknown_versions_and_unreadable_bodies_wait_too(as_other_node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_other_node():
        load = shipped([say(ParcelSent(sender="A", weight=1), SUBJECTS[0]), say(ParcelMoved(place="X"), SUBJECTS[1])])
    monkeypatch.setattr(ParcelSent, "version", 1)
    monkeypatch.setitem(facts._kinds, ParcelMoved.kind, ParcelArrived)
    receipt = receive(load)
    assert [item.reason for item in receipt.quarantined] == [Reason.UNKNOWN_VERSION, Reason.UNREADABLE_BODY]
    assert held_back(ParcelSent.kind) == [], "nobody can say what it says"


def test_an_entry_whose_handler_fails_doesnt_stop_the_others(office: str) -> None:
    one, two = uuid4(), uuid4()
    said = [(one, ParcelSent(sender="A", weight=1)), (one, Upset()), (one, ParcelArrived())]
    receipt = receive(craft(uuid4(), [*said, (two, ParcelSent(sender="B", weight=1))]))
    assert [(item.sequence, item.reason) for item in receipt.quarantined] == [(2, Reason.FAILED_HANDLER)]
    assert sorted(row[4] for row in registers()["sample_parcel"]) == ["arrived", "sent"]


def test_an_entry_that_breaks_an_invariant_is_kept_and_not_applied(
    as_other_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_heavy(entries: Any) -> dict[tuple[UUID, int], str]:
        return {
            (entry.journal, entry.sequence): "S0"
            for entry in entries
            if entry.kind == ParcelSent.kind and entry.fact.weight > 100
        }

    monkeypatch.setattr(quarantine, "_invariants", [too_heavy])
    with as_other_node():
        load = shipped(
            [say(ParcelSent(sender="A", weight=101), SUBJECTS[0]), say(ParcelSent(sender="A", weight=9), SUBJECTS[1])]
        )
    receipt = receive(load)
    assert [(item.sequence, item.reason, item.detail) for item in receipt.quarantined] == [
        (2, Reason.BROKEN_INVARIANT, "S0")
    ]
    assert [row[2] for row in registers()["sample_parcel"]] == [9]
    assert [entry.fact.weight for entry in held_back(ParcelSent.kind)] == [101]
    assert quarantine.retry() == []
    assert verify().ok


def test_keys_and_heads_nobody_can_vouch_for_are_refused(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
        [key], head = keys.known(load[0].header.journal), sign_head()
    assert head is not None
    stranger = replace(key, public=keys.create().public)
    receipt = receive(load, heads=[head], known_keys=[stranger])
    assert [(refusal.sequence, refusal.reason) for refusal in receipt.refused] == [(1, "key"), (2, "signature")]
    assert receive([], heads=[head], known_keys=[key]).refused == []


def test_bodies_erased_where_they_come_from_are_no_fault_here(as_other_node: Node) -> None:
    with as_other_node():
        load = shipped([say(ParcelSent(sender="A", weight=1), SUBJECTS[0])])
    receive([load[0], replace(load[1], salt=None, body=None)])
    assert registers()["sample_parcel"] == []
    assert [row[0] for row in registers()["sample_ghost"]] == [SUBJECTS[0]]
    assert verify().ok


def test_the_own_journal_isnt_received_and_its_copy_elsewhere_is_noticed(office: str) -> None:
    load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
    assert receive(load).refused == []
    journal = load[0].header.journal
    ahead = replace(load[1], header=replace(load[1].header, sequence=3, clock=load[1].header.clock + 1))
    assert [refusal.reason for refusal in receive([ahead]).refused] == ["own journal"]
    key = keys.current()
    link = bytes(range(32))
    forged = incarnations.noticed(journal, 9, link, key.id, 1, bytes(64))
    assert not forged
    proof = key.sign(head_message(journal, 9, 1, link))
    assert incarnations.noticed(journal, 9, link, key.id, 1, proof)
    head = store.own_head()
    assert head is not None
    assert head.journal != journal
    assert verify().ok


def test_the_own_clock_runs_behind_no_entry_received(as_other_node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
    ahead = replace(load[0].header, clock=load[0].header.clock + (60_000 << 16))
    receive([replace(load[0], header=ahead)])
    [entry] = record([say(ParcelMoved(place="Y"), SUBJECTS[0])], actor=ACTOR)
    assert entry.clock > ahead.clock


def test_a_clock_that_runs_far_ahead_isnt_taken_over_and_the_order_still_holds(
    as_other_node: Node, as_owner: Owner
) -> None:
    with as_other_node():
        load = shipped([say(ParcelMoved(place="X"), SUBJECTS[0])])
    ahead = replace(load[0].header, clock=load[0].header.clock + (3_600_000 << 16))
    later = replace(load[1].header, clock=ahead.clock + 1)
    receive([replace(load[0], header=ahead), replace(load[1], header=later)])
    [entry] = record([say(ParcelSent(sender="A", weight=1), SUBJECTS[0])], actor=ACTOR)
    assert entry.clock < ahead.clock
    assert [row[4:] for row in registers()["sample_parcel"]] == [("moved", 1)]
    with as_owner():
        assert rebuild.differences("sample-parcels") == {}


FACTS = st.one_of(
    st.builds(ParcelSent, sender=st.sampled_from("AB"), weight=st.integers(1, 9)),
    st.builds(ParcelMoved, place=st.sampled_from(["Osh", "Uzgen"])),
    st.builds(ParcelArrived),
)
SAID = st.tuples(st.integers(0, 2), FACTS)
# Milliseconds between a foreign entry and the one before it; some clocks run more than an hour ahead.
STEPS = st.one_of(st.integers(0, 40), st.integers(0, 40), st.just(4_000_000))


# The database keeps what earlier examples wrote, so a smaller example would prove nothing: no shrinking.
@settings(max_examples=40, phases=[Phase.generate])
@given(data=st.data())
def test_any_interleaving_order_and_batching_give_the_registers_of_a_rebuild(
    office: str, as_owner: Owner, data: st.DataObject
) -> None:
    """Two foreign journals and the own one, their entries shuffled in time, sent in any pieces and again at will."""
    subjects = [uuid4() for _ in range(3)]
    start = datetime.now(UTC) - timedelta(milliseconds=data.draw(st.integers(0, 60)))
    sent: list[Parcel] = []
    for _ in range(2):
        said = data.draw(st.lists(st.tuples(SAID, STEPS), min_size=1, max_size=7))
        facts_said = [(subjects[which], fact) for (which, fact), _ in said]
        sent += craft(uuid4(), facts_said, start=start, steps=[step for _, step in said])
    own = data.draw(st.lists(SAID, max_size=5))
    for which, fact in own:
        if data.draw(st.booleans()):
            receive(data.draw(st.lists(st.sampled_from(sent), max_size=len(sent))))
        record([say(fact, subjects[which])], actor=ACTOR)
    for piece in data.draw(st.lists(st.lists(st.sampled_from(sent), min_size=1), max_size=4)):
        receive(piece)
    receipt = receive(data.draw(st.permutations(sent)))
    assert receipt.refused == []
    assert receipt.quarantined == []
    with as_owner():
        assert rebuild.differences("sample-parcels") == {}


def test_the_rows_are_those_of_the_order_of_positions_whichever_journal_comes_first(
    office: str, as_other_node: Node
) -> None:
    subject = uuid4()
    start = datetime.now(UTC)
    first = craft(uuid4(), [(subject, ParcelSent(sender="A", weight=1)), (subject, ParcelArrived())], steps=[0, 30])
    second = craft(
        uuid4(), [(subject, ParcelMoved(place="Osh")), (subject, ParcelMoved(place="Uzgen"))], steps=[10, 30]
    )
    assert start
    receive(first)
    receive(second)
    with as_other_node():
        receive(second)
        receive(first)
        there = registers()
    assert registers() == there
    assert there["sample_stop"] == [(subject, 1, "Osh")]
