"""Organisations, staff and their roles."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from panah.journal.record import say
from panah.people import facts, sessions
from panah.people.models import Account, Organisation, Role, StaffMember
from panah.people.ports import posts
from panah.people.problems import PeopleProblemError
from panah.people.roles import ADMINISTRATOR, POST_ROLES, STAFF_ROLES, apart

# The actor of what no person does: setting a node up, rules that run by themselves.
SYSTEM = UUID(int=0)


def register_organisation(
    name: str,
    type: facts.OrganisationKind = "border_service",
    *,
    actor: UUID,
    at: datetime | None = None,
    id: UUID | None = None,
) -> UUID:
    """Register an organisation; ``type`` is one of facts.OrganisationKind. Returns its id."""
    subject = id or uuid4()
    say(facts.OrganisationRegistered(name=_name(name), type=type), actor=actor, about=subject, at=at)
    return subject


def rename_organisation(organisation: UUID, name: str, *, actor: UUID) -> None:
    """Give an organisation another name."""
    _organisation(organisation)
    say(facts.OrganisationRenamed(name=_name(name)), actor=actor, about=organisation)


def close_organisation(organisation: UUID, *, actor: UUID, reason: str = "") -> None:
    """Close an organisation nobody works for any more."""
    _organisation(organisation)
    if StaffMember.objects.filter(organisation=organisation, left=None).exists():
        raise PeopleProblemError("organisation_in_use")
    say(facts.OrganisationClosed(reason=reason[:500]), actor=actor, about=organisation)


def hire(
    name: str,
    organisation: UUID,
    *,
    actor: UUID,
    family_name: str = "",
    at: datetime | None = None,
    id: UUID | None = None,
) -> UUID:
    """Somebody works for an organisation. Returns the staff member's id."""
    _organisation(organisation)
    subject = id or uuid4()
    fact = facts.StaffHired(name=_name(name), family_name=family_name.strip()[:200], organisation=organisation)
    say(fact, actor=actor, about=subject, at=at)
    return subject


def rename(staff: UUID, name: str, *, actor: UUID, family_name: str = "") -> None:
    """Correct or change the name of a staff member."""
    member(staff)
    say(facts.StaffRenamed(name=_name(name), family_name=family_name.strip()[:200]), actor=actor, about=staff)


def leave(staff: UUID, *, actor: UUID, reason: str = "") -> None:
    """Somebody no longer works here: roles end, the account is closed, open sessions end."""
    with transaction.atomic():
        if staff == actor:
            raise PeopleProblemError("own_account")
        if member(staff).left:
            raise PeopleProblemError("has_left")
        _keep_an_administrator(staff)
        # Rows of accounts first, then the journal: everywhere in the same order, so that nobody waits for each other.
        account = Account.objects.select_for_update().filter(staff=staff, is_active=True).first()
        if account:
            account.is_active = False
            account.save(update_fields=["is_active"])
            sessions.end_all(account, "revoked", actor=actor)
            say(facts.AccountClosed(staff=staff), actor=actor)
        say(facts.StaffLeft(reason=reason[:500]), actor=actor, about=staff)


def come_back(staff: UUID, *, actor: UUID, reason: str = "") -> None:
    """Somebody who had left works here again; roles and a new sign-in code are given anew."""
    if not member(staff).left:
        return
    with transaction.atomic():
        for account in Account.objects.select_for_update().filter(staff=staff):
            account.set_unusable_password()
            account.is_active, account.must_change, account.code = True, True, ""
            account.save()
        say(facts.StaffReturned(reason=reason[:500]), actor=actor, about=staff)


def never_had(role: str, staff: Collection[UUID], *, also: Collection[UUID] = ()) -> set[UUID]:
    """Of these, whoever is known here (or is among ``also``) and never held this role. Nothing is said of whom nobody
    here knows."""
    known = set(StaffMember.objects.filter(subject__in=staff).values_list("subject", flat=True)) | {*also}
    return known - set(Role.objects.filter(subject__in=[*known], role=role).values_list("subject", flat=True))


def grant(staff: UUID, role: str, post: UUID | None = None, *, actor: UUID, at: datetime | None = None) -> None:
    """Give a role, at a post where the role is one of a post. Granting what is held already changes nothing."""
    with transaction.atomic():
        if staff == actor:
            raise PeopleProblemError("own_role", "role")
        if member(staff).left:
            raise PeopleProblemError("has_left")
        _check_place(role, post)
        held = Role.objects.filter(subject=staff, revoked=None)
        if held.filter(role=role, post=post).exists():
            return
        if apart([role, *held.values_list("role", flat=True)]):
            raise PeopleProblemError("roles_apart", "role")
        say(facts.RoleGranted(role=role, post=post), actor=actor, about=staff, at=at)


def revoke(staff: UUID, role: str, post: UUID | None = None, *, actor: UUID, reason: str = "") -> None:
    """End a role. It ends at once, also in sessions that are open."""
    with transaction.atomic():
        if staff == actor:
            raise PeopleProblemError("own_role", "role")
        if not Role.objects.filter(subject=staff, role=role, post=post, revoked=None).exists():
            raise PeopleProblemError("no_such_role", "role")
        if role == ADMINISTRATOR:
            _keep_an_administrator(staff)
        say(facts.RoleRevoked(role=role, post=post, reason=reason[:500]), actor=actor, about=staff)


def member(staff: UUID) -> StaffMember:
    """The staff member; raises PeopleProblemError."""
    found = StaffMember.objects.filter(subject=staff).first()
    if found is None:
        raise PeopleProblemError("no_such_staff")
    return found


def workplace(staff: UUID) -> UUID | None:
    """The organisation that somebody works for now; None where they left or aren't known."""
    return StaffMember.objects.filter(subject=staff, left=None).values_list("organisation", flat=True).first()


def members(organisation: UUID) -> dict[UUID, str]:
    """Who works for an organisation now, by name."""
    there = StaffMember.objects.filter(organisation=organisation, left=None).order_by("name")
    return dict(there.values_list("subject", "name"))


def in_role(role: str, post: UUID) -> dict[UUID, str]:
    """Who works in a role at a post now, by name."""
    there = Role.objects.filter(role=role, post=post, revoked=None).values("subject")
    rows = StaffMember.objects.filter(subject__in=there, left=None).order_by("name")
    return dict(rows.values_list("subject", "name"))


def is_organisation(id: UUID) -> bool:
    """Whether an organisation of this id was ever registered."""
    return Organisation.objects.filter(subject=id).exists()


def _organisation(organisation: UUID) -> Organisation:
    found = Organisation.objects.filter(subject=organisation, closed=None).first()
    if found is None:
        raise PeopleProblemError("no_such_organisation", "organisation")
    return found


def _name(name: str) -> str:
    cleaned = " ".join(name.split())[:200]
    if not cleaned:
        raise PeopleProblemError("name_needed", "name")
    return cleaned


def _check_place(role: str, post: UUID | None) -> None:
    if role not in STAFF_ROLES:
        raise PeopleProblemError("no_such_role", "role")
    if role in POST_ROLES and post is None:
        raise PeopleProblemError("role_needs_post", "post")
    if role not in POST_ROLES and post is not None:
        raise PeopleProblemError("role_without_post", "post")
    if post is not None and posts().get(post) is None:
        raise PeopleProblemError("no_such_post", "post")


def _keep_an_administrator(staff: UUID) -> None:
    holders = Role.objects.filter(role=ADMINISTRATOR, revoked=None)
    if holders.filter(subject=staff).exists() and not holders.exclude(subject=staff).exists():
        raise PeopleProblemError("last_administrator")
