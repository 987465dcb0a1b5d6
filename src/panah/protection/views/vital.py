"""Telling a body without consent to protect somebody's life: an officer asks, a commander signs, the monitor sees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from panah.border.desk.context import DeskError
from panah.border.desk.posts import posts
from panah.border.views.guard import held_here
from panah.people import acts
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.views.acts import SignForm
from panah.protection.desk import vital as desk
from panah.protection.desk.bodies import bodies
from panah.protection.desk.complaints import reader_of
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.vital import GROUNDS, Asked
from panah.protection.models.vital import Overridden
from panah.protection.views.guard import at_the_desk, said
from panah.protection.views.held import look_at_held
from panah.protection.views.referral_words import values
from panah.web import formats
from panah.web.forms import offer
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT, DECIDE, WATCH = "protection.refer", "protection.vital", "protection.oversight"


class AskForm(forms.Form):
    """What the commander has to know."""

    to = forms.ChoiceField(label=gettext_lazy("Who can help at once"))
    ground = forms.ChoiceField(label=gettext_lazy("Why they can't be asked"))
    reason = forms.CharField(
        label=gettext_lazy("What happens if nobody is told"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    health_told = forms.CharField(
        label=gettext_lazy("What the body must know now"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only what helping them needs. Nothing of why they fled goes."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(
            self.fields["to"],
            [
                (f"{body.id}/{need}", f"{body.name}: {word(f'need:{need}')}")
                for body in desk.reachable()
                for need in sorted(body.needs)
            ],
        )
        offer(self.fields["ground"], [(code, word(f"vital_ground:{code}")) for code in GROUNDS])


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, hold: UUID) -> HttpResponse:
    """An officer asks; nothing goes anywhere yet."""
    staff = must_be_staff(request)
    view = held_here(request, hold, ACT)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        body, _slash, need = given["to"].partition("/")
        try:
            told = {"health_told": given["health_told"], "wishes": given["health_told"]}
            desk.ask(hold, UUID(body), need, given["ground"], given["reason"], told, actor=staff)
        except ProtectionError as no:
            form.add_error(None, said(no))
        except DeskError as no:
            form.add_error(None, word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("The commander is asked. Call them: nothing goes before they have signed."))
            return redirect("border:hold", hold=hold)
    context = {"form": form, "hold": view}
    return render(request, "protection/vital/ask.html", context, status=422 if form.errors else 200)


@at_the_desk(DECIDE)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the commander of this post."""
    found = desk.waiting(_post(request))
    names = names_of([one.content.asked_by for one in found])
    columns = [
        Column("at", _("When"), cell=_link, text=lambda one: formats.moment(one.at), heading=True),
        Column("to", _("Who would be told"), cell=lambda one: one.body.name),
        Column("ground", _("Why they can't be asked"), cell=lambda one: word(f"vital_ground:{one.content.ground}")),
        Column("by", _("Asked by"), cell=lambda one: names.get(one.content.asked_by, "–")),
    ]
    table = Table(request, columns, found, id="vital", caption=_("Waits for you"), empty=_("Nothing waits for you."))
    return render(request, "protection/vital/waiting.html", {"table": table})


@at_the_desk(DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, ask: UUID) -> HttpResponse:
    """Everything the commander needs to decide, and the place to sign. After the hold's end it is a look (S8)."""
    staff, post = must_be_staff(request), _post(request)
    found = desk.get(post, ask)
    own = found.content.asked_by == staff.id
    if "decline" in request.POST:
        desk.decline(post, ask, actor=staff)
        messages.success(request, _("Nobody was told. What was asked is forgotten."))
        return redirect("protection:vital")
    signing = "sign" in request.POST and not own
    sign = None if own else SignForm(request, found.digest, data=request.POST if signing else None)
    if signing and sign is not None and (signature := sign.signature()) is not None:
        try:
            desk.confirm(post, ask, signature, actor=staff)
        except DeskError as no:
            messages.error(request, word(f"desk:{no.code}", no.params))
            return redirect("protection:vital-decide", ask=ask)
        messages.success(request, _("Told under seal, and the monitor with it. Call the body now."))
        return redirect("protection:vital")
    if not signing and (asked := look_at_held(request, found.hold)) is not None:
        return asked
    if sign is not None:
        acts.offer(request, found.digest, request.path)
    context = {
        "found": found,
        "sign": sign,
        "need": word(f"need:{found.content.need}"),
        "ground": word(f"vital_ground:{found.content.ground}"),
        "by": names_of([found.content.asked_by]).get(found.content.asked_by, "–"),
        "values": values(found.values),
    }
    return render(request, "protection/vital/decide.html", context, status=422 if signing else 200)


@at_the_desk(WATCH)
@require_safe
def overseen(request: HttpRequest) -> HttpResponse:
    """For the monitor: each time that a body was told without consent."""
    reader = reader_of(must_be_staff(request).id)
    found = desk.overridden_of(reader)
    names = names_of([one for row in found for one in (row.asked_by, row.supervisor)])
    at, told = {one.id: one.name for one in posts()}, {one.id: one.name for one in bodies()}
    columns = [
        Column("at", _("When"), cell=lambda row: formats.moment(row.at), sort=lambda row: row.at, heading=True),
        Column("post", _("Post"), cell=lambda row: at.get(row.post, "–")),
        Column("to", _("Who was told"), cell=lambda row: f"{told.get(row.to, '–')}: {word(f'need:{row.need}')}"),
        Column("why", _("Why"), cell=_why, text=lambda row: row.reason),
        Column("by", _("Asked by"), cell=lambda row: names.get(row.asked_by, "–")),
        Column("supervisor", _("Signed by"), cell=lambda row: names.get(row.supervisor, "–")),
        Column("until", _("Until"), cell=lambda row: formats.moment(row.until)),
    ]
    nothing = _("No body was told without consent.")
    table = Table(request, columns, found, id="overridden", caption=_("Without consent"), empty=nothing)
    return render(request, "protection/vital/overseen.html", {"table": table, "readable": reader is not None})


def _post(request: HttpRequest) -> UUID:
    post = must_be_staff(request).post
    if post is None:
        raise PermissionDenied
    return post


def _link(one: Asked) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("protection:vital-decide", args=[one.id]), formats.moment(one.at))


def _why(row: Overridden) -> SafeString:
    return format_html('{}<br><span dir="auto">{}</span>', word(f"vital_ground:{row.ground}"), row.reason)
