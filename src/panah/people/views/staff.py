"""The administrator's screens: staff, their roles and accounts. Nothing here knows a traveller."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from panah.people import desk, words
from panah.people.access import may, must_be_staff
from panah.people.forms import HireForm
from panah.people.models import Account, Organisation, Role, StaffMember
from panah.people.ports import posts
from panah.people.problems import PeopleProblemError
from panah.people.roles import STAFF_ROLES
from panah.web.formats import ago, day
from panah.web.forms import uuid_of
from panah.web.tables import Column, Table


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the list."""

    id: UUID
    name: str
    username: str
    organisation: str
    roles: str
    posts: str
    last_seen: Any
    hired: Any
    left: Any
    state: str


@may("people.staff.manage")
@require_http_methods(["GET", "POST"])
def staff_list(request: HttpRequest) -> HttpResponse:
    """All staff; filtered by role, post and whether they work here still. A name that is searched for is posted."""
    table = _table(request)
    chosen = {key: request.GET.get(key, "") for key in ("role", "post", "state")}
    shown = {
        "table": table,
        "roles": [(role, words.ROLE_NAMES[role]) for role in STAFF_ROLES],
        "posts": posts().all(),
        "chosen": chosen,
        "wanted": request.POST.get("q", ""),
    }
    return render(request, "people/staff.html", shown)


@may("people.staff.manage")
@require_GET
def staff_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    return _table(request).csv("staff.csv")


@may("people.staff.manage")
@never_cache
@require_http_methods(["GET", "POST"])
def staff_add(request: HttpRequest) -> HttpResponse:
    """Hire somebody and open an account; shows the one-time code once."""
    form = HireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = must_be_staff(request).id
        given = form.cleaned_data
        try:
            staff, code = _hire(given, actor)
        except PeopleProblemError as problem:
            problem.on(form)
        else:
            shown = {"name": given["name"], "username": given["username"].strip().lower(), "code": code, "staff": staff}
            return render(request, "people/code.html", shown)
    return render(request, "people/staff_add.html", {"form": form}, status=422 if form.errors else 200)


def _hire(given: dict[str, Any], actor: UUID) -> tuple[UUID, str]:
    with transaction.atomic():
        staff = desk.hire(
            given["name"], UUID(given["organisation"]), actor=actor, family_name=given.get("family_name", "")
        )
        return staff, desk.create_account(staff, given["username"], actor=actor).code


def _table(request: HttpRequest) -> Table:
    query = urlencode({key: request.GET[key] for key in ("role", "post", "state") if request.GET.get(key)})
    return Table(
        request,
        [
            Column(
                "name", gettext_lazy("Name"), cell=_link, text=lambda row: row.name, sort=_key("name"), heading=True
            ),
            Column("roles", gettext_lazy("Roles"), sort=_key("roles")),
            Column("posts", gettext_lazy("Where"), sort=_key("posts")),
            Column("organisation", gettext_lazy("Organisation"), sort=_key("organisation")),
            Column("username", gettext_lazy("User name"), sort=_key("username")),
            Column("last_seen", gettext_lazy("Last sign-in"), cell=lambda row: ago(row.last_seen) or "–"),
            Column("hired", gettext_lazy("Since"), cell=lambda row: day(row.hired), sort=lambda row: row.hired),
            Column("state", gettext_lazy("State"), sort=_key("state")),
        ],
        _rows(request),
        id="staff",
        caption=_("Staff"),
        empty=_("Nobody fits this choice."),
        sort="name",
        filter=False,
        export_url=f"{reverse('people:staff-export')}{'?' + query if query else ''}",
    )


def _key(name: str) -> Any:
    return lambda row: str(getattr(row, name)).casefold()


def _link(row: StaffRow) -> str:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("people:staff-member", args=[row.id]), row.name)


def _rows(request: HttpRequest) -> list[StaffRow]:
    role, post, state = (request.GET.get(key, "") for key in ("role", "post", "state"))
    held = Role.objects.filter(revoked=None)
    members = StaffMember.objects.all()
    if role in STAFF_ROLES:
        members = members.filter(subject__in=held.filter(role=role).values("subject"))
    post_id = uuid_of(post)
    if post_id:
        members = members.filter(subject__in=held.filter(post=post_id).values("subject"))
    if state in {"left", "here"}:
        members = members.filter(left__isnull=state == "here")
    for word in request.POST.get("q", "")[:200].split():
        by_username = Account.objects.filter(username__icontains=word).values("staff")
        members = members.filter(Q(name__icontains=word) | Q(subject__in=by_username))
    organisations = dict(Organisation.objects.values_list("subject", "name"))
    accounts = {account.staff: account for account in Account.objects.all()}
    names = {found.id: found.name for found in posts().all()}
    grants: dict[UUID, list[Role]] = {}
    for found in held:
        grants.setdefault(found.subject, []).append(found)
    make = partial(_row, organisations=organisations, accounts=accounts, names=names, grants=grants)
    return [make(member) for member in members]


def _row(
    member: StaffMember,
    *,
    organisations: dict[UUID, str],
    accounts: dict[UUID, Account],
    names: dict[UUID, str],
    grants: dict[UUID, list[Role]],
) -> StaffRow:
    mine = grants.get(member.subject, [])
    account = accounts.get(member.subject)
    where = sorted({names.get(role.post, "") for role in mine if role.post} - {""})
    return StaffRow(
        id=member.subject,
        name=member.name,
        username=account.username if account else "",
        organisation=organisations.get(member.organisation, ""),
        roles=words.role_names({role.role for role in mine}),
        posts=" · ".join(where) or (_("Whole country") if mine else ""),
        last_seen=account.last_seen if account else None,
        hired=member.hired,
        left=member.left,
        state=str(_state(member, account)),
    )


def _state(member: StaffMember, account: Account | None) -> str:
    if member.left:
        return _("Has left")
    if account is None or not account.is_active:
        return _("Can't sign in")
    return _("Waits for the first sign-in") if account.must_change else _("Works here")


def back(request: HttpRequest, staff: UUID, told: str = "") -> HttpResponseRedirect:
    """To the page of a staff member, with word of what was done."""
    if told:
        messages.success(request, told)
    return HttpResponseRedirect(reverse("people:staff-member", args=[staff]))
