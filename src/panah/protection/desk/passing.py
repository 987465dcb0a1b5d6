"""A body hands somebody over to another body itself: with the least, as consented, sealed to the other alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.envelopes import WITH_HOLD
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.matters import at_home, say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.replies import owed_of
from panah.protection.desk.telling import ALONGSIDE, new_reference, part
from panah.protection.facts.passing import ReferralPassedOn
from panah.protection.facts.referrals import ConsentSaid, ReferralExplained, ReferralSent
from panah.protection.models.passing import PassedOn
from panah.safeguards import routes
from panah.safeguards.routes import CLAIM, Said

FILLED_IN = frozenset({"reference", "needs", "urgent"})
"""Fields that follow from the rest of a referral, and aren't given."""

# Everything said in a letter has to fit into it, whatever its letters take in UTF-8.
MOST_BYTES = 60_000


@dataclass(frozen=True, slots=True)
class Handing:
    """What a body wants to hand over: to whom, for which needs and purpose, and what it tells. ``said`` is what the
    person said about consent."""

    to: UUID
    purpose: str
    needs: tuple[str, ...]
    urgent: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    reference: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that stands against a hand-over: where, and a code."""

    at: str
    code: str


@dataclass
class NotAllowedError(Exception):
    """A hand-over isn't possible like this; nothing was sent."""

    wrong: tuple[Wrong, ...]


def check(handing: Handing, now: int) -> tuple[Wrong, ...]:
    """What stands against it; empty if it may go. ``now`` in seconds since 1970 (UTC)."""
    try:
        to = body_view(handing.to)
    except ProtectionError:
        return (Wrong("to", "body_unknown"),)
    if to.never_told:
        # What this body knows of a person is a question of protection until somebody competent says otherwise.
        return (Wrong("to", "never_for_protection"),)
    if not to.key or not to.works:
        return (Wrong("to", "nobody_reads"),)
    found = [Wrong(f"needs.{at}", "need_unknown") for at, need in enumerate(handing.needs) if need not in to.needs]
    least = routes.least_fields().get((to.sort, handing.purpose))
    if least is None:
        return (*found, Wrong("purpose", "purpose_not_for_body"))
    found += [
        Wrong(f"values.{name}", "field_filled_in" if name in FILLED_IN else "field_not_allowed")
        for name in sorted(handing.values)
        if name in FILLED_IN or name not in least
    ]
    given = [name for name in sorted(handing.values) if name in least]
    allowed = _allowed(handing, to, now)
    if not allowed:
        found.append(Wrong("consents", "consent_missing"))
    else:
        found += [Wrong(f"values.{name}", "field_not_consented") for name in given if name not in allowed]
    if sum(len(value.encode()) for value in (*handing.values.values(), handing.why)) > MOST_BYTES:
        found.append(Wrong("values", "too_long"))
    return tuple(found)


def reachable(to: BodyView) -> bool:
    """Whether somebody can be handed over to this body at all."""
    return to.may_be_told and to.works


def hand_over(body: UUID, handing: Handing, *, actor: Acting) -> PassedOn:
    """Send it. Raises NotAllowedError with everything that stands against it; ProtectionError ``body_not_here``."""
    own = at_home().get(body)
    if own is None:
        raise ProtectionError("body_not_here")
    now = timezone.now()
    if wrong := check(handing, int(now.timestamp())):
        raise NotAllowedError(wrong)
    to = body_view(handing.to)
    referral = uuid4()
    fields = _allowed(handing, to, int(now.timestamp()))
    filled = {
        "reference": handing.reference or new_reference(),
        "needs": " ".join(handing.needs),
        "urgent": " ".join(handing.needs) if handing.urgent else "",
    }
    values = {name: value for name, value in sorted({**handing.values, **filled}.items()) if value and name in fields}
    consents = tuple(part(one) for one in handing.said if one.purpose in (handing.purpose, *ALONGSIDE))
    sent = ReferralSent(
        sort=to.sort,
        purpose=handing.purpose,
        needs=handing.needs,
        urgent=handing.urgent,
        reference=filled["reference"],
        values=values,
        consents=consents,
        post=body,
        why=handing.why,
        reply_to=own.public,
    )
    passed = ReferralPassedOn(
        to=to.id,
        sort=to.sort,
        purpose=handing.purpose,
        needs=handing.needs,
        urgent=handing.urgent,
        reference=filled["reference"],
        fields=tuple(values),
        consents=consents,
    )
    with transaction.atomic():
        outwards = letter([Statement(sent, referral, now)], to=[to.key], actor=actor.id, at_least=WITH_HOLD)
        inwards = letter([Statement(passed, referral, now)], to=[own.public], actor=actor.id, at_least=WITH_HOLD)
        keep([outwards, inwards])
    return handed_over(body, referral)


def handed_over(body: UUID, referral: UUID) -> PassedOn:
    """One that this body sent; ProtectionError ``referral_unknown``."""
    row = PassedOn.objects.for_body(body).filter(subject=referral).first()
    if row is None:
        raise ProtectionError("referral_unknown")
    return row


def all_handed_over(body: UUID) -> Sequence[PassedOn]:
    """All that this body sent, the newest first."""
    return list(PassedOn.objects.for_body(body).order_by("-sent", "subject"))


def explain(body: UUID, referral: UUID, text: str, *, actor: Acting) -> None:
    """Answer what the other body asked. ProtectionError ``reason_needed`` for nothing, ``nothing_asked``."""
    with one_at_a_time(referral):
        row = handed_over(body, referral)
        if not text.strip():
            raise ProtectionError("reason_needed")
        if not row.question:
            raise ProtectionError("nothing_asked")
        fact = ReferralExplained(text=text.strip()[:4000])
        say_as_body(body, [Statement(fact, referral, timezone.now())], to=[_key(row)], actor=actor.id)


def say_consent(body: UUID, referral: UUID, said: Said, *, actor: Acting) -> None:
    """What the person now says to the body that handed them over; the other body is told.

    ProtectionError ``consent_not_needed`` for a claim, ``purpose_other``.
    """
    with one_at_a_time(referral):
        row = handed_over(body, referral)
        if row.purpose == CLAIM and said.purpose not in ALONGSIDE:
            raise ProtectionError("consent_not_needed")
        if said.purpose not in (row.purpose, *ALONGSIDE):
            raise ProtectionError("purpose_other")
        fact = ConsentSaid(consent=part(said))
        say_as_body(body, [Statement(fact, referral, timezone.now())], to=[_key(row)], actor=actor.id)


def owed(row: PassedOn, now: int) -> frozenset[str]:
    """The fields the other body must not use any more and hasn't confirmed yet."""
    sent = int(row.sent.timestamp())
    return owed_of(str(row.to), row.purpose, row.fields, sent, row.consents, row.acknowledgements, now)


def _allowed(handing: Handing, to: BodyView, now: int) -> frozenset[str]:
    return routes.may_send(
        handing.said, kind=to.sort, recipient=str(to.id), purpose=handing.purpose, now=now, protection=True
    )


def _key(row: PassedOn) -> str:
    to = body_view(row.to)
    if not to.key:
        raise ProtectionError("nobody_reads", {"body": to.name})
    return to.key
