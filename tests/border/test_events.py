"""Births, deaths, illness; papers that come later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from panah.border.desk import events, groups, persons, presentations
from panah.border.desk.context import DeskError
from panah.border.models import Crossing, Event, Presentation, Stay
from panah.documents import Paper, from_paper
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_paper import PASSPORT


def test_an_event_says_what_happened_what_was_done_and_who_was_told(here: AtThePost) -> None:
    happened = datetime.now(UTC) - timedelta(hours=1)
    event = events.record_event(
        here.post,
        sort="death",
        described="An old man collapsed",
        done="Ambulance, doctor at 14:10",
        told="Prosecutor, consulate",
        happened=happened,
        actor=OFFICER,
    )
    row = events.get(event)
    assert (row.sort, row.happened, row.told) == ("death", happened, "Prosecutor, consulate")
    assert list(events.listed(here.post, sort="death")) == [row]
    assert not events.listed(here.post, sort="birth").exists()


def test_an_event_without_words_or_from_tomorrow_is_not_kept(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="described_needed"):
        events.record_event(here.post, sort="death", described="\u202e ", actor=OFFICER)
    with pytest.raises(DeskError, match="in_future"):
        events.record_event(
            here.post, sort="death", described="x", happened=datetime.now(UTC) + timedelta(days=1), actor=OFFICER
        )
    with pytest.raises(DeskError, match="presentation_unknown"):
        events.record_event(here.post, sort="illness", described="x", presentation=uuid4(), actor=OFFICER)
    assert not Event.objects.exists()


def test_a_child_born_at_the_line_belongs_to_the_family_and_gets_an_outcome_of_its_own(here: AtThePost) -> None:
    mother = here.open(passport(sex="F", surname="AHMADI")).presentation
    born = events.born(mother, place=here.place, actor=OFFICER, described="Girl, 3.1 kg", given_names="Nour", sex="F")
    family = groups.get(born.group)
    assert {member.presentation for member in family.members} == {mother, born.presentation}
    child = Presentation.objects.get(subject=born.presentation)
    assert (child.outcome, child.document["surname"], child.document["source"]) == ("", "AHMADI", "none")
    again = events.born(mother, place=here.place, actor=OFFICER, described="Twin", given_names="Omar")
    assert again.group == born.group


def test_papers_that_come_later_complete_the_crossing_and_the_stay(here: AtThePost) -> None:
    nameless = from_paper(Paper(kind="emergency", description="Woman in labour"))
    opened = here.open(nameless, description="Woman in labour")
    presentations.admit(
        opened.presentation,
        presentations.Decision(papers_later=True, purpose="medical", plainly_adult=True),
        actor=OFFICER,
    )
    before_that = here.open(passport(surname="RAHIMOVA")).presentation
    persons.join(opened.presentation, before_that, "Came back under another name", actor=SECOND)
    (owed,) = events.papers_owed(here.post)
    assert owed.described == "Woman in labour"
    before = Crossing.objects.get(subject=opened.presentation)
    with pytest.raises(DeskError, match="document_problems"):
        events.complete_papers(opened.presentation, replace(PASSPORT, number=""), actor=OFFICER)
    events.complete_papers(opened.presentation, PASSPORT, actor=OFFICER)
    after = Crossing.objects.get(subject=opened.presentation)
    assert (after.happened, after.papers_later, after.nationality) == (before.happened, False, "UZB")
    assert Stay.objects.get(entry=opened.presentation).left is None
    assert events.papers_owed(here.post) == []
    later = here.open(from_paper(PASSPORT)).presentation
    assert before_that in persons.of_person(later), "found by the papers that came, too"
    with pytest.raises(DeskError, match="no_papers_owed"):
        events.complete_papers(opened.presentation, PASSPORT, actor=OFFICER)
    exited = here.open(from_paper(PASSPORT), direction="exit").presentation
    presentations.admit(exited, actor=OFFICER)
    assert Stay.objects.get(entry=opened.presentation).left is not None
