"""Every screen of people in a real browser: usable at both widths, both directions, without an axe violation."""

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from panah.people import desk, devices, looks, recovery
from panah.people.access import Staff
from panah.people.models import OpenSession, StaffMember
from panah.people.ports import PostInfo, use_files, use_posts
from panah.people.roles import STAFF_ROLES
from panah.people.sessions import CONFIRMED
from tests.people.factories import (
    PASSWORD,
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
    for role in STAFF_ROLES:
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
def test_states_no_address_leads_to(page: Page, house: House, language: str, size: tuple[int, int]) -> None:
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
    enter(page, house, house.monitor)
    see("/oversight/verify/", "verify")
    page.get_by_role("button").filter(has=page.locator("kbd", has_text="F2")).click()
    expect(page.locator("[data-verify-result] .state")).to_be_visible()
    looks_right(page, f"verified-{width}-{language}")
    enter(page, house, house.officer, post=house.here.id)
    page.goto(house.url + "/account/")
    page.keyboard.press("F9")
    expect(page.locator("dialog.cover h1")).to_be_visible()
    looks_right(page, f"cover-{width}-{language}")
    see("/account/", "locked")


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("fa-af", NARROW)])
def test_the_way_in(page: Page, house: House, language: str, size: tuple[int, int]) -> None:
    """From a one-time code to a password, an app, recovery codes, and the second step of the next sign-in."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": house.url}])

    def see(name: str) -> None:
        looks_right(page, f"{name}-{size[0]}-{language}")

    def give(**fields: str) -> None:
        for name, value in fields.items():
            page.locator(f"[name={name}]").last.fill(value)
        page.keyboard.press("Enter")

    enter(page, house, house.administrator)
    page.goto(f"{house.url}/staff/add/")
    give(name="Zarina Saidova", username="zarina")
    code = page.locator(".fact-mono dd, .fact-big dd").last
    expect(code).to_contain_text("-")
    see("code")
    given = code.inner_text()
    page.goto(f"{house.url}/devices/add/")
    page.locator("[name=scopes]").first.check()
    give(name="Gate")
    expect(page.locator(".mrz")).to_contain_text("panah-")
    see("token")
    staff = StaffMember.objects.get(name="Zarina Saidova").subject
    desk.grant(staff, "headquarters", actor=desk.SYSTEM)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.goto(f"{house.url}/sign-in/")
    give(username="zarina", password="no such code")
    expect(page.get_by_role("alert").first).to_be_visible()
    see("sign-in-wrong")
    give(username="zarina", password=given)
    page.wait_for_url("**/sign-in/password/")
    give(new="short", again="short")
    expect(page.locator(".errorlist").first).to_be_visible()
    see("new-password")
    give(new=PASSWORD, again=PASSWORD)
    page.wait_for_url("**/sign-in/enrol/")
    see("enrol")
    page.goto(f"{house.url}/account/app/")
    page.locator("summary").last.click()
    secret = base64.b32decode(page.locator("p.mono").inner_text().replace(" ", ""))
    give(code=f"{TOTP(secret).token():06}")
    page.wait_for_url("**/account/codes/")
    see("codes")
    recovery_code = page.locator("ul.tiles li").first.inner_text()
    page.locator("main form button").first.click()
    page.wait_for_url(lambda address: "/codes/" not in address)

    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.goto(f"{house.url}/sign-in/")
    give(username="zarina", password=PASSWORD)
    page.wait_for_url("**/sign-in/second/")
    page.locator("summary").last.click()
    see("second-factor")
    give(recovery=recovery_code)
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME)
    kept = SessionStore(key)
    kept[CONFIRMED] = 0
    kept.save()
    page.goto(f"{house.url}/account/password/")
    page.wait_for_url("**/account/confirm/")
    see("confirm")
