"""Two nodes out of step: what a post and headquarters each know about one person, and what a message changes.

A post that is alone is its own headquarters: it answers its own question. The exchange of messages comes from
elsewhere; here is what they mean. Learning is idempotent, and the order of messages doesn't matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from panah.safeguards.guard.answers import Verdict
from panah.safeguards.guard.competence import unsigned
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.judging import judge, judge_person
from panah.safeguards.guard.law import FORCED, Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.locks import Lock, opens
from panah.safeguards.guard.messages import (
    ActCarriedOut,
    HoldReleased,
    HoldRelocked,
    MatterOpened,
    Message,
    RecallRaised,
    ReceiptAsked,
    ReceiptDenied,
    ReceiptGiven,
)
from panah.safeguards.guard.people import Hold, Person
from panah.safeguards.guard.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Node:
    """What one node knows about one person. `head`: the last position of headquarters' journal it has about them.

    `receipt` is what a post holds, `used` what it acted on; `given` is what headquarters gave. `tokens` are those shown
    so far and `relocked` the locks exchanged (hold, old, new): a hold is released exactly if a token shown opens the
    lock it has now, so that it doesn't matter what came first.
    """

    person: str
    holds: tuple[Hold, ...] = ()
    head: int = 0
    receipt: Receipt | None = None
    used: tuple[Receipt, ...] = ()
    given: tuple[Receipt, ...] = ()
    carried_out: tuple[ActCarriedOut, ...] = ()
    recalls: tuple[RecallRaised, ...] = ()
    tokens: frozenset[tuple[str, bytes]] = frozenset()
    relocked: frozenset[tuple[str, Lock, Lock]] = frozenset()

    def seen(self, person: Person) -> Person:
        """The person with the holds this node knows of."""
        return replace(person, handle=self.person, holds=self.holds)


@dataclass(frozen=True, slots=True)
class Step:
    """A node after it learned or did something, and what it has to tell the other."""

    node: Node
    tell: tuple[Message, ...] = ()


def learn(node: Node, message: Message, now: int, law: Law | None = None) -> Step:
    """What a message about the same person changes; one about another changes nothing."""
    if _whose(message) != node.person:
        return Step(node)
    if isinstance(message, MatterOpened):
        return _opened(node, message, now, law)
    if isinstance(message, HoldReleased):
        shown = node.tokens | {(message.hold, message.token)}
        return Step(_settled(replace(node, tokens=shown, head=max(node.head, message.head))))
    if isinstance(message, HoldRelocked):
        return _relocked(node, message, now, law)
    if isinstance(message, ReceiptGiven):
        # The same message twice gives no second act.
        return Step(node if message.receipt in node.used else replace(node, receipt=message.receipt))
    if isinstance(message, ReceiptDenied):
        return Step(replace(node, receipt=None))
    if isinstance(message, ActCarriedOut) and message not in node.carried_out:
        return _recalled(replace(node, carried_out=(*node.carried_out, message)), now, law)
    if isinstance(message, RecallRaised) and message not in node.recalls:
        return Step(replace(node, recalls=(*node.recalls, message), receipt=None))
    return Step(node)


def open_here(node: Node, hold: str, lock: Lock, now: int, sealed: bytes = b"", law: Law | None = None) -> Step:
    """A matter is opened at this node. It stands from this moment, and the other is told."""
    message = MatterOpened(node.person, hold, lock, now, node.head, sealed)
    step = _opened(node, message, now, law)
    return Step(step.node, (message, *step.tell))


def ask(node: Node, act: str, now: int) -> ReceiptAsked:
    """A post's question to headquarters."""
    return ReceiptAsked(node.person, act, now)


def answer(node: Node, person: Person, asked: ReceiptAsked, now: int, law: Law | None = None) -> Step:
    """Headquarters' answer, out of what it knows: a receipt with the position of its journal, or why there is none."""
    verdict = judge_person(node.seen(person), asked.act, Context(now, "headquarters"), law)
    if not verdict.allowed:
        return Step(node, (ReceiptDenied(asked.person, asked.act, verdict.why),))
    receipt = Receipt(asked.person, asked.act, node.head, now)
    return Step(replace(node, given=(*node.given, receipt)), (ReceiptGiven(receipt),))


def carry_out(node: Node, person: Person, act: str, context: Context, law: Law | None = None) -> Step | Verdict:
    """The act is done, and the other told, or the verdict that forbids it. A receipt serves once."""
    law = law or law_in_use()
    with_receipt = replace(context, receipt=node.receipt, head=node.head)
    verdict = judge(node.seen(person), act, with_receipt, law)
    if not verdict.allowed:
        return verdict
    if law.acts[act].kind != FORCED:
        return Step(node)
    done = ActCarriedOut(node.person, act, context.now)
    used = (*node.used, node.receipt) if node.receipt else node.used
    return Step(replace(node, receipt=None, used=used, carried_out=(*node.carried_out, done)), (done,))


def _whose(message: Message) -> str:
    return message.receipt.person if isinstance(message, ReceiptGiven) else message.person


def _opened(node: Node, message: MatterOpened, now: int, law: Law | None) -> Step:
    if any(hold.handle == message.hold and hold.lock == message.lock for hold in node.holds):
        return Step(node)
    holds = (*node.holds, Hold(message.hold, message.lock))
    return _recalled(_settled(replace(node, holds=holds, head=max(node.head, message.head))), now, law)


def _relocked(node: Node, message: HoldRelocked, now: int, law: Law | None) -> Step:
    if unsigned(message.approvals, (law or law_in_use()).approvers):
        return Step(node)
    exchanged = node.relocked | {(message.hold, message.old, message.new)}
    # Who was led back in the belief that the hold was released by somebody revoked is recalled.
    return _recalled(_settled(replace(node, relocked=exchanged)), now, law)


def _settled(node: Node) -> Node:
    """Each hold released exactly if a token shown opens the lock it has now."""
    return replace(node, holds=tuple(replace(hold, released=_shown(node, hold)) for hold in node.holds))


def _shown(node: Node, hold: Hold) -> bool:
    locks, fresh = {hold.lock}, {hold.lock}
    replaced: set[Lock] = set()
    while fresh:
        step = [(old, new) for handle, old, new in node.relocked if handle == hold.handle and old in fresh]
        replaced.update(old for old, _ in step)
        fresh = {new for _, new in step} - locks
        locks |= fresh
    return any(
        handle == hold.handle and opens(token, lock) for handle, token in node.tokens for lock in locks - replaced
    )


def _recalled(node: Node, now: int, law: Law | None) -> Step:
    """The recalls due, each once: for every open question, each act done and each receipt that may be in use.

    Headquarters doesn't wait to hear whether a living receipt was used: its recall stops the act, or undoes it.
    """
    clocks = (law or law_in_use()).clocks
    living = [receipt.act for receipt in node.given if now - receipt.given <= clocks.receipt + clocks.skew]
    raised = tuple(
        RecallRaised(node.person, act, hold.handle, now)
        for act in dict.fromkeys([done.act for done in node.carried_out] + living)
        for hold in node.holds
        if not hold.released and not any(one.act == act and one.hold == hold.handle for one in node.recalls)
    )
    return Step(replace(node, recalls=node.recalls + raised), raised)
