"""Possible matches on lists: the second line compares both records, answers, looks a second time, tells, corrects."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from panah.border.desk import presentations
from panah.border.desk.context import DeskError
from panah.border.desk.posts import PostView, post
from panah.border.desk.presentations import PresentationView
from panah.border.views import comparison, listed_print
from panah.border.views.at_post import at_post
from panah.border.views.booth_screen import name_of
from panah.border.views.common import post_tabs
from panah.border.views.form_fields import Words, worded
from panah.border.views.looking import is_free, look_or_ask
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.watchlists.desk import hits as desk
from panah.watchlists.desk.hits import HitView
from panah.watchlists.desk.problems import WatchlistError
from panah.watchlists.views.versions import version_shown
from panah.web import formats, languages
from panah.web.forms import Tiles, offer
from panah.web.printing import pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import word

if TYPE_CHECKING:
    from panah.watchlists.models import Hit

ACT = "border.second_line"
CORRECT = "border.hits.correct"
_KEYS = {"not_same": "1", "same": "2", "unclear": "3"}


class AnswerForm(forms.Form):
    """What came out of comparing both records."""

    answer = forms.ChoiceField(label=gettext_lazy("Is it the same person?"))
    remark = Words(
        label=gettext_lazy("In your words"),
        rows=2,
        required=False,
        max_length=desk.LONGEST_REMARK,
        help_text=gettext_lazy("Needed if you can't tell: for whoever looks next."),
    )

    def __init__(self, *args: Any, keys: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["answer"]
        field.widget = Tiles(keys=_KEYS if keys else {})
        offer(field, worded("hit_answer", desk.ANSWERS))


class TellForm(forms.Form):
    """In which language the paper is for the person."""

    language = forms.ChoiceField(label=gettext_lazy("The person reads"))
    decided = forms.BooleanField(
        label=gettext_lazy("I have decided that this person is told, and it puts nobody in danger"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["language"], [(one.code, one.name) for one in languages.ALL])


@at_post(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Possible matches of the post that wait for an answer or a second look."""
    waiting = desk.unresolved(post.id)
    columns = (
        Column("raised", _("Since"), cell=_link, text=lambda row: formats.moment(row.raised), heading=True),
        Column("who", _("Person"), cell=lambda row: _name(request, row)),
        Column("state", _("State"), cell=lambda row: word(f"hit_state:{row.state}")),
    )
    table = Table(
        request,
        columns,
        waiting,
        id="hits",
        caption=_("Possible matches without a final answer"),
        empty=_("No possible match waits for an answer."),
    )
    return render(request, "border/hits/list.html", {"table": table, "tabs": post_tabs(request, ACT, post)})


def _link(row: Hit) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse("border:hits-of", args=[row.presentation]), formats.moment(row.raised)
    )


def _name(request: HttpRequest, row: Hit) -> str:
    """Named are only those whom the officer may see without a look."""
    try:
        view = presentations.get(row.presentation)
    except DeskError:
        return "–"
    return name_of(view) if is_free(must_be_staff(request), view.row) else "–"


