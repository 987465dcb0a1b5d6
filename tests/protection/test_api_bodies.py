"""The door for a body's own system: it sees its own, every write counts once, and nothing goes that isn't allowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID, uuid4

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection

from panah.journal.models import Opened
from panah.node.api import api
from panah.node.apidescription import operations
from panah.people.models import Look
from panah.people.permissions import ACTS, BODY_SCOPES
from panah.protection.api import schemas
from panah.protection.desk import feed, feed_clock, machines, passing, referrals, replies, returns
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Wanted
from panah.protection.models import BodyEvent, Referral
from panah.protection.words.passing import PASSING
from panah.safeguards.routes import CLAIM, CONSENT_PURPOSES, Said, field_titles, least_fields
from tests.border.api import problem
from tests.border.test_api_description import CHECKS
from tests.protection.conftest import CASE_WORKER, Nodes, establish
from tests.protection.machines import System, a_system, consent, handing, here
from tests.protection.test_referrals import NEEDLE, now, only, referred, shelter, yes

__all__ = ["here"]

description = schemathesis.openapi.from_dict(api.get_openapi_schema()).include(path_regex="/body/")
description.app = get_wsgi_application()


@pytest.fixture
def asked(here: Nodes) -> Nodes:
    """A claim went to the asylum authority, and a shelter was asked for a bed."""
    return _asked(here)


def _asked(nodes: Nodes) -> Nodes:
    referred(nodes, shelter(nodes), said=(yes(),), wishes="A bed", phone="0700")
    return nodes


def lines(system: System, after: int = 0, **more: object) -> dict[str, Any]:
    answer = system.get(f"referrals?after={after}" + "".join(f"&{name}={value}" for name, value in more.items()))
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_body_sees_its_own_alone_and_the_list_names_nobody(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    found = lines(system)
    [line] = found["referrals"]
    row = only(asked, "shelter").row
    assert (line["referral"], line["state"], line["needs"]) == (str(row.subject), "new", ["trafficking"])
    assert "A bed" not in str(found)
    assert not Look.objects.exists()
    claim = only(asked, "asylum").row.subject
    problem(system.get(f"referrals/{claim}"), 404, "referral_unknown")
    problem(system.send(f"referrals/{claim}/answer", {"answer": "accepted"}), 404, "referral_unknown")
    assert only(asked, "asylum").state == "new"
    assert lines(a_system(asked, "children")) == {"referrals": [], "cursor": 0, "more": False}


def test_opening_one_is_a_look_and_wants_a_reason(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    row = only(asked, "shelter").row
    problem(system.get(f"referrals/{row.subject}", look=""), 428, "look_reason")
    problem(system.get(f"referrals/{row.subject}", look="curiosity"), 422, "look_reason")
    problem(system.get(f"referrals/{row.subject}", look="other"), 422, "look_words")
    assert not Look.objects.exists()
    told = system.get(f"referrals/{row.subject}").json()
    assert told["values"]["wishes"] == "A bed"
    assert set(told["values"]) <= set(least_fields()["anti_trafficking", "services"])
    look = Look.objects.get()
    assert (look.file, look.staff, look.reason) == (row.subject, system.id, "case")


def test_a_cursor_gives_what_is_new_and_nothing_twice(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    first = lines(system)
    assert lines(system, first["cursor"])["referrals"] == []
    referred(asked, shelter(asked), said=(yes(),))
    referred(asked, shelter(asked), said=(yes(),))
    page = lines(system, first["cursor"], limit=1)
    assert (len(page["referrals"]), page["more"]) == (1, True)
    rest = lines(system, page["cursor"], limit=1)
    assert (len(rest["referrals"]), rest["more"]) == (1, False)
    seen = [one["referral"] for one in (*first["referrals"], *page["referrals"], *rest["referrals"])]
    assert len(set(seen)) == 3
    referrals.answer(system.body, UUID(seen[0]), "accepted", actor=CASE_WORKER)
    [changed] = lines(system, rest["cursor"])["referrals"]
    assert (changed["referral"], changed["state"]) == (seen[0], "accepted")


def test_what_was_opened_is_numbered_once_in_order_whenever_it_comes(asked: Nodes) -> None:
    body = asked.readers["shelter"].id
    assert feed.gather(body) == 1
    referred(asked, shelter(asked), said=(yes(),))
    assert feed.gather(body) == 1
    assert feed.gather(body) == feed.gather(body, everything=True) == 0
    late = BodyEvent.objects.filter(body=body).order_by("sequence").first()
    assert late is not None
    BodyEvent.objects.filter(body=body).delete()
    assert feed.gather(body) == 0, "only what comes is looked at every time"
    returns.collect(thoroughly=True)
    assert list(BodyEvent.objects.filter(body=body).order_by("sequence").values_list("sequence", flat=True)) == [1, 2]
    assert {one.event for one in BodyEvent.objects.all()} == {"referral.sent"}


def test_answers_reach_the_post_once(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    referral = only(asked, "shelter").row.subject
    path = f"referrals/{referral}/answer"
    problem(system.send(path, {"answer": "declined"}), 422, "reason_needed")
    problem(system.send(path, {"answer": "asked"}), 422, "reason_needed")
    first = system.send(path, {"answer": "asked", "text": "Is she alone?"}, key="asked-0001")
    again = system.send(path, {"answer": "asked", "text": "Is she alone?"}, key="asked-0001")
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert again.headers["Idempotent-Replay"] == "true"
    problem(system.send(path, {"answer": "accepted"}, key="asked-0001"), 422, "idempotency_reuse")
    problem(system.send(path, {"answer": "accepted"}, key=""), 400, "idempotency_key")
    assert [one["what"] for one in only(asked, "shelter").row.said] == ["asked"]
    assert system.send(path, {"answer": "accepted"}).json()["state"] == "accepted"
    problem(system.send(path, {"answer": "declined", "reason": "no_room"}), 409, "referral_answered")
    asked.carry()
    assert replies.count(asked.at.post).accepted == 1
    assert first.json()["receipt"]["signature"]


def test_two_at_once_count_once(alone: Nodes) -> None:
    """On connections of their own, with real commits."""
    asked = _asked(alone)
    system = a_system(asked, "shelter")
    referral = only(asked, "shelter").row.subject
    path, sent = f"referrals/{referral}/answer", {"answer": "asked", "text": "Is she alone?"}
    start, answers = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            answers.append(system.again().send(path, sent, key="twins-0001"))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 3
    assert len(only(asked, "shelter").row.said) == 1


def test_a_no_said_at_the_body_reaches_everybody_and_is_confirmed(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    row = only(asked, "shelter").row
    path = f"referrals/{row.subject}/consent"
    problem(system.send(path, consent("tracing", agreed=False)), 422, "purpose_other")
    problem(system.send(f"{path}/confirm"), 409, "nothing_owed")
    told = system.send(path, consent(agreed=False)).json()
    assert set(told["to_confirm"]) == set(row.values)
    asked.carry()
    assert replies.count(asked.at.post).withdrawn == 1
    assert system.send(f"{path}/confirm").json()["to_confirm"] == []
    asked.carry()
    assert replies.count(asked.at.post).withdrawn == 0
    claim = a_system(asked, "asylum").send(
        f"referrals/{only(asked, 'asylum').row.subject}/consent", consent(agreed=False)
    )
    problem(claim, 422, "consent_not_needed")


def test_a_yes_said_at_one_body_binds_no_other(here: Nodes) -> None:
    other = establish("ngo", "immediate_safety", key=here.readers["children"].public, id=here.readers["children"].id)
    wanted = [shelter(here), Wanted("immediate_safety", other, "services", why="They asked for both")]
    referred(here, *wanted, said=(Said("services", True, now() - 60),))
    system = a_system(here, "shelter")
    row = only(here, "shelter").row
    earlier = datetime.fromtimestamp(now() - 5, UTC).isoformat()
    system.send(f"referrals/{row.subject}/consent", consent(agreed=False, at=earlier))
    here.carry()
    assert only(here, "children").owed, "the no reached it"
    system.send(f"referrals/{row.subject}/consent", consent(agreed=True))
    here.carry()
    assert only(here, "children").owed, "the yes is for the shelter here"
    assert not only(here, "shelter").owed


def test_what_is_narrowed_at_one_body_reaches_everybody_who_received_anything(here: Nodes) -> None:
    other = establish("ngo", "immediate_safety", key=here.readers["children"].public, id=here.readers["children"].id)
    wanted = [shelter(here), Wanted("immediate_safety", other, "services", why="They asked for both")]
    referred(here, *wanted, said=(Said("services", True, now() - 60),), language="Dari")
    system, row = a_system(here, "shelter"), only(here, "shelter").row
    path = f"referrals/{row.subject}/consent/narrow"
    asked: dict[str, object] = {"how": "asked_alone", "language": "fa-af"}
    problem(system.send(path, asked), 422, "limit_needed")
    over = problem(system.send(path, asked | {"until": "2026-01-01T00:00:00Z"}), 422, "invalid")
    assert over["problems"][0]["at"] == "body.until"
    assert system.send(path, asked | {"without": ["language"]}).json()["to_confirm"] == ["language"]
    here.carry()
    assert only(here, "children").owed == {"language"}, "the other body learns of it too"
    assert replies.count(here.at.post).withdrawn == 2
    claim = only(here, "asylum").row.subject
    problem(
        a_system(here, "asylum").send(f"referrals/{claim}/consent/narrow", asked | {"without": ["language"]}),
        422,
        "consent_not_needed",
    )


# --- handing over -----------------------------------------------------------------------------------------------------


def test_a_body_hands_over_to_another_and_learns_the_answer(here: Nodes) -> None:
    ours, theirs = a_system(here, "children"), a_system(here, "shelter")
    told = {"language": "Dari", "age_group": "adult", "wishes": "A bed", "signs": []}
    sent = ours.send("handed-over", handing(theirs.body, "trafficking", urgent=True, values=told), key="hand-0001")
    assert sent.status_code == 201, sent.content
    assert ours.send("handed-over", handing(theirs.body, "trafficking"), key="hand-0001").status_code == 422
    referral = sent.json()["referral"]
    row = only(here, "shelter").row
    assert (str(row.subject), row.urgent, row.values["wishes"], row.reference) == (
        referral, True, "A bed", sent.json()["reference"],
    )  # fmt: skip
    assert row.hold is None
    kept = [bytes(one.body) for one in Opened.objects.filter(reader=ours.body, about=row.subject)]
    assert kept
    assert not any(b"A bed" in one for one in kept), "what was told is the other's here"
    theirs.send(f"referrals/{referral}/answer", {"answer": "asked", "text": "Is she here?"})
    assert ours.get(f"handed-over/{referral}").json()["question"] == "Is she here?"
    ours.send(f"handed-over/{referral}/explain", {"text": "With her son"})
    assert ours.get(f"handed-over/{referral}").json()["question"] == ""
    problem(ours.send(f"handed-over/{referral}/explain", {"text": "More"}), 409, "nothing_asked")
    assert [one["what"] for one in theirs.get(f"referrals/{referral}").json()["said"]] == ["asked", "explained"]
    theirs.send(f"referrals/{referral}/answer", {"answer": "accepted"})
    assert ours.get("handed-over").json()["referrals"][0]["state"] == "accepted"
    ours.send(f"handed-over/{referral}/consent", consent(agreed=False))
    assert theirs.get(f"referrals/{referral}").json()["to_confirm"]
    theirs.send(f"referrals/{referral}/consent/confirm")
    assert ours.get(f"handed-over/{referral}").json()["to_confirm"] == []
    assert [one["event"] for one in ours.get("events").json()["events"]] == [
        "referral.answered", "referral.explained", "referral.answered", "consent.said", "consent.confirmed",
    ]  # fmt: skip
    problem(theirs.get(f"handed-over/{referral}"), 404, "referral_unknown")


def test_a_claim_is_passed_on_without_consent(here: Nodes) -> None:
    ours = a_system(here, "shelter")
    told = {"own_words": NEEDLE, "language": "Dari"}
    asylum = here.readers["asylum"].id
    assert ours.send("handed-over", handing(asylum, "asylum", purpose="claim", values=told)).status_code == 201
    assert only(here, "asylum").row.values["own_words"] == NEEDLE


def test_what_is_not_allowed_is_named_at_its_place(here: Nodes) -> None:
    ours, shelters = a_system(here, "children"), here.readers["shelter"].id
    wrong: list[tuple[dict[str, object], str, str]] = [
        ({"values": {"health_told": "x"}}, "body.values.health_told", "field_not_allowed"),
        ({"values": {"own_words": NEEDLE}}, "body.values.own_words", "field_not_allowed"),
        (
            {"values": {"phone": "0700"}, "consents": [consent(without=["phone"])]},
            "body.values.phone",
            "field_not_consented",
        ),
        ({"consents": []}, "body.consents", "consent_missing"),
        ({"consents": [consent(agreed=False)]}, "body.consents", "consent_missing"),
        ({"consents": [consent(until="2026-01-01T00:00:00Z")]}, "body.consents", "consent_missing"),
        ({"consents": [consent("tracing")]}, "body.consents", "consent_missing"),
        ({"purpose": "tracing"}, "body.purpose", "purpose_not_for_body"),
        ({"needs": ["asylum"]}, "body.needs.0", "need_unknown"),
        ({"to": str(UUID(int=5))}, "body.to", "body_unknown"),
        ({"reference": "7kq4"}, "body.reference", "invalid"),
        ({"urgent": "yes"}, "body.urgent", "invalid"),
        ({"urgent": 1}, "body.urgent", "invalid"),
        ({"consents": [consent(agreed="on")]}, "body.consents.0.agreed", "invalid"),
        ({"consents": [consent(at=1768465800)]}, "body.consents.0.at", "invalid"),
    ]
    for more, place, code in wrong:
        answer = ours.send("handed-over", handing(shelters, "trafficking") | more)
        assert place in [one["at"] for one in problem(answer, 422, code)["problems"]]
        assert NEEDLE not in answer.content.decode()
    assert Referral.everybodys.count() == 0


def test_a_consulate_is_told_nothing_whatever_was_consented_to(here: Nodes) -> None:
    consulate = establish("consulate", "consular", key=here.readers["children"].public, state="UZB")
    ours = a_system(here, "shelter")
    problem(ours.send("handed-over", handing(consulate, "consular")), 422, "never_for_protection")
    assert str(consulate) not in ours.get("directory").content.decode()
    assert str(here.readers["asylum"].id) in ours.get("directory").content.decode()


def test_what_is_told_can_be_named_field_by_field_and_words_exist_for_every_no() -> None:
    assert set(schemas.ValuesIn.model_fields) == set(field_titles()) - passing.FILLED_IN
    assert get_args(schemas.State) == referrals.STATES
    assert get_args(schemas.Purpose) == (CLAIM, *CONSENT_PURPOSES)
    assert get_args(schemas.DeclineReason) == referrals.REASONS
    assert set(get_args(schemas.Event)) == {*feed.EVENTS.values(), *feed_clock.EVENTS.values(), feed_clock.ENDED}
    assert len(PASSING) == 10


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_a_token_reaches_as_far_as_its_scope_and_ends_when_revoked(asked: Nodes) -> None:
    for scope in BODY_SCOPES:
        system = a_system(asked, "shelter", scope)
        for path, method, _operation in operations(api.get_openapi_schema()):
            if "/body/" not in path:
                continue
            [guard] = [
                callback.scope
                for _prefix, router in api._routers
                for inner, view in router.path_operations.items()
                for operation in view.operations
                for callback in operation.auth_callbacks
                if path == f"/api/v1/body{inner}" and method.upper() in operation.methods
            ]
            inside = path.removeprefix("/api/v1/body/").replace("{referral}", str(uuid4()))
            answer = system.get(inside) if method == "get" else system.send(inside)
            assert (answer.status_code == 403) == (guard != scope), (path, scope, answer.status_code)
            assert answer.status_code < 500
    machines.revoke(system.body, system.id, actor=CASE_WORKER)
    problem(system.get("referrals"), 401, "token")
    with pytest.raises(ProtectionError, match="machine_unknown"):
        machines.revoke(system.body, system.id, actor=CASE_WORKER)
    other = a_system(asked, "asylum")
    with pytest.raises(ProtectionError, match="machine_unknown"):
        machines.revoke(system.body, other.id, actor=CASE_WORKER)


def test_a_machine_of_a_body_whose_key_is_gone_gets_nothing(asked: Nodes, home: Any) -> None:
    system = a_system(asked, "shelter")
    (home / "keys" / "sealed" / "shelter.age").unlink()
    problem(system.get("referrals"), 401, "token")
    with pytest.raises(ProtectionError, match="body_not_here"):
        a_system(asked, "shelter")


# --- the description --------------------------------------------------------------------------------------------------


@pytest.fixture
def system(asked: Nodes) -> Iterator[System]:
    """The application is called as a web server does, which ends connections; the test's own must stay."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield a_system(asked, "shelter")
    for signal in ends:
        signal.connect(close_old_connections)


@description.parametrize()
@hypothesis.settings(max_examples=8, phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])
def test_whatever_is_sent_is_answered_as_described(system: System, case: Any) -> None:
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {system.token}", "Host": "testserver"}
    case.call_and_validate(checks=CHECKS)


def test_the_samples_of_the_description_work(asked: Nodes) -> None:
    system = a_system(asked, "shelter")
    referral = only(asked, "shelter").row.subject
    found = api.get_openapi_schema()["components"]["schemas"]
    for shape, path in (("AnswerIn", "answer"), ("NarrowIn", "consent/narrow"), ("ConsentIn", "consent")):
        for sample in found[shape]["examples"]:
            assert system.send(f"referrals/{referral}/{path}", sample).status_code == 201
    [sample] = found["HandOverIn"]["examples"]
    sample = sample | {"to": str(system.body)}
    answer = a_system(asked, "children").send("handed-over", sample)
    assert answer.status_code == 201, answer.content


def test_nobody_but_the_body_makes_a_machine_for_it() -> None:
    assert ACTS["protection.machines"].roles == {"body_supervisor"}
