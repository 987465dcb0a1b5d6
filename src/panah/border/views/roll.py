"""The roll of the persons held: how each of them is, signed at shift change, kept and printable."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from panah.border.desk import holds
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView, SignedRoll
from panah.border.desk.posts import PostView
from panah.border.desk.posts import post as post_view
from panah.border.facts.holds import RollEntryPart
from panah.border.rules.line import line
from panah.border.views.at_post import both
from panah.border.views.common import post_tabs
from panah.border.views.looking import Names, free_of, names_of_list
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.web.forms import Tiles
from panah.web.wording import word

ACT = "border.roll"

DOCTOR = (
    ("not_needed", gettext_lazy("Not needed")),
    ("seen", pgettext_lazy("by a doctor", "Seen")),
    ("called", gettext_lazy("Called")),
)
CALL = (("made", gettext_lazy("Made")), ("offered", gettext_lazy("Offered")), ("declined", gettext_lazy("Declined")))


class RollEntryForm(forms.Form):
    """One held person at this moment."""

    food = forms.BooleanField(label=gettext_lazy("Has eaten"), required=False)
    water = forms.BooleanField(label=gettext_lazy("Has water"), required=False)
    # Nothing is chosen beforehand: it is signed, and a person who was asked nothing must not look as if they were.
    doctor = forms.ChoiceField(label=gettext_lazy("Doctor"), choices=DOCTOR, widget=Tiles(segmented=True))
    call = forms.ChoiceField(
        label=gettext_lazy("Call to family or a lawyer"), choices=CALL, widget=Tiles(segmented=True)
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=500, required=False)

    def entry(self, hold: HoldView) -> RollEntryPart:
        """The line of the roll."""
        return RollEntryPart(hold=hold.id, **self.cleaned_data)


Line = tuple[HoldView, RollEntryForm]


def _lines(request: HttpRequest, held: Sequence[HoldView]) -> list[Line]:
    data = request.POST if request.method == "POST" else None
    return [(hold, RollEntryForm(data, prefix=hold.id.hex)) for hold in held]


@both(ACT)
def roll(request: HttpRequest, post: PostView) -> HttpResponse:
    """Fill in and sign the roll; the last signed ones below."""
    lines = _lines(request, holds.queue(post.id))
    status = 200
    if request.method == "POST":
        bad = [form for _hold, form in lines if not form.is_valid()]
        if not bad:
            try:
                entries = [form.entry(hold) for hold, form in lines]
                signed = holds.sign_roll(post.id, entries, actor=must_be_staff(request))
            except DeskError as no:
                # Somebody came or went meanwhile: the page shows who is held now, and what was filled in stays.
                messages.error(request, word(f"desk:{no.code}", no.params))
                status = 409
            else:
                messages.success(request, _("Roll signed."))
                return redirect("border:roll-signed", roll=signed)
        else:
            status = 422
    rolls = holds.signed_rolls(post.id)
    names = names_of(one.signed_by for one in rolls)
    return render(
        request,
        "border/second_line/roll.html",
        {
            "post": post,
            "tabs": post_tabs(request, ACT, post),
            "lines": lines,
            "signed": [(one, names.get(one.signed_by, "–")) for one in rolls],
        },
        status=status,
    )


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def signed(request: HttpRequest, roll: UUID) -> HttpResponse:
    """One signed roll, to read and to print. Free to see are whoever is still held and one's own roll of this shift;
    other names show after a reason, which is one look at the roll (S8)."""
    try:
        found = holds.signed_roll(roll)
    except DeskError:
        raise Http404 from None
    if not must_be_staff(request).may(ACT, found.post):
        raise PermissionDenied
    here = post_view(found.post)
    with timezone.override(here.zone):
        names = names_of_list(request, roll, "border:roll-signed")
        if names.answer is not None:
            return names.answer
        named = _named(request, found, names)
        context = {"post": here, "roll": found, "lines": _told(found, named), "who": _who(found), "names": names}
        hidden = len(named) < len(found.lines)
        return render(request, "border/second_line/roll_signed.html", context | {"hidden": hidden})


def _named(request: HttpRequest, roll: SignedRoll, names: Names) -> frozenset[UUID]:
    """The holds on the roll whose persons may be named."""
    own = roll.signed_by == must_be_staff(request).id and timezone.now() - roll.signed <= line().own_work
    if names.shown or own:
        return frozenset(hold.id for _entry, hold in roll.lines)
    free = free_of(request, (hold.presentation.subject for _entry, hold in roll.lines))
    return frozenset(hold.id for _entry, hold in roll.lines if hold.presentation.subject in free)


def _told(roll: SignedRoll, named: frozenset[UUID]) -> list[dict[str, object]]:
    doctor, call = dict(DOCTOR), dict(CALL)
    return [
        {
            "entry": entry,
            "hold": hold,
            "named": hold.id in named,
            "doctor": doctor.get(entry.doctor, "–"),
            "call": call.get(entry.call, "–"),
        }
        for entry, hold in roll.lines
    ]


def _who(roll: SignedRoll) -> str:
    return names_of([roll.signed_by]).get(roll.signed_by, "–")
