"""The second line: the queue of holds, and one hold with its doubts, its history of acts, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from panah.border.desk import calls, corrections, holds, noticing, questions, refusals
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.desk.posts import PostView, post
from panah.border.models import Call, HoldEvent
from panah.border.views.at_post import at_post
from panah.border.views.calls import OUTCOMES as CALL_OUTCOMES
from panah.border.views.common import post_tabs
from panah.border.views.decision_form import DecisionForm
from panah.border.views.families import family_of
from panah.border.views.findings import FindingLine, lines
from panah.border.views.guard import held_here
from panah.border.views.looking import look_or_ask
from panah.border.views.noticed import notice_lines
from panah.border.views.ways import ways
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.safeguards.conversation import Card, card
from panah.watchlists.desk import hits
from panah.web import languages
from panah.web.forms import Tiles, uuid_of
from panah.web.wording import word

ACT = "border.second_line"
PUT_BACK = "border.holds.put_back"

RESOLUTIONS = (
    ("settled", gettext_lazy("Settled")),
    ("stands", pgettext_lazy("a doubt", "Stands")),
    ("unclear", gettext_lazy("Unclear")),
)
ACTS = {
    "placed": gettext_lazy("Set aside at the first line"),
    "taken": gettext_lazy("Taken over"),
    "noted": gettext_lazy("Doubt looked at"),
    "passed_on": gettext_lazy("Left for a colleague"),
    "moved": gettext_lazy("Moved: begun under another person's file"),
    "released": gettext_lazy("Hold ended"),
    "roll": gettext_lazy("On the roll"),
}


class NoteForm(forms.Form):
    """What came out about one finding."""

    finding = forms.CharField(widget=forms.HiddenInput, max_length=60)
    resolution = forms.ChoiceField(
        label=gettext_lazy("What came out"), choices=RESOLUTIONS, widget=Tiles(segmented=True)
    )
    remark = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@at_post(ACT)
def queue(request: HttpRequest, post: PostView) -> HttpResponse:
    """Everybody who waits at the post, the shortest clock first; refreshes itself."""
    waiting = holds.queue(post.id)
    me = must_be_staff(request).id
    now = timezone.now()
    context = {
        "post": post,
        "tabs": post_tabs(request, ACT, post),
        "mine": [hold for hold in waiting if hold.taken_by == me],
        "free": [hold for hold in waiting if hold.taken_by is None],
        "others": [(hold, who) for hold, who in _with_names(waiting) if hold.taken_by not in (None, me)],
        "over": sum(hold.over(now) for hold in waiting),
        "now": now,
        "questions": len(questions.listed(post.id, answered=False)),
        "calls": _calls(post),
        "outcomes": CALL_OUTCOMES,
        "matches": len(hits.unresolved(post.id)),
    }
    page = "border/second_line/list.html" if request.headers.get("HX-Request") else "border/second_line/queue.html"
    return render(request, page, context)


def _calls(post: PostView) -> list[tuple[Call, str, str, list[Card]]]:
    """Calls with their lane, language and wishes in words."""
    labels = {lane.code: lane.label for lane in post.lanes}
    spoken = languages.get(get_language()).code
    return [
        (
            call,
            labels.get(call.lane, call.lane),
            languages.get(call.language).own_name,
            [card(one, spoken) for one in call.wishes],
        )
        for call in calls.waiting(post.id)
    ]


def _with_names(waiting: list[HoldView]) -> list[tuple[HoldView, str]]:
    names = names_of(hold.taken_by for hold in waiting)
    return [(hold, names.get(hold.taken_by, _("a colleague")) if hold.taken_by else "") for hold in waiting]


def of_my_post(view: Callable[[HttpRequest, HoldView], HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the hold, see that it is of a post where the officer may work, and turn a desk's no into a message.

    Times are the post's."""

    @wraps(view)
    def found(request: HttpRequest, hold: UUID) -> HttpResponse:
        view_of_it = held_here(request, hold, ACT)
        with timezone.override(post(view_of_it.post).zone):
            try:
                return view(request, view_of_it)
            except DeskError as no:
                messages.error(request, word(f"desk:{no.code}", no.params))
                return redirect("border:hold", hold=hold)

    return found


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_post
def show(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """One hold: who waits, which doubts, who did what, and what can be done now. After its end, seeing it is a look."""
    if hold.released is not None and (asked := look_or_ask(request, hold.presentation, "border:hold")) is not None:
        return asked
    return _page(request, hold, DecisionForm(hold.presentation))


def _page(request: HttpRequest, hold: HoldView, decision: DecisionForm, status: int = 200) -> HttpResponse:
    staff = must_be_staff(request)
    names = names_of([hold.placed_by, hold.taken_by, *(event.actor for event in hold.events)])
    said = {event.finding: event for event in hold.events if event.act == "noted"}
    found = lines(hold.presentation.findings)
    named = {one.line.code: one.line.text for one in found}
    waits = refusals.of_hold(hold.id)
    return render(
        request,
        "border/second_line/hold.html",
        {
            "hold": hold,
            "person": hold.presentation,
            "mine": hold.taken_by == staff.id,
            "may_put_back": staff.may(PUT_BACK, hold.post),
            "doubts": _doubts(found, said),
            "matches": [
                (one, word(f"hit_state:{one.row.state}")) for one in hits.of_presentation(hold.presentation.subject)
            ],
            "noticed": notice_lines(noticing.told(hold.presentation)),
            "corrections": [one for one in corrections.about(hold.presentation.subject) if one.state == "open"],
            "family": family_of(hold.presentation, staff),
            "closed": range(hits.closed(hold.presentation.subject)),
            "sound": [one for one in found if one.line.state == "green"],
            "events": [
                (ACTS[event.act], event, names.get(event.actor, _("a machine")), named.get(event.finding, ""))
                for event in hold.events
            ],
            "resolutions": dict(RESOLUTIONS),
            "taken_by": names.get(hold.taken_by, _("a colleague")) if hold.taken_by else "",
            "over": hold.over(timezone.now()),
            "basis": post(hold.post).hold_basis,
            "ways": [
                (way, way.under_way(hold, staff.id), reverse(way.address, kwargs={"hold": hold.id})) for way in ways
            ],
            "later": [
                (way, why, reverse(way.address, kwargs={"hold": hold.id}))
                for way in ways
                if (why := way.later(hold, staff.id))
            ],
            "decision": decision,
            "refusal": waits if waits is not None and waits.state == "open" else None,
        },
        status=status,
    )


def _doubts(found: list[FindingLine], said: dict[str, HoldEvent]) -> list[dict[str, object]]:
    """Each doubt with what was said about it last, and a form; that of the next one to look at stands open."""
    doubtful = [one for one in found if one.line.state != "green"]
    following = next((one for one in doubtful if one.line.code not in said), None)
    return [
        {
            "found": one,
            "said": said.get(one.line.code),
            "next": one is following,
            "form": NoteForm(initial={"finding": one.line.code}, auto_id=f"{one.line.code}-%s"),
        }
        for one in doubtful
    ]


@may(ACT)
@require_POST
@of_my_post
def take(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """Take the person over."""
    holds.take(hold.id, actor=must_be_staff(request))
    return redirect("border:hold", hold=hold.id)


@may(ACT)
@require_POST
@of_my_post
def note(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """Say what came out about one doubt."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what came out: settled, stands or unclear."))
        return redirect("border:hold", hold=hold.id)
    given = form.cleaned_data
    holds.note(hold.id, given["finding"], given["resolution"], given["remark"], actor=must_be_staff(request))
    messages.success(request, _("Noted."))
    return redirect("border:hold", hold=hold.id)


@may(ACT)
@require_POST
@of_my_post
def pass_on(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """Leave the person in the queue for a colleague; the clock runs on."""
    holds.pass_on(hold.id, request.POST.get("remark", ""), actor=must_be_staff(request))
    messages.success(request, _("Back in the queue. The clock runs on."))
    return redirect("border:second-line")


@may(PUT_BACK)
@require_POST
@of_my_post
def put_back(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """Leave a person in the queue whose officer is gone: nobody waits for somebody who isn't there (S13). Of whoever
    took them over since the page was shown they aren't taken away."""
    if hold.taken_by is None:
        raise DeskError("hold_not_taken")
    if hold.taken_by != uuid_of(request.POST.get("officer", "")):
        raise DeskError("hold_taken_by_other")
    holds.put_back(hold.id, request.POST.get("remark", ""), actor=must_be_staff(request))
    messages.success(request, _("Back in the queue. The clock runs on."))
    return redirect("border:hold", hold=hold.id)


_SAID_AT_THE_FORM = frozenset({"child_needs_company", "hold_not_here", "hits_unanswered"})


@may(ACT)
@require_POST
@of_my_post
def admit(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """End the hold and record the crossing. What a child still needs (S6), or whose question it is, is said at the
    form, and nothing that was typed is lost."""
    form = DecisionForm(hold.presentation, request.POST)
    if hold.released is not None:
        raise DeskError("hold_released")
    if not form.is_valid():
        return _page(request, hold, form, status=422)
    stays = "stays" in request.POST
    act = holds.admit_with_question_open if stays else holds.release_and_admit
    try:
        act(hold.id, form.decision(), actor=must_be_staff(request))
    except DeskError as no:
        if no.code not in _SAID_AT_THE_FORM:
            raise
        if no.code == "child_needs_company":
            form.ask_for_company(str(no.params["code"]))
        form.add_error(None, word(f"desk:{no.code}"))
        return _page(request, hold, form, status=422)
    messages.success(request, _("Gone on. The question stays open.") if stays else _("Admitted. The hold has ended."))
    return redirect("border:second-line")
