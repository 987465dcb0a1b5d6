"""What can be done on the page of a case: each act with its form, the part of the page it stands on, and the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panah.border.desk.context import Acting
from panah.protection.desk import case_entries, case_lists, case_matters, case_work, cases
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import TreatmentPart
from panah.protection.views import case_forms as forms

Do = Callable[[UUID, UUID, Any, Acting], object]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: ``do`` gets body, case, the valid form and who acts; ``done`` is said afterwards."""

    part: str
    form: type[forms.CaseForm]
    do: Do
    done: str | Promise


def _person(body: UUID, case: UUID, form: forms.PersonForm, actor: Acting) -> None:
    told = form.cleaned_data
    number = told["other"].strip()
    other = case_lists.by_number(body, number) if number else None
    if number and other is None:
        raise ProtectionError("case_unknown")
    case_entries.person(
        body,
        case,
        told["relation"],
        name=told["name"],
        birth_date=told["birth_date"],
        other=other,
        asked_alone=told["asked_alone"],
        together=told["together"],
        remark=told["remark"],
        actor=actor,
    )


def _service(body: UUID, case: UUID, form: forms.ServiceForm, actor: Acting) -> None:
    told = form.cleaned_data
    treatment = None
    if told["regimen"].strip():
        treatment = TreatmentPart(
            regimen=told["regimen"].strip(),
            started=_day(told["started"]),
            taken=told["taken"] or 0,
            planned=told["planned"] or 0,
            next_due=_day(told["next_due"]),
            from_place=told["from_place"].strip(),
            to_place=told["to_place"].strip(),
        )
    case_entries.service(
        body, case, told["sort"], told["on"], by=told["by"], remark=told["remark"], treatment=treatment, actor=actor
    )


def _appointment(body: UUID, case: UUID, form: forms.AppointmentForm, actor: Acting) -> None:
    told = form.cleaned_data
    case_entries.appointment(
        body,
        case,
        told["on"],
        at=told["at"],
        place=told["place"],
        about=told["about"],
        worker=form.chosen_worker(),
        actor=actor,
    )


def _task(body: UUID, case: UUID, form: forms.TaskForm, actor: Acting) -> None:
    worker = form.chosen_worker()
    assert worker is not None, "the form asks for one"
    case_entries.task(body, case, form.cleaned_data["what"], worker, form.cleaned_data["until"], actor=actor)


def _describe(body: UUID, case: UUID, form: forms.DescribeForm, actor: Acting) -> None:
    cases.describe(body, case, sex=cases.case_of(body, case).sex, actor=actor, **form.cleaned_data)


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


ACTS: dict[str, Act] = {
    "note": Act(
        "notes",
        forms.NoteForm,
        lambda body, case, form, actor: case_entries.note(body, case, form.cleaned_data["text"], actor=actor),
        _("Noted."),
    ),
    "person": Act("people", forms.PersonForm, _person, _("Written down.")),
    "service": Act("services", forms.ServiceForm, _service, _("Written down.")),
    "appointment": Act("dates", forms.AppointmentForm, _appointment, _("The appointment is made.")),
    "end": Act(
        "dates",
        forms.EndForm,
        lambda body, case, form, actor: case_entries.end_appointment(
            body, case, form.cleaned_data["entry"], form.cleaned_data["outcome"], actor=actor
        ),
        _("Written down."),
    ),
    "task": Act("dates", forms.TaskForm, _task, _("The task is set.")),
    "finish": Act(
        "dates",
        forms.DoneForm,
        lambda body, case, form, actor: case_entries.finish_task(body, case, form.cleaned_data["entry"], actor=actor),
        _("Done."),
    ),
    "describe": Act("overview", forms.DescribeForm, _describe, _("Written down.")),
    "assign": Act(
        "overview",
        forms.AssignForm,
        lambda body, case, form, actor: cases.assign(body, case, form.chosen_worker(), actor=actor),
        _("Written down."),
    ),
    "link": Act(
        "overview",
        forms.LinkForm,
        lambda body, case, form, actor: case_matters.link_matter(body, case, form.cleaned_data["matter"], actor=actor),
        _("From now on this case decides about the matter."),
    ),
    "unlink": Act(
        "overview",
        forms.UnlinkForm,
        lambda body, case, form, actor: case_matters.unlink_matter(
            body, case, form.cleaned_data["matter"], form.cleaned_data["why"], actor=actor
        ),
        _("The link is taken back. The matter is open, and can have a case of its own."),
    ),
    "conclude": Act(
        "overview",
        forms.ConcludeForm,
        lambda body, case, form, actor: case_work.conclude(body, case, form.cleaned_data["why"], actor=actor),
        _("Nothing of this matter stands in the way any more."),
    ),
    "close": Act(
        "overview",
        forms.CloseForm,
        lambda body, case, form, actor: case_work.close(
            body, case, form.cleaned_data["reason"], form.cleaned_data["why"], actor=actor
        ),
        _("The case is closed."),
    ),
    "reopen": Act(
        "overview",
        forms.ReopenForm,
        lambda body, case, form, actor: case_work.reopen(body, case, form.cleaned_data["why"], actor=actor),
        _("The case is open again."),
    ),
}
