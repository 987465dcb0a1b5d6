"""What happens to a claim after it was registered, up to where the authority lets go.

Every step is one fact, allowed or not by ``claim_life``. Letting go follows by itself, in the same transaction, once
nothing of the person's claims stands in the way any more.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact
from panah.protection import claim_clocks, claim_life
from panah.protection.apply.claims import life_of, said_of
from panah.protection.apply.matters import holding_of
from panah.protection.claim_life import ENDED, OPEN, ClaimRuleError, Life
from panah.protection.desk import handing, matters
from panah.protection.desk.bodies import bodies
from panah.protection.desk.claims import AUTHORITIES, claim_of
from panah.protection.desk.groups import in_force
from panah.protection.desk.matters import in_turn, say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import row_of
from panah.protection.facts import claims as facts
from panah.protection.models import Claim, Matter, Share

OUTCOMES: tuple[facts.Outcome, ...] = ("admitted", "recognised", "other_protection", "rejected", "withdrawn")
_ENDS_NOTHING = (facts.ClaimCertified, facts.ClaimStatusSet, facts.ClaimChild, facts.ClaimLinked)
"""Of a claim that ended long ago, too: what was handed over since waits for somebody to decide."""
_INVERSE: dict[facts.Relation, facts.Relation] = {"parent": "child", "child": "parent"}


def say(body: UUID, claim: UUID, fact: Fact, *, actor: Acting, also: Iterable[Statement] = ()) -> Life:
    """Say something of a claim, if its life allows it; let go if nothing is open then. Gives what it became.

    ProtectionError ``claim_unknown``, and the codes of ``claim_life``.
    """
    with one_at_a_time(claim):
        # With the offset of where it is written down: that place's day is the day of the law.
        said = [Statement(fact, claim, timezone.localtime()), *also]
        _wait_for_matters(body, {one.subject for one in said})
        life = _after(claim_of(body, claim), fact)
        with transaction.atomic():
            say_as_body(body, said, actor=actor.id)
            if not isinstance(fact, _ENDS_NOTHING):
                _settle(body, claim, fact, actor)
            _hold_again(body, claim, actor)
    return life


def forbids(row: Claim, fact: Fact) -> str:
    """Why the life of a claim doesn't allow something to be said of it now, as a code; empty where it does."""
    try:
        _after(row, fact)
    except ProtectionError as no:
        return no.code
    return ""


def _after(row: Claim, fact: Fact) -> Life:
    try:
        return claim_life.after(life_of(row), fact, timezone.localdate())
    except ClaimRuleError as no:
        raise ProtectionError(no.code) from None


def decide(
    body: UUID, claim: UUID, outcome: facts.Outcome, why: str, *, group: UUID | None = None,
    counsel_offered: bool = False, in_person: bool = False, own_will: bool = False, understood: bool = False,
    actor: Acting,
) -> None:  # fmt: skip
    """Record a decision. A rejection lets nobody go: it has to be served, and the time to appeal to pass (S1).

    ProtectionError as ``say``, ``withdrawal_incomplete`` (a claim is withdrawn in person, of the person's own will, in
    a language they understand, with counsel offered), ``group_unknown`` (a group recognises only, and while in force).
    """
    if group is not None and (outcome != "recognised" or group not in {one.subject for one in in_force(_today())}):
        raise ProtectionError("group_unknown")
    if outcome == "withdrawn" and not counsel_offered:
        raise ProtectionError("counsel_needed")
    if outcome == "withdrawn" and not (in_person and own_will and understood):
        raise ProtectionError("withdrawal_incomplete")
    fact = facts.ClaimDecided(
        outcome=outcome, why=why.strip()[:4000], group=group, counsel_offered=counsel_offered, in_person=in_person,
        own_will=own_will, understood=understood,
    )  # fmt: skip
    say(body, claim, fact, actor=actor)


def serve(
    body: UUID, claim: UUID, *, on: dt.date, how: facts.How, language: str, understood: bool, remedy_explained: bool,
    actor: Acting,
) -> str:  # fmt: skip
    """Record that the decision was handed over; the time to appeal begins. Gives its last day, ISO.

    ProtectionError as ``say``, ``day_wrong`` (in the future, or before the decision).
    """
    row = claim_of(body, claim)
    if on > timezone.localdate():
        raise ProtectionError("day_wrong")
    until = claim_clocks.appeal_until(row.country, row.level, on)
    fact = facts.ClaimServed(
        on=on.isoformat(), how=how, language=language[:200], understood=understood, remedy_explained=remedy_explained,
        appeal_until=until.isoformat() if until else "",
    )  # fmt: skip
    say(body, claim, fact, actor=actor)
    return fact.appeal_until


