"""One referral by hand: on a stick or on paper, twice, before or after the journal, it is one referral."""

from __future__ import annotations

from datetime import timedelta
from re import findall
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from panah.journal.carrying import letters
from panah.journal.carrying.bundles import BundleRefusedError
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.carried import EnvelopeCarried, inside, wrapped
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.models import Opened, Peer
from panah.journal.rebuild import differences, rebuild
from panah.node.postgres import Server
from panah.protection.desk import (
    bodies,
    by_hand,
    claim_steps,
    claims,
    ledger,
    paper_answers,
    referrals,
    replies,
    returns,
    slips,
)
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.slips import SlipError
from panah.protection.facts.bodies import BodyDescribed
from panah.protection.facts.referrals import ReferralAnswered
from panah.protection.models import Matter, Referral
from panah.protection.views import claim_story
from panah.web import languages
from tests.border.conftest import OFFICER, SECOND
from tests.conftest import _connect_to
from tests.people.factories import client_of, somebody
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.machines import here
from tests.protection.test_referral_screens import officer
from tests.protection.test_referrals import NEEDLE, only, referred, shelter, yes
from tests.protection.test_screens import worker

__all__ = ["here"]


ALMATY = ZoneInfo("Asia/Almaty")


def sent(nodes: Nodes, body: str = "shelter") -> by_hand.Carriable:
    """A referral to a body that no line reaches."""
    reference = referred(nodes, shelter(nodes), said=(yes(),), wishes="A bed").reference
    [found] = [one for one in by_hand.of_reference(reference) if one.body.id == nodes.readers[body].id]
    return found


def take_file(nodes: Nodes, content: bytes, body: str = "shelter") -> by_hand.TakenIn:
    assert nodes.as_house is not None
    with nodes.as_house():
        return by_hand.take_in_file(nodes.readers[body].id, content, actor=CASE_WORKER)


def take_paper(nodes: Nodes, scanned: str, body: str = "shelter") -> by_hand.TakenIn:
    assert nodes.as_house is not None
    with nodes.as_house():
        return by_hand.take_in_paper(nodes.readers[body].id, scanned, actor=CASE_WORKER)


def test_a_stick_brings_it_before_the_line_does_and_it_stays_one(nodes: Nodes) -> None:
    one = sent(nodes)
    content = by_hand.file_of(one.id)
    assert NEEDLE.encode() not in content
    assert take_file(nodes, content) == by_hand.TakenIn((one.id,), 0)
    assert take_file(nodes, content) == by_hand.TakenIn((), 1)
    assert nodes.as_house is not None
    with nodes.as_house():
        early = only(nodes, "shelter")
        assert early.row.values["wishes"] == "A bed"
        referrals.answer(early.row.reader, one.id, "accepted", actor=CASE_WORKER)
        statements = Opened.objects.filter(about=one.id).count()
    nodes.carry()
    assert replies.count(nodes.at.post).accepted == 1
    with nodes.as_house():
        late = only(nodes, "shelter")
        assert (late.state, late.row.sent, late.row.sent_by) == ("accepted", early.row.sent, early.row.sent_by)
        assert Opened.objects.filter(about=one.id).count() == statements, "what is said counts once"
    assert take_file(nodes, content) == by_hand.TakenIn((), 1)
    nodes.carry()


def test_whoever_decides_gets_the_matter_with_the_stick(nodes: Nodes) -> None:
    """Else a claim that is registered without a line is about no matter, and its decision lets nobody go."""
    reference = referred(nodes).reference
    [one] = by_hand.of_reference(reference)
    take_file(nodes, by_hand.file_of(one.id), "asylum")
    assert nodes.as_house is not None
    body = nodes.readers["asylum"].id
    with nodes.as_house():
        claim = claims.claim_of(body, claims.register(body, one.id, actor=CASE_WORKER))
        [matter] = Matter.objects.for_body(body)
        assert claim.matter == matter.subject
        assert matter.said == NEEDLE
    nodes.carry()
    with nodes.as_house():
        assert Matter.objects.for_body(body).count() == 1
        claim_steps.decide(body, claim.subject, "recognised", "Law", actor=CASE_WORKER)
        assert Matter.objects.for_body(body).get().let_go is not None


