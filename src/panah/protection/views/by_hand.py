"""One referral by hand where there is no line: the sealed file and the paper at the post, and its answer on paper."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.border.desk.posts import post as post_of
from panah.border.views.guard import held_here
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.protection.desk import by_hand as desk
from panah.protection.desk import paper_answers
from panah.protection.desk.by_hand import Carriable
from panah.protection.desk.paper_answers import ON_PAPER
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import REASONS
from panah.protection.views.guard import at_the_desk, said
from panah.protection.views.held import look_at_held
from panah.protection.views.referral_words import needs_of
from panah.web import formats
from panah.web.forms import offer
from panah.web.printing import compile_pdf, pdf_response
from panah.web.wording import word

ACT = "protection.refer"


class PaperAnswerForm(forms.Form):
    """What a body answered on paper or by telephone."""

    answer = forms.ChoiceField(label=gettext_lazy("What the body answered"))
    reason = forms.ChoiceField(label=gettext_lazy("If it declined: why"), required=False)
    happened = forms.DateTimeField(
        label=gettext_lazy("When it answered"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    who = forms.CharField(
        label=gettext_lazy("Who answered, and how"),
        max_length=200,
        help_text=gettext_lazy("Such as: the head of the shelter, by telephone. Say nothing about the person."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["answer"], [(code, word(f"referral:{code}")) for code in ON_PAPER])
        offer(self.fields["reason"], [("", "–"), *((code, word(f"decline:{code}")) for code in REASONS)])


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, hold: UUID) -> HttpResponse:
    """What was sent about somebody held, and how each can go by hand. After the hold's end it is a look (S8)."""
    view = held_here(request, hold, ACT)
    sent = desk.of_hold(hold)
    if not sent:
        raise Http404
    if (asked := look_at_held(request, hold)) is not None:
        return asked
    waits = {one.referral for one in paper_answers.waiting(view.post)}
    context = {
        "hold": hold,
        "reference": sent[0].reference,
        "sent": [_shown(one, one.id in waits) for one in sent],
        "form": PaperAnswerForm(),
    }
    return render(request, "protection/by_hand/sent.html", context)


@at_the_desk(ACT)
@require_safe
def file(request: HttpRequest, hold: UUID, referral: UUID) -> HttpResponse:
    """The sealed file of one referral, named by its number."""
    one = _one(request, hold, referral)
    response = HttpResponse(desk.file_of(referral), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{one.reference}.panah"'
    return response


@at_the_desk(ACT)
@require_safe
def form(request: HttpRequest, hold: UUID, referral: UUID) -> HttpResponse:
    """The same on paper: number, body, and squares that only the body's key opens. It says nothing of the person."""
    one = _one(request, hold, referral)
    view = held_here(request, hold, ACT)
    data = {
        "heading": _("Referral by hand"),
        "body": one.body.name,
        "facts": [
            [_("Number"), one.reference],
            [_("Post"), post_of(view.post).name],
            [_("When"), formats.moment(_moment(one.sent))],
            [_("Telephone"), one.body.phone or "–"],
            [_("Address"), one.body.address or "–"],
        ],
        "squares": [_square(text) for text in one.squares],
        "none": ""
        if one.squares
        else _(
            "There are no squares: the body has it already, or it is too long for paper. Bring the file on a stick."
        ),
        "how": _(
            "For the body: open Panah, go to Referrals, press Take in, and scan every square into the field there, in "
            "any order. Taking it in twice changes nothing. Only your key opens it."
        ),
        "answer": _("Your answer: we have it · accepted · declined, why"),
        "received": _("Received by, when"),
        "says": _("Confidential. Don't copy. Give it to the body named above and to nobody else."),
    }
    return pdf_response(compile_pdf("print/by_hand.typ", data, title=_("Referral by hand")), "by-hand.pdf")


@at_the_desk(ACT)
@require_POST
def answer(request: HttpRequest, hold: UUID, referral: UUID) -> HttpResponse:
    """Key in what the body answered on paper; another officer confirms it."""
    _one(request, hold, referral)
    given = PaperAnswerForm(request.POST)
    if not given.is_valid():
        wrong = next(iter(given.errors))
        messages.error(request, f"{given.fields[wrong].label}: {given.errors[wrong][0]}")
        return redirect("protection:by-hand", hold=hold)
    told, staff = given.cleaned_data, must_be_staff(request)
    at = held_here(request, hold, ACT).post
    try:
        paper_answers.key_in(
            at, referral, told["answer"], told["happened"], told["who"], reason=told["reason"],
            actor=staff,
        )  # fmt: skip
    except ProtectionError as no:
        messages.error(request, said(no))
    else:
        messages.success(request, _("Keyed in. It counts once another officer has confirmed it."))
    return redirect("protection:by-hand", hold=hold)


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest) -> HttpResponse:
    """Answers that were keyed in and wait for another officer."""
    staff = must_be_staff(request)
    if staff.post is None:
        raise PermissionDenied
    if request.method == "POST":
        return _decided(request, staff.post)
    found = paper_answers.waiting(staff.post)
    names = names_of([one.keyed_by for one in found])
    waiting = [
        {
            "one": one,
            "answer": word(f"referral:{one.answer}"),
            "reason": word(f"decline:{one.reason}") if one.reason else "",
            "by": names.get(one.keyed_by, "–"),
            "own": one.keyed_by == staff.id,
        }
        for one in found
    ]
    return render(request, "protection/by_hand/on_paper.html", {"waiting": waiting})


def _decided(request: HttpRequest, post: UUID) -> HttpResponse:
    staff, given = must_be_staff(request), request.POST
    try:
        referral = UUID(given.get("referral", ""))
        if given.get("act") == "confirm":
            paper_answers.confirm(post, referral, actor=staff)
            messages.success(request, _("Confirmed. The body is told, too."))
        else:
            paper_answers.reject(post, referral, actor=staff)
            messages.success(request, _("Taken away. It never counted."))
    except ValueError:
        raise Http404 from None
    except ProtectionError as no:
        messages.error(request, said(no))
    return redirect("protection:answers-on-paper")


def _one(request: HttpRequest, hold: UUID, referral: UUID) -> Carriable:
    held_here(request, hold, ACT)
    found = next((one for one in desk.of_hold(hold) if one.id == referral), None)
    if found is None:
        raise Http404
    return found


def _shown(one: Carriable, waits: bool) -> dict[str, Any]:
    return {
        "one": one,
        "needs": needs_of(one.needs),
        "sent": _moment(one.sent),
        "waits": waits,
    }


def _square(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", mode="alphanumeric").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())
