"""The shift report: every figure against an account kept by hand, on the screen, on paper and for a spreadsheet."""

from __future__ import annotations

import csv
import io
import statistics
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import holds, second_signature
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, Place
from panah.border.desk.posts import post
from panah.border.desk.reports import ShiftReport, shift_report
from panah.border.models import Presentation
from panah.people.desk.names import names_of
from tests.border.conftest import SECOND, AtThePost, passport
from tests.border.test_refusals import OTHER, proposed, sign
from tests.people.factories import Somebody, client_of, somebody

START = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)
END = START + timedelta(hours=12)
LATER = END + timedelta(hours=1)


def at(minutes: float) -> datetime:
    """So many minutes into the shift."""
    return START + timedelta(minutes=minutes)


@dataclass
class Officer:
    """An officer with an account by hand of what they did."""

    here: AtThePost
    who: Somebody
    took: list[int] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return Actor(self.who.id, frozenset({"first_line"}))

    def opens(self, minutes: float, lane: str = "1", direction: str = "entry", nationality: str = "UZB") -> UUID:
        return desk.open_presentation(
            passport(nationality), None, direction=direction, place=Place(self.here.post, lane), actor=self.actor,
            happened=at(minutes),
        ).presentation  # fmt: skip

    def admits(self, minutes: float, seconds: int, purpose: str = "work", **more: str) -> UUID:
        opened = self.opens(minutes, **more)
        self.took.append(seconds)
        moment = at(minutes) + timedelta(seconds=seconds)
        desk.admit(opened, desk.Decision(purpose=purpose), actor=self.actor, happened=moment)
        return opened

    def sets_aside(self, minutes: float, seconds: int) -> UUID:
        self.took.append(seconds)
        moment = at(minutes) + timedelta(seconds=seconds)
        return desk.set_aside(self.opens(minutes), actor=self.actor, happened=moment)


@pytest.fixture
def asel(here: AtThePost) -> Officer:
    return Officer(here, somebody("first_line", post=here.post, name="Asel"))


@pytest.fixture
def bakyt(here: AtThePost) -> Officer:
    return Officer(here, somebody("first_line", post=here.post, name="Bakyt"))


def report(here: AtThePost, now: datetime = LATER) -> ShiftReport:
    return shift_report(post(here.post), START, END, names_of, now=now)


def test_who_did_how_much_and_how_fast(here: AtThePost, asel: Officer, bakyt: Officer) -> None:
    for minute, seconds in enumerate((20, 40, 90)):
        asel.admits(minute, seconds)
    asel.admits(10, 30, direction="exit", lane="L")
    asel.sets_aside(20, 15)
    bakyt.admits(30, 200, purpose="family", nationality="TJK")
    bakyt.opens(40)
    found = report(here)
    by_officer = {row.name: row for row in found.by_officer}
    assert list(by_officer) == ["Asel", "Bakyt"]
    a, b = by_officer["Asel"], by_officer["Bakyt"]
    assert (a.presentations, a.entries, a.exits, a.set_aside, a.without_outcome) == (5, 3, 1, 1, 0)
    assert (b.presentations, b.entries, b.exits, b.set_aside, b.without_outcome) == (2, 1, 0, 0, 1)
    assert a.median_seconds == round(statistics.median(asel.took))
    assert b.median_seconds == 200
    assert found.total.median_seconds == round(statistics.median(asel.took + bakyt.took))
    lanes = {row.name: row for row in found.by_lane}
    assert (lanes["Lane 1"].presentations, lanes["Local lane"].presentations) == (6, 1)
    assert (found.total.presentations, found.total.entries, found.total.exits) == (7, 4, 1)


def test_the_parts_add_up(here: AtThePost, asel: Officer, bakyt: Officer) -> None:
    for minute in range(6):
        asel.admits(
            minute, 20, purpose="work" if minute % 2 else "trade", nationality=("UZB", "KGZ", "TJK")[minute % 3]
        )
        bakyt.admits(minute + 10, 30, direction="exit", lane="L")
    asel.sets_aside(50, 10)
    found = report(here)
    for name in ("presentations", "entries", "exits", "set_aside", "taken_back", "voided", "without_outcome"):
        total = getattr(found.total, name)
        assert sum(getattr(row, name) for row in found.by_lane) == total, name
        assert sum(getattr(row, name) for row in found.by_officer) == total, name
    crossings = found.total.entries + found.total.exits
    assert sum(count for _code, count in found.by_purpose) == crossings == 12
    assert sum(count for _code, count in found.by_nationality) == crossings
    assert dict(found.by_purpose) == {"work": 9, "trade": 3}
    assert dict(found.by_nationality) == {"UZB": 8, "KGZ": 2, "TJK": 2}


