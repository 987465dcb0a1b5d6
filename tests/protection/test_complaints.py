"""A complaint goes past the post to the monitor, and its answer to whoever has the receipt. Nobody between reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pyrage import x25519

from panah.journal.envelopes import keyring
from panah.journal.rebuild import differences
from panah.journal.verify import verify
from panah.protection.complaint_limits import complaint_limits
from panah.protection.desk import complaints as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.models.complaints import Complaint, ComplaintText
from tests.people.factories import client_of, somebody
from tests.protection.conftest import HEADQUARTERS, MONITOR, Nodes, establish
from tests.protection.dumping import dump

AsOwner = Callable[[], AbstractContextManager[None]]
NEEDLE = "He tore my paper in two and laughed at me"
REPLY = "You are right; the commander will write to you"


@pytest.fixture
def reader(alone: Nodes) -> UUID:
    """The monitor's office, its key at home here."""
    found = keyring.make("ombuds", uuid4())
    establish("monitor", key=found.public, id=found.id)
    return found.id


def complain(post: UUID | None = None, text: str = NEEDLE) -> tuple[desk.Receipt, UUID]:
    receipt = desk.complain("complaint", text, post=post, language="ru", contact="+7 700 000")
    return receipt, Complaint.objects.latest("made").subject


def no(code: str, act: object, *args: object, **more: object) -> None:
    with pytest.raises(ProtectionError) as said:
        act(*args, **more)  # type: ignore[operator]
    assert said.value.code == code


def test_the_whole_way(alone: Nodes, reader: UUID, as_owner: AsOwner) -> None:
    receipt, complaint = complain(alone.at.post)
    assert desk.ask(receipt.number, receipt.secret).answers == ()
    text = desk.text_of(reader, complaint)
    assert text is not None
    assert (text.text, text.language, text.contact, text.post) == (NEEDLE, "ru", "+7 700 000", alone.at.post)
    desk.answer(complaint, REPLY, reader=reader, actor=MONITOR)
    written = f" {receipt.number[:4].lower()}-{receipt.number[4:]} "
    assert [one.text for one in desk.ask(written, receipt.secret.lower()).answers] == [REPLY]
    desk.close(complaint, "upheld", actor=MONITOR)
    row = desk.get(complaint)
    assert (row.outcome, row.closed is not None) == ("upheld", True)
    assert [one["text"] for one in desk.text_of(reader, complaint).answers] == [REPLY]  # type: ignore[union-attr]
    assert verify().faults == []
    with as_owner():
        assert [differences(name) for name in ("complaints", "sealed")] == [{}, {}]


