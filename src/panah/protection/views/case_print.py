"""On paper: the whole file of a case, and a slip for an appointment that tells nobody anything about its bearer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from panah.people.desk.names import names_of
from panah.protection.desk import case_entries, case_steps, cases
from panah.protection.models import (
    Case,
    CaseAppointment,
    CaseDocument,
    CaseNote,
    CasePerson,
    CaseService,
    CaseTask,
)
from panah.protection.views.case_course import values_told
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.case_words import procedure_title, step_title
from panah.protection.views.cases import ACT
from panah.protection.views.guard import at_the_desk, own_body
from panah.protection.views.referral_words import language_named
from panah.safeguards import procedures
from panah.safeguards.procedures import Taken
from panah.web import formats, languages
from panah.web.printing import compile_pdf, pdf_response
from panah.web.wording import word


@at_the_desk(ACT)
@require_safe
def file(request: HttpRequest, case: UUID) -> HttpResponse:
    """Everything but the documents' own pages, which are listed. The look is a fact (S8)."""
    body = own_body(request)
    row = cases.case_of(body.id, case)
    look_each_time(request, case, screen="protection:case-print")
    data = {
        "heading": _("Case file"),
        "body": body.name,
        "facts": [
            [_("Number"), f"\u2066{row.number}\u2069"],
            [_("Name"), row.name or "–"],
            [_("Date of birth"), formats.partial_date(row.birth_date) or "–"],
            [_("Language"), language_named(row.language) or "–"],
            [_("Procedure"), procedure_title(row.procedure)],
            [_("Opened"), formats.moment(row.opened)],
        ],
        "parts": [part for part in _parts(row) if part["lines"]],
        "says": _("Confidential. Only for whoever helps this person, and only for that."),
    }
    return pdf_response(compile_pdf("print/case.typ", data, title=_("Case file")), "case.pdf")


@at_the_desk(ACT)
@require_safe
def slip(request: HttpRequest, case: UUID, appointment: UUID) -> HttpResponse:
    """Day, time, place and a telephone; no name, no body, no reason. The look is a fact (S8)."""
    body = own_body(request)
    cases.case_of(body.id, case)
    row = case_entries.appointment_of(body.id, case, appointment)
    look_each_time(request, case, screen="protection:appointment-slip")
    wanted = request.GET.get("in", "")
    with translation.override(wanted if wanted in languages.BY_CODE else translation.get_language()):
        return pdf_response(slip_pdf(row, body.phone), "slip.pdf")


def slip_pdf(row: CaseAppointment, phone: str) -> bytes:
    """One page, A6, in the language in use: the person's."""
    data = {
        "heading": _("Appointment"),
        "day": formats.day(dt.date.fromisoformat(row.on), "long"),
        "at": row.at,
        "place_head": _("Where"),
        "place": row.place,
        "call_head": _("If you can't come, call"),
        "call": phone,
    }
    return compile_pdf("print/slip.typ", data, title=_("Appointment"))


def _parts(row: Case) -> list[dict[str, Any]]:
    stands = case_steps.standing(row, cases.country_of(row))
    course = stands.course(row, cases.country_of(row), timezone.localdate())
    aside = {one.id for one in (*stands.earlier, *course.aside)}
    entries: dict[Any, list[Any]] = {
        model: list(model.objects.for_body(row.reader).filter(subject=row.subject).order_by("happened", "id"))
        for model in (CaseNote, CaseDocument, CasePerson, CaseService, CaseAppointment, CaseTask)
    }
    people = names_of(
        who for rows in entries.values() for one in rows for who in (one.actor, getattr(one, "worker", None))
    )
    return [
        _part(
            _("Steps of the procedure"),
            [
                (one.on.isoformat(), _line(step_title(row.procedure, one.step), *_values(row, one), _mark(one, aside)))
                for one in (*stands.earlier, *course.done)
            ],
        ),
        _part(_("Notes"), [(_on(one), _line(one.text, people.get(one.actor, ""))) for one in entries[CaseNote]]),
        _part(_("Documents"), [(_on(one), one.title) for one in entries[CaseDocument]]),
        _part(
            pgettext("part of a case", "People"),
            [
                ("", _line(word(f"case_relation:{one.relation}"), one.name, _born(one), _together(one), one.remark))
                for one in entries[CasePerson]
            ],
        ),
        _part(
            _("Services"),
            [
                (one.on, _line(word(f"service:{one.sort}"), one.by, _treatment(one.treatment), one.remark))
                for one in entries[CaseService]
            ],
        ),
        _part(
            _("Appointments"),
            [
                (one.on, _line(one.at, one.place, one.about, word(f"appointment:{one.outcome}") if one.outcome else ""))
                for one in entries[CaseAppointment]
            ],
        ),
        _part(
            _("Tasks"),
            [
                (one.until, _line(one.what, people.get(one.worker, ""), _("Done") if one.done else ""))
                for one in entries[CaseTask]
            ],
        ),
    ]  # fmt: skip


def _part(title: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    shown = [(formats.day(dt.date.fromisoformat(day)) if day else "", text) for day, text in lines]
    return {"title": title, "lines": shown}


def _values(row: Case, taken: Taken) -> list[str]:
    told = values_told(procedures.get(row.procedure).step(taken.step), dict(taken.values))
    return [f"{title}: {value}" for title, value in told]


def _mark(taken: Taken, aside: Collection[str]) -> str:
    return _("Doesn't count") if taken.id in aside else ""


def _on(row: Any) -> str:
    return timezone.localdate(row.happened).isoformat()


def _line(*words: str) -> str:
    return " · ".join(one for one in words if one)


def _born(row: CasePerson) -> str:
    return formats.partial_date(row.birth_date) if row.birth_date else ""


def _together(row: CasePerson) -> str:
    return word(f"together:{row.together}") if row.together else ""


def _treatment(told: dict[str, Any] | None) -> str:
    if not told:
        return ""
    doses = _("%(taken)s of %(planned)s doses") % {"taken": told["taken"], "planned": told["planned"]}
    places = " → ".join(one for one in (told["from_place"], told["to_place"]) if one)
    return _line(told["regimen"], doses if told["planned"] else "", places)
