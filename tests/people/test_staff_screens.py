"""The administrator's screens."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from panah.people import desk, sessions
from panah.people.models import Account, Organisation, Role, StaffMember, TotpSecret
from tests.people.factories import client_of, organisation, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(posts):
    somebody("administrator")
    return somebody("administrator", name="Gulnara Osmonova")


@pytest.fixture
def office(chief):
    return client_of(chief)


def names(answer) -> list[str]:
    return [row.name for row in answer.context["table"].page.object_list]


def test_somebody_is_added_with_a_code_that_lets_them_in(office, posts):
    given = {"name": "Aidai  Karimova", "organisation": str(organisation()), "username": "Aidai.K"}
    shown = office.post(reverse("people:staff-add"), given)
    code = shown.context["code"]
    assert code in shown.content.decode()
    staff = StaffMember.objects.get(name="Aidai Karimova").subject
    assert office.post(
        reverse("people:staff-grant", args=[staff]), {"role": "first_line", "post": str(posts[1].id)}
    ).url
    assert sessions.held_roles(staff).roles(posts[1].id) == {"first_line"}
    answer = Client().post("/sign-in/", {"username": "aidai.k", "password": code})
    assert answer.url == reverse("people:new-password")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_half_done(office, chief):
    before = StaffMember.objects.count()
    given = {"name": "Aidai", "organisation": str(organisation()), "username": chief.username}
    answer = office.post(reverse("people:staff-add"), given)
    assert answer.status_code == 422
    assert "username" in answer.context["form"].errors
    assert StaffMember.objects.count() == before


def test_the_list_is_searched_filtered_sorted_and_saved(office, posts):
    here, there = posts
    somebody("first_line", post=here.id, name="Aidai Karimova")
    somebody("commander", post=there.id, name="Нурлан Жўраев")
    gone = somebody("commander", post=there.id, name="Bakyt Usenov")
    desk.leave(gone.id, actor=desk.SYSTEM)
    address = reverse("people:staff")
    assert names(office.get(address, {"role": "commander"})) == ["Нурлан Жўраев"]
    assert names(office.get(address, {"post": str(here.id)})) == ["Aidai Karimova"]
    assert names(office.get(address, {"state": "left"})) == ["Bakyt Usenov"]
    assert "Bakyt Usenov" not in names(office.get(address, {"state": "here"}))
    assert names(office.post(address, {"q": "карим"})) == []
    assert names(office.post(address, {"q": "KARIM aid"})) == ["Aidai Karimova"]
    assert names(office.post(address, {"q": gone.username})) == ["Bakyt Usenov"]
    assert len(names(office.get(address, {"role": "king", "post": "nowhere"}))) == 5
    up, down = (names(office.get(address, {"staff-sort": order})) for order in ("name", "-name"))
    assert up == down[::-1]
    saved = office.get(reverse("people:staff-export"), {"role": "first_line"}).content.decode("utf-8-sig")
    assert "Aidai Karimova" in saved
    assert "Bakyt" not in saved


def test_roles_are_given_and_ended(office, posts):
    officer = somebody(name="Aidai Karimova")
    grant, revoke = (reverse(f"people:staff-{act}", args=[officer.id]) for act in ("grant", "revoke"))
    assert office.post(grant, {"role": "commander", "post": "country"}).status_code == 422
    assert office.post(grant, {"role": "monitor", "post": str(posts[0].id)}).status_code == 422
    assert office.post(grant, {"role": "king", "post": "country"}).status_code == 422
    assert office.post(grant, {"role": "headquarters", "post": "country"}).status_code == 302
    assert office.post(grant, {"role": "monitor", "post": "country"}).status_code == 422
    office.post(revoke, {"role": "headquarters", "post": ""})
    assert not Role.objects.filter(subject=officer.id, revoked=None).exists()
    page = office.get(reverse("people:staff-member", args=[officer.id]))
    assert len(page.context["past"].rows) == 1


def test_the_administrator_finds_no_way_to_change_the_own_roles(office, chief):
    page = office.get(reverse("people:staff-member", args=[chief.id])).content.decode()
    for act in ("grant", "revoke", "leave", "code", "reset"):
        assert reverse(f"people:staff-{act}", args=[chief.id]) not in page
    office.post(reverse("people:staff-grant", args=[chief.id]), {"role": "headquarters", "post": "country"})
    office.post(reverse("people:staff-leave", args=[chief.id]))
    office.post(reverse("people:staff-code", args=[chief.id]))
    assert sessions.held_roles(chief.id).all == {"administrator"}
    assert office.get(reverse("people:staff")).status_code == 200


def test_leaving_and_coming_back(office, posts):
    officer = somebody("first_line", post=posts[0].id)
    office.post(reverse("people:staff-leave", args=[officer.id]), {"reason": "moved"})
    assert StaffMember.objects.get(subject=officer.id).left
    assert office.get(reverse("people:staff-member", args=[officer.id])).status_code == 200
    office.post(reverse("people:staff-return", args=[officer.id]))
    assert not StaffMember.objects.get(subject=officer.id).left


def test_a_name_is_corrected(office):
    officer = somebody(name="Aidai Karimva")
    address = reverse("people:staff-rename", args=[officer.id])
    assert office.post(address, {"name": ""}).status_code == 422
    assert office.post(address, {"name": "Aidai Karimova", "family_name": "Karimova"}).status_code == 302
    assert StaffMember.objects.get(subject=officer.id).family_name == "Karimova"


def test_a_lost_second_step_takes_two_administrators_or_a_reason(office, posts):
    from django.utils import timezone

    officer, other = somebody("commander", post=posts[0].id), client_of(somebody("administrator"))
    address = reverse("people:staff-reset", args=[officer.id])

    def lose() -> None:
        TotpSecret.objects.create(account=officer.account, secret=b"sealed", created=timezone.now())

    lose()
    office.post(address, {"act": "ask"})
    office.post(address, {"act": "confirm"})
    assert TotpSecret.objects.exists(), "the same administrator doesn't confirm"
    assert other.get(reverse("people:staff-member", args=[officer.id])).context["asked"]
    other.post(address, {"act": "confirm"})
    assert not TotpSecret.objects.exists()
    lose()
    assert office.post(address, {"act": "alone", "reason": ""}).status_code == 422
    assert office.post(address, {"act": "alone", "reason": "telephone stolen"}).status_code == 302
    assert not TotpSecret.objects.exists()


def test_a_new_code_is_shown_once(office, posts):
    officer = somebody("first_line", post=posts[0].id)
    shown = office.post(reverse("people:staff-code", args=[officer.id]))
    code = shown.context["code"]
    assert re.fullmatch(r"[0-9a-z]{4}(-[0-9a-z]{4}){2}", code)
    assert code not in office.get(reverse("people:staff-member", args=[officer.id])).content.decode()
    assert not Account.objects.get(staff=officer.id).has_usable_password()


def test_organisations_are_registered_renamed_and_closed(office):
    address = reverse("people:organisations")
    assert office.post(address, {"name": "", "type": "ngo"}).status_code == 422
    office.post(address, {"name": "Legal Clinic", "type": "ngo"})
    one = reverse("people:organisation", args=[Organisation.objects.get(name="Legal Clinic").subject])
    assert office.get(one).status_code == 200
    office.post(one, {"act": "rename", "name": "Legal Clinic Osh"})
    assert Organisation.objects.get(name="Legal Clinic Osh")
    office.post(one, {"act": "close"})
    assert Organisation.objects.get(name="Legal Clinic Osh").closed
    assert office.get(one).status_code == 200


@pytest.mark.parametrize("name", ["staff-member", "organisation", "device", "staff-rename", "staff-code"])
def test_what_is_not_there_is_said_so(office, name):
    address = reverse(f"people:{name}", args=[uuid4()])
    given = {"name": "Somebody"} if name == "staff-rename" else {}
    answer = office.post(address, given) if name in {"staff-rename", "staff-code"} else office.get(address)
    assert answer.status_code == 404
