"""Case files at the desk of their body: worked on, closed and opened again. Each is its own body's alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post as post_of
from panah.journal.entries import Statement
from panah.journal.envelopes.registers import row_id
from panah.journal.facts import Fact
from panah.people import permissions
from panah.people.models import StaffMember
from panah.protection.claim_life import OPEN
from panah.protection.desk import case_steps, matters
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import (
    CaseAssigned,
    CaseClosed,
    CaseDescribed,
    CaseMatterLinked,
    CaseReopened,
    CaseStepRecorded,
)
from panah.protection.models import Case, CaseTransfer, Claim, Matter
from panah.safeguards import procedures

SUPERVISE = "protection.cases.supervise"
Reason = Literal["helped", "ended", "transferred", "left", "declined_help", "not_found", "died", "other"]
REASONS: tuple[Reason, ...] = ("helped", "ended", "transferred", "left", "declined_help", "not_found", "died", "other")
"""Why a body closes a case. None of them says anything against the person."""

_REOPENS = frozenset({"reopen", "appeal", "remit"})
"""What opens a matter again in the guard's life of it."""


def case_of(body: UUID, case: UUID) -> Case:
    """One of a body's cases; ProtectionError ``case_unknown``."""
    row = Case.objects.for_body(body).filter(pk=row_id(body, case)).first()
    if row is None:
        raise ProtectionError("case_unknown")
    return row


def of_referral(body: UUID, referral: UUID) -> Case | None:
    """The case that was opened from a referral, if there is one."""
    return Case.objects.for_body(body).filter(referral=referral).first()


def of_matter(body: UUID, matter: UUID) -> Case | None:
    """The case that decides about a matter, if there is one."""
    return Case.objects.for_body(body).filter(matter=matter).first()


def of_claim(body: UUID, matter: UUID) -> bool:
    """Whether a claim decides about a matter, whichever case the matter is linked to."""
    return Claim.objects.for_body(body).filter(matter=matter).exists()


def country_of(row: Case) -> str:
    """The country (alpha-3) whose law's clocks count: the body's own, else that of the post; empty for neither."""
    try:
        return body_view(row.reader).state or post_of(row.post).country
    except DeskError:
        return ""


def describe(
    body: UUID, case: UUID, *, name: str, birth_date: str = "", language: str = "", sex: str = "", actor: Acting
) -> None:
    """Write down what is known by now of who the case is about. ProtectionError ``case_unknown``, ``case_closed``."""
    fact = CaseDescribed(
        name=name.strip()[:200], birth_date=birth_date[:200], language=language.strip()[:200], sex=sex[:200]
    )
    say(body, case, fact, actor=actor)


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
        if row.matter is not None or of_matter(body, matter) is not None:
            raise ProtectionError("matter_linked")
        if found.category not in _categories(row):
            raise ProtectionError("not_let_go_yet")
        say(body, case, CaseMatterLinked(matter=matter, hold=found.hold), actor=actor)
        hold_what_is_open(body, matter)


def linkable(row: Case) -> list[Matter]:
    """Open matters that this case could decide about and no case does yet, the newest first; at most 200."""
    taken = Case.objects.for_body(row.reader).exclude(matter=None).values("matter")
    found = Matter.objects.for_body(row.reader).filter(let_go=None, passed_to=None, category__in=_categories(row))
    return list(found.exclude(subject__in=taken).order_by("-opened")[:200])


def _answers(row: Case) -> bool:
    """Earlier versions linked any matter to any case."""
    return row.matter is None or matters.matter_of(row.reader, row.matter).category in _categories(row)


def _categories(row: Case) -> frozenset[str]:
    """Which matters the procedure of a case decides about. A service that ended says nothing about a person's fear."""
    return frozenset(procedures.get(row.procedure).categories)


def assign(body: UUID, case: UUID, worker: UUID | None, *, actor: Acting) -> None:
    """Give a case to a worker of the body, or to nobody. Everybody may take one that nobody has, and give up their own.

    ProtectionError ``case_unknown``, ``case_closed``, ``worker_unknown``, ``supervisor_needed``.
    """
    with one_at_a_time(case):
        row = open_case_of(body, case)
        if worker is not None and worker not in workers(body):
            raise ProtectionError("worker_unknown")
        own = (row.worker, worker) in ((None, actor.id), (actor.id, None))
        if not own and not permissions.allows(SUPERVISE, actor.roles):
            raise ProtectionError("supervisor_needed")
        if row.worker != worker:
            say(body, case, CaseAssigned(worker=worker), actor=actor)


