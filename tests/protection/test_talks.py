"""The conversation behind the booth: what is told is heard, fear stops the questions, the notes go sealed to the bodies
and can be read nowhere else."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from panah.border.desk import holds
from panah.border.desk.context import Actor, DeskError
from panah.protection.desk import notes, talks
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Conversation, Matter, TalkKey, TalkNote
from panah.safeguards.conversation import Answer, Mark, Presence
from tests.border.conftest import SECOND
from tests.protection.conftest import Nodes

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
