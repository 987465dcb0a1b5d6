"""The steps of a case on the screens of its body: what is next, what isn't allowed yet and why, what was done."""

from __future__ import annotations

import datetime as dt
import html
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from panah.people.models import Look
from panah.protection.desk import case_opening
from panah.protection.models import CaseStep, Matter
from panah.protection.views.case_step_forms import StepForm
from panah.safeguards.procedures import problems, procedures
from panah.safeguards.routes import CLAIM
from panah.web.wording import missing, word
from tests.protection.cases import Bodies, home_of_bodies
from tests.protection.test_screens import worker

__all__ = ["home_of_bodies"]

TODAY = timezone.localdate()


@pytest.fixture
def here(home_of_bodies: Path) -> Bodies:
    return Bodies("shelter", "children", "clinic")


def opened(here: Bodies, of: str, category: str) -> tuple[Client, UUID, UUID]:
    """A case about a matter at a body: somebody's screen there, the case, the matter."""
    matter = here.told(of, category)
    case = case_opening.open_case(here.id(of), matter=matter, actor=here.staff(of))
    return worker(here.id(of), 1), case, matter


def course_of(client: Client, case: UUID) -> str:
    answer = client.get(reverse("protection:case", args=[case]), {"part": "steps"})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def record(client: Client, case: UUID, step: str, ago: int = 0, **values: str) -> Any:
    said = {f"value_{name}": value for name, value in values.items()}
    on = (TODAY - dt.timedelta(days=ago)).isoformat()
    return client.post(reverse("protection:case-step", args=[case, step]), {"on": on, **said})


RECEIVED = {"age": "doubtful", "with": "alone", "language": "Dari"}


def test_a_childs_case_from_the_first_night_to_care(here: Bodies) -> None:
    client, case, matter = opened(here, "children", "child")
    assert "Child received" in course_of(client, case)
    assert record(client, case, "received", 20, **RECEIVED).status_code == 302
    page = course_of(client, case)
    for text in ("19 days late", "Guardian appointed", "Stays open", "First: Guardian appointed"):
        assert text in page
    refused = client.get(reverse("protection:case-step", args=[case, "bid"])).content.decode()
    assert "First: Guardian appointed" in refused
    assert "<textarea" not in refused
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("guardian", {"name": "G", "independent": "yes"}),
        ("bia", {"views": "Wishes to go to school", "heard_by": "yes", "needs": "A bed"}),
        ("arrangement", {"kind": "foster", "siblings": "none"}),
        ("bid", {"panel": "Three", "guardian_there": "yes", "views": "Heard", "finding": "Stays"}),
    )
    for step, values in steps:
        assert record(client, case, step, 2, **values).status_code == 302
    page = course_of(client, case)
    assert "May be let go" in page
    assert "Wishes to go to school" in page
    assert "With a foster family" in page
    page_of = reverse("protection:case", args=[case])
    assert client.post(page_of, {"act": "conclude", "why": ""}).status_code == 422
    assert Matter.objects.for_body(here.id("children")).get(subject=matter).let_go is None
    assert client.post(page_of, {"act": "conclude", "why": "Cared for"}).status_code == 302
    assert Matter.objects.for_body(here.id("children")).get(subject=matter).let_go is not None


def test_a_childs_referral_says_why_it_hangs_on_no_consent_and_where_what_was_said_stands(here: Bodies) -> None:
    hold = uuid4()
    matter = here.told("children", "child", hold)
    referral = here.referred("children", "child_alone", purpose=CLAIM, hold=hold)
    client = worker(here.id("children"), 1)
    page = html.unescape(client.get(reverse("protection:referral", args=[referral])).content.decode())
    assert "A guardian is a child's right and hangs on nobody's consent." in page
    assert "before the authority" not in page, "nobody withdraws a childhood"
    assert reverse("protection:matter", args=[matter]) in page
    assert client.get(reverse("people:start"), follow=True).redirect_chain[-1][0] == reverse("protection:case-day")


def test_a_case_beside_an_open_matter_doesnt_say_that_nothing_keeps_a_post(here: Bodies) -> None:
    client, body = worker(here.id("shelter"), 1), here.id("shelter")
    case = case_opening.open_case(body, referral=here.referred("shelter"), actor=here.staff("shelter"))
    nothing = "Another body may have one; that isn't known here."
    assert nothing in course_of(client, case)
    here.told("shelter", "trafficking")
    page = course_of(client, case)
    assert nothing not in page
    assert "Is an open matter about the same person?" in page
    assert "No clock runs." not in page, "the first step is due today"