def test_a_receipt_is_found_at_the_monitors_own_node_too(
    alone: Nodes, reader: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node of the monitor's office has another country's key, or none of that country."""
    receipt, complaint = complain(alone.at.post)
    desk.answer(complaint, REPLY, reader=reader, actor=MONITOR)
    monkeypatch.setattr(desk, "first_key", lambda purpose, value: b"\0" * 16)
    assert [one.text for one in desk.ask(receipt.number, receipt.secret).answers] == [REPLY]
    no("receipt_unknown", desk.ask, receipt.number, "")


def test_only_number_and_secret_together_open_it(alone: Nodes, reader: UUID) -> None:
    receipt, complaint = complain()
    other, _ = complain(text="Another one")
    desk.answer(complaint, REPLY, reader=reader, actor=MONITOR)
    no("receipt_unknown", desk.ask, receipt.number, other.secret)
    no("receipt_unknown", desk.ask, other.secret, receipt.secret)
    no("receipt_unknown", desk.ask, "", "")
    no("receipt_unknown", desk.ask, "😀", receipt.secret)


def test_a_number_without_its_secret_tells_nothing_before_the_answer_either(alone: Nodes, reader: UUID) -> None:
    receipt, _ = complain()
    no("receipt_unknown", desk.ask, receipt.number, "WRONGWRO")


def test_the_database_of_a_post_without_the_key_holds_no_word_of_it(alone: Nodes) -> None:
    key = str(x25519.Identity.generate().to_public())
    establish("monitor", key=key, id=uuid4())
    receipt, complaint = complain(alone.at.post)
    assert ComplaintText.everybodys.count() == 0
    told = "\n".join(dump().values())
    for secret in (NEEDLE, receipt.number, receipt.secret, "+7 700 000"):
        assert secret not in told
    no("complaint_sealed", desk.answer, complaint, REPLY, reader=None, actor=MONITOR)


def test_without_a_monitors_key_nothing_is_taken_and_paper_is_offered(alone: Nodes) -> None:
    assert not desk.can_be_read()
    no("nobody_reads_complaints", complain)
    page = Client().get("/complain/in/en/")
    assert "form on paper" in page.content.decode()
    assert Complaint.objects.count() == 0


def test_what_is_refused(alone: Nodes, reader: UUID) -> None:
    no("complaint_empty", complain, None, "  … ")
    no("complaint_long", complain, None, "a" * (desk.LONGEST + 1))
    no("complaint_empty", desk.complain, "gossip", "words", post=None, language="en")
    _, complaint = complain()
    no("answer_first", desk.close, complaint, "upheld", actor=MONITOR)
    no("no_post_named", desk.remind, complaint, "post", timezone.localdate(), actor=MONITOR)
    no("day_gone", desk.remind, complaint, "headquarters", timezone.localdate() - timedelta(days=1), actor=MONITOR)
    desk.close(complaint, "withdrawn", actor=MONITOR)
    for act in (desk.answer, desk.close):
        more = {"reader": reader} if act is desk.answer else {}
        no("complaint_closed", act, complaint, "withdrawn", actor=MONITOR, **more)
    no("complaint_unknown", desk.get, uuid4())


def test_a_full_length_complaint_in_any_script_takes_the_same_room(alone: Nodes, reader: UUID) -> None:
    sizes = set()
    for text in ("no", "ы" * desk.LONGEST, "\U0001f600a" * (desk.LONGEST // 2)):
        complain(text=text)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT length(b.body) FROM journal_entry e JOIN journal_body b USING (journal, sequence)"
                " WHERE e.kind = 'sealed:envelope:kept' ORDER BY e.sequence DESC LIMIT 1"
            )
            sizes.add(cursor.fetchone()[0])
    assert len(sizes) == 1


def test_a_joker_with_a_telephone_is_stopped_and_paper_still_gets_through(
    alone: Nodes, reader: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(complaint_limits(), most_in_an_hour=2)
    monkeypatch.setattr(desk, "complaint_limits", lambda: few)
    complain(), complain()
    no("complaints_too_many", complain)
    desk.complain("complaint", NEEDLE, post=None, language="ru", channel="paper")
    assert Complaint.objects.count() == 3


def test_who_is_waited_for_learns_that_and_no_more(alone: Nodes, reader: UUID) -> None:
    _, complaint = complain(alone.at.post)
    assert desk.waited_for(alone.at.post) == []
    desk.remind(complaint, "post", timezone.localdate(), actor=MONITOR)
    assert [row.subject for row in desk.waited_for(alone.at.post)] == [complaint]
    assert desk.waited_for(uuid4()) == desk.waited_for(None) == []
    desk.remind(complaint, "headquarters", timezone.localdate(), actor=MONITOR)
    assert [row.subject for row in desk.waited_for(None)] == [complaint]
    assert desk.waited_for(alone.at.post) == []


def test_the_monitor_finds_what_somebody_calls_about_and_is_offered_no_end_before_an_answer(
    alone: Nodes, reader: UUID
) -> None:
    _, complaint = complain(alone.at.post)
    desk.remind(complaint, "headquarters", timezone.localdate(), actor=MONITOR)
    mark = desk.mark_of(desk.get(complaint))
    monitor = client_of(somebody("monitor"))
    assert f">{mark}<" in client_of(somebody("headquarters")).get("/complaints/heard/").content.decode()
    assert f">{mark}<" in monitor.get("/oversight/complaints/").content.decode()
    at = f"/oversight/complaints/{complaint}/"
    page = monitor.get(at).content.decode()
    assert f">{mark}</" in page
    assert "Nothing wrong was found" not in page, "nobody has answered it"
    assert "The person takes it back" in page
    desk.answer(complaint, REPLY, reader=reader, actor=MONITOR)
    assert "Nothing wrong was found" in monitor.get(at).content.decode()


def test_two_monitors_on_one_node_read_their_own_and_a_stranger_nothing(alone: Nodes, reader: UUID) -> None:
    assert desk.reader_of(MONITOR.id) == reader, "the only one at home here"
    second = keyring.make("nhri", uuid4())
    establish("monitor", name="Second", key=second.public, id=second.id)
    assert desk.reader_of(HEADQUARTERS.id) is None
    _, complaint = complain()
    assert desk.text_of(second.id, complaint) is not None, "sealed to all monitors"
    assert desk.text_of(alone.readers["asylum"].id, complaint) is None


def test_the_page_needs_no_sign_in_and_sets_no_cookie(alone: Nodes, reader: UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    for language in ("en", "ru", "kk", "ky", "tg", "uz", "tk", "fa-af", "ps"):
        page = client.get(f"/complain/in/{language}/")
        assert (page.status_code, dict(page.cookies)) == (200, {})
        assert f'lang="{language}"' in page.content.decode()
    assert client.get("/complain/in/xx/").status_code == 404
    sent = client.post("/complain/in/fa-af/", {"sort": "complaint", "text": NEEDLE, "post": "", "contact": ""})
    row = Complaint.objects.get()
    assert (sent.status_code, dict(sent.cookies), sent["Cache-Control"].count("no-store")) == (200, {}, 1)
    receipt = sent.context["receipt"]
    assert receipt.number in sent.content.decode()
    assert NEEDLE not in sent.content.decode()
    desk.answer(row.subject, REPLY, reader=reader, actor=MONITOR)
    answered = client.post("/complain/answer/in/fa-af/", {"number": receipt.number, "secret": receipt.secret})
    assert REPLY in answered.content.decode()
    assert "UTC+5" in answered.content.decode(), "the time of the country"
    wrong = client.post("/complain/answer/in/fa-af/", {"number": receipt.number, "secret": "22222222"})
    assert (wrong.status_code, REPLY in wrong.content.decode()) == (422, False)


def test_an_empty_complaint_says_so_at_its_place(alone: Nodes, reader: UUID) -> None:
    page = Client().post("/complain/in/en/", {"sort": "complaint", "text": " "})
    assert page.status_code == 422
    assert Complaint.objects.count() == 0
