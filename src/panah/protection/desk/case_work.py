"""Cases worked on: their steps taken, concluded, closed and opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.protection.desk import case_matters, case_steps
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.cases import case_of, country_of, open_case_of, say
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import CaseClosed, CaseReopened, CaseStepRecorded
from panah.protection.models import CaseTransfer
from panah.safeguards import procedures

Reason = Literal["helped", "ended", "transferred", "left", "declined_help", "not_found", "died", "other"]
REASONS: tuple[Reason, ...] = ("helped", "ended", "transferred", "left", "declined_help", "not_found", "died", "other")
"""Why a body closes a case. None of them says anything against the person."""

_REOPENS = frozenset({"reopen", "appeal", "remit"})
"""What opens a matter again in the guard's life of it."""


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
        case_matters.take_turn(row)
        before = case_steps.course_of(row, country_of(row))
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
        reopens = not after.may_let_go and any(one.code in _REOPENS for one in taken.guard)
        if reopens or (before.ended and not after.ended):
            case_matters.hold_again(row, actor)
        return bool(taken.ends) and case_matters.let_go(row, why.strip() or step, actor)


def conclude(body: UUID, case: UUID, why: str, *, actor: Acting) -> None:
    """Let go of the matter once nothing of the procedure stands in the way, for instance when a time has run out.

    ProtectionError ``case_unknown``, ``case_closed``, ``reason_needed``, and the codes of ``Deciding.in_the_way``.
    """
    with one_at_a_time(case), transaction.atomic():
        row = open_case_of(body, case)
        case_matters.take_turn(row)
        if not why.strip():
            raise ProtectionError("reason_needed")
        if code := Deciding(row).in_the_way:
            raise ProtectionError(code)
        case_matters.let_go(row, why.strip(), actor)


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
        decides = Deciding(row)
        if reason == "transferred" and not decides.handed_on and not accepted.exists():
            raise ProtectionError("transfer_not_accepted")
        if decides.matter_open and not decides.handed_on:
            raise ProtectionError("matter_open")
        say(body, case, CaseClosed(reason=reason, why=why.strip()[:8000]), actor=actor)


def reopen(body: UUID, case: UUID, why: str, *, actor: Acting) -> None:
    """Something new came up: the matter is open again, and where the body had let go of it or handed it on, posts hold
    the person again (S1). A procedure that had ended begins anew; a death is taken back. ProtectionError
    ``case_unknown``, ``case_not_closed``, ``reason_needed``."""
    with one_at_a_time(case), transaction.atomic():
        row = case_of(body, case)
        if row.closed is None:
            raise ProtectionError("case_not_closed")
        if not why.strip():
            raise ProtectionError("reason_needed")
        case_matters.take_turn(row)
        due, due_step = case_steps.due_again(row, country_of(row))
        fact = CaseReopened(why=why.strip()[:8000], due=due, due_step=due_step)
        say_as_body(body, [Statement(fact, case, timezone.now())], actor=actor.id)
        case_matters.hold_again(case_of(body, case), actor)
