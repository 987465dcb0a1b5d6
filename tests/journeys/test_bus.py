"""A bus on a handheld in a real browser: with one thumb, from the list to the road."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from panah.border.desk import carriages
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.models import Carriage, Crossing, Presentation
from panah.border.rules.manifests import read_manifest
from tests.border.conftest import OFFICER, _no_sample, passport, zone
from tests.conftest import Site
from tests.people.factories import client_of, somebody
from tests.usable import usable

__all__ = ["_no_sample"]

LIST = """name;document;nationality;born;seat
Karimov Rustam;FA1000001;UZB;1988-04-12;1
Rahimi Ali;P2000002;AFG;1990-01-02;2
Жўраев Бахтиёр;;UZB;1985-05-05;3
Ahmadi Zahra;P3000003;AFG;1979-07-07;4"""


@pytest.fixture
def post(running_site: Site) -> UUID:
    return describe_post(
        name="Long Bridge",
        country="KAZ",
        neighbour="UZB",
        way="road",
        timezone="Asia/Almaty",
        regime="kazakhstan",
        lanes=[Lane("1", "Lane 1"), Lane("H", "Handheld", "handheld")],
        actor=OFFICER,
    )


@pytest.fixture
def handheld(page: Page, running_site: Site, post: UUID) -> Page:
    client = client_of(somebody("first_line", post=post), post=post, lane="H")
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": running_site.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def read(page: Page, text: str) -> None:
    """What the reader does: it types the zone, line by line, wherever the focus is."""
    expect(page.get_by_label("Scan the document")).to_be_visible()
    for line in text.split("\n"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def test_a_bus_from_its_list_to_the_road(handheld: Page, running_site: Site) -> None:
    page = handheld
    page.goto(running_site.url + "/carriages/")
    page.get_by_role("link", name="Arrived").click()
    page.get_by_label("Number plate").fill("01 А 123 ВС")
    page.get_by_label("List of passengers").fill(LIST.replace("1990-01-02", "1990-02-31"))
    page.get_by_role("button", name="Begin checking").click()
    expect(page.get_by_text("Line 3, column 4 (date of birth)")).to_be_visible()
    usable(page)
    page.get_by_label("List of passengers").fill(LIST)
    page.get_by_role("button", name="Begin checking").click()
    expect(page.get_by_text("0 of 4").first).to_be_visible()
    usable(page)

    read(page, zone(passport(number="FA1000001")))
    expect(page.get_by_text("Line 1: Karimov Rustam")).to_be_visible()
    usable(page)
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("1 of 4").first).to_be_visible()

    read(page, zone(passport(number="FB5", surname="DJURAYEV", given="BAKHTIYOR", birth="1985-05-05")))
    expect(page.get_by_text("Who is this on the list?")).to_be_visible()
    assert not Presentation.objects.filter(manifest_line=3).exists()
    page.get_by_role("button", name="Жўраев Бахтиёр").click()
    expect(page.get_by_text("Line 3: Жўраев Бахтиёр")).to_be_visible()
    page.keyboard.press("Enter")
    assert Crossing.objects.count() == 1, "an Enter that comes late from the reader decided something"
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 4").first).to_be_visible()

    read(page, zone(passport("AFG", number="P2000002", surname="RAHIMI", given="ALI", birth="1990-01-02")))
    page.get_by_role("button", name="Second line").click()
    expect(page.get_by_role("heading", name="Luggage and family")).to_be_visible()
    page.get_by_label("The family goes on").check()
    page.get_by_label("Luggage taken from the vehicle").fill("2 bags, tag 17")
    usable(page)
    page.get_by_role("button", name="Note it and go on").click()
    expect(page.get_by_text("1 set aside")).to_be_visible()
    expect(page.get_by_text("2 bags, tag 17")).to_be_visible()

    page.get_by_role("link", name="Let it go on").click()
    expect(page.get_by_text("1 on the list was not checked")).to_be_visible()
    page.get_by_label("I know what is open, and it goes on").check()
    page.get_by_role("button", name="Let it go on").click()
    expect(page.get_by_text("1 line not checked")).to_be_visible()
    assert Carriage.objects.get().unchecked == [4]
    assert Crossing.objects.filter(vehicle_plate="01 А 123 ВС", means="bus").count() == 2


def test_somebody_without_papers_and_a_scan_of_nothing(handheld: Page, running_site: Site, post: UUID) -> None:
    bus = carriages.arrive(
        post, direction="entry", sort="bus", plate="1", lines=read_manifest(LIST).lines, actor=OFFICER
    )
    page = handheld
    page.goto(f"{running_site.url}/carriages/{bus}/")
    page.get_by_label("Scan the document").fill("this is no document")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("textbox", name="Scan the document")).to_have_attribute("aria-invalid", "true")
    usable(page)
    page.get_by_role("link", name="No readable document").click()
    page.get_by_label("What do they show?").select_option("none")
    page.get_by_label("What is known").fill("Woman, about 30, says her name is Zahra")
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("button", name="Second line")).to_be_visible()
    person = Presentation.objects.get()
    assert (person.carriage, person.document["source"], person.outcome) == (bus, "none", "")


def test_released_with_somebody_open_is_on_the_list_and_can_still_be_decided(
    handheld: Page, running_site: Site, post: UUID
) -> None:
    bus = carriages.arrive(
        post, direction="entry", sort="train", service="Train 7", lines=read_manifest(LIST).lines[:1], actor=OFFICER
    )
    place = Place(post, "H", "handheld")
    carriages.scan(bus, passport(number="FA1000001"), None, place=place, actor=OFFICER)
    carriages.release(bus, actor=OFFICER, knowing=True)
    page = handheld
    page.goto(f"{running_site.url}/carriages/")
    expect(page.get_by_text("1 without outcome")).to_be_visible()
    page.get_by_role("link", name="Train 7").first.click()
    page.get_by_role("link", name="KARIMOV RUSTAM").click()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_role("button", name="Admit")).to_have_count(0)
    page.goto(f"{running_site.url}/carriages/")
    expect(page.get_by_text("1 without outcome")).to_have_count(0)


def test_in_dari_the_handheld_reads_from_the_right(handheld: Page, running_site: Site, post: UUID) -> None:
    bus = carriages.arrive(
        post, direction="entry", sort="bus", plate="1", lines=read_manifest(LIST).lines, actor=OFFICER
    )
    page = handheld
    page.context.add_cookies([{"name": "django_language", "value": "fa-af", "url": running_site.url}])
    page.goto(f"{running_site.url}/carriages/{bus}/")
    assert page.get_attribute("html", "dir") == "rtl"
    usable(page)
