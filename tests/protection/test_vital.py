"""Consent overridden for somebody's life: two people, a reason, an end, and the monitor sees it; never after a no."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import holds
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor
from panah.border.desk.decision import Decision
from panah.documents import TravelDocument
from panah.journal import keyfiles
from panah.journal.envelopes import keyring
from panah.node.keeping import do_what_is_owed
from panah.people.act_signature import ActSignature
from panah.protection.desk import notes, referrals, referring, replies, talks, vital, words_of_help
from panah.protection.desk.bodies import MONITOR
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Sending
from panah.protection.keeping_times import keeping_times
from panah.protection.models import Ledger, Overridden, Referral, VitalAsk
from panah.safeguards.conversation import Answer, Mark
from panah.safeguards.routes import Override, Said, body_kinds, least_fields, may_send
from tests.border.conftest import OFFICER, SECOND, passport
from tests.people.factories import client_of, somebody
from tests.protection.conftest import CASE_WORKER, Nodes, establish, signature
from tests.protection.machines import here
from tests.protection.test_referrals import NEEDLE, now, only, referred, shelter
from tests.protection.test_screens import worker

__all__ = ["here"]

COMMANDER = Actor(UUID(int=77), frozenset({"commander"}), "Commander")
REASON = "Bleeding, and the ambulance asks for the blood group"


@pytest.fixture
def clinic(here: Nodes) -> Nodes:
    """A clinic that helps at once, and a monitor who reads on this node."""
    reader = here.readers["clinic"] = keyring.make("clinic", uuid4())
    establish("health_provider", "urgent_health", "health", key=reader.public, id=reader.id)
    watch = here.readers["monitor"] = keyring.make("monitor", uuid4())
    establish(MONITOR, key=watch.public, id=watch.id)
    return here


def asked(nodes: Nodes, hold: UUID, name: str = "clinic", need: str = "urgent_health", **told: str) -> UUID:
    body = nodes.readers[name].id
    return vital.ask(hold, body, need, "unconscious", REASON, told, actor=SECOND)


def signed(nodes: Nodes, ask: UUID, actor: Actor = COMMANDER) -> ActSignature:
    return signature(actor, vital.get(nodes.at.post, ask).digest)


def test_nothing_goes_before_a_commander_has_signed(clinic: Nodes) -> None:
    hold = clinic.held()
    ask = asked(clinic, hold, health_told="Diabetes")
    assert Referral.everybodys.count() == 0
    [found] = vital.waiting(clinic.at.post)
    assert found.values["health_told"] == "Diabetes"
    assert set(found.values) <= {*least_fields()["health_provider", "services"], "needs"}
    with pytest.raises(ProtectionError, match="same_officer"):
        vital.confirm(clinic.at.post, ask, signed(clinic, ask, SECOND), actor=SECOND)
    with pytest.raises(ProtectionError, match="signature_wrong"):
        vital.confirm(clinic.at.post, ask, signature(COMMANDER, "00" * 32), actor=COMMANDER)
    with pytest.raises(ProtectionError, match="signature_wrong"):
        vital.confirm(clinic.at.post, ask, signed(clinic, ask, SECOND), actor=COMMANDER)
    with pytest.raises(ProtectionError, match="vital_unknown"):
        vital.confirm(uuid4(), ask, signed(clinic, ask), actor=COMMANDER)
    assert Referral.everybodys.count() == 0


def test_the_body_and_the_monitor_learn_that_it_was_without_consent(clinic: Nodes) -> None:
    hold = clinic.held()
    talks.note(talks.open_at(hold, actor=SECOND), Answer("own_words.told", NEEDLE, 1), actor=SECOND)
    ask = asked(clinic, hold, health_told="Diabetes")
    vital.confirm(clinic.at.post, ask, signed(clinic, ask), actor=COMMANDER)
    row = only(clinic, "clinic").row
    assert set(row.values) <= set(least_fields()["health_provider", "services"])
    assert row.values["health_told"] == "Diabetes"
    assert NEEDLE not in str(row.values)
    assert (row.urgent, row.hold) == (True, None)
    for name in ("clinic", "monitor"):
        [told] = vital.overridden_of(clinic.readers[name].id)
        assert (told.supervisor, told.asked_by, told.reason) == (COMMANDER.id, SECOND.id, REASON)
        lasts = timedelta(hours=body_kinds()["health_provider"].vital_hours)
        assert abs(told.until - told.at - lasts) < timedelta(seconds=1)
    assert vital.overridden_of(clinic.readers["shelter"].id) == []
    assert referrals.referrals_of(clinic.readers["monitor"].id) == [], "the monitor learns that, not what"
    assert VitalAsk.objects.count() == 0, "what was asked is kept no longer"
    assert holds.get(hold).released is None


def test_it_ends_by_itself_and_with_the_persons_own_word(clinic: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    hold = clinic.held()
    ask = asked(clinic, hold)
    vital.confirm(clinic.at.post, ask, signed(clinic, ask), actor=COMMANDER)
    assert not only(clinic, "clinic").owed
    later = timezone.now() + timedelta(hours=body_kinds()["health_provider"].vital_hours, minutes=1)
    with monkeypatch.context() as patched:
        patched.setattr("django.utils.timezone.now", lambda: later)
        late = only(clinic, "clinic")
        assert late.owed == frozenset(late.row.values)
    row = only(clinic, "clinic").row
    referrals.take_back(row.reader, row.subject, "asked_alone", "ru", actor=CASE_WORKER)
    assert only(clinic, "clinic").owed
    clinic.carry()
    assert [one.agreed for one in words_of_help.of([hold])] == [False], "what the body hears, the post keeps"


def test_never_after_a_no_and_never_needed_after_a_yes(clinic: Nodes) -> None:
    for said, code in (("no", "vital_refused"), ("yes", "vital_not_needed")):
        hold = clinic.held()
        talks.note(talks.open_at(hold, actor=SECOND), Answer("referral.help", said, 1), actor=SECOND)
        with pytest.raises(ProtectionError, match=code):
            asked(clinic, hold)


@pytest.mark.parametrize("said", ["no", "yes"])
def test_whoever_answers_before_the_commander_signed_has_answered(clinic: Nodes, said: str) -> None:
    hold = clinic.held()
    ask = asked(clinic, hold)
    word = signed(clinic, ask)
    talks.note(talks.open_at(hold, actor=SECOND), Answer("referral.help", said, 1), actor=SECOND)
    with pytest.raises(ProtectionError, match="vital_unknown"):
        vital.confirm(clinic.at.post, ask, word, actor=COMMANDER)
    assert Referral.everybodys.count() == 0


def test_a_no_that_was_said_when_handing_over_counts_too(clinic: Nodes) -> None:
    sent = referred(clinic, shelter(clinic), said=(Said("services", True, now() - 9),))
    assert sent.sent
    hold = UUID(str(next(iter(Referral.everybodys.exclude(hold=None))).hold))
    replies.take_back(sent.reference, ["services"], "asked_alone", "ru", actor=SECOND)
    holds.take(hold, actor=SECOND)
    with pytest.raises(ProtectionError, match="vital_refused"):
        asked(clinic, hold)


def no(nodes: Nodes, hold: UUID, actor: Actor = SECOND) -> None:
    """They said that they want no help, and are afraid: there is something to hand over."""
    conversation = talks.open_at(hold, actor=actor)
    talks.note(conversation, Answer("referral.help", "no", 1), Mark("fear", 2), actor=actor)


def held(nodes: Nodes, document: TravelDocument, actor: Actor) -> UUID:
    hold = line.set_aside(nodes.at.open(document).presentation, actor=OFFICER)
    holds.take(hold, actor=actor)
    return hold


COLLEAGUE = Actor(UUID(int=78), frozenset({"second_line"}), "Colleague")


@pytest.mark.parametrize("how", ["handed over", "handed over by the form", "passed on", "held again", "forgotten"])
def test_a_no_outlives_the_notes_it_stood_in(clinic: Nodes, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = passport()
    hold = held(clinic, document, SECOND)
    if how == "handed over by the form":
        talks.note(talks.open_at(hold, actor=SECOND), Mark("fear", 1), actor=SECOND)
        asking = Sending((), (Said("services", False, now()),))
    else:
        no(clinic, hold)
        asking = Sending((), ())
    if how.startswith("handed over"):
        referring.refer(talks.open_at(hold, actor=SECOND), (), "", asking, actor=SECOND)
    elif how == "held again":
        hold = held(clinic, document, COLLEAGUE)
    else:
        holds.pass_on(hold, actor=SECOND)
    if how == "forgotten":
        later = timezone.now() + keeping_times().notes + keeping_times().words_of_help
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        notes.forget_old()
        words_of_help.heard(())
    if how != "held again":
        holds.take(hold, actor=COLLEAGUE)
    assert not talks.open_at(hold, actor=COLLEAGUE).talk.values("referral.help"), "the colleague reads none of it"
    with pytest.raises(ProtectionError, match="vital_refused"):
        vital.ask(hold, clinic.readers["clinic"].id, "urgent_health", "unconscious", REASON, {}, actor=COLLEAGUE)


def test_whoever_takes_consent_back_where_nobody_helps_yet_has_said_no(clinic: Nodes) -> None:
    sent = referred(clinic)
    hold = UUID(str(next(iter(Referral.everybodys.exclude(hold=None))).hold))
    replies.take_back(sent.reference, ["services"], "asked_alone", "ru", actor=SECOND)
    holds.take(hold, actor=SECOND)
    with pytest.raises(ProtectionError, match="vital_refused"):
        asked(clinic, hold)


def test_a_yes_that_came_later_counts_and_of_whoever_is_gone_nothing_is_kept(
    clinic: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold, moment = clinic.held(), timezone.now()
    no(clinic, hold)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment + timedelta(seconds=2))
    talks.note(talks.open_at(hold, actor=SECOND), Answer("referral.help", "yes", 3), actor=SECOND)
    holds.pass_on(hold, actor=SECOND)
    holds.take(hold, actor=COLLEAGUE)
    assert vital.ask(hold, clinic.readers["clinic"].id, "urgent_health", "unconscious", REASON, {}, actor=COLLEAGUE)
    holds.release_and_admit(hold, Decision(), actor=COLLEAGUE)
    assert len(words_of_help.of([hold])) == 2
    later = timezone.now() + keeping_times().words_of_help + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    words_of_help.heard(())
    assert words_of_help.of([hold]) == []


def test_every_note_renews_the_cell_whatever_was_said(clinic: Nodes) -> None:
    hold, seen = clinic.held(), set()
    for entry in (Answer("language.spoken", "Dari", 1), Answer("referral.help", "no", 2), Mark("break", 3)):
        talks.note(talks.open_at(hold, actor=SECOND), entry, actor=SECOND)
        [row] = Ledger.objects.all()
        seen.add((len(row.cell), bytes(row.cell)))
        assert hold.bytes not in bytes(row.cell)
        assert str(hold).encode() not in bytes(row.cell)
    assert len(seen) == 3
    assert len({size for size, _cell in seen}) == 1


def test_without_its_key_people_speak_on_and_nobodys_consent_is_overridden(clinic: Nodes) -> None:
    no(clinic, clinic.held())
    hold = clinic.held()
    (keyfiles.folder("node") / "words.key").unlink()
    talks.note(talks.open_at(hold, actor=SECOND), Answer("own_words.told", NEEDLE, 3), actor=SECOND)
    with pytest.raises(keyfiles.KeysUnusableError):
        asked(clinic, hold)


def test_only_bodies_that_help_at_once_may_be_told(clinic: Nodes) -> None:
    hold, key = clinic.held(), clinic.readers["clinic"].public
    for sort, need in (
        ("consulate", "consular"),
        ("lawyer", "legal_advice"),
        ("tracing", "family_unity"),
        ("asylum_authority", "asylum"),
        ("iom", "stranded"),
        ("unhcr", "asylum"),
    ):
        more = {"state": "UZB"} if body_kinds()[sort].of_state else {}
        body = establish(sort, need, key=key, **more)
        with pytest.raises(ProtectionError, match="vital_never"):
            vital.ask(hold, body, need, "unconscious", REASON, {}, actor=SECOND)
        override = Override(str(body), "commander", REASON, 1)
        assert not may_send([], kind=sort, recipient=str(body), purpose="services", now=2, override=override)


def test_without_a_ground_and_a_reason_nobody_is_asked(clinic: Nodes) -> None:
    hold, right = clinic.held(), {"need": "urgent_health", "ground": "unconscious", "reason": REASON}
    wrong = [({"reason": "  "}, "reason_needed"), ({"ground": "convenient"}, "reason_needed")]
    for more, code in [*wrong, ({"need": "asylum"}, "need_unknown")]:
        with pytest.raises(ProtectionError, match=code):
            vital.ask(hold, clinic.readers["clinic"].id, told={}, actor=SECOND, **(right | more))
    assert VitalAsk.objects.count() == 0


def test_what_nobody_decides_is_forgotten_and_what_waits_is_sealed(clinic: Nodes) -> None:
    ask = asked(clinic, clinic.held(), health_told="Diabetes")
    row = VitalAsk.objects.get()
    assert b"Diabetes" not in bytes(row.cell)
    VitalAsk.objects.update(at=timezone.now() - keeping_times().vital_ask - timedelta(minutes=1))
    with pytest.raises(ProtectionError, match="vital_unknown"):
        vital.get(clinic.at.post, ask)
    assert vital.waiting(clinic.at.post) == []
    assert VitalAsk.objects.count() == 0


def test_what_nobody_decides_is_forgotten_by_the_clock_too(clinic: Nodes) -> None:
    asked(clinic, clinic.held())
    do_what_is_owed()
    assert VitalAsk.objects.count() == 1
    VitalAsk.objects.update(at=timezone.now() - keeping_times().vital_ask - timedelta(minutes=1))
    do_what_is_owed()
    assert VitalAsk.objects.count() == 0


def test_the_keeper_forgets_it_without_any_screen() -> None:
    """Its process serves no screens: what isn't put in place when the areas start is never done there."""
    asks = "import django; django.setup(); from panah.protection.desk import returns;"
    asks += "print([one.__module__ for one in returns.thorough])"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert vital.__name__ in done.stdout


