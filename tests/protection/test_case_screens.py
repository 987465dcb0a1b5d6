"""Case files on the screens: every act in the browser's way, errors at their field, looks as facts, nothing leaks."""

from __future__ import annotations

import csv
import html
import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from panah.border.desk.context import Actor
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.models import Opened
from panah.people import desk as people
from panah.people.models import Account, Look
from panah.protection.desk import (
    awaiting,
    case_documents,
    case_entries,
    case_matters,
    case_opening,
    case_transfers,
    case_work,
    cases,
    claim_lists,
    matters,
    referrals,
    returns,
)
from panah.protection.desk.case_deciding import Deciding
from panah.protection.desk.known_before import known_before
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.cases import CaseMatterLinked
from panah.protection.facts.matters import ShareAwaited
from panah.protection.models import Case, CaseAppointment, CaseDocument, CaseNote, CaseTask, CaseTransfer, Referral
from panah.protection.views.case_page import PARTS
from panah.safeguards.routes import CLAIM
from tests.people.factories import Somebody, client_of, somebody
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.conftest import establish
from tests.protection.test_case_transfers import wanted
from tests.protection.test_cases import ASKED, RECEIVED, health_case, take

__all__ = ["home_of_bodies"]


@pytest.fixture
def here(home_of_bodies: Path) -> Bodies:
    return Bodies("helpers", "shelter", "clinic")


def signed_in(here: Bodies, name: str, *roles: str, number: int = 1) -> tuple[Client, UUID]:
    """Somebody of a body, at their screen."""
    staff = people.hire(f"Worker {number}", here.id(name), actor=people.SYSTEM)
    for role in roles or ("case_worker",):
        people.grant(staff, role, actor=people.SYSTEM)
    account = people.create_account(staff, f"worker{number}", actor=people.SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change=False)
    return client_of(Somebody(staff, account)), staff


def opened(here: Bodies, client: Client, of: str = "helpers", **values: str) -> Case:
    referral = here.referred(of, **values)
    answer = client.post(reverse("protection:case-open", args=[referral]))
    assert answer.status_code == 302
    return Case.objects.for_body(here.id(of)).get(referral=referral)


