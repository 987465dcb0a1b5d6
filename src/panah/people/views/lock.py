"""The quick lock of the booth: cover the screen at once, uncover it, or hand the place over."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from panah.people import credentials, sessions, signing
from panah.people.forms import PasswordForm
from panah.people.ports import post_name
from panah.web.navigation import own_page
from panah.web.views import open_to_all

# Sent by lock.js, which draws the answer over the page instead of leaving it.
COVER = "X-Cover"


@open_to_all
@never_cache
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this session."""
    current = sessions.current(request)
    if current is None:
        return HttpResponseRedirect(reverse("people:sign-in"))
    sessions.lock(current.session)
    return _cover(request, _form())


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock with the password; in the demo with the button alone."""
    current = sessions.current(request)
    if current is None:
        return HttpResponseRedirect(reverse("people:sign-in"))
    if not current.session.locked:
        return _uncovered(request)
    form = _form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if _free(request):
            sessions.unlock(current.session)
            return _uncovered(request)
        if form.is_valid():
            if credentials.check_own(current.account, form.cleaned_data["password"]):
                sessions.unlock(current.session)
                sessions.confirm(request)
                return _uncovered(request)
            form.add_error("password", _("This isn't right, or there were too many attempts. Wait and try again."))
    return _cover(request, form)


@open_to_all
@never_cache
@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Somebody else sits down: end this session, sign in, come back to the same page."""
    wanted = own_page(request.POST.get("next", ""))
    sessions.close(request, "taken_over")
    request.session.flush()
    address = reverse("people:sign-in")
    if wanted:
        address = f"{address}?{urlencode({'next': wanted})}"
    return HttpResponseRedirect(address)


def locked_page(request: HttpRequest) -> HttpResponse:
    """What stands in place of any page while the session is locked."""
    return _cover(request, _form())


def _form(given: QueryDict | None = None) -> PasswordForm:
    # The page beneath may have a password field of its own.
    return PasswordForm(given, auto_id="cover-%s")


def _free(request: HttpRequest) -> bool:
    """Whether no password is needed: for the demo's own staff, in the demo."""
    return signing.is_demo() and sessions.must_be_current(request).account.demo


def _uncovered(request: HttpRequest) -> HttpResponse:
    if request.headers.get(COVER):
        return HttpResponse(status=204)
    return HttpResponseRedirect(own_page(request.POST.get("next", "")) or "/")


def _is_page(request: HttpRequest) -> bool:
    return request.method == "GET" and request.path not in {reverse("people:unlock"), reverse("people:lock")}


def _cover(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    current = sessions.must_be_current(request)
    # The page to come back to: the one that was asked for, or the one a form of ours names.
    page = request.POST.get("next", "") or (request.path if _is_page(request) else "")
    shown = {
        "form": form,
        "name": current.staff.name,
        "post": post_name(current.staff.post),
        "lane": current.staff.lane,
        "cover": COVER in request.headers,
        "free": _free(request),
        "has_passkey": current.account.passkeys.exists(),
        "next": own_page(page),
    }
    if shown["cover"]:
        # lock.js puts the focus itself; the page beneath had it.
        form.fields["password"].widget.attrs.pop("autofocus", None)
    template = "people/lock_panel.html" if shown["cover"] else "people/locked.html"
    status = 422 if form.errors else 200 if shown["cover"] else 423
    return render(request, template, shown, status=status)
