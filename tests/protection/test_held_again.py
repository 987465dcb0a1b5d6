"""What was let go of and is opened again holds the person again, at the hold they wait under or the next one (S1)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from panah.border.desk import headquarters, holds, refusals, second_signature, tokens
from panah.border.desk import presentations as line
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Hold, HoldEvent, HoldToken, Presentation, Recall, Refusal
from panah.documents.travel_document import TravelDocument
from panah.journal import boxes, keyfiles, store
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.facts import Fact
from panah.journal.models import StoredBody, StoredEntry
from panah.journal.rebuild import differences
from panah.protection.apply.matters import holding_of
from panah.protection.desk import (
    claim_steps,
    matters,
    returns,
)
from panah.protection.desk.asked import kept
from panah.protection.facts import claims as facts
from panah.protection.facts.matters import (
    MatterOpenAgain,
    MatterSettled,
    ShareReturned,
)
from panah.protection.models import Claim, HeldAgain, Matter
from tests.border.conftest import OFFICER, SECOND, passport
from tests.border.test_refusal_in_the_database import _REFUSAL, insert, refusing
from tests.border.test_refusals import OTHER, content, sign, withdrawing
from tests.protection.conftest import CASE_WORKER, Nodes, establish, signed
from tests.protection.test_claims import TODAY, AsOwner, decide, registered, say, served
from tests.protection.test_guard_receipts import Two, naming, person, two
from tests.protection.test_matters import blocked, released

__all__ = ["two"]

THEIRS = passport(birth="1980-04-04", number="FA1234567")
RENEWED = passport(birth="1980-04-04", number="FA9998887")


def at_the_line(nodes: Nodes, document: TravelDocument | None = None) -> tuple[UUID, UUID]:
    """Somebody is set aside: presentation and hold."""
    presentation = nodes.at.open(document or THEIRS).presentation
    return presentation, line.set_aside(presentation, actor=OFFICER)


def settled(nodes: Nodes) -> tuple[UUID, UUID]:
    """A matter that its body let go of, known to the post: matter and hold."""
    _presentation, hold = at_the_line(nodes)
    holds.take(hold, actor=SECOND)
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    nodes.carry()
    with at_home(nodes):
        matters.let_go(nodes.readers["asylum"].id, matter, "Rejected for good", actor=CASE_WORKER)
    nodes.carry()
    return matter, hold


def at_home(nodes: Nodes) -> AbstractContextManager[None]:
    assert nodes.as_house is not None
    return nodes.as_house()


def opened_again(nodes: Nodes, matter: UUID) -> None:
    with at_home(nodes):
        matters.hold_again(nodes.readers["asylum"].id, matter, actor=CASE_WORKER)


def refuse(nodes: Nodes, presentation: UUID, hold: UUID) -> None:
    about = content(nodes.at, presentation, hold)
    second_signature.sign(refusals.propose(about, sign(SECOND, about), actor=SECOND), sign(OTHER, about), actor=OTHER)


def traces(hold: UUID, since: int) -> tuple[list[str], list[tuple[str, int]]]:
    """What a copy of the post's database says of a hold: what was done about it, and each entry since, by size."""
    own = StoredEntry.objects.filter(journal=head().journal, sequence__gt=since).order_by("sequence")
    sizes = {row.sequence: len(row.body) for row in StoredBody.objects.filter(journal=head().journal)}
    kept = [(row.kind, sizes[row.sequence] if row.kind == EnvelopeKept.kind else 0) for row in own]
    return [one.act for one in HoldEvent.objects.filter(subject=hold).order_by("clock")], kept


def cells() -> tuple[set[bytes], set[bytes]]:
    """What two copies of the database differ in: the sealed rows of tokens, and of what was asked."""
    return (
        {bytes(one) for one in HoldToken.objects.values_list("token", flat=True)},
        {bytes(one) for one in HeldAgain.objects.values_list("content", flat=True)},
    )


def head() -> store.HeadRow:
    found = store.own_head()
    assert found is not None
    return found


def let_go_again(nodes: Nodes, matter: UUID) -> None:
    with at_home(nodes):
        matters.let_go(nodes.readers["asylum"].id, matter, "Settled once more", actor=CASE_WORKER)


