"""The Security Council's list as published, where it is at hand: all of it is read, and nothing of it is lost.

The file is no part of the project; it lies beside it, or where PANAH_SHARED_DATA says.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest

from panah.node.demo import lists, sanctions
from panah.watchlists import formats
from panah.watchlists.difference import difference
from panah.watchlists.entries import Entry, EntryKind, NameQuality
from panah.watchlists.formats import ListFile, ListRefusedError
from panah.watchlists.packing import pack, unpack
from panah.watchlists.plausible import objections, shape
from tests.watchlists.formats.samples import noticed, refused
from tests.watchlists.formats.test_any_bytes import TODAY

BESIDE = Path(__file__).parents[2].parent / "shared" / "data"
PATH = Path(os.environ.get("PANAH_SHARED_DATA", BESIDE)) / "un_consolidated.xml"

pytestmark = pytest.mark.skipif(not PATH.is_file(), reason="the Security Council's list isn't beside the project")


@pytest.fixture(scope="module")
def file() -> ListFile:
    return formats.read(PATH)


def test_as_many_as_were_published(file: ListFile) -> None:
    assert (file.format, dict(file.counts)) == ("un", {"person": 730, "entity": 273})
    assert len({entry.id for entry in file.entries}) == 1003
    assert file.published is not None
    assert file.source_version.startswith(file.published.date().isoformat())


def test_what_was_noticed(file: ListFile) -> None:
    found = noticed(file)
    assert set(found) == {"unread_date", "broken_name"}
    assert found["unread_date"] < 5


def test_every_class_of_field_is_there(file: ListFile) -> None:
    persons = [entry for entry in file.entries if entry.kind is EntryKind.PERSON]
    qualities = Counter(name.quality for entry in persons for name in entry.names)
    assert qualities[NameQuality.STRONG] > 2000
    assert qualities[NameQuality.WEAK] > 550
    assert qualities[NameQuality.ORIGINAL] > 350
    assert qualities[NameQuality.FORMER] > 30
    births = [birth for entry in persons for birth in entry.births]
    assert sum(birth.date is not None and birth.date.known for birth in births) > 450
    assert sum(birth.approximate for birth in births) > 110
    assert sum(birth.first is not None for birth in births) >= 31
    assert sum(len(entry.births) > 1 for entry in persons) > 50
    kinds = Counter(paper.type for entry in persons for paper in entry.documents)
    assert kinds["passport"] > 300
    assert kinds["identity"] > 130
    assert sum(bool(paper.issuer) for entry in persons for paper in entry.documents) > 290
    assert sum(bool(entry.nationalities) for entry in persons) > 615
    assert sum(bool(entry.places) for entry in persons) > 500
    assert all(entry.listed_on and entry.programme and entry.reference for entry in file.entries)
    assert {entry.sex for entry in persons} == {"", "M", "F"}


def test_every_word_for_a_country_is_known(file: ListFile) -> None:
    assert "unknown_country_word" not in noticed(file)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _said(entry: Entry) -> str:
    values: list[str] = [entry.id, entry.programme, entry.reference, entry.remarks, str(entry.listed_on), *entry.titles]
    values += [f"{name.text} {name.note}" for name in entry.names]
    values += [f"{birth} {birth.text}" for birth in entry.births]
    values += [f"{d.number} {d.label} {d.issued_on} {d.note}" for d in entry.documents]
    values += [place.text for place in (*entry.places, *entry.addresses)]
    values += [value for _, value in entry.source_fields]
    return " ".join(values)


def test_no_word_of_the_source_is_lost(file: ListFile) -> None:
    root = ElementTree.parse(PATH).getroot()
    records = [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]
    # Told by codes of the entry: quality of a name, type of a date, sex.
    coded = {"QUALITY", "TYPE_OF_DATE", "GENDER"}
    for record, entry in zip(records, file.entries, strict=True):
        source = " ".join(leaf.text for leaf in record.iter() if leaf.text and leaf.tag not in coded)
        assert _words(source) <= _words(_said(entry)), entry.id


def test_entries_survive_as_bytes(file: ListFile) -> None:
    assert all(unpack(pack(entry)) == entry for entry in file.entries)


def test_it_can_follow_itself_and_half_of_it_can_not(file: ListFile) -> None:
    entries = list(file.entries)
    assert objections(shape(entries), shape(entries), difference(entries, entries)) == ()
    half = entries[::2]
    assert [fault.code for fault in objections(shape(half), shape(entries), difference(entries, half))] == [
        "much_smaller"
    ]


def test_cut_off_it_is_refused_with_the_place() -> None:
    content = PATH.read_bytes()
    for share in (0.1, 0.9, 0.9999):
        wrong: ListRefusedError = refused(content[: int(len(content) * share)])
        assert wrong.code == "xml_cut_off"
        assert abs(wrong.place.line - content.count(b"\n", 0, int(len(content) * share))) <= 2


def test_nobody_on_the_made_up_lists_is_on_it(file: ListFile) -> None:
    def plain(entries: list[Entry]) -> set[str]:
        return {" ".join(sorted(name.text.upper().split())) for entry in entries for name in entry.names}

    made_up = [sanctions.un_list(today=TODAY), lists.exit_bans(today=TODAY), lists.entry_bans(today=TODAY)]
    invented = [entry for content in [*made_up, lists.protect(today=TODAY)] for entry in formats.read(content).entries]
    persons = [entry for entry in invented if entry.kind is EntryKind.PERSON]
    assert plain(persons).isdisjoint(plain(list(file.entries)))
