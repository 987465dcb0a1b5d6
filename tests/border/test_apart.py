"""S12's exception: a member of a family, of age, asked alone, may want to go on separately; that binds nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from panah.border.apply.invariants import asked_of_age
from panah.border.desk import apart, families, holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.facts.groups import AskedAboutFamily
from panah.border.models import GroupMember, Refusal
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_families import family, propose, second
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.border.test_refusals import OTHER, held, said
from tests.people.factories import client_of, somebody


def wants(what: str, **other: object) -> AskedAboutFamily:
    fields: dict[str, object] = {
        "presentation": UUID(int=0), "wants": what, "language": "Dari", "understood": "interpreter",
        "interpreter": "D-7", "asked_alone": True,
    }  # fmt: skip
    return AskedAboutFamily(**(fields | other))  # type: ignore[arg-type]


def test_whoever_goes_on_separately_is_bound_by_nobody_and_binds_nobody(here: AtThePost) -> None:
    (wife, hers), (husband, his), (son, sons) = held(here), held(here), held(here)
    group = family(here, wife, husband, son)
    apart.ask(hers, wants("apart"), actor=SECOND)
    assert families.of(wife) == frozenset()
    assert families.of(husband) == {son}, "the others stay together"
    row = GroupMember.objects.get(subject=group, presentation=wife)
    assert (row.apart, row.asked_by, row.heard) == (
        True, SECOND.id, {"language": "Dari", "understood": "interpreter", "interpreter": "D-7"},
    )  # fmt: skip
    assert second(propose(here, wife, hers)), "the others still wait"
    mine = propose(here, husband, his)
    assert not second(mine)
    holds.release_and_admit(sons, desk.Decision(), actor=SECOND)
    assert second(mine)


def test_her_own_question_stays_open_whatever_she_wants(here: AtThePost) -> None:
    (wife, hers), (husband, his) = held(here), held(here)
    family(here, wife, husband)
    apart.ask(hers, wants("apart"), actor=SECOND)
    assert second(propose(here, husband, his))
    assert Refusal.objects.get().presentation == husband
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(wife, here.post))


def test_the_last_word_counts(here: AtThePost) -> None:
    (wife, hers), (husband, _his) = held(here), held(here)
    family(here, wife, husband)
    for what, others in (("apart", frozenset()), ("together", {husband})):
        apart.ask(hers, wants(what), actor=SECOND)
        assert families.of(wife) == others
    answer = apart.said(wife)
    assert answer is not None
    assert (answer.apart, answer.by, answer.language) == (False, SECOND.id, "Dari")


@pytest.mark.parametrize("birth", ["2015-05-05", "2008-XX-XX", "XXXX-XX-XX"])
def test_a_child_cannot_say_it_nor_who_may_be_one(here: AtThePost, birth: str) -> None:
    """At the desk, in the database, and in what another node says."""
    (child, hold), (mother, _hers) = held(here, passport(birth=birth)), held(here)
    group = family(here, child, mother)
    with pytest.raises(DeskError, match="child_cannot_say"):
        apart.ask(hold, wants("apart"), actor=SECOND)
    with pytest.raises(IntegrityError, match="a child can't say it"), transaction.atomic():
        GroupMember.objects.filter(presentation=child).update(apart=True, asked=datetime(2026, 1, 1, tzinfo=UTC))
    entry = said(wants("apart", presentation=child), group, 1)
    assert asked_of_age([entry]) == {(entry.journal, 1): "child_cannot_say"}
    assert not asked_of_age([said(wants("apart", presentation=mother), group, 1)])
    assert families.of(child) == {mother}


def test_who_is_of_age_today_may(here: AtThePost) -> None:
    today = datetime.now(UTC).date()
    birth = (today.replace(day=1) - timedelta(days=1)).replace(year=today.year - 18)
    (young, hold), (mother, _hers) = held(here, passport(birth=birth.isoformat())), held(here)
    family(here, young, mother)
    apart.ask(hold, wants("apart"), actor=SECOND)
    assert families.of(young) == frozenset()


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"asked_alone": False}, "not_asked_alone"),
        ({"language": " "}, "language_needed"),
        ({"interpreter": ""}, "interpreter_needed"),
    ],
)
def test_asked_alone_in_a_language_understood(here: AtThePost, other: dict[str, object], code: str) -> None:
    (wife, hers), (husband, _his) = held(here), held(here)
    group = family(here, wife, husband)
    with pytest.raises(DeskError, match=code):
        apart.ask(hers, wants("apart", **other), actor=SECOND)
    if code == "not_asked_alone":
        entry = said(wants("apart", presentation=wife, **other), group, 1)
        assert asked_of_age([entry]) == {(entry.journal, 1): "not_asked_alone"}
    assert families.of(wife) == {husband}


def test_only_who_has_taken_the_person_over_asks(here: AtThePost) -> None:
    (wife, hers), (husband, _his), (_alone, lone) = held(here), held(here), held(here)
    family(here, wife, husband)
    with pytest.raises(DeskError, match="hold_taken_by_other"):
        apart.ask(hers, wants("apart"), actor=OTHER)
    with pytest.raises(DeskError, match="no_family"):
        apart.ask(lone, wants("apart"), actor=SECOND)


def test_the_screen_asks_alone_and_says_what_was_said(here: AtThePost) -> None:
    officer = somebody("second_line", post=here.post, name="Asel")
    browser = client_of(officer, post=here.post)
    (wife, husband) = here.open(passport()).presentation, here.open(passport()).presentation
    family(here, wife, husband)
    hold, _his = (desk.set_aside(one, actor=OFFICER) for one in (wife, husband))
    holds.take(hold, actor=officer)
    url = reverse("border:hold-family", args=[hold])
    assert url in browser.get(reverse("border:hold", args=[hold])).content.decode()
    form = {"language": "Dari", "understood": "said_back", "wants": "apart"}
    assert browser.post(url, form).status_code == 422
    assert apart.said(wife) is None, "not without saying that nobody of the family was there"
    assert browser.post(url, {"language": "Dari", "understood": "said_back", "alone": "on"}).status_code == 422
    assert browser.post(url, form | {"alone": "on"}).status_code == 302
    for page in (url, reverse("border:hold", args=[hold]), reverse("border:refuse", args=[hold])):
        shown = browser.get(page).content.decode()
        assert "Goes on separately" in shown
        assert "Dari" in shown


def test_a_childs_page_has_no_such_form(here: AtThePost) -> None:
    officer = somebody("second_line", post=here.post)
    browser = client_of(officer, post=here.post)
    child = here.open(passport(birth="2015-05-05")).presentation
    family(here, child, here.open().presentation)
    hold = desk.set_aside(child, actor=OFFICER)
    holds.take(hold, actor=officer)
    url = reverse("border:hold-family", args=[hold])
    assert url not in browser.get(reverse("border:hold", args=[hold])).content.decode()
    assert browser.post(url, {"language": "Dari", "understood": "said_back", "wants": "apart", "alone": "on"}).url == (
        reverse("border:hold", args=[hold])
    )
    assert apart.said(child) is None


def test_the_page_says_who_of_the_family_waits_where_the_officer_has_them_in_their_queue(here: AtThePost) -> None:
    """By name, one press away; but nobody who went on with a question open, nor whoever waits at another post."""
    officer = somebody("second_line", post=here.post)
    browser = client_of(officer, post=here.post)
    wife, husband, brother = (here.open(passport(given=name)).presentation for name in ("LOLA", "KARIM", "SAID"))
    family(here, wife, husband, brother)
    hers, his, brothers = (desk.set_aside(one, actor=OFFICER) for one in (wife, husband, brother))
    shown = browser.get(reverse("border:hold", args=[hers])).content.decode()
    for name, hold in (("KARIM", his), ("SAID", brothers)):
        assert name in shown
        assert reverse("border:hold", args=[hold]) in shown
    holds.take(brothers, actor=officer)
    holds.admit_with_question_open(brothers, desk.Decision(), actor=officer)
    shown = browser.get(reverse("border:hold", args=[hers])).content.decode()
    assert "2 wait" in shown
    assert "SAID" not in shown
    monitor = client_of(somebody("monitor"))
    holds.take(his, actor=SECOND)
    refusal, _about = propose(here, husband, his)
    page = monitor.post(reverse("border:refusal", args=[refusal]), {"reason": "inspection"}, follow=True)
    assert "2 wait" in page.content.decode()
    assert "LOLA" not in page.content.decode()
