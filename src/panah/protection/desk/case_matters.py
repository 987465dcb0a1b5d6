"""What a case decides about: its matter, linked and taken back, held again and let go of."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.facts import Fact
from panah.protection.claim_life import OPEN
from panah.protection.desk import case_steps, matters, returns
from panah.protection.desk.cases import case_of, country_of, open_case_of, say
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import CaseMatterLinked, CaseMatterUnlinked
from panah.protection.models import Case, CaseTransfer, Claim, Matter
from panah.safeguards import procedures

_AT_ONCE = 1000
"""Of what earlier versions left, so many by each turn of the clock: whoever else waits for it isn't kept waiting."""


def of_matter(body: UUID, matter: UUID) -> Case | None:
    """The case that decides about a matter, if there is one: of two the one that is open."""
    found = Case.objects.for_body(body).filter(matter=matter)
    return found.order_by(F("closed").desc(nulls_first=True), "opened", "subject").first()


def may_unlink(row: Case) -> bool:
    """Whether the link of a case to its matter can be taken back: its claim isn't about that."""
    claim = claim_of(row)
    return row.matter is not None and (claim is None or claim.matter != row.matter)


def claim_of(row: Case) -> Claim | None:
    """The claim whose file a case is, as far as it is known here."""
    return None if row.claim is None else Claim.objects.for_body(row.reader).filter(subject=row.claim).first()


def of_claim(body: UUID, matter: UUID) -> bool:
    """Whether a claim decides about a matter, whichever case the matter is linked to."""
    return Claim.objects.for_body(body).filter(matter=matter).exists()


def link_matter(body: UUID, case: UUID, matter: UUID, *, actor: Acting) -> None:
    """Somebody found that an open matter is about the same person. ProtectionError ``case_unknown``, ``case_closed``,
    ``matter_unknown``, ``matter_let_go``, ``matter_linked`` (either has another already), ``not_let_go_yet`` (the
    case's procedure is none for such a matter)."""
    # In the matter's turn, or two cases could decide about it.
    with one_at_a_time(case), one_at_a_time(matter):
        row = open_case_of(body, case)
        found = matters.matter_of(body, matter)
        if found.let_go is not None:
            raise ProtectionError("matter_let_go")
        if row.matter is not None or taken(body).filter(matter=matter).exists():
            raise ProtectionError("matter_linked")
        if found.category not in _categories(row):
            raise ProtectionError("not_let_go_yet")
        say(body, case, CaseMatterLinked(matter=matter, hold=found.hold), actor=actor)
        begin(body, matter, actor)


def unlink_matter(body: UUID, case: UUID, matter: UUID, why: str, *, actor: Acting) -> None:
    """The case isn't about this matter: the link is taken back, and the matter can get a case of its own. Nobody is let
    go of by it: what this case let go of is open again, and so is what another node of the body lets go of without
    knowing (S1). A case with a claim is linked to what that is about.

    ProtectionError ``case_unknown``, ``matter_unknown`` (the case isn't linked to it), ``reason_needed``,
    ``claim_decides`` (the claim is about it).
    """
    with one_at_a_time(case), transaction.atomic(), one_at_a_time(matter):
        row = case_of(body, case)
        if row.matter != matter:
            raise ProtectionError("matter_unknown")
        if not why.strip():
            raise ProtectionError("reason_needed")
        if not may_unlink(row):
            raise ProtectionError("claim_decides")
        claim = claim_of(row)
        facts: list[Fact] = [CaseMatterUnlinked(matter=matter, why=why.strip()[:8000])]
        if claim is not None and claim.matter and claim.hold and of_matter(body, claim.matter) is None:
            facts.append(CaseMatterLinked(matter=claim.matter, hold=claim.hold))
        say_as_body(body, [Statement(fact, case, timezone.now()) for fact in facts], actor=actor.id)
        told = Matter.objects.for_body(body).filter(subject=matter, passed_to=None).first()
        if told is not None and not _is_ended_elsewhere(told):
            matters.keep_open(body, matter, actor=actor.id)


