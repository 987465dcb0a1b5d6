"""The registers of the first line can be thrown away: what the journal says gives them again, row by row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from panah.border.desk import holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, close_shift, describe_post
from panah.border.facts.parts import HostPart
from panah.border.models import Stay
from panah.journal.rebuild import differences, rebuild
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport


@pytest.fixture
def busy(fresh_database: str) -> AtThePost:
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=OFFICER,
    )  # fmt: skip
    here = AtThePost(post, Place(post, "1"))
    document = passport()
    here.cross(document, "entry", timedelta(days=40))
    here.cross(document, "exit", timedelta(days=30))
    wrong = here.cross(document, "entry", timedelta(days=3))
    desk.take_back(wrong, actor=OFFICER)
    here.cross(document, "exit", timedelta(days=35))
    hold = desk.set_aside(here.open().presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    desk.set_aside(here.open().presentation, actor=OFFICER, host=HostPart(address="Abai 5"))
    here.open(host=HostPart(sponsor="Steppe Bau"))
    close_shift(post, actor=OFFICER)
    return here


@pytest.mark.parametrize("register", ["posts", "holds"])
def test_nothing_differs(busy: AtThePost, as_owner: Callable[[], AbstractContextManager[None]], register: str) -> None:
    with as_owner():
        assert differences(register) == {}


def test_stays_come_out_the_same(busy: AtThePost, as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    def stays() -> list[tuple[object, ...]]:
        rows = Stay.objects.order_by("id").values_list("entry", "exit", "entered", "left", "leave_by", "nationality")
        return [tuple(row) for row in rows]

    before = stays()
    assert len(before) >= 3
    with as_owner():
        assert set(differences("presentations")) <= {"border_stay"}
        rebuild("presentations")
    assert sorted(map(str, stays())) == sorted(map(str, before))