def workers(body: UUID) -> dict[UUID, str]:
    """Who works for a body now, by name."""
    members = StaffMember.objects.filter(organisation=body, left=None).order_by("name")
    return dict(members.values_list("subject", "name"))


def take_step(
    body: UUID, case: UUID, step: str, on: dt.date, values: Mapping[str, str], why: str = "", *, actor: Acting
) -> bool:
    """Record a step of the procedure. A step that ends it lets go of the matter with it, but only where the procedure
    says so; gives whether it did.

    ProtectionError ``case_unknown``, ``case_closed``, ``claim_decides`` (the claim's own page), ``step_unknown``,
    ``step_not_allowed`` (``missing``: steps that would allow it), ``step_in_future``, ``step_before_matter`` (``day``:
    when that was opened), ``step_incomplete`` (``problems`` as ``procedures.problems`` gives them).
    """
    with one_at_a_time(case), transaction.atomic():
        row = open_case_of(body, case)
        if row.claim is not None:
            raise ProtectionError("claim_decides")
        _take_turn(row)
        after = case_steps.check(row, country_of(row), step, on, values)
        due, due_step = case_steps.next_due(after)
        fact = CaseStepRecorded(
            step=step,
            on=on.isoformat(),
            values={name: value.strip()[:8000] for name, value in values.items() if value.strip()},
            why=why.strip()[:8000],
            due=due,
            due_step=due_step,
        )
        say(body, case, fact, actor=actor)
        taken = procedures.get(row.procedure).step(step)
        if not after.may_let_go and any(one.code in _REOPENS for one in taken.guard):
            _hold_again(row, actor)
        return bool(taken.ends and after.may_let_go and _answers(row)) and _let_go(row, why.strip() or step, actor)


def conclude(body: UUID, case: UUID, why: str, *, actor: Acting) -> None:
    """Let go of the matter once nothing of the procedure stands in the way, for instance when a time has run out.

    ProtectionError ``case_unknown``, ``claim_decides``, ``reason_needed``, ``not_let_go_yet``, ``matter_let_go``.
    """
    with one_at_a_time(case), transaction.atomic():
        row = open_case_of(body, case)
        _take_turn(row)
        if row.claim is not None or (row.matter is not None and of_claim(body, row.matter)):
            raise ProtectionError("claim_decides")
        if not why.strip():
            raise ProtectionError("reason_needed")
        may_let_go = _answers(row) and case_steps.course_of(row, country_of(row)).may_let_go
        if handed_on(row) or not may_let_go or _goes_on_elsewhere(row):
            raise ProtectionError("not_let_go_yet")
        if not _let_go(row, why.strip(), actor):
            raise ProtectionError("matter_let_go")


def close(body: UUID, case: UUID, reason: Reason, why: str = "", *, actor: Acting) -> None:
    """Close a case. A matter that is open keeps it open, unless the body that accepted it has the matter now.

    ProtectionError ``case_unknown``, ``case_closed``, ``reason_needed`` (an unknown one, or ``other`` without words),
    ``transfer_not_accepted``, ``matter_open``.
    """
    with one_at_a_time(case):
        row = open_case_of(body, case)
        if reason not in REASONS or (reason == "other" and not why.strip()):
            raise ProtectionError("reason_needed")
        accepted = CaseTransfer.objects.for_body(body).filter(case=case, accepted__isnull=False, declined=None)
        if reason == "transferred" and not accepted.exists():
            raise ProtectionError("transfer_not_accepted")
        if has_open_matter(row) and not handed_on(row):
            raise ProtectionError("matter_open")
        say(body, case, CaseClosed(reason=reason, why=why.strip()[:8000]), actor=actor)


