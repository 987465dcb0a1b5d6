"""The pages of the conversation: steps, cards turned to the traveller, fear, the profile."""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import holds, refusals
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.facts.refusals import PresentationWithdrew
from panah.border.models import Hold, Presentation
from panah.journal import boxes
from panah.people.desk.names import names_of
from panah.protection.desk import late, notes, returns, talks
from panah.protection.keeping_times import keeping_times
from panah.protection.models import TalkKey
from panah.safeguards.conversation import Mark, card, questions, steps
from tests.border.conftest import OFFICER, AtThePost, here, make_post, passport
from tests.people.factories import client_of, somebody

__all__ = ["here", "make_post"]

NEEDLE = "They said they would burn the house"
WENT_BACK = PresentationWithdrew(
    language="ru", understood="said_back", asked_alone=True, asked_fear=True, own_words="I forgot a paper"
)
OTHER = Actor(UUID(int=77), frozenset({"second_line"}), "Other")


@pytest.fixture
def officer(here: AtThePost) -> tuple[Client, Actor]:
    who = somebody("second_line", post=here.post)
    return client_of(who, post=here.post), Actor(who.id, frozenset({"second_line"}))


def held_by(here: AtThePost, actor: Actor) -> UUID:
    hold = line.set_aside(here.open(passport()).presentation, actor=OFFICER)
    holds.take(hold, actor=actor)
    return hold


