"""The list of claims and the page of one, at the authority's desk."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from panah.border.views.form_fields import worded
from panah.people.access import must_be_staff
from panah.people.permissions import allows
from panah.protection import claim_clocks
from panah.protection.apply.claims import life_of
from panah.protection.claim_clocks import Due
from panah.protection.claim_life import OPEN
from panah.protection.desk import claim_lists, claim_steps, claims_came
from panah.protection.desk import claims as desk
from panah.protection.desk.bodies import bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import row_of
from panah.protection.models import Claim
from panah.protection.views.case_looks import look, look_each_time
from panah.protection.views.claim_figures import export_url
from panah.protection.views.claim_forms import PastDay, day
from panah.protection.views.claim_steps import FIRST, offered
from panah.protection.views.claim_story import history
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.protection.views.referral_words import language_named
from panah.web import formats
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.claims"
COLOURS = {"granted": "green", "rejected": "amber", "served": "amber"}


class HereForm(forms.Form):
    """A claim made before the authority itself."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As the person says it."))
    birth_date = forms.CharField(
        label=gettext_lazy("Date of birth"), required=False, max_length=10,
        help_text=gettext_lazy("1990-05-17; what isn't known as XX: 1990-XX-XX"),
    )  # fmt: skip
    child = forms.ChoiceField(
        label=gettext_lazy("Under 18?"), choices=lambda: worded("child", ("no", "yes", "doubtful"))
    )
    language = forms.CharField(label=gettext_lazy("Language"), max_length=60)
    feared_on = PastDay(label=gettext_lazy("When they first said so to any authority"), today=True)

    def clean_birth_date(self) -> str:
        text: str = self.cleaned_data["birth_date"].strip().upper()
        if text and formats.partial_date(text) in ("", text) and not text.replace("-", "").isdigit():
            raise forms.ValidationError(_("Write year, month and day with - between: 1990-05-17."))
        return text


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """Claims of the authority, those that are due first on top; what is looked for is posted. The list shows names:
    going through it is a look (S8)."""
    body, today = own_body(request), timezone.localdate()
    look(request, body.id, screen="protection:claims")
    part = request.GET.get("part", "open")
    looked_for = request.POST.get("word", "").strip()[:100] if request.method == "POST" else ""
    counts = claim_lists.counts(body.id, today)
    shown = "" if looked_for or part not in claim_lists.PARTS else part
    supervises = allows("protection.claims.figures", must_be_staff(request).roles)
    table = _table(
        request,
        claim_lists.listed(body.id, shown, today, looked_for),
        today,
        export_url(shown) if supervises and not looked_for else "",
    )
    labels = {
        "open": pgettext("a list: not closed yet", "Open"),
        "late": _("Late"),
        "interview": _("Interview"),
        "decision": _("Decision"),
        "served": _("Rejected"),
        "appeal": _("Appeal"),
        "missing": _("Can't be found"),
        "granted": _("Protection given"),
        "ended": _("Ended"),
        "": _("All"),
    }
    tabs = [
        {"label": label, "url": f"?part={name}", "current": name == shown, "count": counts.get(name) or None}
        for name, label in labels.items()
    ]
    waiting, late = claim_lists.unregistered(body.id, today)
    context = {
        "table": table,
        "body": body,
        "tabs": tabs,
        "looked_for": looked_for,
        "supervises": supervises,
        "waiting": waiting,
        "late": late,
    }
    return render(request, "protection/claims/list.html", context)


def _table(request: HttpRequest, rows: Any, today: dt.date, export_url: str = "") -> Table:
    columns = [
        Column("number", _("Number"), cell=_link, text=lambda row: row.number, heading=True, sort="number"),
        Column("name", _("Name"), sort="name"),
        Column("state", _("State"), cell=standing, text=state_text, sort="state"),
        Column(
            "due", _("Next"), cell=lambda row: _due_cell(row, today), text=lambda row: row.due_on or "", sort="due_on"
        ),
        Column("registered", _("Registered"), cell=lambda row: _day(row.registered_on), sort="registered_on"),
        Column("days", _("Days since"), cell=lambda row: _days(row, today), number=True),
    ]
    return Table(
        request, columns, rows, id="claims", caption=_("Claims"), empty=_("No claim here"), export_url=export_url
    )


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """Register a claim that somebody makes here."""
    body = own_body(request)
    form = HereForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data | {"feared_on": day(form.cleaned_data["feared_on"])}
        try:
            claim = desk.register_here(body.id, actor=must_be_staff(request), **data)
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            messages.success(request, _("Registered. Print the certificate."))
            return redirect("protection:claim", claim=claim)
    context = {"form": form, "body": body}
    return render(request, "protection/claims/here.html", context, status=422 if form.errors else 200)


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, claim: UUID) -> HttpResponse:
    """One claim: how it stands, what is due, what may be done, what happened. The look is a fact (S8)."""
    body, today = own_body(request), timezone.localdate()
    row = desk.claim_of(body.id, claim)
    look_each_time(request, claim, screen="protection:claim")
    steps = offered(row)
    first = [one for one in steps if one[0] in FIRST]
    case = desk.case_of(body.id, claim)
    context = {
        "row": row,
        "number": _number(row),
        "state": standing(row),
        "open": row.state in OPEN,
        "on_certificate": life_of(row).on_certificate,
        "dues": [_due_words(one, today) for one in claim_clocks.due(row, today)],
        "first": first,
        "others": [one for one in steps if one not in first],
        "facts": _facts(row, today),
        "call": _call(row),
        "letter": row.outcome in ("recognised", "other_protection", "rejected"),
        "links": _links(row),
        "history": history(row),
        "case": case,
        "came": claims_came.waits(row),
        "mandate": "mandate" in (row.basis, desk.AUTHORITIES.get(body.sort)),
        "referred_here": row_of(body.id, row.referral) is not None,
        "let_go_late": row.reopened and row.hold is not None,
    }
    return render(request, "protection/claims/claim.html", context)