def _of_my_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the hit and its presentation, see that it is of a post where the officer may work, put a no into words."""

    @may(ACT)
    @require_POST
    @wraps(view)
    def found(request: HttpRequest, hit: UUID) -> HttpResponse:
        try:
            one = desk.get(hit)
            person = presentations.get(one.row.presentation)
        except (WatchlistError, DeskError):
            raise Http404 from None
        if not must_be_staff(request).may(ACT, person.row.post):
            raise PermissionDenied
        with timezone.override(post(person.row.post).zone):
            # Whoever may not see the person without a reason gives it on the page first.
            if look_or_ask(request, person.row, "border:hits-of") is not None:
                return redirect("border:hits-of", presentation=person.id)
            try:
                return view(request, one, person)
            except WatchlistError as no:
                messages.error(request, word(f"watchlist:{no.code}", no.params))
                return redirect("border:hits-of", presentation=person.id)

    return found


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, presentation: UUID) -> HttpResponse:
    """All possible matches of one presentation, best first. Of somebody who has gone on, seeing it is a look."""
    try:
        person = presentations.get(presentation)
    except DeskError:
        raise Http404 from None
    if not must_be_staff(request).may(ACT, person.row.post):
        raise PermissionDenied
    with timezone.override(post(person.row.post).zone):
        if (asked := look_or_ask(request, person.row, "border:hits-of")) is not None:
            return asked
        return _page(request, person)


def _page(
    request: HttpRequest, person: PresentationView, *, wrong: dict[UUID, AnswerForm] | None = None
) -> HttpResponse:
    found = desk.of_presentation(person.id)
    staff = must_be_staff(request)
    names = names_of(
        [
            actor
            for one in found
            for actor in (one.row.answered_by, one.row.confirmed_by, *(e.actor for e in one.events))
        ]
    )
    following = next((one.id for one in found if one.row.state == "open"), None)
    cards = [_card(one, person, staff.id, names, following, (wrong or {}).get(one.id)) for one in found]
    hold = person.hold
    return render(
        request,
        "border/hits/page.html",
        {
            "person": person,
            "name": name_of(person),
            "hold": hold,
            "cards": cards,
            "closed": range(desk.closed(person.id)),
            "all_answered": bool(found) and following is None,
            "second_look": any(one.row.state == "same" for one in found),
            "may_answer": hold is None or hold.released is not None or hold.taken_by == staff.id,
            "may_correct": staff.may(CORRECT, person.row.post),
        },
        status=422 if wrong else 200,
    )


def _card(
    one: HitView,
    person: PresentationView,
    me: UUID,
    names: dict[UUID, str],
    following: UUID | None,
    form: AnswerForm | None,
) -> dict[str, Any]:
    next_one = one.id == following
    states = (person.document.nationality, person.document.issuer, *one.entry.nationalities)
    no = desk.may_tell(one)
    return {
        "hit": one,
        "rows": comparison.rows(one, person.document),
        "reasons": comparison.reasons(one.details["why"]),
        "version": version_shown(one.details["version"]),
        "own_state": one.own_state(states),
        "answered_by": names.get(one.row.answered_by, "") if one.row.answered_by else "",
        "confirmed_by": names.get(one.row.confirmed_by, "") if one.row.confirmed_by else "",
        "events": [
            (word(f"hit_act:{event.act}"), word(f"hit_answer:{event.answer}") if event.answer else "", event,
             names.get(event.actor, _("a colleague")), event.words.get("remark") or event.words.get("reason", ""))
            for event in one.events
        ],
        "next": next_one,
        "form": form or AnswerForm(keys=next_one, auto_id=f"{one.id.hex}-%s"),
        "second_look": one.row.state == "same" and one.row.answered_by != me,
        "waits_for_other": one.row.state == "same" and one.row.answered_by == me,
        "tell": TellForm(auto_id=f"tell-{one.id.hex}-%s"),
        "may_not_tell": "" if one.kind.told == "decide" and one.details["telling"] == "may" else no,
        "decides": one.kind.told == "decide",
    }  # fmt: skip


@_of_my_post
def answer(request: HttpRequest, hit: HitView, person: PresentationView) -> HttpResponse:
    """Not the same, the same, or can't tell."""
    hold = person.hold
    if hold is not None and hold.released is None and hold.taken_by != must_be_staff(request).id:
        messages.error(request, word("desk:hold_not_taken" if hold.taken_by is None else "desk:hold_taken_by_other"))
        return redirect("border:hits-of", presentation=person.id)
    form = AnswerForm(request.POST, keys=True, auto_id=f"{hit.id.hex}-%s")
    if not form.is_valid():
        return _page(request, person, wrong={hit.id: form})
    try:
        desk.answer(hit.id, **form.cleaned_data, actor=must_be_staff(request))
    except WatchlistError as no:
        if no.code != "reason_needed":
            raise
        form.add_error("remark", word("watchlist:reason_needed"))
        return _page(request, person, wrong={hit.id: form})
    messages.success(request, _("Noted."))
    return redirect("border:hits-of", presentation=person.id)


@_of_my_post
def confirm(request: HttpRequest, hit: HitView, person: PresentationView) -> HttpResponse:
    """The second look, by another officer."""
    desk.confirm(
        hit.id, request.POST.get("agrees") == "1", request.POST.get("remark", ""), actor=must_be_staff(request)
    )
    messages.success(request, _("Noted."))
    return redirect("border:hits-of", presentation=person.id)


@_of_my_post
def tell(request: HttpRequest, hit: HitView, person: PresentationView) -> HttpResponse:
    """Print what the person may know, or write down why they are not told."""
    staff = must_be_staff(request)
    if request.POST.get("act") == "not_told":
        desk.told(hit.id, reason=request.POST.get("reason", ""), actor=staff)
        messages.success(request, _("Noted."))
        return redirect("border:hits-of", presentation=person.id)
    form = TellForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    desk.told(hit.id, language=chosen["language"], on_paper=True, decided=chosen["decided"], actor=staff)
    return pdf_response(listed_print.pdf(request, hit, person, chosen["language"]), "list.pdf")


@_of_my_post
def correct(request: HttpRequest, hit: HitView, person: PresentationView) -> HttpResponse:
    """What was taken for true was wrong: put right here and at every post."""
    if not must_be_staff(request).may(CORRECT, person.row.post):
        raise PermissionDenied
    desk.correct(hit.id, request.POST.get("reason", ""), request.POST.get("by", ""), actor=must_be_staff(request))
    messages.success(request, _("Corrected. Every post learns of it."))
    return redirect("border:hits-of", presentation=person.id)
