"""What bodies answer to a post, how the post follows up, and a consent taken back that travels to all who received.

The post learns only whether and when a body answered; of a decline the reason, so that another can be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk import holds
from panah.border.desk.context import Acting
from panah.journal.envelopes.opening import Said as SaidInLetter
from panah.journal.facts import Fact
from panah.protection.desk import ledger, returns, spreading, words_of_help
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Wanted, send
from panah.protection.desk.telling import as_reference, basic_values, part, said_of
from panah.protection.desk.ways import case_of, readable_bodies
from panah.protection.facts.referrals import (
    ConsentAcknowledged,
    ConsentSaid,
    ReferralAnswered,
    ReferralExplained,
)
from panah.safeguards import routes
from panah.safeguards.routes import Answers, Choice, Due, Said


@dataclass(frozen=True, slots=True)
class Count:
    """Referrals of a post in figures. ``late`` are those of the open ones that a body should have answered;
    ``withdrawn`` how many bodies still have to confirm that consent was taken back."""

    open: int
    late: int
    accepted: int
    declined: int
    asked: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A referral that needs somebody at the post: declined, silent for too long, or with a question from the body."""

    id: UUID
    reference: str
    hold: UUID
    body: UUID
    needs: tuple[str, ...]
    purpose: str
    urgent: bool
    sent: int
    due: tuple[Due, ...]
    reason: str
    question: str


def count(post: UUID | None = None) -> Count:
    """The figures of a post, or (None) of the node."""
    now = int(timezone.now().timestamp())
    lines = [one for one in ledger.read().values() if post is None or one["post"] == str(post)]
    waiting = [one for one in lines if one["accepted"] is None and one["declined"] is None]
    return Count(
        open=len(waiting),
        late=sum(bool(_due(one, now)) for one in waiting),
        accepted=sum(one["accepted"] is not None for one in lines),
        declined=sum(one["declined"] is not None for one in lines),
        asked=sum(bool(one["question"]) for one in waiting),
        withdrawn=sum(bool(_owed(one, now)) for one in lines),
    )


def to_follow_up(post: UUID) -> list[FollowUp]:
    """What needs somebody at this post, urgent first."""
    now = int(timezone.now().timestamp())
    found = [
        _follow_up(id, one, now)
        for id, one in ledger.read().items()
        if one["post"] == str(post) and not one["followed"] and (one["question"] or _wants_next(one, now))
    ]
    return sorted(found, key=lambda one: (not one.urgent, one.sent))


def follow_up(post: UUID, referral: UUID) -> FollowUp:
    """One of them; ProtectionError ``referral_unknown``."""
    found = next((one for one in to_follow_up(post) if one.id == referral), None)
    if found is None:
        raise ProtectionError("referral_unknown")
    return found


def reference_of(hold: UUID) -> str:
    """The number on the card of whoever is or was held; empty where nobody was asked."""
    found = [one for one in ledger.read().values() if one["hold"] == str(hold)]
    return str(max(found, key=lambda one: one["sent"])["reference"]) if found else ""


def phones(reference: str) -> list[str]:
    """The telephones of those who were asked under a number, the urgent first; without names."""
    lines = sorted(
        (one for one in ledger.read().values() if one["reference"] == reference), key=lambda one: not one["urgent"]
    )
    known = {str(one.id): one.phone for one in bodies()}
    return list(dict.fromkeys(phone for one in lines if (phone := known.get(one["body"], ""))))


def next_bodies(found: FollowUp, language: str = "") -> list[Choice]:
    """Whom to ask now, best first, without those who were asked already under this number."""
    lines = ledger.read().values()
    asked = {one["body"] for one in lines if one["reference"] == found.reference}
    directory = readable_bodies()
    hold = holds.get(found.hold)
    choices = [
        choice for need in found.needs for choice in routes.choose(directory, case_of(hold, need, language, asked))
    ]
    return list({choice.body: choice for choice in choices}.values())


def ask_next(found: FollowUp, body: UUID, why: str, told: dict[str, str], *, actor: Acting) -> bool:
    """Ask another body too; the first isn't let off. False where the person's consent doesn't cover it.

    ProtectionError ``reason_needed``; DeskError ``hold_released`` and as ``holds.take``.
    """
    if not why.strip():
        raise ProtectionError("reason_needed")
    hold = holds.get(found.hold)
    lines = ledger.read()
    said = [said_of(one) for one in lines[str(found.id)]["consents"]]
    values = basic_values(hold) | {"reference": found.reference} | told
    wanted = [Wanted(need, body, found.purpose, found.urgent, why.strip()) for need in found.needs]
    with transaction.atomic():
        taken = hold.taken_by == actor.id
        went, _kept = send(hold, wanted, said, values, protection=True, taken=taken, actor=actor)
        if went:
            with ledger.changed() as changing:
                changing[str(found.id)]["followed"] = True
    return bool(went)


def explain(found: FollowUp, text: str, *, actor: Acting) -> None:
    """Answer what a body asked. ProtectionError ``reason_needed`` for nothing, ``nobody_reads``."""
    if not text.strip():
        raise ProtectionError("reason_needed")
    with ledger.changed() as lines:
        line = lines[str(found.id)]
        spreading.tell(line, found.id, ReferralExplained(text=text.strip()[:4000]), actor.id)
        line["question"] = ""


