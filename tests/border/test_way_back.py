"""The way back from a record and a history leads to the work somebody came from, and never to a shut page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import presentations as desk
from tests.border.conftest import OFFICER, AtThePost, passport
from tests.people.factories import client_of, somebody


def back_of(client: Client, page: str) -> str:
    """Where the link above the title leads; it must open for whoever sees it."""
    shown = client.get(page).content.decode()
    found = re.search(r'class="eyebrow"[^>]*>\s*<a href="([^"]+)"', shown)
    assert found is not None
    assert client.get(found[1]).status_code == 200
    return found[1]


def sitting(here: AtThePost, role: str) -> Client:
    return client_of(somebody(role, post=here.post), post=here.post, lane="Lane 1")


class TestFromAHistory:
    def test_whoever_stands_at_the_booth_is_still_there(self, here: AtThePost) -> None:
        one = here.open(passport()).presentation
        back = back_of(sitting(here, "first_line"), reverse("border:history", args=[one]))
        assert back == reverse("border:booth-person", args=[one])

    def test_of_somebody_who_went_on_to_the_record(self, here: AtThePost) -> None:
        one = here.cross(passport(), "entry", timedelta(minutes=5))
        page = reverse("border:history", args=[one])
        client = sitting(here, "first_line")
        assert back_of(client, page) == reverse("border:record", args=[one])
        client.post(page, {"reason": "inspection"})
        assert back_of(client, page) == reverse("border:record", args=[one])

    def test_the_monitor_goes_back_to_the_lists(self, here: AtThePost) -> None:
        one = here.open(passport()).presentation
        back = back_of(client_of(somebody("monitor")), reverse("border:history", args=[one]))
        assert back.startswith(reverse("border:lists"))


class TestFromARecord:
    @pytest.mark.parametrize("role", ["second_line", "commander"])
    @pytest.mark.parametrize("page", ["border:record", "border:history"])
    def test_of_somebody_who_waits_to_their_hold(self, here: AtThePost, role: str, page: str) -> None:
        one = here.open(passport()).presentation
        hold = desk.set_aside(one, actor=OFFICER)
        assert back_of(sitting(here, role), reverse(page, args=[one])) == reverse("border:hold", args=[hold])

    @pytest.mark.parametrize(("role", "where"), [("first_line", "border:booth"), ("commander", "border:lists")])
    def test_of_somebody_who_went_on(self, here: AtThePost, role: str, where: str) -> None:
        page = reverse("border:record", args=[here.cross(passport(), "entry", timedelta(minutes=5))])
        client = sitting(here, role)
        client.post(page, {"reason": "correction"})
        assert back_of(client, page).startswith(reverse(where))
