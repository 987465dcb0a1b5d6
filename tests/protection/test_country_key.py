"""Another country key, at any time: everybody who came before is found by their document, and nothing is left of the
old key by which somebody who has it finds anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from panah.border.desk import calls, events, groups, holds, listings, persons, sample
from panah.border.desk import presentations as line
from panah.border.desk.decision import Decision
from panah.border.desk.gather import is_held, keys_in, listing_for
from panah.border.desk.history import file_of
from panah.border.facts.parts import HostPart
from panah.border.handles import keys_of
from panah.border.models import Listing, PersonHandle, Presentation, Stay
from panah.documents import Paper, from_paper
from panah.documents.travel_document import TravelDocument
from panah.journal import countrykey, keyfiles, rekeying, store
from panah.journal.applying import fold_again
from panah.journal.carrying import countrykeys, peers
from panah.journal.entries import Source, Statement
from panah.journal.rebuild import RebuildError, differences, rebuild
from panah.journal.record import record
from panah.node.postgres import Server
from panah.people.access import Staff
from panah.people.looks import record_look
from panah.people.models import Look
from panah.protection.desk import copies, held_again, matters
from panah.protection.desk.asked import found_by, keep, kept
from panah.watchlists import sealed
from panah.watchlists.facts.hits import MatchCleared
from panah.watchlists.models import Clearing
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.conftest import _connect_to
from tests.protection.conftest import CASE_WORKER, House, Nodes
from tests.protection.test_claims import AsOwner

NOW = datetime.now(UTC)
MONTHS = timedelta(days=90)
OLD_LISTED, OLD_JOINED, OLD_LOOKED = uuid4(), uuid4(), uuid4()


def someone(number: str, **more: object) -> TravelDocument:
    """Each number is somebody else."""
    return passport(birth=f"19{number}-01-01", number=f"FA11111{number}", **more)  # type: ignore[arg-type]


CROSSED, HELD, COMPANION, LISTED, LISTED_BEFORE, OLDER, JOINED_BEFORE = map(
    someone, ("50", "51", "52", "53", "54", "55", "56")
)
UNKNOWN_HOLDER = from_paper(Paper(kind="emergency", description="Woman in labour"))
LATER, SETTLED = someone("57"), someone("60")
WITHOUT_NUMBER = passport(birth="1958-01-01", number=" ", surname="LOST")
RENEWED = passport(birth="1951-01-01", number="FB9999999")


@dataclass
class Before:
    """Who came before."""

    here: AtThePost
    officer: Staff
    presentations: dict[str, UUID] = field(default_factory=dict)
    lots: dict[UUID, sample.Lot] = field(default_factory=dict)
    call: str = ""

    def handles(self) -> set[str]:
        """All natural keys that registers hold, as hex."""
        keys = {
            bytes(key).hex()
            for name in ("document_key", "holder_key", "sponsor_key", "address_key")
            for key in Presentation.objects.values_list(name, flat=True)
            if key
        }
        keys |= {bytes(one).hex() for one in PersonHandle.objects.exclude(sort="p").values_list("handle", flat=True)}
        keys |= {bytes(one).hex() for one in Clearing.objects.values_list("key", flat=True)}
        keys |= {bytes(one).hex() for one in Listing.objects.values_list("document_key", flat=True)}
        return keys | {one.hex for one in Look.objects.values_list("file", flat=True)}


def said_by_an_earlier_version(kind: str, version: int, subject: UUID, **fields: object) -> None:
    """An entry as an older Panah wrote it, applied."""
    body = json.dumps(fields, sort_keys=True).encode()
    store.append([store.Draft(NOW, Source.CLOCK, kind, version, subject, Random(1).randbytes(16), body)], OFFICER.id)
    fold_again([subject], rekeying.keyed())


def hexes(document: TravelDocument) -> dict[str, str]:
    """The natural keys as facts of an earlier version hold them."""
    of_document, of_holder = keys_of(line.document_part(document))
    return {"document_key": (of_document or b"").hex(), "holder_key": (of_holder or b"").hex()}


def cross(here: AtThePost, document: TravelDocument, direction: str, ago: timedelta) -> UUID:
    return here.cross(document, direction, ago)


@pytest.fixture
def before(alone: Nodes) -> Before:
    here = alone.at
    world = Before(here, Staff(OFFICER.id, "Officer", OFFICER.roles, here.post))
    known = world.presentations
    cross(here, CROSSED, "entry", MONTHS)
    known["crossed"] = cross(here, CROSSED, "exit", MONTHS / 2)
    for name, document in (("held", HELD), ("without number", WITHOUT_NUMBER)):
        known[name] = here.open(document, host=HostPart(sponsor="Steppe Bau", address="Abai 5")).presentation
        hold = line.set_aside(known[name], actor=OFFICER)
        holds.take(hold, actor=SECOND)
        matters.open_matter(hold, "asylum", actor=SECOND)
    known["companion"] = here.open(COMPANION).presentation
    persons.join(known["companion"], known["held"], "the same man, he says", actor=SECOND)
    groups.open_group(here.post, direction="entry", sort="family", actor=OFFICER, host=HostPart(sponsor="Steppe Bau"))
    owing = here.open(UNKNOWN_HOLDER, description="Woman in labour").presentation
    line.admit(owing, Decision(papers_later=True, plainly_adult=True), actor=OFFICER)
    events.complete_papers(owing, paper_of(LATER), actor=OFFICER)
    valid = {"valid_from": "2026-01-01", "valid_to": "2036-01-01"}
    listings.enter("local_resident", {"name": "A", "issuer": "UZB", "number": LISTED.number, **valid}, actor=OFFICER)
    content = {"person": "a", "list": "wanted", "entry": "1", "digest": "b"}
    record([Statement(MatchCleared(details=sealed.words(content)), uuid4(), NOW)], actor=OFFICER.id)
    record_look(world.officer, file_of(row(known["crossed"])), "inspection", "border:history")
    copies.ask(copies.held(known["crossed"]), here.post, "name", "A", "B", actor=SECOND)
    _settled_and_opened_again(alone)
    _of_earlier_versions(world, valid)
    world.lots = {one.subject: sample.lot_of(one) for one in Presentation.objects.all()}
    world.call = calls.code_of(here.post, "1")
    return world


def _settled_and_opened_again(nodes: Nodes) -> None:
    hold = line.set_aside(nodes.at.open(SETTLED).presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    matter, body = matters.open_matter(hold, "asylum", actor=SECOND), nodes.readers["asylum"].id
    nodes.carry()
    matters.let_go(body, matter, "Rejected for good", actor=CASE_WORKER)
    nodes.carry()
    matters.hold_again(body, matter, actor=CASE_WORKER)
    nodes.carry()


def _of_earlier_versions(world: Before, valid: dict[str, str]) -> None:
    here, known = world.here, world.presentations
    for name, document in (("older", OLDER), ("joined before", JOINED_BEFORE)):
        part = line.document_part(document).model_dump(mode="json")
        known[name] = uuid4()
        said_by_an_earlier_version(
            "border:presentation:opened", 2, known[name], post=str(here.post), lane="1", direction="entry",
            channel="booth", document=part, **hexes(document),
        )  # fmt: skip
    line.set_aside(known["older"], actor=OFFICER)
    one, other = (
        {"presentation": str(known[name]), **hexes(document)}
        for name, document in (("older", OLDER), ("joined before", JOINED_BEFORE))
    )
    said_by_an_earlier_version("border:person:joined", 1, OLD_JOINED, one=one, other=other, reason="twice")
    said_by_an_earlier_version(
        "border:listing:entered", 1, OLD_LISTED, sort="local_resident", name="B",
        document_key=hexes(LISTED_BEFORE)["document_key"], **valid,
    )  # fmt: skip
    said_by_an_earlier_version(
        "people:file:looked", 1, OLD_LOOKED, file=str(file_of(row(known["crossed"]))), reason="court", screen="x"
    )


def paper_of(document: TravelDocument) -> Paper:
    return Paper(
        kind="passport", issuer=document.issuer, number=document.number, surname=document.surname,
        given_names=document.given_names, nationality=document.nationality,
        birth_date=document.birth_date.iso(), sex="F", expiry_date="2033-01-01",
    )  # fmt: skip


def row(presentation: UUID) -> Presentation:
    return Presentation.objects.get(subject=presentation)


def everybody_is_found(world: Before) -> None:
    here, known = world.here, world.presentations
    again = here.open(CROSSED).presentation
    history = line.history(again)
    assert [one.direction for one in history.crossings] == ["exit", "entry"]
    assert history.stays
    assert Stay.objects.get(exit=known["crossed"]).document_key == row(again).document_key
    for document in (HELD, RENEWED, COMPANION, WITHOUT_NUMBER, JOINED_BEFORE):
        scanned = row(here.open(document).presentation)
        assert is_held(scanned), document.number
        with pytest.raises(IntegrityError, match="a hold of this person is open"):
            insert(_REFUSAL, refusing(scanned.subject, here.post))
    assert held_again.is_open(row(here.open(SETTLED).presentation))
    assert not is_held(row(here.open(someone("59")).presentation))
    assert [one.direction for one in line.history(here.open(LATER, "exit").presentation).crossings] == ["entry"]
    for document in (LISTED, LISTED_BEFORE):
        assert listing_for(keys_of(line.document_part(document))[0], NOW.date()) is not None
    copy = copies.held(copies.find("UZB", CROSSED.number))
    assert [one.should_be for one in copy.corrections] == ["B"]
    assert Look.objects.filter(file=copy.file).count() == 2
    assert bytes(Clearing.objects.get().key) == sealed.clearing_key("a", "wanted", "1", "b")
    assert calls.find(world.call) is not None
    assert {subject: sample.lot_of(row(subject)) for subject in world.lots} == world.lots


def left_of(handles: set[str]) -> dict[str, int]:
    """In which tables one of these stands yet, journals apart, and in how many rows."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'sealed')"
            " AND tablename NOT LIKE 'journal%' AND tablename NOT LIKE 'django%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} AS t WHERE replace(t::text, '-', '') ~ %s",  # noqa: S608 (of the catalogue)
                ["|".join(sorted(handles))],
            )
            if amount := cursor.fetchone()[0]:
                found[table] = amount
    return found


