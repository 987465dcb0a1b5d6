"""Two nodes out of step (S1): a post refuses on headquarters' receipt alone, whatever order bundles come in, and what
becomes known too late is a recall on both."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from panah.border.desk import answering, headquarters, holds, receipts, refusals, second_signature, tokens
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor, DeskError, Place
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.holds import HoldReleased
from panah.border.facts.presentations import CrossingRecorded
from panah.border.facts.refusals import PresentationRefused, RefusalMade, RefusalPart
from panah.border.models import GroupMember, Hold, Presentation, Recall, ReceiptAsk, Refusal
from panah.documents.travel_document import TravelDocument
from panah.journal import countrykey, quarantine, store
from panah.journal.carrying import losing, peers
from panah.journal.carrying.carry import carry
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import take
from panah.journal.entries import Statement
from panah.journal.models import Peer
from panah.journal.record import record
from panah.protection.desk import changes
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import ChangePart, ChangeProposed, ChangeSigned
from panah.protection.rules import digest_of
from panah.safeguards.guard.receipts import Receipt
from tests.border.conftest import OFFICER, SECOND, AtThePost, _no_sample, passport
from tests.border.test_families import family
from tests.border.test_refusals import OTHER, codes, content, sign
from tests.people.factories import client_of, somebody
from tests.protection.conftest import HEADQUARTERS, MONITOR, as_house, home, post, signature, signed

__all__ = ["_no_sample", "as_house", "home", "post"]

House = Callable[[], AbstractContextManager[None]]


def naming(post: UUID, journal: UUID | None) -> ChangePart:
    return ChangePart(body=post, act="headquarters", journal=journal, reason="The ministry's order")


def said(content: ChangePart, by: Actor, second: Actor | None = None, change: UUID | None = None) -> UUID:
    """What somebody could put into a journal past every desk: proposed, and signed a second time."""
    found, digest = change or uuid4(), digest_of(content)
    if change is None:
        proposed = ChangeProposed(content=content, signature=signature(by, digest))
        record([Statement(proposed, found, timezone.now())], actor=by.id)
    if second is not None:
        record([Statement(ChangeSigned(signature=signature(second, digest)), found, timezone.now())], actor=second.id)
    return found


def peer(name: str) -> Peer:
    return Peer.objects.get(name=name)


def a_post(name: str) -> AtThePost:
    made = describe_post(
        name=name, country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=OFFICER,
    )  # fmt: skip
    return AtThePost(made, Place(made, "1"))


@dataclass
class Two:
    """A post, and headquarters on another node where a second post's holds are known too."""

    here: AtThePost
    there: AtThePost
    at_headquarters: House
    stick: Path

    def up(self) -> None:
        """From the post to headquarters, which answers."""
        carry(self.stick, peer("headquarters"))
        with self.at_headquarters():
            take(self.stick)
            answering.after_taking()

    def down(self) -> None:
        with self.at_headquarters():
            carry(self.stick, peer("post"))
        take(self.stick)
        answering.after_taking()

    def propose(self, number: str) -> tuple[UUID, RefusalPart]:
        """Somebody is set aside, and one officer proposes to refuse: headquarters is asked."""
        presentation = self.here.open(person(number)).presentation
        hold = line.set_aside(presentation, actor=OFFICER)
        holds.take(hold, actor=SECOND)
        about = content(self.here, presentation, hold)
        return refusals.propose(about, sign(SECOND, about), actor=SECOND), about

    def matter(self, number: str) -> None:
        """At another post the same person, with another document, has a question open; headquarters hears of it."""
        with self.at_headquarters():
            other = self.there.open(person(number, second=True)).presentation
            line.set_aside(other, actor=OFFICER)
            answering.after_taking()


def person(number: str, *, second: bool = False) -> TravelDocument:
    """Each number is somebody else; ``second`` is their other passport."""
    return passport(birth=f"19{number}-04-04", number=f"F{'B' if second else 'A'}11111{number}")


def refuse(refusal: UUID, about: RefusalPart) -> None:
    second_signature.sign(refusal, sign(OTHER, about), actor=OTHER)


def row(about: RefusalPart) -> Presentation:
    return Presentation.objects.get(subject=about.presentation)


