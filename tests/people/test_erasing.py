"""Erasure by the retention table leaves whoever still works here whole, however long they have been here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from django.db import connection

from panah.journal.erase import erase
from panah.people import desk
from panah.people.desk import SYSTEM
from panah.people.models import Organisation, Role, StaffMember
from tests.journal import sample
from tests.people.factories import organisation, somebody

LATER = datetime.now(UTC) + timedelta(days=12 * 366)


def test_a_long_serving_officer_keeps_name_and_roles(
    fresh_database: str, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    serving, gone = somebody("headquarters"), somebody("headquarters")
    desk.leave(gone.id, actor=SYSTEM, reason="retired")
    closed = organisation("Closed long ago")
    desk.close_organisation(closed, actor=SYSTEM)
    before = StaffMember.objects.get(subject=serving.id)
    with as_owner(), connection.cursor() as cursor:
        # Erasing folds every register of this run again, the sample's of the journal's own tests too.
        cursor.execute(sample.TABLES)
        erase(now=LATER)
    after = StaffMember.objects.get()
    assert (after.subject, after.name, after.hired) == (serving.id, before.name, before.hired)
    assert [(role.subject, role.revoked) for role in Role.objects.all()] == [(serving.id, None)]
    kept = set(Organisation.objects.values_list("subject", flat=True))
    assert before.organisation in kept
    assert closed not in kept