def page_of(row: Case, part: str = "") -> str:
    return reverse("protection:case", args=[row.subject]) + (f"?part={part}" if part else "")


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_a_case_from_the_referral_to_its_closing(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    row = opened(here, client, name="Rustam Karimov")
    page = page_of(row)
    today = timezone.localdate()
    client.post(page, {"act": "assign", "worker": str(me)})
    client.post(page, {"act": "note", "text": "They need a bed\nand shoes"})
    client.post(page, {"act": "describe", "name": "Рустам Каримов", "birth_date": "1990-XX-XX", "language": "Uzbek"})
    client.post(page, {"act": "person", "relation": "sibling", "name": "Zebo", "asked_alone": "on", "together": "yes"})
    service = {"act": "service", "sort": "treatment", "on": today.isoformat(), "regimen": "2HRZE/4HR", "taken": "40"}
    client.post(page, service | {"planned": "180", "next_due": today.isoformat(), "to_place": "Osh"})
    soon = {"act": "appointment", "on": today.isoformat(), "at": "09:30", "place": "Room 4", "worker": str(me)}
    client.post(page, soon)
    client.post(page, {"act": "task", "what": "Call the school", "worker": str(me), "until": today.isoformat()})
    shown = {part: text(client.get(page_of(row, part))) for part in PARTS}
    assert 'value="Рустам Каримов"' in shown["overview"]
    assert 'value="1990-XX-XX"' in shown["overview"]
    assert "and shoes" in shown["notes"]
    assert "Wants to stay together" in shown["people"]
    assert "2HRZE/4HR" in shown["services"]
    assert "Room 4" in shown["dates"]
    assert "Call the school" in shown["dates"]
    here.referred("helpers", name="Nodira Alimova")
    day = text(client.get(reverse("protection:case-day")))
    assert all(one in day for one in ("Room 4", "Call the school", "2HRZE/4HR"))
    assert "Safety now" in day, "a referral that waits for an answer"
    assert "Nodira" not in day
    [meeting], [task] = CaseAppointment.objects.for_body(row.reader), CaseTask.objects.for_body(row.reader)
    assert client.get(reverse("protection:appointment-slip", args=[row.subject, meeting.entry])).content[:4] == b"%PDF"
    assert client.get(reverse("protection:case-print", args=[row.subject])).content[:4] == b"%PDF"
    client.post(page, {"act": "end", "entry": str(meeting.entry), "outcome": "kept"})
    client.post(page, {"act": "finish", "entry": str(task.entry)})
    day = text(client.get(reverse("protection:case-day")))
    assert "Room 4" not in day
    assert "Call the school" not in day
    closed = text(client.post(page, {"act": "close", "reason": "helped"}, follow=True))
    assert "They have what they needed" in closed
    assert 'name="act" value="note"' not in text(client.get(page_of(row, "notes")))
    assert "This case is closed" in text(client.post(page, {"act": "note", "text": "More"}, follow=True))
    client.post(page, {"act": "reopen", "why": "They came back"})
    assert cases.case_of(row.reader, row.subject).closed is None


def test_a_long_day_shows_what_is_first_and_the_rest_when_asked(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    row = opened(here, client)
    due = timezone.localdate() - timedelta(days=3)
    for number in range(25):
        case_entries.task(row.reader, row.subject, f"Call {number:02}", me, due, actor=Actor(me, frozenset()))
    for _number in range(12):
        here.referred("helpers")
    Referral.everybodys.exclude(subject=row.referral).update(sent=timezone.now() - timedelta(days=9))
    first, whole = (text(client.get(reverse("protection:case-day") + asked)) for asked in ("", "?all=late"))
    assert ("Call 09" in first, "Call 10" in first, "Call 24" in whole) == (True, False, True)
    assert (first.count("Safety now"), whole.count("Safety now")) == (10, 12), "the body's work doesn't hide one's own"
    assert ("Show all (37)" in first, "Show all" in whole) == (True, False)


@pytest.mark.parametrize("page", ["case-day", "referrals"])
def test_more_claims_that_wait_are_no_more_to_ask_for(home_of_bodies: Path, page: str) -> None:
    here = Bodies("mandate")
    client, _me = signed_in(here, "mandate")
    asked = []
    for _turn in range(3):
        for _each in range(3):
            here.referred("mandate", "asylum", purpose=CLAIM)
        with CaptureQueriesContext(connection) as queries:
            assert "7KQ4-M2XP" in text(client.get(reverse(f"protection:{page}")))
        asked.append(len(queries))
    assert asked[1] == asked[2]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"act": "note", "text": ""}, "This field is required"),
        ({"act": "person", "relation": "sibling"}, "Give a name, or the number of another case."),
        ({"act": "person", "relation": "sibling", "name": "Z", "together": "yes"}, "only when they were asked alone"),
        ({"act": "person", "relation": "same_person", "other": "2026-NOPE"}, "This case is not known here."),
        ({"act": "service", "sort": "treatment", "on": "2026-11-20"}, "Say which treatment."),
        ({"act": "task", "what": "Call", "worker": str(uuid4()), "until": "2026-11-20"}, "Select a valid choice"),
        ({"act": "close", "reason": "other"}, "Say why."),
        ({"act": "close", "reason": "transferred"}, "No other body has accepted this case yet."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(here: Bodies, sent: dict[str, str], sentence: str) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client)
    answer = client.post(page_of(row), sent)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_every_look_is_a_fact_and_leafing_through_one_case_is_one(here: Bodies) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client)
    for part in PARTS:
        client.get(page_of(row, part))
    assert Look.objects.filter(file=row.subject).count() == 1
    client.get(reverse("protection:case-print", args=[row.subject]))
    assert Look.objects.filter(file=row.subject).count() == 2
    client.get(reverse("protection:cases"))
    client.get(reverse("protection:cases-csv"))
    client.get(reverse("protection:cases-csv"))
    assert Look.objects.filter(file=row.reader).count() == 3


