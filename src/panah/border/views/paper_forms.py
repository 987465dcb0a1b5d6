"""Keying forms in, and the second officer who confirms each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panah.border.desk import forms as desk
from panah.border.desk import paper
from panah.border.desk.context import DeskError
from panah.border.desk.parties import name_of
from panah.border.desk.posts import PostView
from panah.border.models import PaperForm, Presentation
from panah.border.rules import form_numbers
from panah.border.views.at_post import at_post, both, must_be_here, posting
from panah.border.views.form_fields import SEXES, Words, states
from panah.border.views.looking import look_or_ask
from panah.border.views.paper_form import FormFields, initial_of
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.forms import uuid_of
from panah.web.tables import Column, Table
from panah.web.wording import country, word

WORK = "border.paper.work"
CONFIRM = "border.paper.confirm"
_FIELD_OF = {
    "number_unreadable": "number",
    "number_not_printed": "number",
    "number_taken": "number",
    "in_future": "happened",
    "outside_paper_time": "happened",
    "lane_unknown": "lane",
    "purpose_unknown": "purpose",
    "means_unknown": "means",
    "capacity_unknown": "capacity",
}


class RejectForm(forms.Form):
    """Why a form goes back."""

    reason = Words(label=gettext_lazy("What differs from the paper"), rows=2)


@both(WORK)
def key(request: HttpRequest, post: PostView) -> HttpResponse:
    """Key one form in; the next one comes at once."""
    wanted = uuid_of(request.GET.get("form"))
    again = desk.get(wanted) if wanted is not None else None
    if again is not None:
        must_be_here(request, WORK, again.post)
        again = again if again.status != "confirmed" else None
    form = FormFields(post, request.POST or None, initial=_start(request, post, again))
    if request.method == "POST" and form.is_valid():
        try:
            keyed = desk.get(desk.key(post.id, form.keyed(), actor=must_be_staff(request)))
        except DeskError as no:
            _show(form, no)
        else:
            messages.success(
                request, _("%(number)s is keyed in and waits for a second officer.") % {"number": keyed.number}
            )
            return redirect(f"{reverse('border:paper-key')}?after={keyed.number}")
    context = {"post": post, "form": form, "again": again, "states": states(), "reckoning": paper.reckoning(post.id)}
    return render(request, "border/paper/key.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest, post: PostView, again: PaperForm | None) -> dict[str, Any]:
    if again is not None:
        return initial_of(again)
    after = form_numbers.parse(request.GET.get("after", "")[:20], paper.prefix(post.id))
    if after is None:
        return {}
    following = form_numbers.FormNumber(after.prefix, after.count + 1)
    return {"number": str(following)} if any(following in batch for batch in paper.batches(post.id)) else {}


def _show(form: FormFields, no: DeskError) -> None:
    if no.code == "document_problems":
        form.add_problems(no.params["problems"])
    else:
        form.add_error(_FIELD_OF.get(no.code), word(f"desk:{no.code}", no.params))


def _link(row: PaperForm) -> SafeString:
    return format_html('<a class="mono" href="{}">{}</a>', reverse("border:paper-form", args=[row.subject]), row.number)


def _name(row: PaperForm) -> str:
    # A recorded form is somebody's file: it opens with a reason.
    return "–" if row.status == "confirmed" else name_of(row.content.get("document", {})) or "–"


@at_post(WORK)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """All forms, by what became of them."""
    status = request.GET.get("status", "keyed")
    if status not in ("keyed", "rejected", "confirmed", "voided"):
        status = "keyed"
    rows = desk.listed(post.id)
    names = names_of([*(row.keyed_by for row in rows), *(row.decided_by for row in rows)])
    columns = (
        Column(
            "number", _("Number"), cell=_link, text=lambda row: row.number, sort=lambda row: row.number, heading=True
        ),
        Column("happened", _("Time on the form"), cell=lambda row: formats.moment(row.happened), sort=_happened),
        Column("name", _("Name"), cell=_name),
        Column("keyed_by", _("Keyed in by"), cell=lambda row: names.get(row.keyed_by, "–")),
        Column("decided_by", _("Decided by"), cell=lambda row: names.get(row.decided_by, "–")),
        Column("reason", _("Reason")),
    )
    table = Table(
        request,
        columns,
        [row for row in rows if row.status == status],
        id="forms",
        caption=word(f"form:{status}"),
        empty=_("No form here. Forms appear when they are keyed in."),
        sort="number",
        export_url=f"{reverse('border:paper-forms')}?csv=1&status={status}",
    )
    if request.GET.get("csv"):
        return table.csv(f"forms-{status}.csv")
    tabs = [
        {
            "label": word(f"form:{code}"),
            "url": f"?status={code}",
            "current": code == status,
            "count": sum(row.status == code for row in rows),
        }
        for code in ("keyed", "rejected", "confirmed", "voided")
    ]
    return render(request, "border/paper/forms.html", {"post": post, "table": table, "tabs": tabs})


def _happened(row: PaperForm) -> float:
    return row.happened.timestamp() if row.happened else 0.0


@both(WORK)
def show(request: HttpRequest, post: PostView, form: UUID) -> HttpResponse:
    """One form beside its paper: compare, then confirm or send back. Once it is recorded, seeing it is a look."""
    row = desk.get(form)
    must_be_here(request, WORK, row.post)
    crossed = Presentation.objects.filter(subject=row.presentation).first() if row.presentation else None
    if crossed is not None and (asked := look_or_ask(request, crossed, "border:paper-form")) is not None:
        return asked
    return _page(request, form, RejectForm())


def _page(request: HttpRequest, form: UUID, reject: RejectForm, status: int = 200) -> HttpResponse:
    row = desk.get(form)
    must_be_here(request, WORK, row.post)
    staff = must_be_staff(request)
    document = row.content.get("document", {})
    context = {
        "row": row,
        "content": row.content,
        "document": document,
        "company": row.content.get("accompaniment"),
        "names": names_of([row.keyed_by, row.decided_by]),
        "keyed_by": names_of([row.keyed_by]).get(row.keyed_by, "–"),
        "decided_by": names_of([row.decided_by]).get(row.decided_by, "–") if row.decided_by else "",
        "own": row.keyed_by == staff.id,
        "may_confirm": staff.may(CONFIRM, row.post),
        "issuer": country(document.get("issuer")),
        "sex": dict(SEXES).get(document.get("sex", "")),
        "reject": reject,
    }
    return render(request, "border/paper/form.html", context, status=status)


@posting(CONFIRM, back="border:paper-form")
def confirm(request: HttpRequest, post: PostView, form: UUID) -> HttpResponse:
    """The form agrees with its paper: it is a presentation from now on. The next one that waits comes at once."""
    row = desk.get(form)
    must_be_here(request, CONFIRM, row.post)
    desk.confirm(form, actor=must_be_staff(request))
    messages.success(request, _("%(number)s is recorded at the time it happened.") % {"number": row.number})
    return _next(request, row)


@posting(CONFIRM, back="border:paper-form")
def reject(request: HttpRequest, post: PostView, form: UUID) -> HttpResponse:
    """The form differs from its paper: it is keyed in again."""
    row = desk.get(form)
    must_be_here(request, CONFIRM, row.post)
    given = RejectForm(request.POST)
    if not given.is_valid():
        return _page(request, form, given, status=422)
    desk.reject(form, given.cleaned_data["reason"], actor=must_be_staff(request))
    messages.success(request, _("%(number)s goes back to be keyed in again.") % {"number": row.number})
    return _next(request, row)


def _next(request: HttpRequest, row: PaperForm) -> HttpResponse:
    waiting = desk.to_confirm(row.post, must_be_staff(request).id)
    following = next((other for other in waiting if other.number > row.number), waiting[0] if waiting else None)
    if following is None:
        return redirect("border:paper-forms")
    return redirect("border:paper-form", form=following.subject)
