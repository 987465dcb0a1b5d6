"""What the checks say at the line: the decisive sentence, its doubts, and what never counts against anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError, Place
from panah.border.facts.groups import Listed
from panah.border.models import Crossing
from panah.border.rules.findings import Finding, decisive, worst
from panah.documents import PartialDate, read_mrz
from panah.journal.entries import Statement
from panah.journal.record import record
from tests.border.conftest import OFFICER, AtThePost, found_later, passport, zone


def codes(opened: desk.Opened, area: str = "") -> set[str]:
    return {one.code for one in opened.advice.findings if not area or one.area == area}


def scanned(here: AtThePost, text: str, direction: str = "entry") -> desk.Opened:
    return desk.open_presentation(None, read_mrz(text), direction=direction, place=here.place, actor=OFFICER)  # type: ignore[arg-type]


def test_a_sound_document_is_green(here: AtThePost) -> None:
    opened = scanned(here, zone(passport()))
    assert opened.advice.state("document") == "green"
    assert opened.advice.decisive("document").code == "document_sound"  # type: ignore[union-attr]


def test_a_wrong_check_digit_is_red_and_named(here: AtThePost) -> None:
    lines = zone(passport(number="N12308567"))
    opened = scanned(here, lines.replace("N12308567", "N12308568"))
    wrong = [one for one in opened.advice.of("document") if one.code == "problem_check_digit"]
    assert opened.advice.state("document") == "red"
    assert "number" in {one.params["field"] for one in wrong}


@pytest.mark.parametrize(
    ("nationality", "direction", "state"),
    [("UZB", "entry", "red"), ("UZB", "exit", "amber"), ("KAZ", "entry", "amber"), ("KAZ", "exit", "amber")],
)
def test_an_ended_document_is_red_only_for_foreigners_who_enter(
    here: AtThePost, nationality: str, direction: str, state: str
) -> None:
    document = passport(nationality, expiry_date=PartialDate.of(date(2024, 1, 1)))
    assert here.open(document, direction).advice.state("document") == state


def test_a_document_that_ends_soon(here: AtThePost) -> None:
    soon = PartialDate.of(datetime.now(UTC).date() + timedelta(days=20))
    opened = here.open(passport(expiry_date=soon))
    assert "document_expires_soon" in codes(opened)
    assert "document_expires_soon" not in codes(here.open(passport(expiry_date=soon), "exit"))


@pytest.mark.parametrize("nationality", ["XXA", "XXB", "XXC", "XXX", "AFG", "SYR", "UNA", "UZB"])
def test_nationality_never_lowers_a_sound_document(here: AtThePost, nationality: str) -> None:
    document = passport(nationality, issuer="KAZ")
    assert scanned(here, zone(document)).advice.state("document") == "green"


def test_a_convention_travel_document_is_called_what_it_is(here: AtThePost) -> None:
    assert "convention_refugee" in codes(scanned(here, zone(passport("XXB", issuer="KAZ"))))
    assert "convention_stateless" in codes(scanned(here, zone(passport("XXA", issuer="KAZ"))))


def test_nationals_are_never_red_for_stay(here: AtThePost) -> None:
    document = passport("KAZ")
    here.cross(document, "entry", timedelta(days=900))
    for direction in ("entry", "exit"):
        advice = here.open(document, direction).advice
        assert advice.state("stay") == "green"
        assert advice.stay is None
        assert advice.capacity == "national"


def test_a_national_crosses_without_a_rule_of_stay(here: AtThePost) -> None:
    opened = here.open(passport("KAZ"))
    desk.admit(opened.presentation, desk.Decision(capacity="national"), actor=OFFICER)
    crossing = Crossing.objects.get()
    assert (crossing.leave_by, crossing.regime) == (None, "")


def test_the_stay_says_until_when_and_how_much_is_used(here: AtThePost) -> None:
    document = passport("KGZ")
    here.cross(document, "entry", timedelta(days=60))
    here.cross(document, "exit", timedelta(days=51))
    found = here.open(document).advice.decisive("stay")
    assert found is not None
    assert found.code == "stay_until_counted"
    assert (found.params["used"], found.params["limit"]) == (11, 90)
    assert str(found.params["leave_by"]) > datetime.now(UTC).date().isoformat()


def test_used_up_days_are_red_and_still_no_refusal(here: AtThePost) -> None:
    document = passport("KGZ")
    here.cross(document, "entry", timedelta(days=100))
    here.cross(document, "exit", timedelta(days=5))
    opened = here.open(document)
    assert opened.advice.state("stay") == "red"
    assert not opened.advice.must_set_aside
    desk.set_aside(opened.presentation, actor=OFFICER)


def test_an_exit_without_entry_is_a_doubt(here: AtThePost) -> None:
    assert "no_entry_known" in codes(here.open(direction="exit"), "history")
    assert "no_entry_known" not in codes(here.open(passport("KAZ"), "exit"), "history")


def test_first_seen_and_known(here: AtThePost) -> None:
    document = passport()
    assert "first_seen" in codes(here.open(document))
    here.cross(document, "entry", timedelta(days=30))
    here.cross(document, "exit", timedelta(days=20))
    assert "last_exit" in codes(here.open(document))


def test_who_crosses_daily(here: AtThePost) -> None:
    document = passport()
    for day in range(12, 0, -1):
        here.cross(document, "entry", timedelta(days=day, hours=5))
        here.cross(document, "exit", timedelta(days=day))
    assert "crosses_often" in codes(here.open(document))


def test_the_same_document_at_two_posts(here: AtThePost, make_post: Callable[..., UUID]) -> None:
    there = make_post("Korday")
    document = passport()
    elsewhere = desk.open_presentation(document, direction="entry", place=Place(there, "1"), actor=OFFICER)
    desk.admit(elsewhere.presentation, actor=OFFICER)
    found = [one for one in here.open(document).advice.findings if one.code == "scanned_elsewhere"]
    assert [one.state for one in found] == ["red"]


def test_another_document_of_perhaps_the_same_person_is_a_stated_doubt(here: AtThePost) -> None:
    here.cross(passport(number="OLD1", birth="1990-02-03"), "entry", timedelta(days=30))
    here.cross(passport(number="OLD1", birth="1990-02-03"), "exit", timedelta(days=20))
    opened = here.open(passport(number="NEW2", birth="1990-02-03"))
    [doubt] = [one for one in opened.advice.findings if one.code == "other_document"]
    assert doubt.state == "unknown"
    assert "first_seen" in codes(opened)


def test_a_listed_resident_is_known_by_the_document(here: AtThePost) -> None:
    document = passport()
    here.open(document)
    listed = Listed(
        sort="local_resident",
        issuer=document.issuer,
        number=document.number,
        name="R. Karimov",
        valid_from="2026-01-01",
        valid_to="2030-01-01",
    )
    record([Statement(listed, UUID(int=77), datetime.now(UTC))], actor=OFFICER.id)
    advice = here.open(document).advice
    assert advice.capacity == "local_resident"
    assert "listed_local_resident" in {one.code for one in advice.findings}


def test_without_anything_it_still_goes_on(here: AtThePost) -> None:
    opened = desk.open_presentation(None, direction="entry", place=here.place, actor=OFFICER, description="a man")
    assert {"document_none", "child_alone"} <= codes(opened)
    with pytest.raises(DeskError):
        desk.admit(opened.presentation, actor=OFFICER)
    desk.admit(opened.presentation, desk.Decision(plainly_adult=True, papers_later=True), actor=OFFICER)
    assert Crossing.objects.get().papers_later


def test_papers_that_are_still_to_come_are_remembered(here: AtThePost) -> None:
    document = passport()
    here.cross(document, "entry", timedelta(days=3), papers_later=True)
    assert "papers_outstanding" in codes(here.open(document, "exit"))


def test_late_findings_join_and_keep_their_place(here: AtThePost) -> None:
    opened = here.open()
    before = desk.get(opened.presentation).advice.findings
    found_later(opened.presentation, Finding("history", "amber", "other_document"))
    after = desk.get(opened.presentation).advice.findings
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_what_is_not_known_neither_hides_nor_outweighs_what_is() -> None:
    known, unknown = Finding("stay", "green", "stay_until"), Finding("stay", "unknown", "stays:no_rule")
    assert worst([known, unknown], "stay") == "green"
    assert worst([unknown], "stay") == "unknown"
    assert decisive([unknown, known], "stay") == known


def test_an_inspection_takes_few_round_trips_however_long_the_history(here: AtThePost) -> None:
    document = passport()
    opened = here.open(document)
    with CaptureQueriesContext(
        connection,
    ) as short:
        here.open(document)
    for day in range(15, 0, -1):
        here.cross(document, "entry", timedelta(days=day, hours=5))
        here.cross(document, "exit", timedelta(days=day))
    with CaptureQueriesContext(connection) as long:
        again = here.open(document)
    with CaptureQueriesContext(connection) as admitted:
        desk.admit(again.presentation, actor=OFFICER)
    assert len(long) == len(short)
    assert len(long) <= 8
    assert len(admitted) <= 14
    assert opened.presentation != again.presentation
