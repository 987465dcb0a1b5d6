"""A family at the border asks for protection, in a real browser: set aside, heard, referred, accepted, certified."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Page, Route, expect

from panah.protection.models import Claim, Referral
from panah.safeguards.conversation import card
from tests.journeys.conftest import PracticeSite
from tests.journeys.test_second_line import set_aside


def taken_over(practice: PracticeSite, screen: Callable[[str], Page], hold: UUID) -> tuple[Page, str]:
    """The second line takes somebody over: its page, and the address of the conversation with them."""
    page = screen("second_line")
    page.goto(f"{practice.url}/second-line/{hold}/")
    page.get_by_role("button", name="Take over").click()
    return page, f"{practice.url}/second-line/{hold}/conversation/"


def test_from_the_line_to_the_certificate(practice: PracticeSite, screen: Callable[[str], Page]) -> None:
    hold = set_aside(practice, "PANAHOVA")
    page, conversation = taken_over(practice, screen, hold)
    page.goto(f"{conversation}?step=own_words")
    words = page.locator("form", has=page.locator("input[value='own_words.told']"))
    words.locator("textarea").fill("They took my brother. I can't go back.")
    words.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="They say they are afraid").click()
    page.get_by_role("link", name="What was found").click()
    expect(page.get_by_text("Goes in any case").first).to_be_visible()
    page.get_by_label("Help by these bodies").select_option("yes")
    page.get_by_role("button", name="Hand over").click()
    page.locator("#confirm [data-yes]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handed over")
    reference = page.locator("p.huge").inner_text()
    assert page.request.get(f"{practice.url}/referrals/handed-over/{hold}/card/?language=fa-af").body()[:4] == b"%PDF"

    desk = screen("case_worker")
    desk.goto(f"{practice.url}/referrals/")
    desk.get_by_role("link", name=reference).click()
    expect(desk.get_by_text("They took my brother.")).to_be_visible()
    desk.get_by_role("button", name="Register the claim").click()
    expect(desk.get_by_text("Registered. Print the certificate.")).to_be_visible()
    claim = Claim.everybodys.get()
    assert desk.request.get(f"{practice.url}/claims/{claim.subject}/certificate/").body()[:4] == b"%PDF"
    assert Referral.everybodys.get(reference=reference, purpose="claim").accepted is not None


def test_a_conversation_goes_on_while_the_post_does_not_answer(
    practice: PracticeSite, screen: Callable[[str], Page]
) -> None:
    page, conversation = taken_over(practice, screen, set_aside(practice, "OFLAYNOV"))
    context = page.context
    with page.expect_response(lambda answer: "step=closing" in answer.url):
        page.goto(f"{conversation}?step=explained")
    page.wait_for_load_state("networkidle")
    own = page.locator("form", has=page.locator("input[value='own_words.told']"))
    unsent = page.get_by_role("status").filter(has_text="Panah does not answer now")

    # What is being typed is the node's after a moment, whatever becomes of the tablet.
    page.get_by_role("link", name="In their own words").first.click()
    with page.expect_response(lambda answer: answer.status == 204):
        own.locator("textarea").fill("They came at night.")
    page.reload()
    expect(own.locator("textarea")).to_have_value("They came at night.")
    page.wait_for_load_state("networkidle")

    context.set_offline(True)
    own.get_by_role("button", name="Write it down").click()
    expect(unsent).to_contain_text("Not sent yet: 1")
    expect(page.locator("[data-said]", has_text="They came at night.")).to_be_visible()
    page.get_by_role("link", name="Is somebody using them?").first.click()
    expect(page.locator("[data-stops] form").first).to_be_visible()
    page.get_by_role("button", name="They say they are afraid").click()
    expect(page.get_by_text("Questions about reasons have stopped.")).to_be_visible()
    expect(page.locator("[data-stops] form").first).to_be_hidden()
    page.locator("summary", has_text="Step ").click()
    page.locator("a[href='?step=contact']").first.click()
    page.get_by_role("link", name="Card").first.click()
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(card("contact.safe", "ru").text)
    page.get_by_role("link", name="Back").click()
    expect(unsent).to_contain_text("Not sent yet: 2")

    context.set_offline(False)
    expect(unsent).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Questions about reasons have stopped.")).to_be_visible()
    page.goto(f"{conversation}?step=own_words")
    expect(page.locator("[data-said]", has_text="They came at night.")).to_be_visible()


def test_a_conversation_loses_no_word_and_asks_nothing_more_after_fear(
    practice: PracticeSite, screen: Callable[[str], Page]
) -> None:
    page, conversation = taken_over(practice, screen, set_aside(practice, "STRAKHOV"))
    context = page.context
    with page.expect_response(lambda answer: "step=closing" in answer.url):
        page.goto(f"{conversation}?step=own_words")
    page.wait_for_load_state("networkidle")
    needs = page.get_by_label("What do they need now?")
    unsent = page.get_by_role("status").filter(has_text="Panah does not answer now")
    fear = page.get_by_role("button", name="They say they are afraid")

    # What is typed while the node takes its time stays where it is.
    slow: list[Route] = []
    page.route("**/conversation/note/", lambda route: slow.append(route))
    with page.expect_request("**/conversation/note/"):
        fear.click()
    needs.fill("My brother too.")
    with page.expect_response(lambda answer: "step=own_words" in answer.url):
        slow[0].continue_()
        page.unroute("**/conversation/note/")
    expect(page.locator("[name=mark][value=fear]")).to_have_count(0)
    expect(needs).to_have_value("My brother too.")
    with page.expect_response(lambda answer: "step=own_words" in answer.url) as answered:
        page.locator("form", has=needs).get_by_role("button", name="Write it down").click()
    answered.value.finished()
    expect(page.locator("[data-said]", has_text="My brother too.")).to_be_visible()

    # What was fetched before fear was said asks nothing more.
    context.set_offline(True)
    page.get_by_role("link", name="Is somebody using them?").first.click()
    expect(page).to_have_url(re.compile("step=screen"))
    expect(page.locator("[data-stops] form").first).to_be_hidden()

    # Whoever was signed out meanwhile signs in again beside the page; what waits is sent then.
    page.get_by_role("button", name="Break").click()
    expect(unsent).to_contain_text("Not sent yet: 1")
    context.clear_cookies()
    context.set_offline(False)
    expect(unsent.get_by_role("link", name="Sign in")).to_be_visible()
    expect(unsent.get_by_text("You are signed out.")).to_be_visible()
    expect(unsent.get_by_text("Panah does not answer now.")).to_be_hidden()
    expect(unsent).to_contain_text("Not sent yet: 1")
    # Nor is it lost, or sent, where somebody else signs in first.
    practice.sign_in(context, "commander")
    page.wait_for_timeout(9000)
    expect(unsent).to_contain_text("Not sent yet: 1")
    expect(unsent.get_by_role("link", name="Sign in")).to_be_visible()
    practice.sign_in(context, "second_line")
    expect(unsent).to_be_hidden(timeout=10_000)
    page.reload()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
