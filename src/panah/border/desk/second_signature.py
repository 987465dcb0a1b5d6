"""The second signature of a refusal, and refusing itself (S1, S2): of one person, or of a family together (S12).

Every step asks the guard anew, and headquarters for its receipt. Everything is one transaction, or nothing is done.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils import timezone

from panah.border.desk import envelopes, families, guarding, receipts, tokens, unsent
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.refusals import (
    must_be_allowed,
    must_be_asked_of_return,
    must_be_signed,
    open_proposal,
    person_of,
    row_of,
)
from panah.border.facts.holds import HoldReleased
from panah.border.facts.refusals import PresentationRefused, ReceiptPart, RefusalMade, RefusalPart, RefusalSigned
from panah.border.models import Hold, Presentation, RefusalProposal
from panah.journal import store
from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.people.act_signature import ActSignature
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.judging import judge, judge_person

Role = Literal["second_line", "commander"]


@dataclass(frozen=True, slots=True, eq=False)
class _Half:
    """A proposal with both signatures, whose hold the second line's own token opens."""

    refusal: UUID
    content: RefusalPart
    first: ActSignature
    second: ActSignature
    role: Role
    hold: Hold
    person: Presentation
    token: str


def sign(refusal: UUID, signature: ActSignature, *, actor: Acting) -> bool:
    """The other half: asks headquarters for its receipt, the guard for its word, and records the refusal.

    In one transaction the hold's token is revealed, the refusal made and the presentation gets its outcome; the
    database refuses all of it while any other hold of the person, or of their family, is open. False where another of
    the family waits: it is signed, and made with the last one's signature, of all together. DeskError
    ``refusal_not_allowed``, ``refusal_same_officer``, ``hold_not_here`` where the token isn't the second line's.
    """
    with ExitStack() as turns:
        holds = {open_proposal(refusal).hold, *(one.hold for one in _of_the_family(refusal))}
        for hold in sorted(holds):
            turns.enter_context(one_at_a_time(hold))
        row = open_proposal(refusal)
        if row.proposed_by == actor.id:
            raise DeskError("refusal_same_officer")
        content, role = RefusalPart.model_validate(row.content), _role(actor)
        must_be_signed(signature, content, actor)
        unsent.must_not_wait(row.hold)
        # What a body asks for meanwhile is heard before this, or recalls it: never neither.
        store.take_pen()
        own = _half(row, signature, role)
        if own is None:
            raise DeskError("hold_not_here")
        signed = [_second(one) for one in _of_the_family(refusal) if one.second and one.hold in holds]
        together = [own, *(one for one in signed if one is not None)]
        opened = [one.hold.subject for one in together]
        if any(families.waiting(one.person.subject, but=opened) for one in together):
            must_be_asked_of_return(content)
            before = Context(now=int(time.time()), role="second_line")
            must_be_allowed(judge_person(person_of(own.hold), "refuse", before))
            say(RefusalSigned(signature=signature, role=role), actor=actor.id, about=refusal)
            return False
        now = timezone.now()
        record([said for one in together for said in _statements(one, _receipt(one), now)], actor=actor.id)
        for hold in opened:
            envelopes.leave(None)
            tokens.forget(hold)
    return True


def _of_the_family(refusal: UUID) -> list[RefusalProposal]:
    """The open proposals about others of the family who wait."""
    holds = {one.hold for one in families.waiting(open_proposal(refusal).presentation)}
    return list(RefusalProposal.objects.filter(hold__in=holds, state="open").exclude(subject=refusal).order_by("hold"))


def _half(row: RefusalProposal, second: ActSignature, role: Role) -> _Half | None:
    """None where its token lies elsewhere."""
    content, hold = RefusalPart.model_validate(row.content), row_of(row.hold)
    person, token = Presentation.objects.get(subject=content.presentation), tokens.of(hold)
    if token is None:
        return None
    first = ActSignature.model_validate(row.signature)
    return _Half(row.subject, content, first, second, role, hold, person, token)


def _second(row: RefusalProposal) -> _Half | None:
    """One that two officers signed already. Where the token lies elsewhere, or their conversation goes on, they wait as
    anybody else of the family does: that they are in the way tells nobody why."""
    try:
        unsent.must_not_wait(row.hold)
    except DeskError:
        return None
    assert row.second is not None
    return _half(row, ActSignature.model_validate(row.second["signature"]), row.second["role"])


def _receipt(half: _Half) -> ReceiptPart:
    """Headquarters' word and the guard's, at this moment."""
    must_be_asked_of_return(half.content)
    receipt = receipts.give(half.person, "refuse")
    asked = guarding.of_refusal(half.content, half.first, half.second, half.role, receipt)
    must_be_allowed(judge(guarding.person_of(half.person, half.hold), "refuse", asked))
    if receipt is None:
        raise DeskError("refusal_not_allowed", {"why": (), "would_allow": ()})
    return receipt


def _statements(half: _Half, receipt: ReceiptPart, now: datetime) -> list[Statement]:
    made = RefusalMade(content=half.content, first=half.first, second=half.second, receipt=receipt)
    return [
        Statement(HoldReleased(token=half.token), half.hold.subject, now),
        Statement(PresentationRefused(refusal=half.refusal), half.person.subject, now),
        Statement(made, half.refusal, now),
    ]


def _role(actor: Acting) -> Role:
    return "second_line" if "second_line" in actor.roles else "commander"
