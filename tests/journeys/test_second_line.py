"""The second line and the commander in a real browser: by keyboard alone, and by mouse alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from panah.border.desk import presentations
from panah.border.desk.context import Actor, Place
from panah.border.models import Crossing, Hold, Roll, Shift
from panah.documents import PartialDate
from tests.border.conftest import passport
from tests.journeys.conftest import PracticeSite


def set_aside(practice: PracticeSite, surname: str, **more: object) -> UUID:
    """The first line sets somebody aside whose document has ended; gives the hold."""
    officer = Actor(practice.who("first_line").id, frozenset({"first_line"}))
    document = passport(surname=surname, expiry_date=PartialDate.parse("2025-02-03"), **more)  # type: ignore[arg-type]
    opened = presentations.open_presentation(
        document, None, direction="entry", place=Place(practice.post, "1"), actor=officer
    )
    return presentations.set_aside(opened.presentation, actor=officer)


def crossing_of(hold: UUID) -> Crossing:
    return Crossing.objects.get(subject=Hold.objects.get(subject=hold).presentation)


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element has the focus: who has no mouse gets everywhere."""
    for _ in range(120):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {wanted}")


def test_by_keyboard_alone(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    hold = set_aside(practice, "TASTATUROVA")
    page = screen("second_line")
    page.goto(f"{practice.url}/second-line/")
    tab_to(page, f"#take-{hold.hex}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("TASTATUROVA"))
    expect(page.get_by_text("With you")).to_be_visible()
    # What came out about the doubt.
    tab_to(page, "input[name=resolution]")
    page.keyboard.press("Space")
    tab_to(page, "textarea[name=remark]")
    page.keyboard.type("A new passport is on its way")
    tab_to(page, "form[action$='/note/'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted.")).to_be_visible()
    # Admit with a purpose, by the chord that stands on the button.
    tab_to(page, "select[name=purpose]")
    page.keyboard.type("Fam")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Admitted. The hold has ended.")).to_be_visible()
    assert crossing_of(hold).purpose == "family"
    assert crossing_of(hold).line == "second"


def test_by_mouse_alone(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    hold = set_aside(practice, "MAUSOVA")
    page = screen("second_line")
    page.goto(f"{practice.url}/second-line/")
    page.locator(f"#open-{hold.hex}").click()
    page.get_by_role("button", name="Take over").click()
    page.get_by_text("Stands", exact=True).first.click()
    page.get_by_role("button", name="Note it").first.click()
    expect(page.get_by_text("Noted.")).to_be_visible()
    page.get_by_role("button", name="Back to the queue").click()
    expect(page.get_by_text("Back in the queue. The clock runs on.")).to_be_visible()
    page.locator(f"#take-{hold.hex}").click()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("Admitted. The hold has ended.")).to_be_visible()
    assert crossing_of(hold).line == "second"


def test_a_child_goes_on_only_in_company(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    hold = set_aside(practice, "KINDEROVA", birth="2016-02-03")
    page = screen("second_line")
    page.goto(f"{practice.url}/second-line/{hold}/")
    page.get_by_role("button", name="Take over").click()
    page.get_by_label("With whom does the child travel on?").select_option("relative")
    page.get_by_label("Name of the adult").fill("KINDEROVA GULNORA")
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("Write down with whom this child travels on")).to_be_visible()
    expect(page.get_by_label("Name of the adult")).to_have_value("KINDEROVA GULNORA")
    page.get_by_label("What shows that they may travel together?").select_option("consent")
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("Admitted. The hold has ended.")).to_be_visible()
    assert crossing_of(hold).accompaniment["adult_name"] == "KINDEROVA GULNORA"


