"""Every screen of people in a real browser: usable at both widths, both directions, without an axe violation."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from panah.people import devices, looks, permissions, recovery
from panah.people.access import Staff
from panah.people.models import Alarm, OpenSession
from panah.people.ports import PostInfo, use_files, use_posts
from tests.people.factories import (
    KnownPosts,
    Somebody,
    organisation,
    post_info,
    somebody,
)

pytestmark = pytest.mark.browser

WIDE, NARROW = (1280, 900), (390, 844)
# Long words where there is least room, and both directions.
LOOKS = [("en", WIDE), ("ru", NARROW), ("fa-af", NARROW)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@dataclass
class House:
    """A small country with staff."""

    url: str
    here: PostInfo
    officer: Somebody
    colleague: Somebody
    administrator: Somebody
    monitor: Somebody
    device: UUID
    organisation: UUID


@pytest.fixture
def house(running_site) -> Iterator[House]:
    here, there = post_info("Kara-Suu", "Lane 1", "Lane 2"), post_info("Ak-Tilek")
    before, files = use_posts(KnownPosts(here, there)), use_files(None)
    settings.PANAH_BOOTH_SECOND_FACTOR = False
    officer = somebody("first_line", post=here.id, name="Aidai Karimova", family_name="Karimova")
    colleague = somebody("commander", post=there.id, name="Нурлан Жўраев")
    administrator = somebody("administrator", name="Gulnara Osmonova")
    somebody("administrator", name="Bakyt Usenov")
    monitor = somebody("monitor", name="Farida Rahimi")
    recovery.new_codes(officer.account)
    for role in permissions.STAFF_ROLES:
        somebody(role, post=here.id, demo=True)
    device, _ = devices.register_device(
        "e-gate 1", here.id, ["inspect", "admit"], actor=administrator.id, lane="Lane 1"
    )
    staff = Staff(officer.id, "Aidai Karimova", frozenset({"first_line"}), here.id, "Lane 1")
    for number in range(14):
        looks.record_look(
            staff, uuid4(), "inspection" if number % 3 else "other", "border:history", text="by telephone"
        )
    yield House(
        running_site.url, here, officer, colleague, administrator, monitor, device, organisation("Monitoring body")
    )
    settings.PANAH_BOOTH_SECOND_FACTOR = True
    use_posts(before)
    use_files(files)


def enter(page: Page, house: House, who: Somebody, *, post: UUID | None = None) -> OpenSession:
    """Sign in past the screens."""

    from tests.people.factories import sign_in as put

    client = Client()
    opened = put(client, who, post=post, lane="Lane 1" if post else "")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": house.url}]
    )
    return opened


def looks_right(page: Page, name: str) -> None:
    """No axe violation, nothing wider than the screen; keeps a picture where PANAH_PICTURES says."""
    if folder := os.environ.get("PANAH_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


@pytest.mark.parametrize(("language", "size"), LOOKS)
def test_every_screen(page: Page, house: House, language: str, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": house.url}])

    def see(path: str, name: str) -> None:
        page.goto(house.url + path)
        looks_right(page, f"{name}-{width}-{language}")

    see("/sign-in/", "sign-in")
    settings.PANAH_DEMO = True
    see("/sign-in/", "tiles")
    settings.PANAH_DEMO = False
    alarm = Alarm.objects.earliest("happened").subject
    enter(page, house, house.administrator)
    see("/staff/", "staff")
    see("/staff/add/", "staff-add")
    see(f"/staff/{house.officer.id}/", "member")
    see("/organisations/", "organisations")
    see(f"/organisations/{house.organisation}/", "organisation")
    see("/devices/", "devices")
    see("/devices/add/", "device-add")
    see(f"/devices/{house.device}/", "device")
    enter(page, house, house.monitor)
    see("/oversight/verify/", "verify")
    page.get_by_role("button").filter(has=page.locator("kbd", has_text="F2")).click()
    expect(page.locator("[data-verify-result] .state")).to_be_visible()
    looks_right(page, f"verified-{width}-{language}")
    see("/oversight/looks/", "looks")
    see("/oversight/alarms/", "alarms")
    see(f"/oversight/alarms/{alarm}/", "alarm")
    enter(page, house, house.officer, post=house.here.id)
    see("/account/", "account")
    see("/account/app/", "app")
    see("/account/password/", "password")
    see("/place/", "place")
    page.goto(house.url + "/account/")
    page.keyboard.press("F9")
    expect(page.locator("dialog.cover h1")).to_be_visible()
    looks_right(page, f"cover-{width}-{language}")
    see("/account/", "locked")