def _is_ended_elsewhere(told: Matter) -> bool:
    """Whether a claim sees to a matter, or another case let go of it."""
    cases = Case.objects.for_body(told.reader).filter(matter=told.subject)
    ended = told.let_go is not None and any(decides(one) and _is_through(one) for one in cases)
    return ended or of_claim(told.reader, told.subject)


def begin(body: UUID, matter: UUID, actor: Acting) -> None:
    """A case about a matter begins: where it decides about that, nobody ends the matter without knowing of it."""
    hold_what_is_open(body, matter)
    if matters.matter_of(body, matter).let_go is None and not of_claim(body, matter):
        matters.keep_open(body, matter, actor=actor.id)


def taken(body: UUID) -> QuerySet[Case]:
    """The cases whose matters no other case gets. One that was closed when another body took its matter on isn't among
    them any more once that is through: if the matter comes back, a new case decides about it."""
    leaving = CaseTransfer.objects.for_body(body).filter(
        case=OuterRef("subject"), matter=True, accepted__isnull=False, declined=None, handed=None
    )
    kept = Q(closed=None) | Q(claim__isnull=False) | Exists(leaving)
    return Case.objects.for_body(body).filter(kept, matter__isnull=False)


def linkable(row: Case) -> list[Matter]:
    """Open matters that this case could decide about and no case does yet, the newest first; at most 200."""
    found = Matter.objects.for_body(row.reader).filter(let_go=None, passed_to=None, category__in=_categories(row))
    return list(found.exclude(subject__in=taken(row.reader).values("matter")).order_by("-opened")[:200])


def is_its_own(row: Case) -> bool:
    """Whether a case can decide about the matter it is linked to: its claim is about that, or its procedure is for such
    matters. Earlier versions linked any matter to any case."""
    if row.matter is None:
        return True
    if row.claim is not None:
        claim = claim_of(row)
        return claim is None or claim.matter == row.matter
    known = Matter.objects.for_body(row.reader).filter(subject=row.matter).exclude(category__in=_categories(row))
    return not known.exists()


def _categories(row: Case) -> frozenset[str]:
    """Which matters the procedure of a case decides about. A service that ended says nothing about a person's fear."""
    return frozenset(procedures.get(row.procedure).categories)


def has_open_matter(row: Case) -> bool:
    """Whether the case decides about a matter that this body hasn't let go of; of one that another node of the body was
    told of, and that isn't known here yet, nobody has."""
    told = None if row.matter is None else _told_of(row.reader, row.matter)
    return row.matter is not None and (told is None or told.let_go is None)


def _told_of(body: UUID, matter: UUID) -> Matter | None:
    return Matter.objects.for_body(body).filter(subject=matter).first()


def went_with(row: Case, one: CaseTransfer) -> bool:
    """Whether a transfer of a case was one with the matter it decides about now. Earlier versions didn't say with
    which: of a case whose link was taken back since, nobody knows."""
    if one.told_of is None and all(line["what"] != "matter_unlinked" for line in row.story):
        return one.matter and row.matter is not None
    return one.told_of is not None and one.told_of == row.matter


def handed_on(row: Case) -> bool:
    """Whether another body accepted the matter of a case, or has its claim: that one alone lets go of it, unless the
    case was opened again since, for instance because the other gave it back."""
    claim = claim_of(row)
    if claim is not None and claim.matter == row.matter:
        return claim.state == "transferred"
    opened_again = max((one["at"] for one in row.story if one["what"] == "reopened"), default=row.opened.isoformat())
    since = dt.datetime.fromisoformat(opened_again)
    asked = CaseTransfer.objects.for_body(row.reader).filter(case=row.subject, matter=True, declined=None)
    # When it was accepted the other body's clock says; when it was handed over, this one's.
    accepted = asked.filter(Q(handed=None) | Q(handed__gt=since), accepted__gt=since)
    return any(went_with(row, one) for one in accepted)


def decides(row: Case) -> bool:
    """Whether this case is what decides about its matter: no claim does, and no other body, and it is its own."""
    return not _is_claimed(row) and not handed_on(row) and is_its_own(row)


