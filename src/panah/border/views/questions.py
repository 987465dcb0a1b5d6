"""Late questions: what checks found after a crossing, for the second line to answer."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from panah.border.desk import questions as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView
from panah.border.desk.questions import QuestionView
from panah.border.facts.parts import FindingPart
from panah.border.rules.findings import Finding
from panah.border.views.at_post import at_post, both, must_be_here
from panah.border.views.common import post_tabs
from panah.border.views.form_fields import Words, worded
from panah.border.views.looking import look_or_ask
from panah.border.views.stage import line
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.forms import Tiles
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "border.second_line"


class AnswerForm(forms.Form):
    """What came out."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What came out"),
        choices=lambda: worded("question", desk.ANSWERS),
        widget=Tiles(segmented=True),
    )
    remark = Words(
        label=gettext_lazy("In your words"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Needed unless it is settled."),
    )


def _called(view: QuestionView) -> str:
    """Who an open question is about; an answered one goes by when they crossed."""
    return (view.name or "–") if view.row.answered is None else formats.moment(view.presentation.opened)


def _link(view: QuestionView) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("border:question", args=[view.row.subject]), _called(view))


@at_post(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Questions of the post: open ones, or answered ones."""
    answered = request.GET.get("answered") == "1"
    rows = desk.listed(post.id, answered=answered)
    columns = (
        Column("name", _("Person"), cell=_link, text=_called, sort=_called, heading=True),
        Column("form", _("Form"), cell=lambda view: view.presentation.form or "–"),
        Column("opened", _("Crossed"), cell=lambda view: formats.moment(view.presentation.opened), sort=_opened),
        Column(
            "count", _("Findings"), cell=lambda view: len(view.findings), number=True, sort=lambda v: len(v.findings)
        ),
        Column(
            "answer", _("Answer"), cell=lambda view: word(f"question:{view.row.answer}") if view.row.answer else "–"
        ),
    )
    table = Table(
        request,
        columns,
        rows,
        id="questions",
        caption=_("Answered questions") if answered else _("Open questions"),
        empty=_("No question is open. Confirmed paper forms bring them up."),
        sort="opened",
        export_url=f"{reverse('border:questions')}?csv=1&answered={int(answered)}&post={post.id.hex}",
    )
    if request.GET.get("csv"):
        return table.csv("questions.csv")
    tabs = [
        {"label": pgettext("a list: not closed yet", "Open"), "url": "?answered=0", "current": not answered},
        {"label": _("Answered"), "url": "?answered=1", "current": answered},
    ]
    context = {"post": post, "table": table, "tabs": tabs, "posts": post_tabs(request, ACT, post)}
    return render(request, "border/paper/questions.html", context)


def _opened(view: QuestionView) -> float:
    return view.presentation.opened.timestamp()


@both(ACT)
def show(request: HttpRequest, post: PostView, question: UUID) -> HttpResponse:
    """One question: what was found, about whom, and the answer. Once it is answered, seeing it is a look."""
    view = desk.get(question)
    must_be_here(request, ACT, view.row.post)
    if (
        view.row.answered is not None
        and (asked := look_or_ask(request, view.presentation, "border:question")) is not None
    ):
        return asked
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk.answer(question, **form.cleaned_data, actor=must_be_staff(request))
        except DeskError as no:
            form.add_error("remark", word(f"desk:{no.code}", no.params))
        else:
            messages.success(request, _("Answered."))
            return redirect("border:questions")
    context = {
        "view": view,
        "document": view.presentation.document,
        "lines": [line(Finding.of(FindingPart.model_validate(one))) for one in view.findings],
        "answered_by": names_of([view.row.answered_by]).get(view.row.answered_by, "") if view.row.answered_by else "",
        "form": form,
    }
    return render(request, "border/paper/question.html", context, status=422 if form.errors else 200)
