"""Choosing language and colours, the style page, and pages for errors."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from panah.web import languages
from panah.web.away import RETRY_SECONDS, is_database_away
from panah.web.context_processors import THEME_COOKIE, THEMES, Bare
from panah.web.navigation import own_page
from panah.web.ports import staffing

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
YEAR = 365 * 24 * 3600


def open_to_all(view: View) -> View:
    """Mark a view as meant for anybody, signed in or not: sign-in, health, pages for errors."""
    view.panah_open = True  # type: ignore[attr-defined]  # a function may carry a mark
    return view


def for_travellers(view: View) -> View:
    """Mark a view that travellers open, without sign-in: open to all, and its faults are told in words for them."""
    view.panah_for_travellers = True  # type: ignore[attr-defined]  # a function may carry a mark
    return open_to_all(view)


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in the account and in a cookie, and go back to the page it was chosen on."""
    answer = HttpResponseRedirect(own_page(request.POST.get("next", "")) or "/")
    code = request.POST.get("language", "")
    if code in languages.BY_CODE:
        staffing().keep_language(request, code)
        _keep(request, answer, settings.LANGUAGE_COOKIE_NAME, code)
    return answer


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep day or night colours in a cookie; anything else follows the system again."""
    answer = HttpResponseRedirect(own_page(request.POST.get("next", "")) or "/")
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        _keep(request, answer, THEME_COOKIE, wanted)
    else:
        answer.delete_cookie(THEME_COOKIE)
    return answer


def _keep(request: HttpRequest, answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")


def _error(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, f"web/errors/{status.value}.html", status=status)


@open_to_all
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent can't be read."""
    return _error(request, HTTPStatus.BAD_REQUEST)


@open_to_all
@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not open to this role."""
    return _error(request, HTTPStatus.FORBIDDEN)


@open_to_all
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here."""
    return _error(request, HTTPStatus.NOT_FOUND)


@open_to_all
@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503: the database doesn't answer. Asks nothing of database, session or account, for one of these
    may be what failed."""
    away = is_database_away(sys.exception())
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    found = _asked_for(request)
    if found is not None and getattr(found.func, "panah_for_travellers", False):
        chosen = languages.get(found.kwargs.get("language") or translation.get_language()).code
        request.LANGUAGE_CODE = chosen
        with translation.override(chosen):
            shown = {"shell": Bare(request), "path": request.path}
            text = render_to_string("web/errors/traveller.html", shown)
    else:
        text = render_to_string(f"web/errors/{status.value}.html", {"shell": Bare(request)})
    return HttpResponse(text, status=status, headers={"Retry-After": RETRY_SECONDS} if away else None)


def _asked_for(request: HttpRequest) -> ResolverMatch | None:
    """The view that was asked for; what failed before it was found has none yet."""
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For the setting CSRF_FAILURE_VIEW: the page was open too long, or cookies are off."""
    return render(request, "web/errors/csrf.html", status=HTTPStatus.FORBIDDEN)
