"""Buses: a list, travellers ticked off, the rest goes on, nobody and nothing is lost."""

from __future__ import annotations

from uuid import UUID

import pytest

from panah.border.desk import carriages, presentations, vehicles
from panah.border.desk.context import DeskError
from panah.border.models import Presentation
from panah.border.rules.manifests import read_manifest
from panah.border.rules.plates import fold_plate
from tests.border.conftest import OFFICER, AtThePost, passport

LIST = """name;document;nationality;born
Karimov Rustam;FA1000001;UZB;1988-04-12
Rahimi Ali;P2000002;AFG;1990
Жўраев Бахтиёр;;UZB;"""


def bus(here: AtThePost, source: str = LIST, **more: object) -> UUID:
    fields: dict[str, object] = {"direction": "entry", "sort": "bus", "plate": "01 А 123-ВС", "country": "UZB"}
    return carriages.arrive(
        here.post,
        lines=read_manifest(source).lines,
        actor=OFFICER,
        **(fields | more),  # type: ignore[arg-type]
    )


def test_an_equal_number_ticks_the_line(here: AtThePost) -> None:
    carriage = bus(here)
    scanned = carriages.scan(carriage, passport(number="FA1000001"), None, place=here.place, actor=OFFICER)
    presentations.admit(scanned.opened.presentation, actor=OFFICER)
    view = carriages.get(carriage)
    assert scanned.match.how == "number"
    assert [member.line for member in view.members] == [1]
    assert (view.progress.done, view.progress.expected) == (1, 3)
    assert [line.line for line in view.missing] == [2, 3]


def test_a_similar_name_is_proposed_and_ticks_nothing_until_the_officer_says_so(here: AtThePost) -> None:
    carriage = bus(here)
    document = passport(number="FB5", surname="DJURAYEV", given="BAKHTIYOR")
    scanned = carriages.scan(carriage, document, None, place=here.place, actor=OFFICER)
    person = scanned.opened.presentation
    assert (scanned.match.how, scanned.match.lines) == ("name", (3,))
    assert carriages.get(carriage).progress.unlisted == (person,)
    assert carriages.proposals(carriages.get(carriage), person).lines == (3,)
    carriages.match(carriage, person, 3, actor=OFFICER)
    assert carriages.get(carriage).member(person).line == 3
    carriages.match(carriage, person, None, actor=OFFICER)
    assert carriages.get(carriage).progress.unlisted == (person,)


def test_two_travellers_never_share_a_line(here: AtThePost) -> None:
    carriage = bus(here)
    first = carriages.scan(carriage, passport(number="FA1000001"), None, place=here.place, actor=OFFICER)
    second = carriages.scan(carriage, passport(number="ZZ9", surname="X"), None, place=here.place, actor=OFFICER)
    assert first.match.how == "number"
    with pytest.raises(DeskError, match="line_taken"):
        carriages.match(carriage, second.opened.presentation, 1, actor=OFFICER)
    with pytest.raises(DeskError, match="no_such_line"):
        carriages.match(carriage, second.opened.presentation, 9, actor=OFFICER)


def test_who_stays_keeps_luggage_and_family_and_the_bus_goes_on_knowingly(here: AtThePost) -> None:
    carriage = bus(here)
    person = carriages.scan(carriage, passport("AFG", number="P2000002"), None, place=here.place, actor=OFFICER)
    presentations.set_aside(person.opened.presentation, actor=OFFICER)
    with pytest.raises(DeskError) as refused:
        carriages.release(carriage, actor=OFFICER)
    assert refused.value.code == "release_with_open"
    assert refused.value.params == {"missing": 2, "open": 0, "without_note": 1}
    carriages.note_stayed_behind(
        carriage, person.opened.presentation, luggage="2 bags, tag 17", family="goes_on", actor=OFFICER
    )
    carriages.release(carriage, actor=OFFICER, knowing=True, remark="Two never boarded")
    view = carriages.get(carriage)
    assert [(note.luggage, note.family) for note in view.notes] == [("2 bags, tag 17", "goes_on")]
    assert view.row.released is not None
    assert view.row.unchecked == [1, 3]


def test_a_released_carriage_with_somebody_without_outcome_stays_on_the_list(here: AtThePost) -> None:
    carriage = bus(here, "Karimov Rustam;FA1000001")
    person = carriages.scan(carriage, passport(number="FA1000001"), None, place=here.place, actor=OFFICER)
    carriages.release(carriage, actor=OFFICER, knowing=True)
    assert [view.row.subject for view in carriages.left_open(here.post)] == [carriage]
    presentations.admit(person.opened.presentation, actor=OFFICER)
    assert carriages.left_open(here.post) == []


def test_a_complete_bus_goes_on_without_a_question(here: AtThePost) -> None:
    carriage = bus(here, "Karimov Rustam;FA1000001")
    person = carriages.scan(carriage, passport(number="FA1000001"), None, place=here.place, actor=OFFICER)
    presentations.admit(person.opened.presentation, actor=OFFICER)
    carriages.count(carriage, 1, actor=OFFICER)
    carriages.release(carriage, actor=OFFICER)
    with pytest.raises(DeskError, match="carriage_released"):
        carriages.scan(carriage, passport(), None, place=here.place, actor=OFFICER)


def test_heads_that_differ_are_asked_about(here: AtThePost) -> None:
    carriage = bus(here, "", heads=2)
    for _ in range(2):
        person = carriages.scan(carriage, passport(), None, place=here.place, actor=OFFICER)
        presentations.admit(person.opened.presentation, actor=OFFICER)
    carriages.count(carriage, 3, actor=OFFICER)
    assert carriages.get(carriage).heads_differ
    with pytest.raises(DeskError, match="release_with_open"):
        carriages.release(carriage, actor=OFFICER)


def test_neither_a_list_nor_a_count_is_no_arrival(here: AtThePost) -> None:
    with pytest.raises(DeskError, match="neither_list_nor_heads"):
        bus(here, "")
    with pytest.raises(DeskError, match="plate_or_service"):
        bus(here, plate=" \u202e ")


def test_a_plate_is_found_in_either_layout_by_the_same_folding_as_in_the_rules(here: AtThePost) -> None:
    for plate in ("01 А 123-ВС", "01A123BC", "ж·77 ۱۲", "01A124BC", "Қ-5"):
        bus(here, plate=plate)
    found = {visit.plate for visit in vehicles.visits(here.post, "01a123bc")}
    assert found == {"01 А 123-ВС", "01A123BC"}
    for visit in vehicles.visits(here.post):
        same = vehicles.visits(here.post, visit.plate)
        assert {fold_plate(one.plate) for one in same} == {fold_plate(visit.plate)}


def test_a_scan_without_anything_readable_is_a_presentation_too(here: AtThePost) -> None:
    carriage = bus(here)
    scanned = carriages.scan(
        carriage, None, None, place=here.place, actor=OFFICER, description="Man, about 40, no papers"
    )
    row = Presentation.objects.get(subject=scanned.opened.presentation)
    assert (row.carriage, row.document["description"]) == (carriage, "Man, about 40, no papers")
