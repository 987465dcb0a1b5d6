"""From a conversation to the bodies that must help: who is asked for what, with the least they need, as consented."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import envelopes, holds
from panah.border.desk.context import Acting
from panah.border.desk.holds import HoldView
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.protection.desk import ledger, notes, slips, talks, words_of_help
from panah.protection.desk.bodies import MONITOR, BodyView, bodies, competent
from panah.protection.desk.matters import letter_at_hold
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.talks import Conversation
from panah.protection.desk.telling import ALONGSIDE, in_order, new_reference, part, values_of
from panah.protection.desk.ways import protected, ways_for
from panah.protection.facts.referrals import ReferralSent
from panah.protection.facts.vital import ConsentOverridden
from panah.safeguards import routes
from panah.safeguards.routes import CLAIM, Override, Said


@dataclass(frozen=True, slots=True)
class Wanted:
    """A body to ask for a need, for a purpose. ``why`` in the officer's words where it isn't the one proposed."""

    need: str
    body: UUID
    purpose: str
    urgent: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """What the officer decided beside the needs: whom to ask, what the person consented to, what they said for it."""

    wanted: tuple[Wanted, ...]
    said: tuple[Said, ...]
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it: the number on the person's card, what was sent, and what wasn't for want of consent."""

    reference: str
    sent: tuple[tuple[UUID, str], ...]
    kept_back: tuple[tuple[UUID, str], ...]
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overridden:
    """Consent overridden for somebody's vital interests: for the rules, as a word among the consents that ends by
    itself, and as the fact for the body and the monitors."""

    rule: Override
    word: Said
    fact: ConsentOverridden


def refer(conversation: Conversation, added: Sequence[str], remark: str, sending: Sending, *, actor: Acting) -> Sent:
    """Hand over, and ask every body wanted, each with the least fields that consent covers: all or nothing.

    A claim goes to the body competent for it whatever was consented to or chosen. ProtectionError
    ``nothing_to_hand_over`` where there is neither a matter nor anybody to ask, ``body_unknown``, ``reason_needed``
    (another body than proposed), and what ``hand_over`` raises.
    """
    with transaction.atomic():
        conversation = talks.stand_still(conversation, actor=actor)
        categories = talks.matters_of(conversation, added)
        wanted = _complete(conversation, added, sending)
        if not categories and not wanted:
            raise ProtectionError("nothing_to_hand_over")
        reference = new_reference()
        values = values_of(conversation, sending.told, sending.said) | {"reference": reference}
        letters, sent, kept_back = _letters(
            conversation.hold,
            wanted,
            sending.said,
            values,
            protection=protected(categories),
            decides=_deciding(categories, conversation.hold.post),
            actor=actor,
        )
        if categories:
            talks.hand_over(conversation, added, remark, letters=letters, actor=actor)
        else:
            notes.destroy(conversation.id)
            if letters and conversation.late is None:
                holds.pass_on(conversation.hold.id, actor=actor, letters=letters)
            elif letters:
                envelopes.leave_when_passing(letters)
        words_of_help.heard([conversation.hold.id], sending.said)
    return Sent(reference, tuple(sent), tuple(kept_back), categories)


def send(
    hold: HoldView,
    wanted: Sequence[Wanted],
    said: Sequence[Said],
    values: Mapping[str, str],
    *,
    protection: bool,
    taken: bool,
    actor: Acting,
    overridden: Overridden | None = None,
) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """Ask these bodies, one referral for each body and purpose, and pass the person on once; gives what went and what
    consent kept back.

    ``taken``: the officer has the hold now. ``overridden``: consent is overridden for one of them, which is told so.
    Within a transaction.
    """
    letters, went, kept = _letters(
        hold, wanted, said, values, protection=protection, actor=actor, overridden=overridden
    )
    if letters:
        if not taken:
            holds.take(hold.id, actor=actor)
        holds.pass_on(hold.id, actor=actor, letters=letters)
    return went, kept


