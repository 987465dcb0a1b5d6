"""Days are those of the place where they are written down: in the small hours UTC still has the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone as now

from panah.people.models import Account
from panah.protection.desk import case_steps, case_work, cases, claim_certificates
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
    """Somewhere the next day has begun already, whatever the hour of the test."""
    with now.override(timezone(timedelta(hours=23, minutes=59))):
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
    assert case_steps.course_of(cases.case_of(body, case), "").done == ()


def test_a_claim_of_this_night_is_registered_and_certified_today(alone: Nodes, small_hours: None) -> None:
    claim, today = registered(alone), now.localdate().isoformat()
    assert (claim.feared_on, claim.registered_on, claim.issued_on) == (today, today, today)
    claim_certificates.renew(claim.reader, claim.subject, actor=CASE_WORKER)
    assert (again(claim).issue, again(claim).issued_on) == (2, today)


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
