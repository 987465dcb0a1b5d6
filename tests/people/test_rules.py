"""When a look is unusual: properties that hold whatever the numbers in the data are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from panah.people.rules import (
    ALARM_RULES,
    MANY_LOOKS,
    NOT_AT_THIS_POST,
    REPEATED,
    SAME_FAMILY_NAME,
    UNUSUAL_HOUR,
    Circumstances,
    PastAlarm,
    PastLook,
    alarm_rules,
    family_key,
    unusual,
)
from panah.people.words import RULE_NAMES, RULE_TEXTS

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FILE = UUID(int=7)
RULES = alarm_rules()
QUIET = Circumstances(roles=frozenset({"first_line"}), reason="inspection", hour=12)
LOOK = PastLook(NOON, FILE)
MOST = RULES.many_looks["first_line"]

files = st.sampled_from([UUID(int=number) for number in range(5, 10)])
pasts = st.lists(
    st.builds(PastLook, st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda ago: NOON - ago), files), max_size=60
)


def rules_of(around: Circumstances, look: PastLook = LOOK) -> set[str]:
    return {finding.rule for finding in unusual(look, around, RULES)}


def looks(count: int, *, ago: timedelta, file: UUID | None = None) -> tuple[PastLook, ...]:
    return tuple(PastLook(NOON - ago, file or uuid4()) for _ in range(count))


def test_one_look_with_nothing_known_raises_nothing():
    assert rules_of(QUIET) == set()


def test_the_look_after_the_last_usual_one_raises_an_alarm_and_not_the_one_before():
    soon = timedelta(minutes=5)
    assert MANY_LOOKS not in rules_of(replace(QUIET, past=looks(MOST - 1, ago=soon)))
    assert MANY_LOOKS in rules_of(replace(QUIET, past=looks(MOST, ago=soon)))


def test_looks_before_the_window_are_forgotten():
    assert rules_of(replace(QUIET, past=looks(500, ago=RULES.many_window))) == set()


def test_one_alarm_is_enough_for_a_window():
    past = looks(MOST + 5, ago=timedelta(minutes=5))
    lately = PastAlarm(MANY_LOOKS, NOON - timedelta(minutes=4), FILE)
    long_ago = replace(lately, happened=NOON - RULES.many_window)
    assert MANY_LOOKS not in rules_of(replace(QUIET, past=past, raised=(lately,)))
    assert MANY_LOOKS in rules_of(replace(QUIET, past=past, raised=(long_ago,)))


@given(pasts, pasts)
def test_more_looks_never_hide_an_alarm(some, more):
    fewer = rules_of(replace(QUIET, past=tuple(some), here_known=True))
    assert fewer <= rules_of(replace(QUIET, past=tuple(some + more), here_known=True))


@given(pasts, st.randoms(use_true_random=False))
def test_the_order_of_looks_does_not_matter(past, random):
    shuffled = list(past)
    random.shuffle(shuffled)
    known = replace(QUIET, here_known=True)
    assert unusual(LOOK, replace(known, past=tuple(past)), RULES) == unusual(
        LOOK, replace(known, past=tuple(shuffled)), RULES
    )


@given(st.sets(st.sampled_from(sorted(RULES.many_looks)), min_size=1), pasts)
def test_another_role_never_makes_looks_more_unusual(roles, past):
    one = replace(QUIET, past=tuple(past), roles=frozenset({"first_line"}))
    more = replace(one, roles=one.roles | roles)
    assert (MANY_LOOKS in rules_of(more)) <= (MANY_LOOKS in rules_of(one))


def test_a_role_without_a_number_has_no_usual_looks():
    assert MANY_LOOKS in rules_of(replace(QUIET, roles=frozenset({"administrator"})))


def test_an_hour_never_worked_in_is_unusual_once_there_is_a_habit():
    worked = replace(QUIET, hour=3, worked_hours=frozenset(range(8, 20)), sign_ins=RULES.hour_sign_ins)
    assert UNUSUAL_HOUR in rules_of(worked)
    assert UNUSUAL_HOUR not in rules_of(replace(worked, hour=9))
    assert UNUSUAL_HOUR not in rules_of(replace(worked, sign_ins=RULES.hour_sign_ins - 1))
    raised = (PastAlarm(UNUSUAL_HOUR, NOON - RULES.hour_quiet + timedelta(minutes=1), FILE),)
    assert UNUSUAL_HOUR not in rules_of(replace(worked, raised=raised))


def test_a_person_who_was_not_here_lately_is_unusual():
    here = replace(QUIET, at_a_post=True, here_known=True, last_here=NOON - timedelta(hours=1))
    assert NOT_AT_THIS_POST not in rules_of(here)
    assert NOT_AT_THIS_POST in rules_of(replace(here, last_here=NOON - RULES.absent - timedelta(seconds=1)))
    assert NOT_AT_THIS_POST in rules_of(replace(here, last_here=None))
    assert NOT_AT_THIS_POST not in rules_of(replace(here, last_here=None, here_known=False))
    assert NOT_AT_THIS_POST not in rules_of(replace(here, last_here=None, at_a_post=False))
    assert NOT_AT_THIS_POST not in rules_of(replace(here, last_here=None, reason="request_of_person"))


def test_a_family_name_is_known_in_its_other_form_and_case():
    named = replace(QUIET, officer_family_name="Жўраев", file_family_names=frozenset({"ЖЎРАЕВА", "DJURAEVA"}))
    assert SAME_FAMILY_NAME in rules_of(named)
    assert SAME_FAMILY_NAME not in rules_of(replace(named, file_family_names=frozenset({"Каримова"})))
    assert SAME_FAMILY_NAME not in rules_of(replace(named, officer_family_name=""))
    assert SAME_FAMILY_NAME not in rules_of(replace(named, file_family_names=frozenset({""})))


@given(st.text())
def test_a_family_key_is_the_same_in_any_case(name):
    assert family_key(name.upper(), RULES) == family_key(name.upper().lower(), RULES)


def test_one_file_again_and_again_is_unusual_until_the_person_comes():
    known = replace(QUIET, here_known=True, past=looks(RULES.repeated_looks - 1, ago=timedelta(hours=3), file=FILE))
    assert REPEATED in rules_of(known)
    assert REPEATED not in rules_of(replace(known, past=known.past[1:]))
    assert REPEATED not in rules_of(replace(known, last_anywhere=NOON - timedelta(hours=2)))
    assert REPEATED in rules_of(replace(known, last_anywhere=NOON - timedelta(hours=4)))
    assert REPEATED not in rules_of(replace(known, raised=(PastAlarm(REPEATED, NOON - timedelta(hours=1), FILE),)))
    assert REPEATED in rules_of(replace(known, raised=(PastAlarm(REPEATED, NOON, UUID(int=8)),)))
    at_a_body = replace(known, roles=frozenset({"case_worker"}))
    assert REPEATED not in rules_of(replace(at_a_body, reason="case"))
    assert REPEATED in rules_of(replace(at_a_body, reason="request_of_person"))
    assert REPEATED in rules_of(replace(known, roles=frozenset({"second_line"}), reason="case"))


def test_every_rule_has_words_that_fit_what_it_saw():
    from panah.people.looks import words_of

    loud = replace(
        QUIET,
        past=looks(MOST, ago=timedelta(minutes=5), file=FILE),
        here_known=True,
        at_a_post=True,
        worked_hours=frozenset({9}),
        sign_ins=99,
        officer_family_name="Karimov",
        file_family_names=frozenset({"Karimova"}),
    )
    found = unusual(LOOK, loud, RULES)
    assert [finding.rule for finding in found] == list(ALARM_RULES)
    assert set(RULE_NAMES) == set(RULE_TEXTS) == set(ALARM_RULES)
    for finding in found:
        assert "%(" not in words_of(finding.rule, finding.parameters)
