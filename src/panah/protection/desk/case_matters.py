"""What a case decides about: its matter, linked and taken back, held again and let go of."""

from __future__ import annotations

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
from panah.protection.desk import matters, returns
from panah.protection.desk.case_deciding import Deciding, categories_of, of_claim
from panah.protection.desk.cases import case_of, open_case_of, say
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
        if found.category not in categories_of(row):
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
        decides = Deciding(row)
        if not decides.may_unlink:
            raise ProtectionError("claim_decides")
        claim = decides.claim
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
    ended = told.let_go is not None and any(one.decides and one.through for one in map(Deciding, cases))
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
    found = Matter.objects.for_body(row.reader).filter(let_go=None, passed_to=None, category__in=categories_of(row))
    return list(found.exclude(subject__in=taken(row.reader).values("matter")).order_by("-opened")[:200])


def hold_what_is_open(body: UUID, matter: UUID) -> None:
    """While a claim is open here, or a case that decides about a matter which went to another body meanwhile, the posts
    are asked for a share of this body's own, as nobody else holds for it (S1). A case alone, that somebody keeps after
    the matter was let go of, opens nothing."""
    told = matters.matter_of(body, matter)
    open_cases = Case.objects.for_body(body).filter(matter=matter, closed=None)
    decided_here = told.let_go is None and any(case.decides for case in map(Deciding, open_cases))
    if decided_here or Claim.objects.for_body(body).filter(matter=matter, state__in=OPEN).exists():
        matters.ask_anew(told, body)


def begin_before() -> None:
    """Say of cases that earlier versions opened that they decide about their matters: those said so of the case
    alone."""
    cases = Case.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"), closed=None)
    its_own = Q()
    for code, procedure in procedures.procedures().items():
        its_own |= Q(Exists(cases.filter(procedure=code)), category__in=procedure.categories)
    claims = Claim.objects.for_body(OuterRef("reader")).filter(matter=OuterRef("subject"))
    waiting = Matter.objects.for_bodies(matters.at_home()).filter(let_go=None, passed_to=None, openings=[])
    waiting = waiting.filter(its_own, ~Exists(claims))
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
        due = waiting.exists() and any(one.decides for one in map(Deciding, about))
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
    if row.matter is not None and Deciding(row).decides:
        matters.keep_open(row.reader, row.matter, actor=actor.id)


def let_go(row: Case, why: str, actor: Acting) -> bool:
    """The body lets go of what this case decides, if nothing is in the way; whether it did."""
    if row.matter is None or Deciding(row).in_the_way:
        return False
    matters.let_go(row.reader, row.matter, why, actor=actor)
    return True
