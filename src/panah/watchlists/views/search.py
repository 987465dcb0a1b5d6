"""Looking up a name in the lists. The reason is asked, and the look is written down before anything is shown (S8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from panah.documents.dates import NoSuchDateError, PartialDate
from panah.journal.countrykey import natural_key
from panah.people.access import may
from panah.people.looks import NEEDS_TEXT, record_look
from panah.people.problems import PeopleProblemError
from panah.people.words import LOOK_REASONS
from panah.watchlists.desk import in_force, lists
from panah.watchlists.desk.asking import Described
from panah.web.wording import word

_REASONS = ("request_of_person", "correction", "court", "oversight", "other")
MOST = 20


def file_of(name: str, number: str) -> UUID:
    """The handle under which looking somebody up is recorded: the same for the same words, and telling nothing of
    them, so that whoever asks for one person again and again is noticed."""
    return UUID(bytes=natural_key("watchlists:search", name, number))


class SearchForm(forms.Form):
    """Who is looked for, and why."""

    name = forms.CharField(label=gettext_lazy("Name, in any script"), max_length=300, required=False)
    birth = forms.CharField(
        label=gettext_lazy("Date of birth"), max_length=10, required=False, help_text=gettext_lazy("1984 or 1984-05-30")
    )
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=40, required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you look this up?"),
        widget=forms.RadioSelect,
        choices=[(code, LOOK_REASONS[code]) for code in _REASONS],
    )
    text = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Needed for a court or authority (its number) and for another reason"),
    )

    def clean_birth(self) -> str:
        given: str = self.cleaned_data["birth"].strip()
        text = f"{given}-XX-XX" if len(given) == 4 else given
        try:
            return PartialDate.parse(text).iso() if text else ""
        except NoSuchDateError:
            raise forms.ValidationError(_("This is no date.")) from None

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("name", "").strip() and not data.get("number", "").strip():
            self.add_error("name", _("Give a name or a document number."))
        if data.get("reason") in NEEDS_TEXT and not data.get("text", "").strip():
            self.add_error("text", _("Say it in a few words."))
        return data


@may("watchlists.search")
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found under it, best first."""
    form = SearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "found": None, "trouble": ""}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            record_look(
                request,
                file_of(asked["name"], asked["number"]),
                asked["reason"],
                "watchlists:search",
                text=asked["text"],
                reckoned=True,
            )
        except PeopleProblemError as error:
            form.add_error("text" if error.field == "text" else "reason", str(error.message))
        else:
            context |= _found(asked)
    return render(request, "watchlists/search.html", context, status=422 if form.errors else 200)


def _found(asked: dict[str, Any]) -> dict[str, Any]:
    person = Described(
        names=tuple(filter(None, [asked["name"].strip()])), birth=asked["birth"], number=asked["number"].strip()
    )
    used = {row.code: row for row in lists.all_lists()}
    try:
        matches = in_force.current().matches(person.asked())[:MOST]
    except in_force.IndexUnusableError:
        return {"trouble": word("watchlist:nothing_loaded"), "found": []}
    return {
        "found": [
            {
                "match": match,
                "list": used[match.list].title,
                "births": [str(birth) for birth in match.entry.births],
                "names": [one.text for one in match.entry.names if one.text != match.name][:6],
            }
            for match in matches
            if match.list in used
        ]
    }