def conclude(body: UUID, claim: UUID, why: str, *, actor: Acting) -> None:
    """After a served rejection that nobody appealed in time, or that the last court upheld: the authority lets go.

    ProtectionError ``claim_not_final`` before; ``reason_needed``; ``claim_decided`` when nothing is open anyway.
    """
    say(body, claim, facts.ClaimConcluded(why=why.strip()[:4000]), actor=actor)


def link(
    body: UUID, claim: UUID, other: UUID, relation: facts.Relation, *, dependant: bool, asked_alone: str, apart: bool,
    actor: Acting,
) -> None:  # fmt: skip
    """Two claims are of one family; each shows the other. What was asked alone is this claim's alone.

    ProtectionError ``claim_unknown``, ``claim_itself``.
    """
    if claim == other:
        raise ProtectionError("claim_itself")
    claim_of(body, other)
    fact = facts.ClaimLinked(other=other, relation=relation, dependant=dependant, asked_alone=asked_alone, apart=apart)
    back = facts.ClaimLinked(other=claim, relation=_INVERSE.get(relation, relation))
    known = {one["other"] for one in claim_of(body, other).links}
    also = [] if str(claim) in known else [Statement(back, other, timezone.localtime())]
    say(body, claim, fact, also=also, actor=actor)


def same_person(body: UUID, claim: UUID, other: UUID, same: bool, why: str, *, actor: Acting) -> None:
    """Two claims are found to be of one person (or not, after all). While one is open, neither lets go."""
    if claim == other:
        raise ProtectionError("claim_itself")
    claim_of(body, other)
    now = timezone.localtime()
    also = [Statement(facts.ClaimSame(other=claim, same=same, why=why.strip()[:4000]), other, now)]
    fact = facts.ClaimSame(other=other, same=same, why=why.strip()[:4000])
    with transaction.atomic():
        say(body, claim, fact, also=also, actor=actor)
        # Apart again, the other may have nothing left in its way.
        _settle(body, other, fact, actor)
        _hold_again(body, other, actor)


def transfer(body: UUID, claim: UUID, to: UUID, why: str, *, actor: Acting) -> None:
    """Hand a claim over to another body that registers claims, with everything said of it and the share in the hold.
    From then on that body alone decides and lets go; here it can be read. Whatever else is open of the same person goes
    along: nobody could let go of one without knowing of the other.

    ProtectionError as ``say``, ``body_unknown``, ``nobody_reads``, ``no_share`` (this body waits for its own say).
    """
    target = next((one for one in bodies() if one.id == to and one.sort in AUTHORITIES and not one.revoked), None)
    if target is None or to == body:
        raise ProtectionError("body_unknown")
    if not target.key:
        raise ProtectionError("nobody_reads", {"body": target.name})
    fact = facts.ClaimTransferred(to=to, why=why.strip()[:4000])
    with transaction.atomic():
        _wait(sorted({claim, *(one.subject for one in of_one_person(body, claim))}))
        _wait_for_matters(body, {claim})
        others = [one for one in of_one_person(body, claim) if one.state in OPEN and one.subject != claim]
        rows = [claim_of(body, claim), *others]
        for row in rows:
            _after(row, fact)
        now, told, mine = timezone.localtime(), dict[UUID, list[Statement]](), list[Statement]()
        for row in rows:
            if row.matter is not None and row.matter not in told:
                told[row.matter], own = _matter(body, row.matter, target.id)
                mine += own
        say_as_body(body, [*(Statement(fact, row.subject, now) for row in rows), *mine], actor=actor.id)
        # Whoever decides is told of the matter no later than of the claim, or could end that and not let go.
        for row in rows:
            of_matter = told.pop(row.matter, []) if row.matter is not None else []
            keep(
                [
                    letter(
                        [
                            *of_matter,
                            Statement(_as_told(row, fact.why), row.subject, now),
                        ],
                        to=[target.key],
                        actor=actor.id,
                    )
                ]
            )
        _settle(body, claim, fact, actor)


def _as_told(row: Claim, why: str) -> facts.ClaimTakenOver:
    """A claim, as the body that takes it over is told of it."""
    came = row_of(row.reader, row.referral)
    return facts.ClaimTakenOver(
        of=row.reader, events=said_of(row), why=why, reference=came.reference if came else row.reference
    )  # fmt: skip


