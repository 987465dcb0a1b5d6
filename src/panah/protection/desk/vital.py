"""Telling a body without consent, to protect somebody's life or limb (S7): an officer asks, a commander signs.

Only where the person can't be asked, only bodies that help at once, only for some hours, and never where they said no.
The body sees that it was told so, by whom and until when; the monitors are told at the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import get_args
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import holds, persons
from panah.border.desk.context import Acting, Actor, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.journal.facts import canonical
from panah.people import acts
from panah.people.act_signature import ActSignature
from panah.protection.desk import ledger, referring, replies, returns, talks, telling, vital_asks, words_of_help
from panah.protection.desk.bodies import BodyView, bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Overridden, Wanted
from panah.protection.facts.vital import ConsentOverridden, Ground, OverridePart
from panah.protection.keeping_times import keeping_times
from panah.protection.models import VitalAsk
from panah.protection.models.vital import Overridden as Row
from panah.safeguards import routes
from panah.safeguards.routes import Override, Said

GROUNDS: tuple[str, ...] = get_args(Ground)
PURPOSE = words_of_help.PURPOSE


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for a commander. ``values`` are the fields that would go, as the body needs them."""

    id: UUID
    hold: UUID
    content: OverridePart
    body: BodyView
    values: Mapping[str, str]
    at: datetime

    @property
    def digest(self) -> str:
        """What the commander signs."""
        return sha256(canonical(self.content.model_dump(mode="json"))).hexdigest()

    @property
    def hours(self) -> int:
        """How long the body may use it."""
        return routes.body_kinds()[self.body.sort].vital_hours


def reachable() -> list[BodyView]:
    """The bodies that may be told so at all."""
    return [one for one in bodies() if one.may_be_told and one.works and routes.body_kinds()[one.sort].vital_hours]


def ask(hold: UUID, body: UUID, need: str, ground: str, reason: str, told: Mapping[str, str], *, actor: Acting) -> UUID:
    """Ask a commander of the post. Gives what waits.

    DeskError as ``talks.open_at``; ProtectionError ``vital_never`` (not a body that helps at once), ``need_unknown``,
    ``reason_needed``, ``vital_refused`` (the person said no), ``vital_not_needed`` (they said yes).
    """
    conversation = talks.open_at(hold, actor=actor)
    to = next((one for one in reachable() if one.id == body), None)
    if to is None:
        raise ProtectionError("vital_never")
    if need not in to.needs:
        raise ProtectionError("need_unknown")
    if ground not in GROUNDS or not reason.strip():
        raise ProtectionError("reason_needed")
    _not_answered(conversation, body)
    forget_old()
    id = uuid4()
    content = OverridePart(
        ask=id, post=conversation.hold.post, to=body, need=need, ground=ground, reason=reason.strip()[:1000],  # type: ignore[arg-type]  # one of GROUNDS
        asked_by=actor.id,
    )  # fmt: skip
    values = dict(telling.values_of(conversation, told))
    vital_asks.keep(id, content.post, {"hold": str(hold), "content": content.model_dump(mode="json"), "values": values})
    return id


def waiting(post: UUID) -> list[Asked]:
    """What waits at a post, the oldest first."""
    forget_old()
    return [found for row in VitalAsk.objects.filter(post=post).order_by("at", "id") if (found := _view(row))]


def get(post: UUID, ask: UUID) -> Asked:
    """One of them; ProtectionError ``vital_unknown``."""
    row = VitalAsk.objects.filter(post=post, pk=ask, at__gt=timezone.now() - keeping_times().vital_ask).first()
    found = _view(row) if row else None
    if found is None:
        raise ProtectionError("vital_unknown")
    return found


