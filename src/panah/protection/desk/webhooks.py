"""Telling a body's own system that something came: signed, in order, at least once, and nothing of what.

Calls go from a thread of each worker, outside any transaction: nobody at a screen waits for them. One worker at a time
calls for one body. What arrived is remembered after the answer, so that a kill in between only tells it twice, under
the same id.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.journal import boxes
from panah.journal.keyfiles import KeysUnusableError
from panah.journal.record import say
from panah.people.desk import SYSTEM
from panah.protection import calling
from panah.protection.calling import CallError
from panah.protection.desk import feed
from panah.protection.desk.matters import at_home
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.machines import WebhookEnded, WebhookSet
from panah.protection.models import BodyEvent, Webhook
from panah.safeguards.tables import load

log = logging.getLogger(__name__)

PREFIX = "panah-hook-"
TIMESTAMP, SIGNATURE, EVENT_ID = "Panah-Timestamp", "Panah-Signature", "Panah-Event-Id"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How calls are repeated; see data/webhooks.toml."""

    pauses: tuple[int, ...]
    give_up: timedelta
    at_once: int
    seconds: int
    replay_seconds: int

    def pause(self, failures: int) -> timedelta:
        """How long to wait after so many failures in a row."""
        return timedelta(seconds=self.pauses[min(failures, len(self.pauses)) - 1])


@dataclass(frozen=True, slots=True)
class WebhookView:
    """Where a body is told, and how that goes. ``state``: working, failing, ended; ``waiting`` events weren't told."""

    url: str
    set: datetime
    state: str
    last_ok: datetime | None
    failing_since: datetime | None
    problem: str
    next_at: datetime
    waiting: int


@cache
def rhythm() -> Rhythm:
    """The data, loaded once."""
    file = load("panah.protection", "webhooks.toml")
    file.date("as_of")
    file.text("source")
    found = Rhythm(
        file.numbers("pauses", 1, 86_400),
        timedelta(hours=file.number("give_up_hours", 1, 1000)),
        file.number("at_once", 1, 10_000),
        file.number("round", 1, 3600),
        file.number("replay_seconds", 1, 86_400),
    )
    file.finish()
    return found


def set_up(body: UUID, url: str, *, actor: Acting) -> str:
    """Tell the body there from now on; gives the secret that calls are signed with, shown once.

    Raises CallError where nobody may be called there; ProtectionError ``body_not_here``.
    """
    if body not in at_home():
        raise ProtectionError("body_not_here")
    place = calling.place_of(url.strip(), loopback=_loopback())
    calling.look_up(place, loopback=_loopback())
    feed.gather(body, everything=True)
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    cell = boxes.seal(_key(), json.dumps({"url": url.strip(), "secret": secret}).encode(), body.bytes)
    fresh = {
        "cell": cell, "set": now, "told": _newest(body), "last_ok": None, "failing_since": None, "failures": 0,
        "problem": "", "next_at": now, "ended": None,
    }  # fmt: skip
    with transaction.atomic():
        Webhook.objects.update_or_create(body=body, defaults=fresh)
        say(WebhookSet(host=place.host[:200]), actor=actor.id, about=body, at=now)
    return secret


def take_away(body: UUID, *, actor: Acting) -> None:
    """The body is told nowhere any more. ProtectionError ``webhook_unknown``."""
    with transaction.atomic():
        if not Webhook.objects.filter(body=body).delete()[0]:
            raise ProtectionError("webhook_unknown")
        say(WebhookEnded(), actor=actor.id, about=body)


def view(body: UUID) -> WebhookView | None:
    """How it goes; None where none is set up."""
    row = Webhook.objects.filter(body=body).first()
    if row is None:
        return None
    url, _secret = _opened(row)
    return WebhookView(
        url=url,
        set=row.set,
        state="ended" if row.ended else "failing" if row.failing_since else "working",
        last_ok=row.last_ok,
        failing_since=row.failing_since,
        problem=row.problem,
        next_at=row.next_at,
        waiting=max(0, _newest(body) - row.told),
    )


def test(body: UUID) -> str:
    """Call now with an event that says nothing; gives the problem as a code, or "" when it arrived.

    ProtectionError ``webhook_unknown``.
    """
    row = Webhook.objects.filter(body=body).first()
    if row is None:
        raise ProtectionError("webhook_unknown")
    told = {"event": "test", "referral": str(UUID(int=0)), "at": timezone.now().isoformat(), "sequence": 0}
    try:
        _call(row, uuid4(), told)
    except CallError as no:
        return no.code
    return ""