def test_a_claim_registered_from_paper_joins_its_matter_once_that_comes(nodes: Nodes, postgres: Server) -> None:
    """Paper brings no matter: the claim would be about none, and its decision let nobody go."""
    [one] = by_hand.of_reference(referred(nodes).reference)
    take_paper(nodes, "\n".join(one.squares), "asylum")
    assert nodes.as_house is not None
    body = nodes.readers["asylum"].id
    with nodes.as_house():
        claim = claims.register(body, one.id, actor=CASE_WORKER)
        assert claims.claim_of(body, claim).matter is None
    nodes.carry()
    with nodes.as_house():
        returns.collect(thoroughly=True)
        [matter] = Matter.objects.for_body(body)
        assert claims.claim_of(body, claim).matter == matter.subject
        case = claims.case_of(body, claim)
        assert case is not None
        assert case.matter == matter.subject
        returns.collect(thoroughly=True)
        said = [line["what"] for line in claims.claim_of(body, claim).history]
        assert said.count("matter_found") == 1, "it is said once"
        assert claim_story.history(claims.claim_of(body, claim))[0]["what"] == "The matter reached you"
        claim_steps.decide(body, claim, "recognised", "Law", actor=CASE_WORKER)
        assert Matter.objects.for_body(body).get().let_go is not None
        _connect_to(postgres, connection.settings_dict["NAME"], "owner")
        assert differences("sealed") == {}


def test_a_claim_that_ended_before_its_matter_came_lets_nobody_go(nodes: Nodes) -> None:
    """What came since waits for somebody to decide."""
    [one] = by_hand.of_reference(referred(nodes).reference)
    take_paper(nodes, "\n".join(one.squares), "asylum")
    assert nodes.as_house is not None
    body = nodes.readers["asylum"].id
    with nodes.as_house():
        claim = claims.register(body, one.id, actor=CASE_WORKER)
        claim_steps.decide(body, claim, "recognised", "Law", actor=CASE_WORKER)
    nodes.carry()
    with nodes.as_house():
        returns.collect(thoroughly=True)
        assert claims.claim_of(body, claim).matter is None
        assert Matter.objects.for_body(body).get().let_go is None


def test_what_came_by_hand_is_there_after_a_rebuild(nodes: Nodes, postgres: Server) -> None:
    one = sent(nodes)
    take_file(nodes, by_hand.file_of(one.id))
    assert nodes.as_house is not None
    with nodes.as_house():
        before = only(nodes, "shelter").row.values
        _connect_to(postgres, connection.settings_dict["NAME"], "owner")
        assert differences("sealed") == {}
        rebuild("sealed")
        assert only(nodes, "shelter").row.values == before


def test_nobody_learns_which_envelope_came_by_hand(nodes: Nodes) -> None:
    one = sent(nodes)
    take_file(nodes, by_hand.file_of(one.id))
    nodes.carry()
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM journal_entry WHERE kind = %s", [EnvelopeCarried.kind])
        told = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT subject FROM journal_entry WHERE kind = %s", [EnvelopeKept.kind])
        envelopes = {row[0] for row in cursor.fetchall()}
    assert told
    assert not told & envelopes, "the post would learn which of its holds a body was asked about"
    assert nodes.as_house is not None
    with nodes.as_house(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.body FROM journal_body AS b JOIN journal_entry AS e USING (journal, sequence) WHERE e.kind = %s",
            [EnvelopeCarried.kind],
        )
        for (body,) in cursor.fetchall():
            assert not any(str(envelope).encode() in bytes(body) for envelope in envelopes)


def test_what_another_node_states_so_is_not_believed(nodes: Nodes) -> None:
    one = sent(nodes)
    [parcel] = letters._own([UUID(text) for text in ledger.read()[str(one.id)]["envelopes"]])
    identities = nodes.readers["shelter"].identities
    fact, subject = wrapped(parcel, identities)
    held = inside(fact, subject, identities)
    assert held is not None
    assert (held.journal, held.sequence, held.subject) == (
        parcel.header.journal,
        parcel.header.sequence,
        parcel.header.subject,
    )
    assert inside(fact, parcel.header.subject, identities) is None
    assert inside(fact, subject, nodes.readers["asylum"].identities) is None


def test_the_file_brings_what_was_said_since(nodes: Nodes) -> None:
    one = sent(nodes)
    first = by_hand.file_of(one.id)
    replies.take_back(one.reference, ["services"], "asked_alone", "ru", actor=SECOND)
    take_file(nodes, first)
    assert nodes.as_house is not None
    with nodes.as_house():
        assert not only(nodes, "shelter").owed
    take_file(nodes, by_hand.file_of(one.id))
    with nodes.as_house():
        assert only(nodes, "shelter").owed


