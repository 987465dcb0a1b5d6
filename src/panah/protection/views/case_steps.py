"""Recording a step of a case's procedure at the desk of a body."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panah.people.access import must_be_staff
from panah.protection.desk import case_steps as rules
from panah.protection.desk import case_work, cases
from panah.protection.desk.problems import ProtectionError
from panah.protection.views import case_course
from panah.protection.views.case_looks import look
from panah.protection.views.case_step_forms import StepForm
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.safeguards import procedures
from panah.safeguards.procedures import Problem, UnknownProcedureError

PLACES = {"step_in_future": "on", "step_too_early": "on", "step_before_matter": "on"}


@at_the_desk("protection.cases")
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
            let_go = case_work.take_step(body.id, case, step, data["on"], form.values, data["why"], actor=staff)
        except ProtectionError as no:
            _refuse(form, no)
        else:
            messages.success(request, _("Recorded. The matter was let go.") if let_go else _("Recorded."))
            return redirect(case_course.address(row))
    look(request, case, screen="protection:case")
    lacks = rules.course_of(row, cases.country_of(row)).lacks.get(step, ())
    context = {
        "row": row,
        "form": form,
        "title": _(kind.title),
        "lead": _(kind.help) if kind.help else "",
        "back": case_course.address(row),
        "why": case_course.why(procedure, lacks),
        "fits": not lacks and row.closed is None and row.claim is None,
        "source": str(kind.source),
        "checked": kind.source.checked,
    }
    return render(request, "protection/case_steps/step.html", context, status=422 if form.errors else 200)


def _refuse(form: StepForm, no: ProtectionError) -> None:
    """The desk's no at its place: at the fields that are wrong, or at the day, or above."""
    wrong: list[Problem] = no.params.get("problems", [])
    for one in wrong:
        form.refuse(one.field, one.code)
    if not wrong:
        form.add_error(PLACES.get(no.code), said(no))
