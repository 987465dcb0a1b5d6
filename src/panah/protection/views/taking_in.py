"""A body takes in a referral that came by hand: a file from a stick, or squares scanned from paper."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.journal.carrying.bundles import BundleRefusedError
from panah.people.access import must_be_staff
from panah.protection.desk import by_hand as desk
from panah.protection.desk.by_hand import TakenIn
from panah.protection.desk.slips import SlipError
from panah.protection.views.guard import at_the_desk, own_body_id
from panah.web.wording import word

ACT = "protection.referrals"
LARGEST = 8 << 20


class TakeInForm(forms.Form):
    """Either of the two."""

    file = forms.FileField(label=gettext_lazy("File from the stick"), required=False, max_length=200)
    squares = forms.CharField(
        label=gettext_lazy("Or the squares on the paper"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "mono", "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("Put the cursor here and scan every square, in any order."),
    )


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in what came by hand. Whatever comes later by the line joins it."""
    form = TakeInForm(request.POST, request.FILES) if request.method == "POST" else TakeInForm()
    if form.is_valid():
        try:
            taken = _taken(request, form)
        except (BundleRefusedError, SlipError) as no:
            form.add_error("squares" if isinstance(no, SlipError) else "file", word(f"by_hand:{no.code}"))
        else:
            if taken is None:
                form.add_error("file", word("by_hand:nothing"))
            else:
                return _told(request, taken)
    return render(request, "protection/by_hand/take_in.html", {"form": form}, status=422 if form.errors else 200)


def _taken(request: HttpRequest, form: TakeInForm) -> TakenIn | None:
    body, staff, given = own_body_id(request), must_be_staff(request), form.cleaned_data
    if given["file"]:
        if given["file"].size > LARGEST:
            raise BundleRefusedError("not_a_bundle")
        return desk.take_in_file(body, given["file"].read(), actor=staff)
    if given["squares"].strip():
        return desk.take_in_paper(body, given["squares"], actor=staff)
    return None


def _told(request: HttpRequest, taken: TakenIn) -> HttpResponse:
    if len(taken.fresh) == 1:
        messages.success(request, _("Taken in. Answer it, by telephone too if there is no line."))
        return redirect("protection:referral", referral=taken.fresh[0])
    if taken.fresh:
        messages.success(request, _("Taken in."))
    else:
        messages.success(request, _("You have this already. Nothing changed."))
    return redirect("protection:referrals")
