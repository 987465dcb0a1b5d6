"""Views that work at one post: who may, which post, its clock, and a desk's no put into words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from panah.border.desk.context import DeskError, Place
from panah.border.desk.posts import PostView, posts
from panah.border.facts.presentations import Channel
from panah.border.views.common import chosen_post
from panah.people.access import may, must_be_staff
from panah.web.wording import word

View = Callable[..., HttpResponse]

NOT_THERE = frozenset(
    f"{thing}_unknown"
    for thing in (
        "batch",
        "carriage",
        "event",
        "form",
        "group",
        "listing",
        "period",
        "post",
        "presentation",
        "question",
    )
)


def at_post(act: str, *, back: str = "", methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let those through who may do ``act``, and hand the view their post after the request; times are the post's.

    A DeskError of the view becomes a message and leads to the page ``back`` (a URL name that takes the view's own
    arguments; empty: the same page); what isn't there is a 404.
    """

    def guard(view: View) -> View:
        @may(act)
        @require_http_methods(methods)
        @wraps(view)
        def inside(request: HttpRequest, **handles: Any) -> HttpResponse:
            try:
                post = chosen_post(request, act)
            except Http404:
                if "post" in request.GET or posts() or not must_be_staff(request).may("border.posts.view"):
                    raise
                # A new node: the page of posts says what comes first.
                return redirect("border:posts")
            with timezone.override(post.zone):
                try:
                    return view(request, post, **handles)
                except DeskError as no:
                    if request.method != "POST" or no.code in NOT_THERE:
                        raise Http404 from None
                    messages.error(request, word(f"desk:{no.code}", no.params))
                    return HttpResponseRedirect(reverse(back, kwargs=handles) if back else request.path)

        return cast("View", inside)

    return guard


def posting(act: str, *, back: str) -> Callable[[View], View]:
    """The same for a view that only takes what is posted."""
    return at_post(act, back=back, methods=("POST",))


def both(act: str) -> Callable[[View], View]:
    """The same for a view with a form: shown on reading, taken when posted."""
    return at_post(act, methods=("GET", "HEAD", "POST"))


def must_be_here(request: HttpRequest, act: str, post: UUID) -> None:
    """Let nobody act on a thing of a post that isn't theirs (PermissionDenied)."""
    if not must_be_staff(request).may(act, post):
        raise PermissionDenied


def place_at(request: HttpRequest, post: PostView, channel: Channel = "handheld") -> Place:
    """Where the officer stands: the lane of the session, else the first handheld lane, else the first lane."""
    staff = must_be_staff(request)
    own = post.lane(staff.lane) if staff.post == post.id else None
    lane = own or next((lane for lane in post.lanes if lane.kind == channel), post.lanes[0])
    return Place(post.id, lane.code, channel)
