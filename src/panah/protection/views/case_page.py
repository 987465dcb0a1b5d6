"""One case: its parts, and what can be done on each. Every part asks for its own rows and for no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.desk.staff import members
from panah.protection.desk import awaiting, case_entries, case_matters, case_transfers
from panah.protection.desk import cases as desk
from panah.protection.desk.bodies import BodyView, bodies
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.known_before import known_besides
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import row_of, view_of
from panah.protection.models import (
    Case,
    CaseAppointment,
    CaseDocument,
    CaseNote,
    CasePerson,
    CaseService,
    CaseTask,
)
from panah.protection.views import case_course
from panah.protection.views.case_acts import ACTS
from panah.protection.views.case_forms import CaseForm, EndForm, LinkForm, UploadForm
from panah.protection.views.case_looks import look
from panah.protection.views.case_words import number_of, procedure_title, step_title
from panah.protection.views.cases import ACT
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.protection.views.referral_words import language_named, needs_of
from panah.safeguards import procedures
from panah.web import formats, languages
from panah.web.wording import word

SHOWN = 200
"""Entries of a sort on a page at most, the newest; the printed file has them all."""


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, case: UUID) -> HttpResponse:
    """One part of a case."""
    body, staff = own_body(request), must_be_staff(request)
    row = desk.case_of(body.id, case)
    workers = members(body.id)
    form: CaseForm | None = None
    name = request.POST.get("act", "")
    if request.method == "POST":
        if name not in ACTS:
            raise Http404
        act = ACTS[name]
        form = act.form(request.POST, workers=workers, me=staff.id, auto_id=f"{name}-%s")
        if form.is_valid():
            try:
                act.do(body.id, case, form, staff)
            except ProtectionError as no:
                if not form.refuse(no.code, said(no)):
                    messages.error(request, said(no))
                    return redirect(f"{reverse('protection:case', args=[case])}?part={act.part}")
            else:
                messages.success(request, str(act.done))
                return redirect(f"{reverse('protection:case', args=[case])}?part={act.part}")
        part = act.part
    else:
        part = request.GET.get("part", "")
    return page(request, body, row, part, {name: form} if form else {}, workers=workers)


def page(
    request: HttpRequest,
    body: BodyView,
    row: Case,
    part: str,
    bound: dict[str, CaseForm],
    *,
    workers: dict[UUID, str] | None = None,
) -> HttpResponse:
    """The page of a case with a part of it; ``bound`` are forms by their act that were filled in and not taken.

    The look at it, and at those that it names, is a fact (S8).
    """
    people = members(body.id) if workers is None else workers
    chosen = part if part in PARTS else "overview"
    staff = must_be_staff(request)
    known = {
        "describe": {"name": row.name, "birth_date": row.birth_date, "language": row.language},
        "assign": {"worker": str(row.worker or "")},
        "unlink": {"matter": row.matter},
    }
    empty = {
        act: one.form(workers=people, me=staff.id, initial=known.get(act), auto_id=f"{act}-%s")
        for act, one in ACTS.items()
        if one.part == chosen and act not in bound
    }
    label, fill = PARTS[chosen]
    waits = awaiting.awaits(row)
    context = {
        "body": body,
        "row": row,
        "part": chosen,
        "part_label": label(),
        "template": f"protection/cases/parts/{chosen}.html",
        "forms": empty | bound,
        "wrong": next(iter(bound), ""),
        "procedure": procedure_title(row.procedure),
        "title": row.name or row.number,
        "number": number_of(row),
        "language": language_named(row.language),
        "is_open": row.closed is None,
        "closed_as": word(f"case_reason:{row.closed_as}") if row.closed_as else "",
        "worker": people.get(row.worker, "") if row.worker else "",
        "mine": row.worker == staff.id,
        "me": staff.id,
        "supervises": staff.may(desk.SUPERVISE),
        "taken_back": _taken_back(row),
        "waits": waits,
        "waits_for": awaiting.asked_by(row) if waits else None,
        "late": bool(row.due) and row.due < timezone.localdate().isoformat(),
        "due_title": step_title(row.procedure, row.due_step) if row.due else "",
        "tabs": [
            {"label": label_of(), "url": f"?part={name}", "current": name == chosen}
            for name, (label_of, _fill) in PARTS.items()
        ],
        **fill(row, body),
    }
    known_too = [one.case.subject for one in context.get("known", ())]
    look(request, row.subject, *known_too, screen="protection:case")
    return render(request, "protection/cases/case.html", context, status=422 if bound else 200)


def _taken_back(row: Case) -> bool:
    """Whether the person took back something that this was opened with, and nobody has confirmed it."""
    asked = row_of(row.reader, row.referral)
    return asked is not None and bool(view_of(asked).owed)


def _overview(row: Case, body: BodyView) -> dict[str, Any]:
    decides = Deciding(row, body)
    stands, course = decides.stands, decides.course
    people = names_of(UUID(one[who]) for one in row.story for who in ("by", "whom") if one.get(who))
    closed = row.closed is not None
    return {
        "needs": needs_of(row.needs),
        "course": course,
        "steps": procedures.get(row.procedure).steps,
        "taken": [
            {"title": step_title(row.procedure, one.step), "on": formats.day(one.on), "values": one.values}
            for one in (*stands.earlier, *course.done)
        ],
        "due": []
        if closed
        else [
            {"title": step_title(row.procedure, one.step), "by": formats.day(one.by), "late": one.late}
            for one in course.due
        ],
        "matter_open": decides.matter_open,
        "handed_on": decides.handed_on,
        "may_unlink": decides.may_unlink,
        **case_course.letting_go(decides),
        "lost": not closed and (case_course.is_lost(course) or bool(decides.claim and decides.claim.missing_since)),
        "known": [] if closed else known_besides(row),
        "links": True,
        "linkable": []
        if row.matter or closed
        else [
            (
                LinkForm(initial={"matter": one.subject}, auto_id=f"link-{one.subject}-%s"),
                one,
                word(f"matter:{one.category}"),
            )
            for one in case_matters.linkable(row)
        ],
        "story": [
            {
                "what": word(f"case_story:{one['what']}"),
                "reason": word(f"case_reason:{one['reason']}") if one["reason"] else "",
                "text": one["text"],
                "at": dt.datetime.fromisoformat(one["at"]),
                "by": people.get(UUID(one["by"]), ""),
                "whom": people.get(UUID(one["whom"]), "") if one.get("whom") else "",
                "matter": one.get("matter", ""),
            }
            for one in reversed(row.story)
        ],
    }


def _notes(row: Case, body: BodyView) -> dict[str, Any]:
    return {"entries": _with_names(_entries(CaseNote, row))}


def _documents(row: Case, body: BodyView) -> dict[str, Any]:
    return {
        "entries": [
            (one, name, formats.number(max(1, one.size >> 10)))
            for one, name in _with_names(_entries(CaseDocument, row))
        ],
        "upload": UploadForm(),
    }  # fmt: skip


def _people(row: Case, body: BodyView) -> dict[str, Any]:
    own = _entries(CasePerson, row)
    from_others = case_entries.linked_from(body.id, row.subject)
    wanted = [one.other for one in own if one.other] + [one.subject for one in from_others]
    known = {one.subject: one for one in Case.objects.for_body(body.id).filter(subject__in=wanted)}
    return {
        "entries": [
            {
                "row": one,
                "relation": word(f"case_relation:{one.relation}"),
                "together": word(f"together:{one.together}") if one.together else "",
                "other": known.get(one.other) if one.other else None,
            }
            for one in own
        ],
        "from_others": [
            {"case": known[one.subject], "relation": word(f"case_relation:{one.relation}")}
            for one in from_others
            if one.subject in known
        ],
    }


def _services(row: Case, body: BodyView) -> dict[str, Any]:
    rows = sorted(_entries(CaseService, row), key=lambda one: one.on, reverse=True)
    return {"entries": [(one, name, word(f"service:{one.sort}")) for one, name in _with_names(rows)]}


def _dates(row: Case, body: BodyView) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    meetings = sorted(_entries(CaseAppointment, row), key=lambda one: (bool(one.outcome), one.on, one.at))
    tasks = sorted(_entries(CaseTask, row), key=lambda one: (one.done is not None, one.until))
    people = names_of([one.worker for one in (*meetings, *tasks)])
    return {
        "today": today,
        "languages": languages.LANGUAGES,
        "language": get_language(),
        "meetings": [
            {
                "row": one,
                "with": people.get(one.worker, "") if one.worker else "",
                "outcome": word(f"appointment:{one.outcome}") if one.outcome else "",
                "late": not one.outcome and one.on < today,
                "end": EndForm(initial={"entry": one.entry}, auto_id=f"end-{one.entry}-%s"),
            }
            for one in meetings
        ],
        "tasks": [
            {"row": one, "who": people.get(one.worker, ""), "late": one.done is None and one.until < today}
            for one in tasks
        ],
    }


def _handover(row: Case, body: BodyView) -> dict[str, Any]:
    names = {one.id: one.name for one in bodies()}
    return {
        "entries": [
            {
                "row": one,
                "body": names.get(one.body, "–"),
                "reason": word(f"decline:{one.reason}") if one.reason else "",
            }
            for one in case_transfers.transfers_of(row)
        ],
        "came": row_of(body.id, row.referral),
    }


Fill = Callable[[Case, BodyView], dict[str, Any]]
PARTS: dict[str, tuple[Callable[[], str], Fill]] = {
    "overview": (lambda: _("Overview"), _overview),
    "steps": (lambda: _("Steps"), case_course.fill),
    "notes": (lambda: _("Notes"), _notes),
    "documents": (lambda: _("Documents"), _documents),
    "people": (lambda: pgettext("part of a case", "People"), _people),
    "services": (lambda: _("Services"), _services),
    "dates": (lambda: _("Dates and tasks"), _dates),
    "handover": (lambda: _("Other bodies"), _handover),
}
"""The parts of the page: what each is called, and what it shows."""


def _entries(model: Any, row: Case) -> list[Any]:
    return list(model.objects.for_body(row.reader).filter(subject=row.subject).order_by("-happened", "id")[:SHOWN])


def _with_names(rows: list[Any]) -> list[tuple[Any, str]]:
    people = names_of([one.actor for one in rows])
    return [(one, people.get(one.actor, "")) for one in rows]