def test_a_shift_begins_with_its_start_and_ends_before_the_next(here: AtThePost, asel: Officer) -> None:
    asel.admits(0, 0)
    asel.admits(-1, 0)
    asel.admits(12 * 60, 0)
    assert (report(here).total.presentations, report(here).total.entries) == (1, 1)


def test_whoever_came_before_the_change_of_shift_and_crossed_after_it_crossed_in_the_new_one(
    here: AtThePost, asel: Officer
) -> None:
    asel.admits(12 * 60 - 1, 120)
    found = report(here)
    assert (found.total.presentations, found.total.entries) == (1, 0)
    after = shift_report(post(here.post), END, END + timedelta(hours=12), names_of, now=LATER)
    assert (after.total.presentations, after.total.entries) == (0, 1)
    assert [row.name for row in after.by_officer] == ["Asel"]


def test_undone_crossings_and_voided_scans_count_as_what_they_are(here: AtThePost, asel: Officer) -> None:
    taken_back = asel.admits(1, 20)
    desk.take_back(taken_back, "wrong_key", actor=asel.actor)
    void = asel.opens(2, nationality="UTO")
    desk.void(void, actor=asel.actor, reason="test")
    total = report(here).total
    assert (total.presentations, total.entries, total.taken_back, total.voided, total.without_outcome) == (
        1, 0, 1, 1, 1,
    )  # fmt: skip


def test_holds_of_this_shift_and_those_it_took_over(here: AtThePost, asel: Officer) -> None:
    second = somebody("second_line", post=here.post, name="Second")
    actor = Actor(second.id, frozenset({"second_line"}))
    from_before = asel.sets_aside(-60, 0)
    asel.sets_aside(60, 0)
    found = report(here)
    assert (found.holds_placed, found.holds_released, found.holds_open) == (1, 0, 2)
    # The one from before has run 60 minutes before the shift and twelve hours within it.
    assert found.longest_hold_seconds == 13 * 3600
    holds.take(from_before, actor=actor)
    holds.release_and_admit(from_before, desk.Decision(), actor=actor)
    assert report(here).holds_open == 2, "it ended after this shift"


def test_a_running_shift_counts_up_to_now_and_no_further(here: AtThePost, asel: Officer) -> None:
    asel.sets_aside(60, 0)
    found = report(here, now=at(90))
    assert found.running
    assert found.longest_hold_seconds == 30 * 60
    assert not report(here).running


def test_the_second_lines_work_stands_by_officer(here: AtThePost, asel: Officer) -> None:
    second = somebody("second_line", post=here.post, name="Second")
    actor = Actor(second.id, frozenset({"second_line"}))
    now = datetime.now(UTC)
    for number in range(3):
        hold = desk.set_aside(here.open().presentation, actor=asel.actor)
        holds.take(hold, actor=actor)
        holds.note(hold, "document_expired", "settled", actor=actor)
        if number:
            holds.release_and_admit(hold, desk.Decision(), actor=actor)
    hour = timedelta(hours=1)
    (row,) = shift_report(post(here.post), now - hour, now + hour, names_of, now=now + hour).second_line
    assert (row.name, row.taken, row.noted, row.released) == ("Second", 3, 3, 2)


def test_a_refusal_counts_once_and_by_both_who_signed_it(here: AtThePost) -> None:
    for number in range(2):
        refusal, about = proposed(here)
        if number:
            second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    found = shift_report(post(here.post), now - hour, now + hour, names_of, now=now)
    assert found.refused == 1, "what waits for a signature is none yet"
    by_officer = {row.name: (row.taken, row.released, row.refused) for row in found.second_line}
    assert by_officer == {str(SECOND.id)[:8]: (2, 0, 1), str(OTHER.id)[:8]: (0, 1, 1)}
    before = shift_report(post(here.post), now - 2 * hour, now - hour, names_of, now=now)
    assert (before.refused, before.second_line) == (0, ())


