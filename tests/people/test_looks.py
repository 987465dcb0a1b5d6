"""S8: every look is a fact, unusual ones raise an alarm, the monitor answers."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

import panah
from panah.people import desk, looks
from panah.people.access import Staff
from panah.people.models import Alarm, Look, SignIn
from panah.people.ports import use_files
from panah.people.problems import PeopleProblemError
from panah.people.rules import MANY_LOOKS, NOT_AT_THIS_POST, REPEATED, SAME_FAMILY_NAME, UNUSUAL_HOUR, alarm_rules
from panah.web import wording
from tests.people.factories import client_of, somebody

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 6, tzinfo=UTC)


class KnownFiles:
    """One person everywhere, here an hour ago."""

    def __init__(self, last: datetime | None, *names: str) -> None:
        self.last, self.names = last, frozenset(names)

    def by_document(self, file):
        return True

    def last_presented(self, file, post=None):
        return self.last

    def family_names(self, file):
        return self.names


class NeverAsked:
    """Fails where anything is asked of a file."""

    def by_document(self, file):
        raise AssertionError

    last_presented = family_names = by_document


@pytest.fixture
def officer(posts):
    return somebody("first_line", post=posts[0].id, family_name="Каримов")


@pytest.fixture
def at_work(posts, officer):
    return Staff(officer.id, "Officer", frozenset({"first_line"}), posts[0].id, "Lane 1")


@pytest.fixture
def files():
    before = use_files(KnownFiles(NOON - timedelta(hours=1)))
    yield use_files
    use_files(before)


def look(staff, file=None, *, at=NOON, reason="inspection", text=""):
    return {found.rule for found in looks.record_look(staff, file or uuid4(), reason, "test:page", text=text, at=at)}


def test_a_look_is_a_fact_with_who_which_why_and_where(posts, at_work, files):
    file = uuid4()
    assert look(at_work, file, reason="other", text="asked by the doctor") == set()
    kept = Look.objects.get()
    assert (kept.staff, kept.file, kept.reason, kept.text, kept.screen, kept.post, kept.happened) == (
        at_work.id,
        file,
        "other",
        "asked by the doctor",
        "test:page",
        posts[0].id,
        NOON,
    )


@pytest.mark.parametrize(("reason", "text"), [("", ""), ("curiosity", ""), ("other", "  "), ("court", "")])
def test_no_look_without_a_reason(at_work, files, reason, text):
    with pytest.raises(PeopleProblemError, match="reason_needed"):
        look(at_work, reason=reason, text=text)
    assert not Look.objects.exists()


def test_many_looks_raise_one_alarm_that_names_the_look(at_work, files):
    most = alarm_rules().many_looks["first_line"]
    found = [look(at_work, at=NOON + timedelta(seconds=number)) for number in range(most + 3)]
    assert [bool(one) for one in found] == [False] * most + [True] + [False] * 2
    alarm = Alarm.objects.get()
    assert (alarm.rule, alarm.staff) == (MANY_LOOKS, at_work.id)
    assert Look.objects.get(subject=alarm.look).happened == NOON + timedelta(seconds=most)


def test_what_one_page_shows_is_counted_file_by_file(at_work, files):
    most = alarm_rules().many_looks["first_line"]
    shown = [uuid4() for _ in range(most + 3)]
    found = looks.record_looks(at_work, shown, "inspection", "test:page", at=NOON)
    assert [bool(one) for one in found] == [False] * most + [True] + [False] * 2
    assert {one.file for one in Look.objects.all()} == set(shown)
    assert Alarm.objects.get().file == shown[most]


def test_looks_of_others_do_not_count(posts, at_work, files):
    for _ in range(alarm_rules().many_looks["first_line"]):
        look(Staff(somebody().id, "Other", at_work.roles, posts[0].id))
    assert look(at_work) == set()


def test_a_file_of_somebody_who_was_not_here(at_work, files):
    files(KnownFiles(NOON - timedelta(days=30)))
    assert look(at_work) == {NOT_AT_THIS_POST}
    assert look(at_work, reason="request_of_person") == set()
    files(None)
    assert look(at_work) == set(), "where nobody knows, the rule stays silent"


def test_behind_what_a_body_keeps_nobody_looks_for_documents(at_work, files):
    case = uuid4()
    use_files(NeverAsked())
    worker = Staff(at_work.id, "Worker", frozenset({"case_worker"}))
    for turn in range(alarm_rules().repeated_looks + 1):
        at = NOON + timedelta(minutes=turn)
        assert looks.record_look(worker, case, "case", "protection:case", sealed=True, at=at) == ()
    assert Look.objects.filter(file=case).count() == alarm_rules().repeated_looks + 1
    # Whose work bodies' files aren't is told of as before.
    curious = Staff(at_work.id, "Officer", frozenset({"administrator"}))
    later = NOON + timedelta(hours=1)
    found = looks.record_look(curious, case, "case", "protection:case", sealed=True, at=later)
    assert REPEATED in {one.rule for one in found}


def test_a_relative(at_work, files):
    files(KnownFiles(NOON, "КАРИМОВА"))
    assert look(at_work) == {SAME_FAMILY_NAME}


def test_one_file_again_and_again(at_work, files):
    file = uuid4()
    found = [look(at_work, file, at=NOON + timedelta(minutes=number)) for number in range(5)]
    assert found == [set(), set(), set(), {REPEATED}, set()]


def test_one_file_again_and_again_over_days(at_work, files):
    files(KnownFiles(NOON - timedelta(days=10)))
    file, most = uuid4(), alarm_rules().repeated_looks
    for day in range(most - 1):
        look(at_work, file, at=NOON - timedelta(days=most - day), reason="correction")
        look(at_work, at=NOON - timedelta(days=most - day), reason="correction")
    assert look(at_work, file, reason="correction") == {REPEATED}


def test_an_hour_at_which_the_officer_never_works(posts, officer, at_work, files):
    for day in range(1, alarm_rules().hour_sign_ins + 1):
        opened = NOON - timedelta(days=day)
        SignIn.objects.create(
            subject=uuid4(), staff=officer.id, method="password", opened=opened, closed=opened + timedelta(hours=8)
        )
    assert look(at_work, at=NOON + timedelta(hours=4)) == set()
    files(KnownFiles(NOON + timedelta(hours=16)))
    assert look(at_work, at=NOON + timedelta(hours=16)) == {UNUSUAL_HOUR}


def test_the_monitor_reads_unusual_looks_first_and_by_choice(posts, at_work, files):
    files(KnownFiles(timezone.now() - timedelta(hours=1)))
    file = uuid4()
    for number in range(6):
        look(at_work, file if number < 4 else None, at=timezone.now() - timedelta(minutes=10 - number))
    client = client_of(somebody("monitor"))
    shown = client.get(reverse("people:looks")).context["table"].page.object_list
    assert [bool(row.unusual) for row in shown] == [True] + [False] * 5

    def count(**chosen):
        return len(client.get(reverse("people:looks"), chosen).context["table"].page.object_list)

    assert count(only="1") == 1
    assert count(file=str(file)) == 4
    assert count(officer=str(at_work.id)) == 6
    assert count(officer=str(uuid4())) == 0
    assert count(reason="court") == 0
    assert count(day="2001-01-01") == 0
    assert count(day="no day", officer="nobody") == 6, "what can't be read is no choice"
    export = client.get(reverse("people:looks-export"), {"file": str(file)}).content.decode("utf-8-sig")
    assert len(export.splitlines()) == 5


def test_an_alarm_is_answered_once_by_somebody_else_and_in_words(at_work, files):
    files(KnownFiles(timezone.now(), "Каримов"))
    look(at_work, at=timezone.now())
    alarm = Alarm.objects.get()
    monitor = somebody("monitor")
    client = client_of(monitor)
    address = reverse("people:alarm-answer", args=[alarm.subject])
    assert client.get(reverse("people:alarm", args=[alarm.subject])).status_code == 200
    assert client.post(address, {"answer": "explained", "text": ""}).status_code == 422
    assert client.post(address, {"answer": "forgiven", "text": "it was a cousin"}).status_code == 422
    assert client.post(address, {"answer": "explained", "text": "it was a cousin"}).status_code == 302
    alarm.refresh_from_db()
    assert (alarm.answer, alarm.answered_by) == ("explained", monitor.id)
    assert client.post(address, {"answer": "misuse", "text": "changed my mind"}).status_code == 422
    with pytest.raises(PeopleProblemError, match="no_such_alarm"):
        looks.answer_alarm(uuid4(), "explained", "two words", actor=monitor.id)


def test_nobody_answers_an_alarm_about_themselves(at_work, files):
    files(KnownFiles(NOON, "Каримов"))
    look(at_work)
    with pytest.raises(PeopleProblemError, match="own_account"):
        looks.answer_alarm(Alarm.objects.get().subject, "explained", "all is well", actor=at_work.id)


def test_headquarters_reads_alarms_but_neither_answers_nor_reads_looks(at_work, files):
    files(KnownFiles(NOON, "Каримов"))
    look(at_work, reason="other", text="his cousin telephoned")
    client = client_of(somebody("headquarters"))
    alarm = Alarm.objects.get().subject
    assert client.get(reverse("people:alarms")).status_code == 200
    assert "cousin" not in client.get(reverse("people:alarm", args=[alarm])).content.decode()
    assert "cousin" in client_of(somebody("monitor")).get(reverse("people:alarm", args=[alarm])).content.decode()
    assert client.get(reverse("people:looks")).status_code == 403
    answer = client.post(reverse("people:alarm-answer", args=[alarm]), {"answer": "explained", "text": "a b"})
    assert answer.status_code == 403


def test_a_look_and_its_alarm_stand_or_fall_together(at_work, files, monkeypatch):
    files(KnownFiles(NOON, "Каримов"))

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(looks, "_alarm", broken)
    with pytest.raises(RuntimeError):
        look(at_work)
    assert not Look.objects.exists()
    assert desk.SYSTEM.int == 0


def test_the_monitor_reads_every_screen_in_words(at_work, files):
    opens = re.compile(
        r'(?:look|look_each_time|look_first|look_or_ask|names_of_list|ask_for)\(\s*[^"]*"(?:[a-z_]+",\s*")?([a-z]+:[a-z-]+)"'
    )
    texts = [path.read_text(encoding="utf-8") for path in Path(panah.__file__).parent.rglob("*.py")]
    screens = {screen for text in texts for screen in opens.findall(text)}
    assert len(screens) > 40
    assert wording.missing(f"screen:{screen}" for screen in screens) == []
    files(KnownFiles(NOON, "Каримов"))
    looks.record_look(at_work, uuid4(), "inspection", "border:history-export", at=NOON)
    page = client_of(somebody("monitor")).get(reverse("people:alarm", args=[Alarm.objects.get().subject]))
    assert "History (CSV)" in page.content.decode()
