"""The open page for complaints and requests: no sign-in, no cookie; past the post, straight to the monitor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from panah.border.desk.posts import posts
from panah.border.views.form_fields import Words, worded
from panah.people.post_time import shared_zone
from panah.protection.desk import complaints as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.guard import said
from panah.web import languages
from panah.web.forms import offer
from panah.web.views import for_travellers

View = Callable[..., HttpResponse]


class ComplaintForm(forms.Form):
    """What somebody says, and nothing that a frightened person can't give: only the words are needed."""

    sort = forms.ChoiceField(
        label=_("What is it about?"), choices=lambda: worded("complaint_sort", desk.SORTS), widget=forms.RadioSelect
    )
    text = Words(label=_("In your own words, in your language"), rows=8, max_length=desk.LONGEST)
    post = forms.ChoiceField(label=_("At which post?"), required=False)
    contact = forms.CharField(
        label=_("How can you be reached?"),
        required=False,
        max_length=desk.LONGEST_CONTACT,
        help_text=_("Only if you want. With the receipt you can read the answer without it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        here = [(str(one.id), one.name) for one in posts()]
        offer(self.fields["post"], [("", _("I don't want to say, or somewhere else")), *here])

    def clean_post(self) -> UUID | None:
        return UUID(self.cleaned_data["post"]) if self.cleaned_data["post"] else None


class ReceiptForm(forms.Form):
    """Number and secret of a receipt."""

    number = forms.CharField(label=_("Number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    secret = forms.CharField(label=_("Secret"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def in_a_language(view: View) -> View:
    """Open to all, in the language of the address, else in the one the browser speaks."""

    # No cookie, no session: nothing is stored until somebody asks. So there is nothing that a token could protect.
    @for_travellers
    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def inside(request: HttpRequest, language: str = "") -> HttpResponse:
        if language and language not in languages.BY_CODE:
            raise Http404
        chosen = languages.get(language or translation.get_language())
        request.LANGUAGE_CODE = chosen.code
        with translation.override(chosen.code):
            return view(request, chosen)

    return inside


@in_a_language
def complain(request: HttpRequest, language: languages.Language) -> HttpResponse:
    """The form; once sent, the receipt."""
    form = ComplaintForm(request.POST if request.method == "POST" else None, initial={"sort": "complaint"})
    if form.is_valid():
        data = form.cleaned_data
        try:
            receipt = desk.complain(
                data["sort"], data["text"], post=data["post"], language=language.code, contact=data["contact"]
            )
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            return render(
                request, "protection/complain/receipt.html", _shown(language, "complain") | {"receipt": receipt}
            )
    context = _shown(language, "complain") | {"form": form, "open": desk.can_be_read()}
    return render(request, "protection/complain/form.html", context, status=422 if form.errors else 200)


@in_a_language
def answer(request: HttpRequest, language: languages.Language) -> HttpResponse:
    """What became of it, for whoever has the receipt."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    asked = None
    if form.is_valid():
        try:
            asked = desk.ask(form.cleaned_data["number"], form.cleaned_data["secret"])
        except ProtectionError as no:
            form.add_error(None, said(no))
    context = _shown(language, "complain-answer") | {"form": form, "asked": asked}
    # Nobody is signed in whose post's time it could be.
    with timezone.override(shared_zone()):
        return render(request, "protection/complain/answer.html", context, status=422 if form.errors else 200)


def _shown(language: languages.Language, page: str) -> dict[str, Any]:
    return {"language": language, "languages": languages.ALL, "page": f"protection:{page}-in"}
