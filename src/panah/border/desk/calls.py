"""Travellers ask to speak with someone: by a page on a second screen or their own phone, without a sign-in."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import Lane, PostView, posts
from panah.border.facts.calls import CallAnswered, CallMade
from panah.border.models import Call
from panah.border.rules.line import line
from panah.journal.countrykey import first_key
from panah.journal.record import say
from panah.people.desk import SYSTEM
from panah.safeguards.conversation import cards

Outcome = Literal["spoke", "set_aside", "nobody_found"]
SIGN = "sign"


def code_of(post: UUID, lane: str) -> str:
    """What stands in the address of a lane's page: short enough to type, and nobody finds another lane's by trying."""
    key = first_key("call", post.hex, lane)
    return base64.b32encode(hmac.digest(key, b"panah call 1", hashlib.sha256)).decode()[:12].lower()


def find(code: str) -> tuple[PostView, Lane] | None:
    """The lane with this code."""
    for post in posts():
        for lane in post.lanes:
            if hmac.compare_digest(code_of(post.id, lane.code).encode(), code.encode()):
                return post, lane
    return None


def wishes() -> tuple[str, ...]:
    """The cards a traveller can choose beside the call itself."""
    return tuple(card.id for card in cards("en", SIGN) if card.id not in ("sign.speak", "sign.language"))


def call(post: UUID, lane: str, language: str, wanted: Sequence[str]) -> UUID:
    """Somebody wants to speak. A call of the same lane some minutes old is the same one; when many are open there,
    another changes nothing, as somebody is on the way already."""
    with one_at_a_time(post):
        still = Call.objects.filter(post=post, lane=lane, answered__isnull=True)
        same = still.filter(made__gt=timezone.now() - line().call_again).order_by("-made").first()
        if same is None and still.count() >= line().calls_open:
            same = still.order_by("-made").first()
        if same is not None:
            return same.subject
        subject = uuid4()
        chosen = tuple(one for one in wishes() if one in wanted)
        fact = CallMade(post=post, lane=lane, language=language, wishes=chosen)
        say(fact, actor=SYSTEM, about=subject)
    return subject


def waiting(post: UUID) -> list[Call]:
    """Calls nobody has answered, the oldest first."""
    return list(Call.objects.filter(post=post, answered__isnull=True).order_by("made", "subject"))


def unanswered(post: UUID | None, before: datetime) -> list[Call]:
    """Calls that have waited since before then, at one post or (None) at all, for commander and monitor."""
    found = Call.objects.filter(answered__isnull=True, made__lte=before).order_by("made", "subject")
    return list(found if post is None else found.filter(post=post))


def answer(call: UUID, outcome: Outcome, *, actor: Acting) -> None:
    """Say what came of it; DeskError ``call_unknown``, ``call_answered``."""
    with one_at_a_time(call):
        row = Call.objects.filter(subject=call).first()
        if row is None:
            raise DeskError("call_unknown")
        if row.answered is not None:
            raise DeskError("call_answered")
        say(CallAnswered(outcome=outcome), actor=actor.id, about=call)
