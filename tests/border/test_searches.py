"""Searches are written down, done decently, told to the person, and compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from panah.border.desk import holds, searches
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.rates import met
from panah.border.models import Hold, Search
from panah.protection.desk import copies
from tests.border.conftest import OFFICER, SECOND, AtThePost
from tests.people.factories import client_of, somebody


def held(here: AtThePost, by: Actor = SECOND) -> tuple[UUID, UUID]:
    presentation = here.open().presentation
    hold = line.set_aside(presentation, actor=OFFICER)
    holds.take(hold, actor=by)
    return presentation, hold


def test_a_search_is_kept_with_its_reason_and_on_the_persons_copy(here: AtThePost) -> None:
    presentation, hold = held(here)
    searches.search(hold, ["luggage"], "customs", "nothing", own_sex=False, told=True, actor=SECOND)
    [row] = Search.objects.all()
    assert (row.presentation, row.officer, row.searched, row.why) == (presentation, SECOND.id, ["luggage"], "customs")
    assert [one.subject for one in copies.held(presentation).searches] == [row.subject]


@pytest.mark.parametrize("searched", ["clothes", "body"])
def test_nobody_of_the_other_sex_searches_a_body(here: AtThePost, searched: searches.Searched) -> None:
    _presentation, hold = held(here)
    with pytest.raises(DeskError, match="search_own_sex"):
        searches.search(hold, ["luggage", searched], "tip", "nothing", own_sex=False, told=True, actor=SECOND)
    assert not Search.objects.exists()


def test_ones_own_judgement_needs_words_and_something_was_searched(here: AtThePost) -> None:
    _presentation, hold = held(here)
    with pytest.raises(DeskError, match="search_reason"):
        searches.search(hold, ["luggage"], "own_judgement", "nothing", own_sex=True, told=True, actor=SECOND)
    with pytest.raises(DeskError, match="search_of_nothing"):
        searches.search(hold, [], "customs", "nothing", own_sex=True, told=True, actor=SECOND)


def test_who_is_searched_is_counted_by_the_officer_who_did_it(here: AtThePost) -> None:
    _presentation, hold = held(here)
    _other, unsearched = held(here)
    searches.search(hold, ["body"], "dog", "declared", own_sex=True, told=True, actor=SECOND)
    searches.search(hold, ["luggage"], "dog", "nothing", own_sex=True, told=True, actor=OFFICER)
    now = datetime.now(UTC)
    rows = [row for row in met(here.post, now - timedelta(hours=1), now + timedelta(hours=1)) if row.set_aside]
    assert sorted((row.searched, row.behind, row.people) for row in rows) == [
        (False, Hold.objects.get(subject=unsearched).taken_by, 1),
        (True, SECOND.id, 1),
    ]


def test_on_the_screen_what_is_wrong_stands_at_its_field(here: AtThePost) -> None:
    officer = somebody("second_line", post=here.post)
    presentation, hold = held(here, Actor(officer.id, frozenset({"second_line"})))
    client = client_of(officer, post=here.post)
    page = reverse("border:hold-search", args=[hold])
    assert page in client.get(reverse("border:hold", args=[hold])).content.decode()
    form = {"searched": ["body"], "why": "tip", "result": "nothing"}
    answer = client.post(page, form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["own_sex"]
    assert client.post(page, form | {"own_sex": "on", "told": "on"}).status_code == 302
    assert "The body" in client.get(page).content.decode()
    assert "The body" in client.get(reverse("border:record", args=[presentation])).content.decode()
