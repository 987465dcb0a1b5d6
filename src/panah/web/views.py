"""Choosing language and colours, the style page, and pages for errors."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from panah.web import languages
from panah.web.context_processors import THEME_COOKIE, THEMES, Bare
from panah.web.ports import staffing

YEAR = 365 * 24 * 3600


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as meant for anybody, in the way the guard of `panah.people` reads it."""
    view.panah_open = True  # type: ignore[attr-defined]
    return view


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in the account and in a cookie, and go back to the page it was chosen on."""
    answer = _back(request)
    code = request.POST.get("language", "")
    if code in languages.BY_CODE:
        staffing().keep_language(request, code)
        _keep(request, answer, settings.LANGUAGE_COOKIE_NAME, code)
    return answer


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep day or night colours in a cookie; anything else follows the system again."""
    answer = _back(request)
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        _keep(request, answer, THEME_COOKIE, wanted)
    else:
        answer.delete_cookie(THEME_COOKIE)
    return answer


def _back(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if wanted.startswith("/") and safe else "/")


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
    """500: our fault. Asks nothing of database, session or account, for one of these may be what failed."""
    text = render_to_string("web/errors/500.html", {"shell": Bare(request)})
    return HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For the setting CSRF_FAILURE_VIEW: the page was open too long, or cookies are off."""
    return render(request, "web/errors/csrf.html", status=HTTPStatus.FORBIDDEN)
