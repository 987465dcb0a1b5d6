"""What was said at a hold, and reaches the bodies only when that is over or another officer's (S1, S9): a tablet waited
for the post to answer, and somebody went on meanwhile.

Where the hold is open, the bodies get their shares in it as always. Where it is over, nothing keeps the person: the
post asks for each body what that would ask for, had it let go and opened the matter again. The person is held at their
next hold here, and is brought back if they were refused since they spoke.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import envelopes, tokens
from panah.border.desk.context import Acting
from panah.border.desk.holds import HoldView
from panah.border.desk.locks import one_at_a_time
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.protection.desk import held_again
from panah.protection.desk.matters import Told, letter_at_hold, suspicion
from panah.protection.facts.matters import MatterOpenAgain, ShareEntrusted
from panah.protection.keeping_times import keeping_times
from panah.safeguards.guard.locks import TOKEN_BYTES


def until(view: HoldView, officer: UUID) -> datetime | None:
    """Until when this officer may; None where the hold was never theirs, is theirs now, or it is too late."""
    left: datetime | None = None
    mine = False
    for event in view.events:
        if event.act == "taken":
            mine = event.actor == officer
            left = None if mine else left
        elif mine and event.act in ("passed_on", "released"):
            mine, left = False, event.happened
    end = None if left is None else left + keeping_times().late
    return None if end is None or timezone.now() >= end else end


def open_matters(
    view: HoldView,
    categories: Sequence[str],
    *,
    said: str,
    since: datetime,
    also: Sequence[Statement],
    letters: Sequence[Statement],
    actor: Acting,
) -> list[Told]:
    """Tell the body competent for each of these; ``letters`` go with them. Raises as ``matters.open_matter``."""
    with one_at_a_time(view.id), transaction.atomic():
        told = [_told(view, category, said, since, also, actor) for category in categories]
        envelopes.leave_when_passing([*(one.letter for one in told), *letters])
    return told


def _told(view: HoldView, category: str, said: str, since: datetime, also: Sequence[Statement], actor: Acting) -> Told:
    body, suspected = suspicion(view, category, said)
    matter, now, mine = uuid4(), timezone.now(), keyring.node().public
    open_here = tokens.is_here(view.id)
    # Of a hold that is over a share that opens nothing: by it the body knows whom to tell that it let go.
    share = tokens.take_share(view.id) if open_here else secrets.token_bytes(TOKEN_BYTES)
    facts = [suspected, ShareEntrusted(hold=view.id, share=share.hex(), reply_to=mine)]
    if not open_here:
        person, ask = view.presentation.subject, uuid4()
        facts.append(MatterOpenAgain(presentation=person, reply_to=body.key, ask=ask))
        held_again.hold_next(matter, person, body.key, ask, since)
    statements = [*(Statement(fact, matter, now) for fact in facts), *also]
    return Told(matter, body.id, letter_at_hold(statements, [body], actor=actor))
