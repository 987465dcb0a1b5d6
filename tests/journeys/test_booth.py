"""A morning at the booth in a real browser: by keys alone, by the mouse alone, on a handheld, and for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect

from panah.border.desk import groups
from panah.border.desk import presentations as desk
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.groups import Listed
from panah.border.models import Crossing, Group, Hold, Presentation
from panah.border.rules.findings import Finding
from panah.journal.entries import Statement
from panah.journal.record import record
from panah.people.models import OpenSession
from panah.people.sessions import KEY
from tests.border.conftest import OFFICER, AtThePost, _no_sample, found_later, passport, zone
from tests.conftest import Site
from tests.people.factories import session_of, somebody
from tests.usable import usable

__all__ = ["_no_sample"]

READY = "Ready for the next document"


class Booth:
    """The page of the booth, with a reader that types."""

    def __init__(self, page: Page, here: AtThePost) -> None:
        self.page, self.here = page, here
        self.said: list[str] = []
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda line: self.said.append(line.text) if line.type == "error" else None)

    def read(self, text: str) -> None:
        """What the reader does: fast keys, each line ended by Enter, wherever the focus is."""
        for line in text.split("\n"):
            self.page.keyboard.type(line)
            self.page.keyboard.press("Enter")

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def settle(self) -> None:
        """A hand is slower than the guard against a reader's late Enter."""
        self.page.wait_for_timeout(400)


@pytest.fixture
def booth(running_site: Site, page: Page) -> Iterator[Booth]:
    post = describe_post(
        name="Long Bridge", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="kazakhstan",
        lanes=[Lane("1", "Lane 1"), Lane("L", "Local lane", "local")], actor=OFFICER,
    )  # fmt: skip
    session = session_of(somebody("first_line", post=post), post=post, lane="Lane 1")
    store = SessionStore()
    store[KEY] = str(session.pk)
    store.create()
    page.context.add_cookies([{"name": "session", "value": store.session_key or "", "url": running_site.url}])
    page.goto(f"{running_site.url}/booth/")
    one = Booth(page, AtThePost(post, Place(post, "1")))
    one.settle()
    yield one
    assert one.said == []


def test_by_keys_alone(booth: Booth) -> None:
    page = booth.page
    document = passport(surname="KARIMOV", given="RUSTAM")
    booth.here.cross(document, "entry", timedelta(days=50))
    booth.here.cross(document, "exit", timedelta(days=43))
    booth.read(zone(document))
    booth.heading("KARIMOV")
    expect(page.get_by_text(re.compile(r"May stay until .* of 30 days used"))).to_be_visible()
    booth.settle()
    page.keyboard.press("3")
    expect(page.get_by_label("Family", exact=False).first).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Admitted").first).to_be_visible()
    assert Crossing.objects.latest("happened").purpose == "family"

    booth.settle()
    page.keyboard.press("F4")
    expect(page.get_by_text("Taken back. Decide again.")).to_be_visible()
    booth.settle()
    page.keyboard.press("F2")
    expect(page.get_by_text("Please send this person to the second line")).to_be_visible()
    assert Hold.objects.count() == 1

    booth.settle()
    page.keyboard.press("F6")
    expect(page.get_by_label("Exit")).to_be_checked()
    booth.read(zone(passport(surname="SADYKOVA", nationality="KAZ")))
    booth.heading("SADYKOVA")
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    leaving = Crossing.objects.latest("happened")
    assert (leaving.direction, leaving.capacity) == ("exit", "national")

    booth.settle()
    page.keyboard.press("F8")
    booth.heading("Key in a document")
    page.get_by_label("What do they show?").select_option("none")
    page.get_by_label("What is known").fill("A woman of about fifty")
    page.keyboard.press("F10")
    booth.heading("Name not known")
    booth.settle()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Admitted").first).to_be_visible()


def test_by_the_mouse_alone(booth: Booth) -> None:
    page = booth.page
    page.get_by_label("Or type the machine-readable lines").evaluate(
        "(field, text) => { field.value = text }", zone(passport(surname="ORAZOV"))
    )
    page.get_by_role("button", name="Read").click()
    booth.heading("ORAZOV")
    page.get_by_text("Trade").click()
    page.get_by_text("How this is reckoned").click()
    expect(page.locator(".arithmetic li").first).to_be_visible()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("Admitted").first).to_be_visible()
    assert Crossing.objects.get().purpose == "trade"
    page.get_by_role("button", name="Take back").click()
    booth.heading("ORAZOV")
    page.get_by_role("button", name="Second line").click()
    expect(page.get_by_text("Please send this person to the second line")).to_be_visible()


