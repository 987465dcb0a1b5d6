"""S1 in the database: no statement writes a refusal while a hold of the person is open, whoever issues it, however
two of them race."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from panah.border.desk import presentations as desk
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.models import Hold, Presentation
from tests.border.conftest import OFFICER, AtThePost, passport

_REFUSAL = (
    "INSERT INTO border_refusal (subject, presentation, post, made, ground, first_by, second_by, language, content,"
    " signatures, receipt) VALUES (%s, %s, %s, now(), 'x', %s, %s, 'ru', '{}', '[]',"
    " jsonb_build_object('act', 'refuse', 'given', extract(epoch FROM now())))"
)
_HOLD = (
    "INSERT INTO border_hold (subject, presentation, post, placed, placed_by, lock, until)"
    " VALUES (%s, %s, %s, now(), %s, %s, now() + interval '3 hours')"
)


def refusing(presentation: UUID, post: UUID) -> list[Any]:
    return [uuid4(), presentation, post, uuid4(), uuid4()]


def holding(presentation: UUID, post: UUID) -> list[Any]:
    return [uuid4(), presentation, post, uuid4(), uuid4().hex * 2]


def insert(statement: str, values: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_refusal_needs_that_no_hold_of_the_person_is_open(here: AtThePost) -> None:
    opened = here.open()
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(opened.presentation, here.post))
    Hold.objects.filter(subject=hold).update(released=datetime.now(UTC))
    insert(_REFUSAL, refusing(opened.presentation, here.post))


@pytest.mark.parametrize("again", ["the same document", "another document of the same person"])
def test_another_presentation_of_the_same_person_is_the_same_person(here: AtThePost, again: str) -> None:
    document = passport(birth="1980-04-04")
    desk.set_aside(here.open(document).presentation, actor=OFFICER)
    number = document.number if again == "the same document" else "FA7777777"
    second = here.open(passport(birth="1980-04-04", number=number)).presentation
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(second, here.post))


def test_somebody_elses_hold_stands_in_nobodys_way(here: AtThePost) -> None:
    desk.set_aside(here.open().presentation, actor=OFFICER)
    insert(_REFUSAL, refusing(here.open(passport(surname="RAHIMOV")).presentation, here.post))


def test_two_different_officers_and_a_presentation_are_needed(here: AtThePost) -> None:
    opened, officer = here.open().presentation, uuid4()
    with pytest.raises(IntegrityError, match="two_officers"):
        insert(_REFUSAL, [uuid4(), opened, here.post, officer, officer])
    with pytest.raises(IntegrityError, match="nobody presented"):
        insert(_REFUSAL, refusing(uuid4(), here.post))


@pytest.mark.parametrize("outcome", ["refused", "withdrew"])
def test_no_outcome_sends_back_who_is_held(here: AtThePost, outcome: str) -> None:
    opened = here.open()
    desk.set_aside(opened.presentation, actor=OFFICER)
    with pytest.raises(IntegrityError, match="a hold of this person is open"), transaction.atomic():
        Presentation.objects.filter(subject=opened.presentation).update(outcome=outcome)


@pytest.fixture
def person(fresh_database: str) -> tuple[UUID, UUID, UUID]:
    """Two presentations of one person with different documents, and their post; committed."""
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty",
        lanes=[Lane("1", "Lane 1")], regime="schengen", actor=OFFICER,
    )  # fmt: skip
    here = AtThePost(post, Place(post, "1"))
    first = here.open(passport(birth="1980-04-04", number="FA1111111")).presentation
    second = here.open(passport(birth="1980-04-04", number="FA2222222")).presentation
    return first, second, post


@contextmanager
def another_connection() -> Iterator[psycopg.Connection]:
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port")}
    with psycopg.connect(**wanted) as other:
        yield other


def race(first: tuple[str, list[Any]], second: tuple[str, list[Any]]) -> Exception | None:
    """The first statement is carried out and waits to commit; the second one begins meanwhile. What became of it."""
    came: list[Exception | None] = [None]
    with another_connection() as one, another_connection() as two:
        one.execute(*first)

        def work() -> None:
            try:
                two.execute(*second)
                two.commit()
            except psycopg.Error as error:
                came[0] = error
                two.rollback()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(timeout=0.3)
        assert thread.is_alive(), "the second didn't wait for the first"
        one.commit()
        thread.join(timeout=20)
    return came[0]


def test_a_refusal_that_races_a_hold_sees_it(person: tuple[UUID, UUID, UUID]) -> None:
    first, second, post = person
    came = race((_HOLD, holding(first, post)), (_REFUSAL, refusing(second, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)


def test_a_hold_that_races_a_refusal_comes_after_it(person: tuple[UUID, UUID, UUID]) -> None:
    first, second, post = person
    assert race((_REFUSAL, refusing(first, post)), (_HOLD, holding(second, post))) is None
    # It is on record: a recall is due, as the hold was placed within the refusal's own moment.
    assert Hold.objects.filter(presentation=second).exists()


def test_the_owner_of_the_tables_is_refused_as_well(
    person: tuple[UUID, UUID, UUID], as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    first, _, post = person
    desk.set_aside(first, actor=OFFICER)
    with as_owner(), pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(first, post))
