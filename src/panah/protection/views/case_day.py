"""My day, at a body's desk: what is late, what is for today, and what comes next, of all that one works on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from panah.people.access import must_be_staff
from panah.protection.desk import case_lists as lists
from panah.protection.desk import claims_came
from panah.protection.desk.my_day import DAY_BOUND, Todo, my_day
from panah.protection.desk.referral_lists import to_confirm, waiting
from panah.protection.desk.referrals import ReferralView
from panah.protection.models import Claim
from panah.protection.views.case_looks import look
from panah.protection.views.case_words import step_title
from panah.protection.views.cases import ACT
from panah.protection.views.guard import at_the_desk, own_body
from panah.protection.views.referral_words import needs_of
from panah.web import formats
from panah.web.wording import word

DAYS_AHEAD = 7
SHOWN = 10
"""So many lines of a sort each part has at first: whoever has more is shown the others when they ask."""

Line = Callable[[], dict[str, Any]]


@at_the_desk(ACT)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """One's own tasks, appointments, steps and treatments, and what the body hasn't answered yet: late, today, and in
    the next days."""
    body, staff, today = own_body(request), must_be_staff(request), timezone.localdate()
    look(request, body.id, screen="protection:case-day")
    found = my_day(body.id, staff.id, today, today + dt.timedelta(days=DAYS_AHEAD))
    waits = [one for one in waiting(body.id) if one.owed or not one.refused]
    asked = [(one, _moment(one.answer_by)) for one in waits[:DAY_BOUND]]
    now = today.isoformat()
    asked_late, to_answer = [one for one in asked if one[0].late], [one for one in asked if not one[0].late]
    late = ([partial(_asked, *one) for one in asked_late], _own(one for one in found if one.late))
    due = (
        [partial(_taken_back, one) for one in to_confirm(body.id)],
        [partial(_came, one) for one in claims_came.came(body.id)],
        [partial(_asked, *one) for one in to_answer if one[1].date() <= today],
        _own(one for one in found if one.on == now),
    )
    coming = (
        [partial(_asked, *one) for one in to_answer if one[1].date() > today],
        _own(one for one in found if one.on > now),
    )
    whole = request.GET.get("all")
    context = {
        "body": body,
        "groups": [
            _group("late", _("Late"), *late, whole=whole == "late"),
            _group("today", _("Today"), *due, whole=whole == "today"),
            _group("coming", _("In the next days"), *coming, whole=whole == "coming"),
        ],
        "elsewhere": lists.accepted_elsewhere(body.id, staff.id),
    }
    return render(request, "protection/cases/day.html", context)


def _own(todos: Iterable[Todo]) -> list[Line]:
    return [partial(_todo, one) for one in todos]


def _group(name: str, title: str, *sorts: Sequence[Line], whole: bool) -> dict[str, Any]:
    """A part of the page. Of each sort some are shown, so that what the body was asked doesn't hide one's own."""
    shown = [line() for lines in sorts for line in (lines if whole else lines[:SHOWN])]
    amount = sum(map(len, sorts))
    return {"name": name, "title": title, "lines": shown, "all": amount if amount > len(shown) else None}


def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, timezone.get_current_timezone())


def _asked(one: ReferralView, answer_by: dt.datetime) -> dict[str, Any]:
    return {
        "url": reverse("protection:referral", args=[one.row.subject]),
        "sort": _("Referral"),
        "what": needs_of(one.row.needs),
        "day": formats.day(answer_by),
        "at": formats.clock(answer_by),
        "number": one.row.reference,
    }


def _taken_back(one: ReferralView) -> dict[str, Any]:
    return {
        "url": reverse("protection:referral", args=[one.row.subject]),
        "sort": _("Referral"),
        "what": _("Consent was taken back"),
        "number": one.row.reference,
    }


def _came(one: Claim) -> dict[str, Any]:
    return {
        "url": reverse("protection:claim", args=[one.subject]),
        "sort": pgettext("of asylum", "Claim"),
        "what": _("Another body handed this claim over to you: open its case file"),
        "number": one.number,
        "name": one.name,
    }


def _todo(one: Todo) -> dict[str, Any]:
    part = {"step": "overview", "claim": "overview", "given": "overview", "treatment": "services"}.get(
        one.sort, "dates"
    )
    what = step_title(one.procedure, one.what) if one.sort == "step" else one.what
    url = f"{reverse('protection:case', args=[one.case])}?part={part}"
    if one.sort == "status":
        url = reverse("protection:claim", args=[one.case])
    if one.sort == "given":
        what = _("Given to you; nothing is written in it since")
    of_claim = one.sort in ("claim", "status")
    if of_claim:
        what = word(f"claim_due:{one.what}")
    return {
        "url": url,
        "sort": word("todo:step" if of_claim else f"todo:{one.sort}"),
        "what": what,
        "place": one.place,
        "day": formats.day(dt.date.fromisoformat(one.on)),
        "at": one.at,
        "number": one.number,
        "name": one.name,
    }
