"""The monitor's desk counts what happened at every post; fairness is asked of the registers; files are the person's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import calls, holds
from panah.border.desk import presentations as line
from panah.border.desk.by_post import by_post
from panah.border.desk.rates import Met, met
from panah.border.facts.parts import HostPart
from panah.border.models import Presentation
from panah.journal.rebuild import differences
from panah.protection.desk import copies, oversight
from panah.protection.desk.fairness import fairness, reckoned
from panah.protection.desk.problems import ProtectionError
from panah.protection.models.complaints import CopyOfFile
from panah.protection.views import copy_print
from tests.border.conftest import OFFICER, SECOND, make_post, passport
from tests.people.factories import client_of, somebody
from tests.protection.conftest import Nodes

__all__ = ["make_post"]

AsOwner = Callable[[], AbstractContextManager[None]]
A_MONTH = timedelta(days=30)


def no(code: str, act: object, *args: object, **more: object) -> None:
    with pytest.raises(ProtectionError) as said:
        act(*args, **more)  # type: ignore[operator]
    assert said.value.code == code


def test_every_post_in_counts(alone: Nodes) -> None:
    now = timezone.now()
    empty = oversight.overview(now - A_MONTH, now, now)
    assert [(one.name, one.presentations, one.median) for one in empty.posts] == [("Dostyk", 0, None)]
    assert empty.complained == (0, 0, 0)
    hold = alone.held()
    alone.at.open()
    calls.call(alone.at.post, "1", "ru", [])
    now = timezone.now()
    (post,) = by_post(now - A_MONTH, now, now)
    assert (post.presentations, post.held, post.over, post.without, post.calls, post.unheard) == (2, 1, 0, 0, 1, 0)
    late = now + timedelta(days=9)
    (post,) = by_post(now - A_MONTH, now, late)
    assert (post.over, post.without, post.unheard, post.passed_on) == (1, 1, 1, 0)
    holds.pass_on(hold, actor=SECOND)
    now = timezone.now()
    (post,) = by_post(now - A_MONTH, now, now)
    assert (post.passed_on, post.never_refers) == (1, False)
    (before,) = by_post(now - 2 * A_MONTH, now - A_MONTH, now)
    assert (before.presentations, before.held, before.calls) == (0, 0, 0), "not of that time"


def test_a_node_that_reads_no_post_shows_no_noughts(make_post: Callable[..., UUID]) -> None:
    """The monitor's own node may know nothing of the line: nobody may take that for nobody refused."""
    monitor = client_of(somebody("monitor"))
    page = monitor.get("/oversight/").content.decode()
    assert "The records of no post are read here" in page
    assert "complaints overdue" in page
    for word in ("held too long", "Refusals by ground and language", "Nobody was refused"):
        assert word not in page
    assert "The records of no post are read here" in monitor.get("/oversight/fairness/").content.decode()
    make_post()
    assert "The records of no post are read here" not in monitor.get("/oversight/fairness/").content.decode()
    page = monitor.get("/oversight/").content.decode()
    assert "The records of no post are read here" not in page
    assert "held too long" in page


