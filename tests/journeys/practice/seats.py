"""Seats at the practice post in a real browser: one page for each member of the staff, signed in as in the demo."""

from __future__ import annotations

from uuid import UUID

from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from panah.border.models import Hold, Post, Presentation
from panah.people.models import Account
from panah.safeguards.conversation import question
from tests.people.factories import Somebody, sign_in

AT_THE_POST = ("first", "second", "second2", "commander")


class Seats:
    """Opens pages for members of the staff by their user names, and does there what they do all day."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url, self._browser = url, browser
        self._pages: dict[str, Page] = {}

    def page(self, username: str) -> Page:
        """Their page, opened once."""
        if username not in self._pages:
            account = Account.objects.get(username=username)
            post = Post.objects.get(name="Long Bridge").subject if username in AT_THE_POST else None
            client = Client()
            opened = sign_in(client, Somebody(account.staff, account), post=post, lane="Lane 1" if post else "")
            opened.method = "demo"
            opened.save()
            context = self._browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            cookie = {"name": "session", "value": client.cookies["session"].value, "url": self.url}
            context.add_cookies([cookie, {"name": "django_language", "value": "en", "url": self.url}])
            context.set_default_timeout(10_000)
            self._pages[username] = context.new_page()
        return self._pages[username]

    def close(self) -> None:
        """Everybody goes home."""
        for page in self._pages.values():
            page.context.close()

    def go(self, username: str, path: str) -> Page:
        """Their page, at an address."""
        page = self.page(username)
        page.goto(f"{self.url}{path}")
        return page

    def scan(self, zone: str, direction: str = "entry") -> Page:
        """A document runs through the reader of the booth."""
        page = self.page("first")
        if not page.url.endswith("/booth/"):
            self.go("first", "/booth/")
        wanted = page.get_by_role("radio", name=direction.title())
        if not wanted.is_checked():
            # The booth keeps its direction until somebody changes it.
            page.keyboard.press("F6")
            expect(wanted).to_be_checked()
        with page.expect_response(lambda answer: answer.url.endswith("/booth/scan/")):
            page.keyboard.type(zone + "\n")
        # A key that comes with the scan is the reader's and decides nothing.
        page.wait_for_timeout(500)
        return page

    def set_aside(self, zone: str, *, key: str = "F2", direction: str = "entry") -> UUID:
        """From the booth to the second line, with one key; gives the hold, which the second line has taken over."""
        page = self.scan(zone, direction)
        page.keyboard.press(key)
        expect(page.get_by_role("status").get_by_text("Please send this person to the second line")).to_be_visible()
        self.go("first", "/booth/")
        hold = Hold.objects.latest("placed").subject
        self.go("second", f"/second-line/{hold}/").get_by_role("button", name="Take over").click()
        expect(self.page("second").get_by_text("With you")).to_be_visible()
        return hold

    def says(self, hold: UUID, code: str, value: str) -> None:
        """An answer in the conversation, at its step."""
        asked = question(code)
        page = self.page("second")
        if not page.url.endswith(f"{hold}/conversation/?step={asked.step}"):
            self.go("second", f"/second-line/{hold}/conversation/?step={asked.step}")
        form = page.locator("form", has=page.locator(f"input[name=question][value='{code}']"))
        if asked.values:
            self.writes_down(form.locator(f"button[value='{value}']"))
        else:
            form.locator("textarea").fill(value)
            self.writes_down(form.get_by_role("button", name="Write it down"))

    def writes_down(self, button: Locator) -> None:
        """Press it, and wait until the node has it: the page shows it at once, sent or not."""
        with self.page("second").expect_response("**/conversation/note/"):
            button.click()

    def hand_over(self, hold: UUID, *, consent: str = "", need: str = "") -> str:
        """What was found goes to the bodies; gives the number on the card."""
        page = self.go("second", f"/second-line/{hold}/conversation/found/")
        box = page.locator(f"input[name=need][value={need or 'none'}]")
        if box.count():
            page.locator("details", has=box).locator("summary").click()
            box.check()
        if consent:
            page.get_by_label("Help by these bodies").select_option(consent)
        page.get_by_role("button", name="Hand over").click()
        page.locator("#confirm [data-yes]").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Handed over")
        return page.locator("p.huge").inner_text()

    def open_referral(self, username: str, reference: str) -> Page:
        """A body opens what it was asked."""
        page = self.go(username, "/referrals/")
        page.get_by_role("link", name=reference).click()
        return page

    def opens_case(self, username: str, reference: str) -> Page:
        """A body takes the person on: a case of its own, which the border can't read."""
        page = self.open_referral(username, reference)
        page.get_by_role("button", name="Open a case").click()
        page.wait_for_url("**/cases/**")
        return page

    def takes_step(self, page: Page, step: str, **fields: str) -> None:
        """A step of the case's procedure is recorded."""
        case = page.url.partition("/cases/")[2].partition("/")[0]
        page.goto(f"{self.url}/cases/{case}/steps/{step}/")
        for name, value in fields.items():
            wanted = page.locator(f"[name=value_{name}]")
            if wanted.first.get_attribute("type") in ("radio", "checkbox"):
                wanted = page.locator(f"[name=value_{name}][value={value}]") if wanted.count() > 1 else wanted
                wanted.check()
            else:
                wanted.fill(value)
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_text("Recorded.")).to_be_visible()

    def registers(self, reference: str) -> Page:
        """The asylum authority registers a claim."""
        page = self.open_referral("asylum", reference)
        page.get_by_role("button", name="Register the claim").click()
        expect(page.get_by_text("Registered. Print the certificate.")).to_be_visible()
        return page


def person_of(hold: UUID) -> Presentation:
    """Whoever is held."""
    return Presentation.objects.get(subject=Hold.objects.get(subject=hold).presentation)