def take_back(reference: str, purposes: Sequence[str], how: str, language: str, *, actor: Acting) -> int:
    """The person takes consent back, here: everybody who received anything for it is told, until each confirms.

    Gives how many were told. ProtectionError ``reference_unknown``, ``purpose_needed``.
    """
    if not purposes:
        raise ProtectionError("purpose_needed")
    wanted = as_reference(reference)
    now = int(timezone.now().timestamp())
    with ledger.changed() as lines:
        held = {UUID(one["hold"]) for one in lines.values() if one["reference"] == wanted}
        if not held:
            raise ProtectionError("reference_unknown")
        said = [Said(purpose=purpose, agreed=False, at=now, how=how, language=language) for purpose in purposes]
        told = sum(spreading.spread(lines, wanted, part(one), actor.id) for one in said)
        words_of_help.heard(held, said)
    return told


def narrow(
    reference: str, purposes: Sequence[str], without: Collection[str], until: int | None, how: str, language: str, *,
    actor: Acting,
) -> int:  # fmt: skip
    """The person wants less of them told or kept, here: whoever received anything for it uses the rest alone, or the
    whole no longer than ``until``. It gives nobody anything that they hadn't.

    Gives how many were told. ProtectionError ``reference_unknown``, ``purpose_needed``, ``limit_needed`` where nothing
    is excepted, ``nothing_to_narrow`` where no yes stands.
    """
    if not purposes:
        raise ProtectionError("purpose_needed")
    if not without and until is None:
        raise ProtectionError("limit_needed")
    wanted = as_reference(reference)
    now = int(timezone.now().timestamp())
    with ledger.changed() as lines:
        if not any(one["reference"] == wanted for one in lines.values()):
            raise ProtectionError("reference_unknown")
        said = [
            Said(
                purpose=purpose, agreed=True, at=now, without=frozenset(without), until=until, how=how,
                language=language,
            )
            for purpose in purposes
        ]  # fmt: skip
        told = sum(spreading.narrow(lines, wanted, one, actor.id) for one in said)
    if not told:
        raise ProtectionError("nothing_to_narrow")
    return told


def _heard_answer(said: SaidInLetter, fact: Fact) -> None:
    answer = cast("ReferralAnswered", fact)
    at = int(said.happened.timestamp())
    with ledger.changed() as lines:
        line = lines.get(str(said.subject))
        if line is None:
            return
        line["acknowledged"] = line["acknowledged"] or at
        line["on_paper"] = ""
        if answer.answer != "acknowledged":
            line[answer.answer] = line[answer.answer] or at
        if answer.answer == "accepted":
            line["declined"] = None
        line["reason"] = answer.reason if answer.answer == "declined" else line["reason"]
        if answer.answer == "asked":
            line["question"] = answer.text
        elif answer.answer != "acknowledged" and at >= (line["asked"] or 0):
            # A letter that was heard later than it was written takes no newer question away.
            line["question"] = ""


def _heard_consent(said: SaidInLetter, fact: Fact) -> None:
    """At one body the person took consent back or narrowed it: every other that received anything learns of it."""
    with ledger.changed() as lines:
        line = lines.get(str(said.subject))
        consent = cast("ConsentSaid", fact).consent
        if line is not None and consent.recipient == line["body"]:
            # A word for this body alone is no other's business.
            line["consents"].append(consent.model_dump(mode="json"))
        elif line is not None and consent.agreed:
            # For everybody a body can only narrow: what it says gives no other anything.
            asked = said_of(consent.model_dump())
            spreading.narrow(lines, line["reference"], asked, said.actor, said_by=str(said.subject))
        elif line is not None:
            spreading.spread(lines, line["reference"], consent, said.actor, but=str(said.subject))
            words_of_help.heard([UUID(line["hold"])], [said_of(consent.model_dump())])


def _heard_acknowledgement(said: SaidInLetter, fact: Fact) -> None:
    done = cast("ConsentAcknowledged", fact)
    with ledger.changed() as lines:
        line = lines.get(str(said.subject))
        if line is not None:
            line["acknowledgements"].append(
                {"purpose": done.purpose, "fields": list(done.fields), "at": int(said.happened.timestamp())}
            )


returns.heard |= {
    ReferralAnswered.kind: _heard_answer,
    ConsentSaid.kind: _heard_consent,
    ConsentAcknowledged.kind: _heard_acknowledgement,
}


def owed_of(
    body: str, purpose: str, fields: Iterable[str], sent: int, consents: Sequence[dict[str, Any]],
    acknowledgements: Sequence[dict[str, Any]], now: int,
) -> frozenset[str]:  # fmt: skip
    """The fields a body must not use any more and hasn't confirmed yet."""
    found = routes.owed(
        [said_of(one) for one in consents],
        [routes.Sent(body, purpose, frozenset(fields), sent)],
        [routes.Acknowledged(body, one["purpose"], frozenset(one["fields"]), one["at"]) for one in acknowledgements],
        now,
    )
    return frozenset(name for one in found for name in one.fields)


def _owed(line: dict[str, Any], now: int) -> frozenset[str]:
    return owed_of(
        line["body"], line["purpose"], line["fields"], line["sent"], line["consents"], line["acknowledgements"], now
    )


def _due(line: dict[str, Any], now: int) -> tuple[Due, ...]:
    answers = Answers(line["sent"], line["acknowledged"], line["asked"], line["accepted"], line["declined"])
    return routes.due(line["sort"], answers, now, urgent=line["urgent"])


def _wants_next(line: dict[str, Any], now: int) -> bool:
    return any(one.step in ("next_route", "tell_commander", "escalate") for one in _due(line, now))


def _follow_up(id: str, line: dict[str, Any], now: int) -> FollowUp:
    return FollowUp(
        id=UUID(id), reference=line["reference"], hold=UUID(line["hold"]), body=UUID(line["body"]),
        needs=tuple(line["needs"]), purpose=line["purpose"], urgent=line["urgent"], sent=line["sent"],
        due=_due(line, now), reason=line["reason"], question=line["question"],
    )  # fmt: skip