def test_the_roll_is_signed_after_a_question(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    set_aside(practice, "ROLLOVA")
    page = screen("second_line")
    page.goto(f"{practice.url}/roll/")
    panel = page.locator("section.panel", has=page.get_by_role("heading", name=re.compile("ROLLOVA")))
    # Nothing is chosen beforehand: what is signed was asked.
    expect(panel.locator("[type=radio]:checked")).to_have_count(0)
    page.evaluate("document.querySelectorAll('[value=not_needed], [value=offered]').forEach((one) => one.click())")
    panel.get_by_label("Has eaten").check()
    panel.get_by_text("Called", exact=True).click()
    before = Roll.objects.count()
    page.get_by_role("button", name="Sign the roll").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Have you seen everybody?")
    dialog.get_by_role("button", name="Sign the roll").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Persons held at Long Bridge")
    row = page.get_by_role("row", name=re.compile("ROLLOVA"))
    expect(row).to_contain_text("Called")
    assert Roll.objects.count() == before + 1


def test_the_queue_refreshes_and_the_focus_stays(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    hold = set_aside(practice, "FOKUSOVA")
    page = screen("second_line")
    page.goto(f"{practice.url}/second-line/")
    mine = f"#open-{hold.hex}"
    page.locator(mine).focus()
    set_aside(practice, "NEUEROVA")
    refresh(page)
    expect(page.get_by_role("heading", name=re.compile("NEUEROVA"))).to_be_visible()
    assert page.evaluate("wanted => document.activeElement.matches(wanted)", mine)


def refresh(page: Page) -> None:
    """Let the next refresh of the page's live part happen now."""
    with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
        page.evaluate(
            """() => { const live = document.querySelector('main [hx-trigger]');
                htmx.ajax('GET', live.getAttribute('hx-get'), {source: live, target: live, swap: 'innerHTML'}); }"""
        )


def test_the_board_refreshes_where_the_reader_is(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    page = screen("commander")
    page.goto(f"{practice.url}/board/")
    page.locator("#hours-frame").focus()
    page.evaluate("window.scrollTo(0, 400)")
    place = page.evaluate("window.scrollY")
    assert place > 0
    page.evaluate("document.querySelector('#live').dataset.old = 'yes'; document.querySelector('#lanes').id = 'stale'")
    refresh(page)
    expect(page.locator("#lanes")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "hours-frame"
    assert page.evaluate("window.scrollY") == place


def test_a_refresh_doesnt_keep_anybody_signed_in(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    page = screen("commander")
    page.goto(f"{practice.url}/board/")
    with page.expect_request(lambda request: "/board/live/" in request.url, timeout=20_000) as asked:
        pass
    assert asked.value.headers["x-background"] == "1"


def test_the_commander_closes_the_shift_and_the_monitor_reads_it(
    practice: PracticeSite, screen: Callable[[str], Page]
) -> None:
    page = screen("commander of the station")
    page.goto(f"{practice.url}/board/report/")
    page.get_by_label("Remark").fill("Fog until nine")
    page.get_by_role("button", name="Close this shift").click()
    page.get_by_role("dialog").get_by_role("button", name="Close this shift").click()
    expect(page.get_by_text(re.compile("Shift closed"))).to_be_visible()
    assert Shift.objects.get(post=practice.station).remark == "Fog until nine"
    monitor = screen("monitor")
    monitor.goto(f"{practice.url}/lists/?post={practice.station.hex}")
    expect(monitor.get_by_text("Fog until nine")).to_be_visible()
    expect(monitor.get_by_role("button", name="Close this shift")).to_have_count(0)


def test_over_the_maximum_the_monitor_sees_red_without_a_name(
    practice: PracticeSite, screen: Callable[[str], Page]
) -> None:
    officer = Actor(practice.who("first_line").id, frozenset({"first_line"}))
    at = datetime.now(UTC) - timedelta(hours=4)
    opened = presentations.open_presentation(
        passport(surname="GEHEIMOVA"), None, direction="entry", place=Place(practice.post, "1"), actor=officer,
        happened=at,
    )  # fmt: skip
    presentations.set_aside(opened.presentation, actor=officer, happened=at)
    page = screen("monitor")
    page.goto(f"{practice.url}/board/posts/")
    expect(page.get_by_role("row", name=re.compile("Long Bridge"))).to_contain_text("over the limit")
    page.goto(f"{practice.url}/lists/?post={practice.post.hex}")
    expect(page.get_by_text(re.compile("over (its|their) lawful maximum"))).to_be_visible()
    expect(page.get_by_text("GEHEIMOVA")).to_have_count(0)
