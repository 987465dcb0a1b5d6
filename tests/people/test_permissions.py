"""The table of who may do what, and its guards."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from panah.people.access import Staff, may
from panah.people.permissions import ACTS, UnknownActError, acts_of, allows
from panah.people.roles import ADMINISTRATOR, APART, DEVICE, POST_ROLES, ROLES, STAFF_ROLES, apart
from panah.web.views import open_to_all

HERE, THERE = uuid4(), uuid4()


def test_every_act_has_roles_that_exist_and_words():
    for act in ACTS.values():
        assert act.roles
        assert act.roles <= set(ROLES)
        assert str(act.description)


def test_the_administrator_has_no_act_with_personal_data_and_nobody_has_both():
    forbidden = {code for code, act in ACTS.items() if act.personal_data}
    assert forbidden
    assert not acts_of([ADMINISTRATOR]) & forbidden
    for role in STAFF_ROLES:
        if acts_of([role]) & forbidden:
            assert apart([ADMINISTRATOR, role])


def test_a_device_can_do_nothing_of_the_staff():
    assert all(DEVICE not in act.roles or act.roles == {DEVICE} for act in ACTS.values())


@given(st.sampled_from(sorted(ACTS)), st.sets(st.sampled_from(STAFF_ROLES)))
def test_another_post_never_allows_more_than_ones_own(code, roles):
    own = allows(code, roles, own=HERE, post=HERE)
    other = allows(code, roles, own=HERE, post=THERE)
    assert own == allows(code, roles, own=HERE)
    assert other <= own
    if ACTS[code].own_post and roles <= POST_ROLES:
        assert not other


@given(st.sampled_from(sorted(ACTS)), st.sets(st.sampled_from(STAFF_ROLES)), st.sets(st.sampled_from(STAFF_ROLES)))
def test_more_roles_never_allow_less(code, some, more):
    assert allows(code, some) <= allows(code, some | more)


def test_roles_apart_are_apart_both_ways():
    for role, others in APART.items():
        for other in others:
            assert apart([other, role])


def test_an_unknown_act_is_a_mistake_found_at_import():
    with pytest.raises(UnknownActError):
        may("border.fly")


def request_of(rf, staff):
    request = rf.get("/some/page/")
    request.staff = staff
    return request


@may("border.inspect", post="post")
def guarded(request, post=None):
    return HttpResponse("in")


def test_the_guard_sends_nobody_to_sign_in_and_back(rf):
    answer = guarded(request_of(rf, None))
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=%2Fsome%2Fpage%2F")


def test_the_guard_tells_htmx_to_leave_the_page(rf):
    request = rf.get("/some/page/", headers={"HX-Request": "true"})
    request.staff = None
    assert guarded(request).headers["HX-Redirect"] == "/sign-in/"


def test_the_guard_lets_through_by_role_and_own_post(rf):
    officer = Staff(uuid4(), "Aidai", frozenset({"first_line"}), HERE)
    assert guarded(request_of(rf, officer), post=HERE).content == b"in"
    with pytest.raises(PermissionDenied):
        guarded(request_of(rf, officer), post=THERE)
    with pytest.raises(PermissionDenied):
        guarded(request_of(rf, Staff(uuid4(), "Gulnara", frozenset({"administrator"}))), post=HERE)


def test_guards_can_be_seen_from_outside():
    assert guarded.panah_act == "border.inspect"
    assert open_to_all(lambda request: HttpResponse()).panah_open