def test_no_other_body_finds_a_case_by_any_address(here: Bodies) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client, name="Rustam Karimov")
    client.post(page_of(row), {"act": "note", "text": "Nobody else reads this"})
    document = case_documents.file_document(row.reader, row.subject, "A paper", b"words", actor=here.staff("helpers"))
    stranger, _other = signed_in(here, "clinic", "case_worker", number=2)
    boss, _boss = signed_in(here, "clinic", "body_supervisor", number=3)
    for who in (stranger, boss):
        for name, args in (
            ("case", [row.subject]), ("case-print", [row.subject]), ("case-transfer", [row.subject]),
            ("case-document", [row.subject, document]), ("appointment-slip", [row.subject, uuid4()]),
        ):  # fmt: skip
            assert who.get(reverse(f"protection:{name}", args=args)).status_code == 404
        assert who.post(page_of(row), {"act": "note", "text": "Mine now"}).status_code == 404
        assert who.post(reverse("protection:case-upload", args=[row.subject])).status_code == 404
        assert who.post(reverse("protection:case-open", args=[row.referral])).status_code == 404
        for listed in ("cases", "cases-csv", "case-day"):
            assert "Karimov" not in text(who.get(reverse(f"protection:{listed}")))
        assert "Karimov" not in text(who.post(reverse("protection:cases"), {"word": "karimov"}))
    assert "Karimov" not in text(boss.get(reverse("protection:case-load")))
    assert stranger.get(reverse("protection:case-load")).status_code == 403
    assert CaseNote.objects.for_body(row.reader).count() == 1


def test_the_list_finds_filters_and_exports_without_formulas(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    first = opened(here, client, name="=HYPERLINK(1)", reference="X")
    second = opened(here, client, name="Zebo Karimova")
    listed = reverse("protection:cases")
    assert "Zebo" in text(client.get(listed))
    assert "Zebo" in text(client.post(listed, {"word": "зебо"}))
    assert "Zebo" not in text(client.post(listed, {"word": "Rustam"}))
    client.post(page_of(second), {"act": "assign", "worker": str(me)})
    assert "Zebo" in text(client.get(listed, {"tab": "mine"}))
    assert "HYPERLINK" not in text(client.get(listed, {"tab": "mine"}))
    rows = list(csv.reader(io.StringIO(client.get(reverse("protection:cases-csv")).content.decode("utf-8-sig"))))
    assert {row[0]: row[1] for row in rows[1:]} == {first.number: "'=HYPERLINK(1)", second.number: "Zebo Karimova"}


def test_a_document_goes_in_and_comes_out_as_a_file_to_save_and_never_as_a_page(here: Bodies) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client)
    upload = reverse("protection:case-upload", args=[row.subject])
    page = b"<html><script>alert(1)</script></html>"
    given = {"title": "A letter", "file": SimpleUploadedFile("x.html", page, content_type="text/html")}
    assert client.post(upload, given).status_code == 302
    [document] = CaseDocument.objects.for_body(row.reader)
    answer = client.get(reverse("protection:case-document", args=[row.subject, document.entry]))
    assert answer.content == page
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="document.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    wrong = client.post(upload, {"title": "A program", "file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")})
    assert (wrong.status_code, "Only PDF, JPEG, PNG" in text(wrong)) == (422, True)
    long = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(case_documents.LONGEST + 200_000))
    refused = client.post(upload, {"title": "Long", "file": long})
    assert (refused.status_code, "too large" in text(refused)) == (422, True)
    client.handler.enforce_csrf_checks = True
    given["file"] = SimpleUploadedFile("x.txt", b"from elsewhere")
    assert client.post(upload, given).status_code == 403
    assert CaseDocument.objects.for_body(row.reader).count() == 1


