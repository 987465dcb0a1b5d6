"""Second factors of one's own: an authenticator app, passkeys, recovery codes. On the way in, or later."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people import passkeys, recovery, secrets, sessions, signing, totp
from panah.people.forms import CodeForm
from panah.people.models import Account
from panah.people.views.passkey import answer_of, refused
from panah.web.views import open_to_all

NEW_APP = "people.new-totp"
CODES = "people.codes"

Parameters = ParamSpec("Parameters")
OwnView = Callable[Concatenate[HttpRequest, Account, Parameters], HttpResponse]
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]


def own_factors(view: OwnView[Parameters]) -> View[Parameters]:
    """Hand over the account: of somebody signed in who proved it lately, or of somebody on the way in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        current = sessions.current(request)
        if current and not current.session.locked:
            if not sessions.confirmed(request):
                return HttpResponseRedirect(reverse("people:confirm"))
            return view(request, current.account, *args, **kwargs)
        entering = signing.pending(request)
        if entering and signing.next_step(entering) == "people:enrol":
            return view(request, entering.account, *args, **kwargs)
        # The codes are shown after the first factor is there, when nothing is missing any more.
        if entering and CODES in request.session and not signing.next_step(entering):
            return view(request, entering.account, *args, **kwargs)
        return HttpResponseRedirect(reverse("people:sign-in"))

    return cast("View[Parameters]", guarded)


@open_to_all
@never_cache
@require_safe
@own_factors
def enrol(request: HttpRequest, account: Account) -> HttpResponse:
    """Choose a second factor on the way in."""
    return render(request, "people/enrol.html", _shown(request, account))


@open_to_all
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@own_factors
def app(request: HttpRequest, account: Account) -> HttpResponse:
    """Set an authenticator app up: scan, then type the first code."""
    secret = _kept(request, NEW_APP) or totp.new_secret()
    _keep(request, NEW_APP, secret)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if totp.enrol(account, secret, form.cleaned_data["code"]):
            del request.session[NEW_APP]
            return _enrolled(request, account, "totp")
        form.add_error("code", _("This isn't the code the app shows now. Wait for the next one and type that."))
    shown = {
        **_shown(request, account),
        "form": form,
        "qr": totp.as_qr(secret, account.username),
        "secret": totp.as_text(secret),
    }
    return render(request, "people/app.html", shown, status=422 if form.errors else 200)


@open_to_all
@never_cache
@require_POST
@own_factors
def passkey_begin(request: HttpRequest, account: Account) -> HttpResponse:
    """What ``navigator.credentials.create`` needs."""
    return JsonResponse(passkeys.begin_registration(request, account, account.username))


@open_to_all
@never_cache
@require_POST
@own_factors
def passkey_finish(request: HttpRequest, account: Account) -> HttpResponse:
    """Keep the new passkey."""
    answer = answer_of(request)
    name = answer.pop("name", "")
    try:
        passkeys.finish_registration(request, account, answer, name if isinstance(name, str) else "")
    except passkeys.PasskeyProblemError:
        return refused()
    onward = _enrolled(request, account, "passkey")
    return JsonResponse({"next": onward.url})


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@own_factors
def codes(request: HttpRequest, account: Account) -> HttpResponse:
    """Show the new recovery codes once; posting asks for new ones or, on the way in, goes on."""
    if request.method == "POST":
        if request.POST.get("act") == "new":
            _keep(request, CODES, " ".join(recovery.new_codes(account)).encode())
            return HttpResponseRedirect(reverse("people:codes"))
        request.session.pop(CODES, None)
        return signing.proceed(request) if signing.pending(request) else HttpResponseRedirect(reverse("people:account"))
    shown = _kept(request, CODES)
    if not shown:
        return HttpResponseRedirect(reverse("people:account"))
    return render(request, "people/codes.html", {**_shown(request, account), "codes": shown.decode().split()})


@open_to_all
@never_cache
@require_POST
@own_factors
def remove_app(request: HttpRequest, account: Account) -> HttpResponse:
    """Remove the authenticator app, unless it is the only factor of somebody who must have one."""
    if _may_remove(request, account):
        totp.remove(account)
        messages.success(request, _("The app was removed."))
    return HttpResponseRedirect(reverse("people:account"))


@open_to_all
@never_cache
@require_POST
@own_factors
def remove_passkey(request: HttpRequest, account: Account, key: UUID) -> HttpResponse:
    """Remove a passkey, unless it is the only factor of somebody who must have one."""
    if _may_remove(request, account):
        passkeys.remove(account, key)
        messages.success(request, _("The passkey was removed."))
    return HttpResponseRedirect(reverse("people:account"))


def _may_remove(request: HttpRequest, account: Account) -> bool:
    factors = account.passkeys.count() + int(hasattr(account, "totp"))
    if factors < 2 and signing.must_have_factor(account):
        messages.error(request, _("Your role needs a second factor. Add another one first."))
        return False
    return True


def _enrolled(request: HttpRequest, account: Account, factor: str) -> HttpResponseRedirect:
    if signing.pending(request):
        signing.note_second_factor(request, factor)
    if not recovery.left(account):
        _keep(request, CODES, " ".join(recovery.new_codes(account)).encode())
        return HttpResponseRedirect(reverse("people:codes"))
    if signing.pending(request):
        return HttpResponseRedirect(reverse("people:proceed"))
    messages.success(request, _("The second factor was added."))
    return HttpResponseRedirect(reverse("people:account"))


@open_to_all
@never_cache
@require_safe
def proceed(request: HttpRequest) -> HttpResponse:
    """To the next step on the way in."""
    return signing.proceed(request)


def _keep(request: HttpRequest, key: str, secret: bytes) -> None:
    """Keep a secret until the next page, sealed: sessions are rows of a table like any other."""
    request.session[key] = secrets.seal(key, secret).hex()


def _kept(request: HttpRequest, key: str) -> bytes | None:
    kept = request.session.get(key)
    return secrets.unseal(key, bytes.fromhex(kept)) if kept else None


def _shown(request: HttpRequest, account: Account) -> dict[str, Any]:
    return {"entering": sessions.current(request) is None, "username": account.username}
