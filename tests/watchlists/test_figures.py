"""Hits in figures: counts and times that speak of nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from panah.journal.entries import Statement
from panah.journal.record import record
from panah.people.ports import PostInfo, use_posts
from panah.watchlists import sealed
from panah.watchlists.desk.figures import TO_PROTECT, figures
from panah.watchlists.facts.hits import HitAnswered, HitConfirmed, HitRaised
from panah.watchlists.rules.small import Counted, counted, percentile
from panah.watchlists.rules.thresholds import thresholds
from tests.people.factories import KnownPosts, client_of, somebody

HERE, THERE = PostInfo(uuid4(), "Here", ("Lane 1",)), PostInfo(uuid4(), "There", ("Lane 1",))


def raise_hits(count: int, *, post: UUID = HERE.id, sort: str = "wanted", answer: str = "", minutes: int = 10) -> None:
    """That many hits of one list, each answered after some minutes; "confirmed" by a second officer too."""
    began = timezone.now() - timedelta(hours=5)
    first, second = uuid4(), uuid4()
    for number in range(count):
        hit, words = uuid4(), sealed.words({"remark": ""})
        content = {"list": sort, "title": sort.title(), "sort": sort}
        raised = HitRaised(presentation=uuid4(), post=post, details=sealed.details(content))
        record([Statement(raised, hit, began)], actor=first)
        later = began + timedelta(minutes=minutes + number)
        if answer:
            said = HitAnswered(answer="same" if answer == "confirmed" else answer, details=words)  # type: ignore[arg-type]
            record([Statement(said, hit, later)], actor=first)
        if answer == "confirmed":
            record([Statement(HitConfirmed(agrees=True, details=words), hit, later)], actor=second)


def of(posts: list[UUID] | None = None, *, protect: bool = True) -> dict[str, object]:
    now = timezone.now()
    found = figures(posts, now - timedelta(days=1), now, protect=protect)
    return {line.key: line for line in (*found.by_list, *found.by_post)}


@given(st.integers(min_value=0, max_value=1000))
def test_small_counts_are_never_counted_out(value: int) -> None:
    shown = counted(value)
    assert shown == (Counted(0, few=True) if 0 < value < thresholds().smallest else Counted(value))


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1), st.floats(min_value=0.01, max_value=1))
def test_a_percentile_is_one_of_the_values_and_enough_lie_below(values: list[float], share: float) -> None:
    ordered = sorted(values)
    at = percentile(ordered, share)
    assert at in ordered
    assert sum(value <= at for value in ordered) >= share * len(ordered) - 0.5 - 1e-9


@pytest.mark.django_db
def test_counts_true_ones_and_times_by_list_and_post() -> None:
    raise_hits(6, answer="not_same", minutes=10)
    raise_hits(5, answer="confirmed", minutes=60)
    raise_hits(5)
    found = of()
    line = found["wanted"]
    assert (line.raised.value, line.true.value, line.unresolved.value) == (16, 5, 5)  # type: ignore[attr-defined]
    assert line.median == 15 * 60  # type: ignore[attr-defined]
    assert line.slow == 63 * 60  # type: ignore[attr-defined]
    assert found[str(HERE.id)].raised.value == 16  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_figures_give_no_single_persons() -> None:
    """S5: too few hits are "fewer than", and no time is told from which one could tell who."""
    raise_hits(thresholds().smallest - 1, answer="not_same")
    line = of()["wanted"]
    assert line.raised == Counted(0, few=True)  # type: ignore[attr-defined]
    assert line.median is None  # type: ignore[attr-defined]
    assert line.slow is None  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_lists_to_protect_are_one_line_for_those_who_may() -> None:
    raise_hits(7, sort="protect", answer="not_same")
    raise_hits(6, sort="wanted", answer="not_same")
    assert of()[TO_PROTECT].raised.value == 7  # type: ignore[attr-defined]
    hidden = of(protect=False)
    assert TO_PROTECT not in hidden
    assert hidden[str(HERE.id)].raised.value == 6, "not to be told from the sum either"  # type: ignore[attr-defined]


@pytest.fixture
def posts(db: None) -> Iterator[None]:
    before = use_posts(KnownPosts(HERE, THERE))
    yield
    use_posts(before)


def test_a_commander_sees_their_own_post_and_no_list_to_protect(posts: None) -> None:
    raise_hits(6, post=HERE.id, answer="not_same")
    raise_hits(7, post=THERE.id, sort="sanctions", answer="not_same")
    raise_hits(8, post=HERE.id, sort="protect", answer="not_same")
    page = reverse("watchlists:figures")
    commander = client_of(somebody("commander", post=HERE.id), post=HERE.id, lane="Lane 1").get(page).content.decode()
    assert "Here" in commander
    assert "There" not in commander
    assert "Lists of persons to protect" not in commander
    everywhere = client_of(somebody("headquarters")).get(page).content.decode()
    for text in ("Here", "There", "Lists of persons to protect"):
        assert text in everywhere
    saved = client_of(somebody("monitor")).get(page, {"csv": "lists"})
    assert b"".join(saved if saved.streaming else [saved.content]).decode("utf-8-sig").count("\n") == 4
