"""Safeguards hold at the line whatever is pressed in which order: nobody is voided away, no child crosses alone with a
stranger's scan, no hold is walked around, no crossing of the second line is undone by the first."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, DeskError, Place
from panah.border.models import Presentation
from panah.documents import read_mrz
from tests.border.conftest import OFFICER, AtThePost, passport, zone


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

    def test_two_scans_dont_void_each_other(self, here: AtThePost) -> None:
        document = passport()
        first, again = here.open(document), here.open(document)
        _void(again, "duplicate", first)
        with pytest.raises(DeskError, match="repeats_needed"):
            _void(first, "duplicate", again)
        assert Presentation.objects.filter(outcome="").count() == 1
