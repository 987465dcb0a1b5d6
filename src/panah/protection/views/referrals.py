"""Referrals at the desk of the receiving body: what waits, one of them, and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.protection.desk import cases, claims, matters, vital
from panah.protection.desk import referral_lists as lists
from panah.protection.desk import referrals as desk
from panah.protection.desk.known_before import known_before
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referrals import REASONS, STATES, ReferralView
from panah.protection.desk.telling import ALONGSIDE, language_of
from panah.protection.models import Referral
from panah.protection.views.case_looks import look, look_each_time
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.protection.views.referral_words import consents, needs_of, values
from panah.protection.views.sending import HOW, exceptable, until_of
from panah.safeguards.conversation import card_languages
from panah.safeguards.routes import CLAIM, Said, field_titles, guarded, routes
from panah.web import formats
from panah.web.forms import offer
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.referrals"
COLOURS = {"new": "amber", "acknowledged": "neutral", "asked": "neutral", "accepted": "green", "declined": "neutral"}


class DeclineForm(forms.Form):
    """Why it can't help."""

    reason = forms.ChoiceField(label=gettext_lazy("Why not?"))
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The post reads this. Say nothing about the person."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they come
        offer(self.fields["reason"], [(code, word(f"decline:{code}")) for code in REASONS])


@at_the_desk(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def referrals(request: HttpRequest) -> HttpResponse:
    """All of one's own, those that wait first; what is looked for is posted, and looked for in one's own alone."""
    body = own_body(request)
    part = request.GET.get("state", "waiting")
    words = request.POST.get("word", "").strip()[:100] if request.method == "POST" else ""
    if words:
        part = ""
    waiting = lists.waiting(body.id)
    known = {one.row.pk: one for one in waiting}

    def view(row: Referral) -> ReferralView:
        return known.get(row.pk) or known.setdefault(row.pk, desk.view_of(row))

    columns = [
        Column("reference", _("Number"), cell=_link, text=lambda one: one.reference, heading=True),
        Column("needs", _("Needs"), cell=lambda one: needs_of(one.needs)),
        Column("state", _("State"), cell=lambda one: _state(view(one))),
        Column("sent", _("Since"), cell=lambda one: formats.moment(one.sent)),
        Column("answer", _("Answer by"), cell=lambda one: _answer_by(view(one))),
    ]
    reckoned = {"waiting": [one.row for one in waiting], "late": [one.row for one in waiting if one.late]}
    rows = reckoned[part] if part in reckoned else lists.find(body.id, part, words)
    table = Table(request, columns, rows, id="referrals", caption=_("Referrals"),
                  empty=_("Nothing here. What posts hand over to you comes by itself."), bound=lists.BOUND)  # fmt: skip
    counts = lists.counts(body.id) | {"late": len(reckoned["late"])}
    tabs = [
        {
            "label": label,
            "url": f"?state={name}",
            "current": part == name,
            "count": counts.get(name, 0),
            "counted_to": lists.BOUND,
        }
        for name, label in [
            ("waiting", pgettext("referrals", "Waiting for an answer")),
            *((name, word(f"referral:{name}")) for name in STATES),
            ("late", _("Late")),
            ("", _("All")),
        ]
    ]
    context = {"table": table, "body": body, "tabs": tabs, "looked_for": words}
    return render(request, "protection/referrals/list.html", context)


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, referral: UUID) -> HttpResponse:
    """One referral; the look is a fact (S8)."""
    body = own_body(request)
    view = desk.referral_of(body.id, referral)
    look_each_time(request, referral, screen="protection:referral")
    row = view.row
    claimed = row.purpose == CLAIM
    people = names_of([UUID(one["by"]) for one in row.said])
    case = cases.of_referral(body.id, referral)
    registers = claims.may_register(body.sort, row.purpose, row.needs)
    known = [] if case else known_before(body.id, view.values.get("name", ""), view.values.get("birth_date", ""))
    look(request, *(one.case.subject for one in known), screen="protection:referral")
    context = {
        "body": body,
        "view": view,
        "row": row,
        "title": needs_of(row.needs),
        "state": _state(view),
        "waits": _waits(view),
        "answer_by": _moment(view.answer_by),
        "values": values(view.values),
        "consents": consents(row),
        "said": [
            {
                "what": word(f"referral:{one['what']}"),
                "reason": word(f"decline:{one['reason']}") if one["reason"] else "",
                "text": one["text"],
                "at": datetime.fromisoformat(one["at"]),
                "by": people.get(UUID(one["by"]), ""),
            }
            for one in row.said
        ],
        "owed": [label for label, _value in values(dict.fromkeys(view.owed, "x"))],
        "overridden": _overridden(body.id, referral),
        "claim": claimed,
        "claim_why": () if registers else _whys(row.needs),
        "matter": matters.at_hold(body.id, row.hold, guarded(row.needs)),
        "decline": DeclineForm(),
        "purposes": [(one, word(f"consent_for:{one}")) for one in (*(() if claimed else (row.purpose,)), *ALONGSIDE)],
        "fields": [
            (name, _(title)) for name, title in field_titles().items() if name in exceptable().intersection(row.values)
        ],
        "how": [(code, word(f"consent_how:{code}")) for code in HOW],
        "spoken": language_of([view.values.get("language", "")]),
        "languages": [(one.code, one.own_name) for one in card_languages().values()],
        "registers": registers,
        "registered": claims.of_referral(body.id, referral),
        "case": case,
        "known": known,
    }
    return render(request, "protection/referrals/referral.html", context)


