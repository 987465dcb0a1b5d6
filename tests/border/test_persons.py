"""Two persons found to be one, one found to be two, and a wrong person's file: new facts, both kept, the guard asked
again for both. What binds takes one officer; what could set free takes two."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panah.border import registers
from panah.border.desk import corrections, holds, persons, receipts, refusals, second_signature
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.history import file_of
from panah.border.desk.recalls import recalls
from panah.border.facts.holds import HoldMoved
from panah.border.facts.persons import CorrectionPart, PersonsJoined
from panah.border.handles import keys_of
from panah.border.models import (
    CorrectedHandle,
    Correction,
    Crossing,
    Hold,
    HoldEvent,
    PersonPair,
    Presentation,
    RefusalProposal,
    Stay,
)
from panah.journal.applying import fold_again
from panah.journal.entries import Statement
from panah.journal.quarantine import breaking
from panah.journal.reading import of_subjects
from panah.journal.record import record
from panah.people.models import Look
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.border.test_refusals import OTHER, content, held, proposed, sign
from tests.people.factories import client_of, somebody

WHY = "Says so, and the scars match"


def other_name(here: AtThePost) -> UUID:
    return here.open(passport(surname="RAHIMOV", given="SHERZOD")).presentation


def apart(one: UUID, other: UUID) -> UUID:
    return corrections.propose(CorrectionPart(sort="apart", presentation=one, other=other), WHY, actor=SECOND)


def moving(hold: UUID, was: UUID, to: UUID) -> UUID:
    part = CorrectionPart(sort="hold", presentation=was, other=to, hold=hold)
    return corrections.propose(part, WHY, actor=SECOND)


class TestJoining:
    def test_a_hold_of_one_binds_the_other(self, here: AtThePost) -> None:
        one, other = here.open().presentation, other_name(here)
        desk.set_aside(one, actor=OFFICER)
        insert_allowed = refusing(other, here.post)
        persons.join(one, other, WHY, actor=SECOND)
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, insert_allowed)
        with pytest.raises(DeskError) as no:
            desk.admit(other, actor=OFFICER)
        assert (no.value.code, no.value.params) == ("set_aside_required", {"code": "on_hold"})
        assert receipts.give(Presentation.objects.get(subject=other), "refuse") is None

    def test_without_it_nothing_does(self, here: AtThePost) -> None:
        one, other = here.open().presentation, other_name(here)
        desk.set_aside(one, actor=OFFICER)
        insert(_REFUSAL, refusing(other, here.post))

    def test_through_a_third_and_with_a_document_that_comes_later(self, here: AtThePost) -> None:
        documents = [passport(surname=name) for name in ("FIRST", "SECOND", "THIRD")]
        one, two, three = (here.open(document).presentation for document in documents)
        persons.join(one, two, WHY, actor=SECOND)
        persons.join(three, two, WHY, actor=SECOND)
        desk.set_aside(one, actor=OFFICER)
        later = here.open(documents[2])
        assert later.advice.must_set_aside
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(later.presentation, here.post))

    def test_somebody_without_any_document_too(self, here: AtThePost) -> None:
        one = desk.open_presentation(None, direction="entry", place=here.place, actor=OFFICER).presentation
        other = other_name(here)
        persons.join(one, other, WHY, actor=SECOND)
        desk.set_aside(one, actor=OFFICER)
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(other, here.post))
        desk.set_aside(other, actor=OFFICER)
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(one, here.post))

    def test_clocks_run_from_the_first_setting_aside(self, here: AtThePost) -> None:
        one, other = here.open().presentation, other_name(here)
        desk.set_aside(one, actor=OFFICER)
        until = Hold.objects.get().until
        persons.join(one, other, WHY, actor=SECOND)
        desk.set_aside(other, actor=OFFICER)
        assert set(Hold.objects.values_list("until", flat=True)) == {until}

    def test_the_history_is_of_both_documents(self, here: AtThePost) -> None:
        from datetime import timedelta

        document = passport()
        here.cross(document, "entry", timedelta(days=9))
        one, other = here.open(document).presentation, other_name(here)
        assert desk.history(other).crossings == ()
        persons.join(one, other, WHY, actor=SECOND)
        (crossing,) = desk.history(other).crossings
        assert crossing.other_document

    def test_a_prepared_refusal_is_stopped(self, here: AtThePost) -> None:
        refusal, about = proposed(here)
        one = other_name(here)
        desk.set_aside(one, actor=OFFICER)
        _pair, rerun = persons.join(about.presentation, one, WHY, actor=OTHER)
        assert rerun.stopped == (refusal,)
        row = RefusalProposal.objects.get(subject=refusal)
        assert (row.state, row.reason, row.ended_by) == ("declined", persons.STOPPED, OTHER.id)
        with pytest.raises(DeskError, match="refusal_ended"):
            second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)

    def test_one_that_nothing_stands_against_goes_on(self, here: AtThePost) -> None:
        refusal, about = proposed(here)
        _pair, rerun = persons.join(about.presentation, other_name(here), WHY, actor=OTHER)
        assert rerun == persons.Rerun()
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)

    def test_a_refusal_that_was_made_is_recalled(self, here: AtThePost) -> None:
        one = other_name(here)
        desk.set_aside(one, actor=OFFICER)
        refusal, about = proposed(here)
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
        assert recalls() == []
        _pair, rerun = persons.join(one, about.presentation, WHY, actor=SECOND)
        assert rerun.recalls == (refusal,)
        assert [row.subject for row in recalls()] == [refusal]

    def test_what_it_takes(self, here: AtThePost) -> None:
        one, other = here.open().presentation, other_name(here)
        for args, code in (((one, one, WHY), "same_presentation"), ((one, uuid4(), WHY), "presentation_unknown"),
                           ((one, other, "  "), "reason_missing")):  # fmt: skip
            with pytest.raises(DeskError, match=code):
                persons.join(*args, actor=SECOND)
        persons.join(one, other, WHY, actor=SECOND)
        with pytest.raises(DeskError, match="joined_already"):
            persons.join(other, one, WHY, actor=SECOND)


class TestTellingApart:
    def test_two_with_one_name_and_birth_date(self, here: AtThePost) -> None:
        one, other = (here.open(passport(birth="1980-01-01")).presentation for _ in range(2))
        desk.set_aside(one, actor=OFFICER)
        correction = apart(one, other)
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(other, here.post))
        corrections.confirm(correction, actor=OTHER)
        insert(_REFUSAL, refusing(other, here.post))
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(one, here.post))
        assert here.open(passport(birth="1980-01-01")).advice.must_set_aside, "a third document is still of both"

    def test_a_join_is_undone_by_two_officers_and_can_be_said_again(self, here: AtThePost) -> None:
        one, other = here.open().presentation, other_name(here)
        desk.set_aside(one, actor=OFFICER)
        pair, _ = persons.join(one, other, WHY, actor=SECOND)
        correction = apart(one, other)
        with pytest.raises(DeskError, match="correction_same_officer"):
            corrections.confirm(correction, actor=SECOND)
        with pytest.raises(IntegrityError):
            insert(_REFUSAL, refusing(other, here.post))
        corrections.confirm(correction, actor=OTHER)
        desk.admit(other, actor=OFFICER)
        again, _ = persons.join(one, other, WHY, actor=SECOND)
        assert again == pair
        assert [entry.kind for entry in of_subjects([pair])] == [
            "border:person:joined", "border:person:told_apart", "border:person:joined",
        ]  # fmt: skip
        with pytest.raises(IntegrityError):
            insert(_REFUSAL, refusing(other, here.post))

    def test_a_namesake_doesnt_inherit_what_was_joined_to_the_other(self, here: AtThePost) -> None:
        namesake, one = (here.open(passport(birth="1980-01-01")).presentation for _ in range(2))
        other = other_name(here)
        persons.join(one, other, WHY, actor=SECOND)
        desk.set_aside(other, actor=OFFICER)
        with pytest.raises(IntegrityError):
            insert(_REFUSAL, refusing(namesake, here.post))
        corrections.confirm(apart(namesake, one), actor=OTHER)
        insert(_REFUSAL, refusing(namesake, here.post))

    def test_what_two_nodes_joined_is_told_apart_once(self, here: AtThePost) -> None:
        """Each said it under a handle of its own."""
        one, other = here.open().presentation, other_name(here)
        desk.set_aside(one, actor=OFFICER)
        persons.join(one, other, WHY, actor=SECOND)
        rows = [persons.handles_of(Presentation.objects.get(subject=each)) for each in (other, one)]
        there = PersonsJoined(one=rows[0], other=rows[1], reason=WHY)
        record([Statement(there, uuid4(), timezone.now())], actor=SECOND.id)
        corrections.confirm(apart(one, other), actor=OTHER)
        assert set(PersonPair.objects.values_list("state", flat=True)) == {"apart"}
        desk.admit(other, actor=OFFICER)

    def test_one_document_is_one_person(self, here: AtThePost) -> None:
        document = passport()
        one, other = (here.open(document).presentation for _ in range(2))
        with pytest.raises(DeskError, match="same_document"):
            apart(one, other)

    def test_declined_changes_nothing(self, here: AtThePost) -> None:
        one, other = (here.open(passport(birth="1980-01-01")).presentation for _ in range(2))
        correction = apart(one, other)
        with pytest.raises(DeskError, match="reason_missing"):
            corrections.decline(correction, " ", actor=OTHER)
        corrections.decline(correction, "Same scar", actor=OTHER)
        assert corrections.get(correction).why_not == "Same scar"
        assert not PersonPair.objects.exists()
        with pytest.raises(DeskError, match="correction_ended"):
            corrections.confirm(correction, actor=OTHER)


class TestMovingAHold:
    def test_it_goes_with_all_that_was_said_at_it_and_nobody_walks_free(self, here: AtThePost) -> None:
        was, hold = held(here)
        to = other_name(here)
        before = Hold.objects.get(subject=hold)
        correction = moving(hold, was, to)
        assert Hold.objects.get(subject=hold).presentation == was, "nothing changes before another officer agrees"
        corrections.confirm(correction, actor=OTHER)
        moved = Hold.objects.get(subject=hold)
        assert (moved.presentation, moved.lock, moved.until) == (to, before.lock, before.until)
        assert HoldEvent.objects.filter(subject=hold, act="moved").exists()
        right, wrong = Presentation.objects.get(subject=to), Presentation.objects.get(subject=was)
        assert (right.outcome, right.hold) == ("set_aside", hold)
        # Whoever it was begun under waits under a hold of their own, with the same clock (S13).
        own = Hold.objects.get(presentation=was)
        assert (wrong.outcome, wrong.hold, own.until) == ("set_aside", own.subject, before.until)
        assert sorted(view.id for view in holds.queue(here.post)) == sorted([hold, own.subject])
        for person in (was, to):
            with pytest.raises(IntegrityError, match="a hold of this person is open"):
                insert(_REFUSAL, refusing(person, here.post))
        (fact,) = [entry.fact for entry in of_subjects([hold]) if isinstance(entry.fact, HoldMoved)]
        assert (fact.was, fact.presentation, fact.proposed_by) == (was, to, SECOND.id)

    def test_a_refusal_prepared_under_it_is_stopped(self, here: AtThePost) -> None:
        refusal, about = proposed(here)
        rerun = corrections.confirm(moving(about.hold, about.presentation, other_name(here)), actor=OTHER)
        assert rerun.stopped == (refusal,)

    def test_whoever_has_crossed_is_bound_by_it_all_the_same(self, here: AtThePost) -> None:
        was, hold = held(here)
        to = other_name(here)
        desk.admit(to, actor=OFFICER)
        corrections.confirm(moving(hold, was, to), actor=OTHER)
        assert Presentation.objects.get(subject=to).outcome == "crossed"
        assert Hold.objects.get(subject=hold).presentation == to
        assert here.open(passport(surname="RAHIMOV", given="SHERZOD",
                                  number=Presentation.objects.get(subject=to).document["number"])
                         ).advice.must_set_aside  # fmt: skip

    def test_a_refusal_of_whose_it_is_is_recalled(self, here: AtThePost) -> None:
        refusal, about = proposed(here)
        was, hold = held(here)
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
        # The hold was placed before that refusal, for the very person refused.
        rerun = corrections.confirm(moving(hold, was, about.presentation), actor=OTHER)
        assert rerun.recalls == (refusal,)

    def test_what_it_takes(self, here: AtThePost) -> None:
        was, hold = held(here)
        to = other_name(here)
        for part, code in (
            (CorrectionPart(sort="hold", presentation=to, other=was, hold=hold), "hold_elsewhere"),
            (CorrectionPart(sort="hold", presentation=was, other=to), "hold_unknown"),
            (CorrectionPart(sort="hold", presentation=was, hold=hold), "presentation_unknown"),
        ):
            with pytest.raises(DeskError, match=code):
                corrections.propose(part, WHY, actor=SECOND)
        moving(hold, was, to)
        with pytest.raises(DeskError, match="correction_waits"):
            moving(hold, was, to)
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
        with pytest.raises(DeskError, match="hold_released"):
            corrections.confirm(Correction.objects.get().subject, actor=OTHER)


class TestAnotherDocument:
    def corrected(self, here: AtThePost, presentation: UUID, **fields: Any) -> UUID:
        part = desk.document_part(passport(**fields))
        content = CorrectionPart(sort="document", presentation=presentation, document=part)
        correction = corrections.propose(content, WHY, actor=SECOND)
        corrections.confirm(correction, actor=OTHER)
        return correction

    def test_the_crossing_and_the_stay_become_the_right_persons(self, here: AtThePost) -> None:
        document = passport()
        crossing = here.cross(document, "entry", timezone.now())
        wrong = desk.get(crossing).row.document_key
        self.corrected(here, crossing, surname="RIGHT", number="RR1234567")
        row = Presentation.objects.get(subject=crossing)
        assert row.document["surname"] == "RIGHT"
        assert bytes(Crossing.objects.get(subject=crossing).document_key) == bytes(row.document_key) != bytes(wrong)
        assert bytes(Stay.objects.get().document_key) == bytes(row.document_key)
        (fact,) = [one.fact for one in of_subjects([crossing]) if one.kind.endswith("document_corrected")]
        assert keys_of(fact.was.identity)[0] == bytes(wrong)

    def test_the_guard_knows_the_right_person_by_it(self, here: AtThePost) -> None:
        presentation, _hold = held(here)
        right = here.open(passport(surname="RIGHT", number="RR1234567")).presentation
        self.corrected(here, presentation, surname="RIGHT", number="RR1234567")
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(right, here.post))

    def test_nobody_alone_corrects_it(self, here: AtThePost) -> None:
        presentation = here.open().presentation
        part = desk.document_part(passport(surname="RIGHT"))
        content = CorrectionPart(sort="document", presentation=presentation, document=part)
        correction = corrections.propose(content, WHY, actor=SECOND)
        with pytest.raises(DeskError, match="correction_same_officer"):
            corrections.confirm(correction, actor=SECOND)
        assert Presentation.objects.get(subject=presentation).document["surname"] != "RIGHT"

    def test_whoever_was_joined_is_joined_with_the_right_person_and_with_the_wrong_one_no_more(
        self, here: AtThePost
    ) -> None:
        """The wrong one had their document scanned, nothing else."""
        wrong, right = passport(), {"surname": "RIGHT", "number": "RR1234567"}
        one, other = here.open(wrong).presentation, other_name(here)
        persons.join(one, other, WHY, actor=SECOND)
        desk.set_aside(other, actor=OFFICER)
        assert here.open(wrong).advice.must_set_aside
        self.corrected(here, one, **right)
        stranger, theirs = here.open(wrong), here.open(passport(**right))
        assert (stranger.advice.must_set_aside, theirs.advice.must_set_aside) == (False, True)
        assert set(persons.of_person(stranger.presentation)).isdisjoint({one, other})
        assert {one, other, theirs.presentation} == set(persons.of_person(theirs.presentation))
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(theirs.presentation, here.post))
        insert(_REFUSAL, refusing(stranger.presentation, here.post))
        part = desk.document_part(wrong)
        back = corrections.propose(CorrectionPart(sort="document", presentation=one, document=part), WHY, actor=SECOND)
        corrections.confirm(back, actor=OTHER)
        found = [here.open(each).advice.must_set_aside for each in (wrong, passport(**right))]
        assert found == [True, False], "corrected back, it is the other way round"


def test_folding_it_again_gives_the_same(here: AtThePost) -> None:
    was, hold = held(here)
    to = other_name(here)
    corrected = desk.document_part(passport(surname="RIGHT"))
    content = CorrectionPart(sort="document", presentation=to, document=corrected)
    corrections.confirm(corrections.propose(content, WHY, actor=SECOND), actor=OTHER)
    persons.join(was, to, WHY, actor=SECOND)
    corrections.confirm(apart(was, to), actor=OTHER)
    corrections.confirm(moving(hold, was, to), actor=OTHER)
    tables = (Presentation, Hold, PersonPair, Correction)

    def rows() -> list[list[dict[str, Any]]]:
        found = [sorted(table.objects.values(), key=str) for table in tables]
        return [*found, sorted(CorrectedHandle.objects.values("subject", "handle"), key=str)]

    before = rows()
    subjects = [row["subject"] for table in before for row in table]
    fold_again(subjects, [registers.presentations, registers.holds, registers.persons])
    assert rows() == before


def test_one_officers_correction_from_another_node_is_kept_apart(here: AtThePost) -> None:
    was, hold = held(here)
    to = other_name(here)
    alone = HoldMoved(presentation=to, was=was, correction=uuid4(), proposed_by=SECOND.id)
    record([Statement(alone, hold, timezone.now())], actor=SECOND.id)
    (entry,) = [one for one in of_subjects([hold]) if isinstance(one.fact, HoldMoved)]
    assert [item.detail for item in breaking([entry])] == ["two_officers"]


# --- screens ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def second(here: AtThePost) -> Client:
    return client_of(somebody("second_line", post=here.post), post=here.post, lane="Lane 1")


def opened(client: Client, address: str) -> str:
    """The page, a reason given for each file it opens."""
    for _ in range(3):
        page = client.get(address).content.decode()
        if "Say why first" not in page:
            return page
        client.post(address, {"reason": "correction"})
    return page


def test_search_compare_and_join(here: AtThePost, second: Client) -> None:
    one = here.open(passport(number="AA1111111")).presentation
    other = here.cross(passport(surname="RAHIMOV", number="BB2222222"), "entry", timezone.now())
    hold = desk.set_aside(one, actor=OFFICER)
    assert reverse("border:person", args=[one]) in second.get(reverse("border:hold", args=[hold])).content.decode()
    address = reverse("border:person", args=[one])
    assert "Say why first" in second.get(address).content.decode(), "it tells when they came before"
    assert "Is there another file" in opened(second, address)
    assert "Nobody found" in second.post(address, {"find": "1", "name": "NOBODY AT ALL"}).content.decode()
    looks = Look.objects.count()
    page = second.post(address, {"find": "1", "number": "bb 2222222"}).content.decode()
    found = file_of(Presentation.objects.get(subject=other))
    assert [one.file for one in Look.objects.filter(screen="border:person-search")] == [found]
    assert Look.objects.count() == looks + 1, "whoever knows the number learns that they came"
    beside = reverse("border:person-compare", args=[one, other])
    assert beside in page
    second.post(address, {"find": "1", "name": "rahimov"})
    assert Look.objects.count() == looks + 2, "so does who knows a name that a few have"
    assert "BB2222222" not in page.replace('value="bb 2222222"', ""), "a list shows the end of a number alone"
    looks = Look.objects.count()
    page = opened(second, beside)
    assert Look.objects.count() == looks + 1
    assert "RAHIMOV" in page
    assert "They are one person" in page
    assert second.post(beside, {"act": "join", "why": ""}).status_code == 422
    second.post(beside, {"act": "join", "why": WHY})
    assert PersonPair.objects.get().state == "same"


def test_two_officers_at_the_screens(here: AtThePost, second: Client) -> None:
    was, hold = held(here)
    to = other_name(here)
    desk.set_aside(to, actor=OFFICER)
    address = reverse("border:person-compare", args=[was, to])
    page = opened(second, address)
    assert "Move the hold to the other file" in page
    second.post(address, {"act": "hold", "hold": str(hold), "why": WHY})
    correction = Correction.objects.get()
    address = reverse("border:correction", args=[correction.subject])
    assert "Now another officer looks" in opened(second, address)
    second.post(address, {"act": "confirm"})
    assert Correction.objects.get().state == "open"
    commander = client_of(somebody("commander", post=here.post), post=here.post, lane="Lane 1")
    assert (
        reverse("border:correction", args=[correction.subject])
        in commander.get(reverse("border:corrections")).content.decode()
    )
    assert WHY in opened(commander, address)
    commander.post(address, {"act": "confirm"})
    assert Hold.objects.get(subject=hold).presentation == to


def test_a_wrong_document_at_the_screen(here: AtThePost, second: Client) -> None:
    presentation, _hold = held(here)
    address = reverse("border:person-document", args=[presentation])
    assert second.post(address, {"why": WHY, "kind": "passport"}).status_code == 422
    keyed = {"why": WHY, "kind": "passport", "issuer": "KGZ", "nationality": "KGZ", "number": "AC1234567",
             "surname": "RIGHT", "given_names": "PERSON", "birth_date": "01.02.1980", "sex": "F",
             "expiry_date": "01.01.2033"}  # fmt: skip
    answer = second.post(address, keyed)
    correction = Correction.objects.get()
    assert answer.url == reverse("border:correction", args=[correction.subject])
    page = second.get(answer.url).content.decode()
    assert "RIGHT PERSON" in page
    assert "KARIMOV RUSTAM" in page


def test_nothing_of_a_person_stands_in_an_address(here: AtThePost, second: Client) -> None:
    """What is searched for travels in the body of the request."""
    one = here.open().presentation
    page = opened(second, reverse("border:person", args=[one]))
    form = page[page.index('name="find"') - 3000 : page.index('name="find"')]
    assert 'method="post"' in form


def test_content_of_a_refusal_is_signed_with_the_countries_asked_about(here: AtThePost) -> None:
    from panah.border.rules.refusals import digest_of

    about = content(here, uuid4(), uuid4())
    assert digest_of(about) != digest_of(about.model_copy(update={"advisories": ("AFG",)}))


class TestAdvisories:
    """UNHCR's advisories stand before the form and before the guard, whoever the person is."""

    def afghan(self, here: AtThePost) -> tuple[UUID, UUID]:
        return held(here, passport("AFG"))

    def test_a_refusal_needs_that_the_person_was_asked_about_the_country(self, here: AtThePost) -> None:
        about = content(here, *self.afghan(here))
        with pytest.raises(DeskError, match="advisory_unheard"):
            refusals.propose(about, sign(SECOND, about), actor=SECOND)
        asked = about.model_copy(update={"advisories": ("AFG",)})
        refusals.propose(asked, sign(SECOND, asked), actor=SECOND)

    def test_one_that_came_in_force_meanwhile_stops_the_second_signature(
        self, here: AtThePost, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusal, about = proposed(here)
        monkeypatch.setattr("panah.border.desk.noticing.countries_of", lambda found: ("UZB",))
        with pytest.raises(DeskError, match="advisory_unheard"):
            second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)

    def test_the_form_says_it_first_with_its_source(self, here: AtThePost) -> None:
        who = somebody("second_line", post=here.post)
        officer = client_of(who, post=here.post, lane="Lane 1")
        presentation = here.open(passport("AFG")).presentation
        hold = desk.set_aside(presentation, actor=OFFICER)
        holds.take(hold, actor=Actor(who.id, frozenset({"second_line"})))
        page = officer.get(reverse("border:refuse", args=[hold])).content.decode()
        assert "UNHCR asks that nobody be forced to return to Afghanistan" in page
        assert "Source: UNHCR, Position on returns to Afghanistan, August 2021" in page
        assert page.index("UNHCR asks") < page.index("What it rests on")
        answer = officer.post(reverse("border:refuse", args=[hold]), {"fear": "no"})
        assert "Ask the person alone about that country first" in answer.content.decode()
        assert "UNHCR asks" in officer.get(reverse("border:withdraw", args=[hold])).content.decode()
