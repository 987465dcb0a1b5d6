"""Presentations, crossings, stays, holds and posts: whatever order entries come in, the rows are the same."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.border import registers
from panah.border.facts.holds import (
    HoldNoted,
    HoldPassedOn,
    HoldPlaced,
    HoldReleased,
    HoldTaken,
    RollEntryPart,
    RollSigned,
)
from panah.border.facts.parts import DocumentPart, FindingPart, StayPart
from panah.border.facts.posts import LanePart, PostDescribed, ShiftClosed
from panah.border.facts.presentations import (
    CrossingCorrected,
    CrossingRecorded,
    CrossingReturned,
    CrossingTakenBack,
    PapersCompleted,
    PresentationAdvised,
    PresentationOpened,
    PresentationVoided,
    SetAside,
)
from panah.border.models import Presentation, Stay
from panah.journal.entries import Entry, Source
from panah.journal.facts import Fact
from panah.journal.registers import Register
from tests.border.orders import JOURNALS, NOON, POST, same_in_any_order, take

words = st.sampled_from(["", "one", "two"])
directions = st.sampled_from(["entry", "exit"])
holds = st.integers(1, 3).map(lambda number: UUID(int=100 + number))
documents = st.builds(
    DocumentPart,
    kind=st.just("passport"),
    source=st.just("mrz"),
    issuer=st.just("UZB"),
    number=st.sampled_from(["", "AA1", "BB2"]),
    surname=st.sampled_from(["", "A", "B"]),
    nationality=st.just("UZB"),
    birth_date=st.just("1990-01-01"),
)

PRESENTATIONS: list[st.SearchStrategy[Fact]] = [
    st.builds(
        PresentationOpened,
        post=st.just(POST),
        lane=st.just("1"),
        direction=directions,
        channel=st.just("booth"),
        document=documents,
    ),
    st.builds(
        CrossingRecorded,
        direction=directions,
        line=st.just("first"),
        purpose=words,
        stay=st.none() | st.just(StayPart(regime="schengen", leave_by="2026-12-01")),
    ),
    st.builds(SetAside, hold=holds),
    st.builds(CrossingTakenBack, reason=st.just("wrong_key"), remark=words),
    st.builds(CrossingCorrected, purpose=words, stamp=words),
    st.builds(CrossingReturned, neighbour=st.just("UZB"), reason=words),
    st.builds(PapersCompleted, document=documents),
    st.builds(PresentationVoided, reason=st.just("test")),
    st.builds(
        PresentationAdvised, findings=st.just((FindingPart(area="history", state="amber", code="other_document"),))
    ),
]
TOKEN = b"t" * 32
HOLDS: list[st.SearchStrategy[Fact]] = [
    st.builds(
        HoldPlaced,
        presentation=holds,
        post=st.just(POST),
        lock=st.just(sha256(TOKEN).hexdigest()),
        until=st.just("2026-11-01T15:00:00+00:00"),
    ),
    st.builds(HoldTaken),
    st.builds(HoldNoted, finding=words, resolution=st.just("settled")),
    st.builds(HoldPassedOn, remark=words),
    st.builds(HoldReleased, token=st.sampled_from([TOKEN.hex(), b"another".hex(), "no hex"])),
    st.builds(RollSigned, post=st.just(POST), entries=st.sampled_from([(), (RollEntryPart(hold=POST, food=True),)])),
]
POSTS: list[st.SearchStrategy[Fact]] = [
    st.builds(
        PostDescribed,
        name=words,
        country=st.just("KAZ"),
        neighbour=st.just("UZB"),
        way=st.just("road"),
        timezone=st.just("Asia/Almaty"),
        lanes=st.just((LanePart(code="1", label="1"),)),
        regime=st.just("schengen"),
    ),
    st.builds(
        ShiftClosed,
        post=st.just(POST),
        started=st.just("2026-11-01T08:00:00+05:00"),
        ended=st.just("2026-11-01T20:00:00+05:00"),
        without_outcome=st.just(()),
        holds=st.just(()),
        remark=words,
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("register", "facts"),
    [(registers.presentations, PRESENTATIONS), (registers.holds, HOLDS), (registers.posts, POSTS)],
    ids=["presentations", "holds", "posts"],
)
@settings(max_examples=80)
@given(data=st.data())
def test_any_order_and_any_batches_give_the_same_rows(
    register: Register, facts: list[st.SearchStrategy[Fact]], data: st.DataObject
) -> None:
    same_in_any_order(register, facts, data)


@pytest.mark.django_db
def test_no_fact_of_a_crossing_undoes_a_setting_aside() -> None:
    opened = PresentationOpened(
        post=POST, lane="1", direction="entry", channel="booth",
        document=DocumentPart(kind="passport", source="mrz"),
    )  # fmt: skip
    facts = [opened, SetAside(hold=UUID(int=5)), CrossingTakenBack(reason="wrong_key")]
    entries = [
        Entry(JOURNALS[0], n, n, NOON, Source.CLOCK, NOON, UUID(int=n), UUID(int=1), fact.kind, fact.version, fact)
        for n, fact in enumerate(facts, 1)
    ]
    take(registers.presentations, [entries])
    assert Presentation.objects.get().outcome == "set_aside"


@pytest.mark.django_db
def test_a_crossing_said_twice_is_one_stay() -> None:
    opened = PresentationOpened(
        post=POST, lane="1", direction="entry", channel="booth",
        document=DocumentPart(kind="passport", source="mrz", issuer="UZB", number="AA1", nationality="UZB"),
    )  # fmt: skip
    crossed = CrossingRecorded(direction="entry", line="first")
    entries = [
        Entry(
            JOURNALS[0], n, n, NOON + timedelta(minutes=n), Source.CLOCK, NOON, UUID(int=n), UUID(int=1),
            fact.kind, fact.version, fact,
        )
        for n, fact in enumerate([opened, crossed, crossed], 1)
    ]  # fmt: skip
    take(registers.presentations, [entries])
    assert Stay.objects.count() == 1
