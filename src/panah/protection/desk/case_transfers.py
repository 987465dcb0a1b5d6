"""Asking another body to take a case on: with consent, the least it needs, and the matter where it is competent.

It is told of the matter when it is asked. What lets go of it, the share in the hold's token, it gets only once it has
accepted: until then it could not let go, whatever it did (S1, S14).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.apply.matters import holding_of
from panah.protection.desk import case_matters, handing, matters, referrals, returns
from panah.protection.desk.bodies import BodyView, bodies
from panah.protection.desk.case_deciding import of_claim, went_with
from panah.protection.desk.cases import of_referral, open_case_of
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.telling import in_order, part, said_of
from panah.protection.facts.cases import ShareHandedOver, TransferAsked
from panah.protection.facts.referrals import ConsentSaid, ReferralSent
from panah.protection.models import Case, CaseTransfer, Matter
from panah.safeguards import routes
from panah.safeguards.guard.law import law
from panah.safeguards.indicators import need_kinds
from panah.safeguards.routes import CLAIM, Said, least_fields


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is asked of whom. ``said`` is what the person said to it now, none for a claim; ``needs`` are codes."""

    body: UUID
    needs: tuple[str, ...]
    purpose: str
    why: str
    said: Said | None = None
    urgent: bool = False
    wishes: str = ""


def possible(body: UUID) -> list[BodyView]:
    """The bodies that can be asked: with a key, not this one, no monitor, none that never hears of protection."""
    return [one for one in bodies() if one.id != body and one.may_be_told]


def takes_matter(row: Case, other: BodyView) -> bool:
    """Whether the open matter of a case can go along: the other is a body competent for its category (S14). Where a
    claim decides about it, it goes with the claim alone (``claim_steps.transfer``)."""
    if row.matter is not None and of_claim(row.reader, row.matter):
        return False
    matter = _open_matter(row)
    return matter is not None and other.works and other.sort in law().categories[matter.category].bodies


def fields_for(row: Case, other: BodyView, wanted: Transfer) -> frozenset[str]:
    """What the other would be told: the least it needs, and of it what the person agreed to."""
    return routes.may_send(
        [wanted.said] if wanted.said else [],
        kind=other.sort,
        recipient=str(other.id),
        purpose=wanted.purpose,
        now=int(timezone.now().timestamp()),
        protection=True,
    )


def transfer(body: UUID, case: UUID, wanted: Transfer, *, actor: Acting) -> UUID:
    """Ask another body, under seal; gives the referral it gets. The case stays ours until that accepts.

    ProtectionError ``case_unknown``, ``case_closed``, ``body_unknown``, ``reason_needed``, ``need_unknown``,
    ``purpose_needed`` (a claim goes only to whoever can decide the matter), ``consent_needed``, ``transfer_asked``.
    """
    with one_at_a_time(case), transaction.atomic():
        row = open_case_of(body, case)
        other = next((one for one in possible(body) if one.id == wanted.body), None)
        if other is None:
            raise ProtectionError("body_unknown")
        if not wanted.why.strip():
            raise ProtectionError("reason_needed")
        if not wanted.needs or not set(wanted.needs) <= set(need_kinds()):
            raise ProtectionError("need_unknown")
        asked = CaseTransfer.objects.for_body(body).filter(case=case, body=other.id, declined=None)
        if asked.filter(Q(told_of=row.matter) | Q(told_of=None)).exists():
            raise ProtectionError("transfer_asked")
        along = takes_matter(row, other)
        if (other.sort, wanted.purpose) not in least_fields() or (wanted.purpose == CLAIM and not along):
            raise ProtectionError("purpose_needed")
        fields = fields_for(row, other, wanted)
        if not fields:
            raise ProtectionError("consent_needed")
        return _send(row, other, wanted, fields, along, actor)


def transfers_of(row: Case) -> list[CaseTransfer]:
    """What was asked of others about a case, the newest first."""
    return list(CaseTransfer.objects.for_body(row.reader).filter(case=row.subject).order_by("-asked"))


def tell_onward(body: UUID, referral: UUID, word: Said, actor: Acting) -> None:
    """The person took back or narrowed what they agreed to in a referral: whoever was asked in turn from its case, and
    hasn't declined, is told the same, and shows it until they confirm."""
    row = of_referral(body, referral)
    if row is None:
        return
    now = timezone.now()
    keys = {one.id: one.key for one in bodies()}
    for one in CaseTransfer.objects.for_body(body).filter(case=row.subject, declined=None, taken_back=None):
        if one.purpose != CLAIM and keys.get(one.body):
            said = part(replace(word, purpose=one.purpose, recipient=routes.EVERYBODY, at=int(now.timestamp())))
            keep(
                [letter([Statement(ConsentSaid(consent=said), one.subject, now)], to=_both(one, keys), actor=actor.id)]
            )


referrals.onward.append(tell_onward)


