"""Referrals as a post sees them: handed over, in figures, whom to ask next; consent taken back; the person's card."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from panah.border.desk.context import Acting, DeskError
from panah.border.views.guard import held_here
from panah.people.access import must_be_staff
from panah.protection.desk import replies as desk
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.replies import FollowUp
from panah.protection.views.guard import at_the_desk, said
from panah.protection.views.held import look_at_held
from panah.protection.views.person_card import PRINTED, card_pdf
from panah.protection.views.sending import HOW, exceptable, last_second
from panah.safeguards.conversation import card_languages
from panah.safeguards.conversation.cards import CardLanguage
from panah.safeguards.routes import CONSENT_PURPOSES, field_titles
from panah.web import formats
from panah.web.forms import offer
from panah.web.printing import pdf_response
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.refer"
FIGURES = "protection.referrals.figures"


ALL, LESS = "all", "less"


class ConsentForm(forms.Form):
    """Consent taken back or narrowed, by the number on the person's card."""

    reference = forms.CharField(label=gettext_lazy("Number on the card"), max_length=20)
    purposes = forms.MultipleChoiceField(label=gettext_lazy("For what"), widget=forms.CheckboxSelectMultiple)
    answer = forms.ChoiceField(
        label=gettext_lazy("What do they say now?"),
        widget=forms.RadioSelect,
        choices=[
            (ALL, gettext_lazy("They take it back")),
            (LESS, gettext_lazy("Yes, but less: not everything, or only for a time")),
        ],
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("Everything but …"), widget=forms.CheckboxSelectMultiple, required=False
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    how = forms.ChoiceField(label=gettext_lazy("How it was asked"))
    language = forms.ChoiceField(label=gettext_lazy("In which language"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("purposes", [(purpose, word(f"consent_for:{purpose}")) for purpose in CONSENT_PURPOSES]),
            ("without", [(name, _(title)) for name, title in field_titles().items() if name in exceptable()]),
            ("how", [(code, word(f"consent_how:{code}")) for code in HOW]),
            ("language", [("", "–"), *((one.code, one.own_name) for one in card_languages().values())]),
        ):
            offer(self.fields[name], choices)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        less = bool(given.get("without") or given.get("until"))
        if given.get("answer") == ALL and less:
            self.add_error("answer", _("They take back everything, or a part of it: choose one."))
        if given.get("answer") == LESS and not less and not self.errors:
            self.add_error("without", word("protection:limit_needed"))
        if given.get("until") and given["until"] < timezone.localdate():
            self.add_error("until", word("protection:until_over"))
        return given


@at_the_desk(FIGURES)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How many referrals are open, late, answered; nothing of what they say."""
    staff = must_be_staff(request)
    count = desk.count(staff.post)
    can_follow = staff.may(ACT) and staff.post is not None
    table = _table(request, staff.post) if can_follow and staff.post else None
    context = {"count": count, "table": table, "can_follow": can_follow}
    return render(request, "protection/referring/figures.html", context)


def _table(request: HttpRequest, post: UUID) -> Table:
    columns = [
        Column("reference", _("Number"), cell=_link, text=lambda one: one.reference, heading=True),
        Column("what", _("What happened"), cell=_what),
        Column("sent", _("Asked"), cell=lambda one: formats.moment(_moment(one.sent)), sort=lambda one: one.sent),
        Column("urgent", _("Urgent"), cell=lambda one: state("amber", _("Urgent")) if one.urgent else ""),
    ]
    return Table(
        request, columns, desk.to_follow_up(post), id="follow", caption=_("Waits for you"),
        empty=_("No referral waits for somebody at this post"),
    )  # fmt: skip


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, referral: UUID) -> HttpResponse:
    """A body declined, keeps silent, or asks: answer it, or ask the next. After the hold's end, it is a look (S8)."""
    staff = must_be_staff(request)
    if staff.post is None:
        raise PermissionDenied
    found = desk.follow_up(staff.post, referral)
    if (asked_why := look_at_held(request, found.hold)) is not None:
        return asked_why
    if request.method == "POST":
        try:
            return _followed(request, found)
        except ProtectionError as no:
            messages.error(request, _("Say why.") if no.code == "reason_needed" else said(no))
        except DeskError as no:
            messages.error(request, word(f"desk:{no.code}", no.params))
        return redirect("protection:referral-follow-up", referral=referral)
    names = {one.id: one for one in bodies()}
    asked = names.get(found.body)
    choices = [(one.body, names[UUID(one.body)], [word(code) for code in one.why]) for one in desk.next_bodies(found)]
    context = {
        "found": found,
        "what": _what(found),
        "sent": _moment(found.sent),
        "asked": asked,
        "needs": [word(f"need:{need}") for need in found.needs],
        "choices": choices,
    }
    return render(request, "protection/referring/follow_up.html", context)


def _followed(request: HttpRequest, found: FollowUp) -> HttpResponse:
    staff = must_be_staff(request)
    given = request.POST
    if "answer" in given:
        desk.explain(found, given["answer"], actor=staff)
        messages.success(request, _("Answered, under seal."))
        return redirect("protection:referral-figures")
    choices = {one.body for one in desk.next_bodies(found)}
    if given.get("body", "") not in choices:
        messages.error(request, _("Choose a body."))
        return redirect("protection:referral-follow-up", referral=found.id)
    told = {name: given.get(name, "").strip()[:1000] for name in ("language", "safe_contact", "wishes")}
    went = desk.ask_next(found, UUID(given["body"]), given.get("why", ""), told, actor=staff)
    if went:
        messages.success(request, _("The next body is asked, too. The first isn't let off."))
    else:
        messages.error(request, _("The person's consent doesn't cover this. Ask them first."))
    return redirect("protection:referral-figures")


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    """The person takes consent back or narrows it: everybody who received anything is told."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            told = _taken_back(form.cleaned_data, must_be_staff(request))
        except ProtectionError as no:
            form.add_error("reference", said(no))
        else:
            messages.success(
                request, _("Bodies told: %(count)s. Each has to confirm.") % {"count": formats.number(told)}
            )
            return redirect("protection:referral-figures")
    status = 422 if form.is_bound else 200
    return render(request, "protection/referring/take_back.html", {"form": form}, status=status)


def _taken_back(data: dict[str, Any], staff: Acting) -> int:
    about = data["reference"], data["purposes"]
    asked = data["how"], data["language"]
    if data["answer"] == ALL:
        return desk.take_back(*about, *asked, actor=staff)
    until = last_second(data["until"]) if data["until"] else None
    return desk.narrow(*about, data["without"], until, *asked, actor=staff)


@at_the_desk(ACT)
@require_safe
def handed_over(request: HttpRequest, hold: UUID) -> HttpResponse:
    """After a hand-over: the number, and the card to print for the person."""
    reference = _reference(request, hold)
    return render(
        request,
        "protection/referring/handed_over.html",
        {"hold": hold, "reference": reference, "languages": _printed()},
    )


@at_the_desk(ACT)
@require_safe
def card(request: HttpRequest, hold: UUID) -> HttpResponse:
    """The card for the person, in their language."""
    reference = _reference(request, hold)
    spoken = request.GET.get("language", "")
    if spoken not in {one.code for one in _printed()}:
        spoken = "en"
    return pdf_response(card_pdf(reference, spoken), "card.pdf")


def _printed() -> list[CardLanguage]:
    return [one for one in card_languages().values() if one.code in PRINTED]


def _reference(request: HttpRequest, hold: UUID) -> str:
    held_here(request, hold, ACT)
    reference = desk.reference_of(hold)
    if not reference:
        raise Http404
    return reference


def _link(row: FollowUp) -> SafeString:
    address = reverse("protection:referral-follow-up", args=[row.id])
    return format_html('<a class="mono" href="{}">{}</a>', address, row.reference)


def _what(row: FollowUp) -> str:
    if row.question:
        return _("The body asks something")
    if row.reason:
        return f"{word('clock:declined')} {word(f'decline:{row.reason}')}"
    return word(row.due[-1].why) if row.due else ""


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())
