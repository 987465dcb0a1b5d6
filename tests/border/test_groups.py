"""Groups, hand-overs and listings."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from panah.border.desk import groups, holds, listings, presentations
from panah.border.desk.context import DeskError
from panah.border.models import Crossing, Listing
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport


def handover(here: AtThePost, expected: int = 2) -> object:
    return groups.open_group(
        here.post, direction="entry", sort="handover", state="UZB", reference="17/3", expected=expected, actor=OFFICER
    )


def test_a_handed_over_person_crosses_only_after_being_seen_alone_on_either_line(here: AtThePost) -> None:
    group = handover(here)
    first = groups.scan(group, passport(), None, place=here.place, actor=OFFICER).presentation
    second = groups.scan(group, passport(), None, place=here.place, actor=OFFICER).presentation
    with pytest.raises(DeskError, match="not_seen_alone"):
        presentations.admit(first, actor=OFFICER)
    groups.note_seen_alone(group, first, language="Uzbek", actor=SECOND)
    presentations.admit(first, actor=OFFICER)
    hold = presentations.set_aside(second, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    with pytest.raises(DeskError, match="not_seen_alone"):
        holds.release_and_admit(hold, presentations.Decision(), actor=SECOND)
    with pytest.raises(DeskError, match="language_needed"):
        groups.note_seen_alone(group, second, language=" ", actor=SECOND)
    groups.note_seen_alone(group, second, language="Tajik", actor=SECOND)
    holds.release_and_admit(hold, presentations.Decision(), actor=SECOND)
    assert Crossing.objects.filter(subject__in=[first, second]).count() == 2


def test_somebody_who_joined_a_handover_is_protected_too(here: AtThePost) -> None:
    group = handover(here)
    person = here.open().presentation
    groups.join(group, person, actor=OFFICER)
    with pytest.raises(DeskError, match="not_seen_alone"):
        presentations.admit(person, actor=OFFICER)


def test_a_handover_says_who_how_many_and_under_which_paper(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="handover_incomplete"):
        groups.open_group(here.post, direction="entry", sort="handover", state="UZB", actor=OFFICER)


def test_who_is_missing_from_a_group_is_explained_before_it_closes(here: AtThePost) -> None:
    group = groups.open_group(here.post, direction="exit", sort="school", label="Class 5b", expected=2, actor=OFFICER)
    person = groups.scan(group, passport(), None, place=here.place, actor=OFFICER).presentation
    presentations.admit(person, actor=OFFICER)
    with pytest.raises(DeskError) as refused:
        groups.close(group, actor=OFFICER)
    assert refused.value.params == {"missing": 1, "open": 0}
    groups.close(group, actor=OFFICER, remark="One child is ill and stayed at home")
    with pytest.raises(DeskError, match="group_closed"):
        groups.scan(group, passport(), None, place=here.place, actor=OFFICER)
    assert groups.get(group).missing == 1


def test_a_group_that_is_not_there_is_said_so(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="group_unknown"):
        groups.get(uuid4())


SHEET = (
    "name;issuer;document;valid from;valid to;list\nKarimov Rustam;UZB;fa 100-0001;2026-01-01;31.12.2030;Village list 3"
)


def test_an_imported_resident_is_known_at_the_booth_by_the_document_alone(here: AtThePost) -> None:
    assert listings.import_sheet("local_resident", SHEET, actor=SECOND).entered == 1
    opened = here.open(passport(number="FA1000001"))
    assert "listed_local_resident" in {finding.code for finding in opened.advice.findings}
    row = Listing.objects.get()
    assert "1000001" not in str(vars(row))


def test_the_same_list_twice_enters_nobody_twice(here: AtThePost) -> None:
    listings.import_sheet("pupil", SHEET, actor=SECOND)
    again = listings.import_sheet("pupil", SHEET, actor=SECOND)
    assert (again.entered, again.known) == (0, 1)


def test_one_fault_and_nobody_is_entered(here: AtThePost) -> None:
    broken = SHEET + "\nAli;AFG;P1;2027-01-01;2026-01-01;x\nGul;QQQ;P2;2026-01-01;2026-02-30;x"
    found = listings.import_sheet("pupil", broken, actor=SECOND)
    assert [(p.code, p.line, p.column) for p in found.problems] == [("unknown_state", 4, 2), ("no_date", 4, 5)]
    assert not Listing.objects.exists()
    turned = listings.import_sheet("pupil", broken.rpartition("\n")[0], actor=SECOND)
    assert [(p.code, p.line) for p in turned.problems] == [("validity_turned", 3)]


def test_an_ended_listing_no_longer_opens_the_short_way(here: AtThePost) -> None:
    listings.import_sheet("local_resident", SHEET, actor=SECOND)
    row = Listing.objects.get()
    with pytest.raises(DeskError, match="reason_needed"):
        listings.end(row.subject, " ", actor=SECOND)
    listings.end(row.subject, "Moved away", actor=SECOND)
    with pytest.raises(DeskError, match="listing_ended"):
        listings.end(row.subject, "Again", actor=SECOND)
    opened = here.open(passport(number="FA1000001"))
    assert "listed_local_resident" not in {finding.code for finding in opened.advice.findings}


def test_lists_are_searched_by_name_paper_or_document(here: AtThePost) -> None:
    listings.import_sheet("local_resident", SHEET, actor=SECOND)
    today = date(2026, 11, 21)
    for words in ("rustam", "village", "UZB FA 1000001", ""):
        assert listings.search(words, on=today).count() == 1, words
    for words in ("nobody", "UZB FA1000002", "AFG FA1000001"):
        assert listings.search(words, on=today).count() == 0, words
    assert listings.search(state="standing", on=today).count() == 1
    assert listings.search(state="ended", on=date(2031, 1, 1)).count() == 1
    assert listings.search(state="coming", on=date(2025, 1, 1)).count() == 1