def _facts(row: Claim, today: dt.date) -> list[tuple[str, str]]:
    """Label and value of what there is to say."""
    waited = _("%(days)s (last day: %(until)s)") % {
        "days": formats.days_long((_date(row.registered_on) - _date(row.feared_on)).days),
        "until": _day(claim_clocks.register_until(row.country, _date(row.feared_on)).isoformat()),
    } if row.feared_on else ""  # fmt: skip
    told = [
        (_("Date of birth"), formats.partial_date(row.birth_date)),
        (_("Language"), language_named(row.language)),
        (_("Registered"), _day(row.registered_on)),
        (_("From first fear to registration"), waited),
        (_("Certificate valid until"), _day(row.valid_until) if row.state in OPEN else ""),
        (_("Under 18?"), word(f"child:{row.child}") if row.child != "no" else ""),
        (_("Guardian"), row.guardian),
        (_("Best-interests record"), _day(row.best_interests_on)),
        (_("Interviewed"), _day(row.interviewed_on)),
        (_("Decision"), word(f"claim_outcome:{row.outcome}") if row.outcome else ""),
        (_("Handed over"), _day(row.served_on)),
        (_("Last day to appeal"), _day(row.appeal_until)),
        (_("Can't be found since"), _day(row.missing_since)),
        (_("Status document"), row.status_document),
        (_("Status valid until"), _day(row.status_until)),
        (_("Convention travel document"), row.travel_document),
        (_("Region"), row.region),
        (_("Handed over by"), next((one.name for one in bodies() if one.id == row.came_from), "")),
    ]
    return [(label, value) for label, value in told if value]


def _call(row: Claim) -> dict[str, Any] | None:
    """The call that stands."""
    if row.state != "called" or not row.calls:
        return None
    call: dict[str, Any] = row.calls[-1]
    return call | {f"{who}_words": word(f"wish:{call[who] or 'any'}") for who in ("interpreter", "interviewer")}


def _links(row: Claim) -> list[dict[str, Any]]:
    rows = {str(one.subject): one for one in claim_steps.related(row)}
    found = [
        {
            "row": rows[link["other"]],
            "what": word(f"claim_relation:{link['relation']}"),
            "asked": _day(link["asked_alone"]),
            "apart": link["apart"],
            "dependant": link["dependant"],
        }
        for link in row.links
        if link["other"] in rows
    ]
    same = [{"row": rows[other], "what": _("Same person"), "same": True} for other in row.same if other in rows]
    return found + same


def standing(row: Claim) -> SafeString:
    """The state as colour and words."""
    colour = COLOURS.get(row.state, "neutral")
    shown = state(colour, state_text(row))
    if row.missing_since:
        shown += state("amber", _("Can't be found"))
    return format_html('<span class="row">{}</span>', shown)


def state_text(row: Claim) -> str:
    """The state in words."""
    if row.state in ("granted", "closed") and row.outcome:
        return word(f"claim_outcome:{row.outcome}")
    return word(f"claim_state:{row.state}")


def _due_words(one: Due, today: dt.date) -> SafeString:
    return _due(one.by, one.what, today)


def _due_cell(row: Claim, today: dt.date) -> SafeString | str:
    return _due(_date(row.due_on), row.due_step, today) if row.due_on else ""


def _due(by: dt.date, what: str, today: dt.date) -> SafeString:
    text = format_html("{}: <bdi>{}</bdi>", word(f"claim_due:{what}"), formats.day(by))
    return state("red", format_html("{} · {}", text, _("Late"))) if by < today else text


def _days(row: Claim, today: dt.date) -> int | str:
    return (today - _date(row.registered_on)).days if row.state in OPEN else ""


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _day(text: str) -> str:
    return formats.day(_date(text)) if text else ""


def _link(row: Claim) -> SafeString:
    address = reverse("protection:claim", args=[row.subject])
    return format_html('<a class="mono nowrap" dir="ltr" href="{}">{}</a>', address, row.number)


def _number(row: Claim) -> SafeString:
    """The number, in its own direction."""
    return format_html('<bdi dir="ltr">{}</bdi>', row.number)
