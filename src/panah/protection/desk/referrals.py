"""Referrals at the desk of a body: what it was asked, and its answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.facts import Fact
from panah.protection.desk import returns
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.replies import owed_of
from panah.protection.desk.telling import ALONGSIDE, narrowed, part, said_of
from panah.protection.facts.referrals import Answer, ConsentAcknowledged, ConsentSaid, ReferralAnswered
from panah.protection.models import Referral
from panah.protection.models.referrals import Handover
from panah.safeguards import routes
from panah.safeguards.routes import Answers, Said

STATES = ("new", "acknowledged", "asked", "accepted", "declined")
ANSWERS: tuple[Answer, ...] = ("acknowledged", "accepted", "asked", "declined")
REASONS = ("no_room", "not_our_mandate", "not_our_place", "not_reachable", "language", "unsafe_here", "other")
"""Why a body declines. A need stays a need, whatever the reason."""


onward: list[Callable[[UUID, UUID, Said, Acting], None]] = []
"""Who passes on that consent was taken back or narrowed, to whoever this body asked in turn: called with body,
referral, what the person says now, actor."""


@dataclass(frozen=True)
class ReferralView:
    """A referral with what the clocks and the consents say of it ``now`` (seconds since 1970), reckoned where it is
    asked for: a list goes through far more of them than it shows."""

    row: Referral
    now: int

    @cached_property
    def state(self) -> str:
        """What the body has answered: one of STATES."""
        return state_of(self.row)

    @cached_property
    def late(self) -> bool:
        """Whether an answer is overdue."""
        times = {name: _seconds(getattr(self.row, name)) for name in ("acknowledged", "asked", "accepted", "declined")}
        sent = int(self.row.sent.timestamp())
        return routes.late(self.row.sort, Answers(sent, **times), self.now, urgent=self.row.urgent)

    @property
    def answer_by(self) -> int:
        """Until when the next answer is due."""
        acknowledge, accept = routes.deadline(self.row.sort, int(self.row.sent.timestamp()), urgent=self.row.urgent)
        return accept if self.row.acknowledged else acknowledge

    @cached_property
    def taken_back(self) -> frozenset[str]:
        """The fields that consent doesn't cover any more."""
        return self._owed(()) if self._consented else frozenset()

    @property
    def _consented(self) -> bool:
        """Whether it hangs on consent: a claim never does."""
        return self.row.purpose != routes.CLAIM

    @cached_property
    def owed(self) -> frozenset[str]:
        """Those of them of which the body hasn't confirmed yet that it no longer uses them."""
        return self._owed(self.row.acknowledgements) if self._consented else frozenset()

    def _owed(self, acknowledgements: Sequence[dict[str, Any]]) -> frozenset[str]:
        row = self.row
        sent = int(row.sent.timestamp())
        return owed_of(str(row.reader), row.purpose, row.values, sent, row.consents, acknowledgements, self.now)

    @property
    def values(self) -> dict[str, str]:
        """What was sent, without what the body said that it no longer uses."""
        given_up = self.taken_back - self.owed - {"reference"}
        return {name: value for name, value in self.row.values.items() if name not in given_up}

    @property
    def tells_why(self) -> bool:
        """Whether the words of whoever asked are still for this body."""
        return bool(self.owed) or not self.refused

    @property
    def refused(self) -> bool:
        """Whether the person doesn't want this body's help for this any more."""
        return bool(self.taken_back) and self.taken_back.issuperset(self.row.values)

    @property
    def order(self) -> tuple[bool, bool, bool, float]:
        """What needs an answer first."""
        return (self.state in ("accepted", "declined"), not self.row.urgent, not self.late, self.row.sent.timestamp())


def state_of(row: Handover) -> str:
    """What the body that was asked has answered: one of STATES."""
    return next((name for name in ("accepted", "declined", "asked", "acknowledged") if getattr(row, name)), "new")


def referrals_of(body: UUID) -> list[ReferralView]:
    """All of a body, those that wait first, of these the urgent, of these the late."""
    found = [view_of(row) for row in Referral.objects.for_body(body)]
    return sorted(found, key=lambda one: one.order)


def referral_of(body: UUID, referral: UUID) -> ReferralView:
    """One of them; ProtectionError ``referral_unknown``."""
    row = row_of(body, referral)
    if row is None:
        raise ProtectionError("referral_unknown")
    return view_of(row)


def row_of(body: UUID, referral: UUID | None) -> Referral | None:
    """What a body was asked, or None: nobody asked, or they asked another body."""
    return Referral.objects.for_body(body).filter(subject=referral).first() if referral else None


