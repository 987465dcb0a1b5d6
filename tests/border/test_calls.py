"""Somebody asks to speak without a word at the booth: nothing is stored until they do, and somebody answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import calls
from panah.border.desk.context import Actor, DeskError
from panah.border.models import Call
from panah.border.rules.line import line
from panah.safeguards.conversation import card
from panah.web import languages
from tests.border.conftest import SECOND, AtThePost
from tests.people.factories import client_of, somebody


def page(here: AtThePost, language: str = "ru") -> str:
    return reverse("border:speak-in", kwargs={"code": calls.code_of(here.post, "1"), "language": language})


@pytest.mark.parametrize("language", [one.code for one in languages.ALL])
def test_the_page_speaks_the_travellers_language_and_stores_nothing(here: AtThePost, language: str) -> None:
    answer = Client().get(page(here, language))
    text = answer.content.decode()
    assert card("sign.afraid", language).text in text
    assert f'lang="{language}" dir="{languages.get(language).direction}"' in text
    assert not answer.cookies
    assert not Call.objects.exists()


def test_asking_needs_no_sign_in_and_says_nothing_of_the_person(here: AtThePost) -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post(page(here), {"wish": ["sign.woman", "sign.nonsense", "sign.doctor"]}, follow=True)
    assert answer.status_code == 200
    assert not visitor.cookies
    assert set(Call.objects.get().wishes) == {"sign.woman", "sign.doctor"}


def test_pressing_twice_is_one_call_and_a_flood_stays_small(here: AtThePost) -> None:
    first = calls.call(here.post, "1", "ru", [])
    assert calls.call(here.post, "1", "ru", ["sign.doctor"]) == first
    for number in range(20):
        Call.objects.update(made=datetime.now(UTC) - timedelta(hours=1))
        calls.call(here.post, "1", "ru", [])
        assert Call.objects.count() <= line().calls_open, number


def test_another_lanes_address_is_another_one_and_unknown_ones_are_nothing(here: AtThePost) -> None:
    assert calls.code_of(here.post, "1") != calls.code_of(here.post, "L")
    assert Client().get("/speak/aaaaaaaaaaaa/").status_code == 404
    assert Client().get(page(here, "xx")).status_code == 404


def test_the_second_line_sees_it_and_says_what_came_of_it(here: AtThePost) -> None:
    call = calls.call(here.post, "1", "fa-af", ["sign.woman"])
    officer = client_of(somebody("second_line", post=here.post), post=here.post)
    queue = officer.get(reverse("border:second-line")).content.decode()
    assert card("sign.woman", "en").text in queue
    assert languages.get("fa-af").own_name in queue
    officer.post(reverse("border:call-answer", args=[call]), {"outcome": "spoke"})
    assert Call.objects.get(subject=call).outcome == "spoke"
    assert card("sign.woman", "en").text not in officer.get(reverse("border:second-line")).content.decode()


def test_the_first_line_neither_sees_nor_answers(here: AtThePost) -> None:
    call = calls.call(here.post, "1", "ru", [])
    booth = client_of(somebody("first_line", post=here.post), post=here.post)
    assert booth.post(reverse("border:call-answer", args=[call]), {"outcome": "spoke"}).status_code == 403
    assert card("sign.speak", "en").text not in booth.get(reverse("border:booth")).content.decode()


def test_a_call_is_answered_once(here: AtThePost) -> None:
    call = calls.call(here.post, "1", "ru", [])
    calls.answer(call, "nobody_found", actor=SECOND)
    with pytest.raises(DeskError, match="call_answered"):
        calls.answer(call, "spoke", actor=Actor(SECOND.id))


def test_who_waits_too_long_is_seen_by_others(here: AtThePost) -> None:
    call = calls.call(here.post, "1", "ru", [])
    assert calls.unanswered(here.post, datetime.now(UTC) - timedelta(minutes=10)) == []
    assert [one.subject for one in calls.unanswered(None, datetime.now(UTC))] == [call]


def test_the_card_is_printed_for_a_lane(here: AtThePost) -> None:
    officer = client_of(somebody("second_line", post=here.post), post=here.post)
    answer = officer.get(reverse("border:sign-card", kwargs={"post": here.post, "lane": "1"}))
    assert answer["Content-Type"] == "application/pdf"
    assert officer.get(reverse("border:sign-card", kwargs={"post": here.post, "lane": "99"})).status_code == 404


def test_a_second_screen_goes_back_by_itself_and_a_phone_never_does(here: AtThePost) -> None:
    client, code = Client(), calls.code_of(here.post, "1")
    for screen, times in (("?screen", 1), ("", 0)):
        address = reverse("border:speak-in", kwargs={"code": code, "language": "ru"}) + screen
        assert client.get(address).content.decode().count("data-shared-screen") == times
        answer = client.post(address, {"wish": "sign.doctor"})
        assert answer.url.endswith("done/" + screen)
        page = client.get(answer.url).content.decode()
        assert page.count("data-shared-screen") == page.count("speak.js") == times
        assert (f'href="{address}"' in page, client.cookies.output()) == (True, "")
