"""Staff, roles and accounts: what can be done, and what the desk doesn't let anybody do."""

import pytest

from panah.people import desk, sessions
from panah.people.models import Role, StaffMember
from panah.people.problems import MESSAGES, PeopleProblemError
from panah.people.roles import POST_ROLES
from tests.people.factories import organisation, session_of, somebody

pytestmark = pytest.mark.django_db


def refused(code: str):
    assert code in MESSAGES
    return pytest.raises(PeopleProblemError, match=f"^{code}$")


def test_a_role_of_a_post_holds_there_and_nowhere_else(posts):
    here, there = posts
    officer = somebody("first_line", post=here.id)
    held = sessions.held_roles(officer.id)
    assert held.roles(here.id) == {"first_line"}
    assert held.roles(there.id) == frozenset()
    assert held.roles(None) == frozenset()


def test_a_role_of_the_country_holds_everywhere(posts):
    held = sessions.held_roles(somebody("headquarters").id)
    assert held.roles(posts[0].id) == {"headquarters"} == held.roles(None)


def test_a_revoked_role_is_gone_and_says_who_took_it(posts):
    officer, chief = somebody("commander", post=posts[0].id), somebody("administrator")
    desk.revoke(officer.id, "commander", posts[0].id, actor=chief.id)
    assert not sessions.held_roles(officer.id).all
    assert Role.objects.get(subject=officer.id).revoked_by == chief.id


def test_a_role_can_be_given_again(posts):
    officer = somebody("commander", post=posts[0].id)
    desk.revoke(officer.id, "commander", posts[0].id, actor=desk.SYSTEM)
    desk.grant(officer.id, "commander", posts[0].id, actor=desk.SYSTEM)
    assert sessions.held_roles(officer.id).all == {"commander"}


def test_roles_have_their_place(posts):
    officer = somebody()
    with refused("role_needs_post"):
        desk.grant(officer.id, "first_line", actor=desk.SYSTEM)
    with refused("role_without_post"):
        desk.grant(officer.id, "monitor", posts[0].id, actor=desk.SYSTEM)
    with refused("no_such_post"):
        desk.grant(officer.id, "first_line", officer.id, actor=desk.SYSTEM)
    with refused("no_such_role"):
        desk.grant(officer.id, "king", actor=desk.SYSTEM)


@pytest.mark.parametrize("other", ["first_line", "second_line", "commander", "monitor"])
def test_an_administrator_gets_no_role_that_sees_travellers(posts, other):
    administrator = somebody("administrator")
    with refused("roles_apart"):
        desk.grant(administrator.id, other, posts[0].id if other in POST_ROLES else None, actor=desk.SYSTEM)


def test_nobody_changes_their_own_roles(posts):
    chief = somebody("administrator")
    somebody("administrator")
    with refused("own_role"):
        desk.grant(chief.id, "headquarters", actor=chief.id)
    with refused("own_role"):
        desk.revoke(chief.id, "administrator", actor=chief.id)


def test_the_last_administrator_stays():
    chief = somebody("administrator")
    with refused("last_administrator"):
        desk.revoke(chief.id, "administrator", actor=desk.SYSTEM)
    with refused("last_administrator"):
        desk.leave(chief.id, actor=desk.SYSTEM)


def test_who_leaves_loses_roles_account_and_sessions(posts):
    officer = somebody("first_line", post=posts[0].id)
    session_of(officer, post=posts[0].id)
    desk.leave(officer.id, actor=desk.SYSTEM, reason="moved away")
    officer.account.refresh_from_db()
    assert StaffMember.objects.get(subject=officer.id).left
    assert not sessions.held_roles(officer.id).all
    assert not officer.account.is_active
    assert not officer.account.open_sessions.exists()
    with refused("has_left"):
        desk.grant(officer.id, "first_line", posts[0].id, actor=desk.SYSTEM)


def test_who_comes_back_starts_without_roles_and_password(posts):
    officer = somebody("first_line", post=posts[0].id)
    desk.leave(officer.id, actor=desk.SYSTEM)
    desk.come_back(officer.id, actor=desk.SYSTEM)
    officer.account.refresh_from_db()
    assert officer.account.is_active
    assert not officer.account.has_usable_password()
    assert not sessions.held_roles(officer.id).all


@pytest.mark.parametrize("username", ["", "ab", "has space", "кириллица", "a" * 61, "-dash"])
def test_user_names_have_a_form(username):
    staff = desk.hire("Aidai", organisation(), actor=desk.SYSTEM)
    with refused("username_form"):
        desk.create_account(staff, username, actor=desk.SYSTEM)


def test_user_names_are_given_once_in_any_case():
    taken = somebody()
    staff = desk.hire("Aidai", organisation(), actor=desk.SYSTEM)
    with refused("username_taken"):
        desk.create_account(staff, taken.username.upper(), actor=desk.SYSTEM)


def test_an_account_has_no_default_password():
    staff = desk.hire("Aidai", organisation(), actor=desk.SYSTEM)
    opened = desk.create_account(staff, "aidai", actor=desk.SYSTEM)
    assert not opened.account.has_usable_password()
    assert opened.account.must_change
    assert opened.code not in str(opened.account.__dict__)


def test_second_factors_go_with_two_administrators_or_a_reason():
    officer, one, other = somebody("headquarters"), somebody("administrator"), somebody("administrator")
    with refused("no_request"):
        desk.confirm_reset(officer.account, actor=one.id)
    desk.ask_reset(officer.account, actor=one.id)
    with refused("same_administrator"):
        desk.confirm_reset(officer.account, actor=one.id)
    desk.confirm_reset(officer.account, actor=other.id)
    with refused("reason_needed"):
        desk.reset_factors(officer.account, actor=one.id, reason=" ")
    desk.reset_factors(officer.account, actor=one.id, reason="telephone fell into the river")
    with refused("own_account"):
        desk.reset_factors(one.account, actor=one.id, reason="telephone fell into the river")


def test_an_organisation_with_staff_stays():
    place = organisation()
    staff = desk.hire("Aidai", place, actor=desk.SYSTEM)
    with refused("organisation_in_use"):
        desk.close_organisation(place, actor=desk.SYSTEM)
    desk.leave(staff, actor=desk.SYSTEM)
    desk.close_organisation(place, actor=desk.SYSTEM)
    with refused("no_such_organisation"):
        desk.hire("Bakyt", place, actor=desk.SYSTEM)


def test_the_first_administrator_signs_in_with_a_code():
    elsewhere = desk.hire("Bakyt", desk.register_organisation("Another post", actor=desk.SYSTEM), actor=desk.SYSTEM)
    desk.grant(elsewhere, "administrator", actor=desk.SYSTEM)
    assert not desk.has_administrator()  # whom another node's entries tell of has no account here
    first = desk.first_administrator("Gulnara", "gulnara", "Border service")
    assert desk.has_administrator()
    assert sessions.held_roles(first.account.staff).all == {"administrator"}
    assert len(first.code.replace("-", "")) == 12