def hand_over() -> None:
    """Give what we have in our hands of a matter to every body that has accepted it since, of whichever body at home
    here."""
    due = list(_due(CaseTransfer.objects.for_bodies(matters.at_home())).order_by("accepted", "id"))
    keys = {one.id: one.key for one in bodies() if not one.revoked} if due else {}
    for one in due:
        key, matter = keys.get(one.body), _matter(one)
        if key and matter is not None:
            _hand_over(one, matter, key)
    if due:
        handing.settle()


def _due(transfers: QuerySet[CaseTransfer]) -> QuerySet[CaseTransfer]:
    return transfers.filter(matter=True, accepted__isnull=False, declined=None, handed=None)


def _matter(one: CaseTransfer) -> UUID | None:
    """None also while what another node of the body told of isn't here yet: it must keep no other waiting."""
    matter = one.told_of
    if matter is None:
        case = Case.objects.for_body(one.reader).filter(subject=one.case).first()
        matter = case.matter if case is not None and went_with(case, one) else None
    if matter is None:
        return None
    known = Matter.objects.for_body(one.reader).filter(subject=matter)
    return known.values_list("subject", flat=True).first()


def _hand_over(one: CaseTransfer, matter: UUID, key: str) -> None:
    with one_at_a_time(matter):
        row = matters.in_turn(one.reader, matter)
        if not _due(CaseTransfer.objects.for_body(one.reader)).filter(subject=one.subject).exists():
            return
        theirs, mine = handing.over(row, one.body)
        done = Statement(ShareHandedOver(), one.subject, timezone.now())
        if theirs:
            keep([letter(theirs, to=[key], actor=one.reader)])
        matters.say_as_body(one.reader, [done, *mine], actor=one.reader)
        case_matters.hold_what_is_open(one.reader, matter)


returns.afterwards.append(hand_over)


def _both(row: CaseTransfer, keys: dict[UUID, str]) -> list[str]:
    own = matters.at_home().get(row.reader)
    return [keys[row.body], *([own.public] if own else [])]


def _send(
    row: Case, other: BodyView, wanted: Transfer, fields: Collection[str], along: bool, actor: Acting
) -> UUID:  # fmt: skip
    own = matters.at_home().get(row.reader)
    if own is None:
        raise ProtectionError("body_unknown")
    now, referral = timezone.now(), uuid4()
    values = in_order({name: value for name, value in _values(row, wanted).items() if name in fields})
    sent = ReferralSent(
        sort=other.sort,
        purpose=wanted.purpose,
        needs=wanted.needs,
        urgent=wanted.urgent,
        reference=row.reference,
        values=values,
        consents=(part(wanted.said),) if wanted.said else (),
        post=row.post,
        hold=row.hold if along and wanted.purpose == CLAIM else None,
        why=wanted.why.strip()[:4000],
        reply_to=own.public,
    )
    statements = [Statement(sent, referral, now)]
    if along:
        statements.append(_matter_for(row, other))
    kept = TransferAsked(
        case=row.subject,
        to_body=other.id,
        purpose=wanted.purpose,
        fields=tuple(sorted(values)),
        why=wanted.why.strip()[:8000],
        matter=along,
        told_of=row.matter if along else None,
    )
    keep([letter(statements, to=[other.key], actor=actor.id)])
    matters.say_as_body(row.reader, [Statement(kept, referral, now)], actor=actor.id)
    return referral


def _matter_for(row: Case, other: BodyView) -> Statement:
    """The matter, as the other is told of it."""
    matter = _open_matter(row)
    if matter is None or not holding_of(matter).has_say:
        raise ProtectionError("no_share")
    return handing.as_told(matter, other.id, timezone.now())


def _values(row: Case, wanted: Transfer) -> dict[str, str]:
    """What the case says of the person, over what this body was told once and may still use; the file itself stays."""
    told = _told(row)
    known = {"name": row.name, "birth_date": row.birth_date, "language": row.language, "sex": row.sex}
    return (
        told
        | {name: value for name, value in known.items() if value}
        | {
            "reference": row.reference,
            "needs": " ".join(wanted.needs),
            "urgent": " ".join(wanted.needs) if wanted.urgent else "",
            "wishes": wanted.wishes.strip()[:4000] or told.get("wishes", ""),
        }
    )


def _told(row: Case) -> dict[str, str]:
    """What the referral told, without what the person has taken back since, confirmed or not."""
    if row.referral is None:
        return {}
    came = referrals.referral_of(row.reader, row.referral).row
    if came.purpose == CLAIM:
        return dict(came.values)
    said = [said_of(one) for one in came.consents]
    now = int(timezone.now().timestamp())
    agreed = routes.agreed_fields(said, came.purpose, str(row.reader), came.values, now)
    return {name: value for name, value in came.values.items() if name in agreed}


def _open_matter(row: Case) -> Matter | None:
    told = Matter.objects.for_body(row.reader).filter(let_go=None, passed_to=None)
    return None if row.matter is None else told.filter(subject=row.matter).first()