def test_a_broken_file_is_refused_whole(nodes: Nodes) -> None:
    content = by_hand.file_of(sent(nodes).id)
    broken = [
        (content[:-7], "garbled"),
        (content[:40], "garbled"),
        (content[:-1] + bytes([content[-1] ^ 1]), "garbled"),
        (b"", "not_a_bundle"),
        (b"%PDF-1.7 something else", "not_a_bundle"),
        (content.replace(b"letters 1", b"letters 2"), "newer_format"),
    ]
    for changed, code in broken:
        with pytest.raises(BundleRefusedError, match=code):
            take_file(nodes, changed)
    with pytest.raises(BundleRefusedError, match="not_for_us"):
        take_file(nodes, content, "asylum")
    assert nodes.as_house is not None
    with nodes.as_house():
        assert Referral.everybodys.count() == 0


def test_a_file_of_a_stranger_or_of_somebody_who_pretends_is_refused(nodes: Nodes) -> None:
    content = by_hand.file_of(sent(nodes).id)
    shelters = nodes.readers["shelter"]
    found = letters._opened(content, shelters.identities)
    found["entries"][0]["digest"] = found["entries"][0]["salt"]
    forged = letters.MAGIC + letters.encrypt(
        letters.zlib.compress(letters.canonical(found)), [letters.reader(shelters.public)]
    )
    with pytest.raises(BundleRefusedError, match="bad_signature"):
        take_file(nodes, forged)
    assert nodes.as_house is not None
    with nodes.as_house():
        Peer.objects.all().delete()
    with pytest.raises(BundleRefusedError, match="unknown_sender"):
        take_file(nodes, content)


def test_paper_brings_it_too_and_it_stays_one(nodes: Nodes) -> None:
    one = sent(nodes)
    assert 1 <= len(one.squares) <= 4
    scanned = "\n".join(reversed(one.squares)) + "\n something keyed beside it"
    assert take_paper(nodes, scanned) == by_hand.TakenIn((one.id,), 0)
    assert take_paper(nodes, scanned) == by_hand.TakenIn((), 1)
    assert nodes.as_house is not None
    with nodes.as_house():
        early = only(nodes, "shelter").row
        assert (early.values["wishes"], early.reference, early.sent_by) == ("A bed", one.reference, SECOND.id)
    take_file(nodes, by_hand.file_of(one.id))
    nodes.carry()
    with nodes.as_house():
        late = only(nodes, "shelter").row
        assert (late.values, late.sent, late.sent_by) == (early.values, early.sent, early.sent_by)
        referrals.answer(late.reader, one.id, "acknowledged", actor=CASE_WORKER)
    nodes.carry()
    [after] = [line for line in by_hand.of_reference(one.reference) if line.id == one.id]
    assert (after.silent, after.squares) == (False, ()), "what is for paper isn't kept longer than it is needed"


def test_paper_that_is_not_whole_or_not_ours_says_so(nodes: Nodes) -> None:
    one = sent(nodes)
    cases = [
        ("slip_missing", one.squares[0].replace("1/", "1/9", 1) if len(one.squares) == 1 else one.squares[0]),
        ("slip_unreadable", "7KQ4-M2XP"),
        ("slip_unreadable", one.squares[0].partition("/")[0]),
    ]
    for code, scanned in cases:
        with pytest.raises(SlipError, match=code):
            take_paper(nodes, scanned)
    with pytest.raises(SlipError, match="slip_not_for_us"):
        take_paper(nodes, "\n".join(one.squares), "asylum")
    # The first square is full; the last may be so short that its number would be overwritten too.
    smudged = one.squares[0][:-30] + "A" * 30
    with pytest.raises(SlipError, match="slip_unreadable"):
        take_paper(nodes, "\n".join([smudged, *one.squares[1:]]))
    assert nodes.as_house is not None
    with nodes.as_house():
        assert Referral.everybodys.count() == 0


def test_a_slip_that_a_stranger_signed_is_refused(nodes: Nodes) -> None:
    assert nodes.as_house is not None
    one = sent(nodes)
    with nodes.as_house():
        slip = slips.read("\n".join(one.squares), nodes.readers["shelter"].identities)
        forged = slips.squares(slips.written(slip.statement, nodes.readers["shelter"].public, SECOND.id))
    Peer.objects.all().delete()
    with pytest.raises(SlipError, match="slip_unknown_sender"):
        slips.read("\n".join(forged), nodes.readers["shelter"].identities)


def test_too_much_for_paper_goes_on_a_stick(here: Nodes) -> None:
    big = referred(here, shelter(here), said=(yes(),), wishes="".join(map(chr, range(0x4E00, 0x4E00 + 3900))))
    [one] = [line for line in by_hand.of_reference(big.reference) if line.body.id == here.readers["shelter"].id]
    assert len(one.squares) <= slips.MOST_PARTS
    assert by_hand.file_of(one.id)


