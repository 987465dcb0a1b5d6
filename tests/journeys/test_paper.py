"""A power cut in a real browser: forms are printed, keyed in by keyboard alone, and confirmed by somebody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from panah.border.desk.posts import Lane, describe_post
from panah.border.models import Crossing, PaperForm, Presentation
from tests.border.conftest import OFFICER
from tests.conftest import Site
from tests.people.factories import client_of, somebody
from tests.usable import usable

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def post(running_site: Site) -> UUID:
    return describe_post(
        name="Long Bridge",
        country="KAZ",
        neighbour="UZB",
        way="road",
        timezone="Asia/Almaty",
        regime="kazakhstan",
        lanes=[Lane("1", "Lane 1")],
        actor=OFFICER,
    )


def enter(context: BrowserContext, site: Site, post: UUID, role: str) -> Page:
    client = client_of(somebody(role, post=post), post=post, lane="1")
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site.url}])
    page = context.new_page()
    page.goto(site.url + "/paper/")
    return page


def at(hours_ago: float) -> datetime:
    moment = datetime.now(UTC) - timedelta(hours=hours_ago)
    return moment.astimezone(ALMATY).replace(second=0, microsecond=0)


def local(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def print_and_declare(page: Page) -> None:
    page.get_by_role("link", name="Print forms").click()
    page.get_by_label("How many forms").fill("5")
    page.get_by_label("Русский").check()
    page.get_by_role("button", name="Reserve numbers").click()
    expect(page.get_by_role("link", name="Open the forms")).to_be_visible()
    usable(page)
    page.get_by_role("link", name="Paper", exact=True).first.click()
    page.get_by_text("Write down a time that is over").click()
    past = page.locator("form[action*='/past/']")
    past.get_by_label("From").fill(local(at(6)))
    past.get_by_label("Until").fill(local(at(2)))
    past.get_by_label("Why").fill("Power cut")
    past.get_by_label("Forms written on").fill("1-2")
    past.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("numbers are missing")).to_be_visible()


def key_by_keyboard(page: Page, happened: datetime, expiry: str) -> None:
    """Tab, type, Tab: the hand never leaves the keys."""
    keys = page.keyboard
    if page.get_by_label("Number of the form").input_value() == "":
        keys.type("1")
        keys.press("Tab")
    page.get_by_label("Day and time on the form").fill(local(happened))
    page.get_by_label("Entry").focus()
    keys.press("Space")
    for text in ("", "", "UZB", "FA1000001", expiry, "Karimov", "Rustam", "", "UZB", "12.04.1988"):
        keys.press("Tab")
        if text:
            keys.type(text)
    keys.press("Control+Enter")
    # What became of the person is never filled in for anybody: without a tick nothing is kept.
    expect(page.get_by_text("This field is required.")).to_be_visible()
    keys.press("Alt+1")
    keys.press("Control+Enter")


def test_from_the_power_cut_to_the_answered_question(running_site: Site, browser: Browser, post: UUID) -> None:
    first, second = browser.new_context(), browser.new_context()
    page = enter(first, running_site, post, "first_line")
    print_and_declare(page)

    page.goto(running_site.url + "/paper/key/")
    happened = at(4)
    key_by_keyboard(page, happened, "2020-01-01")
    expect(page.get_by_text("is keyed in and waits for a second officer")).to_be_visible()
    assert page.get_by_label("Number of the form").input_value().endswith("000002")
    usable(page)
    form = PaperForm.objects.get()
    assert not Presentation.objects.exists()

    page.goto(f"{running_site.url}/paper/forms/{form.subject}/")
    expect(page.get_by_text("You keyed this form in")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)

    other = enter(second, running_site, post, "second_line")
    other.get_by_role("link", name="See them").first.click()
    other.get_by_role("link", name=form.number).click()
    expect(other.get_by_text("Compare with the paper")).to_be_visible()
    usable(other)
    other.keyboard.press("Control+Enter")
    expect(other.get_by_text("is recorded at the time it happened")).to_be_visible()
    crossing = Crossing.objects.get()
    assert (crossing.happened, crossing.happened_source) == (happened.astimezone(UTC), "paper")

    other.goto(running_site.url + "/questions/")
    other.get_by_role("link", name="Karimov Rustam").click()
    expect(other.get_by_role("button", name="Send the answer")).to_be_visible()
    usable(other)
    other.get_by_label("Settled").check()
    other.get_by_role("button", name="Send the answer").click()
    expect(other.get_by_text("Answered.")).to_be_visible()

    page.goto(running_site.url + "/paper/numbers/")
    expect(page.get_by_text("Not every number is accounted for")).to_be_visible()
    page.get_by_role("link", name="Void").click()
    page.get_by_label("What became of it").fill("Torn in the wind")
    page.get_by_role("button", name="Void this number").click()
    expect(page.get_by_text("No number is missing")).to_be_visible()
    usable(page)
    first.close()
    second.close()


def test_a_form_that_differs_goes_back_and_is_keyed_again(running_site: Site, browser: Browser, post: UUID) -> None:
    first, second = browser.new_context(), browser.new_context()
    page = enter(first, running_site, post, "first_line")
    print_and_declare(page)
    page.goto(running_site.url + "/paper/key/")
    key_by_keyboard(page, at(4), "2033-01-01")
    expect(page.get_by_text("is keyed in and waits for a second officer")).to_be_visible()
    form = PaperForm.objects.get()

    other = enter(second, running_site, post, "commander")
    other.goto(f"{running_site.url}/paper/forms/{form.subject}/")
    other.get_by_text("Something differs").click()
    other.get_by_label("What differs from the paper").fill("The number ends in 11")
    other.get_by_role("button", name="Send back").click()
    expect(other.get_by_role("button", name="Send back")).to_have_count(0)

    page.goto(running_site.url + "/paper/forms/?status=rejected")
    page.get_by_role("link", name=form.number).click()
    page.get_by_role("link", name="Key it in again").click()
    expect(page.get_by_text("The number ends in 11")).to_be_visible()
    page.get_by_label("Document number").fill("FA1000011")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("is keyed in and waits for a second officer")).to_be_visible()
    other.goto(f"{running_site.url}/paper/forms/{form.subject}/")
    other.get_by_role("button", name="Confirm").click()
    expect(other.get_by_text("is recorded at the time it happened")).to_be_visible()
    assert Presentation.objects.get().document["number"] == "FA1000011"
    first.close()
    second.close()
