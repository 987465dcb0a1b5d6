"""Conversations that nobody ends: they stay while the hold stands, are seen, and go on with another officer."""

from __future__ import annotations

import html
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import holds, unsent
from panah.border.desk.by_post import by_post
from panah.border.desk.context import Actor, DeskError
from panah.border.models import Hold
from panah.journal.envelopes import keyring
from panah.protection.desk import returns, talks, unended
from panah.protection.desk.bodies import MONITOR
from panah.protection.desk.problems import ProtectionError
from panah.protection.keeping_times import keeping_times
from panah.protection.models import Conversation, TalkKey
from panah.safeguards.conversation import Answer, Mark
from tests.border.conftest import SECOND, AtThePost
from tests.people.factories import client_of, somebody
from tests.protection.conftest import Nodes, establish
from tests.protection.test_screens import worker
from tests.protection.test_talk_screens import held_by, here, make_post, officer

__all__ = ["here", "make_post", "officer"]

NEEDLE = "They said they would burn the house"
COMMANDER = Actor(UUID(int=78), frozenset({"commander"}), "Commander")


def say(hold: UUID, *entries: Answer | Mark, actor: Actor = SECOND) -> None:
    talks.note(talks.open_at(hold, actor=actor), *entries, actor=actor)


def colleague(post: UUID) -> Actor:
    return Actor(somebody("second_line", post=post).id, frozenset({"second_line"}))


def grown_old(hold: UUID, age: timedelta = timedelta(days=9)) -> None:
    TalkKey.objects.filter(hold=hold).update(begun=timezone.now() - age)


@pytest.mark.parametrize("entry", [Mark("fear", 1), Mark("break", 1)])
def test_what_was_said_stays_while_the_hold_stands_whatever_it_was(nodes: Nodes, entry: Mark) -> None:
    hold = nodes.held()
    say(hold, entry)
    grown_old(hold)
    returns.collect(thoroughly=True)
    assert talks.open_at(hold, actor=SECOND).talk.entries
    with pytest.raises(DeskError, match="conversation_open"):
        unsent.must_not_wait(hold)
    Hold.objects.filter(subject=hold).update(released=timezone.now() - keeping_times().notes + timedelta(minutes=1))
    returns.collect(thoroughly=True)
    assert TalkKey.objects.filter(hold=hold).exists(), "an officer may still hand over"
    Hold.objects.filter(subject=hold).update(released=timezone.now() - keeping_times().notes - timedelta(minutes=1))
    returns.collect(thoroughly=True)
    assert not TalkKey.objects.filter(hold=hold).exists()


def test_of_notes_in_which_nothing_stands_nothing_is_kept(nodes: Nodes) -> None:
    hold = nodes.held()
    talks.open_at(hold, actor=SECOND)
    grown_old(hold)
    assert unended.of_post(nodes.at.post) == []
    returns.collect(thoroughly=True)
    assert not TalkKey.objects.filter(hold=hold).exists()


def test_another_officer_goes_on_with_everything_that_was_said(alone: Nodes) -> None:
    post, other = alone.at.post, colleague(alone.at.post)
    hold = alone.held()
    say(hold, Answer("own_words.told", NEEDLE, 1), Mark("fear", 2))
    talks.keep_typed(talks.open_at(hold, actor=SECOND), "own_words.heard", "and then", actor=SECOND)
    for wrong in (SECOND.id, uuid4()):
        with pytest.raises(ProtectionError, match="officer_unknown"):
            unended.give(post, hold, SECOND.id, wrong, "", actor=COMMANDER)
    with pytest.raises(ProtectionError, match="talk_unknown"):
        unended.give(uuid4(), hold, SECOND.id, other.id, "", actor=COMMANDER)
    unended.give(post, hold, SECOND.id, other.id, "It goes on", actor=COMMANDER)
    with pytest.raises(DeskError, match="hold_not_taken"):
        talks.open_at(hold, actor=SECOND)
    assert talks.open_late(hold, actor=SECOND) is None
    assert (holds.get(hold).events[-1].act, holds.get(hold).events[-1].actor) == ("passed_on", COMMANDER.id)
    with pytest.raises(DeskError, match="conversation_open"):
        unsent.must_not_wait(hold)
    now = timezone.now()
    (counts,) = by_post(now - timedelta(days=1), now, now)
    assert counts.passed_on == 0, "nobody was kept for a body: the sign of a post that never refers stays"
    holds.take(hold, actor=other)
    again = talks.open_at(hold, actor=other)
    assert again.talk.values("own_words.told") == (NEEDLE,)
    assert again.course.feared
    assert again.typed == {"own_words.heard": "and then"}
    talks.keep_typed(again, "own_words.heard", "", actor=other)
    assert talks.hand_over(talks.open_at(hold, actor=other), actor=other) == ("asylum",)
    assert NEEDLE in str(Conversation.everybodys.get().entries)
    assert unended.of_post(post) == []
    now = timezone.now()
    (counts,) = by_post(now - timedelta(days=1), now, now)
    assert counts.passed_on == 1, "the other handed over"


def test_what_both_heard_stands_together(nodes: Nodes) -> None:
    post, other = nodes.at.post, colleague(nodes.at.post)
    hold = nodes.held()
    say(hold, Mark("fear", 2))
    holds.pass_on(hold, actor=SECOND)
    holds.take(hold, actor=other)
    say(hold, Mark("break", 3), actor=other)
    assert len(unended.of_post(post)) == 2
    unended.give(post, hold, SECOND.id, other.id, "", actor=COMMANDER)
    holds.take(hold, actor=other)
    assert len(talks.open_at(hold, actor=other).talk.entries) == 2
    assert [one.officer for one in unended.of_post(post)] == [other.id]


def test_commander_and_monitor_see_all_alike_and_since_when(here: AtThePost, officer: tuple[object, Actor]) -> None:
    actor, other = officer[1], somebody("second_line", post=here.post)
    commander = client_of(somebody("commander", post=here.post), post=here.post)
    watch = keyring.make("monitor", uuid4())
    establish(MONITOR, key=watch.public, id=watch.id)
    monitor = worker(watch.id, 8, role="monitor")
    listed, oversight = reverse("protection:unended"), reverse("protection:oversight")
    assert "Every conversation is handed over or ended." in commander.get(listed).content.decode()
    feared, other_hold = held_by(here, actor), held_by(here, actor)
    say(feared, Mark("fear", 1), actor=actor)
    say(other_hold, Mark("break", 1), actor=actor)
    for hold in (feared, other_hold):
        grown_old(hold, timedelta(hours=1))
    page = html.unescape(commander.get(listed).content.decode())
    assert page.count("Give the conversation on") == 2
    assert "fear" not in page
    assert "Conversations not ended: 2" in commander.get(reverse("border:board")).content.decode()
    assert "Conversations not ended" not in monitor.get(oversight).content.decode()
    grown_old(feared)
    assert "Conversations not ended: 1" in monitor.get(oversight).content.decode()
    given = {"hold": feared, "officer": actor.id, "to": other.id}
    assert "takes the person over" in commander.post(listed, given, follow=True).content.decode()
    assert "Choose another officer" in commander.post(listed, given | {"to": "x"}, follow=True).content.decode()
    assert [one.officer for one in unended.of_post(here.post) if one.hold == feared] == [other.id]
    assert client_of(other, post=here.post).get(listed).status_code == 403