def test_an_empty_shift_is_a_report_too(here: AtThePost) -> None:
    found = report(here)
    assert found.total.presentations == 0
    assert found.total.median_seconds is None
    assert (found.by_lane, found.by_officer, found.second_line, found.longest_hold_seconds) == ((), (), (), 0)


# --- screen, paper, spreadsheet ---------------------------------------------------------------------------------------


@pytest.fixture
def commander(here: AtThePost) -> Client:
    return client_of(somebody("commander", post=here.post), post=here.post)


def ask(client: Client, name: str, **more: str):  # type: ignore[no-untyped-def]
    return client.get(reverse(f"border:{name}"), {"at": START.isoformat(), **more})


def test_the_page_shows_the_shift_in_the_posts_time(here: AtThePost, commander: Client, asel: Officer) -> None:
    asel.admits(5, 24, nationality="TJK")
    page = ask(commander, "report").content.decode()
    for said in ("08:00", "20:00", "UTC+5", "Asel", "Tajikistan", "Work", "24 s"):
        assert said in page, said


def test_one_turns_from_shift_to_shift(here: AtThePost, commander: Client) -> None:
    shown = ask(commander, "report").context
    earlier = commander.get(reverse("border:report") + shown["before"]).context["report"]
    assert earlier.end == START
    later = commander.get(reverse("border:report") + shown["after"]).context["report"]
    assert later.start == END
    assert commander.get(reverse("border:report")).context["after"] == "", "the running shift is the last"


def test_it_prints_as_a_pdf_without_anything_left_out(here: AtThePost, commander: Client, asel: Officer) -> None:
    asel.admits(5, 24)
    asel.sets_aside(6, 10)
    answer = ask(commander, "report-pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert 'shift-2026-11-19-0800.pdf"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("language", ["ru", "fa-af"])
def test_it_prints_in_other_scripts(here: AtThePost, commander: Client, asel: Officer, language: str) -> None:
    asel.admits(5, 24)
    commander.cookies["django_language"] = language
    assert ask(commander, "report-pdf").content.startswith(b"%PDF")


def rows(client: Client, table: str) -> list[list[str]]:
    answer = ask(client, "report-csv", table=table)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_table_can_be_saved(here: AtThePost, commander: Client, asel: Officer) -> None:
    asel.admits(5, 24, nationality="TJK")
    assert rows(commander, "officers")[1] == ["Asel", "1", "1", "0", "0", "0", "0", "0", "24"]
    assert rows(commander, "nationalities")[1] == ["Tajikistan", "1"]
    assert rows(commander, "purposes")[1] == ["Work", "1"]
    assert len(rows(commander, "second")) == 1
    Presentation.objects.filter(subject=asel.admits(6, 20)).update(lane="")  # as of a form on paper
    assert sorted(row[0] for row in rows(commander, "lanes")[1:]) == ["Lane 1", "not known"]


def test_no_name_runs_as_a_formula(here: AtThePost, commander: Client) -> None:
    Officer(here, somebody("first_line", post=here.post, name="=1+1")).admits(5, 24)
    assert rows(commander, "officers")[1][0] == "'=1+1"


@pytest.mark.parametrize("at_", ["yesterday", "2026-11-19", "2026-11-19T08:00:00", "1492-01-01T00:00:00Z",
                                 "2999-01-01T00:00:00Z", "2026-13-45T00:00:00Z", "\x00"])  # fmt: skip
def test_a_time_that_is_none_is_not_found(here: AtThePost, commander: Client, at_: str) -> None:
    for name in ("report", "report-pdf", "report-csv"):
        assert commander.get(reverse(f"border:{name}"), {"at": at_}).status_code == 404


def test_a_table_that_isnt_there(here: AtThePost, commander: Client) -> None:
    assert ask(commander, "report-csv", table="travellers").status_code == 404


@pytest.mark.parametrize("role", ["headquarters", "monitor"])
def test_who_watches_reads_it_too(here: AtThePost, role: str) -> None:
    client = client_of(somebody(role))
    for name in ("report", "report-pdf", "report-csv"):
        assert ask(client, name, post=here.post.hex).status_code == 200
