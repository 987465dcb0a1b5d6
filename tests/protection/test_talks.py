"""The conversation behind the booth: what is told is heard, fear stops the questions, the notes go sealed to the bodies
and can be read nowhere else."""

from __future__ import annotations

import time
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from panah.border.desk import holds, refusals
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Hold, Presentation, Recall
from panah.protection.desk import held_again, matters, notes, returns, talks, vital
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Conversation, Matter, TalkKey, TalkNote, VitalAsk
from panah.safeguards.conversation import Answer, Mark, Presence
from tests.border.conftest import OFFICER, SECOND, passport
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_held_again import at_the_line, refuse

NEEDLE = "They said they would burn the house"
OTHER = Actor(UUID(int=77), frozenset({"second_line"}), "Other")


def say(hold: UUID, *entries: Answer | Mark | Presence, actor: Actor = SECOND) -> talks.Conversation:
    talks.note(talks.open_at(hold, actor=actor), *entries, actor=actor)
    return talks.open_at(hold, actor=actor)


def test_two_tabs_make_one_conversation(nodes: Nodes) -> None:
    hold = nodes.held()
    first, second = talks.open_at(hold, actor=SECOND), talks.open_at(hold, actor=SECOND)
    assert first.id == second.id
    talks.note(first, Answer("present.alone", "yes", 1), actor=SECOND)
    talks.note(second, Answer("present.alone", "no", 2), actor=SECOND)
    talks.note(second, Answer("present.alone", "no", 2), actor=SECOND)
    again = talks.open_at(hold, actor=SECOND)
    assert again.talk.values("present.alone") == ("yes", "no")
    assert len(again.talk.entries) == 2


def test_only_whoever_has_taken_the_person_over_reads_the_notes(nodes: Nodes) -> None:
    hold = nodes.held()
    mine = say(hold, Answer("own_words.told", NEEDLE, 1))
    with pytest.raises(DeskError, match="hold_taken_by_other"):
        talks.open_at(hold, actor=OTHER)
    with pytest.raises(ProtectionError, match="talk_unknown"):
        notes.read(mine.id, OTHER.id)
    holds.pass_on(hold, actor=SECOND)
    holds.take(hold, actor=OTHER)
    assert talks.open_at(hold, actor=OTHER).talk.entries == frozenset()


