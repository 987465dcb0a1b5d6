"""A possible match from the booth to the paper for the person, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from panah.border.desk import holds
from panah.node.demo.examples import examples
from panah.node.demo.watching import LIKE_DEBTOR
from panah.watchlists.desk import hits
from panah.watchlists.models import Hit
from tests.journeys.conftest import PracticeSite
from tests.usable import usable


def scan(page: Page, lines: str) -> None:
    """What a document reader types."""
    page.keyboard.type(lines + "\n")


def test_from_the_booth_to_the_answer_with_the_keyboard_alone(
    practice: PracticeSite, window: Callable[..., BrowserContext]
) -> None:
    namesake = next(one for one in examples() if "name is like" in one.title)
    booth = window(practice.url)
    practice.sign_in(booth, "first_line")
    page = booth.new_page()
    page.goto(f"{practice.url}/booth/")
    scan(page, "\n".join(namesake.lines))
    expect(page.get_by_text("Possible match: for the second line")).to_be_visible()
    usable(page)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Please send this person to the second line")).to_be_visible()

    hit = Hit.objects.filter(state="open").latest("raised")
    hold = next(one for one in holds.queue(practice.post) if one.presentation.subject == hit.presentation)
    second = window(practice.url)
    practice.sign_in(second, "second_line")
    page = second.new_page()
    page.goto(f"{practice.url}/second-line/{hold.id}/")
    page.keyboard.press("t")
    expect(page.get_by_text("With you")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="TUZKULOV RASUL")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile("Тұзкөлов|TUZKOLOV")).first).to_be_visible()
    usable(page)
    page.keyboard.press("1")
    expect(page.get_by_label("Not the same person")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Every possible match has an answer.")).to_be_visible()
    assert hits.get(hit.subject).row.state == "not_same"
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Admit")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Admitted. The hold has ended.")).to_be_visible()

    # The next time nobody is asked again.
    page = booth.pages[0]
    page.keyboard.press("Escape")
    scan(page, "\n".join(namesake.lines))
    expect(page.get_by_role("heading", name="Lists").get_by_text("In order")).to_be_visible()


def test_the_second_look_is_another_officers(practice: PracticeSite, window: Callable[..., BrowserContext]) -> None:
    """Answered "the same" by a colleague this morning; the officer on duty looks again, from their own seat."""
    context = window(practice.url)
    practice.sign_in(context, "second_line")
    page = context.new_page()
    waiting = Hit.objects.get(state="same")
    assert any(one.presentation.document["number"] == LIKE_DEBTOR.number for one in holds.queue(practice.post))
    page.goto(f"{practice.url}/second-line/")
    page.keyboard.press("m")
    page.get_by_role("row").filter(has_text="waits for a second look").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Second look")).to_be_visible()
    usable(page)
    page.keyboard.press("Alt+1")
    expect(page.get_by_text("The same person: two officers say so")).to_be_visible()
    assert hits.get(waiting.subject).row.state == "confirmed"


def test_a_person_to_protect_is_set_aside_and_the_booth_is_told_nothing(
    practice: PracticeSite, window: Callable[..., BrowserContext]
) -> None:
    sheltered = next(one for one in examples() if "protects" in one.title)
    context = window(practice.url)
    practice.sign_in(context, "first_line")
    page = context.new_page()
    page.goto(f"{practice.url}/booth/")
    scan(page, "\n".join(sheltered.lines))
    expect(page.get_by_role("heading", name="Lists").get_by_text("In order")).to_be_visible()
    # An Enter that comes with the scan is the reader's and decides nothing.
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Please send this person to the second line")).to_be_visible()