def test_what_is_opened_again_closes_the_door_between_two_nodes(nodes: Nodes) -> None:
    """Where the person waits still; at their next hold; never where nobody came; and whoever was refused meanwhile is
    recalled. One story, because two nodes take their time."""
    matter, waits = settled(nodes)
    opened_again(nodes, matter)
    nodes.carry()
    assert blocked(waits), "as soon as the post hears"
    # The share is on its way while the body lets go and thinks better of it.
    let_go_again(nodes, matter)
    opened_again(nodes, matter)
    nodes.carry()
    nodes.carry()
    assert blocked(waits)
    let_go_again(nodes, matter)
    nodes.carry()
    assert released(waits), "of two shares in one hold both came back"

    opened_again(nodes, matter)
    forged = MatterOpenAgain(presentation=uuid4(), reply_to=keyring.node().public)
    with at_home(nodes):
        [post] = holding_of(matters.matter_of(nodes.readers["asylum"].id, matter)).posts
        keep([letter([Statement(forged, uuid4(), timezone.now())], to=[post], actor=CASE_WORKER.id)])
    nodes.carry()
    assert HeldAgain.objects.count() == 2, "what the directory doesn't know yet waits"
    next_time, hold = the_next_hold(nodes)
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(nodes, next_time, hold)
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(next_time, nodes.at.post))
    let_go_again(nodes, matter)
    assert blocked(hold)
    nodes.carry()
    with at_home(nodes):
        returns.collect()
    nodes.carry()
    assert released(hold), "a share that crossed the word to let go came back at once"

    opened_again(nodes, matter)
    nodes.carry()
    let_go_again(nodes, matter)
    nodes.carry()
    assert HeldAgain.objects.count() == 1
    last_time, hold = at_the_line(nodes)
    holds.take(hold, actor=SECOND)
    opened_again(nodes, matter)
    refuse(nodes, last_time, hold)
    nodes.carry()
    made = Refusal.objects.get()
    assert list(Recall.objects.values_list("presentation", "refusal")) == [(last_time, made.subject)]


def the_next_hold(nodes: Nodes) -> tuple[UUID, UUID]:
    """Somebody whose matter was opened again comes, with another passport: the hold looks like a stranger's."""
    begun = head().sequence
    stranger, waiting = at_the_line(nodes, passport())
    holds.take(waiting, actor=SECOND)
    like_any = traces(waiting, begun)
    before = cells()
    holds.pass_on(waiting, actor=SECOND)
    assert cells()[0].isdisjoint(before[0])
    before = cells()
    holds.take(waiting, actor=SECOND)
    assert [old & new for old, new in zip(before, cells(), strict=True)] == [set(), set()], "whoever is taken over"
    begun = head().sequence
    presentation, hold = at_the_line(nodes, RENEWED)
    before = cells()
    holds.take(hold, actor=SECOND)
    assert [old & new for old, new in zip(before, cells(), strict=True)] == [set(), set()]
    assert traces(hold, begun) == like_any
    assert blocked(hold)
    holds.release_and_admit(waiting, Decision(), actor=SECOND)
    assert Presentation.objects.get(subject=stranger).outcome == "crossed"
    return presentation, hold


def test_headquarters_gives_no_post_a_receipt_until_it_is_settled(two: Two) -> None:
    """Whoever comes to a post that never knew the matter: headquarters was told under seal by the one that did."""
    asylum = keyring.make("asylum", uuid4())
    establish("asylum_authority", "asylum", key=asylum.public, id=asylum.id)
    hold = line.set_aside(two.here.open(person("60")).presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    matters.let_go(asylum.id, matter, "Rejected for good", actor=CASE_WORKER)
    assert released(hold)

    def known_at_headquarters() -> int:
        two.up()
        with two.at_headquarters():
            returns.collect()
            return HeldAgain.objects.count()

    assert known_at_headquarters() == 0
    matters.hold_again(asylum.id, matter, actor=CASE_WORKER)
    assert known_at_headquarters() == 1
    matters.let_go(asylum.id, matter, "By mistake", actor=CASE_WORKER)
    assert known_at_headquarters() == 0
    matters.hold_again(asylum.id, matter, actor=CASE_WORKER)
    assert known_at_headquarters() == 1
    matters.let_go(asylum.id, matter, "By mistake", actor=CASE_WORKER)
    assert known_at_headquarters() == 0
    journal = headquarters.elsewhere(two.here.post)
    signed(naming(two.here.post, None))
    matters.hold_again(asylum.id, matter, actor=CASE_WORKER)
    assert known_at_headquarters() == 0
    signed(naming(two.here.post, journal))
    returns.collect()
    assert known_at_headquarters() == 1, "whoever is named since is told too"
    signed(naming(two.here.post, None))
    returns.collect()
    assert known_at_headquarters() == 0, "and forgets it when they aren't any more"
    signed(naming(two.here.post, journal))
    returns.collect()
    assert known_at_headquarters() == 1
    # As at a post that never knew the matter.
    HeldAgain.objects.all().delete()
    for number, state in (("60", "denied"), ("61", "given")):
        refusal, about = two.propose(number)
        two.up()
        two.down()
        asked = headquarters.standing(Presentation.objects.get(subject=about.presentation), "refuse")
        assert asked is not None
        assert asked.state == state
        if state == "denied":
            assert asked.why == ("hold_open",)
            with pytest.raises(DeskError, match="refusal_not_allowed"):
                second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)


