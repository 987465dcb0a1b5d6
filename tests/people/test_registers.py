"""Registers of people are what their facts say: rebuilt from the journal they come out the same."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from panah.journal.rebuild import differences
from panah.people import desk, devices, looks, sessions
from panah.people.access import Staff
from panah.people.models import Alarm, Look, Organisation, Role, SecurityEvent, SignIn, StaffMember
from tests.people.factories import PASSWORD, organisation, somebody

REGISTERS = ["organisations", "staff", "sign-ins", "security-events", "looks", "alarms"]


@pytest.fixture
def a_busy_week(fresh_database, posts, settings):
    """Something of everything that people can state."""
    settings.PANAH_BOOTH_SECOND_FACTOR = False
    here, there = posts
    officer, chief = somebody("first_line", post=here.id, family_name="Karimova"), somebody("administrator")
    somebody("administrator")
    desk.grant(officer.id, "second_line", there.id, actor=chief.id)
    desk.revoke(officer.id, "second_line", there.id, actor=chief.id, reason="moved")
    desk.grant(officer.id, "second_line", there.id, actor=chief.id)
    desk.rename(officer.id, "Aidai Karimova", actor=chief.id, family_name="Karimova")
    gone = somebody("commander", post=there.id)
    desk.leave(gone.id, actor=chief.id, reason="retired")
    back = somebody("commander", post=there.id)
    desk.leave(back.id, actor=chief.id)
    desk.come_back(back.id, actor=chief.id)
    place = organisation("Legal Clinic")
    desk.rename_organisation(place, "Legal Clinic Osh", actor=chief.id)
    desk.close_organisation(place, actor=chief.id)
    client = Client()
    colleague = somebody("first_line", post=here.id)
    for password in ("wrong", PASSWORD):
        client.post("/sign-in/", {"username": colleague.username, "password": password})
    client.post(reverse("people:place"), {"place": f"{here.id}/Lane 1"})
    sessions.end_all(colleague.account, "revoked", actor=chief.id)
    desk.issue_code(officer.account, actor=chief.id, reason="forgot it")
    desk.reset_factors(officer.account, actor=chief.id, reason="lost telephone")
    device, _ = devices.register_device("gate", here.id, ["inspect"], actor=chief.id)
    devices.revoke_device(device, actor=chief.id)
    at_work = Staff(officer.id, "Aidai", frozenset({"first_line"}), here.id)
    for _ in range(15):
        looks.record_look(at_work, uuid4(), "inspection", "test")
    looks.answer_alarm(Alarm.objects.first().subject, "explained", "many came", actor=somebody("monitor").id)


def test_there_is_something_in_every_register(a_busy_week):
    for table in (Organisation, StaffMember, Role, SignIn, SecurityEvent, Look, Alarm):
        assert table.objects.exists(), table


def test_a_rebuild_gives_the_same_rows(a_busy_week, as_owner):
    with as_owner():
        assert {name: differences(name) for name in REGISTERS} == {name: {} for name in REGISTERS}