def test_the_time_to_recover_holds_and_says_until_when(here: Bodies) -> None:
    client, case, matter = opened(here, "shelter", "trafficking")
    record(client, case, "received", 5, language="Uzbek", child="no")
    record(client, case, "legal_aid", 5, counsel="Adolat", told="yes")
    assert record(client, case, "reasonable_grounds", 4).status_code == 302
    page = course_of(client, case)
    assert "Time to recover and reflect" in page
    assert "unless: The person ends the time to recover" in page
    early = record(client, case, "conclusive", outcome="confirmed", by="ngo", heard="yes", reasons="yes")
    assert early.status_code == 422
    assert "can&#x27;t be taken yet" in early.content.decode()
    client.post(reverse("protection:case", args=[case]), {"act": "conclude", "why": "Quick"})
    assert Matter.objects.for_body(here.id("shelter")).get(subject=matter).let_go is None


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_recorded(here: Bodies) -> None:
    client, case, _ = opened(here, "clinic", "health")
    answer = record(client, case, "received", -1, child="perhaps")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "This day is still to come" in page
    assert page.count("aria-invalid") >= 3
    assert not CaseStep.objects.for_body(here.id("clinic")).exists()
    record(client, case, "received", 3, language="Tajik", child="no")
    early = record(client, case, "screened", 9, consent="yes", care="none")
    assert "On that day something this step needs" in early.content.decode()
    before = record(client, case, "screened", 90, consent="yes", care="none")
    assert (before.status_code, "The matter was opened on" in before.content.decode()) == (422, True)
    unticked = record(client, case, "screened", 1, care="none")
    assert "Only if it is so" in unticked.content.decode()


def test_every_look_is_a_fact_and_nobody_else_sees_anything(here: Bodies) -> None:
    client, case, _ = opened(here, "clinic", "health")
    course_of(client, case)
    client.get(reverse("protection:case-step", args=[case, "received"]))
    assert Look.objects.filter(file=case).count() == 1
    stranger = worker(here.id("shelter"), 2)
    received = reverse("protection:case-step", args=[case, "received"])
    assert stranger.get(received).status_code == 404
    assert stranger.post(received, {"on": TODAY.isoformat()}).status_code == 404
    assert client.get(reverse("protection:case-step", args=[case, "nothing"])).status_code == 404
    assert client.get(reverse("protection:case-step", args=[uuid4(), "received"])).status_code == 404


@pytest.mark.parametrize("code", sorted(procedures()))
def test_a_form_can_be_made_and_filled_in_for_every_step(code: str) -> None:
    for step in procedures()[code].steps:
        data: dict[str, Any] = {"on": TODAY.isoformat()}
        for asked in step.fields:
            usual = {"confirm": "yes", "flag": "no", "date": TODAY.isoformat()}
            one = next(iter(asked.choices), usual.get(asked.kind, "some words"))
            data[f"value_{asked.name}"] = [one] if asked.kind == "choices" else one
        form = StepForm(step, data)
        assert form.is_valid(), (step.code, form.errors)
        assert problems(step, form.values) == ()
        empty = StepForm(step, {"on": TODAY.isoformat()})
        assert empty.is_valid() is not any(asked.required for asked in step.fields)


def test_every_code_of_a_course_has_words() -> None:
    codes = [f"procedure:{code}" for code in procedures()]
    for code, one in procedures().items():
        codes += [
            f"{kind}:{code}.{step.code}" for step in one.steps for kind in ("procedure_step", "needs", "unsettled")
        ]
        codes += [f"{kind}:{code}.{waiting.code}" for waiting in one.waitings for kind in ("waiting", "waits")]
        codes += [f"way:{code}.{way.code}" for way in one.ways]
    codes += [f"lack:{code}" for code in ("needs", "needs_value", "waits", "waits_or", "excluded", "ended", "ended_or")]
    codes += ["lack:taken", *(f"step_problem:{code}" for code in ("missing", "not_confirmed", "no_date", "no_choice"))]
    assert missing(codes) == []
    with translation.override("en"):
        assert word("needs:asylum.decided") == "Not yet: Decision"