def test_a_key_that_the_directory_learns_later_has_its_share_then_and_nobody_is_refused_before(alone: Nodes) -> None:
    presentation, waiting = at_the_line(alone)
    fact = MatterOpenAgain(presentation=presentation, reply_to=keyring.make("renewed", uuid4()).public)
    keep([letter([Statement(fact, uuid4(), timezone.now())], to=[keyring.node().public], actor=CASE_WORKER.id)])
    returns.collect()
    holds.take(waiting, actor=SECOND)
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(alone, presentation, waiting)
    with pytest.raises(DeskError, match="hold_not_here"):
        refusals.withdraw(waiting, withdrawing(), actor=SECOND)
    assert tokens.of(Hold.objects.get(subject=waiting)) is not None
    establish("unhcr", key=fact.reply_to)
    returns.collect()
    assert blocked(waiting)

    second, beside = at_the_line(alone, RENEWED)
    holds.take(beside, actor=SECOND)
    assert tokens.of(Hold.objects.get(subject=beside)) is not None, "the share in the older hold is enough"
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(alone, second, beside)
    with pytest.raises(DeskError, match="hold_not_here"):
        refusals.withdraw(beside, withdrawing(), actor=SECOND)
    with pytest.raises(IntegrityError, match="a hold of this person is open"):
        insert(_REFUSAL, refusing(second, alone.at.post))


def test_whoever_loses_the_key_still_hears_everybody_and_refuses_nobody(alone: Nodes) -> None:
    fact = MatterOpenAgain(presentation=uuid4(), reply_to=alone.readers["asylum"].public)
    keep([letter([Statement(fact, uuid4(), timezone.now())], to=[keyring.node().public], actor=CASE_WORKER.id)])
    returns.collect()
    assert HeldAgain.objects.count() == 1
    for wrong in ({"document": "zz"}, {"holder": "00" * 999}, {"reply_to": "x" * 999}):
        nonsense = MatterOpenAgain.model_construct(**fact.model_dump() | wrong)  # type: ignore[arg-type]
        keep([letter([Statement(nonsense, uuid4(), timezone.now())], to=[keyring.node().public], actor=OTHER.id)])
    returns.collect()
    assert HeldAgain.objects.count() == 1, "what nobody could read again isn't kept"
    _somebody, before = at_the_line(alone)
    (keyfiles.folder("node") / "tokens.key").unlink()
    presentation, hold = at_the_line(alone, RENEWED)
    for one in (before, hold):
        holds.take(one, actor=SECOND)
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(alone, presentation, hold)
    assert matters.open_matter(hold, "asylum", actor=SECOND)
    assert blocked(hold)
    # What the lost key closed for good stands in nobody's way: neither shares that are sent back, nor a matter there.
    returned = ShareReturned(hold=before, share="00" * 32)
    keep([letter([Statement(returned, uuid4(), timezone.now())], to=[keyring.node().public], actor=OTHER.id)])
    returns.collect()
    assert matters.open_matter(before, "asylum", actor=SECOND)
    assert blocked(before)


def test_a_key_that_was_lost_and_found_again_opens_no_hold_that_a_body_has_a_share_in(alone: Nodes) -> None:
    _somebody, hold = at_the_line(alone)
    key = keyfiles.folder("node") / "tokens.key"
    kept = key.rename(key.with_suffix(".old"))
    holds.take(hold, actor=SECOND)
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    key.unlink()
    kept.rename(key)
    assert blocked(hold)
    # For good: who lets go has nothing of the token that was lost.
    matters.let_go(alone.readers["asylum"].id, matter, "Done", actor=CASE_WORKER)
    assert blocked(hold)


