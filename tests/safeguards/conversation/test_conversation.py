"""The guided conversation: fear stops the questions, nothing is required, nothing recorded is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.children import Age
from panah.safeguards.conversation import (
    MARKS,
    REMINDERS,
    VERDICTS,
    Answer,
    Entry,
    Mark,
    Presence,
    Talk,
    TalkError,
    UnknownQuestionError,
    card,
    course,
    expresses_fear,
    interpreter_sources,
    may_ask,
    profile,
    questions,
    record,
    roles,
    signs,
    steps,
    to_ask,
)
from panah.safeguards.conversation.guide import read
from panah.safeguards.indicators import UnknownIndicatorError, indicators
from panah.safeguards.tables import DataError, parse

ADULT = Age(30, 30)
MERITS = {code for code, one in questions().items() if not one.after_fear}


def _answers() -> list[tuple[str, str]]:
    found = [(code, value) for code, one in questions().items() for value in one.values]
    found += [(code, "words") for code, one in questions().items() if one.kind == "text"]
    return found + [
        (code, sign.id)
        for code, one in questions().items()
        for sign in indicators().values()
        if sign.category in one.categories and not sign.group
    ]


TIMES = st.integers(0, 20)
ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(
        lambda one, at, by: Answer(one[0], one[1], at, by), st.sampled_from(_answers()), TIMES, st.sampled_from("ab")
    ),
    st.builds(Mark, st.sampled_from(MARKS), TIMES),
    st.builds(
        lambda role, code, here, at, source: Presence(role, code, here, at, source=source),
        st.sampled_from(sorted(roles())),
        st.sampled_from("xy"),
        st.booleans(),
        TIMES,
        st.sampled_from(sorted(interpreter_sources())),
    ),
)
TALKS = st.lists(ENTRIES, max_size=12).map(lambda entries: record(Talk(), *entries))


def test_at_the_first_expressed_fear_questions_on_the_merits_stop() -> None:
    before = record(Talk(), Answer("language.spoken", "ps", 1))
    assert may_ask(before, "screen.papers").allowed
    after = record(before, Answer("own_words.heard", "asylum.fears_war", 2))
    assert may_ask(after, "screen.papers").code == "ask:fear_was_said"
    assert {one.step for one in to_ask(after)} == {
        "present", "language", "comfort", "explained", "own_words", "health", "family", "contact", "referral", "closing"
    }  # fmt: skip
    assert "asylum" in profile(after, age=ADULT).urgent


def test_what_remains_is_language_family_urgent_needs_safe_contact_and_referral() -> None:
    assert {questions()[code].step for code in MERITS} == {"own_words", "screen", "child", "health", "citizenship"}
    assert all(code in MERITS for code, one in questions().items() if one.step in ("screen", "citizenship"))


@pytest.mark.parametrize(
    "entry",
    [
        Mark("fear", 5),
        Answer("own_words.afraid", "yes", 5),
        *(
            Answer("own_words.heard", one, 5)
            for one in ("asylum.sur_place", "asylum.wrote_or_pointed", "needs.torture_told")
        ),
        Answer("own_words.seen", "asylum.shows_fear", 5),
    ],
    ids=str,
)
def test_fear_in_any_form(entry: Entry) -> None:
    talk = record(Talk(), entry)
    assert course(talk).feared_at == 5
    assert not MERITS.intersection(one.id for one in to_ask(talk, child=True))
    assert "asylum" in profile(talk, age=ADULT).codes


def test_the_first_expression_of_fear_counts() -> None:
    talk = record(Talk(), Mark("fear", 9), Answer("own_words.afraid", "yes", 3), Answer("screen.debt", "yes", 6))
    assert course(talk).feared_at == 3
    assert [one.question for one in course(talk).after_fear] == ["screen.debt"]


@given(TALKS, TALKS, st.booleans())
def test_once_fear_was_said_nothing_takes_it_back(talk: Talk, more: Talk, child: bool) -> None:
    before, after = course(talk, child=child), course(talk | more, child=child)
    if before.feared:
        assert after.feared
        assert not MERITS.intersection(one.id for one in to_ask(talk | more, child=child))


@given(TALKS, TALKS, TALKS)
def test_two_tabs_join_as_a_set(one: Talk, two: Talk, three: Talk) -> None:
    assert one | two == two | one
    assert (one | two) | three == one | (two | three)
    assert one | one == one
    assert course(one | two) == course(two | one)
    assert one.entries <= (one | two).entries


@given(st.lists(ENTRIES, max_size=10).flatmap(lambda entries: st.tuples(st.just(entries), st.permutations(entries))))
def test_the_order_of_recording_doesnt_matter(pair: tuple[list[Entry], list[Entry]]) -> None:
    left, right = (record(Talk(), *entries) for entries in pair)
    assert course(left) == course(right)
    assert to_ask(left) == to_ask(right)
    assert signs(left) == signs(right)


@given(TALKS, TALKS)
def test_more_answers_never_take_a_need_away(talk: Talk, more: Talk) -> None:
    assert profile(talk, age=ADULT).codes <= profile(talk | more, age=ADULT).codes


def test_answers_that_differ_are_both_kept_and_shown() -> None:
    talk = record(Talk(), Answer("screen.papers", "self", 1, "a")) | record(
        Talk(), Answer("screen.papers", "somebody_else", 1, "b")
    )
    assert set(talk.values("screen.papers")) == {"self", "somebody_else"}
    assert course(talk).differing == ("screen.papers",)
    assert "talk:answers_differ" in course(talk).reminders
    assert "trafficking" in profile(talk, age=ADULT).codes


@given(TALKS, ENTRIES)
def test_whatever_is_told_is_heard_whatever_the_state(talk: Talk, entry: Entry) -> None:
    assert entry in record(talk, entry).entries


def test_an_answer_on_the_merits_after_fear_is_kept_and_shown() -> None:
    late = Answer("screen.debt", "yes", 9)
    talk = record(Talk(), Mark("fear", 5), late, Answer("screen.pay", "no", 4))
    assert course(talk).after_fear == (late,)
    assert "talk:asked_after_fear" in course(talk).reminders
    assert "trafficking" in profile(talk, age=ADULT).codes


def test_what_is_told_unasked_after_fear_was_not_asked() -> None:
    talk = record(Talk(), Mark("fear", 5), Answer("own_words.told", "They burnt the house", 9))
    assert may_ask(talk, "own_words.told").code == "ask:fear_was_said"
    assert course(talk).after_fear == ()


def test_breaks_and_stopping_at_any_time() -> None:
    talk = record(Talk(), Mark("break", 3))
    assert (course(talk).state, to_ask(talk)) == ("on_break", ())
    talk = record(talk, Mark("resume", 4))
    assert course(talk).state == "open"
    assert to_ask(talk)
    talk = record(talk, Mark("stop", 5))
    assert may_ask(talk, "health.ill").code == "ask:stopped"
    assert course(record(talk, Mark("resume", 5))).state == "stopped", "in doubt the person's wish to stop counts"
    assert course(record(talk, Mark("resume", 6))).state == "open"
    assert course(record(talk, Mark("end", 7))).state == "ended"


def test_nothing_is_required() -> None:
    ended = record(Talk(), Mark("end", 1))
    assert course(ended).state == "ended"
    assert profile(ended, age=ADULT).needs == ()
    for one in questions().values():
        if one.kind in ("yes_no", "choice"):
            assert {"skip", "unknown"} <= set(one.values)


def test_the_trafficking_screen_has_at_most_ten_questions() -> None:
    own = [one for one in questions().values() if one.step == "screen"]
    assert 5 <= len(own) <= 10
    assert all(one.alone and not one.after_fear for one in own)


def test_torture_and_sexual_violence_are_never_asked() -> None:
    asked = [one for one in questions().values() if not one.heard]
    words = re.compile(r"tortur|rape|sexual|violence|abuse", re.IGNORECASE)
    assert not [one.id for one in asked if words.search(one.text)]
    stands_for = {code for one in asked for codes in one.says.values() for code in codes}
    assert not {code for code in stands_for if indicators()[code].told_only}
    heard = questions()["own_words.heard"]
    assert {one.category for one in indicators().values() if one.told_only} <= heard.categories


def test_health_is_for_care_and_has_no_way_to_refusal() -> None:
    for one in questions().values():
        for codes in one.says.values() if one.step == "health" else ():
            for code in codes:
                assert indicators()[code].needs


def test_an_interpreter_from_an_embassy_never_goes_on() -> None:
    for source, one in interpreter_sources().items():
        talk = record(Talk(), Presence("interpreter", "I-7", True, 1, "phone", source))
        expected = "ask:interpreter_not_safe" if one.never else "ask:may_ask"
        assert may_ask(talk, "own_words.told").code == expected
        assert may_ask(talk, "language.interpreter").allowed, "another interpreter can still be found"
        assert bool(one.reason) == one.never
    assert interpreter_sources()["embassy"].never
    assert interpreter_sources()["family"].never


def test_each_adult_alone() -> None:
    together = record(Talk(), Presence("companion", "P-1", True, 1))
    assert may_ask(together, "screen.afraid").code == "ask:not_alone"
    assert "talk:not_alone" in course(together).reminders
    assert may_ask(together, "health.ill").allowed
    alone = record(together, Presence("companion", "P-1", False, 2))
    assert may_ask(alone, "screen.afraid").allowed
    in_doubt = record(alone, Presence("companion", "P-1", True, 2, by="other tab"))
    assert not may_ask(in_doubt, "screen.afraid").allowed


def test_a_support_person_or_lawyer_may_stay() -> None:
    talk = record(Talk(), Presence("lawyer", "L", True, 1), Presence("support", "S", True, 1))
    assert may_ask(talk, "own_words.afraid").allowed


def test_children_have_their_questions_and_their_guardian() -> None:
    assert may_ask(Talk(), "child.want").code == "ask:for_children"
    assert may_ask(Talk(), "child.want", child=True).allowed
    assert "talk:guardian_missing" in course(Talk(), child=True).reminders
    there = record(Talk(), Presence("guardian", "G", True, 1))
    assert "talk:guardian_missing" not in course(there, child=True).reminders
    unwilling = profile(record(Talk(), Answer("child.want", "no", 1)), age=Age(12, 12), accompanied=True)
    assert {"child_at_risk", "best_interests"} <= set(unwilling.urgent)


def test_the_persons_choice_of_the_officer() -> None:
    talk = record(Talk(), Answer("present.officer", "woman", 1), Presence("officer", "O", True, 1, source="man"))
    assert "talk:other_officer_wished" in course(talk).reminders
    assert (
        "talk:other_officer_wished"
        not in course(record(talk, Presence("officer", "O2", True, 2, source="woman"))).reminders
    )


@given(TALKS, st.booleans(), st.sampled_from(sorted(questions())))
def test_verdicts_and_reminders_are_known_codes(talk: Talk, child: bool, code: str) -> None:
    assert may_ask(talk, code, child=child).code in VERDICTS
    assert set(course(talk, child=child).reminders) <= set(REMINDERS)


def test_every_question_that_is_asked_has_a_card() -> None:
    for one in questions().values():
        assert one.heard or card(one.card, "ps").text, one.id


def test_every_step_has_questions_in_its_order() -> None:
    order = [one.id for one in steps()]
    places = [order.index(one.step) for one in questions().values()]
    assert places == sorted(places)
    assert set(places) == set(range(len(order)))


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (Answer("screen.nothing", "yes", 1), UnknownQuestionError),
        (Answer("screen.debt", "maybe", 1), TalkError),
        (Answer("own_words.heard", "asylum.no_such", 1), UnknownIndicatorError),
        (Answer("own_words.heard", "health.fever", 1), UnknownIndicatorError),
        (Mark("pause", 1), TalkError),
        (Presence("neighbour", "N", True, 1), TalkError),
        (Presence("interpreter", "I", True, 1, source="somewhere"), TalkError),
        (Presence("officer", "O", True, 1, how="radio"), TalkError),
    ],
    ids=str,
)
def test_an_entry_that_means_nothing_is_an_error(entry: Entry, error: type[Exception]) -> None:
    with pytest.raises(error):
        record(Talk(), entry)


def test_fear_can_be_read_off_one_answer() -> None:
    assert expresses_fear(Answer("own_words.afraid", "yes", 1))
    assert not expresses_fear(Answer("own_words.afraid", "no", 1))
    assert not expresses_fear(Answer("screen.debt", "yes", 1))


FILE = """
translate = ["text"]
[[step]]
id = "one"
title = "One"
[[question]]
id = "one.a"
step = "one"
text = "Ask?"
kind = "yes_no"
card = "own.tell"
says = { yes = ["health.fever"] }
"""


@pytest.mark.parametrize(
    "change",
    [
        ("own.tell", "own.nothing"),
        ("health.fever", "health.nothing"),
        ("health.fever", "needs.torture_told"),
        ("yes =", "perhaps ="),
        ('"yes_no"', '"signs"'),
        ('step = "one"', 'step = "two"'),
        ('card = "own.tell"', 'card = "own.tell"\nrequired = true'),
    ],
)
def test_a_mistake_in_the_guide_is_an_error(change: tuple[str, str]) -> None:
    assert list(read(parse(FILE, "x.toml"))) == ["one.a"]
    with pytest.raises(DataError):
        read(parse(FILE.replace(*change), "x.toml"))
