"""What stands before views of the first line: who may, and words for what the desk says no to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from panah.border.desk import holds
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.people.access import may, must_be_staff
from panah.web.wording import word

View = Callable[..., HttpResponseBase]

# What isn't there, or not at this post, is simply not found.
_NOT_FOUND = frozenset({"presentation_unknown", "post_unknown", "hold_unknown"})


def at_the_line(act: str) -> Callable[[View], View]:
    """``@may(act)``, and a clear page instead of an error where the desk says no."""

    def guard(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except DeskError as error:
                if error.code in _NOT_FOUND:
                    raise Http404 from None
                return said_no(request, error)

        return may(act)(answered)

    return guard


def held_here(request: HttpRequest, hold: UUID, act: str) -> HoldView:
    """A hold of a post where whoever asks may do this: Http404 where there is none, PermissionDenied elsewhere."""
    try:
        found = holds.get(hold)
    except (DeskError, IndexError):
        raise Http404 from None
    if not must_be_staff(request).may(act, found.post):
        raise PermissionDenied
    return found


def said_no(request: HttpRequest, error: DeskError) -> HttpResponseBase:
    """The desk's no, in words; for htmx in the place of the stage."""
    context = {"sentence": word(f"desk:{error.code}", error.params), "code": error.code}
    if request.htmx:  # type: ignore[attr-defined]  # put there by the middleware of htmx
        return render(request, "border/booth/said_no.html", context)
    template = "no_seat" if error.code == "not_at_a_post" else "said_no_page"
    return render(request, f"border/booth/{template}.html", context, status=200 if template == "no_seat" else 409)
