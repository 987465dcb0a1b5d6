"""A body's own system is told: signed, in order, at least once, nothing personal; never where nobody may be called."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from panah.people import desk as people
from panah.people.models import Account
from panah.protection import calling
from panah.protection.calling import CallError
from panah.protection.desk import feed, machines, referrals, webhooks
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import BodyFeed, Referral, Webhook
from panah.protection.words.webhooks import WEBHOOKS
from panah.safeguards.routes import body_kinds
from tests.people.factories import Somebody, client_of
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.machines import a_system, here
from tests.protection.test_referrals import only, referred, shelter, yes

__all__ = ["here"]


@dataclass
class Receiver:
    """A body's machine: what it was sent, and what it answers (a status, or something to do first)."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204
    before: Callable[[int], object] = lambda _number: None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(content) for _headers, content in self.got]

    @property
    def sequences(self) -> list[int]:
        return [one["sequence"] for one in self.told]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.PANAH_WEBHOOK_LOOPBACK = True
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((dict(self.headers), content))
            kept.before(len(kept.got))
            self.send_response(kept.status)
            for name, value in kept.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """A test's own log is enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/hook?from=panah"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()


def ask(nodes: Nodes, times: int = 1) -> None:
    for _ in range(times):
        referred(nodes, shelter(nodes), said=(yes(),), wishes="A bed")


def set_up(nodes: Nodes, receiver: Receiver) -> str:
    return webhooks.set_up(nodes.readers["shelter"].id, receiver.url, actor=CASE_WORKER)


def again(nodes: Nodes) -> None:
    """The pause is over."""
    Webhook.objects.filter(body=nodes.readers["shelter"].id).update(next_at=timezone.now())


def test_what_is_sent_says_nothing_personal_and_is_signed(here: Nodes, receiver: Receiver) -> None:
    secret = set_up(here, receiver)
    ask(here)
    body = here.readers["shelter"].id
    assert webhooks.deliver(body) == 1
    [(headers, content)] = receiver.got
    row = only(here, "shelter").row
    told = json.loads(content)
    assert set(told) == {"event", "referral", "at", "sequence"}
    assert (told["event"], told["referral"], told["sequence"]) == ("referral.sent", str(row.subject), 1)
    timestamp = headers["Panah-Timestamp"]
    assert abs(int(timestamp) - time.time()) < webhooks.rhythm().replay_seconds
    proof = hmac.new(secret.encode(), timestamp.encode() + b"." + content, hashlib.sha256).hexdigest()
    assert headers["Panah-Signature"] == f"v1={proof}"
    [event] = a_system(here, "shelter").get("events").json()["events"]
    assert headers["Panah-Event-Id"] == event["id"]
    assert {name: event[name] for name in ("event", "referral", "sequence")} == {
        name: told[name] for name in ("event", "referral", "sequence")
    }
    for needle in ("A bed", row.reference, row.values["name"]):
        assert needle not in content.decode()
    assert webhooks.deliver(body) == 0


def test_an_answer_that_is_late_is_told_once_by_each_clock(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    ask(here)
    body = here.readers["shelter"].id
    assert webhooks.deliver(body) == 1
    row = only(here, "shelter").row
    clocks = body_kinds()["anti_trafficking"].urgent

    def minutes_ago(minutes: int) -> list[str]:
        """What is told where it was sent so long ago, and the clocks weren't asked in this minute."""
        sent = timezone.now() - timedelta(minutes=minutes)
        Referral.everybodys.filter(id=row.id).update(sent=sent)
        BodyFeed.objects.filter(body=body, journal=UUID(int=0)).delete()
        webhooks.deliver(body)
        return [one["event"] for one in receiver.told[1:]]

    assert minutes_ago(clocks.acknowledge - 1) == []
    assert minutes_ago(clocks.acknowledge) == ["referral.reminded"]
    [told] = receiver.told[1:]
    assert (told["referral"], told["sequence"]) == (str(row.subject), 2)
    webhooks.deliver(body)
    webhooks.deliver(body)
    assert len(receiver.got) == 2, "each time that a clock strikes is told once"
    events = a_system(here, "shelter").get("events").json()["events"]
    assert [one["event"] for one in events] == ["referral.sent", "referral.reminded"]
    headers, content = receiver.got[1]
    assert headers["Panah-Event-Id"] == events[1]["id"]
    assert set(json.loads(content)) == {"event", "referral", "at", "sequence"}


