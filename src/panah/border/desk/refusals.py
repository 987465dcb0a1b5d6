"""Refusing entry (S1, S2): proposed by one officer, signed by another (``second_signature``), with nothing open.

Every step asks the guard anew. What it says, and what would allow the act, goes to the officer as codes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Count
from django.utils import timezone

from panah.border.desk import envelopes, families, guarding, headquarters, noticing, receipts, tokens, unsent
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.desk.holds import get as get_hold
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post
from panah.border.facts.holds import HoldReleased
from panah.border.facts.refusals import (
    PresentationWithdrew,
    RefusalDeclined,
    RefusalPart,
    RefusalProposed,
)
from panah.border.models import Hold, Presentation, Refusal, RefusalProposal, Withdrawal
from panah.border.rules.refusals import digest_of
from panah.journal import store
from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.people import acts
from panah.people.act_signature import ActSignature
from panah.safeguards import refusals
from panah.safeguards.guard import people
from panah.safeguards.guard.answers import Verdict
from panah.safeguards.guard.context import Context, Conversation
from panah.safeguards.guard.judging import judge, judge_person

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A refusal that waits for another officer, or what became of it; ``over`` where the person waits no longer.
    ``second_by`` has signed too, while others of the family wait."""

    id: UUID
    content: RefusalPart
    signature: ActSignature
    second_by: UUID | None
    proposed: datetime
    proposed_by: UUID
    state: str
    ended: datetime | None
    ended_by: UUID | None
    reason: str

    @property
    def digest(self) -> str:
        """What both sign."""
        return digest_of(self.content)


def verdict(hold: UUID, act: str = "refuse", *, plainly_adult: bool = False) -> Verdict:
    """What in the person's own situation stands against a refusal, or another way back, before a form is shown."""
    row = row_of(hold)
    unsent.must_not_wait(hold)
    person = guarding.person_of(Presentation.objects.get(subject=row.presentation), row, plainly_adult=plainly_adult)
    return judge_person(person, act, Context(now=int(time.time()), role="second_line"))


def propose(content: RefusalPart, signature: ActSignature, *, actor: Acting) -> UUID:
    """One officer's half. DeskError ``refusal_not_allowed`` with the guard's reasons, ``hold_taken_by_other``,
    ``refusal_waits`` where one waits already, ``signature_wrong``, ``ground_unknown``, ``advisory_unheard``,
    ``refusal_not_heard``."""
    good = _checked(content)
    presentation = Presentation.objects.get(subject=good.presentation)
    with one_at_a_time(content.hold):
        hold = row_of(content.hold)
        if hold.taken_by != actor.id:
            raise DeskError("hold_taken_by_other" if hold.taken_by else "hold_not_taken")
        if RefusalProposal.objects.filter(hold=content.hold, state="open").exists():
            raise DeskError("refusal_waits")
        must_be_signed(signature, good, actor)
        unsent.must_not_wait(content.hold)
        must_be_allowed(judge_person(person_of(hold), "refuse", Context(now=int(time.time()), role="second_line")))
        if not (good.asked_alone and good.asked_fear):
            raise DeskError("refusal_not_heard")
        must_be_asked_of_return(good)
        refusal = uuid4()
        say(RefusalProposed(content=good, signature=signature), actor=actor.id, about=refusal)
        headquarters.ask(presentation, "refuse", actor=actor.id)
    return refusal


def decline(refusal: UUID, reason: str, *, actor: Acting) -> None:
    """The other officer says no, or the proposing one takes it back. The person waits on, under the same clock."""
    said = text(reason, "reason", LONGEST_REASON)
    if not said:
        raise DeskError("reason_needed")
    with one_at_a_time(open_proposal(refusal).hold):
        open_proposal(refusal)
        say(RefusalDeclined(reason=said), actor=actor.id, about=refusal)


def withdraw(hold: UUID, said: PresentationWithdrew, *, actor: Acting) -> None:
    """The person goes back of their own will: asked alone whether they fear to, in a language they understand."""
    with one_at_a_time(hold):
        row = row_of(hold)
        if row.taken_by != actor.id:
            raise DeskError("hold_taken_by_other" if row.taken_by else "hold_not_taken")
        unsent.must_not_wait(hold)
        store.take_pen()
        token = tokens.of(row)
        if token is None or receipts.is_open_unseen(Presentation.objects.get(subject=row.presentation)):
            raise DeskError("hold_not_here")
        words = text(said.own_words, "own_words", LONGEST_REMARK)
        context = Context(
            now=int(time.time()),
            role="second_line",
            conversation=Conversation(said.language, understood=True),
            alone=said.asked_alone and said.asked_fear,
            own_words=bool(words),
        )
        must_be_allowed(judge(person_of(row), "withdraw_at_line", context))
        now = timezone.now()
        record(
            [
                Statement(HoldReleased(token=token), hold, now),
                Statement(said.model_copy(update={"own_words": words}), row.presentation, now),
            ],
            actor=actor.id,
        )
        envelopes.leave(None)
        tokens.forget(hold)


