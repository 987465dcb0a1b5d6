"""The register of stays is what its crossings say, whatever the order in which facts arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from panah.border.apply.stays import refold
from panah.border.desk import presentations as desk
from panah.border.models import Crossing, Presentation, Stay
from panah.border.registers import presentations as register
from panah.journal.applying import fold_again
from tests.border.conftest import OFFICER, AtThePost, passport

FIELDS = ("document_key", "holder_key", "nationality", "entry", "exit", "entered", "left", "regime", "leave_by")


def stays() -> list[tuple[object, ...]]:
    found = Stay.objects.values_list(*FIELDS)
    rows = [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in found]
    return sorted(rows, key=str)


def test_in_and_out(here: AtThePost) -> None:
    document = passport()
    entry = here.cross(document, "entry", timedelta(days=9))
    out = here.cross(document, "exit", timedelta(days=2))
    stay = Stay.objects.get()
    assert (stay.entry, stay.exit) == (entry, out)
    assert timedelta(days=7) <= stay.left - stay.entered < timedelta(days=7, minutes=5)


@pytest.mark.parametrize("seed", range(6))
def test_touching_only_the_last_stay_gives_what_folding_all_gives(here: AtThePost, seed: int) -> None:
    import random

    dice = random.Random(seed)
    documents = [passport(), passport()]
    done: list[UUID] = []
    for step in range(14):
        act = dice.random()
        if act < 0.75 or not done:
            moment = datetime.now(UTC) - timedelta(days=400 - 20 * step + dice.choice([0, 0, 0, 70]))
            done.append(here.cross(dice.choice(documents), dice.choice(["entry", "exit"]), moment))
        else:
            desk.take_back(done.pop(dice.randrange(len(done))), actor=OFFICER)
    incremental = stays()
    refold({bytes(key) for key in Crossing.objects.values_list("document_key", flat=True)})
    assert stays() == incremental


@pytest.mark.parametrize("seed", range(4))
def test_folding_every_subject_again_gives_the_same_registers(here: AtThePost, seed: int) -> None:
    import random

    document = passport()
    people = [
        here.cross(document, "entry", timedelta(days=50)),
        here.cross(document, "exit", timedelta(days=40)),
        here.cross(document, "entry", timedelta(days=30)),
    ]
    desk.take_back(people[2], actor=OFFICER)
    desk.admit(people[2], desk.Decision(purpose="family"), actor=OFFICER)
    before = [stays(), sorted(map(str, Crossing.objects.values())), sorted(map(str, Presentation.objects.values()))]
    random.Random(seed).shuffle(people)
    fold_again(people[: 1 + seed % 3], [register])
    after = [stays(), sorted(map(str, Crossing.objects.values())), sorted(map(str, Presentation.objects.values()))]
    assert after == before


def test_a_missed_exit_is_a_doubt_not_an_overstay(here: AtThePost) -> None:
    document = passport("KGZ")
    here.cross(document, "entry", timedelta(days=300))
    opened = here.open(document)
    codes = {finding.code for finding in opened.advice.of("history")}
    assert "already_inside" in codes
    assert opened.advice.state("stay") != "red"
    assert "missed_exit" in {doubt.code for doubt in opened.advice.stay.doubts}  # type: ignore[union-attr]


def test_an_overstay_neither_stops_the_exit_nor_the_reckoning(here: AtThePost) -> None:
    document = passport("KGZ")
    here.cross(document, "entry", timedelta(days=120))
    out = here.open(document, "exit")
    assert out.advice.state("stay") in {"red", "amber"}
    assert out.advice.stay is not None
    assert out.advice.stay.overstay_days > 0
    desk.admit(out.presentation, actor=OFFICER)
    assert Stay.objects.get().left is not None


def test_a_document_without_number_has_no_stays(here: AtThePost) -> None:
    opened = desk.open_presentation(
        None, direction="entry", place=here.place, actor=OFFICER, description="says she is forty"
    )
    desk.admit(opened.presentation, desk.Decision(plainly_adult=True), actor=OFFICER)
    assert not Stay.objects.exists()
    assert Crossing.objects.get().document_key is None


def test_another_subject_stays_untouched(here: AtThePost) -> None:
    here.cross(passport(), "entry", timedelta(days=3))
    before = stays()
    fold_again([uuid4()], [register])
    assert stays() == before
