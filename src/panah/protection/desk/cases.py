"""Case files at the desk of their body: worked on, closed and opened again. Each is its own body's alone."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import post as post_of
from panah.journal.entries import Statement
from panah.journal.envelopes.registers import row_id
from panah.journal.facts import Fact
from panah.people import permissions
from panah.people.desk.staff import members
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import (
    CaseAssigned,
    CaseDescribed,
)
from panah.protection.models import Case

SUPERVISE = "protection.cases.supervise"


def case_of(body: UUID, case: UUID) -> Case:
    """One of a body's cases; ProtectionError ``case_unknown``."""
    row = Case.objects.for_body(body).filter(pk=row_id(body, case)).first()
    if row is None:
        raise ProtectionError("case_unknown")
    return row


def of_referral(body: UUID, referral: UUID) -> Case | None:
    """The case that was opened from a referral, if there is one."""
    return Case.objects.for_body(body).filter(referral=referral).first()


def country_of(row: Case, own: BodyView | None = None) -> str:
    """The country (alpha-3) whose law's clocks count: the body's (``own``, where it is at hand), else that of the post;
    empty for neither."""
    try:
        return (own or body_view(row.reader)).state or post_of(row.post).country
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


def assign(body: UUID, case: UUID, worker: UUID | None, *, actor: Acting) -> None:
    """Give a case to a worker of the body, or to nobody. Everybody may take one that nobody has, and give up their own.

    ProtectionError ``case_unknown``, ``case_closed``, ``worker_unknown``, ``supervisor_needed``.
    """
    with one_at_a_time(case):
        row = open_case_of(body, case)
        if worker is not None and worker not in members(body):
            raise ProtectionError("worker_unknown")
        own = (row.worker, worker) in ((None, actor.id), (actor.id, None))
        if not own and not permissions.allows(SUPERVISE, actor.roles):
            raise ProtectionError("supervisor_needed")
        if row.worker != worker:
            say(body, case, CaseAssigned(worker=worker), actor=actor)


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
