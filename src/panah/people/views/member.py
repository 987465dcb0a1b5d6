"""One staff member: name, roles, account, second factors; every change is confirmed and recorded."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from panah.people import desk, words
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.people.forms import GrantForm, ReasonForm, RenameForm
from panah.people.models import Account, Organisation, ResetRequest, Role, SignIn, StaffMember
from panah.people.ports import post_name
from panah.people.problems import PeopleProblemError
from panah.people.signing import has_factor
from panah.people.views.account import events
from panah.people.views.staff import back
from panah.web.formats import moment
from panah.web.forms import uuid_of
from panah.web.tables import Column, Table


@may("people.staff.manage")
@require_GET
def member(request: HttpRequest, staff: UUID) -> HttpResponse:
    """The page of a staff member."""
    return _page(request, staff)


@may("people.staff.manage")
@require_POST
def rename(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Correct the name."""
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _page(request, staff, rename_form=form)
    given = form.cleaned_data
    actor = must_be_staff(request).id
    return _try(
        request,
        staff,
        lambda: desk.rename(staff, given["name"], actor=actor, family_name=given["family_name"]),
        _("The name was changed."),
    )


@may("people.staff.manage")
@require_POST
def grant(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _page(request, staff, grant_form=form)
    role, post = form.cleaned_data["role"], form.cleaned_data["post"]
    try:
        desk.grant(staff, role, uuid_of(post), actor=must_be_staff(request).id)
    except PeopleProblemError as problem:
        problem.on(form)
        return _page(request, staff, grant_form=form)
    return back(request, staff, _("The role was given."))


@may("people.staff.manage")
@require_POST
def revoke(request: HttpRequest, staff: UUID) -> HttpResponse:
    """End a role."""
    actor = must_be_staff(request).id
    role, post = request.POST.get("role", ""), request.POST.get("post", "")
    return _try(request, staff, lambda: desk.revoke(staff, role, uuid_of(post), actor=actor), _("The role has ended."))


@may("people.staff.manage")
@require_POST
def leave(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Somebody no longer works here."""
    actor, reason = must_be_staff(request).id, request.POST.get("reason", "")
    told = _("All roles and sessions have ended, the account is closed.")
    return _try(request, staff, lambda: desk.leave(staff, actor=actor, reason=reason), told)


@may("people.staff.manage")
@require_POST
def come_back(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Somebody works here again."""
    actor = must_be_staff(request).id
    told = _("Works here again. Give a role and a one-time code.")
    return _try(request, staff, lambda: desk.come_back(staff, actor=actor), told)


@may("people.staff.manage")
@never_cache
@require_POST
def code(request: HttpRequest, staff: UUID) -> HttpResponse:
    """A new one-time code; the old password is void."""
    account = _account(staff)
    try:
        fresh = desk.issue_code(account, actor=must_be_staff(request).id, reason=request.POST.get("reason", ""))
    except PeopleProblemError as problem:
        messages.error(request, str(problem.message))
        return back(request, staff)
    shown = {"name": _member(staff).name, "username": account.username, "code": fresh, "staff": staff}
    return render(request, "people/code.html", shown)


@may("people.staff.manage")
@require_POST
def reset(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Remove second factors: ask for it, confirm another administrator's wish, or do it alone with a reason."""
    account, actor = _account(staff), must_be_staff(request).id
    if request.POST.get("act") == "ask":
        return _try(
            request, staff, lambda: desk.ask_reset(account, actor=actor), _("Another administrator must confirm.")
        )
    told = _("All second factors were removed.")
    if request.POST.get("act") == "confirm":
        return _try(request, staff, lambda: desk.confirm_reset(account, actor=actor), told)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        desk.reset_factors(account, actor=actor, reason=reason)
    except PeopleProblemError as problem:
        problem.on(form)
        return _page(request, staff, reset_form=form)
    return back(request, staff, told)


def _try(request: HttpRequest, staff: UUID, act: Callable[[], None], told: str) -> HttpResponse:
    _member(staff)
    try:
        act()
    except PeopleProblemError as problem:
        messages.error(request, str(problem.message))
        return back(request, staff)
    return back(request, staff, told)


def _page(request: HttpRequest, staff: UUID, **forms: object) -> HttpResponse:
    found = _member(staff)
    account = Account.objects.filter(staff=staff).first()
    grants = list(Role.objects.filter(subject=staff).order_by("revoked", "role"))
    asked = ResetRequest.objects.filter(account=account).first() if account else None
    names = names_of([role.granted_by for role in grants] + ([asked.asked_by] if asked else []))
    now_held = [role for role in grants if role.revoked is None]
    shown = {
        "member": found,
        "organisation": Organisation.objects.filter(subject=found.organisation).values_list("name", flat=True).first(),
        "account": account,
        "has_factor": bool(account and has_factor(account)),
        "held": [
            {
                "role": role,
                "name": words.ROLE_NAMES[role.role],
                "post": post_name(role.post),
                "by": names.get(role.granted_by),
            }
            for role in now_held
        ],
        "past": _past(request, [role for role in grants if role.revoked]),
        "events": events(request, staff, _("Sign-in and account")),
        "sessions": SignIn.objects.filter(staff=staff, closed=None).count(),
        "asked": asked,
        "asked_by": names.get(asked.asked_by) if asked else "",
        "own": staff == must_be_staff(request).id,
        "rename_form": RenameForm(initial={"name": found.name, "family_name": found.family_name}),
        "grant_form": GrantForm(),
        "reset_form": ReasonForm(),
        **forms,
    }
    return render(request, "people/member.html", shown, status=422 if forms else 200)


def _past(request: HttpRequest, ended: list[Role]) -> Table:
    return Table(
        request,
        [
            Column("role", gettext_lazy("Role"), cell=lambda row: words.ROLE_NAMES[row.role], heading=True),
            Column("post", gettext_lazy("Where"), cell=lambda row: post_name(row.post) or _("Whole country")),
            Column("granted", gettext_lazy("From"), cell=lambda row: moment(row.granted)),
            Column("revoked", gettext_lazy("To"), cell=lambda row: moment(row.revoked)),
        ],
        ended,
        id="past",
        caption=_("Roles that have ended"),
        empty=_("None so far"),
        filter=False,
    )


def _member(staff: UUID) -> StaffMember:
    found = StaffMember.objects.filter(subject=staff).first()
    if found is None:
        raise Http404
    return found


def _account(staff: UUID) -> Account:
    found = Account.objects.filter(staff=staff).first()
    if found is None:
        raise Http404
    return found
