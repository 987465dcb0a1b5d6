"""A body's answer that came on paper or by telephone, keyed in at the post by one officer and confirmed by another.

It counts from when it happened. The body is told too: once a line is there, both sides know the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.envelopes import WITH_HOLD
from panah.journal.entries import Source, Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import ledger
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import REASONS
from panah.protection.facts.referrals import Answer, ReferralAnswered

ON_PAPER: tuple[Answer, ...] = ("acknowledged", "accepted", "declined")
"""What can be answered on paper; a question is asked and answered on the telephone at once."""


_PAPER_EXACT = 60
"""A time on paper is exact to the minute."""


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """An answer that waits for a second officer. ``who`` is whoever gave it at the body, by name or number."""

    referral: UUID
    reference: str
    body: str
    answer: str
    reason: str
    happened: datetime
    who: str
    keyed_by: UUID


def key_in(
    post: UUID, referral: UUID, answer: str, happened: datetime, who: str, *, reason: str = "", actor: Acting
) -> None:
    """Key an answer in. ``happened`` is aware: when the body gave it.

    ProtectionError ``referral_unknown``, ``referral_answered`` (also by paper that waits), ``answer_unknown``,
    ``reason_needed`` (to decline; and who gave the answer), ``in_future``, ``before_sent``.
    """
    if answer not in ON_PAPER:
        raise ProtectionError("answer_unknown")
    if not who.strip() or (answer == "declined" and reason not in REASONS):
        raise ProtectionError("reason_needed")
    at = int(happened.timestamp())
    if happened > timezone.now():
        raise ProtectionError("in_future")
    with ledger.changed() as lines:
        line = _line(lines, post, referral)
        if line.get("answer_on_paper") or _is_answered(line, answer, at):
            raise ProtectionError("referral_answered")
        if at < line["sent"] - _PAPER_EXACT:
            raise ProtectionError("before_sent")
        at = max(at, line["sent"])
        line["answer_on_paper"] = {
            "answer": answer, "reason": reason if answer == "declined" else "", "at": at, "who": who.strip()[:200],
            "by": str(actor.id),
        }  # fmt: skip


def waiting(post: UUID) -> list[PaperAnswer]:
    """Those of a post that wait for a second officer, the oldest first."""
    names = {str(one.id): one.name for one in bodies()}
    found = [
        _view(id, line, names)
        for id, line in ledger.read().items()
        if line["post"] == str(post) and line.get("answer_on_paper")
    ]
    return sorted(found, key=lambda one: (one.happened, one.referral))


def confirm(post: UUID, referral: UUID, *, actor: Acting) -> None:
    """Another officer has seen the paper, or called: from now on it counts, since it happened, and the body is told.

    ProtectionError ``referral_unknown`` where nothing waits, ``same_officer``, ``nobody_reads``, ``referral_answered``
    where the body itself said otherwise meanwhile: no paper undoes that.
    """
    with ledger.changed() as lines:
        line = _line(lines, post, referral)
        kept = line.get("answer_on_paper")
        if not kept:
            raise ProtectionError("referral_unknown")
        if kept["by"] == str(actor.id):
            raise ProtectionError("same_officer")
        answer, at = kept["answer"], kept["at"]
        if _is_answered(line, answer, at):
            raise ProtectionError("referral_answered")
        _tell(line, referral, kept, actor)
        line["acknowledged"] = line["acknowledged"] or at
        line[answer] = line[answer] or at
        if answer == "accepted":
            line["declined"] = None
        line["reason"] = kept["reason"] or line["reason"]
        if answer != "acknowledged" and (line["asked"] or 0) < at:
            line["question"] = ""
        line["on_paper"], line["answer_on_paper"] = "", None


def reject(post: UUID, referral: UUID, *, actor: Acting) -> None:
    """What was keyed in isn't what the paper says, or was a slip: it never counted. ProtectionError
    ``referral_unknown``."""
    with ledger.changed() as lines:
        line = _line(lines, post, referral)
        if not line.get("answer_on_paper"):
            raise ProtectionError("referral_unknown")
        line["answer_on_paper"] = None


def _is_answered(line: dict[str, Any], answer: str, at: int) -> bool:
    """Accepted is accepted, and who declined since the paper was written hasn't accepted by it."""
    return line["accepted"] is not None or line.get(answer) is not None or (line["declined"] or 0) >= at


def _tell(line: dict[str, Any], referral: UUID, kept: dict[str, Any], actor: Acting) -> None:
    body = next((one for one in bodies() if str(one.id) == line["body"]), None)
    if body is None or not body.key:
        raise ProtectionError("nobody_reads", {"body": body.name if body else "–"})
    fact = ReferralAnswered(answer=cast(Answer, kept["answer"]), reason=kept["reason"], text=kept["who"])
    happened = datetime.fromtimestamp(kept["at"], timezone.get_current_timezone())
    statement = Statement(fact, referral, happened, Source.PAPER)
    envelope = letter([statement], to=[body.key], actor=actor.id, at_least=WITH_HOLD)
    keep([envelope])
    line.setdefault("envelopes", []).append(str(envelope.subject))


def _line(lines: ledger.Referrals, post: UUID, referral: UUID) -> dict[str, Any]:
    line = lines.get(str(referral))
    if line is None or line["post"] != str(post):
        raise ProtectionError("referral_unknown")
    return line


def _view(id: str, line: dict[str, Any], names: dict[str, str]) -> PaperAnswer:
    kept = line["answer_on_paper"]
    return PaperAnswer(
        referral=UUID(id),
        reference=line["reference"],
        body=names.get(line["body"], "–"),
        answer=kept["answer"],
        reason=kept["reason"],
        happened=datetime.fromtimestamp(kept["at"], timezone.get_current_timezone()),
        who=kept["who"],
        keyed_by=UUID(kept["by"]),
    )
