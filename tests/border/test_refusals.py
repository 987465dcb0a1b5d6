"""Refusing entry: two officers, nothing open, a ground and a receipt; and never a child, a national or a refugee."""

from __future__ import annotations

from datetime import UTC, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone, translation

from panah.border.apply.invariants import no_way_back
from panah.border.desk import holds, receipts, refusals, second_signature, tokens
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.recalls import recalls
from panah.border.facts.holds import HoldReleased
from panah.border.facts.refusals import PresentationRefused, PresentationWithdrew, RefusalPart, RefusalProposed
from panah.border.models import Hold, Presentation, Refusal, Withdrawal
from panah.border.rules.refusals import digest_of
from panah.documents.travel_document import TravelDocument
from panah.journal.entries import Entry, Source
from panah.journal.facts import Fact
from panah.journal.record import say
from panah.people import acts
from panah.people.act_signature import ActSignature
from panah.protection.desk import copies
from panah.protection.views import copy_print
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport

OTHER = Actor(UUID(int=77), frozenset({"second_line"}), "Other")


def held(here: AtThePost, document: TravelDocument | None = None) -> tuple[UUID, UUID]:
    """Somebody set aside and taken over: presentation and hold."""
    presentation = here.open(document or passport()).presentation
    hold = desk.set_aside(presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    return presentation, hold


def content(here: AtThePost, presentation: UUID, hold: UUID, **other: object) -> RefusalPart:
    fields: dict[str, object] = {
        "presentation": presentation, "hold": hold, "post": here.post, "ground": "kz-visa", "facts": "No visa shown",
        "language": "Russian", "understood": "said_back", "notice_language": "ru", "own_words": "I forgot it",
        "asked_alone": True, "asked_fear": True,
    }  # fmt: skip
    return RefusalPart(**(fields | other))  # type: ignore[arg-type]


def sign(actor: Actor, about: RefusalPart) -> ActSignature:
    return acts._by_node(actor.id, "totp", digest_of(about))


def proposed(here: AtThePost, document: TravelDocument | None = None) -> tuple[UUID, RefusalPart]:
    about = content(here, *held(here, document))
    return refusals.propose(about, sign(SECOND, about), actor=SECOND), about


def codes(no: pytest.ExceptionInfo[DeskError]) -> set[str]:
    return {one.code for one in no.value.params["why"]}


def test_two_officers_refuse(here: AtThePost) -> None:
    refusal, about = proposed(here)
    second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    made = Refusal.objects.get(subject=refusal)
    assert (made.first_by, made.second_by) == (SECOND.id, OTHER.id)
    assert Presentation.objects.get(subject=about.presentation).outcome == "refused"
    assert Hold.objects.get(subject=about.hold).released is not None
    assert refusals.get(refusal).state == "made"
    assert recalls() == []


def test_nobody_is_refused_on_the_way_out(here: AtThePost) -> None:
    presentation = here.open(passport(), "exit").presentation
    hold = desk.set_aside(presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    about = content(here, presentation, hold)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refusals.propose(about, sign(SECOND, about), actor=SECOND)
    assert codes(no) == {"way_out"}
    # One that an earlier version let be proposed isn't signed any more.
    refusal = uuid4()
    say(RefusalProposed(content=about, signature=sign(SECOND, about)), actor=SECOND.id, about=refusal)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    assert codes(no) == {"way_out"}
    assert not Refusal.objects.exists()


def test_one_officer_is_not_two(here: AtThePost) -> None:
    refusal, about = proposed(here)
    with pytest.raises(DeskError, match="refusal_same_officer"):
        second_signature.sign(refusal, sign(SECOND, about), actor=SECOND)


def test_a_signature_is_ones_own_and_over_this_content(here: AtThePost) -> None:
    refusal, about = proposed(here)
    with pytest.raises(DeskError, match="signature_wrong"):
        second_signature.sign(refusal, sign(SECOND, about), actor=OTHER)
    altered = about.model_copy(update={"ground": "kz-document"})
    with pytest.raises(DeskError, match="signature_wrong"):
        second_signature.sign(refusal, sign(OTHER, altered), actor=OTHER)
    forged = sign(OTHER, about).model_copy(update={"at": "2026-01-01T00:00:00+00:00"})
    with pytest.raises(DeskError, match="signature_wrong"):
        second_signature.sign(refusal, forged, actor=OTHER)


def test_another_hold_of_the_same_person_closes_the_way(here: AtThePost) -> None:
    refusal, about = proposed(here, passport(birth="1980-04-04", number="FA1111111"))
    desk.set_aside(here.open(passport(birth="1980-04-04", number="FA2222222")).presentation, actor=OFFICER)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    assert "hold_open" in codes(no)
    assert not Refusal.objects.exists()


def said(fact: Fact, subject: UUID, sequence: int) -> Entry:
    """By another node, just now."""
    now = timezone.now()
    return Entry(
        UUID(int=5), sequence, sequence, now, Source.CLOCK, now, OTHER.id, subject, fact.kind, fact.version, fact
    )


def test_another_node_frees_nobody_with_a_token_that_opens_no_lock(here: AtThePost) -> None:
    presentation, hold = held(here)
    refused = said(PresentationRefused(refusal=UUID(int=9)), presentation, 2)
    row = Hold.objects.get(subject=hold)
    for token, broken in (("ab" * 32, True), ("no token", True), ("", True), (tokens.of(row) or "", False)):
        found = no_way_back([said(HoldReleased(token=token), hold, 1), refused])
        assert bool(found) is broken
    # Nor with the token of another hold.
    _other, second = held(here, passport(surname="RAHIMOV", number="FA7654321", birth="1971-03-02"))
    theirs = tokens.of(Hold.objects.get(subject=second)) or ""
    assert no_way_back([said(HoldReleased(token=theirs), hold, 1), refused])


def test_a_hold_whose_token_lies_elsewhere_closes_the_way(here: AtThePost) -> None:
    presentation, hold = held(here)
    tokens.forget(hold)
    about = content(here, presentation, hold)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refusals.propose(about, sign(SECOND, about), actor=SECOND)
    assert codes(no) == {"hold_open"}
    assert not refusals.verdict(hold).allowed


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (passport("KAZ"), "never_refused"),
        (passport("UZB", birth="2015-05-05"), "child_never"),
        (passport("UZB", birth="1974-XX-XX", number="FA3333333"), None),
        (passport("XXB", kind="refugee_travel_document", issuer="KAZ"), "never_refused"),
    ],
)
def test_who_is_never_refused(here: AtThePost, document: TravelDocument, code: str | None) -> None:
    _presentation, hold = held(here, document)
    said = refusals.verdict(hold)
    assert {one.code for one in said.why} == ({code} if code else set())


