"""Safeguards hold at the line whatever is pressed in which order: nobody is voided away, no child crosses alone with a
stranger's scan, no hold is walked around, no crossing of the second line is undone by the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from panah.border import registers
from panah.border.desk import gates, groups, holds
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, DeskError, Place
from panah.border.facts.parts import AccompanimentPart
from panah.border.models import Crossing, Hold, Presentation
from panah.border.views import stage
from panah.documents import read_mrz
from panah.journal.applying import fold_again
from tests.border.api import a_gate, a_post
from tests.border.api import zone as machine_zone
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport, zone


def _void(what: desk.Opened, reason: str, repeats: desk.Opened | None = None) -> None:
    desk.void(
        what.presentation, actor=OFFICER, reason=reason, repeats=repeats.presentation if repeats is not None else None
    )


def _unread(here: AtThePost, **more: object) -> desk.Opened:
    return desk.open_presentation(None, None, direction="entry", place=here.place, actor=here.officer, **more)  # type: ignore[arg-type]


def _misread(here: AtThePost) -> desk.Opened:
    text = zone(passport(number="N12308567")).replace("N12308567", "N123O8567")
    return desk.open_presentation(None, read_mrz(text), direction="entry", place=here.place, actor=here.officer)


class TestVoiding:
    """Only a scan of nobody new can be void (S13)."""

    @pytest.mark.parametrize("reason", ["misread", "duplicate", "test"])
    def test_a_sound_reading_isnt_void_for_the_next_persons_sake(self, here: AtThePost, reason: str) -> None:
        somebody, next_one = here.open(), here.open()
        with pytest.raises(DeskError, match="repeats_needed"):
            _void(somebody, reason, next_one)
        assert desk.get(somebody.presentation).row.outcome == ""

    def test_only_a_specimen_is_a_test(self, here: AtThePost) -> None:
        for person in (here.open(), _unread(here), _misread(here)):
            with pytest.raises(DeskError, match="repeats_needed"):
                _void(person, "test")
        specimen = here.open(passport("UTO"))
        _void(specimen, "test")
        assert desk.get(specimen.presentation).row.voided_reason == "test"

    def test_somebody_without_a_document_is_nobodys_duplicate(self, here: AtThePost) -> None:
        without, other = _unread(here), _unread(here)
        for repeats in (here.open(), other):
            with pytest.raises(DeskError, match="repeats_needed"):
                _void(without, "duplicate", repeats)
        with pytest.raises(DeskError, match="repeats_needed"):
            _void(here.open(), "duplicate", without)

    def test_another_document_of_the_same_holder_is_a_duplicate(self, here: AtThePost) -> None:
        first, again = here.open(passport(birth="1980-01-01")), here.open(passport(birth="1980-01-01"))
        _void(again, "duplicate", first)
        assert desk.get(again.presentation).row.repeats == first.presentation

    @pytest.mark.parametrize("make", [_unread, _misread])
    def test_what_couldnt_be_read_is_replaced_at_once(self, here: AtThePost, make) -> None:  # type: ignore[no-untyped-def]
        scan = make(here)
        _void(scan, "misread", here.open())
        assert desk.get(scan.presentation).row.outcome == "voided"

    def test_but_not_later_nor_before_nor_by_somebody_elsewhere(self, here: AtThePost) -> None:
        now = timezone.now()
        before = here.open(happened=now - timedelta(minutes=10))
        unread = _unread(here, happened=now - timedelta(minutes=6))
        colleague = AtThePost(here.post, here.place, Actor(uuid4(), frozenset({"first_line"})))
        local = AtThePost(here.post, Place(here.post, "L"), here.officer)
        soon = now - timedelta(minutes=5)
        others = (here.open(), before, colleague.open(happened=soon), local.open(happened=soon))
        for other in others:
            with pytest.raises(DeskError, match="repeats_needed"):
                _void(unread, "misread", other)
        _void(unread, "misread", here.open(happened=soon))

    @pytest.mark.parametrize("reason", ["duplicate", "misread"])
    def test_an_exit_is_no_duplicate_of_an_entry(self, here: AtThePost, reason: str) -> None:
        """Somebody who came and left crossed twice, however often they were scanned."""
        document, now = passport(), timezone.now()
        came = here.open(document, "entry", happened=now - timedelta(hours=2))
        left = here.open(document, "exit", happened=now)
        for scan, other in ((left, came), (came, left)):
            with pytest.raises(DeskError, match="other_direction"):
                _void(scan, reason, other)
        assert Presentation.objects.filter(outcome="").count() == 2

    def test_a_wrong_direction_is_put_right_by_the_same_officer_soon(self, here: AtThePost) -> None:
        document, now = passport(), timezone.now()
        wrong = here.open(document, "entry", happened=now - timedelta(minutes=20))
        colleague = AtThePost(here.post, here.place, Actor(uuid4(), frozenset({"first_line"})))
        with pytest.raises(DeskError, match="other_direction"):
            _void(wrong, "misread", colleague.open(document, "exit"))
        right = here.open(document, "exit")
        with pytest.raises(DeskError, match="other_direction"):
            _void(wrong, "duplicate", right)
        _void(wrong, "misread", right)
        assert desk.get(wrong.presentation).row.repeats == right.presentation

    def test_two_scans_dont_void_each_other(self, here: AtThePost) -> None:
        document = passport()
        first, again = here.open(document), here.open(document)
        _void(again, "duplicate", first)
        with pytest.raises(DeskError, match="repeats_needed"):
            _void(first, "duplicate", again)
        assert Presentation.objects.filter(outcome="").count() == 1


COMMANDER = Actor(uuid4(), frozenset({"commander"}))


def _with(adult: desk.Opened) -> desk.Decision:
    return desk.Decision(
        accompaniment=AccompanimentPart(relation="parent", authority="birth_certificate", adult=adult.presentation)
    )


def _child() -> object:
    return passport(birth="2018-03-04")


def _offered(here: AtThePost, child: desk.Opened, *adults: desk.Opened) -> list[UUID]:
    sitting = SimpleNamespace(last=[desk.get(one.presentation) for one in adults])
    return [one.id for one in stage.companions(sitting, desk.get(child.presentation))]  # type: ignore[arg-type]


@pytest.mark.parametrize("direction", ["entry", "exit"])
class TestCompany:
    """The adult who takes a child along crosses too: here, the same way, now (S6)."""

    def refused(self, here: AtThePost, adult: desk.Opened, direction: str, **more: object) -> None:
        child = here.open(_child(), direction, **more)  # type: ignore[arg-type]
        with pytest.raises(DeskError) as error:
            desk.admit(child.presentation, _with(adult), actor=here.officer)
        assert (error.value.code, error.value.params) == ("set_aside_required", {"code": "child_adult_not_crossing"})
        assert _offered(here, child, adult) == []

    def test_not_one_who_is_set_aside(self, here: AtThePost, direction: str) -> None:
        adult = here.open(direction=direction)
        desk.set_aside(adult.presentation, actor=OFFICER)
        self.refused(here, adult, direction)

    def test_not_a_void_scan(self, here: AtThePost, direction: str) -> None:
        adult = here.open(passport("UTO"), direction)
        _void(adult, "test")
        self.refused(here, adult, direction)

    def test_not_one_left_undecided_long_ago(self, here: AtThePost, direction: str) -> None:
        self.refused(here, here.open(direction=direction, happened=timezone.now() - timedelta(minutes=16)), direction)

    def test_not_one_who_crossed_hours_ago(self, here: AtThePost, direction: str) -> None:
        adult = here.open(direction=direction, happened=timezone.now() - timedelta(minutes=121))
        desk.admit(adult.presentation, actor=OFFICER)
        self.refused(here, adult, direction)

    def test_not_one_going_the_other_way(self, here: AtThePost, direction: str) -> None:
        self.refused(here, here.open(direction="exit" if direction == "entry" else "entry"), direction)

    def test_not_one_at_another_post(self, here: AtThePost, direction: str, make_post: Callable[..., UUID]) -> None:
        other = make_post("Khorgos")
        self.refused(here, AtThePost(other, Place(other, "1")).open(direction=direction), direction)

    def test_not_another_officers_undecided_traveller(self, here: AtThePost, direction: str) -> None:
        colleague = AtThePost(here.post, here.place, Actor(uuid4(), frozenset({"first_line"})))
        self.refused(here, colleague.open(direction=direction), direction)

    def test_one_of_the_same_family_being_decided_or_who_crossed(self, here: AtThePost, direction: str) -> None:
        group = groups.open_group(here.post, direction=direction, sort="family", actor=OFFICER)  # type: ignore[arg-type]
        half_an_hour = timezone.now() - timedelta(minutes=30)
        adult = here.open(direction=direction, group=group, happened=half_an_hour)
        child = here.open(_child(), direction, group=group)  # type: ignore[arg-type]
        crossed = here.open(direction=direction, happened=half_an_hour)
        desk.admit(crossed.presentation, actor=OFFICER)
        assert _offered(here, child, adult, crossed) == [adult.presentation, crossed.presentation]
        desk.admit(child.presentation, _with(adult), actor=OFFICER)
        other = here.open(_child(), direction)  # type: ignore[arg-type]
        desk.admit(other.presentation, _with(crossed), actor=OFFICER)

    def test_the_second_line_lets_the_parent_go_first(self, here: AtThePost, direction: str) -> None:
        hours_ago = timezone.now() - timedelta(hours=4)
        parent = here.open(direction=direction, happened=hours_ago)
        child = here.open(_child(), direction, happened=hours_ago)  # type: ignore[arg-type]
        of_parent, of_child = (
            desk.set_aside(one.presentation, actor=OFFICER, happened=hours_ago) for one in (parent, child)
        )
        for hold in (of_parent, of_child):
            holds.take(hold, actor=SECOND)
        with pytest.raises(DeskError) as error:
            holds.release_and_admit(of_child, _with(parent), actor=SECOND)
        assert (error.value.code, error.value.params) == ("child_needs_company", {"code": "child_adult_not_crossing"})
        holds.release_and_admit(of_parent, desk.Decision(), actor=SECOND)
        holds.release_and_admit(of_child, _with(parent), actor=SECOND)
        assert Crossing.objects.count() == 2

    def test_a_list_that_wants_an_adult_wants_one_who_crosses(self, here: AtThePost, direction: str) -> None:
        from panah.safeguards import children

        day = timezone.now().date()
        decided = children.decide(
            birth_date="2018-03-04",
            day=day,
            company=children.Company("teacher", "list", adult_named=True, adult_crosses=False),
            listing=children.Listing(day, day, adult_needed=True),
        )
        assert (decided.code, decided.set_aside) == ("child_adult_not_crossing", True)


class TestHolds:
    """An open hold of a person binds every presentation of theirs (S13), also one that was advised about before."""

    @pytest.mark.parametrize("line", ["first", "gate"])
    @pytest.mark.parametrize("same", ["document", "holder"])
    def test_a_scan_from_before_doesnt_pass_the_hold(self, here: AtThePost, line: str, same: str) -> None:
        document = passport(birth="1980-01-01")
        other = document if same == "document" else passport(birth="1980-01-01")
        inward, outward = here.open(document, "entry"), here.open(other, "exit")
        assert not outward.advice.must_set_aside
        hold = desk.set_aside(inward.presentation, actor=OFFICER)
        with pytest.raises(DeskError) as error:
            desk.admit(outward.presentation, actor=OFFICER, line=line)  # type: ignore[arg-type]
        assert (error.value.code, error.value.params) == ("set_aside_required", {"code": "on_hold"})
        holds.take(hold, actor=SECOND)
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
        desk.admit(outward.presentation, actor=OFFICER, line=line)  # type: ignore[arg-type]

    def test_a_gate_sets_aside_whoever_is_held_with_another_document(self, here: AtThePost) -> None:
        held = here.open(passport(birth="1980-01-01"))
        desk.set_aside(held.presentation, actor=OFFICER)
        document = passport(birth="1980-01-01")
        became = gates.inspect(
            document,
            read_mrz(zone(document)),
            direction="exit",
            place=here.place,
            actor=OFFICER,
            decision=desk.Decision(),
        )
        assert became.outcome == "set_aside"

    def test_a_gates_second_request_sets_aside_whoever_is_held_by_then(self, db: None) -> None:
        gate = a_gate(a_post())
        mrz = machine_zone()
        inward, outward = (
            gate.send("presentations", {"direction": way, "mrz": mrz}).json()["presentation"]
            for way in ("entry", "exit")
        )
        assert gate.send(f"presentations/{inward}/set-aside").status_code == 201
        answer = gate.send(f"presentations/{outward}/crossing")
        assert (answer.status_code, answer.json()["outcome"]) == (201, "set_aside")
        assert not Crossing.objects.exists()
        assert len(set(Hold.objects.values_list("until", flat=True))) == 1


class TestTakingBack:
    """A wrong key is the officer's own, and fresh; what the second line decided, the first doesn't undo."""

    def released(self, here: AtThePost, **when: object) -> UUID:
        person = here.open(**when).presentation  # type: ignore[arg-type]
        hold = desk.set_aside(person, actor=OFFICER, **when)  # type: ignore[arg-type]
        holds.take(hold, actor=SECOND)
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
        return person

    def test_the_first_line_doesnt_undo_the_second(self, here: AtThePost) -> None:
        person = self.released(here)
        both = Actor(SECOND.id, frozenset({"first_line"}))
        for actor in (OFFICER, both):
            with pytest.raises(DeskError, match="take_back_not_yours"):
                desk.take_back(person, actor=actor)
        desk.take_back(person, actor=SECOND)
        assert desk.get(person).row.outcome == "set_aside"

    def test_nor_a_colleagues_crossing(self, here: AtThePost) -> None:
        person = here.open().presentation
        desk.admit(person, actor=OFFICER)
        with pytest.raises(DeskError, match="take_back_not_yours"):
            desk.take_back(person, actor=Actor(uuid4(), frozenset({"first_line"})))
        desk.take_back(person, actor=COMMANDER)

    def test_nor_its_own_of_long_ago(self, here: AtThePost, monkeypatch: pytest.MonkeyPatch) -> None:
        person = here.open().presentation
        desk.admit(person, actor=OFFICER)
        later = timezone.now() + timedelta(minutes=31)
        monkeypatch.setattr(timezone, "now", lambda: later)
        with pytest.raises(DeskError, match="take_back_not_yours"):
            desk.take_back(person, actor=OFFICER)
        desk.take_back(person, actor=COMMANDER)

    def test_what_was_keyed_in_late_is_taken_back_at_once(self, here: AtThePost) -> None:
        person = here.cross(passport(), "entry", timedelta(hours=3))
        desk.take_back(person, actor=OFFICER)
        assert desk.get(person).row.taken_back == 1

    @pytest.mark.parametrize("who", [SECOND, COMMANDER])
    def test_what_the_second_line_decided_comes_back_to_it(self, here: AtThePost, who: Actor) -> None:
        """Not to the first line: a hold of its own, under the clock that ran from the first setting aside (S13)."""
        person = self.released(here, happened=timezone.now() - timedelta(hours=3))
        first = Hold.objects.get()
        desk.take_back(person, actor=who)
        again = Hold.objects.get(released__isnull=True)
        assert (again.presentation, again.until) == (person, first.until)
        assert again.subject != first.subject
        assert desk.get(person).row.hold == again.subject
        for key in (desk.admit, desk.set_aside):
            with pytest.raises(DeskError, match="has_outcome"):
                key(person, actor=OFFICER)
        assert [one.id for one in holds.queue(here.post)] == [again.subject]
        holds.take(again.subject, actor=SECOND)
        holds.release_and_admit(again.subject, desk.Decision(), actor=SECOND)
        assert desk.get(person).row.outcome == "crossed"

    def test_another_scan_of_the_person_is_bound_by_it(self, here: AtThePost) -> None:
        document = passport()
        person = here.open(document).presentation
        hold = desk.set_aside(person, actor=OFFICER)
        holds.take(hold, actor=SECOND)
        holds.release_and_admit(hold, desk.Decision(), actor=SECOND)
        desk.take_back(person, actor=COMMANDER)
        again = here.open(document).presentation
        with pytest.raises(DeskError, match="set_aside_required"):
            desk.admit(again, actor=OFFICER)

    def test_and_folding_it_again_gives_the_same(self, here: AtThePost) -> None:
        person = self.released(here)
        desk.take_back(person, actor=COMMANDER)
        before = Presentation.objects.values().get(), sorted(Hold.objects.values_list("subject", "until", "released"))
        fold_again(
            [person, *Hold.objects.values_list("subject", flat=True)], [registers.presentations, registers.holds]
        )
        assert before == (
            Presentation.objects.values().get(),
            sorted(Hold.objects.values_list("subject", "until", "released")),
        )
