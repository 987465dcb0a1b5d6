"""Which conversation a page is about: the officer's own, of the hold that is theirs or was."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from panah.border.desk.context import DeskError
from panah.border.desk.posts import post
from panah.border.views.guard import held_here
from panah.people.access import Staff, may, must_be_staff
from panah.protection.desk import talks as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.talks import Conversation
from panah.protection.views.guard import said
from panah.protection.views.held import look_at_held
from panah.web.wording import word

ACT = "border.second_line"

View = Callable[..., HttpResponse]


def in_conversation(view: View) -> View:
    """Finds the officer's own conversation about the hold; words for what a desk says no to."""
    return _in(view, begin=False)


def in_whatever_was_said(view: View) -> View:
    """The same where something comes that was said: that is kept, also when the hold was theirs a while ago."""
    return _in(view, begin=True)


def _in(view: View, *, begin: bool) -> View:

    @may(ACT)
    @never_cache
    @wraps(view)
    def inside(request: HttpRequest, hold: UUID) -> HttpResponse:
        staff = must_be_staff(request)
        held = held_here(request, hold, ACT)
        with timezone.override(post(held.post).zone):
            try:
                conversation = _opened(hold, staff, begin)
                shows = request.method in ("GET", "HEAD")
                if conversation.late and shows and look_at_held(request, hold) is not None:
                    # Their own page asks why they are looked at: they have gone on (S8).
                    return redirect("border:hold", hold=hold)
                return view(request, conversation)
            except DeskError as no:
                messages.error(request, word(f"desk:{no.code}", no.params))
            except ProtectionError as no:
                messages.error(request, said(no))
            return redirect("border:hold", hold=hold)

    return inside


def _opened(hold: UUID, staff: Staff, begin: bool) -> Conversation:
    try:
        return desk.open_at(hold, actor=staff)
    except DeskError:
        late = desk.open_late(hold, begin=begin, actor=staff)
        if late is None:
            raise
        return late
