"""Watchlists for headquarters: which are in use, in which version, under which terms; establishing and retiring."""

from __future__ import annotations

from typing import Any
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
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.watchlists.desk import background, in_force, loading
from panah.watchlists.desk import lists as desk
from panah.watchlists.desk.keeping import ContentUnusableError
from panah.watchlists.desk.lists import Terms
from panah.watchlists.desk.problems import WatchlistError
from panah.watchlists.formats import FORMATS
from panah.watchlists.index import IndexProblemError
from panah.watchlists.models import List, Version
from panah.watchlists.terms import ListKind
from panah.watchlists.views.versions import version_shown
from panah.web import formats
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import country, word

_PLACES = {
    "code_unreadable": "code", "list_exists": "code", "kind_unknown": "sort", "state_unknown": "issuing_state",
    "reason_needed": "tell_reason",
}  # fmt: skip
_VALIDITY = {
    "none": ("neutral", gettext_lazy("Nothing loaded yet")),
    "valid": ("green", gettext_lazy("Valid")),
    "soon": ("amber", gettext_lazy("Runs out soon")),
    "expired": ("red", gettext_lazy("Past its validity")),
}


class TermsForm(forms.Form):
    """What is declared of a list."""

    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=32, help_text=gettext_lazy("Short, for machines: un-sc, exit-bans")
    )
    title = forms.CharField(label=gettext_lazy("What the list is called"), max_length=200)
    sort = forms.ChoiceField(
        label=gettext_lazy("What it is for"),
        choices=lambda: [(kind.value, word(f"list_kind:{kind.value}")) for kind in ListKind],
    )
    source = forms.CharField(label=gettext_lazy("Who keeps it"), max_length=200)
    issuing_state = forms.CharField(
        label=gettext_lazy("Whose list it is"),
        min_length=3,
        max_length=3,
        help_text=gettext_lazy("State or organisation: KAZ, UNO"),
    )
    legal_basis = forms.CharField(label=gettext_lazy("Law behind it"), max_length=500)
    remedy = forms.CharField(
        label=gettext_lazy("How a listing is contested"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.CharField(label=gettext_lazy("Where"), max_length=300, required=False)
    valid_days = forms.IntegerField(
        label=gettext_lazy("A version holds for (days)"),
        min_value=0,
        max_value=3650,
        initial=0,
        help_text=gettext_lazy("0: until it is replaced. A version past its validity is still asked, and labelled."),
    )
    telling = forms.ChoiceField(
        label=gettext_lazy("May a person be told that this list stopped them?"),
        choices=lambda: [(code, word(f"telling:{code}")) for code in ("may", "by", "not")],
    )
    tell_by = forms.CharField(label=gettext_lazy("Who tells them, if not the post"), max_length=200, required=False)
    tell_reason = forms.CharField(
        label=gettext_lazy("Why not, or why only by others"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("The law that says so. It is shown to the officer."),
    )


class UploadForm(forms.Form):
    """A file as the list's owner publishes it."""

    file = forms.FileField(label=pgettext_lazy("on a computer", "File"))
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=lambda: [
            ("auto", _("Find out from the file")),
            *((code, word(f"list_format:{code}")) for code in FORMATS),
        ],
    )


def _link(row: List) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("watchlists:list", args=[row.subject]), row.title)


def _validity(row: List) -> SafeString:
    colour, said = _VALIDITY[desk.validity(row, timezone.localdate())]
    return state(colour, str(said))


@may("watchlists.view")
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list in use, or those that no longer are."""
    retired = request.GET.get("which") == "retired"
    rows = desk.all_lists(retired=retired)
    columns = (
        Column("title", _("List"), cell=_link, text=lambda row: row.title, sort=lambda row: row.title, heading=True),
        Column("sort", _("What it is for"), cell=lambda row: word(f"list_kind:{row.sort}")),
        Column("state", _("Whose"), cell=lambda row: country(row.issuing_state)),
        Column("version", _("Version"), cell=lambda row: version_shown(row.version) or "–"),
        Column("entries", pgettext("a list", "Entries"), number=True, sort=lambda row: row.entries),
        Column("until", _("Valid until"), cell=lambda row: formats.day(row.valid_until) if row.valid_until else "–"),
        Column("validity", _("State"), cell=_validity, text=lambda row: desk.validity(row, timezone.localdate())),
    )
    table = Table(
        request,
        columns,
        rows,
        id="lists",
        caption=_("Lists out of use") if retired else _("Lists in use"),
        empty=_("No list is out of use.") if retired else _("No list is established yet."),
        sort="title",
    )
    staff = must_be_staff(request)
    context = {
        "table": table,
        "tabs": [
            {"label": _("In use"), "url": "?which=used", "current": not retired},
            {"label": _("Out of use"), "url": "?which=retired", "current": retired},
        ],
        "manage": staff.may("watchlists.manage"),
        "search": staff.may("watchlists.search"),
        "trouble": _trouble(),
    }
    return render(request, "watchlists/lists.html", context)


def _trouble() -> str:
    """Words for an index that can't be asked, or lags behind what is said to be in force."""
    rows = [row for row in desk.all_lists() if row.version]
    if not rows:
        return ""
    try:
        there = in_force.current().versions()
    except in_force.IndexUnusableError as problem:
        return _("The lists can't be asked on this node since %(when)s. Load one of them again.") % {
            "when": formats.moment(problem.since)
        }
    late = [row.title for row in rows if there.get(row.code) != row.version]
    return _("On this node another version is asked: %(lists)s") % {"lists": " · ".join(late)} if late else ""


def found(subject: UUID) -> List:
    """The list, or a 404."""
    try:
        return desk.get(subject)
    except WatchlistError:
        raise Http404 from None


@may("watchlists.view")
@require_GET
def show(request: HttpRequest, list: UUID) -> HttpResponse:
    """One list: terms, validity, versions; a file can be chosen here."""
    row = found(list)
    versions = desk.versions(row.subject)
    names = names_of(by for one in versions for by in (one.loaded_by, one.accepted_by))
    columns = (
        Column("loaded", _("In force since"), cell=lambda one: formats.moment(one.loaded), heading=True),
        Column("version", _("Version"), cell=lambda one: version_shown(one.version)),
        Column("by", _("Loaded by"), cell=lambda one: names.get(one.loaded_by, _("the command line"))),
        Column("entries", pgettext("a list", "Entries"), number=True),
        Column("added", _("Added"), number=True),
        Column("changed", _("Changed"), number=True),
        Column("removed", _("Removed"), number=True),
        *([Column("accepted", _("Unusual, and accepted"), cell=lambda one: _accepted(one, names))]
          if any(one.accepted for one in versions) else []),
    )  # fmt: skip
    table = Table(
        request, columns, versions, id="versions", caption=_("Versions"), empty=_("No version has been loaded yet.")
    )
    return render(request, "watchlists/list.html", _context(request, row) | {"table": table})


def _accepted(version: Version, names: dict[UUID, str]) -> str:
    """What spoke against a version, and who looked at it and took it all the same."""
    if not version.accepted:
        return "–"
    by = names.get(version.accepted_by or version.loaded_by, _("the command line"))
    said = " ".join(word(f"list_file:{one['code']}", one["params"]) for one in version.accepted)
    return _("%(objections)s Accepted by %(name)s.") % {"objections": said, "name": by}


def _context(request: HttpRequest, row: List) -> dict[str, Any]:
    colour, said = _VALIDITY[desk.validity(row, timezone.localdate())]
    return {
        "row": row,
        "kind": word(f"list_kind:{row.sort}"),
        "telling": word(f"telling:{row.telling}"),
        "validity": said,
        "colour": colour,
        "manage": must_be_staff(request).may("watchlists.manage") and row.retired is None,
        "form": UploadForm(),
        "progress": background.progress(row.subject),
    }


@may("watchlists.manage")
@require_http_methods(["GET", "POST"])
def establish(request: HttpRequest) -> HttpResponse:
    """Establish a list."""
    return _described(request, TermsForm(request.POST or None), None)


@may("watchlists.manage")
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, list: UUID) -> HttpResponse:
    """Change the terms of a list; what was true before stays on record."""
    row = found(list)
    initial = {name: getattr(row, name) for name in Terms.__slots__}
    return _described(request, TermsForm(request.POST or None, initial=initial), row)


def _described(request: HttpRequest, form: TermsForm, row: List | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"issuing_state": form.cleaned_data["issuing_state"].upper()}
        try:
            made = desk.establish(Terms(**given), actor=must_be_staff(request), subject=row.subject if row else None)
        except WatchlistError as no:
            form.add_error(_PLACES.get(no.code), word(f"watchlist:{no.code}", no.params))
        else:
            messages.success(request, _("The terms of the list are kept."))
            return redirect("watchlists:list", list=made)
    return render(request, "watchlists/terms.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@may("watchlists.manage")
@require_POST
def retire(request: HttpRequest, list: UUID) -> HttpResponse:
    """Take a list out of use."""
    row = found(list)
    try:
        desk.retire(row.subject, request.POST.get("reason", ""), actor=must_be_staff(request))
        loading.reindex()
    except WatchlistError as no:
        messages.error(request, word(f"watchlist:{no.code}", no.params))
    except (ContentUnusableError, IndexProblemError):
        # Out of use it is all the same: nobody is asked for on it, though the index still holds it.
        messages.warning(request, word("watchlist:content_unusable"))
    else:
        messages.success(request, _("The list is out of use. Its hits stay on record."))
    return redirect("watchlists:list", list=row.subject)