def _letters(
    hold: HoldView,
    wanted: Sequence[Wanted],
    said: Sequence[Said],
    values: Mapping[str, str],
    *,
    protection: bool,
    decides: Collection[tuple[UUID, str]] = (),
    actor: Acting,
    overridden: Overridden | None = None,
) -> tuple[list[Statement], list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """The letters to the bodies, written into the ledger as sent; what goes, and what consent keeps back. ``decides``:
    which bodies are told of which matters beside it."""
    now = timezone.now()
    letters: list[Statement] = []
    known = {one.id: one for one in bodies()}
    went: list[tuple[UUID, str]] = []
    kept: list[tuple[UUID, str]] = []
    with ledger.changed() as lines:
        for (body, purpose), needs in _grouped(wanted).items():
            view = known.get(body)
            if view is None:
                raise ProtectionError("body_unknown")
            fields = routes.may_send(
                said,
                kind=view.sort,
                recipient=str(body),
                purpose=purpose,
                now=int(now.timestamp()),
                protection=protection,
                override=overridden.rule if overridden and overridden.rule.recipient == str(body) else None,
            )
            if not fields:
                kept.append((body, purpose))
                continue
            words = [*said, overridden.word] if overridden else said
            fact = _fact(hold, view, purpose, needs, words, {name: values.get(name, "") for name in fields}, decides)
            statement = Statement(fact, referral := uuid4(), now)
            also = [Statement(overridden.fact, referral, now)] if overridden else []
            envelope = letter_at_hold([statement, *also], [view], actor=actor)
            letters.append(envelope)
            monitors = [one for one in known.values() if one.sort == MONITOR and one.key]
            if also and monitors:
                letters.append(letter_at_hold(also, monitors, actor=actor))
            line = ledger.opened(
                values["reference"], hold=hold.id, post=hold.post, body=body, sort=view.sort, purpose=purpose
            )
            lines[str(referral)] = line | {
                "needs": [one.need for one in needs],
                "fields": sorted(fact.values),
                "urgent": fact.urgent,
                "sent": int(now.timestamp()),
                "consents": [one.model_dump(mode="json") for one in fact.consents],
                "envelopes": [str(envelope.subject)],
                "on_paper": slips.written(statement, view.key, actor.id),
            }
            went.append((body, purpose))
    return letters, went, kept


def _fact(
    hold: HoldView,
    body: BodyView,
    purpose: str,
    needs: Sequence[Wanted],
    said: Sequence[Said],
    values: dict[str, str],
    decides: Collection[tuple[UUID, str]],
) -> ReferralSent:
    urgent = any(one.urgent for one in needs)
    if "urgent" in values:
        values["urgent"] = " ".join(one.need for one in needs if one.urgent)
    if "needs" in values:
        values["needs"] = " ".join(one.need for one in needs)
    # Whoever decides about one of these needs is told of it as a matter, too, and has to know that both are one.
    deciding = any((body.id, route.guard) in decides for one in needs if (route := routes.routes().get(one.need)))
    # What a body is competent for it knows anyway; what else the person needs is sent only where it is a least field.
    return ReferralSent(
        sort=body.sort,
        purpose=purpose,
        needs=tuple(one.need for one in needs),
        urgent=urgent,
        reference=values.get("reference", ""),
        values=in_order(values),
        consents=tuple(
            part(one) for one in said if one.recipient in ("", str(body.id)) and one.purpose in (purpose, *ALONGSIDE)
        ),
        post=hold.post,
        hold=hold.id if purpose == CLAIM or deciding else None,
        why=" ".join(dict.fromkeys(one.why for one in needs if one.why)),
        reply_to=keyring.node().public,
    )


def _deciding(categories: Iterable[str], post: UUID) -> set[tuple[UUID, str]]:
    """Which bodies are told of matters of these categories, each with its own."""
    told = ((competent(category, post), category) for category in categories)
    return {(body.id, category) for body, category in told if body is not None}


def _complete(conversation: Conversation, added: Sequence[str], sending: Sending) -> list[Wanted]:
    """What is wanted, with every claim that nobody may leave out."""
    proposed = ways_for(conversation, sending.said, "", added)
    chosen = list(sending.wanted)
    for way in proposed:
        if (
            way.leg.purpose == CLAIM
            and way.body
            and way.body not in {str(one.body) for one in chosen if one.need == way.leg.need}
        ):
            chosen.append(Wanted(way.leg.need, UUID(way.body), CLAIM, way.leg.urgent))
    first = {(way.leg.need, choice.body) for way in proposed for choice in way.choices[:1]}
    needs = {way.leg.need for way in proposed}
    for one in chosen:
        if one.purpose != CLAIM and one.need in needs and (one.need, str(one.body)) not in first and not one.why:
            raise ProtectionError("reason_needed")
    return chosen


def _grouped(wanted: Sequence[Wanted]) -> dict[tuple[UUID, str], list[Wanted]]:
    found: dict[tuple[UUID, str], list[Wanted]] = {}
    for one in sorted(wanted, key=lambda one: not one.urgent):
        found.setdefault((one.body, one.purpose), []).append(one)
    return found
