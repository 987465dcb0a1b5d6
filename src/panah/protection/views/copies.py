"""What is held about me (S11): found for the person at the counter, printed in their language, put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from panah.border.desk.posts import PostView
from panah.border.views.at_post import at_post
from panah.border.views.form_fields import StateField, Words, states, worded
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.looks import record_look
from panah.protection.desk import copies as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.models.complaints import Correction
from panah.protection.views.copy_print import copy_pdf
from panah.protection.views.guard import said
from panah.web import formats, languages
from panah.web.forms import offer
from panah.web.printing import pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT, DECIDE = "protection.copies", "protection.corrections"
_ASKED = "copies.asked"


class FindForm(forms.Form):
    """The document that the person shows, or who of those waiting here they are; and how it was made sure that it is
    theirs."""

    issuer = StateField(label=gettext_lazy("Issued by"), required=False)
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    waiting = forms.TypedChoiceField(
        label=gettext_lazy("Without a document: who waits here"), required=False, coerce=UUID, empty_value=None
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("How do you know that it is this person?"),
        choices=lambda: worded("copy_identity", desk.IDENTITIES),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the copy"), choices=[(one.code, one.own_name) for one in languages.ALL]
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if waiting:
            offer(self.fields["waiting"], [("", "–"), *waiting])
        else:
            del self.fields["waiting"]

    def clean(self) -> dict[str, Any]:
        """A whole document, or somebody who waits."""
        data = super().clean() or {}
        if not data.get("waiting"):
            for name in ("issuer", "number"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return data


class WrongForm(forms.Form):
    """What the person says is wrong."""

    part = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=lambda: worded("correction_part", desk.PARTS),
        widget=forms.RadioSelect,
    )
    held = forms.CharField(label=gettext_lazy("What is held now"), max_length=1000, required=False)
    should_be = Words(label=gettext_lazy("What should be there"), max_length=1000)
    shown = forms.CharField(
        label=gettext_lazy("What the person shows for it"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Nothing is needed to ask."),
    )


class DecisionForm(forms.Form):
    """Whether it holds as the person says."""

    made = forms.ChoiceField(
        label=gettext_lazy("What holds from now on?"),
        choices=[("yes", gettext_lazy("What the person says")), ("no", gettext_lazy("What is held already"))],
        widget=forms.RadioSelect,
    )
    why = Words(label=gettext_lazy("Why? The person reads this."), max_length=1000, required=False)


@at_post(ACT, methods=("GET", "HEAD", "POST"))
def find(request: HttpRequest, post: PostView) -> HttpResponse:
    """The person asks; identity is checked; then the file opens, which is a look."""
    form = FindForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language()},
        waiting=[(one, name or _("Name not known")) for one, name in desk.waiting(post.id)],
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            presentation = data.get("waiting") or desk.find(data["issuer"], data["number"])
        except ProtectionError as no:
            form.add_error("number", said(no))
        else:
            what = desk.held(presentation)
            record_look(request, what.file, "request_of_person", "protection:copy")
            request.session[_ASKED] = {
                "presentation": presentation.hex, "identity": data["identity"], "language": data["language"],
            }  # fmt: skip
            return redirect("protection:copy", presentation=presentation)
    context = {"form": form, "post": post, "states": states()}
    return render(request, "protection/copies/find.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, presentation: UUID) -> dict[str, str]:
    """What was said when the person asked; Http404 where nobody did."""
    kept = cast("dict[str, str]", request.session.get(_ASKED, {}))
    if kept.get("presentation") != presentation.hex:
        raise Http404
    return kept


@at_post(ACT)
def show(request: HttpRequest, post: PostView, presentation: UUID) -> HttpResponse:
    """What is held, before it is printed."""
    asked = _asked(request, presentation)
    what = desk.held(presentation)
    context = {
        "post": post,
        "what": what,
        "language": languages.get(asked["language"]).own_name,
        "identity": word(f"copy_identity:{asked['identity']}"),
        "corrections": [(one, word(f"correction_part:{one.part}")) for one in what.corrections],
    }
    return render(request, "protection/copies/copy.html", context)


@at_post(ACT, methods=("POST",))
def printed(request: HttpRequest, post: PostView, presentation: UUID) -> HttpResponse:
    """The copy as a PDF in the person's language; that it was given is written down."""
    asked = _asked(request, presentation)
    what = desk.held(presentation)
    pdf = copy_pdf(request, what, asked["language"])
    desk.given(what, post.id, asked["language"], cast("Any", asked["identity"]), actor=must_be_staff(request))
    return pdf_response(pdf, "copy.pdf")


@at_post(ACT, methods=("GET", "HEAD", "POST"))
def wrong(request: HttpRequest, post: PostView, presentation: UUID) -> HttpResponse:
    """The person says that something is wrong."""
    _asked(request, presentation)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            desk.ask(
                desk.held(presentation), post.id, data["part"], data["held"], data["should_be"], data["shown"],
                actor=must_be_staff(request),
            )  # fmt: skip
        except ProtectionError as no:
            form.add_error("should_be", said(no))
        else:
            messages.success(request, _("Taken down. The commander decides; the person can go to the monitor, too."))
            return redirect("protection:copy", presentation=presentation)
    context = {"form": form, "post": post, "presentation": presentation}
    return render(request, "protection/copies/wrong.html", context, status=422 if form.errors else 200)


@at_post(DECIDE)
def corrections(request: HttpRequest, post: PostView) -> HttpResponse:
    """Requests that wait at this post."""
    rows = desk.open_corrections(post.id)
    people = names_of([one.asked_by for one in rows])
    columns = (
        Column("asked", _("Asked"), cell=_link, text=lambda one: one.asked.isoformat(), heading=True),
        Column("part", _("What is wrong"), cell=lambda one: word(f"correction_part:{one.part}")),
        Column("officer", _("Taken down by"), cell=lambda one: people.get(one.asked_by, "–")),
    )
    table = Table(
        request, columns, rows, id="corrections", caption=_("Corrections to decide about"),
        empty=_("Nobody waits for a correction."), filter=False,
    )  # fmt: skip
    return render(request, "protection/copies/corrections.html", {"table": table, "post": post})


def _link(row: Correction) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse("protection:correction", args=[row.subject]), formats.moment(row.asked)
    )


@at_post(DECIDE, methods=("GET", "HEAD", "POST"))
def decide(request: HttpRequest, post: PostView, correction: UUID) -> HttpResponse:
    """One request, side by side with what is held; opening it is a look."""
    row = Correction.objects.filter(subject=correction, post=post.id).first()
    if row is None:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            desk.decide(
                correction, made=form.cleaned_data["made"] == "yes", why=form.cleaned_data["why"],
                actor=must_be_staff(request),
            )  # fmt: skip
        except ProtectionError as no:
            form.add_error("why" if no.code == "reason_needed" else None, said(no))
        else:
            messages.success(request, _("Decided. It stands on the next copy that the person asks for."))
            return redirect("protection:corrections")
    else:
        record_look(request, row.file, "correction", "protection:correction")
    context = {"form": form, "row": row, "part": word(f"correction_part:{row.part}"), "post": post}
    return render(request, "protection/copies/decide.html", context, status=422 if form.errors else 200)
