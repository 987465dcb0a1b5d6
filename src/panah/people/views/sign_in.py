"""Signing in, step by step, and out."""

from typing import cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people import credentials, recovery, sessions, signing, totp, words
from panah.people.access import staff_of
from panah.people.desk.names import names_of
from panah.people.forms import CodeForm, NewPasswordForm, PlaceForm, RecoveryForm, SignInForm
from panah.people.models import Account, Role, TotpSecret
from panah.people.roles import (
    ADMINISTRATOR,
    AT_BODIES,
    BODY_SUPERVISOR,
    CASE_WORKER,
    COMMANDER,
    FIRST_LINE,
    HEADQUARTERS,
    MONITOR,
    SECOND_LINE,
    STAFF_ROLES,
)
from panah.web import navigation
from panah.web.navigation import own_page
from panah.web.views import open_to_all

_ICONS = {
    FIRST_LINE: "scan-line",
    SECOND_LINE: "message-circle-question-mark",
    COMMANDER: "gauge",
    HEADQUARTERS: "landmark",
    MONITOR: "eye",
    ADMINISTRATOR: "key-round",
    CASE_WORKER: "folder-lock",
    BODY_SUPERVISOR: "folder-kanban",
}
# The act with which a role begins its day; whoever has several roles begins with the first of these.
_FIRST_ACTS = {
    COMMANDER: "border.board",
    SECOND_LINE: "border.second_line",
    FIRST_LINE: "border.inspect",
    HEADQUARTERS: "border.board",
    MONITOR: "protection.oversight",
    ADMINISTRATOR: "people.staff.manage",
    CASE_WORKER: "protection.cases",
    BODY_SUPERVISOR: "protection.cases",
}


@open_to_all
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where the work of whoever is signed in begins."""
    staff = staff_of(request)
    if staff is None:
        return HttpResponseRedirect(reverse("people:sign-in"))
    for role, act in _FIRST_ACTS.items():
        if role in staff.roles and (address := navigation.url_for(act)):
            return HttpResponseRedirect(address)
    links = navigation.links(request)
    return HttpResponseRedirect(links[0].url if links else reverse("people:account"))


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password; in the demo, tiles for the roles."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if staff_of(request) is not None and request.method != "POST":
        return HttpResponseRedirect(own_page(wanted) or "/")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = credentials.check(form.cleaned_data["username"], form.cleaned_data["password"])
        if answer.account:
            return signing.begin(request, answer.account, "password", wanted)
        form.add_error(None, _wrong())
    status = 422 if form.errors else 200
    tiles = _tiles() if signing.is_demo() else []
    shown = {"form": form, "next": wanted, "tiles": tiles}
    return render(request, "people/sign_in.html", shown, status=status)


@open_to_all
@never_cache
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo's staff member of a role. Outside the demo there is no such page."""
    role = request.POST.get("role", "")
    if not signing.is_demo():
        raise Http404
    account = _demo_accounts().get(role)
    if account is None:
        raise Http404
    return signing.begin(request, account, "demo", request.POST.get("next", ""))


