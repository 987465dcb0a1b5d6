"""The pages of the conversation: steps, cards turned to the traveller, fear, the profile."""

from __future__ import annotations

import html
import re
import time
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import holds
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor
from panah.protection.desk import talks
from panah.protection.models import TalkKey
from panah.safeguards.conversation import card, questions, steps
from tests.border.conftest import OFFICER, AtThePost, here, make_post, passport
from tests.people.factories import client_of, somebody

__all__ = ["here", "make_post"]

NEEDLE = "They said they would burn the house"
OTHER = Actor(UUID(int=77), frozenset({"second_line"}), "Other")


@pytest.fixture
def officer(here: AtThePost) -> tuple[Client, Actor]:
    who = somebody("second_line", post=here.post)
    return client_of(who, post=here.post), Actor(who.id, frozenset({"second_line"}))


def held_by(here: AtThePost, actor: Actor) -> UUID:
    hold = line.set_aside(here.open(passport()).presentation, actor=OFFICER)
    holds.take(hold, actor=actor)
    return hold


def test_every_step_has_a_page_and_every_card_is_shown_large(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    for step in steps():
        text = client.get(reverse("protection:talk", args=[hold]), {"step": step.id}).content.decode()
        for one in questions().values():
            if one.step == step.id and one.who == "any":
                assert html.escape(one.text, quote=True) in text or one.text in text
    answer = client.get(reverse("protection:talk-card", args=[hold]), {"card": "sign.afraid", "language": "fa-af"})
    assert card("sign.afraid", "fa-af").text in answer.content.decode()
    assert client.get(reverse("protection:talk-card", args=[hold]), {"card": "sign.nothing"}).status_code == 404


def test_after_fear_questions_on_the_merits_have_no_buttons(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    client.post(written, {"mark": "fear", "step": "screen"})
    text = client.get(page, {"step": "screen"}).content.decode()
    assert text.count("Fear was said: this is not asked any more.") == 1
    assert 'name="value"' not in text
    assert 'name="value"' in client.get(page, {"step": "contact"}).content.decode()
    # Nobody asks, and whatever is told is written down where the page says so.
    assert "write it down under “In their own words”" in text
    own = client.get(page, {"step": "own_words"}).content.decode()
    assert re.findall(r'<textarea id="([a-z_.]+)"', own) == ["own_words.told", "own_words.needs"]
    assert "card=own.tell" not in own
    assert "card=own.need" in own


def test_what_means_nothing_is_said_so_and_nothing_is_lost(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    client.post(written, {"question": "own_words.told", "value": NEEDLE})
    for bad in (
        {"mark": "guilty"},
        {"question": "looks", "value": "x"},
        {"role": "spy"},
        {"question": "present.alone", "value": "maybe"},
    ):
        assert "written down. Try again" in client.post(written, bad, follow=True).content.decode()
    assert NEEDLE in client.get(reverse("protection:talk", args=[hold]), {"step": "own_words"}).content.decode()


def test_what_is_being_typed_is_kept_until_it_is_written_down(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    typing = {"question": "own_words.told", "value": NEEDLE, "typed": "1"}
    field = f"{NEEDLE}</textarea>"
    assert client.post(written, typing).status_code == 204
    assert field in client.get(page, {"step": "own_words"}).content.decode()
    assert NEEDLE.encode() not in bytes(TalkKey.objects.get(hold=hold).typed)
    # Also when fear stops the asking: nothing typed is out of sight.
    client.post(written, {"mark": "fear"})
    assert field in client.get(page, {"step": "own_words"}).content.decode()
    client.post(written, typing | {"typed": ""})
    # What came late and stands in the notes already isn't kept a second time.
    client.post(written, typing)
    assert TalkKey.objects.get(hold=hold).typed is None
    assert client.post(written, typing | {"question": "looks"}).status_code == 422


def test_what_had_to_wait_for_the_post_was_said_when_it_was_written_down(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    now = time.time()
    for value, waited in (("first", "600"), ("second", "bad"), ("third", "9" * 30)):
        client.post(written, {"question": "own_words.told", "value": value, "waited": waited})
    said = {one.value: now - one.at for one in talks.open_at(hold, actor=actor).talk.answers}
    assert 590 < said["first"] < 610
    assert said["second"] < 10
    assert said["third"] < 24 * 3600 + 10


def test_what_is_sent_again_for_want_of_an_answer_stands_once(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    told = {"question": "own_words.told", "value": NEEDLE, "id": uuid4().hex}
    seen = {"question": "own_words.seen", "value": ["health.wounds", "health.fever"], "id": uuid4().hex}
    other = {"question": "own_words.told", "value": "And the barn", "id": "ё" * 900}
    for form in (told, told | {"waited": "9"}, seen, seen | {"waited": "30"}, other):
        client.post(written, form)
    noted = [one.value for one in talks.open_at(hold, actor=actor).talk.answers]
    assert sorted(noted) == sorted([NEEDLE, "And the barn", *seen["value"]])


def test_a_page_says_whose_it_is_so_that_nobody_sends_what_another_wrote(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    for name in ("protection:talk", "protection:talk-card"):
        assert f'data-by="{actor.id.hex}"' in client.get(reverse(name, args=[hold])).content.decode()


def test_the_profile_says_what_was_found_and_never_that_nothing_is_needed(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    found = reverse("protection:talk-profile", args=[hold])
    empty = client.get(found).content.decode()
    assert "mean there is none." in empty
    client.post(reverse("protection:talk-note", args=[hold]), {"mark": "fear"})
    text = client.get(found).content.decode()
    assert "Any fear, in any words, is enough" in text
    for never in ("not vulnerable", "credible.", "score", "total"):
        assert never not in text.lower().replace("it is no evidence of whether somebody is believed", "")
    # Nobody is competent here yet: the officer is told, and the notes stay.
    assert "No body is competent for this yet" in client.post(found, follow=True).content.decode()
    assert TalkKey.objects.filter(hold=hold).exists()


def test_whoever_has_not_taken_the_person_over_is_led_back(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, _actor = officer
    hold = held_by(here, OTHER)
    answer = client.get(reverse("protection:talk", args=[hold]), follow=True)
    assert "A colleague has taken this person over." in answer.content.decode()
    booth = client_of(somebody("first_line", post=here.post), post=here.post)
    assert booth.get(reverse("protection:talk", args=[hold])).status_code == 403
