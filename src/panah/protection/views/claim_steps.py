"""The steps of a claim on the screen: which are offered, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from panah.people.access import must_be_staff
from panah.protection import claim_life
from panah.protection.apply.claims import life_of
from panah.protection.claim_life import ClaimRuleError
from panah.protection.desk import claims as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Claim
from panah.protection.views import claim_forms as hearing
from panah.protection.views import claim_forms_decisions as decisions
from panah.protection.views import claim_forms_others as others
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.claim_forms import StepForm
from panah.protection.views.guard import NOT_FOUND, at_the_desk, own_body, said

STEPS: dict[str, type[StepForm]] = {
    "call": hearing.CallForm,
    "not-come": hearing.NotComeForm,
    "interview": hearing.InterviewForm,
    "decide": decisions.DecideForm,
    "serve": decisions.ServeForm,
    "appeal": decisions.AppealForm,
    "leave": decisions.LeaveForm,
    "court": decisions.CourtForm,
    "conclude": decisions.ConcludeForm,
    "status": decisions.StatusForm,
    "searched": others.SearchForm,
    "certificate": others.RenewForm,
    "child": hearing.ChildForm,
    "family": others.FamilyForm,
    "same": others.SameForm,
    "reopen": decisions.ReopenForm,
    "withdraw": decisions.WithdrawForm,
    "transfer": others.TransferForm,
    "missing": others.MissingForm,
    "status-end": decisions.StatusEndForm,
    "died": others.DiedForm,
    "death-corrected": others.DeathCorrectedForm,
}
"""By their names in addresses, in the order in which they are offered."""

FIRST = (
    "call",
    "not-come",
    "interview",
    "decide",
    "serve",
    "appeal",
    "leave",
    "court",
    "conclude",
    "status",
    "searched",
)
"""What the work is about; everything else stands behind it."""


def offered(row: Claim) -> list[tuple[str, str | Promise, str]]:
    """What may be done with a claim now: name, title, icon."""
    life, today = life_of(row), timezone.localdate()
    found = []
    for name, form in STEPS.items():
        if name == "withdraw" and life.state in claim_life.UNDECIDED:
            continue
        try:
            claim_life.after(life, form.probe(row), today)
        except ClaimRuleError:
            continue
        found.append((name, form.title, form.icon))
    # Whoever was called is interviewed next, and called again only if need be; whoever can't be found is searched for.
    last = ("not-come", "call") if life.state == "called" else ("decide",) if life.missing_since else ()
    return sorted(found, key=lambda one: last.index(one[0]) + 1 if one[0] in last else 0)


@at_the_desk("protection.claims")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, claim: UUID, step: str) -> HttpResponse:
    """One step: its form, and what a desk says no to at its place. The look is a fact (S8)."""
    body, staff = own_body(request), must_be_staff(request)
    kind = STEPS.get(step)
    if kind is None:
        raise Http404
    row = desk.claim_of(body.id, claim)
    form = kind(row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.perform(actor=staff)
        except ProtectionError as no:
            if no.code in NOT_FOUND and no.code not in kind.places:
                raise
            form.add_error(kind.places.get(no.code), said(no))
        else:
            messages.success(request, str(kind.done))
            return redirect("protection:claim", claim=claim)
    if request.method != "POST":
        look_each_time(request, claim, screen="protection:claim-step")
    context = {
        "row": row,
        "form": form,
        "title": kind.title,
        "lead": kind.lead,
        "button": kind.button,
        "icon": kind.icon,
        "confirm": kind.confirm,
        "fits": step in {name for name, *_ in offered(row)},
    }
    return render(request, "protection/claims/step.html", context, status=422 if form.errors else 200)
