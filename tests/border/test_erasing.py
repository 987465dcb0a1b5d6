"""Erasure by the retention table leaves whoever is still held whole, with the clock of the hold (S13)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from django.db import connection

from panah.border import hosts
from panah.border.desk import groups, holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.parts import HostPart
from panah.border.models import Hold, HoldEvent, Presentation
from panah.journal.erase import erase
from panah.journal.verify import verify
from tests.border.conftest import OFFICER, SECOND, AtThePost
from tests.journal import sample
from tests.protection.dumping import dump

LATER = datetime.now(UTC) + timedelta(days=6 * 366)
HOST = HostPart(sponsor="Steppe Bau", address="Abai 5")


def told() -> list[str]:
    """Where in the database sponsor and address stand, or by what others with the same are found."""
    keys = [key.hex() for key in hosts.keys_of(HOST) if key is not None]
    return [table for table, text in dump().items() if any(one in text for one in ("Steppe Bau", "Abai 5", *keys))]


def test_an_open_hold_and_its_person_outlast_their_period(
    fresh_database: str, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=OFFICER,
    )  # fmt: skip
    here = AtThePost(post, Place(post, "1"))
    waiting, ended, crossed = (here.open(host=host).presentation for host in (None, HOST, None))
    hold = desk.set_aside(waiting, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    over = desk.set_aside(ended, actor=OFFICER)
    holds.take(over, actor=SECOND)
    holds.release_and_admit(over, desk.Decision(), actor=SECOND)
    desk.admit(crossed, desk.Decision(host=HOST), actor=OFFICER)
    groups.open_group(here.post, direction="entry", sort="group", expected=3, host=HOST, actor=OFFICER)
    assert told()
    before = (
        Presentation.objects.filter(subject=waiting).values().get(),
        Hold.objects.filter(subject=hold).values().get(),
    )
    with as_owner(), connection.cursor() as cursor:
        # Erasing folds every register of this run again, the sample's of the journal's own tests too.
        cursor.execute(sample.TABLES)
        erase(now=LATER)
    assert before == (Presentation.objects.values().get(), Hold.objects.values().get())
    assert told() == [], "nor who invited somebody, or where they stayed"
    assert list(HoldEvent.objects.order_by("clock").values_list("act", flat=True)) == ["placed", "taken"]
    assert [one.name for one in holds.queue(here.post)] == [holds.get(hold).name]
    assert verify().ok
