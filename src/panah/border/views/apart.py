"""Asking a member of a family alone how they want to go on (S12): with the others, or separately."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.border.desk import apart as desk
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.facts.groups import AskedAboutFamily
from panah.border.views.families import WANTS, family_of
from panah.border.views.refusal_forms import SpokenForm
from panah.border.views.second_line import ACT, of_my_post
from panah.people.access import may, must_be_staff
from panah.web.forms import Tiles


class ApartForm(SpokenForm):
    """What the person wants, and that nobody of the family was there."""

    alone = forms.BooleanField(
        label=gettext_lazy("I asked the person alone, nobody of the family saw or heard it"),
        error_messages={"required": gettext_lazy("Ask the person alone first.")},
    )
    wants = forms.ChoiceField(label=gettext_lazy("What the person wants"), choices=WANTS, widget=Tiles(segmented=True))

    def fact(self, hold: HoldView) -> AskedAboutFamily:
        """What is recorded."""
        given = self.cleaned_data
        return AskedAboutFamily(
            presentation=hold.presentation.subject,
            wants=given["wants"],
            language=given["language"],
            understood=given["understood"],
            interpreter=given["interpreter"],
            asked_alone=given["alone"],
        )


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_post
def ask(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """The form, and what was said last. A child has none."""
    if hold.released is not None:
        raise DeskError("hold_released")
    family = family_of(hold.presentation, must_be_staff(request))
    if family is None:
        raise DeskError("no_family")
    if family.child:
        raise DeskError("child_cannot_say")
    form = ApartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        desk.ask(hold.id, form.fact(hold), actor=must_be_staff(request))
        messages.success(request, _("Written down."))
        return redirect("border:hold", hold=hold.id)
    context = {"hold": hold, "form": form, "family": family}
    return render(request, "border/second_line/apart.html", context, status=422 if form.is_bound else 200)