def _is_claimed(row: Case) -> bool:
    return row.claim is not None or (row.matter is not None and of_claim(row.reader, row.matter))


def hold_what_is_open(body: UUID, matter: UUID) -> None:
    """While a claim is open here, or a case that decides about a matter which went to another body meanwhile, the posts
    are asked for a share of this body's own, as nobody else holds for it (S1). A case alone, that somebody keeps after
    the matter was let go of, opens nothing."""
    told = matters.matter_of(body, matter)
    open_cases = Case.objects.for_body(body).filter(matter=matter, closed=None)
    decided_here = told.let_go is None and any(decides(case) for case in open_cases)
    if decided_here or Claim.objects.for_body(body).filter(matter=matter, state__in=OPEN).exists():
        matters.ask_anew(told, body)


def begin_before() -> None:
    """Say of cases that earlier versions opened that they decide about their matters: those said so of the case
    alone."""
    cases = Case.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"), closed=None)
    claims = Claim.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"))
    waiting = Matter.objects.for_bodies(matters.at_home()).filter(let_go=None, passed_to=None, openings=[])
    waiting = waiting.filter(Exists(cases), ~Exists(claims))
    # What no case decides about goes on waiting, and mustn't keep the rest from its turn.
    begun = (
        _begin_before(waiting.filter(pk=one)) for one in list(waiting.order_by("-opened").values_list("pk", flat=True))
    )
    for _one in islice(filter(None, begun), _AT_ONCE):
        continue


def _begin_before(waiting: QuerySet[Matter]) -> bool:
    row = waiting.first()
    if row is None:
        return False
    with one_at_a_time(row.subject):
        about = Case.objects.for_body(row.reader).filter(matter=row.subject, closed=None)
        due = waiting.exists() and any(decides(one) for one in about)
        if due:
            matters.keep_open(row.reader, row.subject, actor=row.reader)
    return due


returns.thorough.append(begin_before)


def take_turn(row: Case) -> None:
    """Of the matter that a case decides about, for the rest of the transaction: before the journal's pen, as everybody
    takes it."""
    if row.matter is not None:
        with one_at_a_time(row.matter):
            return


def hold_again(row: Case, actor: Acting) -> None:
    """The posts hold again for what this case decides; of what a claim decides about, the claim sees to that."""
    if row.matter is not None and decides(row):
        matters.keep_open(row.reader, row.matter, actor=actor.id)


def in_the_way(row: Case) -> str:
    """Why a case can't let go of its matter now, as a code; empty where it can. ``not_its_matter`` (the link has to be
    taken back first), ``claim_decides``, ``matter_handed_on``, ``matter_unknown`` (not known here yet),
    ``matter_let_go``, ``not_let_go_yet`` (its procedure), ``other_case_open``."""
    if not is_its_own(row):
        return "not_its_matter"
    if handed_on(row):
        return "matter_handed_on"
    if _is_claimed(row):
        return "claim_decides"
    if row.matter is not None and _told_of(row.reader, row.matter) is None:
        return "matter_unknown"
    if not has_open_matter(row):
        return "matter_let_go"
    if not case_steps.course_of(row, country_of(row)).may_let_go:
        return "not_let_go_yet"
    return "other_case_open" if any(not _is_through(one) for one in _others(row) if one.closed is None) else ""


def let_go(row: Case, why: str, actor: Acting) -> bool:
    """The body lets go of what this case decides, if nothing is in the way; whether it did."""
    if row.matter is None or in_the_way(row):
        return False
    matters.let_go(row.reader, row.matter, why, actor=actor)
    return True


def _others(row: Case) -> list[Case]:
    """Other cases that decide about the same matter: two nodes of a body may each have opened one."""
    found = Case.objects.for_body(row.reader).filter(matter=row.matter).exclude(subject=row.subject)
    return [one for one in found if row.matter is not None and decides(one)]


def _is_through(row: Case) -> bool:
    return case_steps.course_of(row, country_of(row)).may_let_go