def test_nor_does_a_house_that_knows_a_post_and_reads_none_of_its_records(
    make_post: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_post()
    assert (
        "The records of no post are read here" not in client_of(somebody("monitor")).get("/oversight/").content.decode()
    )
    monkeypatch.setattr("panah.journal.withheld.partly", lambda journals: set(journals))
    for page in ("/oversight/", "/oversight/fairness/"):
        assert "The records of no post are read here" in client_of(somebody("monitor")).get(page).content.decode()


def test_a_post_that_refuses_and_never_keeps_anybody_for_another_stands_out(alone: Nodes) -> None:
    now = timezone.now()
    (post,) = by_post(now - A_MONTH, now, now)
    assert not post.never_refers
    assert replace(post, refused=3).never_refers
    assert not replace(post, refused=3, passed_on=1).never_refers


def test_people_are_counted_by_what_the_document_says_of_them(alone: Nodes) -> None:
    hold = alone.held()
    alone.at.open(passport(birth="2016-02-03", surname="KARIMOVA", given="MALIKA"))
    child = line.without_outcome(alone.at.post, timezone.now() + timedelta(days=1))[0].id
    line.set_aside(child, actor=OFFICER)
    now = timezone.now() + timedelta(minutes=1)
    rows = met(None, now - A_MONTH, now)
    assert sorted((row.age, row.people, row.set_aside, row.drawn) for row in rows) == [
        ("adult", 1, True, False), ("child", 1, True, False),
    ]  # fmt: skip
    assert {row.officer for row in rows} == {OFFICER.id}
    assert met(uuid4(), now - A_MONTH, now) == []
    assert holds.get(hold).post == rows[0].stratum[0]


def test_few_people_are_never_judged_and_never_told(alone: Nodes) -> None:
    alone.held()
    now = timezone.now() + timedelta(minutes=1)
    found = fairness(None, now - A_MONTH, now, "set_aside", "nationality")
    assert [(one.group, one.ratio, one.stands_out) for one in found.groups] == [("other", None, False)]
    assert found.officers == ()
    for question in ("refused", "wrong_hit", "waited"):
        for factor in ("nationality", "sex", "age"):
            assert not any(one.stands_out for one in fairness(None, now - A_MONTH, now, question, factor).groups)


def presented(alone: Nodes) -> tuple[UUID, str, str]:
    opened = alone.at.open(host=HostPart(sponsor="Aunt Gulnora", address="Osh, Lenin 4"))
    document = line.get(opened.presentation).document
    return opened.presentation, document.issuer, document.number


def test_a_person_gets_a_copy_and_what_is_wrong_is_put_beside_it(alone: Nodes, as_owner: AsOwner) -> None:
    presentation, issuer, number = presented(alone)
    assert copies.find(issuer, f" {number[:3]} {number[3:].lower()}") == presentation
    what = copies.held(presentation)
    assert (len(what.presentations), what.more, what.corrections) == (1, 0, ())
    said = copy_print._data(what)["presented"]
    assert said["rows"][0][-1] == "Aunt Gulnora · Osh, Lenin 4"
    assert len(said["heads"]) == len(said["rows"][0])
    copies.given(what, alone.at.post, "ru", "document", actor=SECOND)
    row = CopyOfFile.objects.get()
    assert (row.file, row.language, row.given_by) == (what.file, "ru", SECOND.id)
    no("correction_empty", copies.ask, what, alone.at.post, "name", "X", "  ", actor=SECOND)
    request = copies.ask(what, alone.at.post, "name", "ALIEV", "ALIYEV", "birth certificate", actor=SECOND)
    assert [one.subject for one in copies.open_corrections(alone.at.post)] == [request]
    assert copies.open_corrections(uuid4()) == []
    no("reason_needed", copies.decide, request, made=False, why=" ", actor=OFFICER)
    copies.decide(request, made=True, why="", actor=OFFICER)
    no("correction_answered", copies.decide, request, made=False, why="No", actor=OFFICER)
    no("correction_unknown", copies.decide, uuid4(), made=True, why="", actor=OFFICER)
    (kept,) = copies.held(presentation).corrections
    assert (kept.held, kept.should_be, kept.made, kept.answered_by) == ("ALIEV", "ALIYEV", True, OFFICER.id)
    assert line.get(presentation).document == what.document, "what was held stays"
    with as_owner():
        assert differences("copies") == {}


def test_of_an_unknown_document_nothing_is_held(alone: Nodes) -> None:
    no("nobody_of_this", copies.find, "KAZ", "N00000001")
    no("nobody_of_this", copies.find, "KAZ", "000")
    no("nobody_of_this", copies.held, uuid4())


BIASED, FAIR, POST = UUID(int=71), UUID(int=72), UUID(int=73)


def quarter(*, aside: int) -> list[Met]:
    """Two officers, two groups, 2,000 people each at one hour: 80 set aside of each, but ``aside`` of one by one."""
    rows = []
    for officer in (BIASED, FAIR):
        for group in ("UZB", "TJK"):
            count = aside if (officer, group) == (BIASED, "TJK") else 80
            who = {"stratum": (POST, "entry", 9), "officer": officer, "nationality": group, "sex": "M", "age": "adult"}
            rows.append(Met(**who, people=2000 - count))  # type: ignore[arg-type]
            rows.append(Met(**who, people=count, set_aside=True, found=group == "UZB", waited=60.0))  # type: ignore[arg-type]
            rows.append(Met(**who, people=40, set_aside=True, drawn=True, found=True, waited=6000.0))  # type: ignore[arg-type]
    return rows


def test_an_officer_who_sets_a_group_aside_twice_as_often_stands_out_and_no_other_does() -> None:
    found = reckoned(quarter(aside=200), "set_aside", "nationality")
    assert [(one.officer, one.group) for one in found.officers if one.stands_out] == [(str(BIASED), "TJK")]
    assert not any(one.stands_out for one in reckoned(quarter(aside=80), "set_aside", "nationality").officers)


def test_posts_and_officers_are_compared_as_groups_are() -> None:
    """An officer with colleagues at the same post and hour, a post with others at the same hour."""
    strict = reckoned(quarter(aside=200), "set_aside", "officer")
    assert [one.group for one in strict.groups if one.stands_out] == [str(BIASED)]
    assert not strict.officers, "nobody is a group of their own"
    elsewhere = UUID(int=74)
    rows = quarter(aside=80) + [replace(row, stratum=(elsewhere, *row.stratum[1:])) for row in quarter(aside=600)]
    for question in ("set_aside", "wrong_hit", "refused", "searched", "waited"):
        counted = [replace(row, refused=row.set_aside, wrong_hit=row.set_aside, searched=row.found) for row in rows]
        found = reckoned(counted, question, "post")
        assert {one.group for one in found.groups} == {str(POST), str(elsewhere)}
    found = reckoned(rows, "set_aside", "post")
    assert [one.group for one in found.groups if one.stands_out] == [str(elsewhere)]
    assert {one.group for one in found.yields} == {str(POST), str(elsewhere)}


def test_whom_chance_drew_says_nothing_about_who_is_chosen_and_everything_about_grounds() -> None:
    found = reckoned(quarter(aside=80), "set_aside", "nationality")
    assert found.people == 8000, "those drawn are left out"
    assert [(one.group, one.chosen, one.found, one.drawn, one.drawn_found) for one in found.yields] == [
        ("TJK", 160, 0, 80, 80), ("UZB", 160, 160, 80, 80),
    ]  # fmt: skip


def system(officer: UUID, people: int, **how: bool) -> Met:
    """So many of one group whom no officer chose."""
    who = {"stratum": (POST, "entry", 9), "officer": officer, "nationality": "TJK", "sex": "M", "age": "adult"}
    return Met(**who, people=people, set_aside=True, found=True, waited=60.0, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["ruled", "drawn", "machine"])
def test_a_biased_officer_isnt_hidden_behind_whom_the_system_sets_aside(how: str) -> None:
    many = [system(officer, 600, **{how: True}) for officer in (BIASED, FAIR)]
    found = reckoned([*quarter(aside=160), *many], "set_aside", "nationality")
    assert [(one.officer, one.group) for one in found.officers if one.stands_out] == [(str(BIASED), "TJK")]


@pytest.mark.parametrize("how", ["ruled", "drawn", "machine"])
def test_nobody_is_blamed_for_whom_the_system_sets_aside_with_them(how: str) -> None:
    found = reckoned([*quarter(aside=80), system(FAIR, 600, **{how: True})], "set_aside", "nationality")
    assert not any(one.stands_out for one in (*found.officers, *found.groups))
    (place,) = found.places
    told = {"drawn": place.drawn - 160, "ruled": place.ruled, "machine": place.machine}
    assert told == {"drawn": 0, "ruled": 0, "machine": 0} | {how: 600}
    assert (place.people, place.officer) == (8760, 320)
    assert {one.group: one.chosen for one in found.yields} == {"TJK": 160, "UZB": 160}


def test_whom_a_rule_set_aside_is_told_from_whom_an_officer_chose(alone: Nodes) -> None:
    here = alone.at
    aunt = HostPart(sponsor="Aunt Gulnora")
    for _ in range(5):
        here.open(host=aunt)
    again = passport()
    back = here.open(again).presentation
    Presentation.objects.filter(subject=back).update(outcome="returned", outcome_at=timezone.now())
    child = here.open(passport(birth="2016-02-03"))
    guest, returned, chosen, listed, later = (
        here.open(host=aunt), here.open(again), here.open(host=HostPart(sponsor="Nobody")), here.open(), here.open()
    )  # fmt: skip
    of = {"child": child, "guest": guest, "returned": returned, "chosen": chosen, "listed": listed, "later": later}
    for one in of.values():
        line.set_aside(one.presentation, actor=OFFICER)
    now = timezone.now() + timedelta(minutes=1)
    monitor = client_of(somebody("monitor"))
    page = monitor.get(reverse("protection:fairness")).content.decode()
    assert "Set aside by a rule" in page
    assert "fewer than 10" in page
    assert (
        "Set aside by a rule" not in monitor.get(reverse("protection:fairness") + "?question=waited").content.decode()
    )
    seen = reverse("protection:fairness") + "?by=officer"
    assert "Officers, with each group" in page
    assert "Officers, with each group" not in monitor.get(seen).content.decode()
    assert "by=officer" in page
    assert "by=officer" not in client_of(somebody("headquarters")).get(seen).content.decode(), "officers' names"
    assert "Dostyk" in monitor.get(reverse("protection:fairness") + "?by=post").content.decode()
    matched = {listed.presentation: now - timedelta(hours=1), later.presentation: now}
    rows = met(here.post, now - A_MONTH, now, matched=matched)
    assert sum(row.people for row in rows if row.set_aside and row.ruled) == 4
    for name, ruled in (("child", 1), ("guest", 1), ("returned", 1), ("chosen", 0), ("listed", 1), ("later", 0)):
        with transaction.atomic():
            Presentation.objects.filter(outcome="set_aside").exclude(subject=of[name].presentation).update(
                outcome="voided"
            )
            held = [row for row in met(here.post, now - A_MONTH, now, matched=matched) if row.set_aside]
            assert [row.ruled for row in held] == [bool(ruled)], name
            transaction.set_rollback(True)


def test_waiting_is_asked_of_those_held_alone() -> None:
    found = reckoned(quarter(aside=80), "waited", "sex")
    assert (found.people, found.groups[0].group, found.yields) == (480, "M", ())