def test_whoever_crossed_as_a_national_is_one(here: AtThePost) -> None:
    document = passport("UZB", birth="1980-01-01")
    here.cross(document, "exit", timedelta(days=30), capacity="national")
    _presentation, hold = held(here, document)
    assert [one.code for one in refusals.verdict(hold).why] == ["never_refused"]


def test_at_the_end_of_the_clock_refusal_is_over(here: AtThePost) -> None:
    _presentation, hold = held(here)
    row = Hold.objects.get(subject=hold)
    Hold.objects.filter(subject=hold).update(until=row.placed)
    assert [one.code for one in refusals.verdict(hold).why] == ["hold_over"]


def test_asked_alone_whether_they_fear_to_go_back(here: AtThePost) -> None:
    about = content(here, *held(here), asked_fear=False)
    with pytest.raises(DeskError, match="refusal_not_heard"):
        refusals.propose(about, sign(SECOND, about), actor=SECOND)


def test_a_ground_of_the_countrys_list_and_what_it_rests_on(here: AtThePost) -> None:
    presentation, hold = held(here)
    for other, code in (({"ground": "looks"}, "ground_unknown"), ({"facts": "  "}, "facts_needed")):
        about = content(here, presentation, hold, **other)
        with pytest.raises(DeskError, match=code):
            refusals.propose(about, sign(SECOND, about), actor=SECOND)


def test_saying_no_leaves_everything_as_it_was(here: AtThePost) -> None:
    refusal, about = proposed(here)
    refusals.decline(refusal, "The visa was in the other passport", actor=OTHER)
    assert Hold.objects.get(subject=about.hold).released is None
    with pytest.raises(DeskError, match="refusal_ended"):
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)


def test_a_receipt_is_for_one_person_and_act_and_can_be_checked(here: AtThePost) -> None:
    presentation, _hold = held(here)
    receipt = receipts.give(Presentation.objects.get(subject=presentation), "refuse")
    assert receipt is not None
    assert receipts.is_genuine(receipt, here.post)
    assert not receipts.is_genuine(receipt.model_copy(update={"act": "remove"}), here.post)


