"""Complaints at the monitor's desk: read under the monitor's own key, answered, reminded of, closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from panah.border.desk.posts import posts
from panah.border.views.form_fields import Words, worded
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.looks import record_look
from panah.protection.complaint_limits import complaint_limits
from panah.protection.desk import complaints as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.models.complaints import Complaint
from panah.protection.views.guard import at_the_desk, said
from panah.web import formats, languages
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.complaints"


class AnswerForm(forms.Form):
    """The answer, as the person reads it."""

    text = Words(label=gettext_lazy("Your answer"), rows=6, max_length=desk.LONGEST_ANSWER)


class ReminderForm(forms.Form):
    """Whom the monitor waits for."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Who has to answer you?"),
        choices=lambda: worded("complaint_whom", ("post", "headquarters")),
        widget=forms.RadioSelect,
    )
    until = forms.DateField(label=gettext_lazy("By which day?"), widget=forms.DateInput(attrs={"type": "date"}))


class ClosingForm(forms.Form):
    """What came of it. Before an answer there is only one thing that can have."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=lambda: worded("complaint_outcome", desk.OUTCOMES),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, answered: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not answered:
            cast("forms.ChoiceField", self.fields["outcome"]).choices = worded("complaint_outcome", ("withdrawn",))


@at_the_desk(ACT)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first; their words stay closed until one is opened."""
    rows = list(Complaint.objects.order_by("-made", "subject"))
    texts = desk.texts_of(desk.reader_of(must_be_staff(request).id), [one.subject for one in rows])
    names = {post.id: post.name for post in posts()}
    columns = (
        Column(
            "made",
            _("Received"),
            cell=_link,
            text=lambda one: one.made.isoformat(),
            sort=lambda one: one.made,
            heading=True,
        ),
        Column("sort", _("About"), cell=lambda one: _sort(texts, one)),
        Column(
            "post",
            _("Post"),
            cell=lambda one: names.get(one.post, _("none named")),
            sort=lambda one: names.get(one.post, ""),
        ),
        Column("channel", _("How"), cell=lambda one: word(f"complaint_channel:{one.channel}")),
        Column("mark", _("Its mark"), cell=desk.mark_of),
        Column("state", _("State"), cell=standing, text=_standing_text),
    )
    table = Table(
        request, columns, rows, id="complaints", caption=_("Complaints and requests"),
        empty=_("Nobody has complained yet. See whether people know that they can: the card on the counter says how."),
        export_url=f"{reverse('protection:complaints')}?csv=1",
    )  # fmt: skip
    if request.GET.get("csv"):
        return table.csv("complaints.csv")
    return render(request, "protection/complaints/list.html", {"table": table, "readable": bool(texts) or not rows})


def _sort(texts: dict[UUID, Any], row: Complaint) -> str:
    return word(f"complaint_sort:{texts[row.subject].sort}") if row.subject in texts else _("sealed")


def _link(row: Complaint) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse("protection:complaint", args=[row.subject]), formats.moment(row.made)
    )


def standing(row: Complaint) -> SafeString:
    """How far it is, in colour and word."""
    colour = (
        "neutral"
        if row.closed
        else "red"
        if desk.overdue(row, timezone.now())
        else "green"
        if row.answered
        else "amber"
    )
    return state(colour, _standing_text(row))


def _standing_text(row: Complaint) -> str:
    if row.closed:
        return _("Closed")
    if desk.overdue(row, timezone.now()):
        return _("Overdue")
    return _("Answered") if row.answered else _("Waits for an answer")


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """One complaint; reading its words is a look (S8)."""
    return _page(request, complaint)


@at_the_desk(ACT)
@require_POST
def answer(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """The answer, for whoever has the receipt."""
    form = AnswerForm(request.POST)
    staff = must_be_staff(request)
    if form.is_valid():
        return _done(
            request, complaint, _("Answered. Whoever has the receipt can read it now."),
            lambda: desk.answer(complaint, form.cleaned_data["text"], reader=desk.reader_of(staff.id), actor=staff),
        )  # fmt: skip
    return _page(request, complaint, answer=form)


@at_the_desk(ACT)
@require_POST
def remind(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Tell somebody that their answer is waited for; of the complaint's words they learn nothing here."""
    form = ReminderForm(request.POST)
    if form.is_valid():
        whom, until = cast("Any", form.cleaned_data["whom"]), form.cleaned_data["until"]
        return _done(
            request, complaint, _("They are told."),
            lambda: desk.remind(complaint, whom, until, actor=must_be_staff(request)),
        )  # fmt: skip
    return _page(request, complaint, remind=form)


@at_the_desk(ACT)
@require_POST
def close(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Done with."""
    form = ClosingForm(request.POST)
    if form.is_valid():
        outcome = cast("Any", form.cleaned_data["outcome"])
        return _done(
            request, complaint, _("Closed."), lambda: desk.close(complaint, outcome, actor=must_be_staff(request))
        )
    return _page(request, complaint, close=form)


def _done(request: HttpRequest, complaint: UUID, well: str, act: Any) -> HttpResponse:
    try:
        act()
    except ProtectionError as no:
        if no.code == "complaint_unknown":
            raise Http404 from None
        messages.error(request, said(no))
    else:
        messages.success(request, well)
    return redirect("protection:complaint", complaint=complaint)


def _page(request: HttpRequest, complaint: UUID, **bound: forms.Form) -> HttpResponse:
    try:
        row = desk.get(complaint)
    except ProtectionError:
        raise Http404 from None
    text = desk.text_of(desk.reader_of(must_be_staff(request).id), complaint)
    if text is not None:
        record_look(request, complaint, "oversight", "protection:complaint")
    people = names_of([UUID(one["by"]) for one in text.answers] if text else [])
    context = {
        "row": row,
        "mark": desk.mark_of(row),
        "text": text,
        "sort": word(f"complaint_sort:{text.sort}") if text else "",
        "language": languages.get(text.language).own_name if text else "",
        "answers": [(_moment(one["at"]), people.get(UUID(one["by"]), "–"), one["text"]) for one in text.answers]
        if text
        else [],
        "post": next((post.name for post in posts() if post.id == row.post), _("none named")),
        "channel": word(f"complaint_channel:{row.channel}"),
        "standing": standing(row),
        "outcome": word(f"complaint_outcome:{row.outcome}") if row.outcome else "",
        "whom": word(f"complaint_whom:{row.whom}") if row.whom else "",
        "due": row.made + complaint_limits().answer,
        "answer": bound.get("answer", AnswerForm()),
        "remind": bound.get("remind", ReminderForm()),
        "close": bound.get("close", ClosingForm(answered=row.answered is not None)),
    }
    return render(request, "protection/complaints/complaint.html", context, status=422 if bound else 200)


def _moment(written: str) -> str:
    return formats.moment(datetime.fromisoformat(written))