def test_another_body_is_asked_on_the_screen_and_its_answer_comes_back(here: Bodies) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client)
    page = reverse("protection:case-transfer", args=[row.subject])
    assert "Ask another body" in text(client.get(page))
    asked = {
        "body": str(here.id("shelter")), "need": "trafficking", "purpose": "services", "how": "asked_alone",
        "language": "ru", "why": "They have beds",
    }  # fmt: skip
    refused = client.post(page, asked)
    assert (refused.status_code, "consent" in text(refused)) == (422, True)
    client.post(page, asked | {"agreed": "on", "without": "phone"})
    [transfer] = CaseTransfer.objects.for_body(row.reader)
    assert "No answer yet" in text(client.get(page_of(row, "handover")))
    asked_for = CaseTransfer.objects.for_body(row.reader)
    for handed, told in ((None, "It goes along once they accept."), (timezone.now(), "It went along")):
        asked_for.update(matter=True, handed=handed)
        assert told in text(client.get(page_of(row, "handover"))), "nobody lets go before it is in their hands"
    asked_for.update(matter=False, handed=None)
    referrals.answer(here.id("shelter"), transfer.subject, "accepted", actor=here.staff("shelter"))
    assert "Accepted" in text(client.get(page_of(row, "handover")))
    client.post(page_of(row), {"act": "close", "reason": "transferred"})
    assert cases.case_of(row.reader, row.subject).closed_as == "transferred"


def test_a_matter_is_linked_only_by_somebody_who_made_sure(here: Bodies) -> None:
    client, _me = signed_in(here, "shelter")
    row = opened(here, client, "shelter")
    matter = here.told("shelter", "trafficking")
    assert "I am afraid" in text(client.get(page_of(row)))
    assert client.post(page_of(row), {"act": "link", "matter": str(matter)}).status_code == 422
    client.post(page_of(row), {"act": "link", "matter": str(matter), "sure": "on"})
    assert cases.case_of(row.reader, row.subject).matter == matter
    assert "The matter is open" in text(client.get(page_of(row)))
    second = here.told("shelter", "trafficking")
    opened_there = client.post(reverse("protection:case-open-matter", args=[second]))
    assert opened_there.status_code == 302
    assert client.post(page_of(row), {"act": "unlink", "matter": str(matter), "why": ""}).status_code == 422
    client.post(page_of(row), {"act": "unlink", "matter": str(matter), "why": "Another woman's"})
    assert cases.case_of(row.reader, row.subject).matter is None
    page = text(client.get(page_of(row)))
    assert ("Another woman's" in page, str(matter)[:8] in page, "Take the link back" in page) == (True, True, False)