def made_of(presentations: Iterable[UUID]) -> list[Refusal]:
    """Refusals of somebody, the newest first."""
    return list(Refusal.objects.filter(presentation__in=list(presentations)).order_by("-made", "subject"))


def went_back(presentations: Iterable[UUID]) -> list[Withdrawal]:
    """Where somebody went back of their own will, the newest first."""
    return list(Withdrawal.objects.filter(subject__in=list(presentations)).order_by("-at", "subject"))


def get(refusal: UUID) -> Proposal:
    """A proposal, whatever became of it; DeskError ``refusal_unknown``."""
    row = RefusalProposal.objects.filter(subject=refusal).first()
    if row is None:
        raise DeskError("refusal_unknown")
    return _view(row)


def made(refusal: UUID) -> Refusal | None:
    """The refusal itself, once it was made."""
    return Refusal.objects.filter(subject=refusal).first()


def made_with(one: Refusal) -> list[Refusal]:
    """Who else of the family was refused with the same signature (S12)."""
    return list(
        Refusal.objects.filter(made=one.made, presentation__in=families.of(one.presentation)).order_by("subject")
    )


def of_hold(hold: UUID) -> Proposal | None:
    """The proposal that waits, or the newest one about this hold."""
    row = RefusalProposal.objects.filter(hold=hold).order_by("-proposed").first()
    return None if row is None else _view(row)


def waiting() -> list[Proposal]:
    """Those that wait for another officer's signature, at all posts, the oldest first."""
    found = (_view(row) for row in RefusalProposal.objects.filter(state="open").order_by("proposed", "subject"))
    return [one for one in found if one.state == "open"]


def by_ground(since: datetime, until: datetime) -> list[tuple[UUID, str, str, int]]:
    """How many were refused at each post, on which ground, and told in which language: the most first."""
    rows = Refusal.objects.filter(made__gte=since, made__lt=until).values_list("post", "ground", "language")
    return list(rows.annotate(count=Count("subject")).order_by("-count", "ground", "language"))


def _is_over(row: RefusalProposal) -> bool:
    """Whether the person isn't waiting any more: admitted, or gone back of their own will."""
    held = Hold.objects.filter(subject=row.hold, released=None).exists()
    return not held or Presentation.objects.filter(subject=row.content["presentation"], outcome="crossed").exists()


def _view(row: RefusalProposal) -> Proposal:
    return Proposal(
        id=row.subject,
        content=RefusalPart.model_validate(row.content),
        signature=ActSignature.model_validate(row.signature),
        second_by=None if row.second is None else ActSignature.model_validate(row.second["signature"]).staff,
        proposed=row.proposed,
        proposed_by=row.proposed_by,
        state="over" if row.state == "open" and _is_over(row) else row.state,
        ended=row.ended,
        ended_by=row.ended_by,
        reason=row.reason,
    )


def open_proposal(refusal: UUID) -> RefusalProposal:
    """A proposal that waits for a signature; DeskError ``refusal_unknown``, ``refusal_ended``."""
    row = RefusalProposal.objects.filter(subject=refusal).first()
    if row is None:
        raise DeskError("refusal_unknown")
    if row.state != "open":
        raise DeskError("refusal_ended")
    return row


def row_of(hold: UUID) -> Hold:
    """A hold that isn't over, as its row; DeskError ``hold_released``."""
    view = get_hold(hold)
    if view.released is not None:
        raise DeskError("hold_released")
    return Hold.objects.get(subject=view.id)


def _checked(content: RefusalPart) -> RefusalPart:
    if not refusals.in_law(post(content.post).country, content.ground):
        raise DeskError("ground_unknown")
    good = content.model_copy(
        update={
            "facts": text(content.facts, "facts", LONGEST_REMARK),
            "facts_told": text(content.facts_told, "facts_told", LONGEST_REMARK),
            "own_words": text(content.own_words, "own_words", LONGEST_REMARK),
            "interpreter": text(content.interpreter, "interpreter", 40),
        }
    )
    if not good.facts:
        raise DeskError("facts_needed")
    return good


def must_be_asked_of_return(content: RefusalPart) -> None:
    """Whoever a refusal would send where UNHCR asks that nobody be forced to return was asked about that country."""
    person = Presentation.objects.get(subject=content.presentation)
    if not set(content.advisories).issuperset(noticing.countries_of(noticing.before_sending_back(person))):
        raise DeskError("advisory_unheard")


def must_be_signed(signature: ActSignature, content: RefusalPart, actor: Acting) -> None:
    """DeskError ``signature_wrong``: one's own, and over this content."""
    if signature.staff != actor.id or signature.digest != digest_of(content) or not acts.holds(signature):
        raise DeskError("signature_wrong")


def must_be_allowed(said: Verdict) -> None:
    """DeskError ``refusal_not_allowed`` with the guard's reasons."""
    if not said.allowed:
        raise DeskError("refusal_not_allowed", {"why": said.why, "would_allow": said.would_allow})


def person_of(hold: Hold) -> people.Person:
    """Whoever waits under a hold, as the guard sees them."""
    return guarding.person_of(Presentation.objects.get(subject=hold.presentation), hold)