@pytest.fixture
def two(post: str, as_house: House, tmp_path: Path) -> Two:
    here = a_post("Dostyk")
    secret, card = countrykey.export(), peers.own_card()
    with as_house():
        countrykey.install(secret)
        there = a_post("Khorgos")
        other = peers.own_card()
        peers.meet("post", card, Reads.SHARED)
    peers.meet("headquarters", other, Reads.EVERYTHING)
    signed(naming(here.post, other.journal))
    nodes = Two(here, there, as_house, tmp_path / "stick")
    nodes.up()
    nodes.down()
    return nodes


def test_without_headquarters_word_nobody_is_refused_and_with_it_they_are(two: Two) -> None:
    refusal, about = two.propose("80")
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refuse(refusal, about)
    assert codes(no) == {"receipt_missing"}
    two.up()
    asked = headquarters.standing(row(about), "refuse")
    assert asked is not None
    assert asked.state == "waiting"
    two.down()
    refuse(refusal, about)
    made = Refusal.objects.get()
    assert UUID(made.receipt["journal"]) == headquarters.elsewhere(two.here.post)
    two.up()
    with two.at_headquarters():
        assert quarantine.items() == []
        assert Refusal.objects.get().presentation == about.presentation
        assert not Recall.objects.exists()


def test_what_headquarters_knows_of_another_post_closes_the_way_and_says_no_more(two: Two) -> None:
    two.matter("81")
    refusal, about = two.propose("81")
    two.up()
    two.down()
    asked = headquarters.standing(row(about), "refuse")
    assert asked is not None
    assert (asked.state, asked.why) == ("denied", ("hold_open",))
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(refusal, about)


def a_couple(two: Two, hers: str, his: str) -> tuple[UUID, UUID]:
    """Two of a family at the post."""
    wife, husband = (two.here.open(person(number)).presentation for number in (hers, his))
    family(two.here, wife, husband)
    return wife, husband


def proposed_for(two: Two, presentation: UUID) -> tuple[UUID, RefusalPart]:
    hold = line.set_aside(presentation, actor=OFFICER)
    holds.take(hold, actor=SECOND)
    about = content(two.here, presentation, hold)
    return refusals.propose(about, sign(SECOND, about), actor=SECOND), about


@pytest.mark.parametrize("known", ["of the journal", "of the question alone"])
def test_headquarters_answers_for_the_family_too_and_says_no_more(two: Two, known: str) -> None:
    """S12: what it knows of a member at another post closes the way, also where only the question named that member."""
    wife, husband = a_couple(two, "71", "72")
    line.admit(husband, line.Decision(), actor=OFFICER)
    two.matter("72")
    refusal, about = proposed_for(two, wife)
    assert ReceiptAsk.objects.get().family == [str(husband)]
    carry(two.stick, peer("headquarters"))
    with two.at_headquarters():
        take(two.stick)
        if known == "of the question alone":
            GroupMember.objects.all().delete()
        answering.after_taking()
    two.down()
    asked = headquarters.standing(row(about), "refuse")
    assert asked is not None
    assert (asked.state, asked.why) == ("denied", ("family_matter_open",))
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(refusal, about)


def test_a_family_is_refused_together_on_headquarters_receipts(two: Two) -> None:
    wife, husband = a_couple(two, "73", "74")
    both = [proposed_for(two, one) for one in (wife, husband)]
    two.up()
    two.down()
    for one in both:
        refuse(*one)
    assert Refusal.objects.count() == 2
    two.up()
    with two.at_headquarters():
        assert quarantine.items() == []
        assert Refusal.objects.count() == 2
        assert not Recall.objects.exists()


def test_a_receipt_is_recalled_when_a_members_question_becomes_known(two: Two) -> None:
    wife, husband = a_couple(two, "75", "76")
    line.admit(husband, line.Decision(), actor=OFFICER)
    refusal, about = proposed_for(two, wife)
    two.up()
    two.matter("76")
    two.down()
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(refusal, about)
    assert Recall.objects.get().presentation == wife


def test_another_nodes_refusal_of_one_whose_family_waits_is_kept_back_and_recalled(two: Two) -> None:
    wife, husband = a_couple(two, "77", "78")
    line.admit(husband, line.Decision(), actor=OFFICER)
    refusal, about = proposed_for(two, wife)
    two.up()
    two.down()
    two.matter("78")
    refuse(refusal, about)
    two.up()
    with two.at_headquarters():
        assert {(one.reason, one.detail) for one in quarantine.items()} == {
            (quarantine.Reason.BROKEN_INVARIANT, "family_waits")
        }
        assert not Refusal.objects.exists()
        assert wife in {one.presentation for one in Recall.objects.all()}


