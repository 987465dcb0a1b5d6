"""S1: nobody is refused on the way out. S6, S12: the last adult of a child that was let in isn't refused. In the
database, whoever issues the statement and however two of them race; and in what another node says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from panah.border.apply.invariants import no_way_back
from panah.border.apply.let_in import ComeTogether
from panah.border.desk.context import Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.groups import GroupJoined, GroupOpened
from panah.border.facts.presentations import CrossingRecorded, CrossingTakenBack, PresentationOpened, SetAside
from panah.border.facts.refusals import PresentationRefused, ReceiptPart, RefusalMade, RefusalProposed
from panah.border.models import GroupMember, Presentation, Refusal
from panah.border.rules.line import line
from panah.documents import PartialDate
from panah.journal import chain
from panah.journal import clock as clocks
from panah.journal.entries import Entry, Header
from panah.journal.facts import Fact
from panah.journal.reading import of_subjects
from panah.journal.receive import receive
from panah.journal.registers import _registers
from panah.journal.registers import registers as known_registers
from panah.journal.store import Parcel
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_apart import wants
from tests.border.test_families import family
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, race, refusing
from tests.border.test_refusals import OTHER, content, said, sign

WAY_OUT = "nobody is refused on the way out"
ALONE = "a child of the family was let in"
_CROSSED = "UPDATE border_presentation SET outcome = %s, outcome_at = now() WHERE subject = %s"
_TURNED = "UPDATE border_presentation SET direction = 'exit' WHERE subject = %s"


def child(**more: Any) -> Any:
    return passport(birth="2017-05-05", **more)


def crossed(presentation: UUID, at: datetime | None = None) -> None:
    Presentation.objects.filter(subject=presentation).update(outcome="crossed", outcome_at=at or timezone.now())


def refuse(presentation: UUID, **also: object) -> None:
    """Its outcome, in whichever way it is written."""
    Presentation.objects.filter(subject=presentation).update(outcome="refused", outcome_at=timezone.now(), **also)


class TestOnTheWayOut:
    def test_no_statement_refuses(self, here: AtThePost) -> None:
        leaving = here.open(passport(), "exit").presentation
        with pytest.raises(IntegrityError, match=WAY_OUT):
            insert(_REFUSAL, refusing(leaving, here.post))
        with pytest.raises(IntegrityError, match=WAY_OUT), transaction.atomic():
            refuse(leaving)
        coming = here.open(passport()).presentation
        with pytest.raises(IntegrityError, match=WAY_OUT), transaction.atomic():
            refuse(coming, direction="exit")
        insert(_REFUSAL, refusing(coming, here.post))
        with pytest.raises(IntegrityError, match=WAY_OUT), transaction.atomic():
            Presentation.objects.filter(subject=coming).update(direction="exit")

    def test_what_an_earlier_version_refused_is_folded_again(self, here: AtThePost) -> None:
        """A year later, when parts of it may be erased."""
        leaving = here.open(passport(), "exit", happened=timezone.now() - timedelta(days=400)).presentation
        insert(_REFUSAL, refusing(leaving, here.post))
        refuse(leaving)

    def test_another_nodes_refusal_is_kept_back(self, here: AtThePost) -> None:
        entry = said(PresentationRefused(refusal=uuid4()), here.open(passport(), "exit").presentation, 1)
        assert no_way_back([entry]) == {(entry.journal, 1): "way_out"}
        assert not no_way_back([said(PresentationRefused(refusal=uuid4()), here.open().presentation, 1)])

    def test_also_where_it_comes_together_with_its_presentation(self, here: AtThePost) -> None:
        about = uuid4()
        opened = said(opening_fact(here, "exit"), about, 1)
        refused = said(PresentationRefused(refusal=uuid4()), about, 2)
        assert no_way_back([opened, refused]) == {(refused.journal, 2): "way_out"}


def opening_fact(here: AtThePost, direction: str, document: Any = None) -> Any:
    """What opened a presentation that this node knows, for another one to say."""
    opened = here.open(document or passport(), direction).presentation
    (fact,) = [one.fact for one in of_subjects([opened]) if one.kind == PresentationOpened.kind]
    return fact


class TestTheLastAdult:
    def test_no_statement_refuses_whom_a_child_that_was_let_in_needs(self, here: AtThePost) -> None:
        mother, son = here.open().presentation, here.open(child()).presentation
        family(here, mother, son)
        crossed(son)
        with pytest.raises(IntegrityError, match=ALONE):
            insert(_REFUSAL, refusing(mother, here.post))
        with pytest.raises(IntegrityError, match=ALONE), transaction.atomic():
            refuse(mother)
        Presentation.objects.filter(subject=mother).update(outcome="withdrew")

    def test_an_adult_of_the_family_with_the_child_is_enough_and_a_stranger_isnt(self, here: AtThePost) -> None:
        mother, aunt, son = here.open().presentation, here.open().presentation, here.open(child()).presentation
        family(here, mother, aunt, son)
        crossed(son)
        crossed(here.open().presentation)
        with pytest.raises(IntegrityError, match=ALONE):
            insert(_REFUSAL, refusing(mother, here.post))
        crossed(aunt)
        insert(_REFUSAL, refusing(mother, here.post))

    @pytest.mark.parametrize(
        ("document", "alone"),
        [
            (child(), True),
            (passport(birth="2008-XX-XX"), True),
            (passport(birth_date=PartialDate(), birth_as_written="۱۳۹۵-XX-XX"), True),
            (passport(birth_date=PartialDate(), birth_as_written="XX.XX.1352"), False),
            (passport(birth_date=PartialDate()), True),
            (passport(birth="1980-XX-XX"), False),
        ],
        ids=["child", "perhaps", "perhaps, Solar Hijri", "adult, Solar Hijri", "unknown", "adult"],
    )
    def test_doubt_means_child(self, here: AtThePost, document: Any, alone: bool) -> None:
        mother, other = here.open().presentation, here.open(document).presentation
        family(here, mother, other)
        crossed(other)
        if alone:
            with pytest.raises(IntegrityError, match=ALONE):
                insert(_REFUSAL, refusing(mother, here.post))
        else:
            insert(_REFUSAL, refusing(mother, here.post))

    def test_whoever_wants_to_go_on_separately_leaves_nobody(self, here: AtThePost) -> None:
        uncle, nephew = here.open().presentation, here.open(child()).presentation
        family(here, uncle, nephew)
        crossed(nephew)
        GroupMember.objects.filter(presentation=uncle).update(apart=True, asked=timezone.now())
        insert(_REFUSAL, refusing(uncle, here.post))

    @pytest.mark.parametrize("minute", [-1, 1])
    def test_the_database_and_the_data_mean_the_same_by_along(self, here: AtThePost, minute: int) -> None:
        mother, son = here.open().presentation, here.open(child()).presentation
        family(here, mother, son)
        opened = Presentation.objects.get(subject=mother).opened
        crossed(son, opened - line().together + timedelta(minutes=minute))
        if minute > 0:
            with pytest.raises(IntegrityError, match=ALONE):
                insert(_REFUSAL, refusing(mother, here.post))
        else:
            insert(_REFUSAL, refusing(mother, here.post))

    def test_what_another_node_says_is_kept_back(self, here: AtThePost) -> None:
        mother, son = here.open().presentation, here.open(child()).presentation
        family(here, mother, son)
        entry = said(PresentationRefused(refusal=uuid4()), mother, 1)
        assert not no_way_back([entry])
        crossed(son, entry.happened + timedelta(minutes=1))
        assert not no_way_back([entry]), "let in only afterwards"
        crossed(son)
        assert no_way_back([said(PresentationRefused(refusal=uuid4()), mother, 1)]) == {
            (entry.journal, 1): "child_left_alone"
        }

    @pytest.mark.parametrize(
        ("also", "alone"),
        [
            ("", True),
            ("an aunt", False),
            ("an aunt who went out again", True),
            ("an aunt who went out only afterwards", False),
            ("the son was let in by a wrong key, and then rightly", True),
            ("the son's own words are withheld here", True),
            ("she goes on separately", False),
        ],
    )
    def test_also_where_all_of_it_comes_together(self, here: AtThePost, also: str, alone: bool) -> None:
        mother, son, aunt, group = uuid4(), uuid4(), uuid4(), uuid4()
        grown = opening_fact(here, "entry")
        together = GroupOpened(post=here.post, direction="entry", sort="family")
        facts: list[tuple[Fact, UUID]] = [(together, group)]
        for who, fact in ((mother, grown), (son, opening_fact(here, "entry", child())), (aunt, grown)):
            facts.append((fact.model_copy(update={"group": group if who != son else None}), who))
        facts += [(GroupJoined(presentation=son), group), (CrossingRecorded(direction="entry", line="second"), son)]
        if also.startswith("an aunt"):
            facts.append((CrossingRecorded(direction="entry", line="second"), aunt))
        if also == "an aunt who went out again":
            facts.append((CrossingTakenBack(reason="wrong_key"), aunt))
        if also.startswith("the son was let in by a wrong key"):
            facts += [(CrossingTakenBack(reason="wrong_key"), son), facts[-1]]
        if also.startswith("the son's own words"):
            facts = [(fact, who) for fact, who in facts if who != son or not isinstance(fact, PresentationOpened)]
        if also == "she goes on separately":
            facts.append((wants("apart", presentation=mother), group))
        facts.append((PresentationRefused(refusal=uuid4()), mother))
        if also == "an aunt who went out only afterwards":
            facts.append((CrossingTakenBack(reason="wrong_key"), aunt))
        entries = [said(fact, who, at) for at, (fact, who) in enumerate(facts, 1)]
        (refused,) = [one for one in entries if isinstance(one.fact, PresentationRefused)]
        assert no_way_back(entries) == ({(refused.journal, refused.sequence): "child_left_alone"} if alone else {})

    def test_also_where_the_child_came_before_with_another_bundle(self, here: AtThePost) -> None:
        son = here.open(child()).presentation
        group = family(here, son)
        crossed(son, timezone.now() - timedelta(minutes=1))
        opened = opening_fact(here, "entry").model_copy(update={"group": group})
        mother, alone = uuid4(), {(UUID(int=5), 2): "child_left_alone"}
        bundle = [said(opened, mother, 1), said(PresentationRefused(refusal=uuid4()), mother, 2)]
        assert no_way_back(bundle) == alone
        taken_back = said(CrossingTakenBack(reason="wrong_key"), son, 3)
        assert no_way_back([*bundle, replace(taken_back, happened=bundle[1].happened)]) == {}
        assert no_way_back([*bundle, taken_back]) == alone, "she was refused before"

    def test_many_refusals_in_a_bundle_go_through_it_once(
        self, here: AtThePost, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With 20,000 entries and 200 refusals it took half a minute."""
        heard: list[Entry] = []
        monkeypatch.setattr(ComeTogether, "_hear", lambda _self, one: heard.append(one))
        opened, people = opening_fact(here, "entry"), [uuid4() for _ in range(5)]
        facts = [(fact, who) for who in people for fact in (opened, PresentationRefused(refusal=uuid4()))]
        assert no_way_back([said(fact, who, at) for at, (fact, who) in enumerate(facts, 1)]) == {}
        assert len(heard) == len(facts)

    def test_who_comes_after_the_proposal_in_a_bundle_counts(
        self, mother_and_son: tuple[UUID, UUID, UUID], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is said of each is applied in turn: a father who came while the signature was waited for comes last."""
        for one in known_registers():
            if one.name.startswith("sample"):  # of the journal's own tests, whose tables aren't here
                monkeypatch.delitem(_registers, one.name)
        mother, son, father, group, refusal = (uuid4() for _ in range(5))
        post = mother_and_son[2]
        here = AtThePost(post, Place(post, "1"))
        hers, his, theirs = (
            opening_fact(here, "entry", who).model_copy(update={"group": group}) for who in (None, None, child())
        )
        let = CrossingRecorded(direction="entry", line="second")
        made = a_refusal(here, mother)
        facts: list[tuple[UUID, Fact]] = [
            (group, GroupOpened(post=post, direction="entry", sort="family")),
            (mother, hers),
            (son, theirs),
            (refusal, RefusalProposed(content=made.content, signature=made.first)),
            (father, his),
            (father, SetAside(hold=uuid4())),
            (son, let),
            (father, let),
            (refusal, made),
            (mother, PresentationRefused(refusal=refusal)),
        ]
        bundle = [shipped(said(fact, who, at)) for at, (who, fact) in enumerate(facts, 1)]
        assert receive(bundle).quarantined == []
        assert Refusal.objects.filter(presentation=mother).exists()


def shipped(entry: Entry) -> Parcel:
    """As it travels."""
    clock = clocks.at(entry.happened) + entry.sequence
    header = Header(entry.journal, entry.sequence, clock, *(getattr(entry, name) for name in _HEADER))
    body = entry.fact.body()
    return Parcel(header, chain.digest(b"salt", body), b"salt", body)


_HEADER = ("happened", "source", "recorded", "actor", "subject", "kind", "version")


def a_refusal(here: AtThePost, presentation: UUID) -> RefusalMade:
    """As another node says it."""
    about = content(here, presentation, uuid4())
    given = int(timezone.now().timestamp())
    receipt = ReceiptPart(person="", act="refuse", journal=uuid4(), head=1, given=given, key="", signature="")
    return RefusalMade(content=about, first=sign(SECOND, about), second=sign(OTHER, about), receipt=receipt)


@pytest.fixture
def mother_and_son(fresh_database: str) -> tuple[UUID, UUID, UUID]:
    """Two of a family and their post; committed."""
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty",
        lanes=[Lane("1", "Lane 1")], regime="schengen", actor=OFFICER,
    )  # fmt: skip
    here = AtThePost(post, Place(post, "1"))
    mother, son = here.open().presentation, here.open(child()).presentation
    family(here, mother, son)
    return mother, son, post


def test_a_refusal_that_races_the_childs_crossing_sees_it(mother_and_son: tuple[UUID, UUID, UUID]) -> None:
    mother, son, post = mother_and_son
    came = race((_CROSSED, ["crossed", son]), (_REFUSAL, refusing(mother, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)
    assert not Refusal.objects.exists()


def test_a_refusal_that_races_the_taking_back_of_an_adults_crossing_sees_it(
    mother_and_son: tuple[UUID, UUID, UUID],
) -> None:
    mother, son, post = mother_and_son
    aunt = AtThePost(post, Place(post, "1")).open().presentation
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO border_group_member (subject, presentation, joined, language)"
            " SELECT subject, %s, now(), '' FROM border_group_member WHERE presentation = %s",
            [aunt, mother],
        )
    crossed(son)
    crossed(aunt)
    came = race((_CROSSED, ["", aunt]), (_REFUSAL, refusing(mother, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)


def test_the_childs_crossing_that_races_a_refusal_comes_after_it(mother_and_son: tuple[UUID, UUID, UUID]) -> None:
    """The booth then asks who is with the child, and sees that she isn't."""
    mother, son, post = mother_and_son
    assert race((_REFUSAL, refusing(mother, post)), (_CROSSED, ["crossed", son])) is None


def test_a_refusal_and_turning_the_way_round_never_both_pass(mother_and_son: tuple[UUID, UUID, UUID]) -> None:
    mother, _son, post = mother_and_son
    came = race((_REFUSAL, refusing(mother, post)), (_TURNED, [mother]))
    assert isinstance(came, psycopg.errors.CheckViolation)
    other = AtThePost(post, Place(post, "1")).open().presentation
    came = race((_TURNED, [other]), (_REFUSAL, refusing(other, post)))
    assert isinstance(came, psycopg.errors.CheckViolation)
