"""Days are those of the place where they are written down: in the small hours UTC still has the day before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone as now

from panah.journal.rebuild import differences
from panah.people.models import Account
from panah.protection.claim_course import taken
from panah.protection.desk import (
    case_entries,
    case_lists,
    case_steps,
    case_work,
    cases,
    claim_certificates,
    claim_steps,
    figures,
    my_day,
)
from panah.protection.facts import claims as claims_said
from panah.protection.models import Case, Claim, Referral
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_cases import ASKED, RECEIVED, health_case, opened
from tests.protection.test_claims import again, registered
from tests.protection.test_referral_screens import officer
from tests.protection.test_screens import worker

__all__ = ["home_of_bodies"]


@pytest.fixture
def small_hours() -> Iterator[None]:
    """Somewhere it is another day than in Greenwich, whatever the hour of the test."""
    with now.override(timezone(timedelta(hours=14 if now.now().hour >= 12 else -12))):
        yield


def test_a_step_of_this_night_is_recorded_and_counts(home_of_bodies: Path, small_hours: None) -> None:
    body, case, actor = opened(Bodies("helpers"))
    today = now.localdate()
    case_work.take_step(body, case, "asked", today, ASKED, actor=actor)
    course = case_steps.course_of(cases.case_of(body, case), "")
    assert ([one.on for one in course.done], course.aside) == ([today], ())
    assert "given" in course.allowed


def test_what_ended_this_night_doesnt_end_it_again_once_it_is_opened(home_of_bodies: Path, small_hours: None) -> None:
    body, case, _matter, actor = health_case(Bodies("clinic"))
    for step, values in (("received", RECEIVED), ("died", {"certified": "yes"})):
        case_work.take_step(body, case, step, now.localdate(), values, actor=actor)
    case_work.close(body, case, "died", actor=actor)
    case_work.reopen(body, case, "They live", actor=actor)
    course = case_steps.course_of(cases.case_of(body, case), "")
    assert ([one.step for one in course.done], course.ended) == (["received"], "")


def test_a_claim_of_this_night_is_registered_and_certified_today(alone: Nodes, small_hours: None) -> None:
    claim, today = registered(alone), now.localdate().isoformat()
    assert (claim.feared_on, claim.registered_on, claim.issued_on) == (today, today, today)
    claim_certificates.renew(claim.reader, claim.subject, actor=CASE_WORKER)
    assert (again(claim).issue, again(claim).issued_on) == (2, today)


def test_what_is_said_of_a_claim_this_night_stands_on_its_day_however_often_it_is_folded(
    alone: Nodes, small_hours: None, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    claim, today = registered(alone), now.localdate()
    body = claim.reader
    claim_steps.decide(body, claim.subject, "recognised", "Law", actor=CASE_WORKER)
    assert (again(claim).since, again(claim).decided_on) == (today.isoformat(), today.isoformat())
    assert {one.on for one in taken(again(claim))} == {today}, "the clocks begin with the day on the wall"
    served = {"how": "in_person", "language": "fa-af", "understood": True, "remedy_explained": True}
    with now.override("UTC"), as_owner():
        assert differences("sealed") == {}, "wherever it is folded"
        assert again(claim).since == today.isoformat()
    claim_steps.serve(body, claim.subject, on=today, actor=CASE_WORKER, **served)  # type: ignore[arg-type]  # by name
    assert again(claim).served_on == today.isoformat()


def test_a_body_counts_by_its_own_months() -> None:
    """Somebody came on the first, an hour past midnight; in Greenwich it was still the month before."""
    east = timezone(timedelta(hours=5))
    first = datetime(2026, 9, 1, 1, tzinfo=east)
    with now.override(east):
        found = figures.by_month(
            "referrals", [figures.Span(first, None, first)] * 99, datetime(2026, 11, 2, tzinfo=east)
        )
        assert [(one.month, one.count) for one in found] == [("2026-09", 99)]
        assert figures.by_month("referrals", [figures.Span(first, None, first)] * 99, first) == []


def test_consent_ends_with_the_day_that_was_said(alone: Nodes) -> None:
    client, hold = officer(alone)
    said = {"need": "trafficking", "say.services": "yes", "language": "ru", "until": "2099-12-20"}
    client.post(reverse("protection:talk-profile", args=[hold]), said)
    asked = Referral.everybodys.get(purpose="services")
    [given] = asked.consents
    assert given["until"] == int(datetime(2099, 12, 20, 23, 59, 59, tzinfo=ZoneInfo("Asia/Almaty")).timestamp())
    page = worker(asked.reader, 2).get(reverse("protection:referral", args=[asked.subject])).content.decode()
    assert "20 Dec 2099" in page


def test_what_a_claim_waits_for_is_on_the_day_of_whoever_has_it(alone: Nodes) -> None:
    claim, today = registered(alone), now.localdate()
    Claim.everybodys.filter(subject=claim.subject).update(due_on=today.isoformat(), due_step="served")
    desk = worker(claim.reader, 3)
    day = reverse("protection:case-day")
    assert "Hand over the decision" not in desk.get(day).content.decode(), "nobody has it yet"
    Case.everybodys.filter(claim=claim.subject).update(worker=Account.objects.get(username="worker3").staff)
    assert "Hand over the decision" in desk.get(day).content.decode()


def test_who_was_recognised_gets_their_document_though_nobody_has_their_case(alone: Nodes) -> None:
    claim = registered(alone)
    claim_steps.decide(claim.reader, claim.subject, "recognised", "Law", actor=CASE_WORKER)
    desk, other = worker(claim.reader, 3), worker(claim.reader, 4)
    at_the_claim = reverse("protection:claim", args=[claim.subject])

    def day(of: Client = desk) -> str:
        return of.get(reverse("protection:case-day")).content.decode()

    assert "Give the status document" in day(), "it is everybody's"
    assert f'href="{at_the_claim}"' in day()
    cases_of = Case.everybodys.filter(claim=claim.subject)
    cases_of.update(worker=Account.objects.get(username="worker3").staff)
    assert day().count("Give the status document") == 1
    assert "Give the status document" not in day(other), "somebody sees to it"
    cases_of.update(closed=now.now())
    assert "Give the status document" in day(other), "the case was closed before"
    until = (now.localdate() + timedelta(days=365)).isoformat()
    given = claims_said.ClaimStatusSet(document="R 1", valid_from=now.localdate().isoformat(), valid_until=until)
    claim_steps.say(claim.reader, claim.subject, given, actor=CASE_WORKER)
    assert "Give the status document" not in day(other)


def test_a_case_that_somebody_was_given_stands_in_their_day_until_they_write_in_it(home_of_bodies: Path) -> None:
    """Its next step may be a month away: nobody looks through ninety files for the one that is new."""
    body, case, leads = opened(Bodies("helpers"))
    desk, today = worker(body, 3), now.localdate()
    mine = Account.objects.get(username="worker3").staff
    assert mine is not None

    def given(staff: UUID = mine) -> list[UUID]:
        return [one.case for one in my_day.my_day(body, staff, today, today) if one.sort == "given"]

    cases.assign(body, case, leads.id, actor=leads)
    assert given(leads.id) == [], "who took it themselves knows"
    cases.assign(body, case, mine, actor=replace(leads, roles=frozenset({"body_supervisor"})))
    assert (given(), given(leads.id)) == ([case], [])
    assert "Given to you; nothing is written in it since" in desk.get(reverse("protection:case-day")).content.decode()
    with pytest.MonkeyPatch.context() as later:
        later.setattr(my_day, "GIVEN", timedelta(0))
        assert given() == [], "they had time"
    case_entries.note(body, case, "Heard them", actor=replace(leads, id=mine))
    assert given() == []


def test_what_a_claim_waits_for_stands_in_the_list_of_cases(alone: Nodes) -> None:
    claim, today = registered(alone), now.localdate()
    desk, listed = worker(claim.reader, 3), reverse("protection:cases")
    rows = Claim.everybodys.filter(subject=claim.subject)

    def table(tab: str = "open") -> str:
        return desk.get(listed, {"tab": tab}).content.decode()

    rows.update(due_on=(today + timedelta(days=3)).isoformat(), due_step="called")
    assert "Call to the interview" in table()
    assert "Call to the interview" not in table("late")
    rows.update(due_on=(today - timedelta(days=3)).isoformat())
    assert "Call to the interview" in table("late")
    assert [one.late for one in case_lists.load(claim.reader, today)] == [1]
    assert [one.claim for one in case_lists.late_steps(claim.reader, today)] == [claim.subject]
    # What comes first stands there.
    Case.everybodys.filter(claim=claim.subject).update(due=(today - timedelta(days=5)).isoformat(), due_step="decided")
    assert "Call to the interview" not in table("late")
    rows.update(due_on=None, due_step="")
    Case.everybodys.filter(claim=claim.subject).update(due="", due_step="")
    assert case_lists.late_steps(claim.reader, today) == []
    assert set(case_lists.late(claim.reader, today)) == set()


def test_an_offset_that_no_place_has_keeps_nobody_from_reading(alone: Nodes) -> None:
    with now.override(timezone(timedelta(hours=23, minutes=59))):
        claim = registered(alone)
    assert claim.registered <= now.now()
