"""Referrals: sent with the least, answered or late, taken back; what the post keeps of them tells nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from panah.border.desk import holds
from panah.border.desk.context import DeskError
from panah.border.desk.decision import Decision
from panah.journal.envelopes import keyring
from panah.journal.models import Head
from panah.journal.reading import of_subjects
from panah.journal.rebuild import differences
from panah.protection.desk import (
    case_opening,
    cases,
    claim_steps,
    claims,
    ledger,
    referral_lists,
    referrals,
    referring,
    replies,
    returns,
    talks,
)
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Sending, Wanted
from panah.protection.desk.ways import ways_for
from panah.protection.models import CompetenceChange, Ledger, Matter, Referral
from panah.protection.views.referral_words import values
from panah.safeguards.conversation import Answer, Mark
from panah.safeguards.routes import CLAIM, Said, least_fields
from tests.border.conftest import SECOND
from tests.protection.conftest import CASE_WORKER, Nodes, establish

NEEDLE = "They said they would burn the house"


def now() -> int:
    return int(timezone.now().timestamp())


def yes(purpose: str = "services", **more: object) -> Said:
    return Said(purpose=purpose, agreed=True, at=now() - 1, how="asked_alone", language="fa-af", **more)  # type: ignore[arg-type]


def heard(nodes: Nodes, *more: Answer | Mark) -> talks.Conversation:
    hold = nodes.held()
    first = (Answer("own_words.told", NEEDLE, 1), Answer("language.spoken", "Dari", 2), Mark("fear", 3))
    talks.note(talks.open_at(hold, actor=SECOND), *first, *more, actor=SECOND)
    return talks.open_at(hold, actor=SECOND)


def referred(nodes: Nodes, *wanted: Wanted, said: tuple[Said, ...] = (), **told: str) -> referring.Sent:
    return referring.refer(heard(nodes), (), "", Sending(wanted, said, told), actor=SECOND)


def shelter(nodes: Nodes, why: str = "They asked for a bed") -> Wanted:
    return Wanted("trafficking", nodes.readers["shelter"].id, "services", urgent=True, why=why)


def only(nodes: Nodes, name: str) -> referrals.ReferralView:
    [found] = referrals.referrals_of(nodes.readers[name].id)
    return found


def test_a_claim_goes_on_whatever_was_consented_to_or_chosen(alone: Nodes) -> None:
    sent = referred(alone, said=(Said("services", False, now() - 1),))
    assert sent.matters == ("asylum",)
    assert sent.sent == ((alone.readers["asylum"].id, CLAIM),)
    row = only(alone, "asylum").row
    assert set(row.values) <= set(least_fields()["asylum_authority", CLAIM])
    assert (row.values["own_words"], row.values["language"], row.reference) == (NEEDLE, "Dari", sent.reference)
    assert row.hold is not None


def test_help_is_asked_only_with_consent_and_only_with_the_least(alone: Nodes) -> None:
    kept = referred(alone, shelter(alone), said=(Said("services", False, now() - 1),))
    assert kept.kept_back == ((alone.readers["shelter"].id, "services"),)
    assert referrals.referrals_of(alone.readers["shelter"].id) == []
    nobody_asked = referred(alone, shelter(alone))
    assert nobody_asked.kept_back
    sent = referred(alone, shelter(alone), said=(yes(without=frozenset({"phone"})),), phone="0700", wishes="A bed")
    assert (alone.readers["shelter"].id, "services") in sent.sent
    row = only(alone, "shelter").row
    assert set(row.values) <= set(least_fields()["anti_trafficking", "services"]) - {"phone"}
    assert row.values["wishes"] == "A bed"
    assert row.hold is None
    assert NEEDLE not in str(row.values)
    assert [one["without"] for one in row.consents] == [["phone"]]


def test_whoever_decides_and_helps_knows_that_matter_and_referral_are_one_and_nobody_else_does(alone: Nodes) -> None:
    """Else the case of whom a shelter takes in says that nothing keeps a post from sending them back."""
    alone.readers["women"] = keyring.make("women", uuid4())
    establish("ngo", "trafficking", key=alone.readers["women"].public, id=alone.readers["women"].id)
    women = Wanted("trafficking", alone.readers["women"].id, "services", why="They asked for them")
    sending = Sending((shelter(alone), women), (yes(),), {})
    sent = referring.refer(heard(alone), ("trafficking",), "", sending, actor=SECOND)
    assert sent.matters == ("asylum", "trafficking")
    row = only(alone, "shelter").row
    case = case_opening.open_case(row.reader, referral=row.subject, actor=CASE_WORKER)
    linked = cases.case_of(row.reader, case).matter
    assert linked == Matter.objects.for_body(row.reader).get().subject
    assert only(alone, "women").row.hold is None


def test_the_language_somebody_was_asked_in_is_theirs_where_none_was_written_down(alone: Nodes) -> None:
    hold = alone.held()
    talks.note(talks.open_at(hold, actor=SECOND), Mark("fear", 3), actor=SECOND)
    referring.refer(talks.open_at(hold, actor=SECOND), (), "", Sending((), (yes(),), {}), actor=SECOND)
    assert only(alone, "asylum").row.values["language"] == "Dari"


def test_a_clinic_learns_what_was_said_of_health_and_whose_treatment_it_is(alone: Nodes) -> None:
    """A treatment that goes on with the wrong dose, or with another person of that name, harms."""
    alone.readers["clinic"] = keyring.make("clinic", uuid4())
    establish("health_provider", "health", key=alone.readers["clinic"].public, id=alone.readers["clinic"].id)
    said = [Answer(f"health.{one}", "yes", 10) for one in ("why", "ill", "medicine", "pregnant")]
    clinic = Wanted("health", alone.readers["clinic"].id, "services", why="They asked for one")
    sending = Sending((clinic,), (yes(),), {})
    referring.refer(heard(alone, *said, Answer("health.support", "walking", 11)), (), "", sending, actor=SECOND)
    sent = only(alone, "clinic").row.values
    assert sent["health_told"].split("\n") == [
        "disability.moving", "health.asks_doctor", "health.daily_medicine", "needs.pregnant",
    ]  # fmt: skip
    assert sent["birth_date"]
    assert set(sent) <= set(least_fields()["health_provider", "services"])
    told = dict(values(sent | {"health_told": f"{sent['health_told']}\nA cough"}))["What they say of their health"]
    assert told == (
        "Has difficulty walking or uses a wheelchair; Asks for a doctor; "
        "Takes medicine every day: heart, sugar, HIV, epilepsy, mind; Is pregnant, or has just given birth; A cough"
    )


def test_a_yes_that_is_over_is_none(alone: Nodes) -> None:
    sent = referred(alone, shelter(alone), said=(yes(until=now() - 1),))
    assert sent.kept_back


def test_another_body_than_proposed_takes_a_reason(alone: Nodes) -> None:
    other = establish("anti_trafficking", "trafficking", key=alone.readers["children"].public, room=0)
    talk = heard(alone)
    wanted = Wanted("trafficking", other, "services")
    with pytest.raises(ProtectionError, match="reason_needed"):
        referring.refer(talk, ["trafficking"], "", Sending((wanted,), (yes(),)), actor=SECOND)
    assert talks.open_at(talk.hold.id, actor=SECOND).talk.entries, "nothing was handed over"


def test_without_anything_to_say_nothing_is_sent(alone: Nodes) -> None:
    hold = alone.held()
    talk = talks.open_at(hold, actor=SECOND)
    if not talks.matters_of(talk):
        with pytest.raises(ProtectionError, match="nothing_to_hand_over"):
            referring.refer(talk, (), "", Sending((), ()), actor=SECOND)


def test_the_plan_proposes_the_bodies_and_says_where_there_is_none(alone: Nodes) -> None:
    ways = ways_for(heard(alone), (), "fa-af", ["trafficking", "legal_advice"])
    found = {way.leg.need: (way.body, way.gap) for way in ways}
    assert found["asylum"] == (str(alone.readers["asylum"].id), "")
    assert found["trafficking"][0] == str(alone.readers["shelter"].id)
    assert found["legal_advice"] == ("", "gap:commander_and_monitor")


def test_the_body_answers_and_the_post_learns_that_it_did(nodes: Nodes) -> None:
    """Between two nodes: sent under seal, answered under seal."""
    sent = referred(nodes, shelter(nodes), said=(yes(),))
    assert Referral.everybodys.count() == 0, "the post keeps no row"
    assert replies.count(nodes.at.post) == replies.Count(2, 0, 0, 0, 0, 0)
    nodes.carry()
    assert nodes.as_house is not None
    body = nodes.readers["shelter"].id
    with nodes.as_house():
        view = only(nodes, "shelter")
        assert (view.state, view.late, view.row.reference) == ("new", False, sent.reference)
        referrals.answer(body, view.row.subject, "asked", text="Is she alone?", actor=CASE_WORKER)
        assert only(nodes, "shelter").state == "asked"
    nodes.carry()
    [question] = replies.to_follow_up(nodes.at.post)
    assert question.question == "Is she alone?"
    replies.explain(question, "With her son", actor=SECOND)
    assert replies.to_follow_up(nodes.at.post) == []
    nodes.carry()
    with nodes.as_house():
        said = only(nodes, "shelter").row.said
        assert [one["what"] for one in said] == ["asked", "explained"]
        referrals.answer(body, view.row.subject, "accepted", actor=CASE_WORKER)
        with pytest.raises(ProtectionError, match="referral_answered"):
            referrals.answer(body, view.row.subject, "declined", reason="no_room", actor=CASE_WORKER)
    nodes.carry()
    assert replies.count(nodes.at.post).accepted == 1


def test_a_decline_needs_a_reason_and_leads_to_the_next(alone: Nodes) -> None:
    spare = alone.readers["children"]
    referred(alone, shelter(alone), said=(yes(),))
    view, body = only(alone, "shelter"), alone.readers["shelter"].id
    with pytest.raises(ProtectionError, match="reason_needed"):
        referrals.answer(body, view.row.subject, "declined", actor=CASE_WORKER)
    referrals.answer(body, view.row.subject, "declined", reason="no_room", actor=CASE_WORKER)
    [found] = replies.to_follow_up(alone.at.post)
    assert (found.reason, found.needs) == ("no_room", ("trafficking",))
    assert replies.next_bodies(found) == []
    other = establish("anti_trafficking", "trafficking", key=spare.public)
    assert [one.body for one in replies.next_bodies(found)] == [str(other)]
    assert replies.ask_next(found, other, "The first has no room", {}, actor=SECOND)
    assert replies.to_follow_up(alone.at.post) == []
    row = only(alone, "children").row
    assert (row.reference, row.why) == (found.reference, "The first has no room")


def test_silence_is_reminded_then_escalated(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    referred(alone, shelter(alone), said=(yes(),))
    assert replies.count().late == 0
    assert replies.to_follow_up(alone.at.post) == []
    with ledger.changed() as lines:
        for line in lines.values():
            line["sent"] -= 31 * 60
    assert replies.count().late == 1
    assert replies.to_follow_up(alone.at.post) == []
    with ledger.changed() as lines:
        for line in lines.values():
            line["sent"] -= 5 * 3600
    [found] = replies.to_follow_up(alone.at.post)
    assert {"remind", "escalate", "next_route"} <= {one.step for one in found.due}


def test_consent_taken_back_at_the_post_reaches_everybody_and_each_confirms(nodes: Nodes) -> None:
    sent = referred(nodes, shelter(nodes), said=(yes(),))
    nodes.carry()
    assert nodes.as_house is not None
    with pytest.raises(ProtectionError, match="reference_unknown"):
        replies.take_back("AAAA-AAAA", ["services"], "asked_alone", "fa-af", actor=SECOND)
    assert replies.take_back(sent.reference.lower(), ["services"], "asked_alone", "fa-af", actor=SECOND) == 1
    assert replies.count().withdrawn == 1
    nodes.carry()
    body = nodes.readers["shelter"].id
    with nodes.as_house():
        view = only(nodes, "shelter")
        assert view.owed == set(view.row.values)
        assert only(nodes, "asylum").owed == frozenset(), "a claim hangs on no consent"
        referrals.acknowledge_consent(body, view.row.subject, actor=CASE_WORKER)
        assert only(nodes, "shelter").owed == frozenset()
        with pytest.raises(ProtectionError, match="nothing_owed"):
            referrals.acknowledge_consent(body, view.row.subject, actor=CASE_WORKER)
    nodes.carry()
    assert replies.count().withdrawn == 0


def test_consent_taken_back_at_one_body_reaches_the_others(alone: Nodes) -> None:
    other = establish("ngo", "immediate_safety", key=alone.readers["children"].public, id=alone.readers["children"].id)
    wanted = Wanted("immediate_safety", other, "services", why="Food")
    referred(alone, shelter(alone), wanted, said=(yes(),))
    view = only(alone, "shelter")
    referrals.take_back(alone.readers["shelter"].id, view.row.subject, "asked_alone", "ru", actor=CASE_WORKER)
    assert only(alone, "shelter").owed
    assert only(alone, "children").owed
    assert replies.count().withdrawn == 2
    for name in ("shelter", "children"):
        row = only(alone, name).row
        referrals.acknowledge_consent(row.reader, row.subject, actor=CASE_WORKER)
    assert replies.count().withdrawn == 0
    claim = only(alone, "asylum")
    with pytest.raises(ProtectionError, match="consent_not_needed"):
        referrals.take_back(claim.row.reader, claim.row.subject, "asked_alone", "ru", actor=CASE_WORKER)


def test_consent_narrowed_at_the_post_reaches_everybody_and_each_confirms(nodes: Nodes) -> None:
    sent = referred(nodes, shelter(nodes), said=(yes(without=frozenset({"phone"})),), wishes="A bed")
    nodes.carry()
    assert nodes.as_house is not None
    week = now() + 7 * 86400

    def narrow(*without: str, until: int | None = None, purposes: tuple[str, ...] = ("services",)) -> int:
        return replies.narrow(sent.reference, purposes, without, until, "asked_alone", "fa-af", actor=SECOND)

    with pytest.raises(ProtectionError, match="limit_needed"):
        narrow()
    with pytest.raises(ProtectionError, match="nothing_to_narrow"):
        narrow("name", purposes=("tracing",))
    assert narrow("name", until=week) == 1
    assert replies.count().withdrawn == 1
    nodes.carry()
    with nodes.as_house():
        view = only(nodes, "shelter")
        assert view.owed == {"name", "surname"}
        assert not view.refused
        assert set(view.row.consents[-1]["without"]) == {"name", "phone"}, "what was excepted stays so"
        referrals.acknowledge_consent(view.row.reader, view.row.subject, actor=CASE_WORKER)
        assert only(nodes, "shelter").values.get("wishes") == "A bed"
        assert "name" not in only(nodes, "shelter").values
        assert only(nodes, "asylum").owed == frozenset(), "a claim hangs on no consent"
    nodes.carry()
    assert replies.count().withdrawn == 0
    # It never gives: an earlier end stays the end, and after a no there is nothing to narrow.
    assert narrow("wishes", until=week + 86400) == 1
    assert last_word()["until"] == week
    replies.take_back(sent.reference, ["services"], "asked_alone", "fa-af", actor=SECOND)
    with pytest.raises(ProtectionError, match="nothing_to_narrow"):
        narrow("wishes")
    assert not last_word()["agreed"]


def last_word() -> dict[str, object]:
    """What the post wrote down last of the consent to help."""
    [line] = [one for one in ledger.read().values() if one["purpose"] == "services"]
    word: dict[str, object] = line["consents"][-1]
    return word


def test_consent_narrowed_at_one_body_reaches_the_others_and_gives_none_of_them_more(alone: Nodes) -> None:
    children = alone.readers["children"]
    other = establish("ngo", "immediate_safety", key=children.public, id=children.id)
    wanted = Wanted("immediate_safety", other, "services", why="Food")
    sent = referred(alone, shelter(alone), wanted, said=(yes(),), wishes="A bed")
    theirs = only(alone, "children").row
    no_more = yes(without=frozenset({"language"}), recipient=str(other))
    referrals.say_consent(other, theirs.subject, no_more, actor=CASE_WORKER)
    own = only(alone, "shelter").row
    referrals.narrow(own.reader, own.subject, {"wishes"}, None, "asked_alone", "ru", actor=CASE_WORKER)
    assert only(alone, "shelter").owed == {"wishes"}
    assert only(alone, "children").owed == {"language", "wishes"}
    assert {"wishes", "language"} <= set(only(alone, "children").row.consents[-1]["without"])
    # Whoever took it back hears no yes again.
    referrals.take_back(other, theirs.subject, "asked_alone", "ru", actor=CASE_WORKER)
    with pytest.raises(ProtectionError, match="nothing_to_narrow"):
        replies.narrow(sent.reference, ["services"], ["place"], None, "asked_alone", "ru", actor=SECOND)
    assert not only(alone, "children").row.consents[-1]["agreed"]
    claim = only(alone, "asylum").row
    with pytest.raises(ProtectionError, match="consent_not_needed"):
        referrals.narrow(claim.reader, claim.subject, {"name"}, None, "asked_alone", "ru", actor=CASE_WORKER)


def test_a_consent_that_the_post_limited_is_over_by_itself(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),))
    replies.narrow(sent.reference, ["services"], [], now() + 60, "asked_alone", "ru", actor=SECOND)
    assert not only(alone, "shelter").owed
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    view = only(alone, "shelter")
    assert view.refused
    assert replies.count().withdrawn == 1


def test_one_body_that_cannot_be_told_keeps_no_other_from_hearing_of_consent_taken_back(alone: Nodes) -> None:
    """S7: end to end, and to whoever lost their key once they have one again."""
    children = alone.readers["children"]
    other = establish("ngo", "immediate_safety", key=children.public, id=children.id)
    wanted = Wanted("immediate_safety", other, "services", why="Food")
    sent = referred(alone, shelter(alone), wanted, said=(yes(),))
    keys = CompetenceChange.objects.filter(body=other, act="key")
    keys.update(signed=None)
    assert replies.take_back(sent.reference, ["services"], "asked_alone", "ru", actor=SECOND) == 2
    assert only(alone, "shelter").owed
    assert not only(alone, "children").owed
    assert replies.count().withdrawn == 2
    returns.collect(thoroughly=True)
    keys.update(signed=timezone.now())
    for _again in range(2):
        returns.collect(thoroughly=True)
        assert only(alone, "children").owed
        assert len([one for one in only(alone, "children").row.consents if not one["agreed"]]) == 1


def test_taking_consent_back_closes_nothing(alone: Nodes) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),))
    replies.take_back(sent.reference, ["services", "sharing"], "asked_alone", "ru", actor=SECOND)
    hold = only(alone, "asylum").row.hold
    assert hold is not None
    holds.take(hold, actor=SECOND)
    with pytest.raises(DeskError, match="hold_not_here"):
        holds.release_and_admit(hold, Decision(), actor=SECOND)


def test_what_a_post_keeps_is_rows_of_one_size_that_say_nothing(alone: Nodes) -> None:
    with ledger.changed() as lines:
        assert lines == {}
    heard(alone)
    empty = [len(row.cell) for row in Ledger.objects.order_by("pk")]
    sent = referred(alone, shelter(alone), said=(yes(),))
    assert [len(row.cell) for row in Ledger.objects.order_by("pk")] == empty
    assert len(empty) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM protection_ledger AS t")
        text = cursor.fetchone()[0]
    assert sent.reference.encode().hex() not in text
    assert str(alone.readers["shelter"].id).encode().hex() not in text


def test_a_body_sees_its_own_alone(alone: Nodes) -> None:
    referred(alone, shelter(alone), said=(yes(),))
    row = only(alone, "shelter").row
    with pytest.raises(ProtectionError, match="referral_unknown"):
        referrals.referral_of(alone.readers["asylum"].id, row.subject)


def test_rebuilt_registers_are_the_same(alone: Nodes, as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    sent = referred(alone, shelter(alone), said=(yes(),))
    row = only(alone, "shelter").row
    referrals.answer(row.reader, row.subject, "asked", text="How many?", actor=CASE_WORKER)
    replies.take_back(sent.reference, ["services"], "asked_alone", "ru", actor=SECOND)
    referrals.acknowledge_consent(row.reader, row.subject, actor=CASE_WORKER)
    claim = claims.register(alone.readers["asylum"].id, only(alone, "asylum").row.subject, actor=CASE_WORKER)
    claim_steps.decide(alone.readers["asylum"].id, claim, "recognised", "Law", actor=CASE_WORKER)
    with as_owner():
        assert differences("sealed") == {}


def test_urgent_and_late_come_first(alone: Nodes) -> None:
    body = alone.readers["shelter"].id
    referred(alone, Wanted("trafficking", body, "services", why="x"), said=(yes(),))
    referred(alone, shelter(alone), said=(yes(),))
    assert [one.row.urgent for one in referrals.referrals_of(body)] == [True, False]
    first: UUID = referrals.referrals_of(body)[0].row.subject
    referrals.answer(body, first, "accepted", actor=CASE_WORKER)
    assert [one.state for one in referrals.referrals_of(body)] == ["new", "accepted"]
    Referral.everybodys.update(sent=timezone.now() - timedelta(days=1))
    assert referrals.referrals_of(body)[0].late


def test_lists_find_what_waits_and_what_was_answered(alone: Nodes) -> None:
    body = alone.readers["shelter"].id
    referred(alone, shelter(alone), said=(yes(),), wishes="A bed by the window")
    referred(alone, replace(shelter(alone), urgent=False), said=(yes(),), wishes="Shoes")
    bed, shoes = (one.row for one in referral_lists.waiting(body))
    assert bed.urgent
    assert [row.subject for row in referral_lists.find(body, words="WINDOW bed")] == [bed.subject]
    assert not referral_lists.find(body, words="window shoes").exists()
    referrals.answer(body, bed.subject, "accepted", actor=CASE_WORKER)
    referrals.answer(body, shoes.subject, "declined", reason="no_room", actor=CASE_WORKER)
    counts = referral_lists.counts(body)
    assert {part: count for part, count in counts.items() if count} == {"accepted": 1, "declined": 1}
    assert {row.subject for row in referral_lists.find(body)} == {bed.subject, shoes.subject}
    assert not referral_lists.find(alone.readers["asylum"].id, words="window").exists()


def test_a_hand_over_looks_like_any_passing_on(alone: Nodes) -> None:
    """The same facts about the hold, and as many envelopes, whoever is told anything."""

    def acts(hold: UUID) -> list[str]:
        return [entry.kind for entry in of_subjects([hold])]

    def entries() -> int:
        return Head.objects.get(own=True).sequence

    ordinary = alone.held()
    before = entries()
    holds.pass_on(ordinary, actor=SECOND)
    plain = entries() - before
    talk = heard(alone)
    before = entries()
    referring.refer(talk, ["trafficking"], "", Sending((shelter(alone),), (yes(),), {}), actor=SECOND)
    assert (acts(talk.hold.id), entries() - before) == (acts(ordinary), plain)
