"""Who acted, by name: for lists and reports of other areas, which know staff by id only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from panah.people.models import Account, Device, StaffMember

machines: list[Callable[[Collection[UUID]], Mapping[UUID, str]]] = []
"""A port: other areas put here what names the machines that they register."""


def names_of(staff: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by id, in one query; ids of nobody here (a device, another node's staff) are left out."""
    wanted = {one for one in staff if one is not None}
    return dict(StaffMember.objects.filter(subject__in=wanted).values_list("subject", "name"))


def staff_called(username: str) -> UUID | None:
    """The staff member who signs in under this name; None where nobody who may sign in does."""
    account = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    return account.staff if account is not None else None


def names_of_all(actors: Iterable[UUID | None]) -> dict[UUID, str]:
    """The same with the names of machines."""
    wanted = {one for one in actors if one is not None}
    found = dict(Device.objects.filter(pk__in=wanted).values_list("pk", "name"))
    for known in machines:
        found |= known(wanted)
    return found | names_of(wanted)
