"""A matter binds the hold by something the border doesn't have, and looks like nothing there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from hashlib import sha256
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from panah.border.desk import holds, tokens
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Crossing, Hold, HoldToken
from panah.journal import boxes, clock, quarantine, timekeeping
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import seal
from panah.journal.rebuild import differences
from panah.journal.verify import verify
from panah.node.postgres import Server
from panah.protection.desk import matters, returns
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.matters import (
    MatterLetGo,
    MatterOpenAgain,
    MatterSuspected,
    ShareEntrusted,
    ShareReturned,
)
from panah.protection.models import HeldAgain, Matter, Share
from tests.border.conftest import SECOND
from tests.conftest import _connect_to
from tests.protection.conftest import CASE_WORKER, Nodes, establish

NEEDLE = "They said they would burn the house"


def blocked(hold: UUID) -> bool:
    """Whether the second line can't release."""
    holds.take(hold, actor=SECOND)
    with pytest.raises(DeskError) as said:
        holds.release_and_admit(hold, Decision(), actor=SECOND)
    return said.value.code == "hold_not_here"


def released(hold: UUID) -> bool:
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    return Hold.objects.get(subject=hold).released is not None


def test_the_whole_way_between_two_nodes(nodes: Nodes) -> None:
    """From the room behind the booth to the authority and back, by files alone."""
    asylum = nodes.readers["asylum"].id
    hold = nodes.held()
    matter = matters.open_matter(hold, "asylum", said=NEEDLE, actor=SECOND)
    assert blocked(hold)
    assert Matter.everybodys.count() == 0, "the post knows nothing of it"
    taken = nodes.carry()
    assert taken is not None
    assert (taken.refused, taken.quarantined, taken.silent) == ([], [], [])
    assert nodes.as_house is not None
    with nodes.as_house():
        row = matters.matter_of(asylum, matter)
        assert (row.hold, row.category, row.said, row.opened_by) == (hold, "asylum", NEEDLE, SECOND.id)
        assert list(matters.matters_of(nodes.readers["shelter"].id)) == []
        matters.let_go(asylum, matter, "Registered, admitted for the procedure", actor=CASE_WORKER)
        with pytest.raises(ProtectionError, match="matter_let_go"):
            matters.let_go(asylum, matter, "again", actor=CASE_WORKER)
    assert blocked(hold)
    nodes.carry()
    assert released(hold)
    assert Crossing.objects.count() == 1
    assert quarantine.items() == []
    assert verify().ok
    with nodes.as_house():
        assert verify().ok


def clock_ahead(postgres: Server, by: timedelta) -> None:
    """The clock of the node at work was that far ahead once: its journal's stands there now."""
    name = connection.settings_dict["NAME"]
    _connect_to(postgres, name, "owner")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_head DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_head SET clock = %s WHERE own", [clock.at(timezone.now() + by)])
        cursor.execute("ALTER TABLE journal_head ENABLE TRIGGER USER")
    _connect_to(postgres, name)


def test_a_post_whose_clock_is_far_ahead_hears_what_the_body_says_and_the_body_too(
    nodes: Nodes, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timekeeping.watch, "highest", None)
    asylum = nodes.readers["asylum"].id
    clock_ahead(postgres, timedelta(hours=2))
    hold = nodes.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    nodes.carry()
    assert nodes.as_house is not None
    with nodes.as_house():
        matters.let_go(asylum, matter, "Admitted", actor=CASE_WORKER)
        assert matters.matter_of(asylum, matter).let_go is not None
        with pytest.raises(ProtectionError, match="matter_let_go"):
            matters.let_go(asylum, matter, "again", actor=CASE_WORKER)
        matters.hold_again(asylum, matter, actor=CASE_WORKER)
        assert matters.matter_of(asylum, matter).let_go is None
    nodes.carry()
    assert HeldAgain.objects.exists()
    with nodes.as_house():
        matters.let_go(asylum, matter, "Admitted again", actor=CASE_WORKER)
        assert matters.matter_of(asylum, matter).let_go is not None
        _connect_to(postgres, connection.settings_dict["NAME"], "owner")
        assert differences("sealed") == {}
    nodes.carry()
    assert not HeldAgain.objects.exists(), "what was asked is settled"
    with nodes.as_house():
        returns.collect()
    nodes.carry()
    assert released(hold)


