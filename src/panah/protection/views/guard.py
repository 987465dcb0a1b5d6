"""What stands before views of protection: who may, and words for what a desk says no to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from panah.people.access import may, must_be_staff, staff_of
from panah.protection.desk.bodies import BodyView, body_at
from panah.protection.desk.problems import ProtectionError
from panah.web.wording import word

View = Callable[..., HttpResponseBase]

# What isn't there, or not this body's, is simply not found.
NOT_FOUND = frozenset(
    {
        "body_unknown",
        "change_unknown",
        "matter_unknown",
        "referral_unknown",
        "claim_unknown",
        "group_unknown",
        "case_unknown",
        "entry_unknown",
    }
)


def at_the_desk(act: str) -> Callable[[View], View]:
    """``@may(act)``, and a clear page instead of an error where a desk says no."""

    def guard(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except ProtectionError as error:
                if error.code in NOT_FOUND:
                    raise Http404 from None
                return render(request, "protection/said_no.html", {"sentence": said(error)}, status=409)

        return may(act)(answered)

    return guard


def said(error: ProtectionError) -> str:
    """The desk's no in words."""
    return word(f"protection:{error.code}", error.params)


def working_body(request: HttpRequest) -> BodyView | None:
    """The body that whoever is signed in works for, asked once in each request: page and menu both want it."""
    kept = vars(request)
    if "working_body" not in kept:
        staff = staff_of(request)
        kept["working_body"] = body_at(staff.organisation) if staff and staff.organisation else None
    return cast("BodyView | None", kept["working_body"])


def own_body(request: HttpRequest) -> BodyView:
    """The body that whoever is signed in works for. ProtectionError ``no_body`` for staff of something else."""
    must_be_staff(request)
    found = working_body(request)
    if found is None:
        raise ProtectionError("no_body")
    return found


def own_body_id(request: HttpRequest) -> UUID:
    """Its id."""
    return own_body(request).id
