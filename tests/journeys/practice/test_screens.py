"""The practice screens: for every role, readable and usable in three languages, at two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from panah.border.models import Post, Presentation
from panah.node.practice import kept
from panah.node.practice.names import named
from panah.node.practice.scenarios import scenarios
from panah.people import permissions
from panah.people.models import Account
from panah.people.roles import POST_ROLES, STAFF_ROLES
from tests.journeys.conftest import USERNAMES
from tests.journeys.practice.playing import Play
from tests.journeys.practice.seats import Seats
from tests.journeys.test_every_screen import IN_TURN, Watch, none_of
from tests.people.factories import Somebody, client_of


def client(role: str) -> Client:
    account = Account.objects.get(username=USERNAMES[role])
    post = Post.objects.get(name="Long Bridge").subject if role in POST_ROLES else None
    return client_of(Somebody(account.staff, account), post=post, lane="Lane 1" if post else "")


@pytest.mark.parametrize("language", IN_TURN)
def test_the_screens_are_readable_and_usable(
    open_post: str, seats: Seats, window: Callable[..., BrowserContext], language: str
) -> None:
    ended, going = Play.of("family"), Play.of("bus")
    ended.without_a_thought()
    kept.end(ended.run.id)
    context = window(open_post, language)
    context.add_cookies(seats.page("monitor").context.cookies())
    context.add_cookies([{"name": "django_language", "value": language, "url": open_post}])
    watch = Watch(context.new_page(), language)
    for name, address in (
        ("scenarios", "/practice/"),
        ("run", f"/practice/{going.run.id}/"),
        ("review", f"/practice/{ended.run.id}/review/"),
    ):
        watch.look(name, open_post + address)
    none_of(watch.wrong)


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_every_role_may_practise(open_post: str, role: str) -> None:
    browser, play = client(role), Play.of("trader")
    assert browser.get("/practice/").status_code == 200
    run = browser.get(f"/practice/{play.run.id}/")
    assert play.zone("trader").splitlines()[0].replace("<", "&lt;") in run.content.decode()
    # Whoever has no booth has no button to it.
    at_the_booth = role in permissions.ACTS["border.inspect"].roles
    assert ("/booth/scan/" in run.content.decode()) == at_the_booth
    cards = browser.get(f"/practice/{play.run.id}/cards.pdf")
    assert (cards["Content-Type"], cards.content[:4]) == ("application/pdf", b"%PDF")


def test_from_a_scenario_to_the_review(open_post: str, seats: Seats) -> None:
    """Begun, handed over at the booth with one click, admitted, ended: the review says so."""
    page = seats.go("first", "/practice/")
    page.get_by_role("button", name="Begin: An ordinary trader").click()
    trader = named(scenarios()["trader"], kept.runs()[0].seed).persons[0]
    called = f"{trader.given} {trader.surname}".title()
    page.get_by_role("button", name=f"Hand over the document at the booth: {called}").click()
    expect(page.get_by_role("heading", name=f"{trader.surname} {trader.given}")).to_be_visible()
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Admitted").first.wait_for()
    seats.go("first", f"/practice/{kept.runs()[0].id}/")
    page.get_by_role("button", name="End, and look back").click()
    found = page.locator("main").inner_text()
    assert "Went on at the booth, as most people should." in found
    assert "Nothing was missed." in found
    assert Presentation.objects.latest("opened").outcome == "crossed"


def test_nothing_was_missed_in_what_nobody_played(open_post: str) -> None:
    browser, run = client("monitor"), Play.of("family").run.id
    review = browser.post(f"/practice/{run}/end/", follow=True).content.decode()
    assert "are still open" in review
    assert "Went on at the booth" not in review
    begun = kept.get(run)
    assert begun is not None
    assert begun.ended is None


def test_nobody_begins_what_isnt_there_or_practises_unseen(open_post: str) -> None:
    assert client("monitor").post("/practice/begin/", {"scenario": "nothing"}).status_code == 404
    assert client("monitor").get("/practice/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert Client().get("/practice/").status_code == 302
