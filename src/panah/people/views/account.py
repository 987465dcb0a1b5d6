"""One's own account: password, language, second factors, recent sign-ins, other sessions."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.people import credentials, recovery, sessions, signing, words
from panah.people.access import may, must_be_staff
from panah.people.forms import NewPasswordForm, PasswordForm
from panah.people.models import SecurityEvent, SignIn, TotpSecret
from panah.people.ports import place_name, post_name
from panah.web.formats import moment
from panah.web.tables import Column, Table


def events(request: HttpRequest, staff: UUID, caption: str) -> Table:
    """What happened to somebody's account, the newest first."""
    return Table(
        request,
        [
            Column("happened", gettext_lazy("When"), cell=lambda row: moment(row.happened), heading=True),
            Column("what", gettext_lazy("What"), cell=lambda row: words.EVENTS.get(row.what, row.what)),
        ],
        SecurityEvent.objects.filter(staff=staff).order_by("-happened"),
        id="events",
        caption=caption,
        empty=_("Nothing so far"),
        page_size=10,
        filter=False,
    )


@may("people.own")
@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The page of the own account."""
    staff, current = must_be_staff(request), sessions.must_be_current(request)
    account = current.account
    held = sessions.held_roles(account.staff)
    sign_ins = Table(
        request,
        [
            Column("opened", gettext_lazy("When"), cell=lambda row: moment(row.opened), heading=True),
            Column("method", gettext_lazy("With"), cell=lambda row: words.METHODS.get(row.method, row.method)),
            Column("post", gettext_lazy("Where"), cell=lambda row: place_name(row.post, row.lane)),
            Column("reason", gettext_lazy("End"), cell=lambda row: words.ENDS.get(row.reason, row.reason)),
        ],
        SignIn.objects.filter(staff=staff.id).order_by("-opened"),
        id="sign-ins",
        caption=_("Your sign-ins"),
        empty=_("No sign-in yet"),
        page_size=10,
        filter=False,
    )
    shown = {
        "username": account.username,
        "grants": [(post_name(post), words.role_names(found)) for post, found in held.at.items()],
        "everywhere": words.role_names(held.everywhere),
        "app": TotpSecret.objects.filter(account=account).first(),
        "passkeys": account.passkeys.order_by("created"),
        "codes_left": recovery.left(account),
        "must": signing.must_have_factor(account),
        "others": account.open_sessions.exclude(pk=current.session.pk),
        "places": len(signing.places(account)) > 0,
        "has_password": account.has_usable_password(),
        "sign_ins": sign_ins,
        "events": events(request, staff.id, _("What happened to your account")),
    }
    return render(request, "people/account.html", shown)


@may("people.own")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Prove once more who sits here, before a credential is changed."""
    account = sessions.must_be_current(request).account
    if signing.is_demo() and account.demo:
        sessions.confirm(request)
    if sessions.confirmed(request):
        return HttpResponseRedirect(reverse("people:account"))
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if credentials.check_own(account, form.cleaned_data["password"], step="password"):
            sessions.confirm(request)
            return HttpResponseRedirect(reverse("people:account"))
        form.add_error("password", _("This isn't right, or there were too many attempts. Wait and try again."))
    shown = {"form": form, "has_passkey": account.passkeys.exists()}
    return render(request, "people/confirm.html", shown, status=422 if form.errors else 200)


@may("people.own")
@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; all other sessions end."""
    if not sessions.confirmed(request):
        return HttpResponseRedirect(reverse("people:confirm"))
    current = sessions.must_be_current(request)
    account = current.account
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            credentials.set_password(account, form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error("new", error)
        else:
            sessions.end_all(account, "everywhere", actor=account.staff, but=current.session.pk)
            messages.success(request, _("Your password was changed. Other sessions have ended."))
            return HttpResponseRedirect(reverse("people:account"))
    shown = {"form": form, "username": account.username}
    return render(request, "people/password.html", shown, status=422 if form.errors else 200)


@may("people.own")
@require_GET
def awake(request: HttpRequest) -> HttpResponse:
    """Somebody reads or types without asking the node for anything: lock.js says so, and the session stays open."""
    return HttpResponse(status=204)


@may("people.own")
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all own sessions but this one."""
    current = sessions.must_be_current(request)
    sessions.end_all(current.account, "everywhere", actor=current.account.staff, but=current.session.pk)
    messages.success(request, _("All other sessions have ended."))
    return HttpResponseRedirect(reverse("people:account"))