def test_everybody_who_came_before_is_found_and_nothing_of_the_old_key_is_left(
    before: Before, as_owner: AsOwner
) -> None:
    everybody_is_found(before)
    for turn in (1, 2):
        old = before.handles()
        assert left_of(old), "the search finds what is there"
        with as_owner():
            key, entries = rekeying.replace()
        assert (countrykey.current_id(), entries > 0) == (key, True)
        assert [name for name, _secret in countrykey.line()] == countrykey.of_registers()
        assert len(countrykey.line()) == turn + 1
        assert left_of(old) == {}
        everybody_is_found(before)
    with as_owner():
        told = {one.name: differences(one.name) for one in rekeying.keyed()}
    assert set(told.pop("presentations")) <= {"border_stay"}
    assert not any(told.values()), told


def test_whoever_is_killed_in_the_midst_leaves_a_post_that_finds_everybody(
    before: Before, as_owner: AsOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, file = countrykey.current_id(), keyfiles.folder("country") / "current"
    with as_owner(), monkeypatch.context() as patch:
        patch.setattr("panah.journal.rebuild._PATIENCE", 0)
        with pytest.raises(RebuildError, match="quieter"):
            rekeying.replace()
    assert countrykey.current_id() == old
    # As a process leaves it that is killed between naming both keys and the exchange.
    waits = countrykey.prepared()
    keyfiles.write(file, f"{old}>{waits}".encode(), replace=True)
    everybody_is_found(before)
    with as_owner():
        assert rekeying.replace()[0] == waits
    assert file.read_text() == waits
    everybody_is_found(before)


def test_registers_of_another_key_are_folded_again_under_the_one_in_use(
    before: Before, as_owner: AsOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a database was restored that is older than the key."""
    monkeypatch.setattr("panah.journal.rebuild.registers", rekeying.keyed)
    waits = countrykey.prepared()
    keyfiles.write(keyfiles.folder("country") / "current", waits.encode(), replace=True)
    assert countrykey.of_registers() == []
    with as_owner():
        rebuild()
    assert countrykey.of_registers()[-1] == waits
    everybody_is_found(before)


def test_whoever_comes_back_to_the_countrys_key_still_knows_who_must_not_be_refused(
    before: Before, as_owner: AsOwner
) -> None:
    first = countrykey.current_id()
    with as_owner():
        rekeying.replace()
    for found, ask in list(kept()):
        keep(found, found_by(ask, keys_in(row(UUID(ask.presentation)))))
    with as_owner():
        rekeying.replace(to=countrykey.keep(Random(7).randbytes(countrykey.LENGTH), after=first))
    assert held_again.is_open(row(before.here.open(SETTLED).presentation))


def test_another_node_takes_the_key_from_a_file_that_only_it_can_open(
    nodes: Nodes, as_house: House, as_owner: AsOwner, postgres: Server
) -> None:
    def put_in_use(name: str) -> None:
        _connect_to(postgres, str(connection.settings_dict["NAME"]), "owner")
        rekeying.replace(to=name)

    house = peers.find("house")
    assert house is not None
    first = countrykeys.write(house)
    with as_house():
        put_in_use(countrykeys.keep(first))
    with as_owner():
        rekeying.replace()
    key, second = countrykey.natural_key("document", "N1"), countrykeys.write(house)
    with as_owner():
        rekeying.replace()
    third = countrykeys.write(house)
    with pytest.raises(countrykeys.KeysRefusedError, match="another node"):
        countrykeys.keep(second)
    with as_house():
        assert countrykey.natural_key("document", "N1") != key
        name = countrykeys.keep(second)
        assert countrykey.natural_key("document", "N1") != key, "kept isn't in use"
        put_in_use(name)
        assert countrykey.natural_key("document", "N1") == key
        with pytest.raises(countrykeys.KeysRefusedError, match="newer keys"):
            countrykeys.keep(first)
        put_in_use(countrykey.prepared())
        put_in_use(name := countrykeys.keep(third))
        assert (countrykey.current_id(), len(countrykey.line())) == (name, 3), "who went their own way comes back"
        for garbled in (b"", second[:40], second[:-1], b"panah country keys 1\nx"):
            with pytest.raises(countrykeys.KeysRefusedError):
                countrykeys.keep(garbled)
        post = peers.find("post")
        assert post is not None
        post.delete()
        with pytest.raises(countrykeys.KeysRefusedError, match="no node known"):
            countrykeys.keep(second)