@open_to_all
@never_cache
@sensitive_post_parameters("code", "recovery")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """A code from the app, a passkey, or a recovery code."""
    entering = signing.pending(request)
    if entering is None or signing.next_step(entering) != "people:second-factor":
        return signing.proceed(request)
    by_recovery = "recovery" in request.POST
    form = CodeForm(None if by_recovery else request.POST or None)
    recovery_form = RecoveryForm(request.POST if by_recovery else None)
    if by_recovery:
        # What was typed wrong is typed again where it stands.
        here = form.fields["code"].widget.attrs.pop("autofocus")
        recovery_form.fields["recovery"].widget.attrs["autofocus"] = here
    if by_recovery and recovery_form.is_valid():
        if recovery.check(entering.account, recovery_form.cleaned_data["recovery"]):
            return signing.gave_second_factor(request, "recovery")
        wrong = _("This code isn't right, was used before, or there were too many attempts.")
        recovery_form.add_error("recovery", wrong)
    elif request.method == "POST" and form.is_valid():
        if totp.check(entering.account, form.cleaned_data["code"]):
            return signing.gave_second_factor(request, "totp")
        form.add_error("code", _("This code isn't right, or there were too many attempts. Wait for the next one."))
    shown = {
        "form": form,
        "recovery_form": recovery_form,
        "has_app": TotpSecret.objects.filter(account=entering.account).exists(),
        "has_passkey": entering.account.passkeys.exists(),
        "has_recovery": recovery.left(entering.account) > 0,
        "by_recovery": by_recovery,
    }
    status = 422 if form.errors or recovery_form.errors else 200
    return render(request, "people/second_factor.html", shown, status=status)


@open_to_all
@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a password after a one-time code."""
    entering = signing.pending(request)
    if entering is None or signing.next_step(entering) != "people:new-password":
        return signing.proceed(request)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            credentials.set_password(entering.account, form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error("new", error)
        else:
            return signing.proceed(request)
    status = 422 if form.errors else 200
    shown = {"form": form, "username": entering.account.username}
    return render(request, "people/new_password.html", shown, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Choose post and lane, on the way in or later."""
    current = sessions.current(request)
    entering = None if current else signing.pending(request)
    whose = current or entering
    if whose is None or (entering and signing.next_step(entering)):
        return signing.proceed(request)
    form = PlaceForm(request.POST or None, places=signing.places(whose.account))
    if request.method == "POST" and form.is_valid():
        text, _slash, lane = form.cleaned_data["place"].partition("/")
        post = None if text == "-" else UUID(text)
        if current is None:
            return signing.enter(request, cast(signing.Pending, entering), post, lane)
        sessions.place(current.session, post, lane)
        answer = HttpResponseRedirect("/")
        if post:
            signing.remember_place(request, answer, post, lane)
        return answer
    status = 422 if form.errors else 200
    return render(request, "people/place.html", {"form": form, "entering": bool(entering)}, status=status)


@open_to_all
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and whatever was pending."""
    sessions.close(request, "signed_out")
    request.session.flush()
    return HttpResponseRedirect(reverse("people:sign-in"))


def _wrong() -> str:
    """One answer to everything that can be wrong, so that nobody learns which names exist."""
    return _("User name and password don't belong together, or there were too many attempts. Wait and try again.")


def _demo_accounts() -> dict[str, Account]:
    """One demo account for each role: the first by user name. Of bodies every one, as ``role/user name``."""
    accounts = {a.staff: a for a in Account.objects.filter(demo=True, is_active=True).order_by("-username")}
    found: dict[str, Account] = {}
    order = {staff: place for place, staff in enumerate(accounts)}
    rows = Role.objects.filter(subject__in=accounts, revoked=None).values_list("subject", "role")
    for staff, role in sorted(rows, key=lambda row: order[row[0]]):
        found[role] = accounts[staff]
        if role in AT_BODIES:
            found[f"{role}/{accounts[staff].username}"] = accounts[staff]
    return found


def _tiles() -> list[dict[str, object]]:
    present = _demo_accounts()
    shown = [role for role in STAFF_ROLES if role in present and role not in AT_BODIES]
    names = names_of([account.staff for account in present.values()])
    tiles: list[dict[str, object]] = [
        {"role": role, "name": words.ROLE_NAMES[role], "task": words.ROLE_TASKS[role], "icon": _ICONS[role]}
        for role in shown
    ]
    tiles += [
        {
            "role": key,
            "name": names.get(account.staff, ""),
            "task": words.ROLE_TASKS[key.partition("/")[0]],
            "icon": _ICONS[key.partition("/")[0]],
        }
        for key, account in sorted(present.items())
        if "/" in key
    ]
    return tiles