def test_on_one_node_nothing_is_carried_twice(here: Nodes) -> None:
    one = sent(here)
    body = here.readers["shelter"].id
    assert by_hand.take_in_file(body, by_hand.file_of(one.id), actor=CASE_WORKER).fresh == ()
    assert by_hand.take_in_paper(body, "\n".join(one.squares), actor=CASE_WORKER) == by_hand.TakenIn((), 1)
    assert len(referrals.referrals_of(body)) == 1


# --- answers on paper -------------------------------------------------------------------------------------------------


def test_an_answer_on_paper_counts_since_it_happened_once_two_have_seen_it(here: Nodes) -> None:
    one = sent(here)
    post, moment = here.at.post, timezone.now()
    paper_answers.key_in(post, one.id, "accepted", moment, "Sister Aizhan, by telephone", actor=SECOND)
    assert replies.count(post).accepted == 0
    with pytest.raises(ProtectionError, match="same_officer"):
        paper_answers.confirm(post, one.id, actor=SECOND)
    [waits] = paper_answers.waiting(post)
    assert (waits.referral, waits.answer, waits.keyed_by) == (one.id, "accepted", SECOND.id)
    paper_answers.confirm(post, one.id, actor=OFFICER)
    assert replies.count(post).accepted == 1
    assert paper_answers.waiting(post) == []
    row = only(here, "shelter").row
    assert row.accepted is not None
    assert abs(row.accepted - moment) < timedelta(seconds=1)
    assert [one["what"] for one in row.said] == ["accepted"]


def test_what_was_keyed_wrongly_never_counted(here: Nodes) -> None:
    one = sent(here)
    paper_answers.key_in(here.at.post, one.id, "declined", timezone.now(), "A nurse", reason="no_room", actor=SECOND)
    paper_answers.reject(here.at.post, one.id, actor=OFFICER)
    assert paper_answers.waiting(here.at.post) == []
    assert replies.count(here.at.post).declined == 0
    assert only(here, "shelter").state == "new"
    with pytest.raises(ProtectionError, match="referral_unknown"):
        paper_answers.confirm(here.at.post, one.id, actor=OFFICER)


def test_what_the_body_itself_answered_since_is_undone_by_no_paper(here: Nodes) -> None:
    """Or a person whom a body declined would wait for it for ever, and nobody would ask the next (S13)."""
    one, post = sent(here), here.at.post
    body = here.readers["shelter"].id
    earlier = timezone.now() - timedelta(seconds=30)
    paper_answers.key_in(post, one.id, "accepted", earlier, "Sister Aizhan, by telephone", actor=SECOND)
    with pytest.raises(ProtectionError, match="referral_answered"):
        paper_answers.key_in(post, one.id, "declined", timezone.now(), "A nurse", reason="no_room", actor=OFFICER)
    referrals.answer(body, one.id, "declined", reason="no_room", actor=CASE_WORKER)
    returns.collect()
    with pytest.raises(ProtectionError, match="referral_answered"):
        paper_answers.confirm(post, one.id, actor=OFFICER)
    assert [found.reason for found in replies.to_follow_up(post)] == ["no_room"]
    assert only(here, "shelter").row.accepted is None
    paper_answers.reject(post, one.id, actor=OFFICER)


def test_a_question_that_came_after_the_paper_waits_for_its_answer(here: Nodes) -> None:
    one, post = sent(here), here.at.post
    earlier = timezone.now() - timedelta(seconds=30)
    paper_answers.key_in(post, one.id, "accepted", earlier, "Sister Aizhan, by telephone", actor=SECOND)
    referrals.answer(here.readers["shelter"].id, one.id, "asked", text="Which bus?", actor=CASE_WORKER)
    returns.collect()
    paper_answers.confirm(post, one.id, actor=OFFICER)
    assert [found.question for found in replies.to_follow_up(post)] == ["Which bus?"]


@pytest.mark.parametrize("answer", ["acknowledged", "accepted"])
def test_an_older_letter_that_is_heard_later_takes_no_question_away(here: Nodes, answer: Any) -> None:
    one, to = sent(here), [keyring.node().public]
    now = timezone.now()
    for fact, at in ((ReferralAnswered(answer="asked", text="Which bus?"), now),
                     (ReferralAnswered(answer=answer), now - timedelta(minutes=5))):  # fmt: skip
        keep([letter([Statement(fact, one.id, at)], to=to, actor=CASE_WORKER.id)])
        returns.collect()
    assert [found.question for found in replies.to_follow_up(here.at.post)] == ["Which bus?"]


