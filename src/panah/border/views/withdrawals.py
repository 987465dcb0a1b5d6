"""Somebody goes back of their own will: asked alone, in own words, recorded and counted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from panah.border.desk import noticing
from panah.border.desk import refusals as desk
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.views.noticed import notice_lines
from panah.border.views.refusal_forms import WithdrawForm
from panah.border.views.refusals import ACT, to_be_heard, why_not
from panah.border.views.second_line import of_my_post
from panah.people.access import may, must_be_staff
from panah.safeguards.guard.answers import Verdict


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_post
def withdraw(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """With something open about the person there is no form. Whoever fears to go back is heard instead."""
    if hold.released is not None:
        raise DeskError("hold_released")
    before = desk.verdict(hold.id, "withdraw_at_line")
    if not before.allowed:
        return render(request, "border/refusals/not_possible.html", {"hold": hold, "why": why_not(before)})
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.feared:
        return to_be_heard(request, hold, form)
    if form.is_bound and form.is_valid():
        try:
            desk.withdraw(hold.id, form.fact(), actor=must_be_staff(request))
        except DeskError as no:
            if no.code != "refusal_not_allowed":
                raise
            said = Verdict(False, no.params["why"], no.params["would_allow"])
            return render(
                request, "border/refusals/not_possible.html", {"hold": hold, "why": why_not(said)}, status=409
            )
        messages.success(request, _("Written down: the person goes back of their own will."))
        return redirect("border:second-line")
    noticed = notice_lines(noticing.before_sending_back(hold.presentation))
    context = {"hold": hold, "form": form, "noticed": noticed}
    return render(request, "border/refusals/withdraw.html", context, status=422 if form.is_bound else 200)
