"""Complaints on paper: forms in two languages to hand out, what came back keyed in, and what the monitor waits for."""

from __future__ import annotations

import io
from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from panah.border.desk.posts import PostView, posts
from panah.border.views.at_post import at_post
from panah.border.views.form_fields import Words, worded
from panah.people.access import may, must_be_staff
from panah.protection.desk import complaints as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.guard import at_the_desk, said
from panah.web import formats, languages
from panah.web.printing import compile_pdf, pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.complaints.take"
HEARD = "protection.complaints.heard"


class PaperForm(forms.Form):
    """What stands on the paper, word for word."""

    sort = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=lambda: worded("complaint_sort", desk.SORTS),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Written in"), choices=[(one.code, one.own_name) for one in languages.ALL]
    )
    text = Words(label=gettext_lazy("Word for word, as it is written"), rows=8, max_length=desk.LONGEST)
    contact = forms.CharField(
        label=gettext_lazy("How the person can be reached"), required=False, max_length=desk.LONGEST_CONTACT
    )


@at_post(ACT, methods=("GET", "HEAD", "POST"))
def take(request: HttpRequest, post: PostView) -> HttpResponse:
    """Forms to print, and one to key in. The receipt is shown once, for the person."""
    start = {"sort": "complaint", "language": translation.get_language()}
    form = PaperForm(request.POST if request.method == "POST" else None, initial=start)
    receipt = None
    if form.is_valid():
        data = form.cleaned_data
        try:
            receipt = desk.complain(
                data["sort"], data["text"], post=post.id, language=data["language"], contact=data["contact"],
                channel="paper", actor=must_be_staff(request).id,
            )  # fmt: skip
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            form = PaperForm(initial=start)
    context = {"form": form, "receipt": receipt, "post": post, "languages": languages.ALL, "open": desk.can_be_read()}
    return render(request, "protection/complaints/take.html", context, status=422 if form.errors else 200)


@may(ACT)
@require_safe
def form_pdf(request: HttpRequest) -> HttpResponse:
    """The form, in the person's language and beneath it in the officer's."""
    wanted = languages.get(request.GET.get("language"))
    both = list(dict.fromkeys([wanted.code, translation.get_language() or languages.DEFAULT]))
    address = request.build_absolute_uri(reverse("protection:complain-in", kwargs={"language": wanted.code}))
    qr = io.BytesIO()
    segno.make(address, error="m").save(qr, kind="svg", border=0, xmldecl=False, svgns=True)
    data = {"pages": [_words(code) for code in both], "qr": qr.getvalue().decode(), "address": address}
    with translation.override(wanted.code):
        return pdf_response(compile_pdf("print/complaint.typ", data, title=_("Complain or ask")), "complaint.pdf")


def _words(code: str) -> dict[str, Any]:
    with translation.override(code):
        return {
            "language": code.partition("-")[0],
            "rtl": languages.get(code).rtl,
            "title": _("Complain or ask"),
            "lead": _("This goes to the independent monitor, closed. It is free and can't be used against you."),
            "sorts": [word(f"complaint_sort:{sort}") for sort in desk.SORTS],
            "text": _("In your own words, in your language"),
            "contact": _("How can you be reached? Only if you want."),
            "name": _("You need not give your name."),
            "qr": _("Or write to the monitor by telephone: the address is in this picture."),
        }


@at_the_desk(HEARD)
@require_http_methods(["GET", "HEAD"])
def heard(request: HttpRequest) -> HttpResponse:
    """What the monitor waits for: from the commander's own post, or from headquarters. Never what it says."""
    staff = must_be_staff(request)
    rows = desk.waited_for(staff.post) if "commander" in staff.roles and staff.post else desk.waited_for(None)
    names = {post.id: post.name for post in posts()}
    columns = (
        Column("until", _("Answer the monitor by"), cell=lambda one: formats.day(one.until), heading=True),
        Column("made", _("Complaint of"), cell=lambda one: formats.day(one.made)),
        Column("post", _("Post"), cell=lambda one: names.get(one.post, _("none named"))),
        Column("handle", _("Its mark"), cell=desk.mark_of),
    )
    table = Table(
        request, columns, rows, id="heard", caption=_("The monitor waits for you"),
        empty=_("The monitor waits for nothing from you."), filter=False,
    )  # fmt: skip
    return render(request, "protection/complaints/heard.html", {"table": table})
