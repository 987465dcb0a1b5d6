"""Safeguard S6 at the desk: the same on entry and on exit, and no way around it at the first line."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from panah.border.desk import holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.facts.parts import AccompanimentPart
from panah.border.models import Crossing
from panah.documents import PartialDate
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.people.factories import client_of, somebody

DIRECTIONS = ["entry", "exit"]


def child(**more: object):  # type: ignore[no-untyped-def]
    return passport(birth="2017-03-04", **more)


def with_adult(adult: UUID, relation: str = "parent", authority: str = "birth_certificate") -> desk.Decision:
    return desk.Decision(accompaniment=AccompanimentPart(relation=relation, authority=authority, adult=adult))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_child_alone_is_set_aside(here: AtThePost, direction: str) -> None:
    opened = here.open(child(), direction)
    assert opened.advice.must_set_aside
    with pytest.raises(DeskError) as error:
        desk.admit(opened.presentation, actor=OFFICER)
    assert (error.value.code, error.value.params["code"]) == ("set_aside_required", "child_alone")
    desk.set_aside(opened.presentation, actor=OFFICER)
    assert not Crossing.objects.exists()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_child_with_a_parent_who_shows_it_crosses(here: AtThePost, direction: str) -> None:
    parent, opened = here.open(direction=direction), here.open(child(), direction)
    desk.admit(opened.presentation, with_adult(parent.presentation), actor=OFFICER)
    crossing = Crossing.objects.get(subject=opened.presentation)
    assert crossing.accompaniment["adult"] == str(parent.presentation)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_authority_that_isnt_shown(here: AtThePost, direction: str) -> None:
    adult, opened = here.open(direction=direction), here.open(child(), direction)
    for relation, authority in (("relative", "same_document"), ("parent", "not_shown"), ("other", "birth_certificate")):
        with pytest.raises(DeskError, match="set_aside_required"):
            desk.admit(opened.presentation, with_adult(adult.presentation, relation, authority), actor=OFFICER)


def test_a_child_is_no_company_for_a_child(here: AtThePost) -> None:
    other, opened = here.open(child()), here.open(child())
    with pytest.raises(DeskError) as error:
        desk.admit(opened.presentation, with_adult(other.presentation), actor=OFFICER)
    assert error.value.params["code"] == "child_with_child"


def test_a_child_of_this_country_is_a_child(here: AtThePost) -> None:
    opened = here.open(child(nationality="KAZ"))
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(opened.presentation, desk.Decision(capacity="national"), actor=OFFICER)


@pytest.mark.parametrize("capacity", ["diplomat", "crew", "resident", "military", "local_resident"])
def test_no_capacity_makes_a_child_an_adult(here: AtThePost, capacity: str) -> None:
    opened = here.open(child())
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(opened.presentation, desk.Decision(capacity=capacity), actor=OFFICER)


def test_the_year_of_a_solar_hijri_paper_is_enough_to_doubt(here: AtThePost) -> None:
    # 1387 runs from March 2008 to March 2009: perhaps of age, perhaps not.
    opened = here.open(passport("AFG", birth_date=PartialDate(), birth_as_written="1387"))
    assert opened.advice.must_set_aside
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(opened.presentation, desk.Decision(plainly_adult=True), actor=OFFICER)
    grown = here.open(passport("AFG", birth_date=PartialDate(), birth_as_written="1360-XX-XX", surname="AHMADI"))
    desk.admit(grown.presentation, actor=OFFICER)


def test_the_second_line_sees_the_date_as_the_paper_has_it(here: AtThePost) -> None:
    opened = here.open(passport("AFG", birth_date=PartialDate(), birth_as_written="1369-XX-XX"))
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    page = client_of(somebody("second_line", post=here.post), post=here.post).get(f"/second-line/{hold}/")
    assert "not known (\u20681369-XX-XX\u2069)" in page.content.decode()


def test_the_second_line_decides_for_the_child_after_all(here: AtThePost) -> None:
    opened = here.open(child())
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    with pytest.raises(DeskError, match="child_needs_company"):
        holds.release_and_admit(hold, desk.Decision(remark="aunt came with consent"), actor=SECOND)
    aunt = AccompanimentPart(relation="relative", authority="consent", adult_name="KARIMOVA GULNORA")
    holds.release_and_admit(hold, desk.Decision(accompaniment=aunt), actor=SECOND)
    assert Crossing.objects.get().line == "second"


def test_an_adult_needs_no_company(here: AtThePost) -> None:
    opened = here.open(passport(birth="2000-01-01"))
    assert opened.advice.child is None
    desk.admit(opened.presentation, actor=OFFICER)


def test_of_age_between_two_crossings(here: AtThePost) -> None:
    from datetime import UTC, datetime

    today = datetime.now(UTC).date()
    birthday = today.replace(year=today.year - 18) if (today.month, today.day) != (2, 29) else today
    document = passport(birth=birthday.isoformat())
    young = here.open(document, happened=datetime.now(UTC) - timedelta(days=2))
    assert young.advice.must_set_aside
    assert here.open(document, "exit").advice.child is None
