"""Puts ``request.staff`` on every request, ends and locks sessions whose time has come."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from panah.people import sessions
from panah.people.signing import DURING_LOCK
from panah.web.middleware import LanguageOfScreen

# A page that asks again by itself says so, and doesn't keep a session awake.
BACKGROUND = "X-Background"


class StaffMiddleware:
    """``request.staff``: Staff or None. ``request.current``: the session, also when it is locked, or None.

    Wants the session middleware above it. While a session is locked ``request.staff`` is None, and only what unlocks it
    is answered; anything else gets the page to unlock, or 423 when a script asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        current = sessions.recognised(request)
        request.current = current  # type: ignore[attr-defined]  # what the request carries from here on
        request.staff = None  # type: ignore[attr-defined]  # what the request carries from here on
        if current is None:
            return self.get_response(request)
        if current.session.locked:
            return self.get_response(request) if _unlocks(request) else _covered(request)
        request.staff = current.staff  # type: ignore[attr-defined]  # what the request carries from here on
        if BACKGROUND not in request.headers:
            sessions.touch(current.session)
        return _private(self.get_response(request))


def _unlocks(request: HttpRequest) -> bool:
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    return name in DURING_LOCK


def _covered(request: HttpRequest) -> HttpResponseBase:
    from panah.people.views.lock import locked_page

    if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Dest", "document") == "empty":
        return HttpResponse(status=423, headers={"HX-Trigger": "panah:lock"})
    # The answer leaves before the middleware of languages is reached.
    return LanguageOfScreen(locked_page)(request)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing shown to staff stays in a cache of the browser: the next officer's Back key must not bring it up."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response