def test_the_end_of_a_consents_time_is_told_once(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    ask(here)
    body = here.readers["shelter"].id
    row = only(here, "shelter").row
    referrals.answer(body, row.subject, "accepted", actor=CASE_WORKER)
    webhooks.deliver(body)
    before = len(receiver.got)
    until = int(timezone.now().timestamp()) + 3600

    def told(until: int, *more: dict[str, object]) -> list[dict[str, object]]:
        """What is told where the yes holds until then, and the clocks weren't asked in this minute."""
        consents = [row.consents[0] | {"at": row.consents[0]["at"] - 60, "until": until}, *more]
        Referral.everybodys.filter(id=row.id).update(consents=consents)
        BodyFeed.objects.filter(body=body, journal=UUID(int=0)).delete()
        webhooks.deliver(body)
        webhooks.deliver(body)
        return receiver.told[before:]

    assert told(until) == [], "its last day isn't over"
    later = row.consents[0] | {"until": None}
    assert told(until - 7200, later) == [], "they agreed anew"
    [event] = told(until - 7200)
    assert (event["event"], event["referral"]) == ("consent.ended", str(row.subject))
    assert told(until - 7200) == [event], "once"
    line = a_system(here, "shelter").get(f"referrals?after={before}").json()["referrals"][0]
    assert line["to_confirm"], "it has to confirm that it no longer uses anything"
    assert receiver.told[-1]["sequence"] == line["changed"]


def test_what_was_answered_is_late_no_more_and_silence_goes_further(here: Nodes) -> None:
    ask(here, 2)
    body = here.readers["shelter"].id
    first, second = (one.row for one in referrals.referrals_of(body))
    referrals.answer(body, first.subject, "accepted", actor=CASE_WORKER)
    Referral.everybodys.update(sent=timezone.now() - timedelta(days=9))
    feed.gather(body)
    feed.gather(body, everything=True)
    late = [one for one in feed.events(body, 0, 100) if one.event in ("referral.reminded", "referral.escalated")]
    assert {one.referral for one in late} == {second.subject}
    assert [one.event for one in late].count("referral.escalated") == 1
    numbers = [one.sequence for one in feed.events(body, 0, 100)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [one.at for one in late] == sorted(one.at for one in late)


def test_only_what_comes_from_then_on_is_told_in_order(here: Nodes, receiver: Receiver) -> None:
    ask(here, 2)
    set_up(here, receiver)
    ask(here, 3)
    row = only_first(here)
    referrals.answer(row.reader, row.subject, "accepted", actor=CASE_WORKER)
    assert webhooks.deliver_all() == 4
    assert receiver.sequences == [3, 4, 5, 6]
    assert receiver.told[-1]["event"] == "referral.answered"


def only_first(nodes: Nodes) -> Any:
    return referrals.referrals_of(nodes.readers["shelter"].id)[0].row


def test_while_nobody_answers_it_waits_longer_and_longer_and_then_tells_all(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    ask(here, 2)
    body = here.readers["shelter"].id
    receiver.status = 503
    pauses = []
    for _ in range(4):
        again(here)
        assert webhooks.deliver(body) == 0
        row = Webhook.objects.get()
        pauses.append(round((row.next_at - timezone.now()).total_seconds()))
        assert webhooks.deliver(body) == 0, "not before the pause is over"
    assert pauses == list(webhooks.rhythm().pauses[:4])
    assert receiver.sequences == [1, 1, 1, 1], "the second waits for the first"
    ids = {headers["Panah-Event-Id"] for headers, _content in receiver.got}
    assert len(ids) == 1
    view = webhooks.view(body)
    assert view is not None
    assert (view.state, view.problem, view.waiting) == ("failing", "refused", 2)
    receiver.status = 200
    again(here)
    assert webhooks.deliver(body) == 2
    assert receiver.sequences[-2:] == [1, 2]
    view = webhooks.view(body)
    assert view is not None
    assert (view.state, view.problem, view.waiting) == ("working", "", 0)


def test_after_days_of_silence_nobody_is_called_and_the_body_is_told_so(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    ask(here)
    body = here.readers["shelter"].id
    receiver.status = 500
    webhooks.deliver(body)
    long_ago = timezone.now() - webhooks.rhythm().give_up
    Webhook.objects.update(failing_since=long_ago, next_at=timezone.now())
    webhooks.deliver(body)
    view = webhooks.view(body)
    assert view is not None
    assert (view.state, view.waiting) == ("ended", 1)
    Webhook.objects.update(next_at=long_ago)
    before = len(receiver.got)
    assert webhooks.deliver_all() == 0
    assert len(receiver.got) == before
    assert len(a_system(here, "shelter").get("events").json()["events"]) == 1, "nothing is lost"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE kind = 'protection:webhook:ended'")
        assert cursor.fetchone()[0] == 1


def test_one_body_that_cannot_be_told_keeps_no_other_waiting(
    here: Nodes, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    set_up(here, receiver)
    ask(here)
    first = here.readers["asylum"].id
    webhooks.set_up(first, receiver.url, actor=CASE_WORKER)
    Webhook.objects.filter(body=first).update(next_at=timezone.now() - timedelta(hours=1))
    gather = feed.gather

    def fails(body: UUID, **how: bool) -> int:
        if body == first:
            raise ValueError("a name in it")
        return gather(body, **how)

    monkeypatch.setattr(feed, "gather", fails)
    assert webhooks.deliver_all() == 1
    assert "ValueError" in caplog.text
    assert "a name in it" not in caplog.text


def test_a_kill_in_between_loses_nothing(alone: Nodes, receiver: Receiver) -> None:
    """The worker is killed after its third call arrived and before anybody remembered that it did."""
    set_up(alone, receiver)
    ask(alone, 5)
    body = alone.readers["shelter"].id
    connections.close_all()
    child = os.fork()
    if child == 0:
        webhooks.deliver(body)
        os._exit(0)

    def kill(number: int) -> None:
        if number == 3:
            os.kill(child, signal.SIGKILL)

    receiver.before = kill
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    receiver.before = lambda _number: None
    for _ in range(100):
        if webhooks.deliver(body):
            break
        time.sleep(0.05)
    assert receiver.sequences == [1, 2, 3, 3, 4, 5]
    ids = [headers["Panah-Event-Id"] for headers, _content in receiver.got]
    assert ids[2] == ids[3]
    assert len(set(ids)) == 5


def test_two_workers_tell_a_body_once(alone: Nodes, receiver: Receiver) -> None:
    set_up(alone, receiver)
    ask(alone)
    body = alone.readers["shelter"].id
    called, free = threading.Event(), threading.Event()

    def hold(_number: int) -> None:
        called.set()
        free.wait(10)

    def work() -> None:
        try:
            webhooks.deliver(body)
        finally:
            connection.close()

    receiver.before = hold
    first = threading.Thread(target=work)
    first.start()
    assert called.wait(10)
    assert webhooks.deliver(body) == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_take_pen()")
    free.set()
    first.join()
    assert receiver.sequences == [1]


def test_a_redirect_is_not_followed(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    ask(here)
    receiver.status, receiver.headers = 302, {"Location": receiver.url}
    assert webhooks.deliver(here.readers["shelter"].id) == 0
    assert len(receiver.got) == 1
    assert Webhook.objects.get().problem == "redirected"


def test_whoever_answers_slowly_keeps_nobody(here: Nodes, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "WHOLE_SECONDS", 0.2)
    free = threading.Event()
    set_up(here, receiver)
    ask(here)
    receiver.before = lambda _number: free.wait(5)
    assert webhooks.deliver(here.readers["shelter"].id) == 0
    free.set()
    assert Webhook.objects.get().problem == "too_slow"


def test_a_machine_that_is_gone_is_told_of_in_words(here: Nodes, receiver: Receiver) -> None:
    set_up(here, receiver)
    body = here.readers["shelter"].id
    assert webhooks.test(body) == ""
    [told] = receiver.told
    assert (told["event"], told["sequence"]) == ("test", 0)
    webhooks.set_up(body, "http://127.0.0.1:9/", actor=CASE_WORKER)
    assert webhooks.test(body) == "unreachable"
    with pytest.raises(ProtectionError, match="webhook_unknown"):
        webhooks.test(here.readers["asylum"].id)
    webhooks.take_away(body, actor=CASE_WORKER)
    assert webhooks.view(body) is None
    codes = "url_unusable not_https unknown_name address_refused unreachable no_tls too_slow redirected refused cut_off"
    assert {f"webhook:{code}" for code in codes.split()} <= set(WEBHOOKS)


def test_a_certificate_that_is_not_the_machines_is_no_connection(receiver: Receiver) -> None:
    place = calling.place_of(receiver.url.replace("http://", "https://"), loopback=True)
    with pytest.raises(CallError, match=r"no_tls|cut_off"):
        calling.post(place, b"{}", {}, loopback=True)
    assert receiver.got == []


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://0.0.0.0/", "https://10.1.2.3/",
        "https://172.16.0.9/", "https://192.168.1.1/x", "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://2130706433/", "https://127.1/",
        "https://224.0.0.1/", "https://255.255.255.255/",
    ],
)  # fmt: skip
def test_nobody_is_called_in_a_private_network(url: str) -> None:
    with pytest.raises(CallError, match=r"address_refused|unknown_name"):
        calling.look_up(calling.place_of(url, loopback=False), loopback=False)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://cases.example/", "not_https"),
        ("http://10.0.0.1/", "not_https"),
        ("ftp://cases.example/", "url_unusable"),
        ("file:///etc/passwd", "url_unusable"),
        ("https://user:secret@cases.example/", "url_unusable"),
        ("https://cases.example/#part", "url_unusable"),
        ("https://", "url_unusable"),
        ("https://cases.example:99999/", "url_unusable"),
        ("https://cases.example/\r\nHost: other", "url_unusable"),
        ("https://" + "a" * 600 + ".example/", "url_unusable"),
        ("", "url_unusable"),
    ],
)
def test_an_address_that_can_not_be_used_says_why(url: str, code: str) -> None:
    with pytest.raises(CallError, match=code):
        calling.place_of(url, loopback=True)


def test_the_open_network_may_be_called_and_this_machine_only_where_allowed() -> None:
    for text in ("1.1.1.1", "2606:4700::1111"):
        assert calling.allowed(ipaddress.ip_address(text), loopback=False)
    for text in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert calling.allowed(ipaddress.ip_address(text), loopback=True)
        assert not calling.allowed(ipaddress.ip_address(text), loopback=False)
    for text in ("10.0.0.1", "fec0::1", "192.88.99.1"):
        assert not calling.allowed(ipaddress.ip_address(text), loopback=True)
    with pytest.raises(CallError, match="not_https"):
        calling.place_of("http://127.0.0.1/", loopback=False)


# --- screens ----------------------------------------------------------------------------------------------------------


def supervisor(nodes: Nodes) -> Any:
    staff = people.hire("Supervisor", nodes.readers["shelter"].id, actor=people.SYSTEM)
    people.grant(staff, "body_supervisor", actor=people.SYSTEM)
    account = people.create_account(staff, "head-of-shelter", actor=people.SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change=False)
    return client_of(Somebody(staff, account))


def test_the_supervisor_sets_it_up_tries_it_and_sees_how_it_goes(here: Nodes, receiver: Receiver) -> None:
    client, page = supervisor(here), reverse("protection:webhook")
    assert client.get(page).status_code == 200
    refused = client.post(page, {"url": "https://192.168.1.1/"})
    assert refused.status_code == 422
    assert "private network" in refused.content.decode()
    shown = client.post(page, {"url": receiver.url}).content.decode()
    assert "panah-hook-" in shown
    assert "panah-hook-" not in client.get(page).content.decode()
    assert "answered" in client.post(reverse("protection:webhook-act"), {"act": "test"}, follow=True).content.decode()
    receiver.status = 500
    ask(here)
    webhooks.deliver_all()
    told = client.get(page).content.decode()
    assert "answered with an error" in told.replace("&#x27;", "'")
    Webhook.objects.update(ended=timezone.now() - timedelta(minutes=1))
    assert "nobody calls it any more" in client.get(reverse("protection:machines")).content.decode()
    client.post(reverse("protection:webhook-act"), {"act": "end"})
    assert Webhook.objects.count() == 0


def test_the_supervisor_registers_a_machine_and_ends_it(here: Nodes) -> None:
    client = supervisor(here)
    added = client.post(reverse("protection:machine-add"), {"name": "Cases", "scopes": ["referrals_read"]})
    assert "panah-body-" in added.content.decode()
    listed = client.get(reverse("protection:machines")).content.decode()
    assert "Cases" in listed
    body = here.readers["shelter"].id
    [row] = machines.of_body(body)
    client.post(reverse("protection:machine-revoke", args=[row.pk]))
    [row] = machines.of_body(body)
    assert row.revoked
