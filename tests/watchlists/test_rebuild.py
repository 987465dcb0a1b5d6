"""Registers of lists and hits can be thrown away: what the journal says gives them again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest

from panah.border.desk import presentations
from panah.border.desk.context import Actor, Place
from panah.border.desk.posts import Lane, describe_post
from panah.journal.rebuild import differences, rebuild
from panah.watchlists.desk import hits, in_force, keeping, lists
from panah.watchlists.models import Clearing, Hit
from tests.border.conftest import OFFICER, passport
from tests.watchlists.lists import Lists, person, stranger


@pytest.fixture
def busy(fresh_database: str) -> Iterator[None]:
    """Lists in two versions, one retired; hits with every kind of answer."""
    shutil.rmtree(keeping.folder(), ignore_errors=True)
    in_force.forget()
    made, second, third = Lists(), Actor(uuid4()), Actor(uuid4())
    subject = made.of("wanted", person(), stranger(1))
    made.load(subject, person(), stranger(2), version="2")
    lists.retire(made.of("sanctions", stranger(3)), "Its law ended", actor=second)
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=OFFICER,
    )  # fmt: skip
    for answer in ("", "not_same", "unclear", "same", "confirmed", "corrected"):
        document = passport(surname="TEREKBAYEV", given="ODILZHON", birth="1984-03-09")
        opened = presentations.open_presentation(document, direction="entry", place=Place(post, "1"), actor=OFFICER)
        (hit,) = hits.of_presentation(opened.presentation)
        if answer:
            hits.answer(hit.id, "same" if answer in ("confirmed", "corrected") else answer, "Words", actor=second)
        if answer in ("confirmed", "corrected"):
            hits.confirm(hit.id, True, actor=third)
        if answer == "corrected":
            hits.correct(hit.id, "A court says so", actor=second)
    yield
    in_force.forget()
    shutil.rmtree(keeping.folder(), ignore_errors=True)


def test_nothing_differs(busy: None, as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    states = set(Hit.objects.values_list("state", flat=True))
    assert states == {"open", "not_same", "unclear", "same", "confirmed", "corrected"}
    assert Clearing.objects.count() == 2
    with as_owner():
        for register in ("watchlists", "hits"):
            assert differences(register) == {}
            rebuild(register)
    assert set(Hit.objects.values_list("state", flat=True)) == states
    assert Clearing.objects.count() == 2
    assert [row.version for row in lists.all_lists()] == ["2"]
