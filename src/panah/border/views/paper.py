"""Working on paper: whether the post does, printing forms, what became of every number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panah.border.desk import forms as forms_desk
from panah.border.desk import paper as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView
from panah.border.models import FormBatch, PaperForm, PaperPeriod
from panah.border.rules.form_numbers import MOST_AT_ONCE, FormNumber
from panah.border.views import paper_print
from panah.border.views.at_post import at_post, both, must_be_here, posting
from panah.border.views.common import chosen_post, post_tabs
from panah.border.views.form_fields import MomentField, Words
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats, languages
from panah.web.printing import pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import word

WORK = "border.paper.work"
NUMBERS = "border.paper.numbers"


class PrintForm(forms.Form):
    """How many forms, and in which languages besides the officer's own."""

    count = forms.IntegerField(label=gettext_lazy("How many forms"), min_value=1, max_value=MOST_AT_ONCE, initial=50)
    travellers = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the travellers"),
        choices=languages.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Up to two, beside your own language."),
    )

    def clean_travellers(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["travellers"]
        if len(chosen) > paper_print.MOST_LANGUAGES:
            raise forms.ValidationError(_("Choose at most two languages."))
        return chosen


class StartForm(forms.Form):
    """From when the post works on paper."""

    started = MomentField(label=gettext_lazy("Since"), required=False, help_text=gettext_lazy("Empty means now."))
    reason = Words(label=gettext_lazy("Why"), rows=2, required=False)


class EndForm(forms.Form):
    """Until when, and which forms were written on."""

    ended = MomentField(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty means now."))
    forms_used = Words(
        label=gettext_lazy("Forms written on"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Numbers and ranges, as in: 12-40, 45. Each is then expected to be keyed in."),
    )


class PastForm(forms.Form):
    """A time on paper that nobody said at the time."""

    started = MomentField(label=gettext_lazy("From"))
    ended = MomentField(label=gettext_lazy("Until"))
    reason = Words(label=gettext_lazy("Why"), rows=2)
    forms_used = Words(label=gettext_lazy("Forms written on"), rows=2, required=False)


class VoidForm(forms.Form):
    """A form that was spoilt or lost."""

    number = forms.CharField(label=gettext_lazy("Number of the form"), max_length=20)
    reason = Words(label=gettext_lazy("What became of it"), rows=2)


@at_post(WORK)
def home(request: HttpRequest, post: PostView) -> HttpResponse:
    """Where one is with paper: on it or not, what waits, what to do next."""
    return _home(request, post, {})


def _home(request: HttpRequest, post: PostView, shown: dict[str, forms.Form], status: int = 200) -> HttpResponse:
    staff = must_be_staff(request)
    now = timezone.now()
    waiting = forms_desk.listed(post.id, status="keyed")
    context: dict[str, Any] = {
        "post": post,
        "current": desk.current(post.id),
        "hours": desk.hours(post.id, now - timedelta(days=30), now),
        "reckoning": desk.reckoning(post.id),
        "waiting": len(waiting),
        "mine": sum(row.keyed_by == staff.id for row in waiting),
        "rejected": forms_desk.listed(post.id, status="rejected"),
        "may_confirm": staff.may("border.paper.confirm", post.id),
        "periods": _periods(request, post),
        "start_form": StartForm(prefix="start"),
        "end_form": EndForm(prefix="end"),
        "past_form": PastForm(prefix="past"),
    }
    return render(request, "border/paper/home.html", context | shown, status=status)


def _periods(request: HttpRequest, post: PostView) -> Table:
    rows = desk.periods(post.id)
    names = names_of(row.started_by for row in rows)
    columns = (
        Column("started", _("Since"), cell=lambda row: formats.moment(row.started), sort=_started, heading=True),
        Column("ended", _("Until"), cell=lambda row: formats.moment(row.ended) if row.ended else _("still on paper")),
        Column("length", _("How long"), cell=lambda row: formats.duration((row.ended or timezone.now()) - row.started)),
        Column("reason", _("Why")),
        Column("by", _("Written down by"), cell=lambda row: names.get(row.started_by, "–")),
    )
    return Table(
        request,
        columns,
        rows,
        id="periods",
        caption=_("Newest first"),
        empty=_("This post has never worked on paper"),
        sort="-started",
        page_size=10,
        filter=False,
    )


def _started(row: PaperPeriod) -> Any:
    return row.started


@posting(WORK, back="border:paper")
def start(request: HttpRequest, post: PostView) -> HttpResponse:
    """Say that the post works on paper."""
    form = StartForm(request.POST, prefix="start")
    if not form.is_valid():
        return _home(request, post, {"start_form": form}, status=422)
    given = form.cleaned_data
    desk.start(post.id, actor=must_be_staff(request), started=given["started"], reason=given["reason"])
    messages.warning(request, _("The post works on paper. Say so here when the system is back."))
    return redirect("border:paper")


@posting(WORK, back="border:paper")
def end(request: HttpRequest, post: PostView) -> HttpResponse:
    """Say that the system works again."""
    form = EndForm(request.POST, prefix="end")
    current = desk.current(post.id)
    if not form.is_valid():
        return _home(request, post, {"end_form": form}, status=422)
    if current is None:
        return redirect("border:paper")
    given = form.cleaned_data
    desk.end(current.subject, actor=must_be_staff(request), ended=given["ended"], forms_used=given["forms_used"])
    messages.success(request, _("The post works with the system again. Key the forms in."))
    return redirect("border:paper")


@posting(WORK, back="border:paper")
def past(request: HttpRequest, post: PostView) -> HttpResponse:
    """Say afterwards when the post worked on paper."""
    form = PastForm(request.POST, prefix="past")
    if not form.is_valid():
        return _home(request, post, {"past_form": form}, status=422)
    desk.declare(post.id, actor=must_be_staff(request), **form.cleaned_data)
    messages.success(request, _("Written down. Forms of that time can be keyed in."))
    return redirect("border:paper")


@both(WORK)
def prints(request: HttpRequest, post: PostView) -> HttpResponse:
    """Print numbered forms; earlier batches can be printed again."""
    form = PrintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        batch = desk.print_forms(post.id, form.cleaned_data["count"], actor=must_be_staff(request))
        query = "&".join(f"with={code}" for code in form.cleaned_data["travellers"])
        messages.success(request, _("The numbers are reserved. Open the forms and print them."))
        return redirect(f"{reverse('border:paper-print')}?batch={batch.hex}&{query}")
    batches = list(FormBatch.objects.filter(post=post.id).order_by("-first"))
    made = next((row for row in batches if row.subject.hex == request.GET.get("batch")), None)
    context = {
        "post": post,
        "form": form,
        "made": made,
        "query": "&".join(f"with={code}" for code in _travellers(request)),
        "batches": [(row, FormNumber(row.prefix, row.first), FormNumber(row.prefix, row.last)) for row in batches[:20]],
        "names": names_of(row.printed_by for row in batches[:20]),
    }
    return render(request, "border/paper/print.html", context, status=422 if form.errors else 200)


def _travellers(request: HttpRequest) -> list[str]:
    known = [code for code in request.GET.getlist("with") if code in languages.BY_CODE]
    return known[: paper_print.MOST_LANGUAGES]


@at_post(WORK)
def batch(request: HttpRequest, post: PostView, batch: UUID) -> HttpResponse:
    """The forms of a batch as a PDF."""
    row = desk.batch(batch)
    must_be_here(request, WORK, row.post)
    return pdf_response(paper_print.pdf(row, post, _travellers(request)), f"forms-{row.prefix}-{row.first}.pdf")


@both(WORK)
def void(request: HttpRequest, post: PostView) -> HttpResponse:
    """Say what became of a form that isn't keyed in."""
    form = VoidForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            forms_desk.void(post.id, given["number"], given["reason"], actor=must_be_staff(request))
        except DeskError as no:
            form.add_error("number", word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Voided. The number isn't missing any more."))
            return redirect("border:paper-numbers")
    return render(request, "border/paper/void.html", {"post": post, "form": form}, status=422 if form.errors else 200)


NUMBER_COLUMNS = (
    Column("number", gettext_lazy("Number"), sort=lambda row: row.number, heading=True),
    Column("status", gettext_lazy("What became of it"), cell=lambda row: _status(row), sort=lambda row: row.status),
    Column("happened", gettext_lazy("Time on the form"), cell=lambda row: formats.moment(row.happened)),
    Column("keyed", gettext_lazy("Keyed in"), cell=lambda row: formats.moment(row.keyed), sort=lambda row: row.keyed),
    # What a form was sent back for may name a person; why a number was voided may not.
    Column("reason", gettext_lazy("Reason"), cell=lambda row: row.reason if row.status == "voided" else ""),
)


def _status(row: PaperForm) -> str:
    return word(f"form:{row.status}")


@at_post(NUMBERS)
def numbers(request: HttpRequest, post: PostView) -> HttpResponse:
    """What became of every number: nothing is missing, or these are."""
    chosen = chosen_post(request, NUMBERS)
    table = Table(
        request,
        NUMBER_COLUMNS,
        forms_desk.listed(post.id),
        id="forms",
        caption=_("All forms that were keyed in or voided"),
        empty=_("No form has been keyed in yet. “Key a form in” begins."),
        sort="number",
        export_url=f"{reverse('border:paper-numbers')}?csv=1&post={post.id.hex}",
    )
    if request.GET.get("csv"):
        return table.csv("form-numbers.csv")
    context = {
        "post": post,
        "tabs": post_tabs(request, NUMBERS, chosen),
        "reckoning": desk.reckoning(post.id),
        "table": table,
        "works": must_be_staff(request).may(WORK, post.id),
    }
    return render(request, "border/paper/numbers.html", context)
