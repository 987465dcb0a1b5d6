"""S12: nobody is refused while another of their family waits, whatever the question is; a family is refused together,
or not at all; and whoever, asked alone, wants otherwise is bound by none of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from panah.border.apply.invariants import no_way_back
from panah.border.desk import apart, groups, holds, refusals, second_signature, tokens, unsent
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError, Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.desk.recalls import recalls
from panah.border.facts.groups import AskedAboutFamily
from panah.border.facts.holds import HoldReleased
from panah.border.facts.parts import AccompanimentPart
from panah.border.facts.refusals import PresentationRefused, PresentationWithdrew, RefusalPart
from panah.border.models import GroupMember, Hold, HoldToken, Presentation, Refusal, RefusalProposal
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_refusal_in_the_database import _HOLD, _REFUSAL, holding, insert, race, refusing
from tests.border.test_refusals import OTHER, codes, content, held, said, sign

TOGETHER = "families are decided together"


def family(here: AtThePost, *members: UUID, sort: str = "family") -> UUID:
    group = groups.open_group(here.post, direction="entry", sort=sort, actor=OFFICER)
    for member in members:
        groups.join(group, member, actor=OFFICER)
    return group


def propose(here: AtThePost, presentation: UUID, hold: UUID) -> tuple[UUID, RefusalPart]:
    about = content(here, presentation, hold)
    return refusals.propose(about, sign(SECOND, about), actor=SECOND), about


def second(proposed: tuple[UUID, RefusalPart]) -> bool:
    refusal, about = proposed
    return second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)


def test_whoever_waits_carries_the_others_and_nobody_learns_from_it_whose_question_it_is(here: AtThePost) -> None:
    """The same for a hold that the second line may end and for one whose token lies elsewhere; a group is no family."""
    wife, hers = held(here)
    husband, his = held(here)
    stranger, other = held(here)
    family(here, wife, husband)
    family(here, husband, stranger, sort="group")
    waiting = propose(here, wife, hers)
    assert refusals.verdict(hers).allowed, "the form says nothing of another's hold"
    token = HoldToken.objects.get(hold=his)
    tokens.forget(his)
    assert not second(waiting)
    token.save(force_insert=True)
    assert not second(waiting)
    assert Hold.objects.filter(released=None).count() == 3
    assert refusals.get(waiting[0]).state == "open"
    assert second(propose(here, stranger, other)), "a group is no family"
    holds.release_and_admit(his, desk.Decision(), actor=SECOND)
    assert second(waiting)
    assert Presentation.objects.get(subject=wife).outcome == "refused"


def test_who_was_scanned_as_a_family_is_one(here: AtThePost) -> None:
    group = family(here)
    people = [here.open(passport(), group=group).presentation for _ in range(2)]
    first, _second = [desk.set_aside(one, actor=OFFICER) for one in people]
    holds.take(first, actor=SECOND)
    assert not second(propose(here, people[0], first))


def test_a_member_who_waits_with_another_document_carries_the_others(here: AtThePost) -> None:
    wife, hers = held(here)
    husband = here.open(passport(birth="1980-04-04", number="FA1111111")).presentation
    family(here, wife, husband)
    desk.admit(husband, desk.Decision(), actor=OFFICER)
    desk.set_aside(here.open(passport(birth="1980-04-04", number="FA2222222")).presentation, actor=OFFICER)
    assert not second(propose(here, wife, hers))


def test_a_family_is_refused_together(here: AtThePost) -> None:
    (wife, hers), (husband, his) = held(here), held(here)
    family(here, wife, husband)
    one, other = propose(here, wife, hers), propose(here, husband, his)
    assert not second(one)
    assert not Refusal.objects.exists()
    assert second(other)
    assert {made.presentation for made in Refusal.objects.all()} == {wife, husband}
    assert not Hold.objects.filter(released=None).exists()
    assert recalls() == []
    assert {made.second_by for made in Refusal.objects.all()} == {OTHER.id}


@pytest.mark.parametrize("why", ["the token lies elsewhere", "a conversation goes on", "declined"])
def test_of_a_family_nobody_is_refused_while_one_may_not_be(
    here: AtThePost, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her proposal was signed by both before a body got a say, or before she began to speak."""
    (wife, hers), (husband, his) = held(here), held(here)
    family(here, wife, husband)
    one, other = propose(here, wife, hers), propose(here, husband, his)
    assert not second(one)
    if why == "the token lies elsewhere":
        tokens.forget(hers)
    elif why == "a conversation goes on":
        monkeypatch.setattr(unsent, "_known", [lambda hold: hold == hers])
    else:
        refusals.decline(one[0], "Her visa was in the bag", actor=OTHER)
    assert not second(other)
    assert not Refusal.objects.exists()
    assert RefusalProposal.objects.get(subject=other[0]).second is not None