def test_a_reader_is_kept_out_of_fields_and_of_decisions(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="FIRST")))
    booth.heading("FIRST")
    page.get_by_label("Stamp number").fill("17")
    page.get_by_label("Stamp number").focus()
    booth.read(zone(passport(surname="SECOND")))
    booth.heading("SECOND")
    assert not Crossing.objects.exists()
    assert Presentation.objects.filter(outcome="").count() == 2
    expect(page.get_by_role("link", name="without outcome")).to_be_visible()
    expect(page.get_by_label("Stamp number")).to_have_value("")


def test_a_late_enter_of_the_reader_decides_nothing(booth: Booth) -> None:
    page = booth.page
    page.keyboard.type(zone(passport(surname="FIRST")).replace("\n", ""))
    booth.heading("FIRST")
    page.keyboard.press("Enter")
    booth.heading("FIRST")
    assert not Crossing.objects.exists()


def test_a_family_with_a_child(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="MOTHER")))
    booth.heading("MOTHER")
    booth.settle()
    page.keyboard.press("F7")
    expect(page.get_by_role("button", name="Same family: on")).to_be_visible()
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    booth.settle()
    booth.read(zone(passport(surname="DAUGHTER", birth="2016-05-05")))
    booth.heading("DAUGHTER")
    booth.settle()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("with whom do they travel")
    page.get_by_role("radio", name="MOTHER RUSTAM").check()
    page.get_by_role("radio", name="Parent", exact=True).check()
    page.get_by_role("radio", name="Birth certificate").check()
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    assert Crossing.objects.count() == 2
    assert len(groups.get(Group.objects.get().subject).members) == 2


def test_nothing_of_a_person_in_the_address_or_the_browser(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="KARIMOV", number="FA7654321")))
    booth.heading("KARIMOV")
    assert "KARIMOV" not in page.url
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "KARIMOV" not in kept
    assert "FA7654321" not in kept


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(booth: Booth, width: int) -> None:
    page = booth.page
    page.set_viewport_size({"width": width, "height": 844})

    usable(page)
    document = passport(surname="KARIMOV")
    booth.here.cross(document, "entry", timedelta(days=200))
    booth.read(zone(document).replace("FA", "F4", 1))
    booth.heading("KARIMOV")
    usable(page)
    booth.read(zone(passport(surname="CHILD", birth="2018-01-01")))
    booth.heading("CHILD")
    usable(page)
    page.keyboard.press("F2")
    expect(page.get_by_text("Please send this person")).to_be_visible()
    usable(page)
    page.keyboard.press("F8")
    booth.heading("Key in a document")
    usable(page)


def test_a_keyboard_left_on_its_cyrillic_layout(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="KARIMOV")))
    booth.heading("KARIMOV")
    booth.settle()
    page.evaluate(
        """() => document.body.dispatchEvent(
             new KeyboardEvent('keydown', { key: 'ь', code: 'KeyM', bubbles: true, cancelable: true }))"""
    )
    expect(page.get_by_role("radio", name="Medical care")).to_be_checked()


def test_the_lane_for_local_residents_takes_one_key(booth: Booth, running_site: Site) -> None:
    page = booth.page
    document = passport(surname="NEIGHBOUR")
    first = booth.here.open(document)
    desk.admit(first.presentation, actor=OFFICER)
    listed = Listed(
        sort="local_resident",
        issuer=document.issuer,
        number=document.number,
        name="A. Neighbour",
        valid_from="2026-01-01",
        valid_to="2036-01-01",
    )
    record([Statement(listed, uuid4(), timezone.now())], actor=OFFICER.id)
    OpenSession.objects.update(lane="Local lane")
    page.goto(f"{running_site.url}/booth/")
    booth.settle()
    booth.read(zone(document))
    booth.heading("NEIGHBOUR")
    expect(page.get_by_text("Listed local resident until")).to_be_visible()
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    crossing = Crossing.objects.latest("happened")
    assert (crossing.capacity, crossing.purpose, crossing.lane) == ("local_resident", "local_traffic", "L")


def test_a_key_that_did_not_arrive_is_said(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="KARIMOV")))
    booth.heading("KARIMOV")
    page.route("**/admit/", lambda route: route.abort())
    booth.settle()
    page.keyboard.press("Enter")
    expect(page.get_by_text("This did not arrive.")).to_be_visible()
    assert Presentation.objects.get().outcome == ""
    page.unroute("**/admit/")
    booth.said.clear()
    page.wait_for_timeout(4100)
    page.keyboard.press("Enter")
    booth.heading(READY)
    expect(page.get_by_text("This did not arrive.")).to_be_hidden()
    assert Crossing.objects.count() == 1


