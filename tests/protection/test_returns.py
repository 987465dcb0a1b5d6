"""What is due after letters came: done once, whoever finds it at the same moment, and whatever becomes of the rest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from panah.border.desk import holds
from panah.border.models import Presentation
from panah.journal import facts, store
from panah.journal.carrying.carry import carry, positions
from panah.journal.carrying.take import take
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import Said as Opening
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact, UnknownKindError, UnknownVersionError
from panah.journal.models import Opened
from panah.protection.apply.matters import holding_of
from panah.protection.desk import asked as asked_of
from panah.protection.desk import (
    case_opening,
    case_transfers,
    changes,
    handing,
    held_again,
    matters,
    referrals,
    returns,
)
from panah.protection.desk.asked import kept
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import ChangePart
from panah.protection.facts.matters import (
    MatterHandedOver,
    MatterLetGo,
    MatterOpenAgain,
    MatterSettled,
    ShareEntrusted,
)
from panah.protection.models import HeldAgain
from panah.protection.rules import digest_of
from panah.protection.share_clocks import ShareClocks
from panah.safeguards.routes import Said
from tests.border.conftest import SECOND
from tests.protection.conftest import CASE_WORKER, HEADQUARTERS, MONITOR, Nodes, establish, signature, signed
from tests.protection.test_guard_receipts import Two, peer, two
from tests.protection.test_held_again import at_the_line
from tests.protection.test_matters import released

__all__ = ["two"]


def twice_at_once(act: Callable[[], object]) -> None:
    """Two processes do the same: the second begins before what the first did is there for anybody to see."""

    def second() -> None:
        act()
        connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        act()
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive(), "it didn't wait"
    other.join(timeout=20)


def test_what_is_settled_meanwhile_stays_settled(alone: Nodes) -> None:
    """Of two processes one hears that it is over, while the other is about to share the hold."""
    presentation, waiting = at_the_line(alone)
    fact = MatterOpenAgain(presentation=presentation, reply_to=keyring.make("renewed", uuid4()).public)
    keep([letter([Statement(fact, uuid4(), timezone.now())], to=[keyring.node().public], actor=CASE_WORKER.id)])
    returns.collect()
    establish("unhcr", key=fact.reply_to)

    def close() -> None:
        held_again.close()
        connection.close()

    other = threading.Thread(target=close)
    with transaction.atomic():
        store.take_pen()
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive(), "it didn't wait"
        HeldAgain.objects.all().delete()
    other.join(timeout=20)
    assert not HeldAgain.objects.exists()
    assert released(waiting)


def test_what_was_settled_before_it_came_is_neither_kept_nor_remembered(alone: Nodes) -> None:
    asked, matter, to = uuid4(), uuid4(), [keyring.node().public]
    open_again = MatterOpenAgain(presentation=uuid4(), reply_to=alone.readers["asylum"].public, ask=asked)
    for fact, rows in ((MatterSettled(asks=(asked,)), 1), (open_again, 0)):
        keep([letter([Statement(fact, matter, timezone.now())], to=to, actor=CASE_WORKER.id)])
        returns.collect()
        assert HeldAgain.objects.count() == rows


def test_what_two_processes_find_due_at_once_is_done_once(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A matter handed over, a share that comes late, letters looked through."""
    monkeypatch.setattr(returns, "afterwards", [])
    unhcr, shelter = keyring.make("unhcr", uuid4()), alone.readers["shelter"]
    establish("unhcr", "trafficking", key=unhcr.public, id=unhcr.id, name="UNHCR")
    _presentation, hold = at_the_line(alone)
    holds.take(hold, actor=SECOND)
    matter = matters.open_matter(hold, "trafficking", actor=SECOND)
    case = case_opening.open_case(shelter.id, matter=matter, actor=CASE_WORKER)
    said = Said("services", True, int(timezone.now().timestamp()) - 1)
    wanted = case_transfers.Transfer(unhcr.id, ("trafficking",), "services", "They can do more", said)
    referral = case_transfers.transfer(shelter.id, case, wanted, actor=CASE_WORKER)
    referrals.answer(unhcr.id, referral, "accepted", actor=CASE_WORKER)

    twice_at_once(case_transfers.hand_over)
    assert Opened.objects.filter(kind=MatterHandedOver.kind).count() == 1

    [share] = holding_of(matters.matter_of(unhcr.id, matter)).shares
    matters.let_go(unhcr.id, matter, "Settled", actor=CASE_WORKER)
    late = ShareEntrusted(hold=hold, share="ab" * 32, reply_to=share.reply_to)
    keep([letter([Statement(late, matter, timezone.now())], to=[unhcr.public], actor=CASE_WORKER.id)])
    twice_at_once(handing.settle)
    assert Opened.objects.filter(kind=MatterLetGo.kind).count() == 2

    early = Statement(MatterSettled(asks=(uuid4(),)), matter, timezone.now())
    keep([letter([early], to=[keyring.node().public], actor=CASE_WORKER.id)])
    heard: list[UUID] = []
    monkeypatch.setitem(returns.heard, MatterSettled.kind, lambda said, _fact: heard.append(said.subject))
    twice_at_once(returns.collect)
    assert heard == [matter]