def test_the_key_is_read_once_however_many_wait(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the pen, for which everybody waits."""
    for number in ("A1234567", "B1234567", "C1234567"):
        at_the_line(alone, passport(number=number))
    read: list[str] = []
    real = boxes.node_key

    def counted(name: str) -> bytes:
        read.append(name)
        return real(name)

    monkeypatch.setattr(boxes, "node_key", counted)
    with transaction.atomic():
        tokens.renew()
    assert read == ["tokens"]


def test_whoever_went_on_with_the_question_open_is_shared_and_given_back_like_all(alone: Nodes) -> None:
    _waiting, waiting = at_the_line(alone)
    _gone, gone = at_the_line(alone, RENEWED)
    holds.take(gone, actor=SECOND)
    holds.admit_with_question_open(gone, Decision(), actor=SECOND)
    before = cells()[0]
    with transaction.atomic():
        share = tokens.take_share(gone)
    assert before.isdisjoint(cells()[0])
    holds.take(waiting, actor=SECOND)
    assert len(before := cells()[0]) == 2
    assert blocked(gone)
    with transaction.atomic():
        assert tokens.give_back(gone, share)
    assert before.isdisjoint(cells()[0])
    assert [tokens.of(Hold.objects.get(subject=one)) is not None for one in (gone, waiting)] == [True, True]


def test_a_share_that_crosses_a_claims_transfer_follows_it_and_the_hold_ends(alone: Nodes) -> None:
    unhcr = keyring.make("unhcr", uuid4())
    establish("unhcr", "asylum", key=unhcr.public, id=unhcr.id, name="UNHCR")
    claim = registered(alone)
    before = Hold.objects.get(subject=claim.hold)
    shown = Presentation.objects.get(subject=before.presentation).document
    decide(claim, "recognised")
    assert released(before.subject)
    say(claim, facts.ClaimStatusEnded(ground="ceased", on=TODAY.isoformat(), why="Peace"))
    claim_steps.transfer(claim.reader, claim.subject, unhcr.id, "Mandate", actor=CASE_WORKER)
    # Whoever asked decides no longer; they alone are given the share.
    _presentation, hold = at_the_line(alone, passport(number=shown["number"], birth=shown["birth_date"]))
    holds.take(hold, actor=SECOND)
    assert blocked(hold)
    claim_steps.decide(unhcr.id, claim.subject, "recognised", "Mandate", actor=CASE_WORKER)
    assert not HeldAgain.objects.exists()
    assert released(hold)


def test_what_was_settled_without_an_id_before_it_was_asked_again_settles_nothing_later(alone: Nodes) -> None:
    """As nodes of an earlier version say it."""
    presentation, waiting = at_the_line(alone)
    matter, to, before = uuid4(), [keyring.node().public], timezone.now()
    asked = MatterOpenAgain(presentation=presentation, reply_to=alone.readers["asylum"].public)
    returned = ShareReturned(hold=waiting, share="00" * 32)
    for fact, happened in ((asked, timezone.now()), (MatterSettled(), before), (returned, before)):
        keep([letter([Statement(fact, matter, happened)], to=to, actor=CASE_WORKER.id)])
        returns.collect()
        assert HeldAgain.objects.count() == 1


def test_what_is_dated_in_the_future_happened_when_it_came_and_is_settled_like_all(alone: Nodes) -> None:
    presentation, waiting = at_the_line(alone)
    holds.take(waiting, actor=SECOND)
    matter, to, late = uuid4(), [keyring.node().public], timezone.now() + timedelta(days=900)
    fact = MatterOpenAgain(presentation=presentation, reply_to=keyring.make("renewed", uuid4()).public)
    keep([letter([Statement(fact, matter, late)], to=to, actor=CASE_WORKER.id)])
    returns.collect()
    [(_row, ask)] = kept()
    assert ask.at <= timezone.now().isoformat()
    keep([letter([Statement(MatterSettled(), matter, timezone.now())], to=to, actor=CASE_WORKER.id)])
    returns.collect()
    assert not HeldAgain.objects.exists()


def test_whatever_opens_a_claim_again_has_the_person_held_again(alone: Nodes, as_owner: AsOwner) -> None:
    """Something new; a status that ended; an appeal after all was over."""
    claim = registered(alone)

    def ended() -> None:
        served(claim, days_ago=200)
        claim_steps.conclude(claim.reader, claim.subject, "Nobody appealed", actor=CASE_WORKER)

    def opened(fact: Fact) -> bool:
        assert matter_of(claim).let_go is not None
        say(claim, fact)
        return matter_of(claim).let_go is None and claim.hold is not None and blocked(claim.hold)

    ended()
    assert opened(facts.ClaimReopened(new="They arrested her brother", sur_place=True))
    decide(claim, "recognised")
    assert opened(facts.ClaimStatusEnded(ground="ceased", on=TODAY.isoformat(), why="Peace"))
    ended()
    assert opened(facts.ClaimAppealed(on=TODAY.isoformat(), by="person", leave_asked=True))
    assert sorted(one.back for one in holding_of(matter_of(claim)).shares) == [False, True, True, True]
    with as_owner():
        # The claim itself was made older than it is.
        assert differences("sealed").keys() == {"protection_claim"}


def matter_of(claim: Claim) -> Matter:
    assert claim.matter is not None
    return matters.matter_of(claim.reader, claim.matter)
