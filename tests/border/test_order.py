"""Registers of carriages, groups, paper and events: whatever order entries come in, the rows are the same."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.border import registers
from panah.border.apply.invariants import two_officers
from panah.border.facts.carriages import (
    CarriageArrived,
    CarriageCounted,
    CarriageReleased,
    ManifestLinePart,
    StayedBehind,
    TravellerMatched,
)
from panah.border.facts.events import EventRecorded
from panah.border.facts.groups import (
    AskedAboutFamily,
    GroupClosed,
    GroupJoined,
    GroupOpened,
    Listed,
    SeenAlone,
    Unlisted,
)
from panah.border.facts.paper import (
    FormConfirmed,
    FormKeyed,
    FormRejected,
    FormsPrinted,
    FormVoided,
    PaperEnded,
    PaperStarted,
    QuestionAnswered,
    QuestionRaised,
)
from panah.border.facts.parts import DocumentPart, VehiclePart
from panah.journal.entries import Entry, Source
from panah.journal.facts import Fact
from panah.journal.registers import Register
from tests.border.orders import JOURNALS, NOON, POST, same_in_any_order, take

people = st.integers(1, 3).map(lambda number: UUID(int=100 + number))
words = st.sampled_from(["", "one", "two"])

CARRIAGES: list[st.SearchStrategy[Fact]] = [
    st.builds(
        CarriageArrived,
        post=st.just(POST),
        direction=st.sampled_from(["entry", "exit"]),
        sort=st.just("bus"),
        vehicle=st.builds(VehiclePart, plate=words),
        heads=st.none() | st.integers(0, 3),
        manifest=st.sampled_from([(), (ManifestLinePart(line=1, name="A"), ManifestLinePart(line=2, name="B"))]),
    ),
    st.builds(CarriageCounted, heads=st.integers(0, 4)),
    st.builds(TravellerMatched, presentation=people, line=st.none() | st.integers(1, 2)),
    st.builds(StayedBehind, presentation=people, luggage=words, family=st.sampled_from(["none", "goes_on"])),
    st.builds(CarriageReleased, remark=words, unchecked=st.sampled_from([(), (2,)])),
]
GROUPS: list[st.SearchStrategy[Fact]] = [
    st.builds(GroupOpened, post=st.just(POST), direction=st.just("entry"), sort=st.just("handover"), label=words),
    st.builds(GroupJoined, presentation=people),
    st.builds(SeenAlone, presentation=people, language=words),
    st.builds(
        AskedAboutFamily,
        presentation=people,
        wants=st.sampled_from(["together", "apart"]),
        language=words,
        understood=st.just("said_back"),
        asked_alone=st.just(True),
    ),
    st.builds(GroupClosed, remark=words),
    st.builds(
        Listed,
        sort=st.just("pupil"),
        issuer=st.just("UZB"),
        number=st.sampled_from(["AA1", "BB2"]),
        name=words,
        valid_from=st.just("2026-01-01"),
        valid_to=st.just("2026-12-31"),
    ),
    st.builds(Unlisted, reason=words),
]
PAPER: list[st.SearchStrategy[Fact]] = [
    st.builds(
        FormKeyed,
        post=st.just(POST),
        number=st.just("DOS-000001"),
        direction=st.just("entry"),
        document=st.just(DocumentPart(kind="passport", source="paper")),
        stamp=words,
    ),
    st.builds(FormConfirmed, presentation=people),
    st.builds(FormRejected, reason=words),
    st.builds(FormVoided, post=st.just(POST), number=st.just("DOS-000001"), reason=words),
    st.builds(FormsPrinted, post=st.just(POST), prefix=st.just("DOS"), first=st.just(1), last=st.integers(1, 3)),
    st.builds(PaperStarted, post=st.just(POST), reason=words),
    st.builds(PaperEnded, forms_used=st.sampled_from([(), ("DOS-000001",)])),
    st.builds(QuestionRaised, post=st.just(POST), presentation=people, findings=st.just(())),
    st.builds(QuestionAnswered, answer=st.sampled_from(["settled", "stands"]), remark=words),
]
EVENTS: list[st.SearchStrategy[Fact]] = [
    st.builds(EventRecorded, post=st.just(POST), sort=st.sampled_from(["birth", "death"]), described=words)
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("register", "facts"),
    [
        (registers.carriages, CARRIAGES),
        (registers.groups, GROUPS),
        (registers.paper, PAPER),
        (registers.events, EVENTS),
    ],
    ids=["carriages", "groups", "paper", "events"],
)
@settings(max_examples=60)
@given(data=st.data())
def test_any_order_and_any_batches_give_the_same_rows(
    register: Register, facts: list[st.SearchStrategy[Fact]], data: st.DataObject
) -> None:
    same_in_any_order(register, facts, data)


@pytest.mark.django_db
def test_of_two_confirmations_of_a_form_the_first_counts() -> None:
    keyed = FormKeyed(
        post=POST,
        number="DOS-000001",
        direction="entry",
        document=DocumentPart(kind="passport", source="paper"),
    )
    first, second = UUID(int=101), UUID(int=102)
    said_twice = [keyed, FormConfirmed(presentation=first), FormConfirmed(presentation=second)]
    entries = [
        Entry(JOURNALS[0], n, n, NOON, Source.CLOCK, NOON, UUID(int=n), UUID(int=1), fact.kind, fact.version, fact)
        for n, fact in enumerate(said_twice, 1)
    ]
    take(registers.paper, [entries])
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, presentation FROM border_paper_form")
        assert cursor.fetchall() == [("confirmed", first)]


@pytest.mark.django_db
def test_a_form_confirmed_elsewhere_by_the_officer_who_keyed_it_is_not_applied() -> None:
    keyed = FormKeyed(
        post=POST,
        number="DOS-000001",
        direction="entry",
        document=DocumentPart(kind="passport", source="paper"),
    )
    one, other = UUID(int=1), UUID(int=2)

    def entry(number: int, actor: UUID, fact: Fact) -> Entry:
        place = (JOURNALS[0], number, number)
        return Entry(*place, NOON, Source.CLOCK, NOON, actor, UUID(int=9), fact.kind, fact.version, fact)

    confirmed = FormConfirmed(presentation=UUID(int=3))
    said_before = entry(1, one, keyed)
    assert two_officers([said_before, entry(2, one, confirmed)]) == {(JOURNALS[0], 2): "two_officers"}
    assert two_officers([said_before, entry(2, other, confirmed)]) == {}
    take(registers.paper, [[said_before]])
    assert two_officers([entry(2, one, confirmed)]) == {(JOURNALS[0], 2): "two_officers"}
    assert two_officers([entry(2, other, confirmed)]) == {}