def reopen(body: UUID, case: UUID, why: str, *, actor: Acting) -> None:
    """Something new came up: the matter is open again, and where the body had let go of it or handed it on, posts hold
    the person again (S1). ProtectionError ``case_unknown``, ``case_not_closed``, ``reason_needed``."""
    with one_at_a_time(case), transaction.atomic():
        row = case_of(body, case)
        if row.closed is None:
            raise ProtectionError("case_not_closed")
        if not why.strip():
            raise ProtectionError("reason_needed")
        _take_turn(row)
        due, due_step = case_steps.next_due(case_steps.course_of(row, country_of(row)))
        fact = CaseReopened(why=why.strip()[:8000], due=due, due_step=due_step)
        say_as_body(body, [Statement(fact, case, timezone.now())], actor=actor.id)
        _hold_again(case_of(body, case), actor)


def open_case_of(body: UUID, case: UUID) -> Case:
    """One that isn't closed; ProtectionError ``case_unknown``, ``case_closed``."""
    row = case_of(body, case)
    if row.closed is not None:
        raise ProtectionError("case_closed")
    return row


def say(body: UUID, case: UUID, *facts: Fact, actor: Acting) -> None:
    """Say something about an open case to the body itself. ProtectionError ``case_unknown``, ``case_closed``."""
    with one_at_a_time(case):
        open_case_of(body, case)
        now = timezone.now()
        say_as_body(body, [Statement(fact, case, now) for fact in facts], actor=actor.id)


def has_open_matter(row: Case) -> bool:
    """Whether the case decides about a matter that this body hasn't let go of."""
    return row.matter is not None and matters.matter_of(row.reader, row.matter).let_go is None


def handed_on(row: Case) -> bool:
    """Whether another body accepted the matter of a case: that one alone lets go of it, unless the case was opened
    again since, for instance because the other gave it back."""
    opened_again = max((one["at"] for one in row.story if one["what"] == "reopened"), default=row.opened.isoformat())
    since = dt.datetime.fromisoformat(opened_again)
    handed = CaseTransfer.objects.for_body(row.reader).filter(case=row.subject, matter=True, declined=None)
    # When it was accepted the other body's clock says; when it was handed over, this one's.
    return handed.filter(Q(handed=None) | Q(handed__gt=since), accepted__gt=since).exists()


def decides(row: Case) -> bool:
    """Whether this case is what decides about its matter: no claim does, and no other body."""
    claimed = row.claim is not None or (row.matter is not None and of_claim(row.reader, row.matter))
    return not claimed and not handed_on(row)


def hold_what_is_open(body: UUID, matter: UUID) -> None:
    """While a claim is open here, or a case that decides about a matter which went to another body meanwhile, the posts
    are asked for a share of this body's own, as nobody else holds for it (S1). A case alone, that somebody keeps after
    the matter was let go of, opens nothing."""
    told = matters.matter_of(body, matter)
    open_cases = Case.objects.for_body(body).filter(matter=matter, closed=None)
    decided_here = told.let_go is None and any(decides(case) for case in open_cases)
    if decided_here or Claim.objects.for_body(body).filter(matter=matter, state__in=OPEN).exists():
        matters.ask_anew(told, body)


def _take_turn(row: Case) -> None:
    """Of the matter that a case decides about, for the rest of the transaction: before the journal's pen, as everybody
    takes it."""
    if row.matter is not None:
        with one_at_a_time(row.matter):
            return


def _hold_again(row: Case, actor: Acting) -> None:
    """The posts hold again for what this case decides; of what a claim decides about, the claim sees to that."""
    if row.matter is not None and decides(row):
        matters.hold_again(row.reader, row.matter, actor=actor)


def _goes_on_elsewhere(row: Case) -> bool:
    """Whether another case decides about the same matter too, and isn't through with it: two nodes of a body may each
    have opened one."""
    if row.matter is None:
        return False
    others = Case.objects.for_body(row.reader).filter(matter=row.matter, closed=None).exclude(subject=row.subject)
    return any(
        decides(one) and _answers(one) and not case_steps.course_of(one, country_of(one)).may_let_go for one in others
    )


def _let_go(row: Case, why: str, actor: Acting) -> bool:
    if row.matter is None or not has_open_matter(row) or not decides(row) or _goes_on_elsewhere(row):
        return False
    matters.let_go(row.reader, row.matter, why, actor=actor)
    return True
