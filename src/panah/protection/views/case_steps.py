"""The steps of a case's procedure at the desk of a body: where it stands, and recording one."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.border.views.form_fields import Words
from panah.people.access import must_be_staff
from panah.people.looks import record_look
from panah.protection.desk import case_steps as rules
from panah.protection.desk import cases
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Case
from panah.protection.views import case_course
from panah.protection.views.case_step_forms import StepForm
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.safeguards import procedures
from panah.safeguards.procedures import Problem, UnknownProcedureError

ACT = "protection.cases"
PLACES = {"step_in_future": "on", "step_too_early": "on"}


class LetGoForm(forms.Form):
    """Why the matter is let go."""

    why = Words(label=gettext_lazy("Why"), rows=2)


@at_the_desk(ACT)
@require_safe
def course(request: HttpRequest, case: UUID) -> HttpResponse:
    """Where a case stands. The look is a fact (S8)."""
    row = cases.case_of(own_body(request).id, case)
    record_look(request, case, "case", "protection:case-steps")
    return _page(request, row, LetGoForm())


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, case: UUID, step: str) -> HttpResponse:
    """One step: its form, or why it can't be taken yet. The look is a fact (S8)."""
    body, staff = own_body(request), must_be_staff(request)
    row = cases.case_of(body.id, case)
    procedure = procedures.get(row.procedure)
    try:
        kind = procedure.step(step)
    except UnknownProcedureError:
        raise Http404 from None
    form = StepForm(kind, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            data = form.cleaned_data
            let_go = cases.take_step(body.id, case, step, data["on"], form.values, data["why"], actor=staff)
        except ProtectionError as no:
            _refuse(form, no)
        else:
            messages.success(request, _("Recorded. The matter was let go.") if let_go else _("Recorded."))
            return redirect("protection:case-steps", case=case)
    record_look(request, case, "case", "protection:case-step")
    lacks = rules.course_of(row, cases.country_of(row)).lacks.get(step, ())
    context = {
        "row": row,
        "form": form,
        "title": _(kind.title),
        "lead": _(kind.help) if kind.help else "",
        "why": case_course.why(procedure, lacks),
        "fits": not lacks and row.closed is None and row.claim is None,
        "source": str(kind.source),
        "checked": kind.source.checked,
    }
    return render(request, "protection/case_steps/step.html", context, status=422 if form.errors else 200)


@at_the_desk(ACT)
@require_POST
def let_go(request: HttpRequest, case: UUID) -> HttpResponse:
    """Let go of the matter, where the procedure says that nothing stands in the way any more."""
    body, staff = own_body(request), must_be_staff(request)
    row = cases.case_of(body.id, case)
    form = LetGoForm(request.POST)
    if form.is_valid():
        cases.conclude(body.id, case, form.cleaned_data["why"], actor=staff)
        messages.success(request, _("The matter was let go."))
        return redirect("protection:case-steps", case=case)
    record_look(request, case, "case", "protection:case-steps")
    return _page(request, row, form)


def _page(request: HttpRequest, row: Case, form: LetGoForm) -> HttpResponse:
    context = {"row": row, "let_go_form": form, **case_course.told(row)}
    return render(request, "protection/case_steps/course.html", context, status=422 if form.errors else 200)


def _refuse(form: StepForm, no: ProtectionError) -> None:
    """The desk's no at its place: at the fields that are wrong, or at the day, or above."""
    wrong: list[Problem] = no.params.get("problems", [])
    for one in wrong:
        form.refuse(one.field, one.code)
    if not wrong:
        form.add_error(PLACES.get(no.code), said(no))