def test_what_a_body_said_before_it_was_told_counts_once_it_is(alone: Nodes) -> None:
    """As an earlier version folds it where a clock is ahead: an ask is settled with the rest, and nobody is let go."""
    asylum, hold = alone.readers["asylum"], uuid4()
    entrusted = ShareEntrusted(hold=hold, share="ab" * 32, reply_to=keyring.node().public)
    ask = MatterOpenAgain(presentation=uuid4(), reply_to=asylum.public, ask=uuid4())
    early = (ask, MatterLetGo(why="Early", shares=(_digest(entrusted.share),), asks=()), entrusted)
    told = MatterSuspected(
        hold=hold, presentation=uuid4(), post=alone.at.post, category="asylum", competent=asylum.id, said=NEEDLE
    )
    for order in permutations(early):
        matter = uuid4()
        for fact in (*order, told):
            seal([Statement(fact, matter, timezone.now())], to=[asylum.public], actor=SECOND.id)
        row = matters.matter_of(asylum.id, matter)
        assert set(row.asks) == {str(ask.ask)}
        assert row.let_go is None
        matters.let_go(asylum.id, matter, "Done", actor=CASE_WORKER)
        assert matters.matter_of(asylum.id, matter).let_go is not None


def _digest(share: str) -> str:
    return sha256(bytes.fromhex(share)).hexdigest()


def test_alone_on_one_node(alone: Nodes) -> None:
    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    assert blocked(hold)
    matters.let_go(alone.readers["asylum"].id, matter, "Granted", actor=CASE_WORKER)
    assert released(hold)


def test_every_body_with_a_say_must_let_go_in_whatever_order(alone: Nodes) -> None:
    hold = alone.held()
    opened = {}
    for category, reader in (("asylum", "asylum"), ("trafficking", "shelter"), ("child", "children")):
        opened[reader] = matters.open_matter(hold, category, actor=SECOND)
        holds.take(hold, actor=SECOND)
    for reader in ("children", "asylum", "shelter"):
        assert blocked(hold)
        matters.let_go(alone.readers[reader].id, opened[reader], "Done", actor=CASE_WORKER)
    assert released(hold)


def test_a_matter_opened_while_another_is_let_go_binds_again(alone: Nodes) -> None:
    hold = alone.held()
    first = matters.open_matter(hold, "asylum", actor=SECOND)
    matters.let_go(alone.readers["asylum"].id, first, "Done", actor=CASE_WORKER)
    holds.take(hold, actor=SECOND)
    second = matters.open_matter(hold, "asylum", actor=SECOND)
    assert blocked(hold)
    matters.let_go(alone.readers["asylum"].id, second, "Done", actor=CASE_WORKER)
    assert released(hold)


@pytest.mark.django_db
@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.booleans()), max_size=14), st.booleans())
def test_only_all_shares_open_the_lock(home: object, acts: list[tuple[bool, int, bool]], earlier: bool) -> None:
    """Shares taken and given back in any order, some twice, some made up: the lock opens when none is out. A cell of an
    earlier version doesn't know what is made up, and of so many shares only."""
    import hashlib
    import secrets

    token = secrets.token_bytes(32)
    hold = Hold(subject=uuid4(), lock=hashlib.sha256(token).hexdigest())
    tokens.keep(hold.subject, token)
    if earlier:
        sealed = boxes.seal(boxes.node_key("tokens"), token + bytes(96), hold.subject.bytes)
        HoldToken.objects.filter(hold=hold.subject).update(token=sealed)
    out: list[bytes] = []
    back: list[bytes] = []
    for take, which, again in acts:
        if take and len(out) + len(back) < 8:
            out.append(tokens.take_share(hold.subject))
        elif out:
            share = out.pop(which % len(out))
            back.append(share)
            assert tokens.give_back(hold.subject, share)
        if again and back:
            assert not tokens.give_back(hold.subject, back[which % len(back)])
        assert (tokens.of(hold) is not None) is (not out)
    assert earlier or not tokens.give_back(hold.subject, secrets.token_bytes(32)), "made up"


def test_without_anybody_competent_or_with_a_key_the_hold_stays_as_it_was(alone: Nodes) -> None:
    hold = alone.held()
    with pytest.raises(ProtectionError, match="nobody_competent"):
        matters.open_matter(hold, "health", actor=SECOND)
    establish("unhcr", "health")
    with pytest.raises(ProtectionError, match="nobody_reads"):
        matters.open_matter(hold, "health", actor=SECOND)
    assert released(hold)