def test_a_commander_may_say_no(clinic: Nodes) -> None:
    ask = asked(clinic, clinic.held())
    vital.decline(clinic.at.post, ask, actor=COMMANDER)
    assert vital.waiting(clinic.at.post) == []
    assert Referral.everybodys.count() == Overridden.everybodys.count() == 0


# --- screens ----------------------------------------------------------------------------------------------------------


def test_from_the_officers_page_to_the_monitors(clinic: Nodes) -> None:
    post, body = clinic.at.post, clinic.readers["clinic"].id
    member = somebody("second_line", post=post)
    hold = clinic.held(actor=Actor(member.id, frozenset({"second_line"})))
    officer = client_of(member, post=post)
    page = reverse("protection:vital-ask", args=[hold])
    assert page in officer.get(reverse("protection:talk-profile", args=[hold])).content.decode()
    given = {"to": f"{body}/urgent_health", "ground": "unconscious", "reason": REASON, "health_told": "Diabetes"}
    assert officer.post(page, given | {"reason": ""}).status_code == 422
    assert officer.post(page, given).status_code == 302
    assert officer.get(reverse("protection:vital")).status_code == 403

    boss = somebody("commander", post=post, demo=True)
    commander = client_of(boss, post=post)
    listed = commander.get(reverse("protection:vital")).content.decode()
    [address] = re.findall(r'href="(/vital/[0-9a-f-]{36}/)"', listed)
    shown = html.unescape(commander.get(address).content.decode())
    assert "Diabetes" in shown
    assert REASON in shown
    assert commander.post(address, {"sign": "1", "code": "000000"}).status_code == 422
    assert Referral.everybodys.count() == 0
    [found] = vital.waiting(post)
    vital.confirm(post, found.id, signature(Actor(boss.id), found.digest), actor=Actor(boss.id))

    row = only(clinic, "clinic").row
    desk = worker(body, 1)
    desk.post(reverse("protection:referral-answer", args=[row.subject]), {"act": "agree", "language": "ru"})
    assert [one["how"] for one in only(clinic, "clinic").row.consents] == ["vital", "asked_alone"]
    told = html.unescape(desk.get(reverse("protection:referral", args=[row.subject])).content.decode())
    assert "Sent without consent" in told
    assert REASON in told
    monitor = client_of(somebody("monitor"))
    seen = html.unescape(monitor.get(reverse("protection:vital-overseen")).content.decode())
    assert REASON in seen
    assert "Diabetes" not in seen