def test_nothing_of_it_stands_in_the_database(nodes: Nodes) -> None:
    say(nodes.held(), Answer("own_words.told", NEEDLE, 1))
    with connection.cursor() as cursor:
        for table in ("protection_talk_note", "protection_talk_key"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")  # noqa: S608 (two names)
            text = cursor.fetchone()[0]
            assert NEEDLE.encode().hex() not in text
            assert NEEDLE not in text


def test_at_the_first_fear_questions_on_the_merits_stop(nodes: Nodes) -> None:
    talk = say(nodes.held(), Mark("fear", 10))
    assert talk.course.feared
    assert "asylum" in talks.matters_of(talk)


def test_the_record_reaches_the_competent_body_and_the_key_is_gone(nodes: Nodes) -> None:
    hold = nodes.held()
    talk = say(hold, Answer("own_words.told", NEEDLE, 1), Mark("fear", 2))
    assert talks.hand_over(talk, actor=SECOND) == ("asylum",)
    assert not TalkKey.objects.exists()
    assert not TalkNote.objects.exists()
    with pytest.raises(ProtectionError, match="talk_unknown"):
        notes.read(talk.id, SECOND.id)
    assert not Conversation.everybodys.exists(), "the post knows nothing of it"
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        body = nodes.readers["asylum"].id
        record = Conversation.objects.for_body(body).get()
        assert record.hold == hold
        assert record.entries[0]["value"] == NEEDLE
        assert record.needs
        assert Matter.objects.for_body(body).get().said == NEEDLE


def test_what_another_tab_notes_before_the_hand_over_goes_along(nodes: Nodes) -> None:
    hold = nodes.held()
    page = say(hold, Mark("fear", 1))
    say(hold, Answer("own_words.told", NEEDLE, 2))
    talks.hand_over(page, actor=SECOND)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        assert Matter.objects.for_body(nodes.readers["asylum"].id).get().said == NEEDLE


def test_words_that_are_only_typed_stop_the_hand_over(nodes: Nodes) -> None:
    talk = say(nodes.held(), Mark("fear", 1))
    talks.keep_typed(talk, "own_words.told", NEEDLE, actor=SECOND)
    with pytest.raises(ProtectionError, match="words_not_noted"):
        talks.hand_over(talk, actor=SECOND)
    assert notes.typed(talk.id, SECOND.id) == {"own_words.told": NEEDLE}


def test_what_was_said_and_comes_after_the_release_holds_the_person_at_their_next_hold(alone: Nodes) -> None:
    theirs = passport(number="FA1234567", birth="1980-04-04")
    hold = line.set_aside(alone.at.open(theirs).presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    person = Presentation.objects.get(subject=Hold.objects.get(subject=hold).presentation)
    talks.open_at(hold, actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    talk = talks.open_late(hold, begin=True, actor=SECOND)
    assert talk is not None
    assert talk.late is not None
    now = int(time.time())
    talks.note(talk, Answer("own_words.told", NEEDLE, now - 60), Mark("fear", now - 50), actor=SECOND)
    again = talks.open_late(hold, actor=SECOND)
    assert again is not None
    assert talks.hand_over(again, actor=SECOND) == ("asylum",)
    assert talks.open_late(hold, actor=SECOND) is None, "the notes are gone"

    body = alone.readers["asylum"].id
    assert Conversation.objects.for_body(body).get().entries[0]["value"] == NEEDLE
    matter = Matter.objects.for_body(body).get()
    assert (matter.said, matter.has_say) == (NEEDLE, True)
    assert held_again.is_open(person)
    following = line.set_aside(alone.at.open(theirs).presentation, actor=OFFICER)
    holds.take(following, actor=SECOND)
    with pytest.raises(DeskError, match="hold_not_here"):
        holds.release_and_admit(following, Decision(), actor=SECOND)
    matters.let_go(body, matter.subject, "Decided", actor=CASE_WORKER)
    returns.collect()
    assert not held_again.is_open(person)
    holds.release_and_admit(following, Decision(), actor=SECOND)


def test_whoever_was_refused_after_they_spoke_is_recalled_once_it_reaches_the_node(alone: Nodes) -> None:
    presentation, hold = at_the_line(alone)
    holds.take(hold, actor=SECOND)
    spoke = int(time.time())
    refuse(alone, presentation, hold)
    talk = talks.open_late(hold, begin=True, actor=SECOND)
    assert talk is not None
    talks.note(talk, Mark("fear", spoke), actor=SECOND)
    again = talks.open_late(hold, actor=SECOND)
    assert again is not None
    talks.hand_over(again, actor=SECOND)
    assert list(Recall.objects.values_list("presentation", flat=True)) == [presentation]


def test_whoever_comes_back_is_not_refused_over_what_they_said_at_an_earlier_hold_and_waits(alone: Nodes) -> None:
    _presentation, before = at_the_line(alone)
    holds.take(before, actor=SECOND)
    say(before, Mark("fear", 2))
    holds.release_and_admit(before, Decision(), actor=SECOND)
    _presentation, now = at_the_line(alone)
    with pytest.raises(DeskError, match="conversation_open"):
        refusals.verdict(now)
    somebody_else = line.set_aside(alone.at.open(passport(number="FA7654321", birth="1990-01-01")).presentation,
                                   actor=OFFICER)  # fmt: skip
    assert refusals.verdict(somebody_else).allowed


def test_where_a_colleague_has_taken_over_the_body_still_gets_its_say(alone: Nodes) -> None:
    hold = alone.held()
    say(hold, Mark("fear", 2))
    holds.pass_on(hold, actor=SECOND)
    holds.take(hold, actor=OTHER)
    late = talks.open_late(hold, actor=SECOND)
    assert late is not None
    talks.hand_over(late, actor=SECOND)
    with pytest.raises(DeskError, match="hold_not_here"):
        holds.release_and_admit(hold, Decision(), actor=OTHER)


def test_what_is_said_of_help_is_heard_also_where_nobody_can_read_what_was_asked_of_a_commander(nodes: Nodes) -> None:
    """Or the page would send it again and again, and nothing behind it (S9)."""
    hold = nodes.held()
    VitalAsk.objects.create(id=uuid4(), post=nodes.at.post, at=timezone.now(), cell=b"lost" * 20)
    talk = say(hold, Answer("referral.help", "no", 1), Answer("own_words.told", NEEDLE, 2))
    assert talk.talk.values("referral.help") == ("no",)
    assert talk.talk.values("own_words.told") == (NEEDLE,)
    assert vital.waiting(nodes.at.post) == [], "nor is a commander kept from the others"


def test_a_need_can_be_added_and_none_taken_away(nodes: Nodes) -> None:
    talk = say(nodes.held(), Answer("own_words.told", "I want to work", 1))
    assert "asylum" not in talks.matters_of(talk)
    assert "asylum" in talks.matters_of(talk, ["asylum"])


def test_without_a_need_for_a_body_nothing_is_handed_over(nodes: Nodes) -> None:
    talk = say(nodes.held(), Answer("own_words.told", "I want to work", 1))
    if not talks.matters_of(talk):
        with pytest.raises(ProtectionError, match="nothing_to_hand_over"):
            talks.hand_over(talk, actor=SECOND)
    assert notes.read(talk.id, SECOND.id).entries