def _matter(body: UUID, matter: UUID, to: UUID) -> tuple[list[Statement], list[Statement]]:
    """What hands over the matter of a claim, for the other body and for this one; two times nothing where it is open
    here no more. ProtectionError ``no_share`` while this body has no say to hand over."""
    if not Matter.objects.for_body(body).filter(subject=matter).exists():
        return [], []
    row = in_turn(body, matter)
    if row.let_go is not None or row.passed_to is not None:
        return [], []
    theirs, mine = handing.over(row, to)
    if not theirs:
        raise ProtectionError("no_share")
    return [handing.as_told(row, row.competent, row.opened), *theirs], mine


def of_one_person(body: UUID, claim: UUID) -> list[Claim]:
    """This claim and all of the same person: found to be so, or registered for the same matter; by number. A claim that
    came back from another body doesn't know what was found out meanwhile: of that the others speak."""
    found: dict[UUID, Claim] = {}
    wanted = {claim}
    while wanted:
        rows = list(Claim.objects.for_body(body).filter(subject__in=wanted))
        found |= {row.subject: row for row in rows}
        shared = Claim.objects.for_body(body).filter(matter__in=[row.matter for row in rows if row.matter])
        wanted = {UUID(one) for row in rows for one in row.same} | set(shared.values_list("subject", flat=True))
        wanted |= set(_named_by(body, rows).values_list("subject", flat=True))
        wanted -= found.keys()
    return sorted(found.values(), key=lambda row: row.number)


def _named_by(body: UUID, rows: Iterable[Claim]) -> QuerySet[Claim]:
    """Claims that say themselves that they are of the same person as one of these. What was handed over or ended by
    death says nothing new: it was set apart without hearing of it."""
    named = reduce(or_, (Q(same__contains=[str(row.subject)]) for row in rows), Q(pk__in=()))
    return Claim.objects.for_body(body).filter(named).exclude(same=[]).exclude(state__in=("transferred", "died"))


def _settle(body: UUID, claim: UUID, fact: Fact, actor: Acting) -> None:
    """Let go of every matter of the person, if none of their claims is open and nobody is searched for.

    When a claim ends that was handed over, isn't heard here. What of the person is decided here is let go of all the
    same where the other body has a share in the very hold: that one stays shut until the other lets go too. Of another
    hold nobody at the border may know that it is of the same person (it was found out here): that stays as it is.
    """
    rows = of_one_person(body, claim)
    gone = [row for row in rows if row.state == "transferred"]
    here = [row for row in rows if row.state != "transferred"]
    if any(row.state not in ENDED or row.missing_since for row in here):
        return
    why = str(getattr(fact, "why", "") or getattr(fact, "certificate", "") or json.loads(fact.body()))[:1000]
    given = any(row.state == "granted" for row in here)
    for matter in sorted({row.matter for row in here if row.matter is not None}):
        known = Matter.objects.for_body(body).filter(subject=matter, let_go=None).exists()
        row = in_turn(body, matter) if known else None
        if row is not None and row.passed_to is None and all(_held_by_other(row, one) for one in gone):
            matters.let_go(body, matter, why, admit=given, actor=actor)


def _held_by_other(row: Matter, gone: Claim) -> bool:
    """Whether the body that a claim was handed over to was given a share in every hold that this matter keeps shut, and
    nothing is asked for that none of them shows."""
    if gone.matter is None:
        return False
    theirs = Share.objects.for_body(gone.reader).filter(subject=gone.matter, passed_to=gone.transferred_to)
    held = holding_of(row)
    holds = {one.hold for one in held.here}
    return bool(holds) and not held.to_settle and holds <= set(theirs.values_list("hold", flat=True))


def _wait_for_matters(body: UUID, claims: Collection[UUID]) -> None:
    """Take the turn of every matter that something said of these claims may settle."""
    _wait(sorted({row.matter for claim in claims for row in of_one_person(body, claim) if row.matter is not None}))


def _wait(things: Iterable[UUID]) -> None:
    """Take their turns (``one_at_a_time``) for the rest of the transaction, before the journal's pen."""
    for one in things:
        with one_at_a_time(one):
            continue


def _hold_again(body: UUID, claim: UUID, actor: Acting) -> None:
    """While a claim of the person is open, nothing of theirs stays let go of: whatever opened it again, the posts hold
    the person again (S1)."""
    rows = of_one_person(body, claim)
    if any(row.state in OPEN for row in rows):
        for row in rows:
            if row.matter is not None and row.state != "transferred":
                matters.hold_again(body, row.matter, actor=actor)


def _today() -> dt.date:
    return timezone.localdate()


def related(row: Claim) -> list[Claim]:
    """The claims of the family, and others of the same person, that are kept here."""
    others = [UUID(one) for one in (*(link["other"] for link in row.links), *row.same)]
    return list(Claim.objects.for_body(row.reader).filter(subject__in=others))
