"""The roll of the persons held: everybody on it, signed, kept, printable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.facts.holds import RollEntryPart
from panah.border.models import Roll, RollEntry
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.people.factories import client_of, somebody


@pytest.fixture
def client(here: AtThePost) -> Client:
    return client_of(somebody("second_line", post=here.post, name="Asel, second line"), post=here.post)


def held(here: AtThePost, surname: str, minutes: int) -> UUID:
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    return desk.set_aside(here.open(passport(surname=surname), happened=at).presentation, actor=OFFICER, happened=at)


def line(hold: UUID, **said: str) -> dict[str, str]:
    given = {"doctor": "not_needed", "call": "offered", "remark": ""} | said
    return {f"{hold.hex}-{name}": value for name, value in given.items()}


def sign(client: Client, *lines: dict[str, str]):  # type: ignore[no-untyped-def]
    posted: dict[str, str] = {}
    for one in lines:
        posted |= one
    return client.post(reverse("border:roll"), posted)


def test_everybody_who_is_held_is_on_it_with_since_when(here: AtThePost, client: Client) -> None:
    held(here, "FIRSTCOMER", 100)
    held(here, "LATECOMER", 5)
    shown = client.get(reverse("border:roll")).content.decode()
    assert "FIRSTCOMER" in shown
    assert "LATECOMER" in shown
    assert shown.count("Held since") == 2


def test_what_was_signed_is_kept_as_it_was(here: AtThePost, client: Client) -> None:
    hold = held(here, "KARIMOV", 50)
    answer = sign(client, line(hold, food="on", doctor="called", call="made", remark="Chest pain"))
    entry = RollEntry.objects.get()
    assert (entry.food, entry.water, entry.doctor, entry.call, entry.remark) == (
        True, False, "called", "made", "Chest pain",
    )  # fmt: skip
    paper = client.get(answer.url).content.decode()
    for said in ("KARIMOV", "Called", "Made", "Chest pain", "Asel, second line", "data-print"):
        assert said in paper


def test_a_signed_roll_stays_when_the_person_has_gone(here: AtThePost, client: Client) -> None:
    hold = held(here, "KARIMOV", 50)
    url = sign(client, line(hold)).url
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
    assert "KARIMOV" in client.get(url).content.decode()
    page = client.get(reverse("border:roll")).content.decode()
    assert "Nobody is held" in page
    assert url in page


def test_somebody_who_came_meanwhile_must_be_seen_too(here: AtThePost, client: Client) -> None:
    known = held(here, "KARIMOV", 50)
    held(here, "NEWCOMER", 1)
    answer = sign(client, line(known, remark="Fine"))
    assert answer.status_code == 422
    assert not Roll.objects.exists()
    page = answer.content.decode()
    assert "NEWCOMER" in page
    assert 'value="Fine"' in page


def test_the_desk_takes_neither_too_few_nor_strangers(here: AtThePost) -> None:
    first = held(here, "KARIMOV", 50)
    held(here, "OMAROV", 40)
    with pytest.raises(DeskError, match="roll_incomplete"):
        holds.sign_roll(here.post, [RollEntryPart(hold=first, food=True)], actor=SECOND)
    with pytest.raises(DeskError, match="roll_foreign"):
        holds.sign_roll(here.post, [RollEntryPart(hold=uuid4(), food=True)], actor=SECOND)
    twice = RollEntryPart(hold=first, food=True)
    with pytest.raises(DeskError, match="roll_incomplete"):
        holds.sign_roll(here.post, [twice, twice], actor=SECOND)


def test_an_unreadable_answer_is_said_at_its_place(here: AtThePost, client: Client) -> None:
    hold = held(here, "KARIMOV", 50)
    answer = sign(client, line(hold, doctor="perhaps", remark="x" * 501))
    assert answer.status_code == 422
    assert not Roll.objects.exists()


def test_the_newest_roll_stands_first(here: AtThePost, client: Client) -> None:
    hold = held(here, "KARIMOV", 50)
    urls = [sign(client, line(hold)).url for _ in range(3)]
    page = client.get(reverse("border:roll")).content.decode()
    assert sorted(urls, key=page.index) == urls[::-1]


def test_a_roll_of_another_post_is_closed(here: AtThePost, client: Client, make_post: Callable[..., UUID]) -> None:
    url = sign(client, line(held(here, "KARIMOV", 50))).url
    there = make_post("Elsewhere")
    stranger = client_of(somebody("second_line", post=there), post=there)
    assert stranger.get(url).status_code == 403
    assert client.get(reverse("border:roll-signed", args=[uuid4()])).status_code == 404
    monitor = client_of(somebody("monitor"))
    assert monitor.get(url).status_code == 403