def test_a_hand_writes_undisturbed(booth: Booth) -> None:
    page = booth.page
    lines = zone(passport(surname="WRITTEN")).split("\n")
    page.get_by_label("Or type the machine-readable lines").focus()
    for line in lines:
        page.keyboard.type(line[:30], delay=60)
        page.keyboard.insert_text(line[30:])
        page.keyboard.press("Enter")
    booth.heading(READY)
    page.get_by_role("button", name="Read").click()
    booth.heading("WRITTEN")
    page.get_by_text("Vehicle, papers later, remark").click()
    page.get_by_label("Remark").press_sequentially("slowly but surely", delay=60)
    expect(page.get_by_label("Remark")).to_have_value("slowly but surely")


def _chosen(page: Page, name: str) -> str:
    return str(page.evaluate("name => document.querySelector(`[name=${name}]:checked`)?.value ?? ''", name))


def test_a_child_with_one_parent_by_keys_alone(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="FATHER")))
    booth.heading("FATHER")
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    booth.settle()
    booth.read(zone(passport(surname="SON", birth="2016-05-05")))
    booth.heading("SON")
    for key, name, chosen in (("Alt+w", "adult", ""), ("Alt+r", "relation", "parent"), ("Alt+p", "authority", "")):
        page.keyboard.press(key)
        page.keyboard.press("Space")
        expect(page.locator(f"[name={name}]:focus")).to_be_checked()
        assert _chosen(page, name).startswith(chosen)
    page.keyboard.press("ArrowRight")
    assert _chosen(page, "authority") == "same_document"
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    assert Crossing.objects.count() == 2


def test_space_ticks_and_presses_what_has_the_focus(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="PAPERLESS")))
    booth.heading("PAPERLESS")
    page.keyboard.press("Alt+v")
    expect(page.get_by_label("Number plate")).to_be_focused()
    page.get_by_label("Papers come later").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Papers come later")).to_be_checked()
    page.get_by_role("button", name="Second line").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Please send this person to the second line")).to_be_visible()


def test_enter_admits_from_the_list_of_means_too(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="BYCAR")))
    booth.heading("BYCAR")
    page.keyboard.press("Alt+m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    assert Crossing.objects.get().means == "car"
    booth.settle()
    booth.read(zone(passport(surname="FOLLOWER")))
    booth.heading("FOLLOWER")


def test_a_fault_in_a_keyed_document_has_the_focus(booth: Booth) -> None:
    page = booth.page
    page.keyboard.press("F8")
    booth.heading("Key in a document")
    page.keyboard.press("F10")
    expect(page.get_by_label("Issued by (state)")).to_be_focused()
    booth.read(zone(passport(surname="SCANNED")))
    booth.heading("SCANNED")


def test_the_key_to_take_back_reaches_only_what_was_done_last(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="EARLIER")))
    booth.heading("EARLIER")
    page.keyboard.press("Escape")
    booth.heading(READY)
    booth.read(zone(passport(surname="LATER")))
    booth.heading("LATER")
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    page.get_by_role("link", name="Open").click()
    booth.heading("EARLIER")
    booth.settle()
    page.keyboard.press("Enter")
    booth.heading(READY)
    booth.settle()
    page.keyboard.press("F4")
    booth.heading("EARLIER")
    booth.settle()
    page.keyboard.press("F2")
    expect(page.get_by_text("Please send this person to the second line")).to_be_visible()
    booth.settle()
    expect(page.get_by_role("button", name="Take back")).to_have_count(1)
    expect(page.locator("[data-key=F4]")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_found_later_moves_nothing(booth: Booth, width: int) -> None:
    """However much of it there is, and where it is seen without scrolling."""
    page = booth.page
    page.set_viewport_size({"width": width, "height": 800})
    booth.read(zone(passport(surname="KARIMOV")))
    booth.heading("KARIMOV")
    places = """[...document.querySelectorAll('[data-person] h1, [data-areas] > *, #decide .panel, .dock .button')]
        .map((one) => JSON.stringify(one.getBoundingClientRect()))"""
    before = page.evaluate(places)
    assert len(before) >= 8
    found = [
        Finding("stay", "amber", "stay_without_rule", {}),
        Finding("history", "red", "on_hold", {"until": None}),
        Finding("document", "amber", "document_expires_soon", {"days": 3}),
    ]
    for one in found:
        found_later(Presentation.objects.get().subject, one)
        expect(page.locator("#late .message")).to_have_count(found.index(one) + 1, timeout=15_000)
    newest = page.locator("#late .message").first
    expect(newest).to_contain_text("Document")
    expect(newest).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_text("nothing so far")).to_be_hidden()
    assert page.evaluate(places) == before


def test_a_page_that_asks_why_begins_with_the_question(booth: Booth) -> None:
    page = booth.page
    booth.read(zone(passport(surname="KARIMOV")))
    booth.heading("KARIMOV")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("KARIMOV")