def test_only_who_has_taken_the_person_over_opens_a_matter(alone: Nodes) -> None:
    from tests.border.conftest import OFFICER

    hold = alone.held()
    with pytest.raises(DeskError, match="hold_taken_by_other"):
        matters.open_matter(hold, "asylum", actor=OFFICER)
    assert released(hold)


def test_a_released_hold_takes_no_more_matters(alone: Nodes) -> None:
    hold = alone.held()
    assert released(hold)
    with pytest.raises(DeskError, match="hold_released"):
        matters.open_matter(hold, "asylum", actor=SECOND)


def test_more_can_be_said_in_the_same_letter_and_later(alone: Nodes) -> None:
    from django.utils import timezone

    asylum = alone.readers["asylum"].id
    hold = alone.held()
    other = uuid4()
    fact = MatterSuspected(hold=hold, presentation=uuid4(), post=alone.at.post, category="child", competent=asylum)
    matters.open_matter(hold, "asylum", also=[Statement(fact, other, timezone.now())], actor=SECOND)
    assert matters.matter_of(asylum, other).category == "child"
    holds.take(hold, actor=SECOND)
    third = uuid4()
    from panah.protection.desk.bodies import body

    told = matters.letter_at_hold([Statement(fact, third, timezone.now())], [body(asylum)], actor=SECOND)
    holds.pass_on(hold, actor=SECOND, letters=[told])
    assert {row.subject for row in matters.matters_of(asylum)} >= {other, third}


def test_staff_of_one_body_never_see_anothers(alone: Nodes) -> None:
    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", said=NEEDLE, actor=SECOND)
    assert list(matters.matters_of(alone.readers["shelter"].id)) == []
    with pytest.raises(ProtectionError, match="matter_unknown"):
        matters.matter_of(alone.readers["shelter"].id, matter)
    with pytest.raises(ProtectionError, match="matter_unknown"):
        matters.let_go(alone.readers["shelter"].id, matter, "x", actor=CASE_WORKER)


def test_a_share_said_by_somebody_else_releases_nothing(alone: Nodes) -> None:
    """Whoever knows the post's key can write to it; only the right share opens the lock."""
    from django.utils import timezone

    from panah.journal.envelopes import keyring
    from panah.journal.envelopes.sealing import seal

    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    made_up = Statement(ShareReturned(hold=hold, share="ab" * 32), uuid4(), timezone.now())
    seal([made_up], to=[keyring.node().public], actor=UUID(int=1))
    returns.collect()
    assert blocked(hold)
    matters.let_go(alone.readers["asylum"].id, matter, "Done", actor=CASE_WORKER)
    assert released(hold), "nor does it keep the lock shut"


def test_a_hold_of_an_earlier_version_knows_its_shares_once_all_are_back(alone: Nodes) -> None:
    hold = alone.held()
    row = HoldToken.objects.get(hold=hold)
    token = tokens.of(Hold.objects.get(subject=hold))
    assert token is not None
    row.token = boxes.seal(boxes.node_key("tokens"), bytes.fromhex(token) + bytes(96), hold.bytes)
    row.save()
    with transaction.atomic():
        for _more_than_it_remembers_at_once in range(13):
            share = tokens.take_share(hold)
            assert not tokens.give_back(hold, bytes(32)), "made up"
            assert tokens.give_back(hold, share)
    assert released(hold)


def test_what_was_looked_through_is_not_looked_through_again(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    matters.let_go(alone.readers["asylum"].id, matter, "Done", actor=CASE_WORKER)
    returns.collect()
    returns.collect()
    monkeypatch.setattr(returns, "opened", lambda *_: pytest.fail("looked again"))
    monkeypatch.setattr(returns, "afterwards", [lambda: pytest.fail("nothing new came")])
    with CaptureQueriesContext(connection) as asked:
        assert returns.collect() == 0
    assert len(asked) == 4
    assert HoldToken.objects.count() == 1


def test_rebuilt_registers_are_the_same(alone: Nodes, as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    for category, reader in (("asylum", "asylum"), ("trafficking", "shelter")):
        hold = alone.held()
        matter = matters.open_matter(hold, category, said=NEEDLE, actor=SECOND)
        matters.let_go(alone.readers[reader].id, matter, "Done", actor=CASE_WORKER)
    assert Share.everybodys.count() == 2
    with as_owner():
        for register in ("sealed", "bodies", "competences", "holds"):
            assert differences(register) == {}