@pytest.mark.parametrize("what", ["on the way out", "the child known before", "the child in the same bundle"])
def test_what_an_earlier_version_refused_elsewhere_is_kept_back_and_recalled(
    two: Two, what: str, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    """S1, S6, S12: nobody on the way out, and not the last adult of a child that was let in; nobody else is stopped."""
    mother = two.here.open(passport(), "exit" if what == "on the way out" else "entry").presentation
    hold = line.set_aside(mother, actor=OFFICER)
    if what != "on the way out":
        son = two.here.open(passport(birth="2017-05-05")).presentation
        family(two.here, mother, son)
        record([Statement(CrossingRecorded(direction="entry", line="second"), son, timezone.now())], actor=OFFICER.id)
        if what == "the child known before":
            two.up()
    other = two.here.open(passport()).presentation
    with as_owner():
        for table in ("border_refusal", "border_presentation"):
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    refusal, own = uuid4(), store.own_head()
    assert own is not None
    token = tokens.of(Hold.objects.get(subject=hold)) or ""
    about = content(two.here, mother, hold)
    receipt = receipts.signed(Receipt(mother.hex, "refuse", 1, int(time.time())), own.journal)
    made = RefusalMade(content=about, first=sign(SECOND, about), second=sign(OTHER, about), receipt=receipt)
    now = timezone.now()
    record(
        [
            Statement(HoldReleased(token=token), hold, now),
            Statement(PresentationRefused(refusal=refusal), mother, now),
            Statement(made, refusal, now),
        ],
        actor=OTHER.id,
    )
    two.up()
    with two.at_headquarters():
        broken = "way_out" if what == "on the way out" else "child_left_alone"
        assert {(one.reason, one.detail) for one in quarantine.items()} == {
            (quarantine.Reason.BROKEN_INVARIANT, broken)
        }
        assert not Refusal.objects.exists()
        assert Presentation.objects.get(subject=mother).outcome == "set_aside"
        assert [one.presentation for one in Recall.objects.all()] == [mother]
        assert Presentation.objects.filter(subject=other).exists()


def test_whoever_was_recalled_once_is_recalled_again(two: Two) -> None:
    refusal, about = two.propose("87")
    two.up()
    two.down()
    two.matter("87")
    two.down()
    assert receipts.give(row(about), "refuse") is None
    with two.at_headquarters():
        Hold.objects.filter(post=two.there.post).update(released=timezone.now())
    # What was settled meanwhile: another receipt is asked for and given, and then something new becomes known.
    ReceiptAsk.objects.update(given=None)
    assert headquarters.ask(row(about), "refuse", actor=SECOND.id)
    two.up()
    two.down()
    assert receipts.give(row(about), "refuse") is not None
    two.matter("87")
    two.down()
    assert receipts.give(row(about), "refuse") is None
    with pytest.raises(DeskError, match="refusal_not_allowed"):
        refuse(refusal, about)


def test_a_receipt_is_good_for_minutes_and_another_can_be_asked(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal, about = two.propose("82")
    with monkeypatch.context() as earlier:
        now = time.time()
        earlier.setattr(answering.time, "time", lambda: now - 400)
        two.up()
    two.down()
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refuse(refusal, about)
    assert codes(no) == {"receipt_stale"}
    assert headquarters.ask(row(about), "refuse", actor=SECOND.id)
    assert not headquarters.ask(row(about), "refuse", actor=SECOND.id), "one is on its way"
    two.up()
    two.down()
    refuse(refusal, about)


def test_no_other_node_can_speak_for_headquarters(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that gives the receipt itself; one that is somebody else's; one of a node that is lost."""
    _refusal, about = two.propose("83")
    _other, another = two.propose("84")
    with monkeypatch.context() as alone:
        alone.setattr(headquarters, "elsewhere", lambda _post: None)
        own = receipts.give(row(about), "refuse")
    assert own is not None
    assert not receipts.is_genuine(own, two.here.post)
    two.up()
    two.down()
    good = receipts.give(row(another), "refuse")
    assert good is not None
    assert receipts.is_genuine(good, two.here.post)
    for wrong in (own, good):
        Hold.objects.filter(subject=about.hold).update(released=Hold.objects.get(subject=about.hold).placed)
        with pytest.raises(IntegrityError, match="of the headquarters of this post"):
            by_hand(about, wrong.model_dump_json())
    for late in (b"{}", good.model_copy(update={"given": good.given - 700}).model_dump_json().encode()):
        with pytest.raises(IntegrityError, match="no receipt in time"):
            by_hand(another, late.decode())
    losing.mark(peer("headquarters"), "Stolen")
    assert not receipts.is_genuine(good, two.here.post)


def test_no_other_node_says_whose_receipts_a_post_needs(two: Two) -> None:
    """It is kept, raised, and counts for nothing; and a node names headquarters for its own posts alone."""
    before, here = headquarters.elsewhere(two.here.post), store.own_journal()
    with two.at_headquarters():
        assert [one.id for one in headquarters.own_posts()] == [two.there.post]
        with pytest.raises(ProtectionError, match="place_unknown"):
            signed(naming(two.here.post, None))
        said(naming(two.here.post, None), HEADQUARTERS, MONITOR)
        aside = ChangePart(body=here, act="aside", journal=uuid4(), key="1", reason="A letter of the post's")
        with pytest.raises(ProtectionError, match="node_unknown"):
            changes.check(aside)
        said(aside, HEADQUARTERS, MONITOR)
    two.down()
    assert headquarters.elsewhere(two.here.post) == before
    assert {"not_its_post", "not_its_node"} <= {one.detail for one in quarantine.items()}
    assert changes.put_aside() == []
    assert [one.id for one in headquarters.own_posts()] == [two.here.post]
    with pytest.raises(ProtectionError, match="node_unknown"):
        changes.check(naming(two.here.post, uuid4()))


def test_another_headquarters_takes_the_monitors_signature(two: Two) -> None:
    """S14: at the desk, in the register and so in the database, and on another node that hears of it."""
    before = headquarters.elsewhere(two.here.post)
    content = naming(two.here.post, None)
    change = changes.propose(content, signature(HEADQUARTERS, digest_of(content)), actor=HEADQUARTERS)
    for nobody in (SECOND, Actor(UUID(int=9), frozenset({"headquarters", "administrator"}))):
        with pytest.raises(ProtectionError, match="monitor_needed"):
            changes.sign(change, signature(nobody, digest_of(content)), actor=nobody)
    said(content, HEADQUARTERS, HEADQUARTERS, change)
    said(naming(two.here.post, two.there.post), HEADQUARTERS, HEADQUARTERS)
    assert headquarters.elsewhere(two.here.post) == before
    assert changes.get(change).state == "open"
    said(naming(two.here.post, None), HEADQUARTERS, Actor(somebody("headquarters").id))
    assert headquarters.elsewhere(two.here.post) == before
    assert [one.content.journal for one in changes.named()] == [before]
    two.up()
    with two.at_headquarters():
        assert {one.detail for one in quarantine.items()} == {"two_signatures", "not_the_monitor"}
        assert headquarters.is_here(two.here.post)
    changes.sign(change, signature(MONITOR, digest_of(content)), actor=MONITOR)
    assert headquarters.elsewhere(two.here.post) is None
    two.up()
    with two.at_headquarters():
        assert not headquarters.is_here(two.here.post)


def by_hand(about: RefusalPart, receipt: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO border_refusal (subject, presentation, post, made, ground, first_by, second_by, language,"
            " content, signatures, receipt) VALUES (%s, %s, %s, now(), 'x', %s, %s, 'ru', '{}', '[]', %s)",
            [uuid4(), about.presentation, about.post, uuid4(), uuid4(), receipt],
        )


def test_the_monitor_sees_who_decided_whose_receipts_count_and_which_node_is_lost(two: Two) -> None:
    losing.mark(peer("headquarters"), "Carried off at night")
    page = client_of(somebody("monitor")).get("/oversight/").content.decode()
    assert "The ministry&#x27;s order" in page
    assert "Carried off at night" in page


def test_without_a_line_the_lawful_maximum_ends_in_admission(two: Two) -> None:
    refusal, about = two.propose("85")
    placed = Hold.objects.get(subject=about.hold).placed
    Hold.objects.filter(subject=about.hold).update(until=placed + timedelta(microseconds=1))
    with pytest.raises(DeskError, match="refusal_not_allowed") as no:
        refuse(refusal, about)
    assert {"hold_over", "receipt_missing"} <= codes(no)
    holds.admit_with_question_open(about.hold, line.Decision(), actor=SECOND)
    assert row(about).outcome == "crossed"


ORDERS = sorted(set(permutations("UD..")))
"""Where in four moments a bundle goes up and one comes down; in the two others a matter opens and the refusal is
tried, in both orders, for two people at once."""


def test_in_orders_that_can_give_a_receipt_late_matters_are_recalls(two: Two) -> None:
    try_orders(two, [order for order in ORDERS if order.index("U") < order.index("D")])


@pytest.mark.faults
def test_in_every_order_of_bundles_and_late_matters(two: Two) -> None:
    try_orders(two, ORDERS)


def try_orders(two: Two, orders: Iterable[tuple[str, ...]]) -> None:
    numbers = iter(range(20, 70))
    everybody = []
    for order in orders:
        cases = [_Case(two, str(next(numbers)), "".join(order), first) for first in "MR"]
        everybody += cases
        for moment in range(4):
            if order[moment] == "U":
                two.up()
            elif order[moment] == "D":
                two.down()
            else:
                for case in cases:
                    case.act(moment)
    for _ in range(2):
        two.up()
        two.down()
    for case in everybody:
        case.check()
    assert {case.refused for case in everybody} == {True, False}


class _Case:
    """One person: what was done about them in which order, and what has to come of it."""

    def __init__(self, two: Two, number: str, order: str, first: str) -> None:
        self.two, self.number = two, number
        self.refusal, self.about = two.propose(number)
        free = [moment for moment in range(4) if order[moment] == "."]
        self.at = dict(zip(free, (first, "MR".replace(first, "")), strict=True))
        self.steps = "".join(self.at.get(moment, order[moment]) for moment in range(4))
        self.refused = False

    def act(self, moment: int) -> None:
        if self.at[moment] == "M":
            self.two.matter(self.number)
            return
        try:
            refuse(self.refusal, self.about)
            self.refused = True
        except DeskError:
            self.refused = False

    def check(self) -> None:
        up, down, matter, tried = (self.steps.index(step) for step in "UDMR")
        receipt = up < matter
        assert self.refused == (receipt and up < down < tried and not up < matter < down), self.steps
        presentation = self.about.presentation
        assert Recall.objects.filter(presentation=presentation).exists() == receipt, self.steps
        with self.two.at_headquarters():
            assert Recall.objects.filter(presentation=presentation).exists() == receipt, self.steps
            assert not Refusal.objects.filter(presentation=presentation).exists()
            kept = [item.reason for item in quarantine.items() if _is_about(item, self.refusal)]
        # Known before the refusal was made, or only afterwards: kept back either way, since the question is open.
        reason = quarantine.Reason.BROKEN_INVARIANT if matter < tried else quarantine.Reason.FAILED_HANDLER
        assert set(kept) == ({reason} if self.refused else set()), self.steps
        assert ReceiptAsk.objects.get(presentation=presentation).answered is not None


def _is_about(item: quarantine.Item, subject: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject FROM journal_entry WHERE journal = %s AND sequence = %s", [item.journal, item.sequence]
        )
        return bool(cursor.fetchone()[0] == subject)


def test_the_screen_says_how_it_stands_with_the_receipt(two: Two) -> None:
    refusal, _about = two.propose("86")
    browser = client_of(somebody("second_line", post=two.here.post), post=two.here.post)

    def page() -> str:
        return str(browser.get(f"/refusals/{refusal}/").content.decode())

    assert "No answer yet" in page()
    two.up()
    two.down()
    assert "Good until" in page()
    ReceiptAsk.objects.update(given=None, why=["hold_open"])
    assert "Headquarters says no" in page()
    assert browser.post(f"/refusals/{refusal}/ask/").status_code == 302
    assert "No answer yet" in page()
    two.matter("86")
    two.up()
    two.down()
    assert "Headquarters says no" in page()
    assert "Recall this person now" in page(), "the first receipt still lived when the question was opened"
    assert "Raised between nodes" in browser.get("/refusals/").content.decode()