def answer(body: UUID, referral: UUID, said: Answer, *, reason: str = "", text: str = "", actor: Acting) -> None:
    """Answer the post. ProtectionError ``referral_unknown``, ``referral_answered`` (accepted is accepted),
    ``reason_needed`` (to decline; and a question needs words)."""
    with one_at_a_time(referral):
        view = referral_of(body, referral)
        if view.state == "accepted" or view.state == said:
            raise ProtectionError("referral_answered")
        if said == "declined" and (reason not in REASONS or (reason == "other" and not text.strip())):
            raise ProtectionError("reason_needed")
        if said == "asked" and not text.strip():
            raise ProtectionError("reason_needed")
        fact = ReferralAnswered(answer=said, reason=reason if said == "declined" else "", text=text.strip()[:4000])
        _say(view.row, fact, actor)


def take_back(body: UUID, referral: UUID, how: str, language: str, *, purpose: str = "", actor: Acting) -> None:
    """The person takes consent back at this body, which tells the post; the post tells everybody else. ``purpose``: the
    referral's own, or one that goes along with it.

    ProtectionError ``consent_not_needed`` for a claim, which never hung on it, ``purpose_other``.
    """
    with one_at_a_time(referral):
        row = _of_purpose(body, referral, purpose)
        now = int(timezone.now().timestamp())
        said = Said(purpose=purpose or row.purpose, agreed=False, at=now, how=how, language=language)
        _say_everywhere(row, said, actor)


def narrow(
    body: UUID, referral: UUID, without: Collection[str], until: int | None, how: str, language: str, *,
    purpose: str = "", actor: Acting,
) -> None:  # fmt: skip
    """The person wants less of them told or kept, by everybody: this body tells the post, which tells everybody else.
    ``purpose``: the referral's own, or one that goes along with it.

    ProtectionError ``consent_not_needed`` for a claim, ``limit_needed`` where nothing is excepted,
    ``nothing_to_narrow`` where no yes stands, ``purpose_other``.
    """
    with one_at_a_time(referral):
        row = _of_purpose(body, referral, purpose)
        if not without and until is None:
            raise ProtectionError("limit_needed")
        now = int(timezone.now().timestamp())
        asked = Said(
            purpose=purpose or row.purpose, agreed=True, at=now, without=frozenset(without), until=until, how=how,
            language=language,
        )  # fmt: skip
        left = narrowed(row.consents, str(body), asked, now)
        if left is None:
            raise ProtectionError("nothing_to_narrow")
        _say_everywhere(row, replace(left, recipient=routes.EVERYBODY), actor)


def say_consent(body: UUID, referral: UUID, said: Said, *, actor: Acting) -> None:
    """What the person said to this body about consent: a no counts everywhere, a yes and its exceptions here alone.

    The post learns of it, and tells everybody whom it takes something away from. ProtectionError
    ``consent_not_needed``, ``purpose_other`` where it is about another purpose than the referral's.
    """
    with one_at_a_time(referral):
        row = _of_purpose(body, referral, said.purpose)
        if said.agreed:
            _say(row, ConsentSaid(consent=part(replace(said, recipient=str(body)))), actor)
        else:
            _say_everywhere(row, said, actor)


def _of_purpose(body: UUID, referral: UUID, purpose: str) -> Referral:
    """A referral with which this purpose (its own where none is named) goes along."""
    row = referral_of(body, referral).row
    if row.purpose == routes.CLAIM and purpose not in ALONGSIDE:
        raise ProtectionError("consent_not_needed")
    if purpose not in ("", row.purpose, *ALONGSIDE):
        raise ProtectionError("purpose_other")
    return row


def _say_everywhere(row: Referral, said: Said, actor: Acting) -> None:
    """Tell the post, and whoever was asked in turn, where it is about the help itself."""
    _say(row, ConsentSaid(consent=part(said)), actor)
    if said.purpose == row.purpose:
        for tell in onward:
            tell(row.reader, row.subject, said, actor)


def acknowledge_consent(body: UUID, referral: UUID, *, actor: Acting) -> None:
    """The body confirms that it no longer uses what consent was taken back for. ProtectionError ``nothing_owed``."""
    with one_at_a_time(referral):
        view = referral_of(body, referral)
        if not view.owed:
            raise ProtectionError("nothing_owed")
        now = int(timezone.now().timestamp())
        word = routes.standing(map(said_of, view.row.consents), view.row.purpose, str(body), now)
        if view.refused or word is None:
            word = Said(purpose=view.row.purpose, agreed=False, at=now)
        for tell in onward:
            tell(body, referral, word, actor)
        _say(view.row, ConsentAcknowledged(purpose=view.row.purpose, fields=tuple(sorted(view.owed))), actor)


def _say(row: Referral, fact: Fact, actor: Acting) -> None:
    say_as_body(row.reader, [Statement(fact, row.subject, timezone.now())], to=[row.reply_to], actor=actor.id)
    if row.reply_to in {keyring.node().public, *(one.public for one in keyring.readers())}:
        returns.collect_soon()


def view_of(row: Referral) -> ReferralView:
    """A referral with its clocks and consents as they are now."""
    return ReferralView(row, int(timezone.now().timestamp()))


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