def test_a_hold_that_becomes_known_afterwards_is_a_recall(here: AtThePost) -> None:
    refusal, about = proposed(here, passport(birth="1980-04-04", number="FA1111111"))
    second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    earlier = Refusal.objects.get(subject=refusal).made - timedelta(minutes=5)
    other = here.open(passport(birth="1980-04-04", number="FA2222222"), happened=earlier).presentation
    desk.set_aside(other, actor=OFFICER, happened=earlier)
    assert [one.subject for one in recalls()] == [refusal]
    made = Refusal.objects.get(subject=refusal).made
    assert [one.subject for one in recalls(among=[uuid4(), refusal], since=made)] == [refusal]
    assert recalls(among=[uuid4()]) == recalls(until=made) == recalls(since=made + timedelta(minutes=1)) == []


def test_of_many_refusals_only_those_made_while_the_person_was_held_are_recalled(here: AtThePost) -> None:
    refused = []
    for number in ("FA3333331", "FA3333332", "FA3333333"):
        refusal, about = proposed(here, passport(birth="1980-04-04", number=number))
        second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
        refused.append(refusal)
    first, second, _third = (Refusal.objects.get(subject=one) for one in refused)
    earlier = second.made - timedelta(seconds=1)
    other = here.open(passport(birth="1980-04-04", number="FA3333332"), happened=earlier).presentation
    hold = desk.set_aside(other, actor=OFFICER, happened=earlier)
    Hold.objects.filter(subject=hold).update(placed=first.made - timedelta(days=2), released=second.made)
    due = {one.subject for one in recalls()}
    assert first.subject in due, "one name and birthday, held before"
    assert second.subject not in due, "the hold had ended by then"
    Hold.objects.filter(subject=hold).update(released=second.made + timedelta(seconds=1))
    assert second.subject in {one.subject for one in recalls()}


def withdrawing(**other: object) -> PresentationWithdrew:
    fields: dict[str, object] = {
        "language": "Tajik", "understood": "speaks_it", "asked_alone": True, "asked_fear": True,
        "own_words": "My bus left",
    }  # fmt: skip
    return PresentationWithdrew(**(fields | other))  # type: ignore[arg-type]


def test_going_back_of_own_will_is_an_outcome_of_its_own(here: AtThePost) -> None:
    presentation, hold = held(here)
    refusals.withdraw(hold, withdrawing(), actor=SECOND)
    assert Presentation.objects.get(subject=presentation).outcome == "withdrew"
    assert Withdrawal.objects.get(subject=presentation).own_words == "My bus left"


@pytest.mark.parametrize(
    ("said", "code"), [({"asked_alone": False}, "not_asked_alone"), ({"own_words": " "}, "own_words_missing")]
)
def test_own_will_is_asked_alone_in_own_words(here: AtThePost, said: dict[str, object], code: str) -> None:
    _presentation, hold = held(here)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refusals.withdraw(hold, withdrawing(**said), actor=SECOND)
    assert codes(no) == {code}


def test_a_child_does_not_go_back_alone(here: AtThePost) -> None:
    _presentation, hold = held(here, passport(birth="2015-05-05"))
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refusals.withdraw(hold, withdrawing(), actor=SECOND)


def test_the_registers_are_the_fold_of_the_facts(here: AtThePost) -> None:
    refusal, about = proposed(here)
    second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    refusals.withdraw(held(here)[1], withdrawing(), actor=SECOND)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE kind LIKE 'border:refusal:%%'")
        assert cursor.fetchone() == (2,)


def test_whoever_was_refused_reads_why_in_the_copy_of_what_is_held(here: AtThePost) -> None:
    """S11: the ground, what it rests on and what they said; of going back of own will their words."""
    refusal, about = proposed(here)
    second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)
    what = copies.held(about.presentation)
    with timezone.override(UTC), translation.override("en"):
        ((_when, _post, ground, facts, words),) = copy_print._data(what)["refused"]["rows"]
    assert (ground, facts, words) == ("No visa or permit where one is needed", "No visa shown", "I forgot it")
    other, hold = held(here, passport(surname="RAHIMOV", number="FA7654321", birth="1971-03-02"))
    assert copy_print._data(copies.held(other))["refused"]["rows"] == []
    said = PresentationWithdrew(
        language="Russian", understood="said_back", asked_alone=True, asked_fear=True, own_words="I go home"
    )
    refusals.withdraw(hold, said, actor=SECOND)
    (row,) = copy_print._data(copies.held(other))["refused"]["rows"]
    assert row[-1] == "I go home"