def test_a_decline_on_paper_leads_to_the_next_body(here: Nodes) -> None:
    one = sent(here)
    paper_answers.key_in(here.at.post, one.id, "declined", timezone.now(), "A nurse", reason="no_room", actor=SECOND)
    paper_answers.confirm(here.at.post, one.id, actor=OFFICER)
    [found] = replies.to_follow_up(here.at.post)
    assert found.reason == "no_room"


def test_what_makes_no_sense_is_not_taken(here: Nodes) -> None:
    one, now = sent(here), timezone.now()
    wrong: list[tuple[dict[str, object], str]] = [
        ({"answer": "asked"}, "answer_unknown"),
        ({"who": " "}, "reason_needed"),
        ({"answer": "declined"}, "reason_needed"),
        ({"happened": now + timedelta(hours=1)}, "in_future"),
        ({"happened": now - timedelta(hours=1)}, "before_sent"),
        ({"referral": UUID(int=1)}, "referral_unknown"),
        ({"post": UUID(int=1)}, "referral_unknown"),
    ]
    right = {"post": here.at.post, "referral": one.id, "answer": "accepted", "happened": now, "who": "A nurse"}
    for more, code in wrong:
        with pytest.raises(ProtectionError, match=code):
            paper_answers.key_in(**(right | more), actor=SECOND)  # type: ignore[arg-type]
    assert paper_answers.waiting(here.at.post) == []


# --- screens ----------------------------------------------------------------------------------------------------------


def test_from_the_post_by_hand_to_the_bodys_desk_and_back_on_paper(nodes: Nodes) -> None:
    client, hold = officer(nodes)
    found = reverse("protection:talk-profile", args=[hold])
    client.post(found, {"need": "trafficking", "say.services": "yes", "language": "ru", "told.wishes": "A bed"})
    page = reverse("protection:by-hand", args=[hold])
    handed = client.get(reverse("protection:handed-over", args=[hold])).content.decode()
    assert page in handed
    # The card is offered in the languages it has its words in, and in none that would be English.
    assert set(findall(r"card/\?language=([a-z-]+)", handed)) == set(languages.BY_CODE)
    assert client.get(page).status_code == 200
    [one] = [line for line in by_hand.of_hold(hold) if line.body.id == nodes.readers["shelter"].id]
    paper = client.get(reverse("protection:by-hand-form", args=[hold, one.id]))
    assert paper.content.startswith(b"%PDF")
    answer = client.get(reverse("protection:by-hand-file", args=[hold, one.id]))
    assert one.reference in answer.headers["Content-Disposition"]
    assert client.get(reverse("protection:by-hand-file", args=[hold, UUID(int=1)])).status_code == 404

    assert nodes.as_house is not None
    address = reverse("protection:referral-take-in")
    with nodes.as_house():
        bodies.describe(BodyDescribed(name="Shelter", sort="anti_trafficking"), actor=CASE_WORKER, id=one.body.id)
        desk = worker(one.body.id, 1)
        assert desk.get(address).status_code == 200
        assert desk.post(address, {}).status_code == 422
        assert desk.post(address, {"file": SimpleUploadedFile("x.panah", b"nonsense")}).status_code == 422
        assert "still missing" in desk.post(address, {"squares": "PANAH-R1-1/2-AAAA"}).content.decode()
        taken = desk.post(address, {"file": SimpleUploadedFile("x.panah", answer.content)})
        assert taken.headers["Location"] == reverse("protection:referral", args=[one.id])
        again = desk.post(address, {"squares": "\n".join(one.squares)}, follow=True)
        assert "already" in again.content.decode()
        assert len(referrals.referrals_of(one.body.id)) == 1

    told = {
        "answer": "accepted",
        "happened": timezone.localtime(timezone=ALMATY).strftime("%Y-%m-%dT%H:%M"),
        "who": "The head",
    }
    client.post(reverse("protection:by-hand-answer", args=[hold, one.id]), told | {"who": ""})
    assert paper_answers.waiting(nodes.at.post) == []
    client.post(reverse("protection:by-hand-answer", args=[hold, one.id]), told)
    waiting = reverse("protection:answers-on-paper")
    assert "Another officer has to confirm" in client.get(waiting).content.decode()
    client.post(waiting, {"act": "confirm", "referral": str(one.id)})
    assert replies.count(nodes.at.post).accepted == 0
    commander = client_of(somebody("commander", post=nodes.at.post), post=nodes.at.post)
    commander.post(waiting, {"act": "confirm", "referral": str(one.id)})
    assert replies.count(nodes.at.post).accepted == 1
