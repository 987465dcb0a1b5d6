"""What other areas may ask about staff; they never read the tables of people themselves."""

from collections.abc import Iterable
from uuid import UUID

from panah.people.models import OpenSession, Role, StaffMember


def staff_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of staff members by id, in one query; ids nobody has are left out."""
    return dict(StaffMember.objects.filter(subject__in=set(ids)).values_list("subject", "name"))


def staff_with_role(role: str, post: UUID | None = None) -> list[tuple[UUID, str]]:
    """Id and name of everybody who holds a role now, at a post if given, by name."""
    held = Role.objects.filter(role=role, revoked=None)
    if post is not None:
        held = held.filter(post=post)
    rows = StaffMember.objects.filter(subject__in=held.values("subject"), left=None).order_by("name")
    return list(rows.values_list("subject", "name"))


def on_duty(post: UUID) -> dict[str, list[UUID]]:
    """Who is signed in at a post now, by lane ("" for no lane); locked screens count."""
    found: dict[str, list[UUID]] = {}
    for lane, staff in OpenSession.objects.filter(post=post).values_list("lane", "account__staff"):
        found.setdefault(lane, []).append(staff)
    return found