def child_of(here: AtThePost, *family_members: UUID) -> tuple[UUID, UUID]:
    """Who may be a child, held, in a family with these."""
    child, hold = held(here, passport(birth="2017-05-05", number="FA9999999", surname="KARIMOV"))
    family(here, child, *family_members)
    return child, hold


WITH_HER = AccompanimentPart(relation="parent", adult_name="KARIMOVA", authority="birth_certificate")


def test_a_child_that_was_let_in_isnt_left_alone(here: AtThePost) -> None:
    """Signed by both while the child waited; then the child goes on into the care of one who was to be refused."""
    (wife, hers), (husband, his) = held(here), held(here)
    _child, theirs = child_of(here, wife, husband)
    one, other = propose(here, wife, hers), propose(here, husband, his)
    assert not second(one)
    holds.release_and_admit(theirs, desk.Decision(accompaniment=WITH_HER), actor=SECOND)
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        second(other)
    assert codes(no) == {"child_left_alone"}
    assert not Refusal.objects.exists()
    assert [one.code for one in refusals.verdict(hers).why] == ["child_left_alone"]
    refusals.decline(one[0], "The child needs her", actor=OTHER)
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        propose(here, wife, hers)
    holds.release_and_admit(hers, desk.Decision(), actor=SECOND)
    assert refusals.verdict(his).allowed, "an adult of the family is with the child"
    assert second(other)


def test_whoever_goes_on_separately_leaves_nobody(here: AtThePost) -> None:
    uncle, his = held(here)
    _child, theirs = child_of(here, uncle)
    holds.release_and_admit(theirs, desk.Decision(accompaniment=WITH_HER), actor=SECOND)
    assert [one.code for one in refusals.verdict(his).why] == ["child_left_alone"]
    alone = AskedAboutFamily(
        presentation=uncle, wants="apart", language="Uzbek", understood="speaks_it", asked_alone=True
    )
    apart.ask(his, alone, actor=SECOND)
    assert second(propose(here, uncle, his))


def test_the_same_officer_signs_no_second_time(here: AtThePost) -> None:
    (wife, hers), (husband, _his) = held(here), held(here)
    family(here, wife, husband)
    refusal, about = propose(here, wife, hers)
    with pytest.raises(DeskError, match="refusal_same_officer"):
        second_signature.sign(refusal, sign(SECOND, about), actor=SECOND)