def test_no_chore_stands_in_the_way_of_another(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(returns, "afterwards", [lambda: 1 // 0, lambda: done.append(1)])
    for times in (1, 2):
        with pytest.raises(ZeroDivisionError):
            returns.collect()
        assert len(done) == times, "nor is it forgotten"


def test_who_let_go_is_not_told_that_it_failed_where_something_else_did(
    alone: Nodes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise RuntimeError("a name in it")

    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    monkeypatch.setattr(returns, "afterwards", [fails])
    matters.let_go(alone.readers["asylum"].id, matter, "Done", actor=CASE_WORKER)
    assert "RuntimeError" in caplog.text
    assert "a name in it" not in caplog.text
    assert released(hold)


def test_what_is_settled_twice_before_it_came_is_remembered_for_a_while_and_of_so_many(
    alone: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, to = uuid4(), [keyring.node().public]

    def settle(*asks: UUID) -> int:
        fact = MatterSettled(asks=asks)
        keep([letter([Statement(fact, matter, timezone.now())], to=to, actor=CASE_WORKER.id)])
        returns.collect()
        return HeldAgain.objects.count()

    asked = [uuid4() for _ in range(4)]
    assert settle(asked[0]) == 1
    assert settle(asked[0], asked[1]) == 2
    monkeypatch.setattr(asked_of, "share_clocks", lambda: ShareClocks(timedelta(), timedelta(days=400), 2))
    assert settle(*asked[2:]) == 2
    assert {ask.id for _row, ask in kept()} == set(map(str, asked[2:])), "the oldest are forgotten"
    monkeypatch.setattr(asked_of, "share_clocks", lambda: ShareClocks(timedelta(), timedelta(), 2))
    returns.collect(thoroughly=True)
    assert not HeldAgain.objects.exists()


def ask_for(to: str, matter: UUID | None = None) -> MatterOpenAgain:
    """A body asks the post with that key for a share."""
    fact = MatterOpenAgain(presentation=uuid4(), reply_to=keyring.make(uuid4().hex, uuid4()).public, ask=uuid4())
    keep([letter([Statement(fact, matter or uuid4(), timezone.now())], to=[to], actor=CASE_WORKER.id)])
    return fact


def test_an_envelope_that_was_kept_back_is_heard_once_it_comes(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    to = keyring.node().public

    def comes(*, after: dict[UUID, int]) -> None:
        with two.at_headquarters():
            carry(two.stick, peer("post"), after=after)
        take(two.stick)
        returns.collect(thoroughly=True)

    with two.at_headquarters():
        everything = dict.fromkeys(positions(), 0)
        ask_for(to)
    with monkeypatch.context() as patched:
        patched.setattr("panah.journal.carrying.carry.may_read", lambda reads, kind: kind != EnvelopeKept.kind)
        comes(after=positions())
    assert not HeldAgain.objects.exists()
    with two.at_headquarters():
        ask_for(to)
    comes(after=positions())
    assert HeldAgain.objects.count() == 1, "what came after it doesn't wait for it"
    for _time in range(2):
        comes(after=everything)
        assert HeldAgain.objects.count() == 2, "heard, and once"


def test_what_cannot_be_heard_stops_nobody_and_is_raised_until_it_can(
    alone: Nodes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = uuid4(), uuid4()
    somebody = Presentation.objects.get(subject=at_the_line(alone)[0])
    whole = returns.heard[MatterOpenAgain.kind]

    def half(said: Opening, fact: Fact) -> None:
        whole(said, fact)
        if said.subject == bad:
            raise RuntimeError("a name in it")

    for matter in (bad, good):
        ask_for(keyring.node().public, matter)
    with monkeypatch.context() as patched:
        patched.setitem(returns.heard, MatterOpenAgain.kind, half)
        for _again in range(2):
            with pytest.raises(RuntimeError):
                returns.collect()
            assert {ask.matter for _row, ask in kept()} == {str(good)}, "nothing is heard by half"
            assert held_again.is_open(somebody), "nobody knows of whom it speaks"
    assert "RuntimeError" in caplog.text
    assert "a name in it" not in caplog.text
    returns.collect()
    assert {ask.matter for _row, ask in kept()} == {str(good), str(bad)}
    assert not held_again.is_open(somebody)
    returns.collect()
    assert HeldAgain.objects.count() == 2


def test_what_a_newer_version_says_waits_for_it(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older post doesn't pass by what it can't understand yet: it would refuse whom it was asked to hold."""
    monkeypatch.setattr(MatterOpenAgain, "version", MatterOpenAgain.version + 1)
    ask_for(keyring.node().public)
    with monkeypatch.context() as patched:
        patched.setattr(MatterOpenAgain, "version", MatterOpenAgain.version - 1)
        with pytest.raises(UnknownVersionError):
            returns.collect()
        assert not HeldAgain.objects.exists()
    returns.collect()
    assert HeldAgain.objects.count() == 1


def test_what_only_a_newer_version_can_say_waits_for_it(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(MatterOpenAgain, "kind", "protection:matter:newer")
        ask_for(keyring.node().public)
    with pytest.raises(UnknownKindError):
        returns.collect()
    assert returns.something_is_unheard()
    with monkeypatch.context() as patched:
        patched.setattr("panah.journal.facts._kinds", facts.kinds() | {"protection:matter:newer": MatterOpenAgain})
        patched.setitem(returns.heard, "protection:matter:newer", held_again.hear)
        returns.collect()
    assert HeldAgain.objects.count() == 1
    assert not returns.something_is_unheard()


def test_a_letter_that_is_never_heard_bars_refusals_until_headquarters_and_the_monitor_put_it_aside(
    alone: Nodes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(MatterOpenAgain, "kind", "protection:matter:newer")
        for _letter in range(2):
            ask_for(keyring.node().public)
    with pytest.raises(UnknownKindError):
        returns.collect()
    first, second = returns.unheard()

    def aside(place: tuple[UUID, int]) -> ChangePart:
        return ChangePart(body=store.own_journal(), act="aside", journal=place[0], key=str(place[1]), reason="Forged")

    content = aside(first)
    change = changes.propose(content, signature(HEADQUARTERS, digest_of(content)), actor=HEADQUARTERS)
    assert returns.unheard() == [first, second], "one signature is none"
    changes.sign(change, signature(MONITOR, digest_of(content)), actor=MONITOR)
    assert returns.unheard() == [second], "only the one that was named"
    signed(aside(second))
    assert not returns.something_is_unheard()
    caplog.clear()
    assert returns.collect() == 0
    assert "can't be heard" not in caplog.text
    with monkeypatch.context() as patched:
        patched.setattr("panah.journal.facts._kinds", facts.kinds() | {"protection:matter:newer": MatterOpenAgain})
        patched.setitem(returns.heard, "protection:matter:newer", held_again.hear)
        returns.collect()
    assert HeldAgain.objects.count() == 2, "once it can be heard, it is"
    for journal, key in ((None, "1"), (uuid4(), ""), (uuid4(), "one"), (uuid4(), "٣")):
        with pytest.raises(ProtectionError, match="letter_unknown"):
            changes.check(ChangePart(body=store.own_journal(), act="aside", journal=journal, key=key, reason="x"))
    with pytest.raises(ProtectionError, match="node_unknown"):
        changes.check(ChangePart(body=uuid4(), act="aside", journal=uuid4(), key="1", reason="x"))
