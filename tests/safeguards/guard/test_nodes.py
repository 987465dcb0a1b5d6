"""Two nodes out of step: receipts, recalls, locks; messages that come late, twice and in any order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.guard.answers import Verdict
from panah.safeguards.guard.competence import Approval
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.messages import (
    ActCarriedOut,
    HoldReleased,
    HoldRelocked,
    MatterOpened,
    Message,
    RecallRaised,
    ReceiptDenied,
    ReceiptGiven,
)
from panah.safeguards.guard.nodes import Node, Step, answer, ask, carry_out, learn, open_here
from panah.safeguards.guard.receipts import Receipt
from tests.safeguards.guard.people import ADULT, NOW, properly

POST = Node("p", head=5)
HQ = Node("p", head=5)
TOKEN = b"t" * 32
OPENED = MatterOpened("p", "h", lock_of(TOKEN), NOW, head=6)


def receipt_for(act: str = "refuse") -> tuple[Node, Node]:
    """A post that asked and was answered, and headquarters."""
    step = answer(HQ, ADULT, ask(POST, act, NOW), NOW)
    [given_] = step.tell
    assert isinstance(given_, ReceiptGiven)
    return learn(POST, given_, NOW).node, step.node


def refused_by(post: Node) -> Step | Verdict:
    return carry_out(post, ADULT, "refuse", properly())


def test_a_post_leads_back_on_headquarters_word_and_tells_it() -> None:
    post, _ = receipt_for()
    step = refused_by(post)
    assert isinstance(step, Step)
    assert step.tell == (ActCarriedOut("p", "refuse", NOW),)


def test_a_receipt_serves_once_also_when_it_is_sent_again() -> None:
    post, headquarters = receipt_for()
    step = refused_by(post)
    assert isinstance(step, Step)
    again = learn(step.node, ReceiptGiven(headquarters.given[0]), NOW).node
    assert isinstance(refused_by(step.node), Verdict)
    assert isinstance(refused_by(again), Verdict)


def test_without_a_line_there_is_no_receipt_and_the_procedure_is_open() -> None:
    verdict = refused_by(POST)
    assert isinstance(verdict, Verdict)
    assert [reason.code for reason in verdict.why] == ["receipt_missing"]
    over = replace(ADULT, hold_until=NOW)
    assert isinstance(carry_out(POST, over, "admit_for_procedure", properly()), Step)


def test_a_post_that_is_alone_is_its_own_headquarters() -> None:
    step = answer(POST, ADULT, ask(POST, "refuse", NOW), NOW)
    alone = learn(step.node, step.tell[0], NOW).node
    assert isinstance(refused_by(alone), Step)


def test_headquarters_denies_where_it_knows_of_anything() -> None:
    knowing = learn(HQ, OPENED, NOW).node
    step = answer(knowing, ADULT, ask(POST, "refuse", NOW), NOW)
    [denied] = step.tell
    assert isinstance(denied, ReceiptDenied)
    assert [reason.code for reason in denied.why] == ["hold_open"]
    assert learn(replace(POST, receipt=Receipt("p", "refuse", 5, NOW)), denied, NOW).node.receipt is None


def test_a_matter_opened_at_the_post_shuts_the_way_at_once() -> None:
    post, _ = receipt_for()
    step = open_here(post, "h", lock_of(TOKEN), NOW)
    assert [type(message) for message in step.tell] == [MatterOpened]
    assert isinstance(refused_by(step.node), Verdict)


def test_a_matter_that_arrives_makes_the_receipt_worthless_even_after_it_is_closed() -> None:
    post, _ = receipt_for()
    later = learn(learn(post, OPENED, NOW).node, HoldReleased("p", "h", TOKEN, 7), NOW).node
    verdict = refused_by(later)
    assert isinstance(verdict, Verdict)
    assert [reason.code for reason in verdict.why] == ["receipt_outdated"]


def test_a_matter_after_the_receipt_is_recalled_at_once_and_voids_it() -> None:
    post, headquarters = receipt_for()
    step = learn(headquarters, OPENED, NOW + 10)
    assert step.tell == (RecallRaised("p", "refuse", "h", NOW + 10),)
    assert isinstance(refused_by(learn(post, step.tell[0], NOW + 10).node), Verdict)


def test_an_old_receipt_nobody_used_recalls_nobody() -> None:
    _, headquarters = receipt_for()
    assert learn(headquarters, OPENED, NOW + 361).tell == ()


@pytest.mark.parametrize("first", ["act", "matter"])
def test_whoever_first_knows_both_recalls(first: str) -> None:
    done = ActCarriedOut("p", "refuse", NOW)
    messages: list[Message] = [done, OPENED] if first == "act" else [OPENED, done]
    one = learn(HQ, messages[0], NOW)
    two = learn(one.node, messages[1], NOW)
    assert one.tell == ()
    assert two.tell == (RecallRaised("p", "refuse", "h", NOW),)
    assert learn(two.node, messages[1], NOW).tell == ()


def test_a_matter_already_closed_recalls_nobody() -> None:
    released = learn(HQ, HoldReleased("p", "h", TOKEN), NOW).node
    step = learn(learn(released, OPENED, NOW).node, ActCarriedOut("p", "refuse", NOW), NOW)
    assert step.tell == ()


def test_a_hold_opens_only_to_its_token() -> None:
    held = learn(POST, OPENED, NOW).node
    assert not learn(held, HoldReleased("p", "h", b"u" * 32), NOW).node.holds[0].released
    assert learn(held, HoldReleased("p", "h", TOKEN), NOW).node.holds[0].released


def test_a_message_about_somebody_else_changes_nothing() -> None:
    for message in (
        replace(OPENED, person="q"),
        HoldReleased("q", "h", TOKEN),
        ReceiptGiven(Receipt("q", "refuse", 5, NOW)),
        ActCarriedOut("q", "refuse", NOW),
    ):
        assert learn(POST, message, NOW) == Step(POST)


NAMES = ("a", "b", "c")
MESSAGES: tuple[Message, ...] = (
    *(MatterOpened("p", name, lock_of(name.encode()), NOW, 6) for name in NAMES),
    *(HoldReleased("p", name, name.encode(), 7) for name in NAMES[:2]),
    HoldReleased("p", "c", b"wrong"),
    ActCarriedOut("p", "refuse", NOW),
    ActCarriedOut("p", "return", NOW),
)


@given(st.permutations(MESSAGES), st.lists(st.sampled_from(MESSAGES), max_size=6))
def test_order_and_resends_mean_nothing(order: list[Message], again: list[Message]) -> None:
    node, recalls = POST, set()
    for message in [*again[:3], *order, *again[3:]]:
        step = learn(node, message, NOW)
        node = step.node
        recalls |= {(one.act, one.hold) for one in step.tell if isinstance(one, RecallRaised)}
    assert {hold.handle: hold.released for hold in node.holds} == {"a": True, "b": True, "c": False}
    assert len(node.holds) == 3
    assert len(node.carried_out) == 2
    assert node.head == 7
    assert {("refuse", "c"), ("return", "c")} <= recalls


def test_signed_bytes_tell_any_two_receipts_apart() -> None:
    one = Receipt("p", "refuse", 1, 23)
    others = [Receipt("p", "refuse", 12, 3), Receipt("pr", "efuse", 1, 23), Receipt("p", "refuse", 1, 24)]
    assert len({receipt.signed_bytes for receipt in (one, *others)}) == 4
    assert one.signed_bytes == replace(one, signature="s").signed_bytes


APPROVED = frozenset({Approval("headquarters", verified=True), Approval("monitor", verified=True)})


@pytest.mark.parametrize("first", ["release", "relock"])
def test_a_lock_is_exchanged_with_both_signatures_and_then_the_revoked_bodys_token_opens_nothing(first: str) -> None:
    held = learn(POST, OPENED, NOW).node
    relock = HoldRelocked("p", "h", OPENED.lock, lock_of(b"new"), APPROVED)
    release = HoldReleased("p", "h", TOKEN)
    node = held
    for message in (release, relock) if first == "release" else (relock, release):
        node = learn(node, message, NOW).node
    assert not node.holds[0].released
    assert len(learn(node, OPENED, NOW).node.holds) == 1
    assert learn(node, HoldReleased("p", "h", b"new"), NOW).node.holds[0].released
    before = learn(learn(POST, relock, NOW).node, OPENED, NOW).node
    assert learn(before, HoldReleased("p", "h", b"new"), NOW).node.holds[0].released


@pytest.mark.parametrize("missing", sorted(APPROVED, key=str))
def test_one_signature_exchanges_no_lock(missing: Approval) -> None:
    held = learn(POST, OPENED, NOW).node
    quiet = HoldRelocked("p", "h", OPENED.lock, lock_of(b"new"), APPROVED - {missing})
    assert learn(held, quiet, NOW).node == held


def test_a_lock_exchanged_in_a_circle_ends() -> None:
    there = HoldRelocked("p", "h", OPENED.lock, lock_of(b"new"), APPROVED)
    back = HoldRelocked("p", "h", lock_of(b"new"), OPENED.lock, APPROVED)
    node = learn(learn(learn(POST, OPENED, NOW).node, there, NOW).node, back, NOW).node
    assert not learn(node, HoldReleased("p", "h", TOKEN), NOW).node.holds[0].released


def test_who_was_led_back_on_a_revoked_bodys_token_is_recalled() -> None:
    node = learn(learn(POST, OPENED, NOW).node, HoldReleased("p", "h", TOKEN), NOW).node
    done = learn(node, ActCarriedOut("p", "refuse", NOW), NOW)
    assert done.tell == ()
    step = learn(done.node, HoldRelocked("p", "h", OPENED.lock, lock_of(b"new"), APPROVED), NOW)
    assert step.tell == (RecallRaised("p", "refuse", "h", NOW),)