def confirm(post: UUID, ask: UUID, signature: ActSignature, *, actor: Acting) -> None:
    """The commander signs: the body and the monitors are told.

    ProtectionError ``vital_unknown``, ``same_officer``, ``signature_wrong``, ``vital_refused``; DeskError
    ``hold_released``, ``hold_taken_by_other`` where a third officer has the person now.
    """
    with one_at_a_time(ask):
        found = get(post, ask)
        if found.content.asked_by == actor.id:
            raise ProtectionError("same_officer")
        if signature.staff != actor.id or signature.digest != found.digest or not acts.holds(signature):
            raise ProtectionError("signature_wrong")
        _not_refused(found.hold, found.body.id)
        hold = holds.get(found.hold)
        if hold.released is not None:
            raise DeskError("hold_released")
        who: Acting = actor
        if hold.taken_by == found.content.asked_by:
            # The person stays that officer's: it goes in the envelope of passing on what the officer has.
            who = Actor(found.content.asked_by, frozenset({"second_line"}))
        now = timezone.now()
        wanted = Wanted(found.content.need, found.body.id, PURPOSE, urgent=True, why=found.content.reason)
        values = {**found.values, "reference": replies.reference_of(hold.id) or telling.new_reference()}
        with transaction.atomic():
            referring.send(
                hold, [wanted], _said(found.hold), values, protection=True, taken=hold.taken_by == who.id, actor=who,
                overridden=_overridden(found, signature, actor, now),
            )  # fmt: skip
            VitalAsk.objects.filter(pk=ask).delete()


def decline(post: UUID, ask: UUID, *, actor: Acting) -> None:
    """The commander says no; what was asked is forgotten. ProtectionError ``vital_unknown``, ``same_officer`` is none:
    whoever asked may take it back."""
    with one_at_a_time(ask):
        get(post, ask)
        VitalAsk.objects.filter(pk=ask).delete()


def overridden_of(reader: UUID | None) -> list[Row]:
    """What a body or monitor at home here was told of, the newest first."""
    return [] if reader is None else list(Row.objects.for_body(reader).order_by("-at", "subject"))


def overridden(reader: UUID, referral: UUID) -> Row | None:
    """Whether, by whom and until when consent was overridden for one referral."""
    return Row.objects.for_body(reader).filter(subject=referral).first()


def forget_old() -> None:
    """Forget what nobody decided in time; done also by the clock, where nobody looks."""
    VitalAsk.objects.filter(at__lte=timezone.now() - keeping_times().vital_ask).delete()


returns.thorough.append(forget_old)


def _overridden(found: Asked, signature: ActSignature, actor: Acting, now: datetime) -> Overridden:
    at, recipient = int(now.timestamp()), str(found.body.id)
    until = at + 3600 * found.hours
    return Overridden(
        rule=Override(recipient, str(actor.id), found.content.reason, at),
        word=Said(purpose=PURPOSE, agreed=True, at=at, recipient=recipient, until=until, how=telling.VITAL),
        fact=ConsentOverridden(content=found.content, supervisor=actor.id, until=until, signature=signature),
    )


def _not_answered(conversation: talks.Conversation, body: UUID) -> None:
    answers = conversation.talk.values(talks.WORD_OF_HELP)
    if "no" in answers:
        raise ProtectionError("vital_refused")
    if "yes" in answers:
        raise ProtectionError("vital_not_needed")
    _not_refused(conversation.hold.id, body)


def _not_refused(hold: UUID, body: UUID) -> None:
    # Scanned twice, or back the same day, they are still who said no.
    said = [*_said(hold), *words_of_help.of(persons.other_holds(hold))]
    word = routes.standing(said, PURPOSE, str(body), int(timezone.now().timestamp()))
    if word is not None and not word.agreed:
        raise ProtectionError("vital_refused")


def _said(hold: UUID) -> list[Said]:
    """What the person said so far at this hold, whoever heard it."""
    sent = [
        telling.said_of(one)
        for line in ledger.read().values()
        if line["hold"] == str(hold)
        for one in line["consents"]
        if one["how"] != telling.VITAL
    ]
    return [*sent, *words_of_help.of([hold])]


def _view(row: VitalAsk) -> Asked | None:
    kept = vital_asks.opened(row)
    if kept is None:
        return None
    content = OverridePart.model_validate(kept["content"])
    body = next((one for one in reachable() if one.id == content.to), None)
    if body is None:
        return None
    least = routes.least_fields()[body.sort, PURPOSE]
    values = {name: kept["values"][name] for name in least if kept["values"].get(name)}
    return Asked(row.id, UUID(kept["hold"]), content, body, values | {"needs": content.need}, row.at)