def test_a_case_that_decides_about_none_of_it_offers_to_take_the_link_back_and_not_to_let_go(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    row = opened(here, client)
    matter = here.told("helpers", "trafficking")
    linked = Statement(CaseMatterLinked(matter=matter, hold=uuid4()), row.subject, timezone.now())
    matters.say_as_body(row.reader, [linked], actor=me)
    actor = Actor(me, frozenset({"case_worker"}), "Worker")
    for step, values in (("asked", ASKED), ("given", {"what": "A bed"}), ("ended", {"how": "met"})):
        case_work.take_step(row.reader, row.subject, step, timezone.localdate(), values, actor=actor)
    for part in ("overview", "steps"):
        page = text(client.get(page_of(row, part)))
        assert ("Take the link back first" in page, 'value="conclude"' in page) == (True, False)


def test_a_supervisor_gives_cases_out_and_sees_what_is_late(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    boss, _boss = signed_in(here, "helpers", "body_supervisor", number=2)
    row = opened(here, client, name="Zebo Karimova")
    _other_client, other_id = signed_in(here, "helpers", number=3)
    refused = client.post(page_of(row), {"act": "assign", "worker": str(other_id)}, follow=True)
    assert "Only a supervisor" in text(refused)
    boss.post(page_of(row), {"act": "assign", "worker": str(me)})
    long_ago = timezone.localdate() - timedelta(days=30)
    case_work.take_step(
        row.reader, row.subject, "asked", long_ago, {"what": "food", "agreed": "yes"}, actor=here.staff("helpers")
    )
    here.referred("helpers")
    shown = text(boss.get(reverse("protection:case-load")))
    assert all(one in shown for one in ("Worker 1", "Zebo Karimova", "Late", "referrals without an answer"))


@pytest.mark.parametrize("part", list(PARTS))
def test_a_part_asks_as_often_for_many_entries_as_for_few(here: Bodies, part: str) -> None:
    client, me = signed_in(here, "helpers")
    row, actor = opened(here, client), here.staff("helpers")

    def fill(times: int) -> None:
        for at in range(times):
            other = case_opening.open_case(row.reader, referral=here.referred("helpers"), actor=actor)
            case_entries.note(row.reader, row.subject, f"Note {at}", actor=actor)
            case_entries.person(row.reader, row.subject, "sibling", name="Z", other=other, actor=actor)
            case_entries.task(row.reader, row.subject, "Call", me, timezone.localdate(), actor=actor)
            case_entries.appointment(row.reader, row.subject, timezone.localdate(), worker=me, actor=actor)
            case_documents.file_document(row.reader, row.subject, "A paper", b"words", actor=actor)
            case_entries.service(row.reader, row.subject, "food", timezone.localdate(), actor=actor)
            cases.assign(row.reader, row.subject, actor.id if at % 2 == 0 else None, actor=actor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(row, part)).status_code == 200
        return len(queries)

    fill(2)
    client.get(page_of(row, part))
    few = asked()
    fill(2)
    assert asked() <= few


def test_a_body_sees_that_it_waits_for_anothers_say_and_after_a_day_the_monitor_does(here: Bodies) -> None:
    office = keyring.make("monitor", uuid4())
    establish("monitor", key=office.public, id=office.id, name="Ombudsman")
    here.readers |= Bodies("clinic2").readers
    client, me = signed_in(here, "clinic2")
    monitor = client_of(somebody("monitor"))
    clinic, actor = here.id("clinic"), here.staff("clinic")
    matter = here.told("clinic", "health")
    case = case_opening.open_case(clinic, matter=matter, actor=actor)
    referral = case_transfers.transfer(clinic, case, wanted(here, "clinic2", "health"), actor=actor)
    client.post(reverse("protection:case-open", args=[referral]))
    row = Case.objects.for_body(here.id("clinic2")).get(referral=referral)
    case_matters.link_matter(here.id("clinic2"), row.subject, matter, actor=Actor(me, frozenset({"case_worker"}), "Me"))
    assert "You have no say in the hold yet" in text(client.get(page_of(row)))

    def told() -> bool:
        awaiting.tell()
        return "hasn't handed over its say" in text(monitor.get(reverse("protection:oversight")))

    assert not told()
    Case.everybodys.filter(pk=row.pk).update(opened=timezone.now() - timedelta(hours=25))
    assert told()
    assert told()
    [(one, by, of)] = awaiting.told_to(office.id)
    assert (by, of, one.subject == row.subject) == ("clinic2", "clinic", False)
    assert Opened.objects.filter(kind=ShareAwaited.kind).count() == 2, "told once, and known to itself"
    returns.collect()
    assert "You have no say in the hold yet" not in text(client.get(page_of(row)))
    assert not told()


def test_a_case_whose_matter_only_another_node_of_the_body_was_told_of_is_shown_and_nobody_let_go(
    here: Bodies,
) -> None:
    """Its letter is still on the way."""
    client, worker = signed_in(here, "clinic")
    row = opened(here, client, "clinic")
    fact, actor = CaseMatterLinked(matter=uuid4(), hold=uuid4()), Actor(worker, frozenset({"case_worker"}))
    matters.say_as_body(row.reader, [Statement(fact, row.subject, timezone.now())], actor=worker)
    for part in PARTS:
        assert client.get(page_of(row, part)).status_code == 200
    row = cases.case_of(row.reader, row.subject)
    assert Deciding(row).in_the_way == "matter_unknown"
    with pytest.raises(ProtectionError, match="matter_open"):
        case_work.close(row.reader, row.subject, "helped", actor=actor)
    case_matters.unlink_matter(row.reader, row.subject, fact.matter, "Nobody's", actor=actor)
    case_work.close(row.reader, row.subject, "helped", actor=actor)


def test_a_case_worker_finds_the_matter_of_somebody_among_many(here: Bodies) -> None:
    client, _staff = signed_in(here, "clinic")
    hold = uuid4()
    for _other in range(3):
        here.told("clinic", "health")
    matter = here.told("clinic", "health", hold)
    page = reverse("protection:matters")
    row = f"/matters/{matter}/"
    assert "7KQ4-M2XP" not in client.get(page).content.decode()
    here.referred("clinic", hold=hold)
    assert client.get(page).content.decode().count("7KQ4-M2XP") == 1, "known by the referral about them"
    for words in ("7kq4", "Karimov"):
        found = client.post(page, {"word": words}).content.decode()
        assert row in found
        assert found.count('href="/matters/') == 2, "the row and the menu"
    case = case_opening.open_case(here.id("clinic"), matter=matter, actor=here.staff("clinic"))
    number = cases.case_of(here.id("clinic"), case).number
    assert row in client.post(page, {"word": number}).content.decode()
    matters.let_go(here.id("clinic"), matter, "Well again", actor=here.staff("clinic"))
    assert row not in client.get(page).content.decode()
    assert row in client.get(f"{page}?state=ended").content.decode()
    other, _staff = signed_in(here, "shelter", number=2)
    assert row not in other.post(page, {"word": "Karimov"}).content.decode()


def test_a_body_sees_that_it_treated_the_person_whom_another_post_sends(here: Bodies) -> None:
    """Or a treatment for tuberculosis begins anew at every post."""
    client, _me = signed_in(here, "clinic")
    first = opened(here, client, "clinic", name="Bakhtiyor Yusupov")
    treatment = {"act": "service", "sort": "treatment", "on": timezone.localdate().isoformat(),
                 "regimen": "2HRZE/4HR", "next_due": "2999-01-02"}  # fmt: skip
    assert client.post(page_of(first), treatment).status_code == 302
    opened(here, client, "clinic", name="Zebo Karimova")

    came = here.referred("clinic", name="Юсупов Бахтиёр")
    Look.objects.all().delete()
    shown = text(client.get(reverse("protection:referral", args=[came])))
    assert page_of(first) in shown
    assert "2HRZE/4HR" in shown
    assert "Zebo" not in shown
    assert Look.objects.filter(file=first.subject).count() == 1
    other, _other = signed_in(here, "helpers", number=2)
    elsewhere = here.referred("helpers", name="Юсупов Бахтиёр")
    assert "2HRZE/4HR" not in text(other.get(reverse("protection:referral", args=[elsewhere])))

    client.post(reverse("protection:case-open", args=[came]))
    second = Case.objects.for_body(here.id("clinic")).get(referral=came)
    assert page_of(first) in text(client.get(page_of(second)))
    said = {"act": "person", "relation": "same_person", "other": first.number}
    assert client.post(page_of(second), said).status_code == 302
    assert "2HRZE/4HR" not in text(client.get(page_of(second))), "once it is said, nobody asks again"
    assert page_of(first) in text(client.get(page_of(second, "people")))
    assert page_of(second) not in text(client.get(page_of(first))), "nor from the other side"


def test_a_treatment_that_stands_in_the_steps_is_seen_when_another_post_sends_the_person(here: Bodies) -> None:
    body, case, _matter, actor = health_case(here)
    cases.describe(body, case, name="Bakhtiyor Yusupov", birth_date="1990-01-02", language="", actor=actor)
    take(body, case, "received", RECEIVED, actor)
    take(body, case, "screened", {"consent": "yes", "care": "now"}, actor)
    take(body, case, "tb_begun", {"regimen": "2HRZE/4HR", "doses": "40 of 180", "next_due": "2999-01-02"}, actor)
    take(body, case, "tb_dose", {"doses": "41 of 180", "next_due": "2999-01-03"}, actor)
    client, _me = signed_in(here, "clinic")
    page = reverse("protection:referral", args=[here.referred("clinic", name="Юсупов Бахтиёр")])
    shown = text(client.get(page))
    for told in ("2HRZE/4HR", "41 of 180", "3 Jan 2999"):
        assert told in shown
    assert "40 of 180" not in shown
    take(body, case, "tb_completed", {}, actor)
    assert "2HRZE/4HR" not in text(client.get(page)), "nothing can break off any more"


def test_of_two_people_with_one_name_the_day_of_birth_tells_them_apart(here: Bodies) -> None:
    client, _me = signed_in(here, "helpers")
    row = opened(here, client, name="Rustam Karimov", birth_date="1990-01-02")
    body = here.id("helpers")
    assert [one.case.subject for one in known_before(body, "Karimov Rustam")] == [row.subject]
    assert [one.case.subject for one in known_before(body, "Karimov Rustam Alievich", "1990-01-02")] == [row.subject]
    assert known_before(body, "Karimov Ruslan", "1990-01-02") == []
    assert known_before(body, "") == []
    opened(here, client, name="Rustam Karimov", birth_date="1956-07-08")
    likeliest = known_before(body, "Karimov Rustam", "1990-01-02")[0]
    assert likeliest.case.subject == row.subject


def test_a_case_that_another_names_is_looked_at_too(here: Bodies) -> None:
    client, me = signed_in(here, "helpers")
    first = opened(here, client, name="Rustam Karimov")
    second = opened(here, client, name="Rustam Karimov")
    client.get(page_of(second))
    seen = Look.objects.filter(staff=me, screen="protection:case").values_list("file", flat=True)
    assert set(seen) == {first.subject, second.subject}


@pytest.mark.parametrize(
    ("body", "begun"),
    [
        ("shelter", {"language": "Uzbek", "child": "no"}),
        ("children", {"language": "Uzbek", "age": "child", "with": "alone"}),
    ],
)
def test_whoever_cannot_be_found_is_told_of_on_the_page_and_found_again_is_at_hand(
    here: Bodies, body: str, begun: dict[str, str]
) -> None:
    here.readers |= Bodies("children").readers
    client, _me = signed_in(here, body)
    row = opened(here, client, body)

    def takes(step: str, **values: str) -> None:
        address = reverse("protection:case-step", args=[row.subject, step])
        sent = {"on": timezone.localdate().isoformat()} | {f"value_{name}": value for name, value in values.items()}
        assert client.post(address, sent).status_code == 302

    def sign(part: str) -> bool:
        return "Can't be found" in text(client.get(page_of(row, part))).partition("Parts of the case")[0]

    takes("received", **begun)
    assert not sign("overview")
    takes("disappeared", told="The police")
    assert sign("overview")
    assert sign("steps")
    shown = text(client.get(page_of(row, "steps")))
    assert shown.index("Found again") < shown.index("Something else happened")
    takes("found")
    assert not sign("overview")


def test_whoever_closes_a_case_sees_what_nobody_is_reminded_of_any_more(here: Bodies) -> None:
    """A child's care has to be looked at again, and nothing says so in a closed case."""
    client, _me = signed_in(here, "helpers")
    row = opened(here, client)
    asked = {"on": timezone.localdate().isoformat(), "value_what": "food", "value_agreed": "on"}
    client.post(reverse("protection:case-step", args=[row.subject, "asked"]), asked)
    warned = "nobody is reminded of what is still to come"
    assert warned in text(client.get(page_of(row)))
    closed = text(client.post(page_of(row), {"act": "close", "reason": "other", "why": "Gone"}, follow=True))
    assert warned not in closed
    assert "Given" not in closed.partition("Service")[2], "no day of it stands there as if somebody waited for it"
    assert "days left" not in text(client.get(page_of(row, "steps")))


def test_a_question_that_is_no_claim_has_a_case_at_whoever_registers_claims(here: Bodies) -> None:
    """Or a claim about nothing would be registered, and nobody decided what was asked."""
    here.readers |= Bodies("mandate").readers
    client, _me = signed_in(here, "mandate")
    body, hold = here.id("mandate"), uuid4()
    here.told("mandate", "trafficking", hold)
    came = here.referred("mandate", "trafficking", purpose=CLAIM, hold=hold)
    shown = text(client.get(reverse("protection:referral", args=[came])))
    assert "Register the claim" not in shown
    assert "Open a case" in shown
    assert client.post(reverse("protection:claim-register", args=[came])).status_code == 404
    assert claim_lists.unregistered(body, timezone.localdate()) == (0, 0)
    feared = here.referred("mandate", "asylum", purpose=CLAIM, hold=hold)
    assert "Register the claim" in text(client.get(reverse("protection:referral", args=[feared])))
    assert claim_lists.unregistered(body, timezone.localdate())[0] == 1