def deliver(body: UUID) -> int:
    """One round for a body, if its time has come and no other worker is at it; gives how many events arrived."""
    with _alone(body) as mine:
        return _round(body) if mine else 0


def deliver_all() -> int:
    """One round for every body whose time has come; gives how many events arrived."""
    here = at_home()
    due = Webhook.objects.filter(ended=None, next_at__lte=timezone.now()).order_by("next_at", "body")
    return sum(_delivered(body) for body in due.values_list("body", flat=True) if body in here)


def _delivered(body: UUID) -> int:
    """How many arrived; a fault here must neither keep other bodies waiting nor say what it was about."""
    try:
        return deliver(body)
    except (DatabaseError, KeysUnusableError, OSError):
        raise
    except Exception as problem:  # whatever it is, it is about this body alone
        log.error("telling a body failed: %s", type(problem).__name__)
        return 0


def start() -> threading.Thread:
    """Call in rounds beside the screens, as long as this worker lives."""
    thread = threading.Thread(target=_run, name="protection-webhooks", daemon=True)
    thread.start()
    return thread


def signature(secret: str, timestamp: str, content: bytes) -> str:
    """What stands in the header: HMAC-SHA256 under the whole secret over timestamp, a full stop and the body."""
    return "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + content, hashlib.sha256).hexdigest()


def _run() -> None:
    while True:
        try:
            deliver_all()
        except (DatabaseError, KeysUnusableError, OSError) as problem:
            log.warning("bodies could not be told: %s", type(problem).__name__)
        except Exception as problem:  # a fault here must not end the telling for good, nor say what it was about
            log.error("telling bodies failed: %s", type(problem).__name__)
        finally:
            connections.close_all()
        time.sleep(rhythm().seconds)


def _round(body: UUID) -> int:
    row = Webhook.objects.filter(body=body, ended=None, next_at__lte=timezone.now()).first()
    if row is None:
        return 0
    feed.gather(body)
    arrived = 0
    for event in feed.events(body, row.told, rhythm().at_once):
        try:
            _call(row, event.id, _told(event))
        except CallError as no:
            _failed(row, no.code)
            break
        arrived += 1
        good = {"told": event.sequence, "last_ok": timezone.now(), "failing_since": None, "failures": 0, "problem": ""}
        if not _same(row).update(**good):
            break
    return arrived


def _told(event: BodyEvent) -> dict[str, object]:
    return {
        "event": event.event, "referral": str(event.referral), "at": event.at.isoformat(), "sequence": event.sequence
    }  # fmt: skip


def _call(row: Webhook, id: UUID, told: dict[str, object]) -> None:
    url, secret = _opened(row)
    content = json.dumps(told, separators=(",", ":")).encode()
    timestamp = str(int(time.time()))
    headers = {EVENT_ID: str(id), TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, content)}
    place = calling.place_of(url, loopback=_loopback())
    calling.post(place, content, headers, loopback=_loopback())


def _failed(row: Webhook, problem: str) -> None:
    now = timezone.now()
    since, failures = row.failing_since or now, row.failures + 1
    gone = now - since >= rhythm().give_up
    bad = {
        "failing_since": since, "failures": failures, "problem": problem, "next_at": now + rhythm().pause(failures),
        "ended": now if gone else None,
    }  # fmt: skip
    with transaction.atomic():
        if _same(row).update(**bad) and gone:
            say(WebhookEnded(failed=True, problem=problem), actor=SYSTEM, about=row.body, at=now)


def _same(row: Webhook) -> QuerySet[Webhook]:
    """The row, unless the body set it up anew or took it away meanwhile."""
    return Webhook.objects.filter(body=row.body, set=row.set)


@contextmanager
def _alone(body: UUID) -> Iterator[bool]:
    """Whether no other worker calls for this body now; held beside transactions, and gone with the connection."""
    name = f"webhook {body}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 42))", [name])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 42))", [name])


def _newest(body: UUID) -> int:
    return int(BodyEvent.objects.filter(body=body).aggregate(newest=Max("sequence"))["newest"] or 0)


def _opened(row: Webhook) -> tuple[str, str]:
    found: dict[str, str] = json.loads(boxes.unseal(_key(), bytes(row.cell), row.body.bytes, "where a body is told is"))
    return found["url"], found["secret"]


def _loopback() -> bool:
    return bool(settings.PANAH_WEBHOOK_LOOPBACK)


def _key() -> bytes:
    return boxes.node_key("webhooks")
