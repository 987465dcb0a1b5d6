"""Looks are open facts: none of them tells that somebody held was referred."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from panah.border.desk import holds
from panah.border.desk.decision import Decision
from panah.border.desk.history import file_of
from panah.people.models import Look
from panah.protection.desk import matters, referrals
from panah.protection.desk.replies import to_follow_up
from panah.protection.models import Matter
from tests.border.conftest import SECOND
from tests.people.factories import client_of, somebody
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.machines import here
from tests.protection.test_referrals import only, referred, shelter, yes
from tests.protection.test_vital import asked, clinic

__all__ = ["clinic", "here"]


def test_no_look_of_a_post_names_what_a_body_was_asked(here: Nodes) -> None:
    sent = referred(here, shelter(here), said=(yes(),))
    row = only(here, "shelter").row
    referrals.answer(row.reader, row.subject, "declined", reason="no_room", actor=CASE_WORKER)
    here.carry()
    [due] = to_follow_up(here.at.post)
    Look.objects.all().delete()
    client = client_of(somebody("second_line", post=here.at.post), post=here.at.post)
    follow, by_hand = (
        reverse("protection:referral-follow-up", args=[due.id]),
        reverse("protection:by-hand", args=[due.hold]),
    )
    assert sent.reference in client.get(follow).content.decode()
    assert sent.reference in client.get(by_hand).content.decode()
    assert Look.objects.count() == 0, "live work at the own post, as at the hold's own page"

    claim = only(here, "asylum").row
    matters.let_go(claim.reader, sent_matter(claim.reader), "Registered", actor=CASE_WORKER)
    here.carry()
    person = holds.get(due.hold).presentation
    holds.take(due.hold, actor=SECOND)
    holds.release_and_admit(due.hold, Decision(), actor=SECOND)
    other = client_of(somebody("second_line", post=here.at.post), post=here.at.post)
    for page in (follow, by_hand):
        assert sent.reference not in other.get(page).content.decode()
    assert other.post(follow, {"reason": "hold"}).status_code == 302
    for page in (follow, by_hand):
        assert sent.reference in other.get(page).content.decode()
    look = Look.objects.get()
    assert (look.file, look.screen) == (file_of(person), "border:hold"), "as at the hold's own page"


def test_nor_what_a_commander_was_asked_to_sign(clinic: Nodes) -> None:
    ask = asked(clinic, clinic.held(), health_told="Diabetes")
    Look.objects.all().delete()
    commander = client_of(somebody("commander", post=clinic.at.post), post=clinic.at.post)
    assert "Diabetes" in commander.get(reverse("protection:vital-decide", args=[ask])).content.decode()
    assert Look.objects.count() == 0


def sent_matter(reader: UUID) -> UUID:
    [row] = Matter.objects.for_body(reader)
    return UUID(str(row.subject))
