"""A complaint from a telephone, past the post, to the monitor and back; what is held about oneself, at the counter."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, expect

from panah.border.models import Hold, Presentation
from panah.people.models import Look
from panah.protection.models.complaints import Complaint, CopyOfFile, Correction
from tests.journeys.conftest import PracticeSite

WORDS = "Офицер порвал мою справку и смеялся"
REPLY = "Вы правы. Справку вам выдадут снова."


def test_a_complaint_is_answered(practice: PracticeSite, window: Callable[..., BrowserContext]) -> None:
    phone = window(practice.url, width=390)
    phone.clear_cookies()
    page = phone.new_page()
    page.goto(f"{practice.url}/complain/")
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.locator("select[name=post]").select_option(str(practice.post))
    page.locator("main form button").click()
    expect(page.locator("textarea[name=text]")).to_have_attribute("aria-invalid", "true")
    page.locator("textarea[name=text]").fill(WORDS)
    page.locator("main form button").click()
    number, secret = page.locator(".fact dd").all_inner_texts()
    assert phone.cookies() == []
    assert WORDS not in page.content()

    desk = window(practice.url)
    practice.sign_in(desk, "monitor")
    at_desk = desk.new_page()
    at_desk.goto(f"{practice.url}/oversight/")
    expect(at_desk.get_by_role("heading", level=1)).to_have_text("Oversight")
    at_desk.locator("main a.button").get_by_text("Complaints", exact=True).click()
    expect(at_desk.get_by_text("Waits for an answer")).to_be_visible()
    at_desk.locator("tbody a").first.click()
    expect(at_desk.get_by_text(WORDS)).to_be_visible()
    expect(at_desk.locator("main").get_by_text("Русский", exact=True)).to_be_visible()
    row = Complaint.objects.get()
    assert Look.objects.filter(file=row.subject, reason="oversight").count() == 1, "reading it is a look"
    at_desk.get_by_label("Your answer").fill(REPLY)
    at_desk.get_by_role("button", name="Send the answer").click()
    expect(at_desk.get_by_text("Answered. Whoever has the receipt can read it now.")).to_be_visible()

    page.goto(f"{practice.url}/complain/answer/in/ru/")
    page.locator("input[name=number]").fill(f"{number[:4]} {number[4:]}".lower())
    page.locator("input[name=secret]").fill(secret)
    page.locator("main form button").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    assert phone.cookies() == []

    at_desk.get_by_label("The complaint is right", exact=True).check()
    at_desk.get_by_role("button", name="Close", exact=True).click()
    expect(at_desk.get_by_role("main").get_by_text("Closed", exact=True)).to_be_visible()
    assert Complaint.objects.get().outcome == "upheld"


def test_the_post_sees_that_the_monitor_waits_and_no_word_of_it(
    practice: PracticeSite, window: Callable[..., BrowserContext]
) -> None:
    keyed = window(practice.url)
    practice.sign_in(keyed, "commander")
    page = keyed.new_page()
    page.goto(f"{practice.url}/complaints/")
    page.get_by_label("Word for word, as it is written").fill("Nobody gave me water")
    page.get_by_role("button", name="Send to the monitor").click()
    expect(page.get_by_text("This is the person's receipt")).to_be_visible()
    assert "Nobody gave me water" not in page.content()
    monitor = window(practice.url)
    practice.sign_in(monitor, "monitor")
    desk = monitor.new_page()
    desk.goto(f"{practice.url}/oversight/complaints/{Complaint.objects.latest('made').subject}/")
    desk.get_by_label("The commander of the post").check()
    desk.get_by_label("By which day?").fill("2099-01-31")
    desk.get_by_role("button", name="Remind").click()
    expect(desk.get_by_text("They are told.")).to_be_visible()
    page.goto(f"{practice.url}/complaints/heard/")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "water" not in page.content()


def test_what_is_held_about_me_is_printed_and_put_right(
    practice: PracticeSite, window: Callable[..., BrowserContext]
) -> None:
    crossed = Presentation.objects.filter(post=practice.post, outcome="crossed").latest("opened")
    context = window(practice.url)
    practice.sign_in(context, "second_line")
    page = context.new_page()
    looks = Look.objects.filter(reason="request_of_person").count()
    page.goto(f"{practice.url}/held/")
    page.get_by_label("Issued by").fill(crossed.document["issuer"])
    page.get_by_label("Document number").fill(crossed.document["number"])
    page.get_by_label("Compared with the document and the face").check()
    page.get_by_label("Language of the copy").select_option("fa-af")
    page.get_by_role("button", name="Open what is held").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is held")
    assert Look.objects.filter(reason="request_of_person").count() == looks + 1
    page.get_by_role("link", name="Something is wrong").click()
    page.get_by_label("Date of birth").check()
    page.get_by_label("What should be there").fill("1990-05-06")
    page.get_by_role("button", name="Take it down").click()
    expect(page.get_by_text("Not decided yet")).to_be_visible()
    token = page.locator("form[action$='copy.pdf/'], form[action$='copy.pdf']").locator(
        "input[name=csrfmiddlewaretoken]"
    )
    answer = context.request.post(
        f"{page.url}copy.pdf",
        form={"csrfmiddlewaretoken": token.input_value(), "post": practice.post.hex},
        headers={"Referer": page.url},
    )
    assert (answer.status, answer.headers["content-type"], answer.body()[:4]) == (200, "application/pdf", b"%PDF")
    assert CopyOfFile.objects.get().language == "fa-af"
    boss = window(practice.url)
    practice.sign_in(boss, "commander")
    desk = boss.new_page()
    desk.goto(f"{practice.url}/held/corrections/")
    desk.locator("tbody a").first.click()
    desk.get_by_label("What the person says").check()
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_text("Nobody waits for a correction.")).to_be_visible()
    assert Correction.objects.get().made is True


def test_whoever_waits_here_without_a_document_is_found_too(practice: PracticeSite) -> None:
    waiting = Hold.objects.filter(post=practice.post, released=None).first()
    assert waiting is not None
    client = practice.client("second_line")
    given = {"post": practice.post.hex, "identity": "face_and_answers", "language": "ru"}
    nothing = client.post("/held/", given)
    assert nothing.status_code == 422
    assert client.post("/held/", given | {"waiting": str(uuid4())}).status_code == 422
    found = client.post("/held/", given | {"waiting": str(waiting.presentation)})
    assert found.headers["Location"] == f"/held/{waiting.presentation}/"
    assert client.get(found.headers["Location"]).status_code == 200


def test_somebody_elses_page_of_a_copy_isnt_there(practice: PracticeSite) -> None:
    """Without having asked for it, and said who stands there, nobody opens a file."""
    crossed = Presentation.objects.filter(post=practice.post, outcome="crossed").latest("opened")
    client = practice.client("second_line")
    for ending in ("", "wrong/"):
        assert client.get(f"/held/{crossed.subject}/{ending}").status_code == 404
    assert client.post(f"/held/{crossed.subject}/copy.pdf").status_code == 404
    assert client.get(f"/held/{crossed.subject}/copy.pdf").status_code == 405
    assert practice.client("first_line").get("/held/").status_code == 403
    assert practice.client("monitor").get("/held/").status_code == 403
