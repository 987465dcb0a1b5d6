"""Changes of competence: proposed by headquarters, in force once the monitor has signed the same content (S14).

Who is headquarters, whose receipts a post needs before it refuses anybody, is changed in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from panah.border.desk import headquarters
from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal import store
from panah.journal.carrying import peers
from panah.journal.envelopes.sealing import LetterError, reader
from panah.journal.record import say
from panah.people import acts, permissions, roles
from panah.people.act_signature import ActSignature
from panah.people.desk.staff import never_had
from panah.protection.desk.bodies import MONITOR, body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import ChangeDeclined, ChangePart, ChangeProposed, ChangeSigned
from panah.protection.models import CompetenceChange
from panah.protection.rules import digest_of
from panah.safeguards import routes

SIGN = "protection.bodies.sign"


@dataclass(frozen=True, slots=True)
class Change:
    """One change with what became of it: ``state`` is open, signed or declined."""

    id: UUID
    content: ChangePart
    digest: str
    proposed: datetime
    proposed_by: UUID
    state: str
    ended: datetime | None
    ended_by: UUID | None
    why_not: str


def check(content: ChangePart) -> None:
    """Whether a change makes sense: before anybody is asked to sign it. ProtectionError says what doesn't:
    ``place_unknown`` for headquarters of a post that this node didn't establish, ``node_unknown``, ``letter_unknown``
    where what is to be put aside isn't a place in a journal."""
    if not content.reason.strip():
        raise ProtectionError("reason_needed")
    if content.act == "headquarters":
        if content.body not in {post.id for post in headquarters.own_posts()}:
            raise ProtectionError("place_unknown")
        if content.journal is not None and str(content.journal) not in _journals():
            raise ProtectionError("node_unknown")
        return
    if content.act == "aside":
        if content.body not in store.own_journals():
            raise ProtectionError("node_unknown")
        if content.journal is None or not content.key.isascii() or not content.key.isdecimal():
            raise ProtectionError("letter_unknown")
        return
    found = body(content.body)
    if content.act == "competence":
        if not content.needs:
            raise ProtectionError("needs_needed")
        if not set(routes.routes()).issuperset(content.needs):
            raise ProtectionError("need_unknown")
        if found.sort == MONITOR:
            raise ProtectionError("monitor_never")
        if routes.body_kinds()[found.sort].never_asylum and any(routes.routes()[need].guard for need in content.needs):
            raise ProtectionError("never_for_protection")
    if content.act == "key":
        try:
            reader(content.key)
        except LetterError:
            raise ProtectionError("key_unreadable") from None


def propose(content: ChangePart, signature: ActSignature, *, actor: Acting) -> UUID:
    """Headquarters signs a change; it waits for the monitor. ProtectionError ``change_waits`` where one of the same
    body and kind waits already, ``signature_wrong``, and what ``check`` says."""
    check(content)
    with one_at_a_time(content.body):
        _signed(signature, digest_of(content), actor)
        if any(one.content.body == content.body and one.content.act == content.act for one in waiting()):
            raise ProtectionError("change_waits")
        change = uuid4()
        say(ChangeProposed(content=content, signature=signature), actor=actor.id, about=change, at=_now())
    return change


def sign(change: UUID, signature: ActSignature, *, actor: Acting) -> None:
    """The monitor signs it too: from now on it holds. ProtectionError ``monitor_needed``, ``change_same_person``,
    ``signature_wrong``, ``change_ended``."""
    with one_at_a_time(change):
        found = _open(change)
        if found.proposed_by == actor.id:
            raise ProtectionError("change_same_person")
        if not permissions.allows(SIGN, actor.roles):
            raise ProtectionError("monitor_needed")
        _signed(signature, found.digest, actor)
        say(ChangeSigned(signature=signature), actor=actor.id, about=change, at=_now())


def decline(change: UUID, reason: str, *, actor: Acting) -> None:
    """Not signed, or taken back; why."""
    with one_at_a_time(change):
        _open(change)
        if not reason.strip():
            raise ProtectionError("reason_needed")
        say(ChangeDeclined(reason=reason.strip()[:1000]), actor=actor.id, about=change, at=_now())


def get(change: UUID) -> Change:
    """One change; ProtectionError ``change_unknown``."""
    row = CompetenceChange.objects.filter(subject=change).first()
    if row is None:
        raise ProtectionError("change_unknown")
    return _view(row)


def waiting() -> list[Change]:
    """Those that wait for the monitor, the oldest first."""
    rows = CompetenceChange.objects.filter(signed__isnull=True, declined__isnull=True)
    return [_view(row) for row in rows.order_by("proposed", "subject")]


def named() -> list[Change]:
    """For each post that ever had another headquarters than itself, what holds now; the newest first."""
    last = _in_force("headquarters").order_by("body", "-clock", "-subject").distinct("body")
    return [_view(row) for row in sorted(last, key=lambda row: row.clock or 0, reverse=True)]


def put_aside() -> list[Change]:
    """The letters that can't be heard and that no refusal waits for at their node (``body``), the newest first."""
    return [_view(row) for row in _in_force("aside").order_by("-signed", "subject")]


def _in_force(act: str) -> QuerySet[CompetenceChange]:
    """What a monitor signed, as far as is known here who is one."""
    rows = CompetenceChange.objects.filter(act=act, signed__isnull=False)
    signers = {one for one in rows.values_list("signed_by", flat=True) if one is not None}
    return rows.exclude(signed_by__in=never_had(roles.MONITOR, signers))


def of_body(id: UUID) -> Sequence[Change]:
    """All that was ever proposed for a body, the newest first."""
    return [_view(row) for row in CompetenceChange.objects.filter(body=id).order_by("-proposed", "subject")]


def _open(change: UUID) -> Change:
    found = get(change)
    if found.state != "open":
        raise ProtectionError("change_ended")
    return found


def _view(row: CompetenceChange) -> Change:
    state = "signed" if row.signed else "declined" if row.declined else "open"
    return Change(
        id=row.subject,
        content=ChangePart.model_validate(row.content),
        digest=row.digest,
        proposed=row.proposed,
        proposed_by=row.proposed_by,
        state=state,
        ended=row.signed or row.declined,
        ended_by=row.signed_by or row.declined_by,
        why_not=row.why_not,
    )


def _journals() -> set[str]:
    return {journal for peer in peers.everybody() for journal in peer.journals}


def _signed(signature: ActSignature, digest: str, actor: Acting) -> None:
    if signature.staff != actor.id or signature.digest != digest or not acts.holds(signature):
        raise ProtectionError("signature_wrong")


def _now() -> datetime:
    return timezone.now()
