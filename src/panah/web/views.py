"""Choosing language and colours, the style page, and pages for errors."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from panah.web import languages
from panah.web.context_processors import THEME_COOKIE, THEMES, Bare
from panah.web.navigation import own_page
from panah.web.ports import staffing

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
YEAR = 365 * 24 * 3600
RETRY_SECONDS = "5"
GOING_DOWN_OR_COMING_UP = frozenset({None, "57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"})
"""Codes of PostgreSQL for no connection (class 08) and for a server that ends or isn't ready (57P0x); none where
nothing answered at all (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


def open_to_all(view: View) -> View:
    """Mark a view as meant for anybody, signed in or not: sign-in, health, pages for errors."""
    view.panah_open = True  # type: ignore[attr-defined]
    return view


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
    away = _is_database_away(sys.exception())
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    text = render_to_string(f"web/errors/{status.value}.html", {"shell": Bare(request)})
    return HttpResponse(text, status=status, headers={"Retry-After": RETRY_SECONDS} if away else None)


def _is_database_away(error: BaseException | None) -> bool:
    """Whether this says that the database ended or isn't ready. What went wrong inside one that runs has another code,
    and what never reached it has none."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlstate", None) in GOING_DOWN_OR_COMING_UP


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For the setting CSRF_FAILURE_VIEW: the page was open too long, or cookies are off."""
    return render(request, "web/errors/csrf.html", status=HTTPStatus.FORBIDDEN)