def test_every_step_has_a_page_and_every_card_is_shown_large(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    for step in steps():
        text = client.get(reverse("protection:talk", args=[hold]), {"step": step.id}).content.decode()
        for one in questions().values():
            if one.step == step.id and one.who == "any":
                assert html.escape(one.text, quote=True) in text or one.text in text
    answer = client.get(reverse("protection:talk-card", args=[hold]), {"card": "sign.afraid", "language": "fa-af"})
    assert card("sign.afraid", "fa-af").text in answer.content.decode()
    # The card is there in every language it has; where the chosen one lacks it, in the officer's own.
    chosen = client.get(reverse("protection:talk-card", args=[hold]), {"card": "open.officer", "language": "zh"})
    text = chosen.content.decode()
    assert card("open.officer", "ru").text in text
    assert re.findall(r'data-card="([\w-]+)"[^>]*"(?!"| hidden)>', text) == ["en"]
    assert client.get(reverse("protection:talk-card", args=[hold]), {"card": "sign.nothing"}).status_code == 404


def test_the_language_of_another_person_is_not_taken_for_this_ones(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    def asked_in(hold: UUID) -> str:
        text = client.get(reverse("protection:talk-profile", args=[hold])).content.decode()
        form = text.partition('<select id="language"')[2].partition("</select>")[0]
        chosen = re.findall(r'value="([\w-]*)" selected', form) or re.findall(r'value="([\w-]*)"', form)
        return str(chosen[0])

    client, actor = officer
    first, second = held_by(here, actor), held_by(here, actor)
    client.get(reverse("protection:talk-card", args=[first]), {"card": "sign.afraid", "language": "fa-af"})
    assert asked_in(first) == "fa-af"
    assert asked_in(second) == "", "nobody knows yet"
    client.post(reverse("protection:talk-note", args=[second]), {"question": "language.spoken", "value": " türkçe "})
    assert asked_in(second) == "tr"


def test_after_fear_questions_on_the_merits_have_no_buttons(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    client.post(written, {"mark": "fear", "step": "screen"})
    text = client.get(page, {"step": "screen"}).content.decode()
    assert text.count("Fear was said: this is not asked any more.") == 1
    assert 'name="value"' not in text
    assert 'name="value"' in client.get(page, {"step": "contact"}).content.decode()
    # Nobody asks, and whatever is told is written down where the page says so.
    assert "write it down under “In their own words”" in text
    own = client.get(page, {"step": "own_words"}).content.decode()
    assert re.findall(r'<textarea id="([a-z_.]+)"', own) == ["own_words.told", "own_words.needs"]
    assert "card=own.tell" not in own
    assert "card=own.need" in own


def test_whoever_is_being_heard_is_not_refused_and_nobody_learns_from_it_what_they_said(
    here: AtThePost, officer: tuple[Client, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """S3: any fear, in any words, closes the form before a body was told, and whoever looks; so does all else that is
    noted, or only typed, or can't be read any more, with the same words."""
    client, actor = officer
    colleague = client_of(somebody("second_line", post=here.post), post=here.post)
    pages = []
    for said in ("nothing", "a break", "typed", "fear"):
        hold = held_by(here, actor)
        talk = talks.open_at(hold, actor=actor)
        form = reverse("border:refuse", args=[hold])
        assert 'name="ground"' in colleague.get(form, follow=True).content.decode(), "nothing is noted yet"
        if said == "typed":
            talks.keep_typed(talk, "own_words.told", NEEDLE, actor=actor)
        elif said != "nothing":
            talks.note(talk, Mark("fear" if said == "fear" else "break", 2), actor=actor)
        found = colleague.get(form, follow=True).content.decode()
        assert ('name="ground"' in found) == (said == "nothing")
        pages.append("".join(re.findall(r"<p>([^<]*isn&#x27;t ended[^<]*)</p>", found)))
    assert pages[0] == ""
    assert pages[1] == pages[2] == pages[3] != ""
    form = reverse("border:refuse", args=[hold])
    for doing in (
        lambda: refusals.verdict(hold),
        lambda: refusals.withdraw(hold, WENT_BACK, actor=actor),
    ):
        with pytest.raises(DeskError, match="conversation_open"):
            doing()
    own_will = client.get(reverse("border:withdraw", args=[hold]), follow=True).content.decode()
    assert "ended" in own_will
    assert 'name="own_words"' not in own_will
    with monkeypatch.context() as patched:
        patched.setattr(notes, "_node_key", boxes.fresh_key)
        assert client.get(form).status_code == 302, "what can't be read any more may have said it"
    notes.destroy(talks.open_at(hold, actor=actor).id)
    assert refusals.verdict(hold).allowed


def test_a_conversation_is_ended_by_whoever_holds_it_where_no_body_has_to_hear_of_it(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    found = reverse("protection:talk-profile", args=[hold])
    talks.note(talks.open_at(hold, actor=actor), Mark("break", 1), actor=actor)
    assert "End the conversation" in client.get(found).content.decode()
    talks.keep_typed(talks.open_at(hold, actor=actor), "own_words.told", NEEDLE, actor=actor)
    assert "stand in a field" in client.post(found, {"act": "end"}, follow=True).content.decode()
    talks.keep_typed(talks.open_at(hold, actor=actor), "own_words.told", "", actor=actor)
    talks.note(talks.open_at(hold, actor=actor), Mark("fear", 2), actor=actor)
    assert "End the conversation" not in client.get(found).content.decode()
    assert "Hand the conversation over." in client.post(found, {"act": "end"}, follow=True).content.decode()
    assert TalkKey.objects.filter(hold=hold).exists()
    other = held_by(here, actor)
    talks.note(talks.open_at(other, actor=actor), Mark("break", 1), actor=actor)
    found = reverse("protection:talk-profile", args=[other])
    assert "The conversation is ended." in client.post(found, {"act": "end"}, follow=True).content.decode()
    assert not TalkKey.objects.filter(hold=other).exists()
    assert refusals.verdict(other).allowed
    TalkKey.objects.filter(hold=hold).update(begun=timezone.now() - keeping_times().notes + timedelta(minutes=1))
    returns.collect(thoroughly=True)
    assert TalkKey.objects.filter(hold=hold).exists()
    TalkKey.objects.filter(hold=hold).update(begun=timezone.now() - keeping_times().notes)
    returns.collect(thoroughly=True)
    assert TalkKey.objects.filter(hold=hold).exists(), "the person is on hold"
    Hold.objects.filter(subject=hold).update(released=timezone.now() - keeping_times().notes)
    returns.collect(thoroughly=True)
    assert not TalkKey.objects.filter(hold=hold).exists(), "nobody has to begin another for it"


def test_what_means_nothing_is_said_so_and_nothing_is_lost(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    client.post(written, {"question": "own_words.told", "value": NEEDLE})
    for bad in (
        {"mark": "guilty"},
        {"question": "looks", "value": "x"},
        {"role": "spy"},
        {"question": "present.alone", "value": "maybe"},
    ):
        assert "written down. Try again" in client.post(written, bad, follow=True).content.decode()
    assert NEEDLE in client.get(reverse("protection:talk", args=[hold]), {"step": "own_words"}).content.decode()


def test_what_is_being_typed_is_kept_until_it_is_written_down(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    typing = {"question": "own_words.told", "value": NEEDLE, "typed": "1"}
    field = f"{NEEDLE}</textarea>"
    assert client.post(written, typing).status_code == 204
    assert field in client.get(page, {"step": "own_words"}).content.decode()
    assert NEEDLE.encode() not in bytes(TalkKey.objects.get(hold=hold).typed)
    # Also when fear stops the asking: nothing typed is out of sight.
    client.post(written, {"mark": "fear"})
    assert field in client.get(page, {"step": "own_words"}).content.decode()
    client.post(written, typing | {"typed": ""})
    # What came late and stands in the notes already isn't kept a second time.
    client.post(written, typing)
    assert TalkKey.objects.get(hold=hold).typed is None
    assert client.post(written, typing | {"question": "looks"}).status_code == 422


def test_what_one_tab_is_typing_isnt_lost_over_another(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])

    def tab(text: str, seen: str, **more: str) -> None:
        client.post(written, {"question": "own_words.told", "value": text, "seen": seen, **more})

    def told() -> tuple[str, ...]:
        return talks.open_at(hold, actor=actor).talk.values("own_words.told")

    # One tab goes on typing and corrects itself: nothing is written down by that.
    tab("They bunt", "", typed="1")
    tab("They burned it", "They bunt", typed="1")
    assert told() == ()
    # The other was opened before and knows nothing of it: typing or writing down, it overwrites no word.
    tab("Her husband stayed", "", typed="1")
    assert told() == ("They burned it",)
    tab("They came at night", "They burned it")
    assert set(told()) == {"They burned it", "Her husband stayed", "They came at night"}
    # A mark says nothing of a field, whatever else comes with it.
    assert client.post(written, {"mark": "break", "seen": ""}).status_code == 302


def test_what_had_to_wait_for_the_post_was_said_when_it_was_written_down(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    now = time.time()
    for value, waited in (("first", "600"), ("second", "bad"), ("third", "9" * 30)):
        client.post(written, {"question": "own_words.told", "value": value, "waited": waited})
    said = {one.value: now - one.at for one in talks.open_at(hold, actor=actor).talk.answers}
    assert 590 < said["first"] < 610
    assert said["second"] < 10
    assert said["third"] < 24 * 3600 + 10


def test_what_is_sent_again_for_want_of_an_answer_stands_once(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    written = reverse("protection:talk-note", args=[hold])
    told = {"question": "own_words.told", "value": NEEDLE, "id": uuid4().hex}
    seen = {"question": "own_words.seen", "value": ["health.wounds", "health.fever"], "id": uuid4().hex}
    other = {"question": "own_words.told", "value": "And the barn", "id": "ё" * 900}
    for form in (told, told | {"waited": "9"}, seen, seen | {"waited": "30"}, other):
        client.post(written, form)
    noted = [one.value for one in talks.open_at(hold, actor=actor).talk.answers]
    assert sorted(noted) == sorted([NEEDLE, "And the barn", *seen["value"]])


def test_what_waits_on_the_tablet_is_kept_where_the_hold_ended_meanwhile(
    here: AtThePost, officer: tuple[Client, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """S9: nothing that was said is lost because a page waited."""
    client, actor = officer
    hold = held_by(here, actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    client.get(page)
    holds.release_and_admit(hold, Decision(), actor=actor)
    answer = client.post(written, {"question": "own_words.told", "value": NEEDLE, "step": "own_words"}, follow=True)
    text = answer.content.decode()
    assert NEEDLE in text
    assert "can still be written down and handed over until" in text
    assert re.search(r"handed over until \d\d? \w+ \d{4}, \d\d:\d\d \(", text), "as every moment is written"
    assert "data-countdown" not in text, "no clock runs any more"
    assert "handed over until" in client.get(reverse("protection:talk-profile", args=[hold])).content.decode()
    ended = client.get(reverse("border:hold", args=[hold])).content.decode()
    assert "handed over until" in ended
    assert f'href="{page}"' in ended
    Presentation.objects.update(opened=timezone.now() - timedelta(hours=20))
    asked = client.post(written, {"question": "own_words.told", "value": "And the mill"}, follow=True).content.decode()
    assert "Why do you open this file?" in asked, "whoever has gone on is looked at with a reason (S8)"
    assert "And the mill" not in asked
    client.post(reverse("border:hold", args=[hold]), {"reason": "hold"})
    assert "And the mill" in client.get(page, {"step": "own_words"}).content.decode()
    brief = replace(keeping_times(), late=timedelta())
    with monkeypatch.context() as patched:
        patched.setattr(late, "keeping_times", lambda: brief)
        assert "data-talk" not in client.get(page, follow=True).content.decode()
        client.post(written, {"question": "own_words.told", "value": "And the barn"})
    assert "And the barn" not in client.get(page, {"step": "own_words"}).content.decode()


def test_what_comes_after_the_hand_over_is_kept_and_nobody_else_reads_it(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    notes.destroy(talks.open_at(hold, actor=actor).id)
    holds.pass_on(hold, actor=actor)
    page, written = reverse("protection:talk", args=[hold]), reverse("protection:talk-note", args=[hold])
    assert "data-talk" not in client.get(page, follow=True).content.decode()
    assert not TalkKey.objects.exists()
    holds.take(hold, actor=OTHER)
    client.post(written, {"question": "own_words.told", "value": NEEDLE})
    assert NEEDLE in client.get(page, {"step": "own_words"}).content.decode()
    assert talks.open_at(hold, actor=OTHER).talk.entries == frozenset()
    stranger = client_of(somebody("second_line", post=here.post), post=here.post)
    stranger.post(written, {"question": "own_words.told", "value": "x"})
    assert TalkKey.objects.count() == 2


def test_a_page_says_whose_it_is_so_that_nobody_sends_what_another_wrote(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    for name in ("protection:talk", "protection:talk-card"):
        assert f'data-by="{actor.id.hex}"' in client.get(reverse(name, args=[hold])).content.decode()


def test_the_profile_says_what_was_found_and_never_that_nothing_is_needed(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    client, actor = officer
    hold = held_by(here, actor)
    found = reverse("protection:talk-profile", args=[hold])
    empty = client.get(found).content.decode()
    assert "mean there is none." in empty
    client.post(reverse("protection:talk-note", args=[hold]), {"mark": "fear"})
    text = client.get(found).content.decode()
    assert "Any fear, in any words, is enough" in text
    for never in ("not vulnerable", "credible.", "score", "total"):
        assert never not in text.lower().replace("it is no evidence of whether somebody is believed", "")
    # Nobody is competent here yet: the officer is told, and the notes stay.
    assert "No body is competent for this yet" in client.post(found, follow=True).content.decode()
    assert TalkKey.objects.filter(hold=hold).exists()


def test_whoever_has_not_taken_the_person_over_is_led_back(here: AtThePost, officer: tuple[Client, Actor]) -> None:
    client, _actor = officer
    hold = held_by(here, OTHER)
    answer = client.get(reverse("protection:talk", args=[hold]), follow=True)
    assert "A colleague has taken this person over." in answer.content.decode()
    booth = client_of(somebody("first_line", post=here.post), post=here.post)
    assert booth.get(reverse("protection:talk", args=[hold])).status_code == 403


def test_before_a_conversation_ends_their_own_words_are_read_again(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    """S3: no software reads fear out of words; who wrote them down does, before they are destroyed."""
    client, actor = officer
    hold = held_by(here, actor)
    found, written = (reverse(f"protection:{page}", args=[hold]) for page in ("talk-profile", "talk-note"))
    afraid = f"{written}?found"
    assert afraid not in client.get(found).content.decode()
    client.post(written, {"question": "own_words.told", "value": NEEDLE})
    page = client.get(found).content.decode()
    assert NEEDLE in page
    assert afraid in page
    answer = client.post(afraid, {"mark": "fear", "need": "health", "say.services": "yes"})
    assert answer.headers["Location"] == found
    page = client.get(found).content.decode()
    assert "hand over to the asylum authority" in page
    assert afraid not in page


def test_a_holds_page_says_that_a_conversation_is_under_way_and_who_leads_it(
    here: AtThePost, officer: tuple[Client, Actor]
) -> None:
    """To whoever leads it: go on. To a colleague: by whom, and nothing of what is said."""
    client, actor = officer
    hold = held_by(here, actor)
    page = reverse("border:hold", args=[hold])
    assert "Begin the conversation" in client.get(page).content.decode()
    client.get(reverse("protection:talk", args=[hold]))
    assert "Begin the conversation" in client.get(page).content.decode(), "nothing stands in it"
    talk = notes.begin(hold, actor.id)
    notes.keep_typed(talk, actor.id, "own_words", NEEDLE)
    mine = client.get(page).content.decode()
    assert "Continue the conversation" in mine
    assert "Begin the conversation" not in mine
    colleague = somebody("second_line", post=here.post)
    other = client_of(colleague, post=here.post)
    name = names_of([actor.id])[actor.id]
    seen = other.get(page).content.decode()
    assert f"{name} leads a conversation with this person" in html.unescape(seen)
    assert NEEDLE not in seen
    holds.pass_on(hold, "", actor=actor)
    holds.take(hold, actor=Actor(colleague.id, frozenset({"second_line"})))
    taken = other.get(page).content.decode()
    assert f"{name} leads a conversation with this person" in html.unescape(taken)
    assert "Begin the conversation" in taken
