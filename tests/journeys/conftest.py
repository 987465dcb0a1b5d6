"""A small practice country that runs for all tests of a file, and browsers that are signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from panah.border.models import Post
from panah.node.demo.building import build
from panah.node.postgres import Server
from panah.people.models import Account
from tests.conftest import own_database, served
from tests.people.factories import Somebody, client_of

# Who of the practice country stands for a role.
USERNAMES = {
    "first_line": "first",
    "second_line": "second",
    "commander": "commander",
    "commander of the station": "commander2",
    "headquarters": "headquarters",
    "monitor": "monitor",
    "administrator": "administrator",
    "case_worker": "asylum",
    "body_supervisor": "asylum-head",
}


@dataclass(frozen=True)
class PracticeSite:
    """The running practice country."""

    url: str
    post: UUID
    station: UUID

    def who(self, role: str) -> Somebody:
        """The staff member who holds a role at the road post, or in the country."""
        account = Account.objects.get(username=USERNAMES[role])
        return Somebody(account.staff, account)

    def client(self, role: str) -> Client:
        """A browser without a screen, signed in."""
        if role == "commander of the station":
            return client_of(self.who(role), post=self.station, lane="Platform hall")
        at_post = role in ("first_line", "second_line", "commander")
        return client_of(self.who(role), post=self.post if at_post else None, lane="Lane 1" if at_post else "")

    def sign_in(self, context: BrowserContext, role: str) -> None:
        """Put the cookie of a fresh session of this role into a browser."""
        cookie = self.client(role).cookies["session"].value
        context.add_cookies([{"name": "session", "value": cookie, "url": self.url}])


@pytest.fixture(scope="module")
def practice(
    postgres: Server, _template: str, django_db_setup: None, _worker_database: str, django_db_blocker: Any
) -> Iterator[PracticeSite]:
    """The practice country with sixty travellers, really committed and served, once for all tests of a file."""
    with django_db_blocker.unblock(), own_database(postgres, _template, _worker_database):
        build(lambda line: None, travellers=60)
        with served() as url:
            road, station = (Post.objects.get(name=wanted).subject for wanted in ("Long Bridge", "River Station"))
            yield PracticeSite(url, road, station)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser windows of a size and in a language, and closes them after the test."""
    opened: list[BrowserContext] = []

    def make(url: str, language: str = "en", width: int = 1280, height: int = 900) -> BrowserContext:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.add_cookies([{"name": "django_language", "value": language, "url": url}])
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def screen(practice: PracticeSite, window: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """Opens a window for a role."""

    def make(role: str) -> Page:
        context = window(practice.url)
        practice.sign_in(context, role)
        return context.new_page()

    return make