class TestInTheDatabase:
    def test_no_statement_refuses_whose_family_waits(self, here: AtThePost) -> None:
        wife, husband = here.open().presentation, here.open().presentation
        group = family(here, wife, husband)
        hold = desk.set_aside(husband, actor=OFFICER)
        with pytest.raises(IntegrityError, match=TOGETHER):
            insert(_REFUSAL, refusing(wife, here.post))
        with pytest.raises(IntegrityError, match=TOGETHER), transaction.atomic():
            Presentation.objects.filter(subject=wife).update(outcome="refused")
        # Going back of one's own will isn't refusing.
        Presentation.objects.filter(subject=wife).update(outcome="withdrew")
        holds.take(hold, actor=SECOND)
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
        groups.close(group, actor=OFFICER, remark="Done")
        insert(_REFUSAL, refusing(wife, here.post))

    def test_nor_while_the_question_stays_open_of_one_who_went_on(self, here: AtThePost) -> None:
        wife, (husband, his) = here.open().presentation, held(here)
        family(here, wife, husband)
        holds.admit_with_question_open(his, desk.Decision(), actor=SECOND)
        with pytest.raises(IntegrityError, match=TOGETHER):
            insert(_REFUSAL, refusing(wife, here.post))

    def test_a_family_that_somebody_came_with_before_is_theirs_still(self, here: AtThePost) -> None:
        document = passport()
        before, (husband, _his) = here.open(document).presentation, held(here)
        family(here, before, husband)
        desk.admit(before, desk.Decision(), actor=OFFICER)
        with pytest.raises(IntegrityError, match=TOGETHER):
            insert(_REFUSAL, refusing(here.open(document).presentation, here.post))

    def test_strangers_bind_nobody(self, here: AtThePost) -> None:
        one, (other, _hold) = here.open().presentation, held(here)
        family(here, one, other, sort="group")
        insert(_REFUSAL, refusing(one, here.post))


@pytest.fixture
def couple(fresh_database: str) -> tuple[UUID, UUID, UUID]:
    """Two of a family and their post; committed."""
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty",
        lanes=[Lane("1", "Lane 1")], regime="schengen", actor=OFFICER,
    )  # fmt: skip
    here = AtThePost(post, Place(post, "1"))
    wife, husband = here.open().presentation, here.open().presentation
    family(here, wife, husband)
    return wife, husband, post


_JOIN = "INSERT INTO border_group_member (subject, presentation, joined, language) VALUES (%s, %s, now(), '')"


def test_a_refusal_that_races_the_hold_of_a_member_sees_it(couple: tuple[UUID, UUID, UUID]) -> None:
    wife, husband, post = couple
    came = race((_HOLD, holding(husband, post)), (_REFUSAL, refusing(wife, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)


def test_the_hold_of_a_member_that_races_a_refusal_comes_after_it(couple: tuple[UUID, UUID, UUID]) -> None:
    wife, husband, post = couple
    assert race((_REFUSAL, refusing(wife, post)), (_HOLD, holding(husband, post))) is None
    assert recalls() == [], "what comes later is no recall"
    earlier = timezone.now() - timedelta(hours=1)
    Hold.objects.filter(presentation=husband).update(placed=earlier)
    assert [one.presentation for one in recalls()] == [wife], "known too late: to be recalled"


def test_a_refusal_that_races_somebodys_joining_the_family_sees_them(couple: tuple[UUID, UUID, UUID]) -> None:
    wife, _husband, post = couple
    here = AtThePost(post, Place(post, "1"))
    son, _hold = held(here)
    group = GroupMember.objects.get(presentation=wife).subject
    came = race((_JOIN, [group, son]), (_REFUSAL, refusing(wife, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)


def test_another_nodes_refusal_of_one_whose_family_waited_is_kept_back(here: AtThePost) -> None:
    (wife, hers), (husband, his) = held(here), held(here)
    family(here, wife, husband)
    own = said(HoldReleased(token=tokens.of(Hold.objects.get(subject=hers)) or ""), hers, 1)
    refused = said(PresentationRefused(refusal=uuid4()), wife, 2)
    assert no_way_back([own, refused]) == {(refused.journal, 2): "family_waits"}
    theirs = said(HoldReleased(token=tokens.of(Hold.objects.get(subject=his)) or ""), his, 3)
    assert not no_way_back([own, refused, theirs]), "refused together, or let go before"
    Hold.objects.filter(subject=his).update(placed=timezone.now() + timedelta(hours=1))
    assert not no_way_back([own, refused]), "what came later, comes as a recall of its own"
    Hold.objects.filter(subject=his).update(placed=timezone.now() - timedelta(hours=1))
    back = PresentationWithdrew(
        language="ru", understood="said_back", asked_alone=True, asked_fear=True, own_words="Home"
    )
    assert not no_way_back([own, said(back, wife, 2)]), "of own will, alone"
