"""The roll of the persons held: how each of them is, signed at shift change."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.border.desk import holds
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.facts.holds import RollEntryPart
from panah.border.models import Roll
from panah.border.views.common import chosen_post, post_tabs
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.web.forms import Tiles
from panah.web.wording import word

ACT = "border.roll"

DOCTOR = (
    ("not_needed", gettext_lazy("Not needed")),
    ("seen", gettext_lazy("Seen")),
    ("called", gettext_lazy("Called")),
)
CALL = (("made", gettext_lazy("Made")), ("offered", gettext_lazy("Offered")), ("declined", gettext_lazy("Declined")))


class RollEntryForm(forms.Form):
    """One held person at this moment."""

    food = forms.BooleanField(label=gettext_lazy("Has eaten"), required=False)
    water = forms.BooleanField(label=gettext_lazy("Has water"), required=False)
    doctor = forms.ChoiceField(
        label=gettext_lazy("Doctor"), choices=DOCTOR, widget=Tiles(segmented=True), initial="not_needed"
    )
    call = forms.ChoiceField(
        label=gettext_lazy("Call to family or a lawyer"), choices=CALL, widget=Tiles(segmented=True), initial="offered"
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=500, required=False)

    def entry(self, hold: HoldView) -> RollEntryPart:
        """The line of the roll."""
        return RollEntryPart(hold=hold.id, **self.cleaned_data)


Line = tuple[HoldView, RollEntryForm]


def _lines(request: HttpRequest, held: Sequence[HoldView]) -> list[Line]:
    data = request.POST if request.method == "POST" else None
    return [(hold, RollEntryForm(data, prefix=hold.id.hex)) for hold in held]


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest) -> HttpResponse:
    """Fill in and sign the roll; the last signed ones below."""
    post = chosen_post(request, ACT)
    lines = _lines(request, holds.queue(post.id))
    status = 200
    if request.method == "POST":
        bad = [form for _hold, form in lines if not form.is_valid()]
        if not bad:
            try:
                holds.sign_roll(post.id, [form.entry(hold) for hold, form in lines], actor=must_be_staff(request))
            except DeskError as no:
                messages.error(request, word(f"desk:{no.code}", no.params))
            else:
                messages.success(request, _("Roll signed."))
            return redirect(f"{reverse('border:roll')}?post={post.id.hex}")
        status = 422
    signed = list(Roll.objects.filter(post=post.id).order_by("-signed")[:5])
    names = names_of(row.signed_by for row in signed)
    return render(
        request,
        "border/second_line/roll.html",
        {
            "post": post,
            "tabs": post_tabs(request, ACT, post),
            "lines": lines,
            "signed": [(row.signed, names.get(row.signed_by, "–")) for row in signed],
        },
        status=status,
    )
