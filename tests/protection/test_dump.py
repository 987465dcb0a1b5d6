"""The whole database of a border node: nothing of what was said under seal stands anywhere in it."""

from __future__ import annotations

import re

from panah.border.desk import groups, holds, noticing
from panah.border.desk import presentations as line
from panah.border.models import Hold, Presentation
from panah.journal.carrying.take import take
from panah.journal.envelopes import keyring
from panah.journal.models import Opened
from panah.journal.reading import of_subjects
from panah.protection.desk import matters
from panah.protection.models import Matter, Share
from tests.border.conftest import SECOND
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.dumping import dump

NEEDLE = "They said they would burn the house"


def test_nothing_said_under_seal_stands_in_the_posts_database(nodes: Nodes) -> None:
    hold = nodes.held()
    matter = matters.open_matter(hold, "asylum", said=NEEDLE, noticed=("fear_of_return_spoken",), actor=SECOND)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        share = Share.objects.for_body(nodes.readers["asylum"].id).get().share
        matters.let_go(nodes.readers["asylum"].id, matter, "Granted by decision 77-needle", actor=CASE_WORKER)
        there = dump()
    nodes.carry()
    needles = (NEEDLE, NEEDLE.encode().hex(), str(matter), share, "77-needle", "fear_of_return_spoken", "matter:")
    assert [needle for needle in needles if any(needle in text for text in there.values())] == [
        NEEDLE, NEEDLE.encode().hex(), str(matter), share, "77-needle", "fear_of_return_spoken", "matter:",
    ], "at the house all of it is found, so that the search means something"  # fmt: skip
    here = dump()
    assert str(hold) in here["public.border_hold"]
    assert [(needle, table) for needle in needles for table, text in here.items() if needle in text] == []


def test_a_node_without_readers_has_no_row_of_what_is_sealed(nodes: Nodes) -> None:
    matters.open_matter(nodes.held(), "asylum", said=NEEDLE, actor=SECOND)
    nodes.carry()
    assert keyring.readers() == []
    assert (Opened.objects.count(), Matter.everybodys.count(), Share.everybodys.count()) == (0, 0, 0)


def test_a_body_learns_of_holds_and_of_no_crossing_or_document(nodes: Nodes) -> None:
    hold = nodes.held()
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        assert Hold.objects.filter(subject=hold).exists()
        there = dump()
    assert "KARIMOV" in dump()["bodies as text"]
    assert [table for table, text in there.items() if "KARIMOV" in text] == []


def test_a_token_is_nowhere_to_be_read(nodes: Nodes) -> None:
    from panah.border.desk import tokens

    hold = Hold.objects.get(subject=nodes.held())
    token = tokens.of(hold)
    assert token is not None
    assert [table for table, text in dump().items() if token in text] == []


def test_why_somebody_was_set_aside_is_nowhere_and_leaves_the_same_rows(nodes: Nodes) -> None:
    """Whoever the system noticed, drawn by lot or set aside by a key: at the hold it is all one."""
    at = nodes.at
    for key in (False, True):
        group = groups.open_group(
            at.post, direction="entry", sort="group", papers_from="other", expected=9, actor=at.officer
        )
        opened = at.open(group=group)
        assert opened.automatic_set_aside
        hold = line.set_aside((at.open() if key else opened).presentation, actor=at.officer)
        holds.take(hold, actor=SECOND)
        holds.pass_on(hold, actor=SECOND)
    by_the_system, by_key = Hold.objects.order_by("placed")
    assert noticing.told(Presentation.objects.get(subject=by_the_system.presentation))
    assert not noticing.told(Presentation.objects.get(subject=by_key.presentation))
    there = dump()
    said = re.compile("notice:|documents_of_others|refused_elsewhere|noticed")
    assert [name for name, text in there.items() if said.search(text)] == []
    for entries in (of_subjects([by_the_system.subject]), of_subjects([by_key.subject])):
        assert [one.kind for one in entries] == ["border:hold:placed", "border:hold:taken", "border:hold:passed_on"]
    rows = [
        {name: type(value) for name, value in row.items()}
        for row in Hold.objects.filter(subject__in=[by_the_system.subject, by_key.subject]).values()
    ]
    assert rows[0] == rows[1]


def test_a_stick_that_is_found_tells_nothing(nodes: Nodes) -> None:
    import pytest

    from panah.journal.carrying.bundles import BundleRefusedError

    matters.open_matter(nodes.held(), "asylum", said=NEEDLE, actor=SECOND)
    nodes.carry()
    assert nodes.stick is not None
    assert NEEDLE.encode() not in nodes.stick.read_bytes()
    assert nodes.as_house is not None
    with nodes.as_house(), pytest.raises(BundleRefusedError, match="not_for_us"):
        take(nodes.stick)