@at_the_desk(ACT)
@require_POST
def answer(request: HttpRequest, referral: UUID) -> HttpResponse:
    """One of the answers, or what was done about consent."""
    body, staff, given = own_body(request), must_be_staff(request), request.POST
    act = given.get("act", "")
    try:
        said_so = next((one for one in desk.ANSWERS if one == act), None)
        if said_so is not None:
            reason, text = given.get("reason", ""), given.get("text", "")
            desk.answer(body.id, referral, said_so, reason=reason, text=text, actor=staff)
            messages.success(request, _("Answered, under seal."))
        elif act == "agree":
            _agreed(body.id, referral, request)
            messages.success(request, _("Written down: they say yes, to your body."))
        elif act == "narrow":
            asked = _without(request), _until(request), *_asked(request)
            desk.narrow(body.id, referral, *asked, purpose=given.get("purpose", ""), actor=staff)
            messages.success(request, _("Everybody who received anything is told."))
        elif act == "take_back":
            desk.take_back(body.id, referral, *_asked(request), purpose=given.get("purpose", ""), actor=staff)
            messages.success(request, _("Everybody who received anything is told."))
        elif act == "confirm":
            desk.acknowledge_consent(body.id, referral, actor=staff)
            messages.success(request, _("Confirmed: it is no longer used here."))
    except ProtectionError as no:
        if no.code == "referral_unknown":
            raise
        messages.error(request, _("Say why.") if no.code == "reason_needed" else said(no))
    return redirect("protection:referral", referral=referral)


def _agreed(body: UUID, referral: UUID, request: HttpRequest) -> None:
    purpose = request.POST.get("purpose") or desk.referral_of(body, referral).row.purpose
    at, (how, language) = int(timezone.now().timestamp()), _asked(request)
    without, until = _without(request), _until(request)
    said_yes = Said(purpose=purpose, agreed=True, at=at, without=without, until=until, how=how, language=language)
    desk.say_consent(body, referral, said_yes, actor=must_be_staff(request))


def _whys(needs: Iterable[str]) -> list[str]:
    """Why these hang on nobody's consent."""
    found = (route.why for need in needs if (route := routes().get(need)) and route.purpose == CLAIM)
    return [_(one) for one in dict.fromkeys(found)]


def _asked(request: HttpRequest) -> tuple[str, str]:
    given = request.POST
    how = given.get("how", "") if given.get("how") in HOW else HOW[0]
    return how, given.get("language", "") if given.get("language") in card_languages() else ""


def _without(request: HttpRequest) -> frozenset[str]:
    return exceptable().intersection(request.POST.getlist("without"))


def _until(request: HttpRequest) -> int | None:
    """Until when; ProtectionError ``until_over`` for a day that is over, or is none."""
    written = request.POST.get("until", "")
    until = until_of(written)
    if written and (until is None or until < timezone.now().timestamp()):
        raise ProtectionError("until_over")
    return until


def _overridden(body: UUID, referral: UUID) -> dict[str, object] | None:
    row = vital.overridden(body, referral)
    if row is None:
        return None
    by = names_of([row.supervisor]).get(row.supervisor, "–")
    return {"ground": word(f"vital_ground:{row.ground}"), "reason": row.reason, "by": by, "until": row.until}


def _waits(one: ReferralView) -> bool:
    return one.state not in ("accepted", "declined")


def _state(one: ReferralView) -> SafeString:
    shown = state(COLOURS[one.state], word(f"referral:{one.state}"))
    if one.row.urgent and _waits(one):
        shown += state("amber", _("Urgent"))
    if one.late and _waits(one):
        shown += state("red", _("Late"))
    if one.owed:
        shown += state("red", _("Consent taken back"))
    return format_html('<span class="row">{}</span>', shown)


def _answer_by(one: ReferralView) -> str:
    return formats.moment(_moment(one.answer_by)) if _waits(one) else ""


def _link(row: Referral) -> SafeString:
    address = reverse("protection:referral", args=[row.subject])
    return format_html('<a class="mono" href="{}">{}</a>', address, row.reference)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone())
