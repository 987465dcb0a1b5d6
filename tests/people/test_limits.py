"""How long sessions last and how waiting grows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panah.people.limits import SessionState, limits, needs_second_factor, session_state, wait_after
from panah.people.roles import POST_ROLES, STAFF_ROLES

OPENED = datetime(2026, 3, 1, 8, tzinfo=UTC)
RULES = limits()
roles = st.sets(st.sampled_from(STAFF_ROLES), min_size=1)


def test_every_role_has_its_limits():
    assert set(RULES.roles) == set(STAFF_ROLES)


def test_nobody_stays_longer_than_a_shift_of_twelve_hours():
    assert all(limit.shift <= timedelta(hours=12) for limit in RULES.roles.values())


@given(st.integers(0, 10_000))
def test_waiting_grows_up_to_its_longest(failures):
    wait, longer = wait_after(failures, RULES), wait_after(failures + 1, RULES)
    assert timedelta(0) <= wait <= longer <= RULES.longest_wait
    assert (wait == timedelta(0)) == (failures < RULES.free_failures)


@given(roles, roles)
def test_another_role_never_makes_limits_looser(some, more):
    fewer, both = RULES.of(some), RULES.of(some | more)
    assert both.idle <= fewer.idle
    assert both.shift <= fewer.shift
    assert both.idle_locks <= fewer.idle_locks
    assert both.second_factor_always >= fewer.second_factor_always


def test_unknown_roles_get_the_strictest_limits():
    assert RULES.of([]) == RULES.of(STAFF_ROLES)


@given(roles, st.timedeltas(timedelta(0), timedelta(days=2)), st.timedeltas(timedelta(0), timedelta(days=2)))
def test_a_session_that_is_over_stays_over(held, seen, later):
    limit = RULES.of(held)

    def state(after: timedelta) -> SessionState:
        return session_state(opened=OPENED, last_seen=OPENED, now=OPENED + after, limit=limit)

    over = {SessionState.IDLE, SessionState.SHIFT}
    if state(seen) in over:
        assert state(seen + later) in over
    if state(seen) is not SessionState.OPEN:
        assert state(seen + later) is not SessionState.OPEN


def test_idle_covers_a_post_and_ends_elsewhere():
    for role in STAFF_ROLES:
        limit = RULES.of([role])
        now = OPENED + limit.idle
        found = session_state(opened=OPENED, last_seen=OPENED, now=now, limit=limit)
        assert found is (SessionState.LOCK if role in POST_ROLES else SessionState.IDLE)


@given(roles)
def test_only_the_booth_can_do_without_a_second_factor(held):
    assert needs_second_factor(held, booth=True, rules=RULES)
    assert needs_second_factor(held, booth=False, rules=RULES) == (held != {"first_line"})
