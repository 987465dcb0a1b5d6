"""Who acted, by name: for lists and reports of other areas, which know staff by id only."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from panah.people.models import Device, StaffMember


def names_of(staff: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by id, in one query; ids of nobody here (a device, another node's staff) are left out."""
    wanted = {one for one in staff if one is not None}
    return dict(StaffMember.objects.filter(subject__in=wanted).values_list("subject", "name"))


def names_of_all(actors: Iterable[UUID | None]) -> dict[UUID, str]:
    """The same with the names of machines."""
    wanted = {one for one in actors if one is not None}
    return dict(Device.objects.filter(pk__in=wanted).values_list("pk", "name")) | names_of(wanted)
